"""The colors that a district sets for a theme: a style sheet, and a check of what can be read.

A theme says in `[colors]` of theme.toml which of its colors may be set, and which stand on which; in `[fixed_colors]`, which others stand
with these. What is given for the light look alone gets a dark one: a ground the lightness of the theme's own, words the nearest that can be
read there. *Nearest* means another lightness of the same hue, in OKLCH.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from edblog.model import Theme, ThemeColor
from edblog.outputs.templates.color_check import Pair, Palette, beside, pairs_of, too_pale
from edblog.outputs.templates.oklch import from_oklch, nearest, oklch, passes
from edblog.problems import Problem, did_you_mean
from edblog.problems.checks import problem_of
from edblog.settings import CONFIG_NAME, Config

LIGHT, DARK = "colors", "dark_colors"
"""The tables of edblog.toml, which are also the names of the two looks."""


def with_colors(theme: Theme, config: Config) -> tuple[Theme, list[Problem]]:
    """The theme with the style sheet of the colors in the settings, and every problem with them."""
    from msgspec.structs import replace

    light, dark = config.colors, config.dark_colors
    problems = [*_unknown(LIGHT, light, theme), *_unknown(DARK, dark, theme)]
    if problems:
        return theme, problems
    known, fixed, pairs = theme.colors, theme.fixed_colors, pairs_of(theme)
    own_day = {name: color.light for each in (fixed, known) for name, color in each.items()}
    own_night = {name: color.dark for each in (fixed, known) for name, color in each.items()}
    day = {**own_day, **light}
    night = _dark(known, own_night, light, dark, pairs)
    problems = [
        *too_pale(LIGHT, light, day, own_day, pairs, fixed),
        *too_pale(DARK, dark, night, own_night, pairs, fixed),
    ]
    changed = {name for name in known if day[name] != own_day[name] or night[name] != own_night[name]}
    return replace(theme, color_styles=_style_sheet(known, day, night, changed)), problems


def _dark(
    known: Mapping[str, ThemeColor], own: Palette, light: Palette, dark: Palette, pairs: Sequence[Pair]
) -> dict[str, str]:
    """The colors of the dark look: those of the settings, or made of the light ones there, or those of the theme."""
    night = {**own, **dark}
    made = [name for name in known if name in light and name not in dark]
    firm = {name: color for name, color in night.items() if name not in made}
    for name in made:
        if known[name].on:
            continue
        if not beside(name, pairs, night):
            night[name] = light[name]
            continue
        # A ground is as dark as that of the theme, in the hue of the light one.
        lightness, chroma, _ = oklch(own[name])
        _, strength, hue = oklch(light[name])
        found = from_oklch(lightness, min(chroma, strength), hue)
        if passes(found, beside(name, pairs, firm)):
            night[name] = found
    # On a ground that cannot stay, no words need to be readable.
    of_theme = {name: color for name, color in firm.items() if name not in dark}
    gone = [name for name in dark if not passes(dark[name], beside(name, pairs, of_theme))]
    around = {**night, **{name: own[name] for name in gone}}
    for name in made:
        if known[name].on:
            night[name] = nearest(light[name], beside(name, pairs, around)) or own[name]
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


def _style_sheet(
    known: Mapping[str, ThemeColor], day: Palette, night: Palette, changed: Collection[str]
) -> str:
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
