"""Reads the POSIX rule of a time zone: the last line of its file in the zone database (RFC 9636), such as `CST6CDT,M3.2.0,M11.1.0`."""

from __future__ import annotations

import re
import struct
from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

_NAME = r"([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)"
_TIME = r"([+-]?[0-9]{1,3}(?::[0-9]{2}){0,2})"
_DAY = r"(J[0-9]{1,3}|[0-9]{1,3}|M[0-9]{1,2}\.[1-5]\.[0-6])"
_RULE = re.compile(rf"{_NAME}{_TIME}(?:{_NAME}{_TIME}?,{_DAY}(?:/{_TIME})?,{_DAY}(?:/{_TIME})?)?")
FIRST_YEAR = 1970
"""The rules begin here. Their dates before a zone got its present rule are not right, and no event is there."""
_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_DAY_LENGTH = timedelta(days=1)


class Change(NamedTuple):
    """A change of clocks in each year."""

    first: datetime
    """The first one, on the clock as it is before the change."""
    repeats: dict[str, list[Any]]
    """The parts of a yearly RRULE."""


class Rule(NamedTuple):
    """A POSIX rule of a time zone."""

    standard: str
    """The abbreviation for standard time, such as `CST`."""
    offset: timedelta
    """Standard time minus UTC."""
    summer: str = ""
    """The abbreviation for summer time; empty if the clocks never change."""
    summer_offset: timedelta = timedelta()
    begins: Change | None = None
    """The change to summer time."""
    ends: Change | None = None


@lru_cache(maxsize=128)
def read_rule(text: str) -> Rule | None:
    """The rule in a text such as `CST6CDT,M3.2.0,M11.1.0`; None if calendars cannot express it."""
    if (found := _RULE.fullmatch(text)) is None:
        return None
    name, west, summer, summer_west, begin, begin_time, end, end_time = found.groups()
    offset = -_length(west)
    if not summer:
        return Rule(name.strip("<>"), offset)
    summer_offset = -_length(summer_west) if summer_west else offset + timedelta(hours=1)
    begins, ends = _change(begin, _length(begin_time or "2")), _change(end, _length(end_time or "2"))
    if begins is None or ends is None:
        return None
    return Rule(name.strip("<>"), offset, summer.strip("<>"), summer_offset, begins, ends)


def _length(text: str) -> timedelta:
    hours, minutes, seconds = (*map(int, text.lstrip("+-").split(":")), 0, 0)[:3]
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if text.startswith("-") else length


def _change(day: str, time: timedelta) -> Change | None:
    """The change on a day of a POSIX rule, at a time that may be up to a week before or after that day."""
    if time == _DAY_LENGTH:
        # The end of a day; the next one may be in another month. Nothing starts within the last second.
        time -= timedelta(seconds=1)
    days, time = divmod(time, _DAY_LENGTH)
    if not day.startswith("M"):
        # A number without J counts February 29, so its date differs between years.
        if not day.startswith("J") or days:
            return None
        fixed = date(FIRST_YEAR, 1, 1) + timedelta(days=int(day[1:]) - 1)
        return _first({"BYMONTH": [fixed.month], "BYMONTHDAY": [fixed.day]}, fixed, time)
    month, week, weekday = map(int, day[1:].split("."))
    length = monthrange(FIRST_YEAR, month)[1]
    # The last days on which the weekday can be, and after that the change.
    last = week * 7 if week < 5 else length
    possible = range(last - 6 + days, last + days + 1)
    weekday = (weekday + days) % 7
    first = next(
        date(FIRST_YEAR, month, 1) + timedelta(days=number - 1)
        for number in possible
        if (date(FIRST_YEAR, month, 1) + timedelta(days=number - 1)).isoweekday() % 7 == weekday
    )
    if not days:
        day_of_month = f"{week if week < 5 else -1}{_WEEKDAYS[weekday]}"
        return _first({"BYMONTH": [month], "BYDAY": [day_of_month]}, first, time)
    if possible[0] < 1 or possible[-1] > length or (month == 2 and week == 5):
        return None
    return _first({"BYMONTH": [month], "BYMONTHDAY": [*possible], "BYDAY": [_WEEKDAYS[weekday]]}, first, time)


def _first(repeats: dict[str, list[Any]], day: date, time: timedelta) -> Change:
    return Change(datetime.combine(day, datetime.min.time()) + time, repeats)


@lru_cache(maxsize=128)
def clock_of(rule: str) -> ZoneInfo:
    """The clock that follows a rule in every year, from a file of the zone database that has nothing else."""
    counts = struct.pack(">6l", 0, 0, 0, 0, 1, 4)
    block = b"TZif2" + bytes(15) + counts + bytes(6) + b"UTC\0"
    return ZoneInfo.from_file(BytesIO(block + block + f"\n{rule}\n".encode()))


def follows(zone: ZoneInfo, rule: str, moments: Iterable[datetime]) -> bool:
    """Whether a zone's clock shows what its rule says at each of these moments."""
    clock = clock_of(rule)
    return all(zone.utcoffset(m.astimezone(zone)) == clock.utcoffset(m.astimezone(clock)) for m in moments)


def follows_in(zone: ZoneInfo, rule: str, year: int) -> bool:
    """Whether a zone's clock shows what its rule says in all hours of a year, in UTC."""
    days = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=number) for number in range(367)]
    offsets = [zone.utcoffset(day.astimezone(zone)) for day in days]
    changes = [day for day, offset, later in zip(days, offsets, offsets[1:], strict=False) if offset != later]
    hours = (day + timedelta(hours=number) for day in changes for number in range(24))
    return follows(zone, rule, (*days, *hours))
