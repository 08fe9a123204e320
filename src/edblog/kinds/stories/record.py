"""A story."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from edblog.kinds.people.record import Author
from edblog.model import ALWAYS, Document, Due, PictureRef


class Post(Document, kw_only=True, frozen=True):
    """A story."""

    folder = "posts"

    title: str
    date: datetime
    """In UTC."""
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    """Ids of author files, in the order of the byline; inline authors have their ids here too."""
    inline_authors: tuple[Author, ...] = ()
    credentials: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """As written; terms that differ only by case or spacing are one topic."""
    grades: tuple[str, ...] = ()
    """Ids of `grades.IDS`, the youngest first."""
    image: PictureRef | None = None
    feed_id: str = ""
    """The id in feeds that readers know the story by; empty for an address of it."""
    pinned: bool = False
    """Whether it comes first on the home page."""
    comments: bool = True

    @property
    def label(self) -> str:
        """The title."""
        return self.title

    @property
    def dated(self) -> datetime:
        """The date."""
        return self.date

    @property
    def changed(self) -> datetime:
        """When it was last changed, as far as it says."""
        return self.updated or self.date

    def named_pictures(self) -> Mapping[str, PictureRef]:
        """The picture at its head."""
        return {"image": self.image} if self.image else {}

    def due(self, now: datetime) -> Due:
        """A story waits for its date."""
        return Due("scheduled", until=self.date) if self.date > now else ALWAYS

    def introduced(self) -> tuple[Author, ...]:
        """Authors without a page of their own."""
        return self.inline_authors
