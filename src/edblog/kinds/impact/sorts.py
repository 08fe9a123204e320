"""Makes a table of things of several sorts, such as resources or events, by term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from edblog.catalog.pages import Pages
from edblog.kinds.impact.periods import Periods
from edblog.kinds.impact.tallies import Row, Tally, numbers


def by_sort(
    pages: Pages,
    periods: Periods,
    name: str,
    moments: Mapping[str, Iterable[datetime]],
    titles: Mapping[str, str],
) -> Iterator[Tally]:
    """The table of preparation called `name`, with a row for each sort; none without any. `moments` has when there was one of a sort."""
    words = pages.words
    counts = {sort: periods.counts_of(found) for sort, found in moments.items()}
    counts = {sort: found for sort, found in counts.items() if any(found)}
    if not counts:
        return
    rest = len(periods.terms)
    terms = [term for term in range(rest + 1) if term < rest or any(found[rest] for found in counts.values())]
    columns, keys = term_columns(pages, periods, terms)
    ordered = sorted(counts, key=lambda sort: (-sum(counts[sort]), titles[sort]))
    rows = tuple(
        Row(titles[sort], numbers((sum(counts[sort]), *counts[sort])[: len(keys)]), sort or "other")
        for sort in ordered
    )
    sums = [sum(row.cells[at].value for row in rows) for at in range(len(keys))]
    total = Row(words["impact.all"], numbers(sums), "total") if len(rows) > 1 else None
    title, head = words[f"impact.{name}"], words[f"impact.{name.removesuffix('s')}"]
    yield Tally(name, "preparation", title, head, columns, keys, rows, total)


def term_columns(
    pages: Pages, periods: Periods, terms: Sequence[int]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headings and the keys of a column for the total and one for each of these terms; without terms in the settings, only the total."""
    words = pages.words
    if not periods.terms:
        return (words["impact.total"],), ("total",)
    names = (*(term.name for term in periods.terms), words["impact.other"])
    keys = (*names[:-1], "other")
    return (
        (words["impact.total"], *(names[term] for term in terms)),
        ("total", *(keys[term] for term in terms)),
    )
