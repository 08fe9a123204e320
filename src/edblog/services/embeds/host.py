"""Types shared by all hosts of players: a parsed address, and the player at it.

The address of a player is always built from checked ids, and never copied from the writer's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple
from urllib.parse import parse_qsl

from edblog.services.learned import Learned

PlayerKind = Literal["video", "audio", "slides", "post"]


class Address(NamedTuple):
    """An address on a known host."""

    host: str
    """In lower case."""
    parts: tuple[str, ...]
    """Segments of the path that are not empty, not decoded."""
    query: Mapping[str, str]
    """The first value of each parameter, decoded."""
    fragment: str


class HostedPage(NamedTuple):
    """Something that a host can play. Both are absolute URLs with https."""

    page: str
    """The page on the host, for a link."""
    frame: str
    """The player, for a frame."""


class Host(NamedTuple):
    """A website whose players stories may show."""

    name: str
    """Display name, such as `YouTube`."""
    domains: tuple[str, ...]
    """Domains of its addresses."""
    kinds: tuple[PlayerKind, ...]
    """Kinds of content that it plays; the first is the default."""
    find: Callable[[Address], HostedPage | None]
    """Finds the player at an address; None if there is nothing to play. Pure."""
    example: str
    """An example of an address, for messages."""
    learns: tuple[Learned, ...]
    """What it learns about a reader who uses it, for the page about privacy."""
    allow: str = "fullscreen"
    """The frame's `allow` attribute (Permissions Policy)."""
    referrer: str = "no-referrer"
    """The frame's `referrerpolicy`."""
    family: str = ""
    """The product family, if its other products share the domain, such as Google Docs."""
    others: Mapping[str, str] = {}
    """Descriptions of the content of other products, by the first segment of the path."""


# No pattern can match the same text in two ways, so all are linear.
DIGITS = re.compile(r"[0-9]{1,20}")
WORD = re.compile(r"[A-Za-z0-9_-]{1,120}")
HEX = re.compile(r"[0-9a-f]{16,40}")
_TIME = re.compile(r"(?:([0-9]{1,2})h)?(?:([0-9]{1,3})m)?(?:([0-9]{1,6})s?)?")


def is_id(text: str, pattern: re.Pattern[str] = WORD) -> bool:
    """Whether a text is an id of this form and nothing more."""
    return pattern.fullmatch(text) is not None


def seconds(text: str) -> int:
    """A start time, such as `90`, `90s` or `1h2m3s`, in seconds; 0 if invalid."""
    found = _TIME.fullmatch(text)
    hours, minutes, rest = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + rest


def first_values(query: str) -> dict[str, str]:
    """The first value of each parameter of a query."""
    values: dict[str, str] = {}
    for name, value in parse_qsl(query):
        values.setdefault(name, value)
    return values
