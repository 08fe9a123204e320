"""The record of a list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from edblog.model import Document, Due, PictureRef, Record


class Pick(Record, frozen=True):
    """An entry of a list: a record of the site, or a page elsewhere."""

    folder: str = ""
    """The folder of the record's kind; empty for a page elsewhere."""
    id: str = ""
    url: str = ""
    """The absolute address of a page elsewhere."""
    title: str = ""
    """A title in place of that of the record; that of a page elsewhere."""
    why: str = ""
    """A sentence about it; may be empty."""


class ReadingList(Document, kw_only=True, frozen=True):
    """Picked stories and other records in an order, each with a sentence."""

    folder = "lists"
    has_id = True

    title: str
    by: tuple[str, ...] = ()
    """Ids of the authors who chose."""
    date: datetime | None = None
    """In UTC."""
    numbered: bool = True
    """Whether the order counts."""
    picks: tuple[Pick, ...] = ()
    image: PictureRef | None = None

    @property
    def label(self) -> str:
        """The list's title."""
        return self.title

    @property
    def dated(self) -> datetime | None:
        """The day on which it was chosen, in UTC; None if it does not say."""
        return self.date

    def named_pictures(self) -> Mapping[str, PictureRef]:
        """The cover, as the field `image`."""
        return {"image": self.image} if self.image else {}

    def due(self, now: datetime) -> Due:
        """A list with a day to come waits for it."""
        return Due("scheduled", until=self.date) if self.date and self.date > now else Due()
