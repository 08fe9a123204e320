"""Views of events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from edblog.views import Fact, Link, ListPage, RecordPage, View


class EventCard(Link, frozen=True):
    """An event in a list."""

    starts: datetime
    """In the site's time zone, like all times here."""
    ends: datetime | None
    place: str
    join_url: str
    summary: str
    is_past: bool


class AddToCalendar(View, kw_only=True, frozen=True):
    """Links that add an event to a calendar; template `events/calendar.html`."""

    add: tuple[Link, ...]
    """Calendars on the web."""
    file: str
    """The calendar file of the event, for all other programs."""
    one_date: str
    """Names of those that add only one date of a series; may be empty."""


class Subscription(View, kw_only=True, frozen=True):
    """Links that subscribe to a calendar; template `events/subscribe.html`."""

    webcal: str
    """The address that opens the calendar program of the reader's computer or phone."""
    links: tuple[Link, ...]
    """Calendars on the web."""
    file: str
    """The calendar itself."""
    has_others: bool
    """Whether pages of other records have calendars of their own."""


class EventPage(RecordPage, kw_only=True, frozen=True):
    """An event; template `events/event.html`."""

    event: EventCard
    calendar: AddToCalendar | None
    """None if it is over."""

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
    subscription: Subscription

    @property
    def entries(self) -> tuple[Link, ...]:
        """All events, upcoming ones first."""
        return *self.upcoming, *self.past
