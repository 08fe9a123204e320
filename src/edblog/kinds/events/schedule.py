"""Reads the words of a schedule: `2 weeks`, `first tuesday`, `America/Chicago`; and checks that a series has dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice, takewhile
from typing import Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from edblog.files.zones import names, zone
from edblog.kinds.events.record import Repeats
from edblog.kinds.events.recurrence import FIRST_YEAR, LAST_YEAR, MOST_DATES, WEEKDAYS, has_end, local_dates
from edblog.options.schema import Schema
from edblog.problems import brief, did_you_mean
from edblog.sources.front_matter.dates import Day, Days, Moment
from edblog.sources.front_matter.field import Field, Form, Reader, Table, called
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.moments import DATE
from edblog.sources.front_matter.parsing import Mapping, Scalar
from edblog.sources.front_matter.readers import Line, WholeNumber, one_or_more
from edblog.web.urls import readable_date

_EVERY = re.compile(r"(?:(?:every )?(\d{1,2}) )?(week|month)s?")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_MEANT = {
    "et": "America/New_York",
    "est": "America/New_York",
    "edt": "America/New_York",
    "eastern": "America/New_York",
    "ct": "America/Chicago",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "central": "America/Chicago",
    "mt": "America/Denver",
    "mst": "America/Denver",
    "mdt": "America/Denver",
    "mountain": "America/Denver",
    "pt": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pacific": "America/Los_Angeles",
}
"""Names that people in the United States use, each with the zone. Some are zones themselves, but without daylight saving time."""


@dataclass(frozen=True)
class TimeZone(Line):
    """Reads the name of a time zone (IANA), such as `America/Chicago`."""

    form: ClassVar[Form] = "choice"
    is_free_text = False

    @property
    def choices(self) -> tuple[str, ...]:
        """The names of all zones, those of North and South America first."""
        return tuple(sorted(_zones(), key=lambda name: (not name.startswith("America/"), name)))

    def read(self, fields: Fields, name: str) -> str:
        """The name; empty if the field is empty or has a problem."""
        text = fields.text(name)
        if not text or text in _zones():
            return text
        known = {each.casefold(): each for each in _zones()}
        meant = _MEANT.get(text.casefold().removesuffix(" time")) or known.get(
            text.casefold().replace(" ", "_")
        )
        help_ = f"write: {name}: {meant}" if meant else did_you_mean(text, _zones())
        fields.note(
            fields.place(name),
            "wrong-value",
            f'"{brief(text)}" is not the name of a time zone',
            help_ or f"write continent and city: {name}: America/Chicago",
        )
        return ""

    def schema(self) -> Schema:
        """The name of a zone, or an empty text."""
        return {"enum": ["", *sorted(_zones())]}


def _zones() -> frozenset[str]:
    return frozenset(name for name in names() if "/" in name or name == "UTC")


def zone_of(fields: Fields) -> ZoneInfo:
    """The zone in which the times of an event are written: its own, or that of the site."""
    text = fields.text("timezone")
    return zone(text) if text in _zones() else fields.zone


@dataclass(frozen=True)
class Time(Moment):
    """Reads a day with a time, in the event's time zone unless it has an offset of its own."""

    example: ClassVar[str] = "2026-01-31 16:00"

    def read(self, fields: Fields, name: str) -> datetime | None:
        """The time in UTC; None if the field is empty or has a problem."""
        value = fields.get(name)
        if isinstance(value, Scalar) and _CLOCK.fullmatch(value.text.strip()):
            message, help_ = (
                f'"{name}" has a time, but no day',
                f"write the day as well: {name}: 2026-01-31 {value.text.strip()}",
            )
            fields.note(value, "wrong-value", message, help_)
            return None
        there = Fields(fields.path, fields.mapping, fields.problems, zone_of(fields))
        moment = super().read(there, name)
        if moment is None or not isinstance(value, Scalar):
            return None
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            message = (
                f'"{name}" is in the year {moment.year}, and events are between {FIRST_YEAR} and {LAST_YEAR}'
            )
            fields.note(value, "wrong-value", message, "write the year again, with four digits")
            return None
        match = DATE.match(value.text.strip())
        if match and match[4] is None:
            message = f'"{name}" has a day, but no time'
            fields.note(
                value, "wrong-value", message, f"write the time as well: {name}: {value.text.strip()} 16:00"
            )
            return None
        if match and match[7] is None:
            local = moment.astimezone(there.zone)
            if (local.hour, local.minute) != (int(match[4]), int(match[5])):
                message = f"there is no such time: the clocks are set forward then, and show {local:%H:%M}"
                fields.note(
                    value, "wrong-value", message, f"write another time: {name}: {local:%Y-%m-%d %H:%M}"
                )
        return moment


