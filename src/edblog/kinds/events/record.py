"""The record of an event."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal

from edblog.model import Document, Due, Record

USUAL_LENGTH = timedelta(hours=1)
"""The assumed length of an event without an end."""
WHAT = ("chat", "office-hours", "webinar", "meeting", "course")
"""The sorts of events."""


class Repeats(Record, frozen=True):
    """The rule of a series, on the clock of the event's time zone."""

    unit: Literal["week", "month"]
    every: int = 1
    """1 for each week or month, 2 for every other one, and so on."""
    on: tuple[str, ...] = ()
    """Days as in a calendar's BYDAY (RFC 5545): `TH`, or in a month `1TU` and `-1FR`. Empty: the weekday, or the day of the month, of the start."""
    until: date | None = None
    """The last day on which it may start."""
    count: int = 0
    """The number of dates, with the skipped ones; 0 if it has no such limit."""
    skips: tuple[date, ...] = ()
    """Days on which it does not take place."""


class Answer(Record, frozen=True):
    """An answer to a question of a chat."""

    question: int
    """The number of the question, from 1."""
    who: str
    text: str
    url: str = ""
    """The address of the post."""


class Event(Document, kw_only=True, frozen=True):
    """A meeting of educators, in a place or online."""

    folder = "events"

    title: str
    starts: datetime
    """In UTC; of a series, the first date."""
    timezone: str
    """The name of the time zone (IANA) on whose clock it takes place, also where it is that of the site."""
    what: Literal["", "chat", "office-hours", "webinar", "meeting", "course"] = ""
    ends: datetime | None = None
    """In UTC; of a series, the end of the first date."""
    minutes: int = 0
    repeats: Repeats | None = None
    place: str = ""
    join_url: str = ""
    hashtag: str = ""
    """Without the `#`; empty for that of the first micro-credential."""
    hosts: tuple[str, ...] = ()
    """Ids of authors."""
    credentials: tuple[str, ...] = ()
    circle: tuple[str, ...] = ()
    """The id of its circle; at most one."""
    questions: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    recap: tuple[str, ...] = ()
    """The id of the story about it; at most one."""
    recaps: tuple[str, ...] = ()
    """The id of the recording that `recap` names in place of a story; at most one."""
    updated: datetime | None = None
    """In UTC."""
    cancelled: bool = False
    external: bool = False
    """Whether somebody else runs it, and not the district."""

    @property
    def label(self) -> str:
        """The event's title."""
        return self.title

    @property
    def dated(self) -> datetime:
        """The event's start in UTC."""
        return self.starts

    @property
    def changed(self) -> datetime:
        """The date of its last change in UTC: `updated`, or else the start."""
        return self.updated or self.starts

    @property
    def length(self) -> timedelta:
        """How long it takes."""
        if self.ends:
            return self.ends - self.starts
        return timedelta(minutes=self.minutes) if self.minutes else USUAL_LENGTH

    def public_names(self) -> tuple[str, ...]:
        """The names of those who answered a question."""
        return tuple(answer.who for answer in self.answers)

    def due(self, now: datetime) -> Due:
        """An event is always on the site. It changes at the end of each of its dates, and is past after the last one."""
        if self.repeats is None:
            end = self.starts + self.length
            return Due(is_past=True) if end <= now else Due(until=end, next_date=self.starts)
        from edblog.kinds.events.recurrence import dates

        start = next((start for start in dates(self, now - self.length) if start + self.length > now), None)
        return Due(is_past=True) if start is None else Due(until=start + self.length, next_date=start)
