"""Colors of the district: which may be set, what is readable, and what dark pages get."""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import CONFIG, post

from edblog.model import Theme
from edblog.outputs.templates.colors import with_colors
from edblog.outputs.templates.oklch import from_oklch, nearest, oklch
from edblog.outputs.templates.theme import load_theme
from edblog.outputs.templates.theme_card import contrast
from edblog.pipeline import bundled_themes
from edblog.problems import Problem
from edblog.settings import Config

COLORS = st.one_of(
    st.integers(0, 0xFFFFFF).map("#{:06x}".format), st.sampled_from(["#000000", "#777777", "#ffffff"])
)
THEMES = ("marigold", "civic")
A_DARK_LOOK = {
    "brand": "#ffcf73",
    "brand_soft": "#222222",
    "background": "#101010",
    "card": "#181818",
    "text": "#ffffff",
    "quiet": "#cccccc",
    "control": "#999999",
}
"""Of these, all that stand on each other can be read, and hardly any beside what marigold has fixed for light pages."""


@cache
def bundled(theme: str) -> Theme:
    found, problems = load_theme(theme, Path("/nowhere"), bundled_themes())
    assert found is not None
    assert problems == []
    return found


def problems_of(theme: str, light: dict[str, str], dark: dict[str, str]) -> list[Problem]:
    config = msgspec.structs.replace(
        Config("Stories", "https://district.example/"), colors=light, dark_colors=dark
    )
    return with_colors(bundled(theme), config)[1]


def followed(
    problems: list[Problem], light: dict[str, str], dark: dict[str, str]
) -> tuple[dict[str, str], ...]:
    """Both tables of the settings after each problem's suggestion has been followed; a problem without one fails the test."""
    tables = {"colors": dict(light), "dark_colors": dict(dark)}
    for problem in problems:
        suggested = dict(re.findall(r'(\w+) = "(#\w{6})"', problem.help))
        assert str(problem.key[1]) in suggested, problem
        tables[str(problem.key[0])] |= suggested
    return tuple(tables.values())


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
@given(COLORS, st.lists(st.tuples(COLORS, st.sampled_from([3.0, 4.5])), min_size=1, max_size=3))
def test_the_nearest_color_passes(color, others):
    found = nearest(color, others)

    assert all(contrast(found, other) >= least for other, least in others) if found else len(others) > 1
    if all(contrast(color, other) >= least for other, least in others):
        assert found == color


def test_the_nearest_keeps_the_hue():
    assert nearest("#f2a81d", [("#ffffff", 4.5)]) == "#a06c00"


def test_each_other_color_asks_for_its_own_contrast():
    # It has 5.4 on white, and 3.9 on black.
    assert nearest("#6a6a6a", [("#ffffff", 4.5), ("#000000", 3.0)]) == "#6a6a6a"
    assert nearest("#6a6a6a", [("#ffffff", 4.5), ("#000000", 5.0)]) == ""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("table", ["colors", "dark_colors"])
@settings(deadline=None, max_examples=4)
@given(st.data())
def test_each_color_alone_has_a_suggestion_that_passes(theme, table, data):
    for name in bundled(theme).colors:
        tables = {"colors": {}, "dark_colors": {}, table: {name: data.draw(COLORS)}}
        problems = problems_of(theme, *tables.values())

        assert len(problems) <= 1
        assert problems_of(theme, *followed(problems, *tables.values())) == []


@pytest.mark.parametrize("theme", THEMES)
@settings(deadline=None, max_examples=12)
@given(st.data())
def test_the_suggestions_for_many_colors_pass_together(theme, data):
    colors = st.dictionaries(st.sampled_from(sorted(bundled(theme).colors)), COLORS)
    light, dark = data.draw(colors), data.draw(colors)

    after = followed(problems_of(theme, light, dark), light, dark)

    assert problems_of(theme, *after) == []


@pytest.mark.parametrize("theme", THEMES)
@settings(deadline=None, max_examples=12)
@given(st.data())
def test_dark_colors_that_edblog_makes_always_pass(theme, data):
    """Whatever the light ones are, no one sees pairs in the dark that do not pass: those are nobody's problem in the settings."""
    used = bundled(theme)
    light = data.draw(st.dictionaries(st.sampled_from(sorted(used.colors)), COLORS, min_size=1))
    config = msgspec.structs.replace(Config("Stories", "https://district.example/"), colors=light)

    styles = with_colors(used, config)[0].color_styles.partition("dark")[2]

    set_ = dict(re.findall(r"--([\w-]+): (#\w+);", styles))
    every = {**used.fixed_colors, **used.colors}
    night = {name: set_.get(color.properties[0], color.dark) for name, color in every.items()}
    for name, color in every.items():
        for ground in color.on:
            assert contrast(night[name], night[ground]) >= color.contrast


def test_a_ground_that_fails_has_the_nearest_that_passes():
    """A control needs 3 on it, and words 4.5: no color at all has 4.5 to both."""
    [problem] = problems_of("marigold", {"background": "#777777"}, {})

    assert problem.help == 'the nearest that passes: background = "#e0e0e0"'


