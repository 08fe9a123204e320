"""Counts what micro-credentials are worth to the people who wrote about them, by authority, without small groups.

Micro-credentials that every authority counts alike are one group. A group of fewer than five people is left out of all sums, so no
number that is shown depends on it, and none can give it away.
"""

from __future__ import annotations

from collections.abc import Iterator

from edblog.catalog.pages import Pages
from edblog.kinds.credentials.record import Credential
from edblog.kinds.impact.suppression import FEWEST
from edblog.kinds.impact.tallies import Cell, Row, Tally
from edblog.kinds.people.record import Author

Worth = tuple[tuple[str, str, float], ...]
"""What authorities count for a micro-credential: authority, unit and amount of each, in order."""


def holders(pages: Pages) -> dict[Worth, list[frozenset[str]]]:
    """The ids of the people who wrote about each micro-credential, by what it is worth."""
    groups = pages.site.groups
    writers: dict[int, list[str]] = {}
    for author in pages.site.records[Author.folder]:
        for position in groups[Author.folder][author.slug].positions:
            writers.setdefault(position, []).append(author.slug)
    found: dict[Worth, list[frozenset[str]]] = {}
    for record in pages.site.records[Credential.folder]:
        if isinstance(record, Credential) and record.renewal:
            positions = groups[Credential.folder][record.slug].positions
            people = frozenset(id_ for position in positions for id_ in writers.get(position, ()))
            if people:
                found.setdefault(_worth(record), []).append(people)
    return found


def counted(pages: Pages) -> Iterator[Tally]:
    """What each authority counts, in its own units."""
    words = pages.words
    rows = hours(holders(pages))
    if rows:
        yield Tally(
            "hours-by-authority",
            "implementation",
            words["impact.hours"],
            words["impact.authority"],
            (words["impact.awards"], words["impact.amount"]),
            ("micro-credentials", "amount"),
            rows,
            about=words["impact.hours_about"],
        )


def hours(groups: dict[Worth, list[frozenset[str]]]) -> tuple[Row, ...]:
    """A row for each authority and unit: how many micro-credentials count there, and how much they count for."""
    sums: dict[tuple[str, str], list[float]] = {}
    everybody: dict[tuple[str, str], set[str]] = {}
    for worth, found in groups.items():
        people = frozenset[str]().union(*found)
        pairs = sum(map(len, found))
        for authority, unit, amount in worth:
            everybody.setdefault((authority, unit), set()).update(people)
            row = sums.setdefault((authority, unit), [0.0, 0.0])
            if len(people) >= FEWEST:
                row[0] += pairs
                row[1] += pairs * amount
    rows = []
    for (authority, unit), (count, amount) in sums.items():
        few = Cell(0, "few") if len(everybody[authority, unit]) < FEWEST else Cell(0, "hidden")
        cells = (Cell(count), Cell(round(amount, 6))) if count else (few, Cell(0, "hidden"))
        rows.append(Row(authority, cells, f"{authority}: {unit}", unit=unit))
    # Neither the order nor a tie may say which of two hidden numbers is larger.
    return tuple(sorted(rows, key=lambda row: (-row.cells[0].value, row.title, row.unit)))


def _worth(record: Credential) -> Worth:
    found: dict[tuple[str, str], float] = {}
    for entry in record.renewal:
        key = entry.authority, entry.unit
        found[key] = found.get(key, 0) + entry.amount
    return tuple(sorted((*key, amount) for key, amount in found.items()))
