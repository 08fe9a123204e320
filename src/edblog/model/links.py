"""What is known of a link to another site: what `edblog links` found, and what a build needs of it."""

from __future__ import annotations

from typing import Literal

from edblog.model.record import Record

LINKS_FILE = "data/links.toml"
"""The file with what `edblog links` found, relative to the site's folder."""
LinkAnswer = Literal["fine", "moved", "gone", "unclear"]


class LinkState(Record, frozen=True):
    """What `edblog links` found when it last asked for an address: an entry of `data/links.toml`."""

    checked: str
    """The day, such as `2026-12-01`."""
    answer: LinkAnswer
    why: str = ""
    """The status code, such as `404`, or some words; empty for `fine`."""
    since: str = ""
    """The first day of this answer, if it is `gone` or `unclear`."""
    to: str = ""
    """The new address, if the answer is `moved`."""
    archived: str = ""
    """The address of a copy; only people write it."""


class KnownLink(Record, frozen=True):
    """The part of a link's state that shapes the site. A day is no part of it, so a check that finds nothing new changes no page."""

    answer: Literal["gone", "moved"]
    why: str = ""
    to: str = ""
    archived: str = ""
