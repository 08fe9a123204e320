"""Reads `[card]` of theme.toml: what the cards for social networks look like."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from edblog.model import CARD_COLORS, CARD_TONE, ThemeCard
from edblog.problems import did_you_mean

TONES = 4
"""The number of tones of a theme."""
CONTRAST = 4.5
"""The least contrast of words (WCAG 2.1, success criterion 1.4.3)."""
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_RANGE = re.compile(r"U\+[0-9a-fA-F]{1,5}(-[0-9a-fA-F]{1,5})?")
_EXAMPLES = {
    "title": '["fonts/title.woff2"]',
    "text": '["fonts/text.woff2"]',
    "weight": "600",
    "letters": '"U+20-7E, U+A0-FF"',
    "colors": "{ " + ", ".join(f'{name} = "#…"' for name in CARD_COLORS) + " }",
    "tones": "[{ " + ", ".join(f'{name} = "#…"' for name in CARD_TONE) + " }, …]",
}
_EXPECTED = {
    "title": "a list of names of fonts in static/",
    "text": "a list of names of fonts in static/",
    "weight": "a whole number from 1 to 1000",
    "letters": "ranges of letters, as in unicode-range of CSS",
    "colors": "a table with these colors, each with six digits",
    "tones": f"a list of {TONES} tables with these colors, each with six digits",
}


class CardFault(NamedTuple):
    """One mistake in the table, and what to do."""

    code: str
    key: str
    """The key in the table; empty for the table itself."""
    message: str
    help: str


def merged(parent: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The table of a theme that extends another: what it does not say is as in that one."""
    colors = {**_table(parent.get("colors")), **_table(own.get("colors"))}
    return {**parent, **own, **({"colors": colors} if colors else {})}


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def card_of(table: Mapping[str, Any], static: Collection[str]) -> tuple[ThemeCard | None, list[CardFault]]:
    """The look that a table describes, or None, and every mistake in it; `static` has the names of the theme's static files."""
    mistakes = list(_mistakes(table, static))
    if mistakes:
        return None, mistakes
    card = msgspec.convert(dict(table), ThemeCard)
    return card, list(_too_pale(card))


def _mistakes(table: Mapping[str, Any], static: Collection[str]) -> Iterator[CardFault]:
    for key in table:
        if key not in _EXAMPLES:
            help_ = did_you_mean(key, _EXAMPLES) or f"[card] has these keys: {', '.join(_EXAMPLES)}"
            yield CardFault("theme-unknown-key", key, f'[card] has no key "{key}"', help_)
    for key, example in _EXAMPLES.items():
        if key not in table:
            yield CardFault(
                "theme-value", "", f'[card] has no "{key}"', f"write below [card]: {key} = {example}"
            )
        elif not _fits(key, table[key]):
            yield CardFault(
                "theme-value", key, f'"{key}" must be {_EXPECTED[key]}', f"write: {key} = {example}"
            )
        elif key in ("title", "text"):
            for name in table[key]:
                if name not in static:
                    message = f'"{key}" names "{name}", which is not in static/'
                    help_ = did_you_mean(name, static) or "save the font there"
                    yield CardFault("theme-missing-file", key, message, help_)


def _fits(key: str, value: object) -> bool:
    if key in ("title", "text"):
        return isinstance(value, list) and bool(value) and all(isinstance(name, str) for name in value)
    if key == "weight":
        return type(value) is int and 1 <= value <= 1000
    if key == "letters":
        return isinstance(value, str) and all(_RANGE.fullmatch(each.strip()) for each in value.split(","))
    if key == "colors":
        return _has_colors(value, CARD_COLORS)
    return (
        isinstance(value, list)
        and len(value) == TONES
        and all(_has_colors(tone, CARD_TONE) for tone in value)
    )


def _has_colors(value: object, names: Collection[str]) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == set(names)
        and all(isinstance(color, str) and _COLOR.fullmatch(color) for color in value.values())
    )


def _too_pale(card: ThemeCard) -> Iterator[CardFault]:
    """The pairs of colors of words and their grounds that are hard to tell apart."""
    paper, ink, soft = (card.colors[name] for name in ("paper", "ink", "soft"))
    pairs = [("colors", "ink", ink, paper), ("colors", "soft", soft, paper)]
    for number, tone in enumerate(card.tones, 1):
        here = f"of tone {number}"
        pairs += [
            ("tones", f"ink {here}", tone["ink"], paper),
            ("tones", f"ink {here}", tone["ink"], tone["soft"]),
            ("tones", f"ink {here}", tone["ink"], "#ffffff"),
            ("colors", "ink", ink, tone["soft"]),
        ]
    for key, name, color, ground in pairs:
        if (found := contrast(color, ground)) < CONTRAST:
            message = (
                f"the {name}, {color}, on {ground} has a contrast of {found:.1f}, and words need {CONTRAST}"
            )
            yield CardFault(
                "theme-contrast",
                key,
                message,
                "take a darker color for the words, or a lighter one behind them",
            )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colors, as WCAG defines it."""
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)
    )
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
