"""What the hosts of players have in common: an address taken apart, and the player that a host makes of it.

The address of a player is put together from ids that were looked at, and is never what somebody typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple
from urllib.parse import parse_qsl

Kind = Literal["video", "audio", "slides", "post"]


class Address(NamedTuple):
    """An address on a known host."""

    host: str
    """In small letters."""
    parts: tuple[str, ...]
    """Of the path, without empty ones, and not decoded."""
    query: Mapping[str, str]
    """The first value of each parameter, decoded."""
    fragment: str


class Found(NamedTuple):
    """What a host plays at an address; both are absolute URLs with https."""

    page: str
    """For people, who get there by a link."""
    frame: str
    """Of the player."""


class Host(NamedTuple):
    """A web site whose players stories may show."""

    name: str
    """For people, such as `YouTube`."""
    domains: tuple[str, ...]
    """The host names of its addresses."""
    kinds: tuple[Kind, ...]
    """What it plays; the first one is meant where nobody says."""
    find: Callable[[Address], Found | None]
    """The player at an address; none where there is nothing to play. Pure."""
    example: str
    """How an address looks, for people who gave another one."""
    allow: str = "fullscreen"
    """For the frame's attribute of that name (Permissions Policy)."""
    referrer: str = "no-referrer"
    """For the frame's `referrerpolicy`."""
    family: str = ""
    """What it is a part of, where its addresses can be those of other parts."""
    others: Mapping[str, str] = {}
    """What those are, for people, by the first part of their paths."""


# Each of these looks at one character at a time and has nothing to try twice.
DIGITS = re.compile(r"[0-9]{1,20}")
WORD = re.compile(r"[A-Za-z0-9_-]{1,120}")
HEX = re.compile(r"[0-9a-f]{16,40}")
_TIME = re.compile(r"(?:([0-9]{1,2})h)?(?:([0-9]{1,3})m)?(?:([0-9]{1,6})s?)?")


def is_id(text: str, pattern: re.Pattern[str] = WORD) -> bool:
    """Whether a text is an id of this form and nothing more."""
    return pattern.fullmatch(text) is not None


def seconds(text: str) -> int:
    """A start time, such as `90`, `90s` or `1h2m3s`, in seconds; 0 where it is none."""
    found = _TIME.fullmatch(text)
    hours, minutes, rest = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + rest


def first_values(query: str) -> dict[str, str]:
    """The first value of each parameter of a query."""
    values: dict[str, str] = {}
    for name, value in parse_qsl(query):
        values.setdefault(name, value)
    return values
