"""Dates and times, as people write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

# Linear: the parts begin with characters of their own.
DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|z|[+-]\d{2}:?\d{2}|[+-]\d{1,2})?)?$"
)
DATE_SCHEMA = (
    r"^\d{4}-(0?[1-9]|1[0-2])-(0?[1-9]|[12]\d|3[01])"
    r"([Tt ]+([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?\s*([Zz]|[+-]\d{2}:?\d{2}|[+-]\d{1,2})?)?$"
)
"""The same for a JSON Schema, without months, days and times that there are not."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""What serves in the place of a moment that cannot be read."""


def read_moment(text: str, zone: ZoneInfo) -> datetime | None:
    """A moment, in UTC, from ISO 8601 as people write it (`2026-1-31`, `2026-01-31 9:30 -06:00`), or None.

    Moments are kept in UTC because Python compares two of one zone by their clocks, which skip and repeat
    an hour each year.
    """
    match = DATE.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    try:
        moment = datetime(  # noqa: DTZ001  (the zone follows)
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0)
        )
        if offset is None:
            return moment.replace(tzinfo=zone).astimezone(UTC)
        sign, digits = offset[0], offset[1:].replace(":", "")
        digits = digits if len(digits) == 4 else f"{digits:0>2}00"
        zone_text = "+00:00" if sign in "Zz" else f"{sign}{digits[:2]}:{digits[2:]}"
        return datetime.fromisoformat(moment.isoformat() + zone_text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def date_help(key: str, text: str) -> str:
    """The date that was probably meant, in the form that can be read."""
    from dateutil import parser

    # No date is longer, and the parser takes its time.
    text = text[:100]
    start = datetime(2000, 1, 1)  # noqa: DTZ001  (only fills in what the text leaves out)
    try:
        guess = parser.parse(text, default=start)
    except (ValueError, OverflowError, TypeError):
        return f"write year, month and day: {key}: 2026-01-31"
    if guess.year == start.year and "2000" not in text:
        return f"write year, month and day: {key}: 2026-01-31"
    return f"write year, month and day; perhaps: {key}: {guess.date().isoformat()}"
