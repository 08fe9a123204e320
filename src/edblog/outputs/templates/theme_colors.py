"""Reads `[colors]` of theme.toml: the colors that a district may set, and which stand on which."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from edblog.model import ThemeColor

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_PROPERTY = re.compile(r"[a-zA-Z][\w-]{0,60}")
_EXAMPLE = '{ properties = ["link"], light = "#0a4fb0", dark = "#9cc4ff", on = ["background"] }'


def colors_of(table: Mapping[str, Any]) -> tuple[dict[str, ThemeColor], list[tuple[str, str, str]]]:
    """The colors that a table describes, by name, and every mistake in it: the name, the message and the help."""
    colors, mistakes = {}, []
    for name, value in table.items():
        try:
            color = msgspec.convert(value, ThemeColor, strict=True)
        except msgspec.ValidationError:
            color = None
        if color is None or not _is_fine(color, table):
            message = f'"{name}" must have properties, a light and a dark color, and under "on" names of other colors'
            mistakes.append((name, message, f"write: {name} = {_EXAMPLE}"))
        else:
            colors[name] = msgspec.structs.replace(color, light=color.light.lower(), dark=color.dark.lower())
    return ({} if mistakes else colors), mistakes


def _is_fine(color: ThemeColor, table: Mapping[str, Any]) -> bool:
    return (
        bool(color.properties)
        and all(map(_PROPERTY.fullmatch, color.properties))
        and all(map(_COLOR.fullmatch, (color.light, color.dark)))
        and all(ground in table for ground in color.on)
        and 1 <= color.contrast <= 21
    )
