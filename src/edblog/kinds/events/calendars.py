"""Makes the calendars of events, and the links that add an event to a calendar or subscribe to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from typing import NamedTuple
from urllib.parse import urlsplit

from edblog.catalog.cards import Cards
from edblog.catalog.pages import Later, Pages
from edblog.files.zones import posix_rule, zone
from edblog.kinds.events.record import Event
from edblog.kinds.events.recurrence import FARTHEST, coming, exceptions, rule
from edblog.kinds.events.views import AddToCalendar, Subscription
from edblog.model import Document
from edblog.outputs.calendars.posix import follows, follows_in, read_rule
from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.services.calendars import MAX_DETAILS, SERVICES, Entry
from edblog.views import Calendar, CalendarEvent, CalendarZone, Link
from edblog.web.urls import ascii_url, encode

EVENT, SITE, GROUP = "event.ics", "calendar.ics", "events.ics"
"""The files of an event, of all events, and of the events of a micro-credential or a circle, below their pages."""
GROUPS = ("credentials", "circle")
"""The fields of an event with the ids of those that have a calendar."""
_MOST_DAYS = 5
_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
"""Versions of an event are numbered by the minutes from here on."""


class Dates(NamedTuple):
    """When an event takes place; all times are in UTC."""

    zone: str
    """The name of the zone on whose clock a series repeats."""
    starts: datetime
    ends: datetime
    repeats: str
    """A rule of RFC 5545; empty for a single event."""
    exceptions: tuple[datetime, ...]


def dates_of(event: Event) -> Dates:
    """When an event takes place."""
    end = event.starts + event.length
    return Dates(event.timezone, event.starts, end, rule(event), exceptions(event))


def outputs(pages: Pages) -> Iterator[Later]:
    """The calendars of each event, of all events, and of each micro-credential and circle that has events."""
    cards = pages.cards
    events = [event for event in cards.site.records[Event.folder] if isinstance(event, Event)]
    for event in filter(pages.reach.has, events):
        yield _calendar(cards, event.address + EVENT, event.title, event.address, [event])
    if not pages.reach.indexes:
        return
    # An event of others has only a file of its own.
    ours = [event for event in events if not event.external]
    if ours:
        title = f"{pages.words['nav_events']} · {cards.config.title}"
        yield _calendar(cards, f"{Event.folder}/{SITE}", title, f"{Event.folder}/", ours)
    for record, some in groups_of(cards, ours):
        title = f"{record.label} · {cards.config.title}"
        yield _calendar(cards, record.address + GROUP, title, record.address, some)


def groups_of(cards: Cards, events: Iterable[Event]) -> Iterator[tuple[Document, list[Event]]]:
    """The records of other kinds that have a calendar, each with its events."""
    records = {
        field: {record.slug: record for record in cards.site.records[folder]}
        for field, folder in (("credentials", "credentials"), ("circle", "circles"))
    }
    found: dict[str, tuple[Document, list[Event]]] = {}
    for event in events:
        for field, known in records.items():
            for id_ in getattr(event, field, ()):
                if record := known.get(id_):
                    found.setdefault(record.source, (record, []))[1].append(event)
    yield from found.values()


def subscription(cards: Cards, url: str, title: str, *, has_others: bool = False) -> Subscription:
    """The links that subscribe to the calendar at a URL path."""
    address = ascii_url(cards.origin + cards.href(url))
    return Subscription(
        file=cards.href(url),
        webcal=f"webcal:{address.partition(':')[2]}",
        links=tuple(
            Link(service.long_name, service.subscribe(address, title)) for service in SERVICES.values()
        ),
        has_others=has_others,
    )


def add_to_calendar(cards: Cards, event: Event, starts: datetime) -> AddToCalendar:
    """The links that add an event to a calendar; of a series, `starts` is the date that the page shows.

    A calendar on the web gets the whole series if it takes one and every date follows the rule: its link cannot name exceptions.
    """
    dates = dates_of(event)
    there, length = zone(dates.zone), dates.ends - dates.starts
    one = Entry(
        title=event.title,
        starts=starts.astimezone(there),
        ends=(starts + length).astimezone(there),
        details=_details(cards, event, MAX_DETAILS),
        location=event.place or event.join_url,
    )
    series = one
    if dates.repeats and not dates.exceptions:
        series = one._replace(
            starts=dates.starts.astimezone(there), ends=dates.ends.astimezone(there), repeats=dates.repeats
        )
    single = [service.name for service in SERVICES.values() if not (service.takes_series and series.repeats)]
    return AddToCalendar(
        add=tuple(
            Link(service.name, service.add(series if service.takes_series else one))
            for service in SERVICES.values()
        ),
        file=cards.href(event.address + EVENT),
        one_date=", ".join(single) if dates.repeats else "",
    )


def checks(events: Iterable[Event]) -> Iterator[Problem]:
    """Warnings for series that calendar programs show at a wrong time, because they know only the rule of a zone."""
    for event in events:
        if event.repeats and (wrong := _wrong_in_calendars(event)):
            there = zone(event.timezone)
            days = ", ".join(f"{start.astimezone(there):%Y-%m-%d}" for start in wrong[:_MOST_DAYS])
            more = f" and {len(wrong) - _MOST_DAYS} more" if len(wrong) > _MOST_DAYS else ""
            dates = "one date" if len(wrong) == 1 else f"{len(wrong)} dates"
            message = (
                f"calendar programs show {dates} of this series at another time: the clocks of {event.timezone} "
                "differ then from its yearly rule, and calendars know only that"
            )
            help_ = f"skip these dates here, with except: […], and write an event of its own for each: {days}{more}"
            yield problem_of("calendar-time", event.source, message, help_, key=("repeats",))


def _wrong_in_calendars(event: Event) -> list[datetime]:
    """The starts at which, or at whose ends, the rule of the zone gives another time than the zone has."""
    there, text = zone(event.timezone), posix_rule(event.timezone)
    if all(_is_regular(event.timezone, year) for year in _years(event)):
        return []
    return [
        start
        for start in coming(event, event.starts)
        if read_rule(text) is None or not follows(there, text, (start, start + event.length))
    ]


def _years(event: Event) -> range:
    """The years in which an event may have dates, of the next hundred: all clocks follow their rules long before those are over."""
    repeats, last = event.repeats, event.starts + event.length
    if repeats and repeats.until:
        end = repeats.until.year + 1
    elif repeats and repeats.count:
        days = repeats.every * repeats.count * (7 if repeats.unit == "week" else 31)
        end = last.year + days // 365 + 1
    else:
        end = (last + FARTHEST).year
    return range(event.starts.year, min(end, event.starts.year + 100) + 1)


@lru_cache(maxsize=256)
def _is_regular(name: str, year: int) -> bool:
    rule = posix_rule(name)
    return read_rule(rule) is not None and follows_in(zone(name), rule, year)


def _calendar(cards: Cards, path: str, title: str, url: str, events: Iterable[Event]) -> Later:
    return Later(path, "calendar", partial(_view, cards, title, url, events))


def _view(cards: Cards, title: str, url: str, events: Iterable[Event]) -> Calendar:
    entries = tuple(_entry(cards, event) for event in events)
    zones = sorted({entry.zone for entry in entries} - {""})
    return Calendar(
        title=title,
        url=_absolute(cards, url),
        zones=tuple(CalendarZone(name, posix_rule(name)) for name in zones),
        events=entries,
    )


def _entry(cards: Cards, event: Event) -> CalendarEvent:
    dates = dates_of(event)
    # A single event can always be said in UTC; a series repeats on a clock, and `checks` warns where that shows another time.
    is_on_clock = event.repeats or (_is_plain(dates) and not _wrong_in_calendars(event))
    name = dates.zone if is_on_clock else ""
    there = zone(name) if name else UTC

    def local(moment: datetime) -> datetime:
        return moment.astimezone(there).replace(tzinfo=None)

    return CalendarEvent(
        uid=f"{event.slug}@{urlsplit(cards.origin).netloc}{cards.root.rstrip('/')}",
        stamp=event.changed.replace(microsecond=0),
        sequence=max(0, (event.updated - _FIRST) // timedelta(minutes=1)) if event.updated else 0,
        zone=name,
        starts=local(dates.starts),
        ends=local(dates.ends),
        repeats=dates.repeats,
        exceptions=tuple(map(local, dates.exceptions)),
        title=event.title,
        description=_details(cards, event),
        location=event.place or event.join_url,
        categories=_categories(cards, event),
        url=_absolute(cards, event.address),
        is_cancelled=event.cancelled,
    )


def _is_plain(dates: Dates) -> bool:
    """Whether the clock shows the start and the end of a single event only once; programs differ about the other hour."""
    there = zone(dates.zone)
    times = (dates.starts.astimezone(there), dates.ends.astimezone(there))
    return all(time.utcoffset() == time.replace(fold=1 - time.fold).utcoffset() for time in times)


def _details(cards: Cards, event: Event, limit: int = 2_000) -> str:
    """What it is about, how to join it, and the address of its page."""
    about = event.about if len(event.about) <= limit else f"{event.about[: limit - 1].rstrip()}…"
    lines = (about, event.join_url if event.place else "", _absolute(cards, event.address))
    return "\n\n".join(filter(None, lines))


def _categories(cards: Cards, event: Event) -> tuple[str, ...]:
    chips = cards.chips["credentials"]
    return tuple(chips[id_].title for id_ in event.credentials if id_ in chips)


def _absolute(cards: Cards, url: str) -> str:
    return ascii_url(cards.origin + cards.root + encode(url))
