"""Makes the page of impact, and its files with the same numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal, cast

from edblog.catalog.pages import Later, Made, Pages
from edblog.kinds.impact import outcomes
from edblog.kinds.impact.files import as_csv, as_json
from edblog.kinds.impact.periods import Periods
from edblog.kinds.impact.tallies import PHASES, Cell, Row, Tally
from edblog.kinds.impact.views import Amount, Figure, ImpactPage, ImpactRow, Phase
from edblog.settings.impact import IMPACT
from edblog.views import Text

JSON, CSV = f"{IMPACT}impact.json", f"{IMPACT}impact.csv"
MOST_BARS = 12
"""How many rows a chart shows; its table has all."""


def made(pages: Pages) -> Iterator[Made]:
    """The page, if numbers may differ. The text of a story is no number."""
    if _may_differ(pages):
        yield IMPACT, "impact.html", lambda: _page(pages)


def files(pages: Pages) -> Iterator[Later]:
    """The same numbers for programs and for spreadsheets."""
    if _may_differ(pages):
        yield Later(JSON, "text", lambda: Text(as_json(_tables(pages), pages.config)))
        yield Later(CSV, "text", lambda: Text(as_csv(_tables(pages))))


def _may_differ(pages: Pages) -> bool:
    return pages.reach.counts or pages.reach.indexes


@lru_cache(maxsize=1)
def _tables(pages: Pages) -> tuple[Tally, ...]:
    """All tables, in the order of the page."""
    periods = Periods(pages.site, pages.config.impact.terms, pages.config.timezone)
    found = [table for kind in pages.site.kinds for table in kind.counted(pages, periods)]
    found += outcomes.counted(pages, periods)
    return tuple(sorted(found, key=lambda table: PHASES.index(table.phase)))


def _page(pages: Pages) -> ImpactPage:
    tables, href = _tables(pages), pages.cards.href
    by_name = {table.name: table for table in tables}
    phases = tuple(
        Phase(cast("PhaseName", phase), tuple(_figure(table) for table in tables if table.phase == phase))
        for phase in PHASES
    )
    months = by_name.get("stories-by-month")
    sums = _total(months, 4)
    questions = _total(by_name.get("questions"), 2)
    return ImpactPage(
        **pages.page(IMPACT, pages.words["nav_impact"], pages.words["impact.intro"], section="impact"),
        phases=phases,
        since=_first_day(months.rows[0]) if months else None,
        until=_first_day(months.rows[-1]) if months else None,
        stories=sums[0],
        people=sums[1],
        schools=sums[2],
        questions=questions[0],
        answered=questions[1],
        hides=any(cell.sign in ("few", "hidden") for cell in _cells(tables)),
        json=href(JSON),
        csv=href(CSV),
    )


PhaseName = Literal["exploration", "planning", "preparation", "implementation", "support", "reflection"]


def _cells(tables: Iterable[Tally]) -> Iterator[Cell]:
    for table in tables:
        for row in (*table.rows, *((table.total,) if table.total else ())):
            yield from row.cells


def _total(table: Tally | None, count: int) -> list[int]:
    """The numbers of the last row of a table; zeros without a table."""
    row = table and (table.total or table.rows[-1])
    return [int(cell.value) for cell in row.cells] if row else [0] * count


def _first_day(row: Row) -> datetime:
    return datetime(int(row.key[:4]), int(row.key[5:]), 1, tzinfo=UTC)


def _figure(table: Tally) -> Figure:
    shown = table.rows[-MOST_BARS:] if table.chart == "columns" else table.rows[:MOST_BARS]
    most = max((row.cells[0].value for row in shown), default=0) or 1
    rows = tuple(_measure(table, row, most) for row in table.rows)
    return Figure(
        name=table.name,
        title=table.title,
        about=table.about,
        chart=table.chart,
        head=table.head,
        columns=table.columns,
        rows=rows,
        total=_measure(table, table.total, most) if table.total else None,
        bars=rows[-MOST_BARS:] if table.chart == "columns" else rows[:MOST_BARS],
    )


def _measure(table: Tally, row: Row, most: float) -> ImpactRow:
    amounts = tuple(Amount(cell.value, cell.sign) for cell in row.cells)
    value = row.cells[0].value
    part = round(100 * row.cells[1].value / value, 2) if table.chart == "parts" and value else 100.0
    month = _first_day(row) if table.chart == "columns" and row is not table.total else None
    return ImpactRow(row.title, row.url, amounts, round(100 * value / most, 2), part, row.unit, month)
