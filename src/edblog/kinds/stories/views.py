"""Views of stories."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from edblog.kinds.people.views import Writer
from edblog.views import Card, Comments, Fact, Heading, Link, ListPage, Pagination, RecordPage, View


class PostPage(RecordPage, kw_only=True, frozen=True):
    """A story; template `post.html`."""

    post: Card
    writers: tuple[Writer, ...]
    """The authors in the order of the byline, each with the first paragraph of their page."""
    deck: str
    """The summary; empty if the text begins with it."""
    updated: datetime | None
    contents: tuple[Heading, ...]
    """The table of contents; empty for a short story."""
    newer: Link | None
    older: Link | None
    related: tuple[Card, ...]
    comments: Comments | None
    draft: bool

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The authors and the date."""
        return (*(Fact(person.title, person.url) for person in self.writers), Fact("", date=self.post.date))

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the story."""
        from edblog.kinds.stories.data import posting

        return posting(self)


class Filter(View, frozen=True):
    """A filter on the list of all stories: the terms of a grouping."""

    title: str
    terms: tuple[Link, ...]


class ArchivePage(ListPage, kw_only=True, frozen=True):
    """All stories; template `archive.html`."""

    cards: tuple[Card, ...]
    pagination: Pagination
    filters: tuple[Filter, ...]
    """Links to lists with fewer stories; empty on the numbered pages."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """The stories."""
        return self.cards
