"""Checks of the settings around every page: menu, icon, logo, footer and announcement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import PurePosixPath
from typing import Any

from edblog.options import Mistake
from edblog.problems import brief

ICON_TYPES: Mapping[str, str] = {".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon"}
"""Media types of icons for the browser tab, by extension."""
LOGO_TYPES = (".svg", ".png", ".webp", ".jpg", ".jpeg")
_DAY = len("2026-12-04")
_MARGIN = timedelta(days=2)
"""More than any conversion between time zones adds or subtracts."""


def static_name(path: str) -> str:
    """The path in `static/` of a file in the settings: `logo.svg`, `static/logo.svg` and `/logo.svg` are the same."""
    return path.replace("\\", "/").removeprefix("./").lstrip("/").removeprefix("static/")


def joined_with_or(types: Iterable[str]) -> str:
    """Words joined with "or": `.svg`, `.png` or `.ico`."""
    *first, last = types
    return f"{', '.join(first)} or {last}"


def wrong_picture(key: str, types: Iterable[str], path: str) -> Iterator[Mistake]:
    """Mistakes in the file name of the icon or the logo."""
    name = static_name(path)
    if "://" in name:
        yield Mistake(
            f'"{key}" must be a file on this site, because pages do not load anything from other sites',
            f'download it, put it into static/, and write its name: {key} = "{key}.svg"',
        )
    elif ".." in PurePosixPath(name).parts:
        yield Mistake(
            f'"{key}" must be a file in static/',
            f'put it into static/, and write its name: {key} = "{PurePosixPath(name).name}"',
        )
    elif name and PurePosixPath(name).suffix.lower() not in types:
        yield Mistake(
            f'"{name}" cannot be the {key}: its name must end in {joined_with_or(types)}',
            "save the picture in one of these formats",
        )


def wrong_links(text: str) -> Iterator[Mistake]:
    """Mistakes in the links of a short text."""
    if "](" not in text:
        return
    from edblog.settings.pieces import invalid_link_help, pieces, unfinished

    for piece in pieces(text):
        if piece.address and (help_ := invalid_link_help(piece.address)):
            address = brief(piece.address)
            yield Mistake(
                f'the link "{brief(piece.words)}" leads to "{address}", which is not a valid address', help_
            )
    if begun := unfinished(text):
        yield Mistake(
            f'"{brief(begun)}" starts like a link, but is not one',
            "write the address without spaces, and a parenthesis after it: [words](https://district.example/)",
        )


def end_moment(value: object) -> datetime | str:
    """The end of a day, or a date and time; empty for anything else.

    `value` is a TOML date or date-time, or a text in ISO 8601 form. The result has an offset if the value has one.
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
    """The JSON Schema of a date, or a date and time, which are texts in JSON."""
    day = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    clock = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
    return {"type": "string", "pattern": f"^{day}([T ]{clock})?$"}
