"""Which dates of events are to come, and which are over; with their cards and their links, which many pages share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property, lru_cache
from typing import NamedTuple

from edblog.catalog.cards import Cards
from edblog.kinds.events.calendars import add_to_calendar
from edblog.kinds.events.record import Event
from edblog.kinds.events.recurrence import coming
from edblog.kinds.events.shown import card, hashtag
from edblog.kinds.events.views import AddToCalendar, EventCard
from edblog.kinds.people.record import Author


class Date(NamedTuple):
    """A date of an event, in UTC."""

    event: Event
    starts: datetime


class Agenda:
    """The dates of all events of a site."""

    def __init__(self, cards: Cards) -> None:
        self._made_from = cards
        self.events = [event for event in cards.site.records[Event.folder] if isinstance(event, Event)]
        """The latest first."""
        self.past = [event for event in self.events if event.source in cards.site.past]
        """Those that are over, the latest first."""
        self._next = cards.site.next_dates
        self._cards: dict[tuple[str, datetime], EventCard] = {}
        self._calendars: dict[tuple[str, datetime], AddToCalendar] = {}

    def card(self, event: Event, starts: datetime | None = None) -> EventCard:
        """The card of a date of an event, by default its first."""
        key = event.source, starts or event.starts
        if (found := self._cards.get(key)) is None:
            found = self._cards[key] = card(self._made_from, event, starts)
        return found

    def add_to_calendar(self, event: Event, starts: datetime) -> AddToCalendar:
        """The links that add a date of an event to a calendar."""
        key = event.source, starts
        if (found := self._calendars.get(key)) is None:
            found = self._calendars[key] = add_to_calendar(self._made_from, event, starts)
        return found

    @cached_property
    def speakers(self) -> Mapping[str, str]:
        """The ids of the authors of the site, by name."""
        return {author.label: author.slug for author in self._made_from.site.records[Author.folder]}

    @cached_property
    def dates(self) -> Mapping[str, tuple[Date, ...]]:
        """The coming dates of each event that is not over, by its source; at most twelve of a series without an end."""
        return {
            event.source: tuple(Date(event, start) for start in coming(event, following))
            for event in self.events
            if (following := self._next.get(event.source))
        }

    def coming(self, events: Iterable[Event] | None = None, *, of_series: int = 1) -> list[Date]:
        """The coming dates, at most some of each series, in their order; without events of others."""
        found = self.events if events is None else events
        dates = (
            date
            for event in found
            if not event.external
            for date in self.dates.get(event.source, ())[:of_series]
        )
        return sorted(dates, key=lambda date: (date.starts, date.event.slug))

    def next(self, events: Iterable[Event] | None = None) -> Date | None:
        """The next date that takes place."""
        return next((date for date in self.coming(events) if not date.event.cancelled), None)

    @cached_property
    def by_id(self) -> Mapping[tuple[str, str], list[Event]]:
        """The events of the district of each micro-credential, circle and host, by field and id."""
        found: dict[tuple[str, str], list[Event]] = {}
        for event in self.events:
            if not event.external:
                for field in ("credentials", "circle", "hosts"):
                    for id_ in getattr(event, field):
                        found.setdefault((field, id_), []).append(event)
        return found

    @cached_property
    def our_past(self) -> list[Event]:
        """The events of the district that are over, the latest first."""
        return [event for event in self.past if not event.external]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each event in `our_past`, by its source."""
        return {event.source: at for at, event in enumerate(self.our_past)}

    @cached_property
    def next_chats(self) -> Mapping[str, Date]:
        """The next chat of each hashtag, which begins with `#`, and of each micro-credential."""
        found: dict[str, Date] = {}
        for date in self.coming():
            if date.event.what == "chat" and not date.event.cancelled:
                tag = hashtag(self._made_from, date.event)
                for key in (*((f"#{tag}",) if tag else ()), *date.event.credentials):
                    found.setdefault(key, date)
        return found


@lru_cache(maxsize=2)
def agenda_of(cards: Cards) -> Agenda:
    """The agenda of a site. An edit compares two sites, and asks for both many times."""
    return Agenda(cards)
