"""An event."""

from __future__ import annotations

from datetime import datetime, timedelta

from edblog.model import Document, Due

USUAL_LENGTH = timedelta(hours=1)
"""The length of an event without an end."""


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
        """The title."""
        return self.title

    @property
    def dated(self) -> datetime:
        """When it starts."""
        return self.starts

    def due(self, now: datetime) -> Due:
        """An event stays on the site, and is past once it has ended."""
        end = self.ends or self.starts + USUAL_LENGTH
        return Due(is_past=True) if end <= now else Due(until=end)