@dataclass(frozen=True)
class Every(Reader):
    """Reads how often a series takes place: `week`, `2 weeks`, `month`."""

    form: ClassVar[Form] = "choice"

    @property
    def choices(self) -> tuple[str, ...]:
        """The usual ones; others can be written."""
        return "week", "2 weeks", "month"

    def read(self, fields: Fields, name: str) -> tuple[int, Literal["week", "month"]] | None:
        """The number and the unit; None if the field is empty or has a problem."""
        text = fields.text(name)
        if not text:
            return None
        match = _EVERY.fullmatch(text.casefold())
        if not match or match[1] in ("0", "00"):
            fields.note(
                fields.place(name),
                "wrong-value",
                f'"{brief(text)}" does not say how often',
                f"write: {name}: week, or {name}: 2 weeks, or {name}: month",
            )
            return None
        return int(match[1] or 1), "week" if match[2] == "week" else "month"

    def schema(self) -> Schema:
        """A number and a unit."""
        return {
            "type": "string",
            "pattern": r"^\s*(([Ee]very )?(0?[1-9]|[1-9]\d) )?([Ww]eek|[Mm]onth)s?\s*$|^\s*$",
        }


@dataclass(frozen=True)
class DaysOf(Reader):
    """Reads the days of a series: `thursday`, `first tuesday`, `last friday`."""

    is_list = True
    form: ClassVar[Form] = "choice"

    @property
    def choices(self) -> tuple[str, ...]:
        """Each day, and each day of a month."""
        return (*_DAYS, *(f"{place} {day}" for place in _PLACES for day in _DAYS))

    def read(self, fields: Fields, name: str) -> tuple[str, ...]:
        """The days as in BYDAY (RFC 5545)."""
        found = []
        for value, text in fields.texts(name):
            place, _, day = text.casefold().rpartition(" ")
            number = next(
                (at for at, known in enumerate(_DAYS) if day in (known, f"{known}s", known[:3])), None
            )
            if number is None or (place and place not in _PLACES):
                help_ = (
                    did_you_mean(text.casefold(), self.choices)
                    or "write a day: thursday; or one of the month: first tuesday"
                )
                fields.note(value, "wrong-value", f'"{brief(text)}" is not a day that edblog knows', help_)
                continue
            found.append(f"{_PLACES[place] if place else ''}{WEEKDAYS[number]}")
        return tuple(dict.fromkeys(found))

    def schema(self) -> Schema:
        """A day or a list of days."""
        day = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:3]}({word[3:]}s?)?" for word in _DAYS)
        place = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in _PLACES)
        return one_or_more({"type": "string", "pattern": rf"^\s*(({place}) )?({day})\s*$"})


SERIES = Table(
    "a series",
    (
        Field("every", Every(), "how often: `week`, `2 weeks` or `month`", "week", needed="week"),
        Field(
            "on",
            DaysOf(),
            "on which days: `thursday`; of a month, `first tuesday` or `last friday`. If left out, on that of the first date",
            "[thursday]",
            called=called("day days weekday weekdays byday"),
        ),
        Field(
            "until",
            Day(),
            "the last day on which it may take place",
            "2026-05-28",
            called=called("end ends to"),
        ),
        Field(
            "count",
            WholeNumber("10"),
            "how many times, in place of `until`",
            "10",
            called=called("times occurrences"),
        ),
        Field(
            "except",
            Days(),
            "days on which it does not take place",
            "[2026-04-02]",
            called=called("skip skips skipped exceptions exclude excluded exdate exdates"),
        ),
    ),
    hold_back="delete the series",
)


