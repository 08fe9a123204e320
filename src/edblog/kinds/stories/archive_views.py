"""Views of the archive of stories by month."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from edblog.views import Card, InLanguage, Link, ListPage, Pagination


class ArchiveMonth(Link, frozen=True):
    """A month with stories; `title` is its name with the year."""

    first: datetime
    """Its first day, in the site's time zone."""
    stories: int


class ArchiveYear(Link, frozen=True):
    """A year with stories; `title` is its number."""

    stories: int
    months: tuple[ArchiveMonth, ...]
    """Those with stories, the latest first."""


class MonthsPage(ListPage, kw_only=True, frozen=True):
    """All months with stories, or those of a year; template `months.html`."""

    years: tuple[ArchiveYear, ...]
    """The latest first; on the page of a year, only that one."""
    stories: int
    trail: tuple[Link, ...]
    """The pages above it."""
    newer: InLanguage | None
    """The next year with stories, on the page of a year."""
    older: InLanguage | None

    @property
    def entries(self) -> tuple[Link, ...]:
        """The months."""
        return tuple(month for year in self.years for month in year.months)

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the page."""
        from edblog.outputs.schema_org import collection

        return collection(self, self.trail)


class MonthPage(ListPage, kw_only=True, frozen=True):
    """The stories of a month; template `month.html`."""

    month: ArchiveMonth
    """On the numbered pages, its number of stories is 0."""
    cards: tuple[Card, ...]
    """The latest first."""
    trail: tuple[Link, ...]
    """The pages above it."""
    newer: InLanguage | None
    """The next month with stories."""
    older: InLanguage | None
    pagination: Pagination

    @property
    def entries(self) -> tuple[Link, ...]:
        """The stories."""
        return self.cards

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the page."""
        from edblog.outputs.schema_org import collection

        return collection(self, self.trail)
