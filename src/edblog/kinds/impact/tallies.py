"""Tables of numbers: what a kind of content counts, for the page of impact and its files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

PHASES = ("exploration", "planning", "preparation", "implementation", "support", "reflection")
"""The headings of the page, from the roadmap of Digital Promise for micro-credentials."""
Sign = Literal["", "few", "hidden", "none"]
"""Why a cell has no number: a group of fewer than five people, a number that would give one away, or nothing that could be counted."""


class Cell(NamedTuple):
    """A number, or the reason that it is not shown."""

    value: float = 0
    sign: Sign = ""


class Row(NamedTuple):
    """A row of a table."""

    title: str
    cells: tuple[Cell, ...]
    key: str = ""
    """Its name in files for programs, such as `2026-01`; empty for the title."""
    url: str = ""
    """URL of a page about it; may be empty."""
    unit: str = ""
    """Key of the theme's text for its first number with a unit; empty for a plain number."""


class Tally(NamedTuple):
    """A table with a chart of its first column."""

    name: str
    """Its name in files for programs, such as `stories-by-month`."""
    phase: str
    """One of `PHASES`."""
    title: str
    head: str
    """The heading of the column with the titles of rows."""
    columns: tuple[str, ...]
    """The headings of the columns of numbers."""
    keys: tuple[str, ...]
    """The names of these columns in files for programs."""
    rows: tuple[Row, ...]
    total: Row | None = None
    """The last row, which counts each once."""
    about: str = ""
    """A sentence; may be empty."""
    chart: Literal["bars", "columns", "parts"] = "bars"
    """`parts` shows the second column as a part of the first."""
    lang: str = ""


def numbers(values: Iterable[float]) -> tuple[Cell, ...]:
    """Cells of plain numbers."""
    return tuple(map(Cell, values))


def has_any(tables: Sequence[Tally]) -> bool:
    """Whether a table has a number."""
    return any(
        cell.value or cell.sign in ("few", "hidden") for t in tables for row in t.rows for cell in row.cells
    )
