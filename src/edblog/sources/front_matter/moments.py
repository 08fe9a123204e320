"""Reads dates and times as people write them, in forms near ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

# Linear: no two neighboring parts can match the same character.
DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|z|[+-]\d{2}:?\d{2}|[+-]\d{1,2})?)?$"
)
DATE_SCHEMA = (
    r"^\d{4}-(0?[1-9]|1[0-2])-(0?[1-9]|[12]\d|3[01])"
    r"([Tt ]+([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?\s*([Zz]|[+-]\d{2}:?\d{2}|[+-]\d{1,2})?)?$"
)
"""The same pattern for JSON Schema; it also refuses a month 13, a day 32 or an hour 24."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""The value in place of a time that is missing or cannot be read."""


def read_moment(text: str, zone: ZoneInfo) -> datetime | None:
    """The time in a text near ISO 8601 (`2026-1-31`, `2026-01-31 9:30 -06:00`), in UTC; None for any other text.

    `zone` counts if the text has no offset. The result is in UTC because Python compares two times of one zone by their local
    clocks, which skip or repeat an hour when daylight saving time starts or ends.
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


def date_help(key: str, text: str, example: str = "2026-01-31") -> str:
    """The advice for an unreadable date: the form to use, with the date that was probably meant."""
    from dateutil import parser

    # The parser is slow, and no date is longer.
    text = text[:100]
    start = datetime(2000, 1, 1)  # noqa: DTZ001  (only fills in what the text leaves out)
    try:
        guess = parser.parse(text, default=start)
    except (ValueError, OverflowError, TypeError):
        guess = None
    if guess is None or (guess.year == start.year and "2000" not in text):
        return f"write {'year, month, day and time' if ' ' in example else 'year, month and day'}: {key}: {example}"
    if guess.time() != start.time():
        return f"write year, month, day and time; perhaps: {key}: {guess:%Y-%m-%d %H:%M}"
    return f"write year, month and day; perhaps: {key}: {guess.date().isoformat()}"
