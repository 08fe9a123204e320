"""A story."""

from __future__ import annotations

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
    summary: str = ""
    """Empty: the first paragraph serves."""
    image: PictureRef | None = None
    draft: bool = False
    feed_id: str = ""
    """The id in feeds that readers know the story by; empty for an address of it."""
    pinned: bool = False
    """Whether it comes first on the home page."""
    comments: bool = True

    @property
    def label(self) -> str:
        """The title."""
        return self.title

    def due(self, now: datetime) -> Due:
        """Drafts wait until somebody changes them, and stories of a later date until then."""
        if self.draft:
            return Due("draft")
        return Due("scheduled", self.date) if self.date > now else ALWAYS

    def introduced(self) -> tuple[Author, ...]:
        """Authors without a page of their own."""
        return self.inline_authors
