"""Makes the tables of what people did and answered offline, from `data/outcomes/`, in which no small group can be found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edblog.catalog.pages import Pages
from edblog.kinds.impact.periods import Periods
from edblog.kinds.impact.sorts import term_columns
from edblog.kinds.impact.suppression import protected
from edblog.kinds.impact.tallies import Cell, Row, Tally
from edblog.model.outcomes import Outcome

Sums = Mapping[int, tuple[int, int]]
"""For each term with rows, how many people, and how many rows that say only that they are few."""
_MOST = 60
"""The most activities, and questions, that a page shows."""


def counted(pages: Pages, periods: Periods) -> Iterator[Tally]:
    """What people did, as one table, and a table for each question."""
    sums: dict[str, dict[str, dict[int, tuple[int, int]]]] = {}
    for file in pages.site.outcomes:
        for row in file.rows:
            _add(sums.setdefault(row.what, {}).setdefault(row.answer, {}), periods.term_of(row.day), row)
    done = {what: answers[""] for what, answers in sums.items() if "" in answers}
    asked = {what: {a: found for a, found in answers.items() if a} for what, answers in sums.items()}
    yield from _did(pages, periods, dict([*done.items()][:_MOST]))
    for number, (what, answers) in enumerate([item for item in asked.items() if item[1]][:_MOST], 1):
        yield _question(pages, periods, f"outcome-{number}", what, answers)


def _add(found: dict[int, tuple[int, int]], term: int, row: Outcome) -> None:
    people, few = found.get(term, (0, 0))
    found[term] = people + row.people, few + row.few


def _did(pages: Pages, periods: Periods, done: Mapping[str, Sums]) -> Iterator[Tally]:
    """Each activity is a table of its own: nobody adds up people over activities."""
    if not done:
        return
    words, terms = pages.words, _terms(done)
    columns, keys = term_columns(pages, periods, terms)
    rows = []
    for what, found in done.items():
        cells = _cells({"": found}, terms, columns=False)[0]
        rows.append(Row(what, cells[: len(keys)], what))
    words_about = words["impact.did_about"]
    ordered = tuple(sorted(rows, key=_by_size))
    yield Tally("follow-ups", "support", words["impact.did"], words["impact.what"], columns, keys, ordered, about=words_about)  # fmt: skip


def _question(pages: Pages, periods: Periods, name: str, what: str, answers: Mapping[str, Sums]) -> Tally:
    words, terms = pages.words, _terms(answers)
    columns, keys = term_columns(pages, periods, terms)
    *cells, total = _cells(answers, terms, columns=True)
    rows = (Row(answer, each[: len(keys)], answer) for answer, each in zip(answers, cells, strict=True))
    return Tally(
        name,
        "reflection",
        what,
        words["impact.answer"],
        columns,
        keys,
        tuple(sorted(rows, key=_by_size)),
        Row(words["impact.answers_all"], total[: len(keys)], "total"),
        words["impact.answers_about"],
    )


def _terms(found: Mapping[str, Sums]) -> tuple[int, ...]:
    """The numbers of the terms with rows, in order."""
    return tuple(sorted({term for sums in found.values() for term in sums}))


def _cells(found: Mapping[str, Sums], terms: tuple[int, ...], *, columns: bool) -> list[tuple[Cell, ...]]:
    """The cells of a table, the total of each row first, and at the end the row with the totals of columns."""
    inner = tuple(tuple(sums[term][0] if term in sums else None for term in terms) for sums in found.values())
    few = tuple(tuple(sums.get(term, (0, 0))[1] for term in terms) for sums in found.values())
    has_terms = len(terms) > 1
    rows = protected(inner, few, rows=has_terms, columns=columns)
    return [(row[-1], *row[:-1]) if has_terms else (row[0], row[0]) for row in rows]


def _by_size(row: Row) -> tuple[object, ...]:
    """Larger numbers first. Those that are not shown follow by their title, so that their order says nothing about them."""
    return -row.cells[0].value, row.title
