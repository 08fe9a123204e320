"""Views of events."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from edblog.kinds.people.views import AuthorChip
from edblog.views import Card, Fact, Link, ListPage, Pagination, RecordPage, View


class RepeatDay(View, frozen=True):
    """A day on which a series has dates."""

    nth: int
    """The how many-th of its month, such as 1 for the first Tuesday; -1 for the last, and 0 if it is every one."""
    day: datetime
    """Any day with this weekday."""


class Repeating(View, frozen=True):
    """How a series repeats."""

    unit: Literal["week", "month"]
    every: int
    """1 for every week or month, 2 for every other."""
    days: tuple[RepeatDay, ...]
    """Empty if it is on the same day of each month."""
    is_endless: bool


class EventCard(Link, frozen=True):
    """A date of an event in a list."""

    what: str
    """`chat`, `office-hours`, `webinar`, `meeting` or `course`; may be empty."""
    starts: datetime
    """In the site's time zone, like all times here."""
    ends: datetime
    minutes: int
    """Its length."""
    zone: str
    """The name of the time zone, such as `America/Chicago`."""
    place: str
    join_url: str
    summary: str
    hashtag: str
    """Without `#`; may be empty."""
    hosts: tuple[AuthorChip, ...]
    credentials: tuple[Link, ...]
    repeats: Repeating | None
    """None for an event with one date."""
    questions: int
    """The number of its questions."""
    answers: int
    has_story: bool
    """Whether a story tells what came of it."""
    is_past: bool
    is_cancelled: bool
    is_external: bool
    """Whether somebody else runs it."""
    tone: int
    """The number of a theme color: that of its first micro-credential."""
    lang: str
    """BCP 47 tag of its texts."""


class AddToCalendar(View, kw_only=True, frozen=True):
    """Links that add an event to a calendar; template `partials/add_to_calendar.html`."""

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


class NextUp(View, kw_only=True, frozen=True):
    """The next date on the home page, and on pages of a micro-credential, a circle or a host."""

    event: EventCard
    calendar: AddToCalendar | None
    """None on the home page."""
    more: int
    """The number of further events to come."""
    all: str
    """URL of the page with all of them."""


class ChatAnswer(View, frozen=True):
    """An answer of somebody to a question of a chat."""

    who: AuthorChip
    """Its URL is empty for somebody without a page."""
    text: str
    url: str
    """Where it was posted, absolute; may be empty."""


class ChatQuestion(View, frozen=True):
    """A question of a chat, with its answers."""

    number: int
    text: str
    answers: tuple[ChatAnswer, ...]


class EventPage(RecordPage, kw_only=True, frozen=True):
    """An event; template `events/event.html`."""

    event: EventCard
    """With its next date; with its first one if it is over."""
    calendar: AddToCalendar | None
    """None if it is over or canceled."""
    circle: Link | None
    dates: tuple[EventCard, ...]
    """The coming dates of a series, at most twelve of one without an end; empty for a single event."""
    questions: tuple[ChatQuestion, ...]
    recap: Card | None
    """The story that tells what came of it."""
    next: EventCard | None
    """After a chat: the next one with its hashtag."""
    next_calendar: AddToCalendar | None
    sheet: str
    """URL of the sheet for the hosts of a chat; empty if it has none, or is over."""
    flyer: str
    """URL of its flyer, a page to print; empty if it is over, canceled or somebody else's."""
    newer: EventCard | None
    """The past event after it; None if it is not over itself."""
    older: EventCard | None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The time, the place and the online address, and the people."""
        event = self.event
        when = Fact("", date=event.starts, until=event.ends, has_time=True)
        where = (Fact(event.place), Fact(event.join_url, event.join_url))
        hosts = (Fact(host.title, host.url) for host in event.hosts)
        return when, *(fact for fact in where if fact.text), *hosts

    @property
    def entries(self) -> tuple[Link, ...]:
        """The story that tells what came of it, and the next chat."""
        return tuple(link for link in (self.recap, self.next) if link)

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the event."""
        from edblog.kinds.events.data import event

        return event(self)


class Month(View, frozen=True):
    """The coming dates of a month."""

    first: datetime
    """A day in it."""
    dates: tuple[EventCard, ...]


class Year(Link, frozen=True):
    """A year with a page of its events."""

    events: int


class EventsPage(ListPage, kw_only=True, frozen=True):
    """All events, or those of a micro-credential; template `events/events.html`."""

    of: Link | None
    """The micro-credential; None on the page of all events."""
    next: EventCard | None
    next_calendar: AddToCalendar | None
    upcoming: tuple[Month, ...]
    """The dates to come without the next one, by month. Of a series, the next few."""
    others: tuple[EventCard, ...]
    """Events that somebody else runs, by weekday."""
    past: tuple[EventCard, ...]
    """Those that are over, the latest first; on the page of all events, only the latest few."""
    years: tuple[Year, ...]
    """The latest first."""
    zone: str
    """The name of the site's time zone."""
    subscription: Subscription
    script: str
    """URL of the script that shows times in the reader's zone; may be empty."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """All events, the next one first."""
        dates = (date for month in self.upcoming for date in month.dates)
        found = (*((self.next,) if self.next else ()), *dates, *self.others, *self.past)
        return tuple({date.url: date for date in found}.values())


class YearPage(ListPage, kw_only=True, frozen=True):
    """The events that began in a year; template `events/year.html`."""

    year: int
    events: tuple[EventCard, ...]
    """The latest first."""
    years: tuple[Year, ...]
    pagination: Pagination

    @property
    def entries(self) -> tuple[Link, ...]:
        """Its events."""
        return self.events
