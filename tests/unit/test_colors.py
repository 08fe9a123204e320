"""Colors of the district: which may be set, what is readable, and what dark pages get."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import CONFIG, post

from edblog.outputs.templates.colors import from_oklch, nearest, oklch
from edblog.outputs.templates.theme_card import contrast

COLORS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        # From CSS Color 4, and from the author of OKLab.
        ("#ff0000", (0.628, 0.258, 29.23)),
        ("#00ff00", (0.866, 0.295, 142.5)),
        ("#0000ff", (0.452, 0.313, 264.05)),
        ("#ffffff", (1.0, 0.0, None)),
    ],
)
def test_published_values_of_oklch(color, expected):
    lightness, chroma, hue = oklch(color)

    assert (lightness, chroma) == (pytest.approx(expected[0], abs=1e-3), pytest.approx(expected[1], abs=1e-3))
    assert expected[2] is None or math.degrees(hue) % 360 == pytest.approx(expected[2], abs=0.1)


@settings(deadline=None)
@given(COLORS)
def test_a_color_is_the_same_there_and_back(color):
    assert from_oklch(*oklch(color)) == color


@settings(deadline=None, max_examples=30)
@given(COLORS, st.lists(COLORS, min_size=1, max_size=3), st.sampled_from([3.0, 4.5]))
def test_the_nearest_color_passes(color, grounds, least):
    found = nearest(color, grounds, least)

    assert all(contrast(found, ground) >= least for ground in grounds) if found else len(grounds) > 1
    if all(contrast(color, ground) >= least for ground in grounds):
        assert found == color


def test_the_nearest_keeps_the_hue():
    assert nearest("#f2a81d", ["#ffffff"], 4.5) == "#a06c00"


def sheet(make_site, colors: str) -> str:
    site = make_site({"edblog.toml": f"{CONFIG}\n{colors}", "content/posts/jar.md": post()})
    assert site.build().problems == ()
    html = site.output("posts/jar/index.html")
    [url] = re.findall(r'href="/stories/assets/own-colors\.css\?v=([0-9a-f]{8})"', html)
    assert html.index("marigold.css") < html.index("own-colors.css")
    assert url
    return site.output("assets/own-colors.css")


def test_a_site_has_the_colors_of_its_settings(make_site):
    styles = sheet(make_site, '[colors]\nbrand = "#0A4FB0"\naccent = "#2f7df6"\n')

    assert styles == (
        "@media screen { :root { --gold-ink: #0a4fb0; --seed: #0a4fb0; --gold: #2f7df6; } }\n"
        "@media screen and (prefers-color-scheme: dark) "
        "{ :root { --gold-ink: #5899ff; --seed: #5899ff; --gold: #2f7df6; } }\n"
    )


def test_dark_pages_have_grounds_in_the_same_hue_and_words_that_can_be_read(make_site):
    styles = sheet(make_site, '[colors]\nbackground = "#f6f8fc"\n\n[dark_colors]\nbrand = "#9cc4ff"\n')

    dark = dict(re.findall(r"--([\w-]+): (#\w+);", styles.partition("dark")[2]))
    assert dark["gold-ink"] == "#9cc4ff"
    lightness, _, hue = oklch(dark["paper"])
    assert lightness == pytest.approx(oklch("#191510")[0], abs=0.01)
    assert math.degrees(hue) % 360 == pytest.approx(math.degrees(oklch("#f6f8fc")[2]) % 360, abs=20)


def test_a_site_without_colors_has_no_such_sheet(make_site):
    site = make_site({})
    site.build()

    assert not any(path.endswith("own-colors.css") for path in site.outputs())


@pytest.mark.parametrize("name_of_theme", ["marigold", "civic"])
def test_the_theme_says_which_colors_it_has_and_they_are_readable(name_of_theme):
    """What theme.toml says is what the style sheet has, and all pairs pass."""
    from pathlib import Path

    from edblog.outputs.templates.theme import load_theme
    from edblog.pipeline import bundled_themes

    theme, problems = load_theme(name_of_theme, Path("/nowhere"), bundled_themes())
    assert theme is not None
    assert problems == []
    css = (bundled_themes() / f"{name_of_theme}/static/{name_of_theme}.css").read_text()
    light, dark = css.partition("prefers-color-scheme: dark")[::2]
    for name, color in theme.colors.items():
        for found in color.properties:
            for part, value in ((light, color.light), (dark, color.dark)):
                [written] = re.findall(rf"--{found}: (#\w+);", part.partition("@media print")[0])[:1]
                written = written if len(written) == 7 else "#" + "".join(2 * c for c in written[1:])
                assert (name, found, written) == (name, found, value) or found == "seed"
        for ground in color.on:
            assert contrast(color.light, theme.colors[ground].light) >= color.contrast
            assert contrast(color.dark, theme.colors[ground].dark) >= color.contrast


@pytest.mark.parametrize(
    "entry",
    ['"#fff"', '{ light = "#ffffff", dark = "#000000" }', '{ properties = ["a"], light = "red", dark = "#000000" }',
     '{ properties = ["a b"], light = "#ffffff", dark = "#000000" }', '{ properties = ["a"], light = "#ffffff", dark = "#000000", on = ["sky"] }'],
)  # fmt: skip
def test_a_mistake_in_the_theme_has_its_place(make_site, entry):
    toml = f'extends = "marigold"\n\n[colors]\nlink = {entry}\n'
    site = make_site({"edblog.toml": CONFIG + 'theme = "own"\n', "themes/own/theme.toml": toml})
    problem = next(each for each in site.build().problems if each.path.startswith("themes"))

    assert (problem.code, problem.path, problem.line) == ("theme-value", "themes/own/theme.toml", 4)
    assert problem.message.startswith('"link" must have properties')
