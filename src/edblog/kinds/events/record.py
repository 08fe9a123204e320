"""The record of an event."""

from __future__ import annotations

from datetime import datetime, timedelta

from edblog.model import Document, Due

USUAL_LENGTH = timedelta(hours=1)
"""The assumed length of an event without an end."""


class Event(Document, kw_only=True, frozen=True):
    """A meeting of educators, in a place or online."""

    folder = "events"

    title: str
    starts: datetime
    """In UTC."""
    ends: datetime | None = None
    place: str = ""
    join_url: str = ""

    @property
    def label(self) -> str:
        """The event's title."""
        return self.title

    @property
    def dated(self) -> datetime:
        """The event's start in UTC."""
        return self.starts

    def due(self, now: datetime) -> Due:
        """An event is always on the site, and changes to a past event at its end."""
        end = self.ends or self.starts + USUAL_LENGTH
        return Due(is_past=True) if end <= now else Due(until=end)