def test_colors_that_the_theme_has_fixed_are_in_the_check():
    problems = problems_of("marigold", A_DARK_LOOK, {})

    assert [(problem.message, problem.help) for problem in problems] == [
        (
            f"{pair} has a contrast of {found}, and words need 4.5 (WCAG 2.1, 1.4.3)",
            f"the nearest that passes: {better}",
        )
        for pair, found, better in [
            (
                '"brand" (#ffcf73) on "red_soft" (#fbe6dc, a fixed color of the theme)',
                "1.21",
                'brand = "#7b5900"',
            ),
            (
                '"blue" (#17577d, a fixed color of the theme) on "brand_soft" (#222222)',
                "2.04",
                'brand_soft = "#d9d9d9"',
            ),
            (
                '"blue" (#17577d, a fixed color of the theme) on "background" (#101010)',
                "2.44",
                'background = "#d9d9d9", control = "#7a7a7a"',
            ),
            (
                '"blue" (#17577d, a fixed color of the theme) on "card" (#181818)',
                "2.28",
                'card = "#d9d9d9", control = "#7a7a7a"',
            ),
            (
                '"text" (#ffffff) on "green_soft" (#e3f1e9, a fixed color of the theme)',
                "1.17",
                'text = "#5f5f5f"',
            ),
            (
                '"quiet" (#cccccc) on "red_soft" (#fbe6dc, a fixed color of the theme)',
                "1.33",
                'quiet = "#5f5f5f"',
            ),
        ]
    ]
    assert problems_of("marigold", *followed(problems, A_DARK_LOOK, {})) == []


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
        "{ :root { --gold-ink: #66a1ff; --seed: #66a1ff; --gold: #2f7df6; } }\n"
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


@pytest.mark.parametrize("theme", THEMES)
def test_the_theme_says_which_colors_it_has_and_they_are_readable(theme):
    """What theme.toml says is what the style sheet has, and all pairs pass."""
    used = bundled(theme)
    css = (bundled_themes() / f"{theme}/static/{theme}.css").read_text()
    light, dark = css.partition("prefers-color-scheme: dark")[::2]
    every = {**used.fixed_colors, **used.colors}
    for name, color in every.items():
        for found in color.properties:
            for part, value in ((light, color.light), (dark, color.dark)):
                [written] = re.findall(rf"--{found}: (#\w+);", part.partition("@media print")[0])[:1]
                written = written if len(written) == 7 else "#" + "".join(2 * c for c in written[1:])
                assert (name, found, written) == (name, found, value) or found == "seed"
        for ground in color.on:
            assert contrast(color.light, every[ground].light) >= color.contrast
            assert contrast(color.dark, every[ground].dark) >= color.contrast


@pytest.mark.parametrize("theme", THEMES)
def test_every_color_of_a_theme_is_in_the_check_or_named_here(theme):
    """A new color of a style sheet must be checked beside those that a district sets, or be no words and no ground of them."""
    folder = bundled_themes()
    css = (folder / f"{theme}/static/{theme}.css").read_text()
    tokens = set(re.findall(r"--([\w-]+): #\w+;", css))
    used = bundled(theme)
    checked = {each for color in {**used.fixed_colors, **used.colors}.values() for each in color.properties}
    assert (
        tokens - checked
        == {
            # Hairlines, the grounds of drawings in their own colors, and what is drawn light in these.
            "marigold": {"line", "leaf-wash", "sky-wash", "clay-wash", "petal"},
            "civic": {"line"},
        }[theme]
    )
    # Whatever color a text of any theme can have is one of these.
    parts = (folder / "common/static/parts.css").read_text()
    defaults = set(re.findall(r"--(eb-[\w-]+): #\w+;", parts))
    of_colors = set(re.findall(r"--(eb-[\w-]+): var\(--(?!text|serif|mono|measure|shade)[\w-]+\)", css))
    assert of_colors == defaults


def test_a_theme_that_extends_another_can_set_what_that_has_fixed_and_fix_what_it_lets_set(make_site):
    own = """extends = "marigold"

[colors]
leaf = { properties = ["leaf"], light = "#1f6b4f", dark = "#8fd6b5", on = ["background"] }
green = { properties = ["leaf"], light = "#1f6b4f", dark = "#8fd6b5", on = ["background"] }

[fixed_colors]
control = { properties = ["edge"], light = "#8d7d69", dark = "#8f7f69", on = ["background"], contrast = 3.0 }
"""
    wrong = 'theme = "own"\n\n[colors]\ngreen = "#ffffff"\nbackground = "#c0c0c0"\ncontrol = "#000000"\n'
    site = make_site({"edblog.toml": CONFIG + wrong, "themes/own/theme.toml": own})

    assert [problem.message for problem in site.build().problems] == [
        'the theme "own" has no color "control" to set'
    ]


@pytest.mark.parametrize(
    "entry",
    ['"#fff"', '{ light = "#ffffff", dark = "#000000" }', '{ properties = ["a"], light = "red", dark = "#000000" }',
     '{ properties = ["a b"], light = "#ffffff", dark = "#000000" }', '{ properties = ["a"], light = "#ffffff", dark = "#000000", on = ["sky"] }'],
)  # fmt: skip
@pytest.mark.parametrize("table", ["colors", "fixed_colors"])
def test_a_mistake_in_the_theme_has_its_place(make_site, entry, table):
    toml = f'extends = "marigold"\n\n[{table}]\nlink = {entry}\n'
    site = make_site({"edblog.toml": CONFIG + 'theme = "own"\n', "themes/own/theme.toml": toml})
    problem = next(each for each in site.build().problems if each.path.startswith("themes"))

    assert (problem.code, problem.path, problem.line) == ("theme-value", "themes/own/theme.toml", 4)
    assert problem.message.startswith('"link" must have properties')
