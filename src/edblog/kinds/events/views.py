"""Views of events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from edblog.views import Fact, Link, ListPage, RecordPage


class EventCard(Link, frozen=True):
    """An event in a list."""

    starts: datetime
    """In the site's time zone, like all times here."""
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
        """The time, the place and the online address."""
        event = self.event
        when = Fact("", date=event.starts, until=event.ends, has_time=True)
        where = (Fact(event.place), Fact(event.join_url, event.join_url))
        return when, *(fact for fact in where if fact.text)

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the event."""
        from edblog.kinds.events.data import event

        return event(self)


class EventsPage(ListPage, kw_only=True, frozen=True):
    """All events; template `events/events.html`."""

    upcoming: tuple[EventCard, ...]
    """The next event first."""
    past: tuple[EventCard, ...]
    """The latest event first."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """All events, upcoming ones first."""
        return *self.upcoming, *self.past
