"""Reads `[colors]` and `[fixed_colors]` of theme.toml: the colors that a district may set and those around them, and which stand on which."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec

from edblog.model import ThemeColor

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_PROPERTY = re.compile(r"[a-zA-Z][\w-]{0,60}")
_EXAMPLE = '{ properties = ["link"], light = "#0a4fb0", dark = "#9cc4ff", on = ["background"] }'


Colors = dict[str, ThemeColor]
SETTABLE, FIXED = "colors", "fixed_colors"
"""The two tables of theme.toml."""


def colors_of(
    layers: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]],
) -> tuple[Colors, Colors, list[tuple[str, str, str, str]]]:
    """The colors that can be set and those that cannot, by name, and every mistake in them: the table, the name, the message and the help.

    `layers` has both tables of each theme, the one that all others extend first. Of two colors of one name that of the later theme counts,
    whatever the table.
    """
    settable: dict[str, Any] = {}
    fixed: dict[str, Any] = {}
    for own, own_fixed in layers:
        settable = {name: value for name, value in {**settable, **own}.items() if name not in own_fixed}
        fixed = {**{name: value for name, value in fixed.items() if name not in own}, **own_fixed}
    names = {*settable, *fixed}
    mistakes: list[tuple[str, str, str, str]] = []

    def read(table: str, values: Mapping[str, Any]) -> Colors:
        colors = {}
        for name, value in values.items():
            try:
                color = msgspec.convert(value, ThemeColor, strict=True)
            except msgspec.ValidationError:
                color = None
            if color is None or not _is_fine(color, names):
                message = f'"{name}" must have properties, a light and a dark color, and under "on" names of other colors'
                mistakes.append((table, name, message, f"write: {name} = {_EXAMPLE}"))
            else:
                colors[name] = msgspec.structs.replace(
                    color, light=color.light.lower(), dark=color.dark.lower()
                )
        return colors

    read_both = read(SETTABLE, settable), read(FIXED, fixed)
    return (*(({}, {}) if mistakes else read_both), mistakes)


def _is_fine(color: ThemeColor, names: Collection[str]) -> bool:
    return (
        bool(color.properties)
        and all(map(_PROPERTY.fullmatch, color.properties))
        and all(map(_COLOR.fullmatch, (color.light, color.dark)))
        and all(ground in names for ground in color.on)
        and 1 <= color.contrast <= 21
    )
