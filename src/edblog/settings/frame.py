"""The settings for what is around every page: menu, icon, logo, footer and announcement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import PurePosixPath
from typing import Any

from edblog.options import Wrong
from edblog.problems import brief

ICON_TYPES: Mapping[str, str] = {".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon"}
"""Media types of icons for the tab of a browser, by the end of the file's name."""
LOGO_TYPES = (".svg", ".png", ".webp", ".jpg", ".jpeg")
_DAY = len("2026-12-04")
_MARGIN = timedelta(days=2)
"""More than any time zone moves a moment."""


def static_name(path: str) -> str:
    """The name below `static/` of a file that settings name: `logo.svg`, `static/logo.svg` and `/logo.svg` are one."""
    return path.replace("\\", "/").removeprefix("./").lstrip("/").removeprefix("static/")


def listed(types: Iterable[str]) -> str:
    """Ends of file names as a choice: `.svg`, `.png` or `.ico`."""
    *first, last = types
    return f"{', '.join(first)} or {last}"


def wrong_picture(key: str, types: Iterable[str], path: str) -> Iterator[Wrong]:
    """Finds a file that cannot be the icon or the logo."""
    name = static_name(path)
    if "://" in name:
        yield Wrong(
            f'"{key}" must be a file of this site, since pages load nothing from elsewhere',
            f'download it, put it into static/, and write its name: {key} = "{key}.svg"',
        )
    elif ".." in PurePosixPath(name).parts:
        yield Wrong(
            f'"{key}" must be a file in static/',
            f'put it into static/, and write its name: {key} = "{PurePosixPath(name).name}"',
        )
    elif name and PurePosixPath(name).suffix.lower() not in types:
        yield Wrong(
            f'"{name}" cannot be the {key}: its name must end in {listed(types)}',
            "save the picture in one of these forms",
        )


def wrong_links(text: str) -> Iterator[Wrong]:
    """Finds links in a short text that lead nowhere, or are not finished."""
    if "](" not in text:
        return
    from edblog.settings.pieces import pieces, unfinished, why_no_address

    for piece in pieces(text):
        if piece.address and (help_ := why_no_address(piece.address)):
            address = brief(piece.address)
            yield Wrong(f'the link "{brief(piece.words)}" leads to "{address}", which is no address', help_)
    if begun := unfinished(text):
        yield Wrong(
            f'"{brief(begun)}" begins like a link, and is none',
            "write the address without spaces, and a parenthesis after it: [words](https://district.example/)",
        )


def end_of(value: object) -> datetime | str:
    """The moment at which a date is over or a date and time is reached; empty for anything else.

    `value` is a date or date-time of TOML, or a text in the form of ISO 8601. The moment has an offset if that has one.
    """
    try:
        if isinstance(value, str):
            day = value.strip()
            value = date.fromisoformat(day) if len(day) <= _DAY else datetime.fromisoformat(value)
        if not isinstance(value, date):
            return ""
        if not isinstance(value, datetime):
            value = datetime.combine(value, time()) + timedelta(days=1)
        _ = value - _MARGIN, value + _MARGIN
    except (ValueError, OverflowError):
        return ""
    return value


def moment_schema() -> dict[str, Any]:
    """The JSON Schema of a date, or a date and time; in JSON, each is a text."""
    day = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    clock = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
    return {"type": "string", "pattern": f"^{day}([T ]{clock})?$"}
