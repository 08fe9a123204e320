"""Defines `Service`, a calendar on the web in the registry, and `Entry`, what somebody adds to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from edblog.services.learned import Learned


class Entry(NamedTuple):
    """An event for a calendar."""

    title: str
    starts: datetime
    """With a time zone of the zone database, on whose clock a series repeats."""
    ends: datetime
    details: str
    """A plain text; its last line is the address of the event's page."""
    location: str
    repeats: str = ""
    """A rule of RFC 5545, such as `FREQ=WEEKLY;COUNT=10`, if the whole series is meant."""


class Service(NamedTuple):
    """A calendar on the web. Its addresses are plain links; nothing is asked before a click."""

    name: str
    """Display name in a row of such links, such as `Google`."""
    long_name: str
    """Display name for who subscribes, such as `Google Calendar`."""
    add: Callable[[Entry], str]
    """The address that opens a new entry with everything filled in. Pure."""
    subscribe: Callable[[str, str], str]
    """The address that subscribes to a calendar, from its own address and its title. Pure."""
    takes_series: bool
    """Whether a new entry can repeat."""
    learns: tuple[Learned, ...]
    """What it learns about a reader who uses it, for the page about privacy."""
