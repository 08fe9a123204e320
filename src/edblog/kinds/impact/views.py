"""Views of the page of impact."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from edblog.views import Link, ListPage
from edblog.views.parts import View


class Amount(View, frozen=True):
    """A number in a table, or the reason that it is not shown."""

    value: float
    sign: Literal["", "few", "hidden", "none"] = ""
    """`few` for a group of fewer than five people, `hidden` for a number that would give one away, `none` where nobody counted; else empty."""


class ImpactRow(Link, frozen=True):
    """A row of a table, and its bar in the chart; `url` may be empty."""

    amounts: tuple[Amount, ...]
    share: float
    """The length of its bar, in percent of the longest bar."""
    part: float
    """The full part of its bar, in percent; less than 100 only in a chart of parts."""
    unit: str = ""
    """The unit of its last number, such as `clock_hour`; empty for a plain number."""
    month: datetime | None = None
    """The first day of the month that the row is about; None for other rows."""


class Figure(View, kw_only=True, frozen=True):
    """A chart and its table."""

    name: str
    """Its name in `impact.json`, also the id of its heading."""
    title: str
    about: str
    """A sentence; may be empty."""
    chart: Literal["bars", "columns", "parts"]
    head: str
    """The heading of the first column of the table, in which the titles of rows are."""
    columns: tuple[str, ...]
    """The headings of the columns of numbers."""
    rows: tuple[ImpactRow, ...]
    total: ImpactRow | None
    """The last row of the table; None if there is none."""
    bars: tuple[ImpactRow, ...]
    """The rows that the chart shows."""


class Phase(View, frozen=True):
    """A heading of the page, with its figures."""

    name: Literal["exploration", "planning", "preparation", "implementation", "support", "reflection"]
    figures: tuple[Figure, ...]


class ImpactPage(ListPage, kw_only=True, frozen=True):
    """The numbers of a pilot; template `impact.html`."""

    phases: tuple[Phase, ...]
    """All six, also those without a figure."""
    since: datetime | None
    """The first day of the month of the first story; None without stories."""
    until: datetime | None
    """The first day of the month of the last story."""
    stories: int
    people: int
    """How many people wrote them."""
    schools: int
    questions: int
    answered: int
    """How many of the questions have an answer."""
    hides: bool
    """Whether a number is not shown."""
    json: str
    """URL of all numbers as JSON."""
    csv: str
    """URL of all numbers as a table for spreadsheets."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """The headings of the charts, which link to them."""
        return tuple(Link(f.title, f"#{f.name}") for phase in self.phases for f in phase.figures)

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the page."""
        from edblog.outputs.schema_org import collection

        return collection(self, ())
