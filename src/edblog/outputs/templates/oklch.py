"""Colors in OKLCH, where another lightness leaves the hue as it is, and the nearest color with enough contrast."""

from __future__ import annotations

import math
from collections.abc import Sequence

from edblog.outputs.templates.theme_card import contrast

_STEPS = 250
"""Steps of lightness between black and white in which a color is sought."""


def passes(color: str, others: Sequence[tuple[str, float]]) -> bool:
    """If a color has with each of the others the contrast that is given beside that one."""
    return all(contrast(color, other) >= least for other, least in others)


def nearest(color: str, others: Sequence[tuple[str, float]]) -> str:
    """The color of the same hue and the most similar lightness that has the contrast to each of the others; empty if there is none."""
    if passes(color, others):
        return color
    lightness, chroma, hue = oklch(color)
    for step in range(1, _STEPS + 1):
        for way in (step / _STEPS, -step / _STEPS):
            if 0 <= lightness + way <= 1:
                found = from_oklch(lightness + way, chroma, hue)
                if passes(found, others):
                    return found
    return next((end for end in ("#000000", "#ffffff") if passes(end, others)), "")


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
