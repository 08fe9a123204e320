"""Moments in badges: `xsd:dateTime` with a time zone (RFC 3339)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from edblog.badges.refusal import RefusedError
from edblog.badges.strict import shown

# Fixed widths and one run of digits, so linear.
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
_LOOSE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?)?")


def moment(value: Any, name: str, *, loose: bool = False) -> datetime | None:
    """The moment in a property; None if it is missing. Raises `RefusedError`.

    With `loose`, a day or a moment without a zone is one in UTC: many badges of Open Badges 2.0 have such.
    """
    if value is None:
        return None
    try:
        if loose and isinstance(value, str) and _LOOSE.fullmatch(value):
            value = f"{value}Z" if "T" in value else f"{value}T00:00:00Z"
        if isinstance(value, str) and _MOMENT.fullmatch(value):
            whole, dot, rest = value.replace("Z", "+00:00").partition(".")
            if dot:
                # Python reads up to six digits.
                digits = re.match(r"[0-9]+", rest)
                assert digits
                whole += f".{digits[0][:6].ljust(6, '0')}{rest[digits.end() :]}"
            return datetime.fromisoformat(whole).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise RefusedError("date", f"{name} is not a moment with a time zone: {shown(value)}")
