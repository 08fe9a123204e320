"""The settings for what is around every page: menu, icon, logo, footer and announcement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath
from typing import Any, Protocol, Self
from zoneinfo import ZoneInfo

import msgspec

from edblog.problems import Problem, brief

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
    """`[footer]`: what is at the bottom of every page."""

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


class Table(Protocol):
    """A table of `edblog.toml` that is being read; each method notes what is wrong and gives a usable value."""

    table: Mapping[str, Any]
    problems: list[Problem]

    def wrong(self, key: str, message: str, help_: str, code: str = "config-value") -> None:
        """Notes what is wrong with a setting."""

    def text(self, key: str, default: str, help_: str = "") -> str:
        """A text."""

    def words(self, key: str, default: Sequence[str], help_: str) -> tuple[str, ...]:
        """A list of words, each once."""

    def sub(self, key: str) -> Self:
        """A table within this one."""


def read_frame(top: Table, menu: Table, footer: Table, announcement: Table) -> dict[str, Any]:
    """The settings for the frame, by their names, from the whole file and its three tables for this."""
    help_ = 'write: {} = ["stories", "about"]'
    return {
        "icon": _picture(top, "icon", tuple(ICON_TYPES)),
        "logo": _picture(top, "logo", LOGO_TYPES),
        "logo_alt": _logo_alt(top),
        "menu": Menu(
            menu.words("order", (), help_.format("order")),
            menu.words("hide", (), help_.format("hide")),
            _renamed(menu),
        ),
        "footer": Footer(_linked(footer, "text"), _linked(footer, "address")),
        "announcement": Announcement(_linked(announcement, "text"), _until(announcement, top)),
    }


def _picture(top: Table, key: str, types: tuple[str, ...]) -> str:
    name = static_name(top.text(key, "", f'write the name of a file in static/: {key} = "{key}.svg"'))
    kind = PurePosixPath(name).suffix.lower()
    if "://" in name:
        help_ = f'download it, put it into static/, and write its name: {key} = "{key}.svg"'
        top.wrong(key, f'"{key}" must be a file of this site, since pages load nothing from elsewhere', help_)
    elif ".." in PurePosixPath(name).parts:
        help_ = f'put it into static/, and write its name: {key} = "{PurePosixPath(name).name}"'
        top.wrong(key, f'"{key}" must be a file in static/', help_)
    elif name and kind not in types:
        listed = f"{', '.join(types[:-1])} or {types[-1]}"
        top.wrong(
            key,
            f'"{name}" cannot be the {key}: its name must end in {listed}',
            "save the picture in one of these forms",
        )
    return name


def _logo_alt(top: Table) -> str:
    alt = top.text("logo_alt", "", 'write: logo_alt = "Sample Valley School District"').strip()
    if top.table.get("logo") and not alt:
        help_ = 'add a line with what the logo says: logo_alt = "Sample Valley School District"'
        top.wrong(
            "logo", '"logo" needs "logo_alt", for readers who cannot see the picture', help_, "config-missing"
        )
    elif alt and not top.table.get("logo"):
        top.wrong(
            "logo_alt", '"logo_alt" has no "logo"', 'add a line such as: logo = "logo.svg"', "config-missing"
        )
    return alt


def _renamed(menu: Table) -> dict[str, str]:
    names = menu.sub("names")
    found = {key: names.text(key, "").strip() for key in names.table}
    for key, name in found.items():
        if not name and names.table[key] == "":
            names.wrong(
                key, f'"{key}" is empty', f'write the words, or leave the entry out: hide = ["{key}"]'
            )
    menu.problems += names.problems
    return {key: name for key, name in found.items() if name}


def _linked(table: Table, key: str) -> str:
    """A text that may have links in it."""
    text = table.text(key, "")
    if "](" in text:
        from edblog.settings.pieces import pieces, unfinished, why_no_address

        for piece in pieces(text):
            if piece.address and (help_ := why_no_address(piece.address)):
                table.wrong(
                    key,
                    f'the link "{brief(piece.words)}" leads to "{brief(piece.address)}", which is no address',
                    help_,
                )
        if begun := unfinished(text):
            table.wrong(
                key,
                f'"{brief(begun)}" begins like a link, and is none',
                "write the address without spaces, and a parenthesis after it: [words](https://district.example/)",
            )
    return text


def _until(announcement: Table, top: Table) -> datetime | None:
    if (value := announcement.table.get("until")) is None:
        return None
    try:
        zone = ZoneInfo(top.table.get("timezone", "UTC"))
    except (KeyError, ValueError, OSError, TypeError):
        zone = ZoneInfo("UTC")
    moment = end_of(value, zone)
    if moment is None:
        help_ = "write the last day: until = 2026-12-04, or a time: until = 2026-12-04 15:30:00"
        announcement.wrong("until", '"until" must be a date, or a date and a time', help_)
    return moment
