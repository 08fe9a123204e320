"""Views of events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from edblog.views import Fact, Link, ListPage, RecordPage


class EventCard(Link, frozen=True):
    """An event in a list."""

    starts: datetime
    """In the time zone of the site, as all times here."""
    ends: datetime | None
    place: str
    join_url: str
    summary: str
    is_past: bool


class EventPage(RecordPage, kw_only=True, frozen=True):
    """An event; template `events/event.html`."""

    event: EventCard

    @property
    def facts(self) -> tuple[Fact, ...]:
        """When and where."""
        event = self.event
        when = Fact("", date=event.starts, until=event.ends, has_time=True)
        where = (Fact(event.place), Fact(event.join_url, event.join_url))
        return when, *(fact for fact in where if fact.text)

    def structured_data(self) -> dict[str, Any]:
        """An event."""
        from edblog.kinds.events.data import event

        return event(self)


class EventsPage(ListPage, kw_only=True, frozen=True):
    """All events; template `events/events.html`."""

    upcoming: tuple[EventCard, ...]
    """The next one first."""
    past: tuple[EventCard, ...]
    """The latest first."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """All of them, those to come first."""
        return *self.upcoming, *self.past
