"""Views of lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from edblog.kinds.people.views import AuthorChip
from edblog.views import Entry, Link, ListPage, Picture, RecordPage


class PickedEntry(Entry, kw_only=True, frozen=True):
    """An entry of a list."""

    number: int
    """From 1."""
    word: str
    """The name of its kind in the site's language, such as "Story"; that of the host for a page elsewhere."""
    why: str
    """A sentence about it; may be empty."""


class ListCard(Link, frozen=True):
    """A list in a list of lists."""

    summary: str
    image: Picture | None
    items: int
    """The number of its entries."""
    lang: str
    """BCP 47 tag of its texts."""


class PickedPage(RecordPage, kw_only=True, frozen=True):
    """A list; template `lists/list.html`."""

    card: ListCard
    by: tuple[AuthorChip, ...]
    """Those who chose."""
    date: datetime | None
    """In the site's time zone."""
    numbered: bool
    """Whether the order counts."""
    picks: tuple[PickedEntry, ...]
    others: tuple[ListCard, ...]
    """A few other lists."""
    all: Link
    """The page of all lists."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """What is in it."""
        return self.picks

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the list."""
        from edblog.outputs.schema_org import collection

        return collection(self, (self.all,), self.picks, by=self.by)


class ListsPage(ListPage, kw_only=True, frozen=True):
    """All lists; template `lists/lists.html`."""

    lists: tuple[ListCard, ...]

    @property
    def entries(self) -> tuple[Link, ...]:
        """The lists."""
        return self.lists