def series(values: dict[str, Any]) -> Repeats | None:
    """The rule of a series, from the values of its group."""
    if not values.get("every"):
        return None
    every, unit = values["every"]
    return Repeats(
        unit=unit,
        every=every,
        on=values.get("on", ()),
        until=values.get("until"),
        count=values.get("count") or 0,
        skips=values.get("except", ()),
    )


def checked_series(fields: Fields, repeats: Repeats, starts: datetime, there: ZoneInfo) -> Repeats | None:
    """The rule of a series whose first date is `starts`; None if it has a problem, which is noted."""
    group = fields.get("repeats")
    assert isinstance(group, Mapping)
    inner, start = fields.within(group), starts.astimezone(there).replace(tzinfo=None)
    if found := _wrong_rule(inner, repeats, start) or _wrong_dates(repeats, start):
        name, message, help_ = found
        inner.note(inner.place(name) if inner.get(name) else group, "wrong-value", message, help_)
        return None
    return repeats if _skips_dates(inner, repeats, start) else None


def _skips_dates(inner: Fields, repeats: Repeats, start: datetime) -> bool:
    """Whether each skipped day has a date of the series; notes the others."""
    if not repeats.skips:
        return True
    last = min(max(repeats.skips), date(LAST_YEAR, 12, 31))
    dates = set(takewhile(lambda day: day <= last, (at.date() for at in local_dates(start, repeats))))
    wrong = [day for day in repeats.skips if day not in dates]
    for day in wrong:
        message = f'"{day.isoformat()}" is not a date of this series, so there is nothing to skip'
        help_ = "write a date of the series, or delete this one"
        inner.note(inner.place("except"), "wrong-value", message, help_)
    return not wrong


_Wrong = tuple[str, str, str] | None
"""The field with a mistake, a message and advice."""


def _wrong_rule(inner: Fields, repeats: Repeats, start: datetime) -> _Wrong:
    """A mistake in what the rule says."""
    first = _DAYS[start.weekday()]
    if repeats.unit == "week" and any(len(day) > 2 for day in repeats.on):
        help_ = f"write: every: month; or only the day: on: [{first}]"
        return "on", "a week has only one of each day, so no first or last one", help_
    if repeats.unit == "month" and any(len(day) == 2 for day in repeats.on):
        return "on", "this does not say which one of the month", f"write, for example: on: [first {first}]"
    if repeats.count and repeats.until:
        return "count", 'a series has "until" or "count", not both', "delete one of the two lines"
    if repeats.count < 0 or (inner.get("count") is not None and not repeats.count):
        return "count", '"count" must be at least 1', "write how many times it takes place: count: 10"
    return None


def _wrong_dates(repeats: Repeats, start: datetime) -> _Wrong:
    """A mistake in the dates that follow from the rule."""
    if repeats.until and repeats.until < start.date():
        return "until", 'the series ends before its first date, "starts"', "write the day of the last date"
    right = next(local_dates(start, Repeats(repeats.unit, repeats.every, repeats.on)), None)
    if right != start:
        day = _DAYS[start.weekday()].title()
        help_ = f"write the first date: starts: {right:%Y-%m-%d %H:%M}" if right else "write other days"
        return "on", f'"starts" is a {day}, {readable_date(start)}, and not one of these days', help_
    if not has_end(repeats):
        return None
    end = "until" if repeats.until else "count"
    dates = [found.date() for found in islice(local_dates(start, repeats), MOST_DATES + 1)]
    if len(dates) > MOST_DATES:
        return end, f"this series has more than {MOST_DATES:,} dates", "let it end earlier"
    if dates[-1].year > LAST_YEAR or (repeats.until and repeats.until.year > LAST_YEAR):
        return end, f"this series goes on after the year {LAST_YEAR}", "let it end earlier"
    if set(dates) <= set(repeats.skips):
        help_ = "delete some of these days; or, if it does not take place at all, write: cancelled: yes"
        return "except", "every date of this series is skipped", help_
    return None
