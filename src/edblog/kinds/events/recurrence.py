"""Computes the dates of a series, with the rules of RFC 5545, section 3.3.10.

A series follows the clock of its time zone: one at 7 PM is at 7 PM in summer and in winter. Of a time that the clock skips or shows
twice, the offset before the change counts, as in calendars.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from edblog.files.zones import zone

if TYPE_CHECKING:
    from dateutil.rrule import rrule

    from edblog.kinds.events.record import Event, Repeats

FIRST_YEAR, LAST_YEAR = 1970, 2199
"""The years in which an event can be. Time zones in calendars begin with the first; far from the last, Python has no dates."""
MOST_DATES = 1_000
"""The most dates of a series with an end."""
DATES_AHEAD = 12
"""The number of coming dates that are shown of a series without an end."""
FARTHEST = timedelta(days=731)
"""How far after its next date the dates of a series without an end are shown."""
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The days of a week as in BYDAY (RFC 5545), from Monday."""


def dates(event: Event, after: datetime | None = None) -> Iterator[datetime]:
    """The starts of an event in UTC, in order, without the skipped days.

    With `after`, earlier dates may be missing; a series without an end has no last date.
    """
    if event.repeats is None:
        yield event.starts
        return
    skipped = frozenset(event.repeats.skips)
    near = after and after.astimezone(zone(event.timezone)).replace(tzinfo=None)
    for local in local_dates(_local_start(event), event.repeats, near):
        if local.date() not in skipped:
            yield _in_utc(local, event)


def coming(event: Event, next_date: datetime) -> tuple[datetime, ...]:
    """The starts in UTC from a date on; at most twelve of a series without an end, and none more than two years after the first."""
    found = (start for start in dates(event, next_date) if start >= next_date)
    if event.repeats and not has_end(event.repeats):
        return tuple(start for start in islice(found, DATES_AHEAD) if start <= next_date + FARTHEST)
    return tuple(found)


def has_end(repeats: Repeats) -> bool:
    """Whether a series has a last date."""
    return bool(repeats.until or repeats.count)


def rule(event: Event) -> str:
    """The rule of a series for calendars, the value of RRULE (RFC 5545, section 3.8.5.3); empty for a single event."""
    repeats = event.repeats
    if repeats is None:
        return ""
    parts = [f"FREQ={'WEEKLY' if repeats.unit == 'week' else 'MONTHLY'}"]
    if repeats.every > 1:
        parts.append(f"INTERVAL={repeats.every}")
    if repeats.count:
        parts.append(f"COUNT={repeats.count}")
    elif repeats.until:
        last = _in_utc(datetime.combine(repeats.until, time(23, 59, 59)), event)
        parts.append(f"UNTIL={last:%Y%m%dT%H%M%SZ}")
    if repeats.on:
        parts.append(f"BYDAY={','.join(repeats.on)}")
    elif repeats.unit == "month":
        parts.append(f"BYMONTHDAY={_local_start(event).day}")
    return ";".join(parts)


def exceptions(event: Event) -> tuple[datetime, ...]:
    """The starts in UTC of the skipped dates, the values of EXDATE."""
    if event.repeats is None:
        return ()
    at = _local_start(event).time()
    return tuple(_in_utc(datetime.combine(day, at), event) for day in sorted(event.repeats.skips))


def local_dates(start: datetime, repeats: Repeats, after: datetime | None = None) -> Iterator[datetime]:
    """The dates of a rule on the clock of its zone, with the skipped ones; `start` is the first, and `after` as in `dates`."""
    first = start
    if after is not None and not repeats.count:
        # A rule without a count may begin later at the same step; so a series of many years costs no more than a new one.
        first = _later(start, after, repeats)
    for local in _rrule(first, start, repeats):
        if repeats.until and local.date() > repeats.until:
            return
        if local >= start:
            yield local


def _rrule(first: datetime, start: datetime, repeats: Repeats) -> rrule:
    from dateutil import rrule as rules

    weekdays = dict(
        zip(WEEKDAYS, (rules.MO, rules.TU, rules.WE, rules.TH, rules.FR, rules.SA, rules.SU), strict=True)
    )
    days = [weekdays[day[-2:]](int(day[:-2])) if len(day) > 2 else weekdays[day] for day in repeats.on]
    return rules.rrule(
        rules.WEEKLY if repeats.unit == "week" else rules.MONTHLY,
        dtstart=first,
        interval=repeats.every,
        count=repeats.count or None,
        byweekday=days or (start.weekday() if repeats.unit == "week" else None),
        bymonthday=None if days or repeats.unit == "week" else start.day,
    )


def _later(start: datetime, near: datetime, repeats: Repeats) -> datetime:
    """A start from which the rule has the same dates from shortly before `near` on."""
    if repeats.unit == "week":
        weeks = max(0, (near - start).days // 7 - 1) // repeats.every * repeats.every
        return start + timedelta(weeks=weeks)
    months = max(0, (near.year - start.year) * 12 + near.month - start.month - 1)
    if not (months := months // repeats.every * repeats.every):
        return start
    count = start.month - 1 + months
    return start.replace(year=start.year + count // 12, month=count % 12 + 1, day=1)


def _local_start(event: Event) -> datetime:
    return event.starts.astimezone(zone(event.timezone)).replace(tzinfo=None)


def _in_utc(local: datetime, event: Event) -> datetime:
    return local.replace(tzinfo=zone(event.timezone)).astimezone(UTC)
