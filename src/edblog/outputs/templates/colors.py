"""The colors that a district sets for a theme: a style sheet, and what WCAG 2.1 asks of the contrast of words and controls.

A theme says in `[colors]` of theme.toml which of its colors may be set, and which stand on which. What is given for the light
look alone gets a dark one: a ground the lightness of the theme's own, words the nearest that can be read there. *Nearest* means another
lightness of the same hue, in OKLCH.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from edblog.model import Theme, ThemeColor
from edblog.outputs.templates.theme_card import contrast
from edblog.problems import Problem, did_you_mean
from edblog.problems.checks import problem_of
from edblog.settings import CONFIG_NAME, Config

LIGHT, DARK = "colors", "dark_colors"
"""The tables of edblog.toml, which are also the names of the two looks."""
WORDS = 4.5
"""The least contrast of words (WCAG 2.1, 1.4.3)."""
_STEPS = 250
"""Steps of lightness between black and white in which a color is sought."""
Palette = Mapping[str, str]
"""Colors such as `#8a5200` by their names."""


def with_colors(theme: Theme, config: Config) -> tuple[Theme, list[Problem]]:
    """The theme with the style sheet of the colors in the settings, and every problem with them."""
    from msgspec.structs import replace

    light, dark = config.colors, config.dark_colors
    problems = [*_unknown(LIGHT, light, theme), *_unknown(DARK, dark, theme)]
    if problems:
        return theme, problems
    known = theme.colors
    day = {name: light.get(name, color.light) for name, color in known.items()}
    night = _dark(known, light, dark)
    problems = [*_too_pale(LIGHT, light, day, known), *_too_pale(DARK, dark, night, known)]
    changed = {name for name in known if day[name] != known[name].light or night[name] != known[name].dark}
    return replace(theme, color_styles=_style_sheet(known, day, night, changed)), problems


def _dark(known: Mapping[str, ThemeColor], light: Palette, dark: Palette) -> dict[str, str]:
    """The colors of the dark look: those of the settings, or made of the light ones there, or those of the theme."""
    night = {name: dark.get(name, color.dark) for name, color in known.items()}
    made = {name: color for name, color in known.items() if name in light and name not in dark}
    for name, color in made.items():
        above = [each for each, other in known.items() if name in other.on]
        if color.on:
            continue
        if not above:
            night[name] = light[name]
            continue
        # A ground is as dark as that of the theme, in the hue of the light one.
        lightness, chroma, _ = oklch(color.dark)
        _, strength, hue = oklch(light[name])
        found = from_oklch(lightness, min(chroma, strength), hue)
        own = [each for each in above if each not in made]
        if all(contrast(night[each], found) >= known[each].contrast for each in own):
            night[name] = found
    for name, color in made.items():
        if color.on:
            grounds = [night[ground] for ground in color.on]
            night[name] = nearest(light[name], grounds, color.contrast) or color.dark
    return night


def _unknown(table: str, given: Palette, theme: Theme) -> Iterator[Problem]:
    for name in given:
        if name not in theme.colors:
            message = f'the theme "{theme.chain[0]}" has no color "{name}" to set'
            help_ = did_you_mean(name, theme.colors)
            if not help_:
                help_ = (
                    f"its colors are: {', '.join(theme.colors)}"
                    if theme.colors
                    else "colors of this theme can be set only in a style sheet of your own"
                )
            yield problem_of("unknown-color", CONFIG_NAME, message, help_, key=(table, name))


def _too_pale(
    table: str, given: Palette, colors: Palette, known: Mapping[str, ThemeColor]
) -> Iterator[Problem]:
    """The colors of words and controls that are hard to see on their grounds, if the table has one of the two; the worst pair of each."""
    worst: dict[str, tuple[float, str, str]] = {}
    for name, color in known.items():
        for ground in color.on:
            # The color of the words is changed, unless the theme has chosen it.
            key = name if name in given else ground
            found = contrast(colors[name], colors[ground]) / color.contrast
            if key in given and found < min(1, worst.get(key, (1.0,))[0]):
                worst[key] = found, name, ground
    for key, (_, name, ground) in worst.items():
        color = known[name]
        what, rule = ("words need", "1.4.3") if color.contrast >= WORDS else ("controls need", "1.4.11")
        message = (
            f'"{name}" ({colors[name]}) on "{ground}" ({colors[ground]}) has a contrast of '
            f"{contrast(colors[name], colors[ground]):.2f}, and {what} {color.contrast:g} (WCAG 2.1, {rule})"
        )
        pairs = [(each, color.contrast) for each in color.on] if key == name else _above(key, given, known)
        least = max(ratio for _, ratio in pairs)
        better = nearest(colors[key], [colors[each] for each, _ in pairs], least)
        help_ = (
            f'the nearest that passes: {key} = "{better}"' if better else "take two colors that differ more"
        )
        yield problem_of("color-contrast", CONFIG_NAME, message, help_, key=(table, key))


def _above(ground: str, given: Palette, known: Mapping[str, ThemeColor]) -> list[tuple[str, float]]:
    """The theme's own colors that stand on a ground, and their contrasts."""
    return [(each, c.contrast) for each, c in known.items() if ground in c.on and each not in given]


def _style_sheet(known: Mapping[str, ThemeColor], day: Palette, night: Palette, changed: set[str]) -> str:
    def rule(colors: Palette) -> str:
        values = (
            f"--{property_}: {colors[name]};"
            for name, color in known.items()
            if name in changed
            for property_ in color.properties
        )
        return f":root {{ {' '.join(values)} }}"

    if not changed:
        return ""
    return f"@media screen {{ {rule(day)} }}\n@media screen and (prefers-color-scheme: dark) {{ {rule(night)} }}\n"


def nearest(color: str, others: Sequence[str], least: float) -> str:
    """The color of the same hue and the most similar lightness with that contrast to all others; empty if there is none."""
    lightness, chroma, hue = oklch(color)
    if all(contrast(color, other) >= least for other in others):
        return color
    for step in range(1, _STEPS + 1):
        for way in (step / _STEPS, -step / _STEPS):
            if 0 <= lightness + way <= 1:
                found = from_oklch(lightness + way, chroma, hue)
                if all(contrast(found, other) >= least for other in others):
                    return found
    return next(
        (end for end in ("#000000", "#ffffff") if all(contrast(end, other) >= least for other in others)), ""
    )


def oklch(color: str) -> tuple[float, float, float]:
    """Lightness (0 to 1), chroma and hue (in radians) of a color such as `#8a5200` (Björn Ottosson, 2020; CSS Color 4)."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The color, with less chroma where sRGB has none so strong."""
    low, high = 0.0, chroma
    rgb = _linear(lightness, chroma, hue)
    if not _is_in_gamut(rgb):
        for _ in range(20):
            between = (low + high) / 2
            low, high = (between, high) if _is_in_gamut(_linear(lightness, between, hue)) else (low, between)
        rgb = _linear(lightness, low, hue)
    return "#" + "".join(f"{round(_encoded(min(1.0, max(0.0, part))) * 255):02x}" for part in rgb)


def _linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _is_in_gamut(rgb: tuple[float, float, float]) -> bool:
    return all(-1e-6 <= part <= 1 + 1e-6 for part in rgb)


def _encoded(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
