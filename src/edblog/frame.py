"""The settings for what stands around every page: menu, icon, logo, footer and announcement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

NAV_WORDS: Mapping[str, str] = {
    "stories": "nav_stories",
    "credentials": "nav_credentials",
    "authors": "nav_authors",
    "topics": "nav_topics",
    "follow": "nav_follow",
}
"""The menu entries that edblog makes, by the names that settings use, and the theme's text for each."""
ICON_TYPES: Mapping[str, str] = {".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon"}
"""Media types of icons for the tab of a browser, by the end of the file's name."""
LOGO_TYPES = (".svg", ".png", ".webp", ".jpg", ".jpeg")


class Menu(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[menu]`: which entries the menu has, in which order, and what they are called."""

    order: tuple[str, ...] = ()
    """Names of the entries that come first; the others follow in their usual order."""
    hide: tuple[str, ...] = ()
    names: dict[str, str] = {}
    """What entries are called instead, by their names."""


class Footer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[footer]`: what stands at the foot of every page."""

    text: str = ""
    """In the place of the site's description."""
    address: str = ""
    """How to reach the district; each line on a line of its own."""


class Announcement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[announcement]`: one line at the top of every page."""

    text: str = ""
    until: datetime | None = None
    """The moment from which it is no longer shown, in UTC."""

    def is_over(self, now: datetime) -> bool:
        """Whether its time has passed."""
        return self.until is not None and self.until <= now


def end_of(value: object, zone: ZoneInfo) -> datetime | None:
    """The moment at which a date is over or a date and time is reached; None for anything else.

    `value` is a date or date-time of TOML, or a text in the form of ISO 8601. Without an offset it is in `zone`.
    """
    if isinstance(value, str):
        try:
            value = (
                date.fromisoformat(value.strip())
                if len(value.strip()) <= _DAY
                else datetime.fromisoformat(value)
            )
        except ValueError:
            return None
    try:
        if isinstance(value, datetime):
            return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(_UTC)
        if isinstance(value, date):
            day = value + timedelta(days=1)
            return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(_UTC)
    except (ValueError, OverflowError):
        pass
    return None


_UTC = ZoneInfo("UTC")
_DAY = len("2026-12-04")


def static_name(path: str) -> str:
    """The name below `static/` of a file that settings name: `logo.svg`, `static/logo.svg` and `/logo.svg` are one."""
    return path.replace("\\", "/").removeprefix("./").lstrip("/").removeprefix("static/")
