"""What WCAG 2.1 asks of the contrast of a site's colors, those that the theme has fixed among them, and what to write instead.

All suggestions for one look belong together: who follows each of them has colors that pass.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from edblog.model import Theme, ThemeColor
from edblog.outputs.templates.oklch import nearest, passes
from edblog.outputs.templates.theme_card import contrast
from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.settings import CONFIG_NAME

WORDS = 4.5
"""The least contrast of words (WCAG 2.1, 1.4.3)."""
Palette = Mapping[str, str]
"""Colors such as `#8a5200` by their names."""


class Pair(NamedTuple):
    """A color that stands on another one."""

    name: str
    ground: str
    least: float
    """The least contrast of the two."""

    def share(self, colors: Palette) -> float:
        """How much of the contrast that they need the two have; 1 is enough."""
        return contrast(colors[self.name], colors[self.ground]) / self.least

    def fits(self, colors: Palette) -> bool:
        """If the two can be told apart."""
        return contrast(colors[self.name], colors[self.ground]) >= self.least

    def other(self, name: str) -> str:
        """The one of the two that does not have this name."""
        return self.ground if name == self.name else self.name


def pairs_of(theme: Theme) -> tuple[Pair, ...]:
    """Every pair of colors of a theme in which a district can set one."""
    every: dict[str, ThemeColor] = {**theme.fixed_colors, **theme.colors}
    return tuple(
        Pair(name, ground, color.contrast)
        for name, color in every.items()
        for ground in color.on
        if name in theme.colors or ground in theme.colors
    )


def beside(name: str, pairs: Sequence[Pair], colors: Palette) -> list[tuple[str, float]]:
    """The colors on which one stands, or which stand on it, each with the contrast that the two need; only those in `colors`."""
    others = ((pair.other(name), pair.least) for pair in pairs if name in (pair.name, pair.ground))
    return [(colors[other], least) for other, least in others if other in colors]


def too_pale(
    table: str,
    given: Collection[str],
    colors: Palette,
    own: Palette,
    pairs: Sequence[Pair],
    fixed: Collection[str],
) -> Iterator[Problem]:
    """The colors of a table of the settings that are hard to tell from others; of each the worst pair.

    `given` are the names in the table, `colors` all that a page in this look has, and `own` those of the theme, which pass.
    """
    wrong = [pair for pair in pairs if (pair.name in given or pair.ground in given) and not pair.fits(colors)]
    if not wrong:
        return
    better = repaired(given, colors, own, pairs)
    changed = [name for name in given if better.get(name, colors[name]) != colors[name]]
    worst: dict[str, Pair] = {}
    # Pairs of two that can be set come first. The color of the words is changed, unless the theme has chosen it, or the ground changes
    # anyway and that is enough.
    for pair in sorted(
        wrong, key=lambda pair: (pair.name in fixed or pair.ground in fixed, pair.share(colors))
    ):
        sides = [name for name in (pair.name, pair.ground) if name in given]
        worst.setdefault(next((name for name in sides if name in changed), sides[0]), pair)
    for key in sorted(worst, key=list(given).index):
        near = {pair.other(key) for pair in pairs if key in (pair.name, pair.ground)}
        # A color beside it may have to change with it, and has no problem of its own.
        also = [name for name in changed if name in near and name not in worst]
        lines = ", ".join(f'{name} = "{better[name]}"' for name in (key, *also)) if key in changed else ""
        help_ = f"the nearest that passes: {lines}" if lines else "take two colors that differ more"
        message = _message(worst[key], colors, fixed)
        yield problem_of("color-contrast", CONFIG_NAME, message, help_, key=(table, key))


def _message(pair: Pair, colors: Palette, fixed: Collection[str]) -> str:
    def shown(name: str) -> str:
        return f'"{name}" ({colors[name]}{", a fixed color of the theme" if name in fixed else ""})'

    what, rule = ("words need", "1.4.3") if pair.least >= WORDS else ("controls and charts need", "1.4.11")
    found = contrast(colors[pair.name], colors[pair.ground])
    return (
        f"{shown(pair.name)} on {shown(pair.ground)} has a contrast of {found:.2f}, "
        f"and {what} {pair.least:g} (WCAG 2.1, {rule})"
    )


def repaired(given: Collection[str], colors: Palette, own: Palette, pairs: Sequence[Pair]) -> dict[str, str]:
    """Colors that pass together, with those in `given` changed as little as they must be; empty if there are none.

    First the grounds, for the words that nobody can change here; then the words; then grounds that are still too near to one. What is
    left becomes as in the theme.
    """
    pairs = [pair for pair in pairs if pair.name in given or pair.ground in given]
    better = dict(colors)
    words = [name for name in given if any(pair.name == name for pair in pairs)]
    grounds = [name for name in given if name not in words]
    firm = colors.keys() - set(given)
    sound = {name for name in words if passes(colors[name], beside(name, pairs, _only(colors, firm)))}
    for names, wishes in (
        (grounds, (firm | sound, firm)),
        (words, (colors.keys(), firm)),
        (grounds, (colors.keys(),)),
    ):
        for name in names:
            found = (nearest(better[name], beside(name, pairs, _only(better, wish))) for wish in wishes)
            better[name] = next(filter(None, found), better[name])
    while wrong := [pair for pair in pairs if not pair.fits(better)]:
        back = {name for pair in wrong for name in pair[:2] if name in given and better[name] != own[name]}
        if not back:
            return {}
        better |= _only(own, back)
    return better


def _only(colors: Palette, names: Collection[str]) -> dict[str, str]:
    return {name: color for name, color in colors.items() if name in names}
