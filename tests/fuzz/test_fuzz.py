"""A short run of the fuzzer, and everything that a long one has found."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FINDS = HERE / "finds"
SEED = 41


@pytest.fixture(scope="module", autouse=True)
def importable():
    """The parts of the fuzzer are no package: they import each other by name."""
    sys.path.insert(0, str(HERE))
    yield
    sys.path.remove(str(HERE))


@pytest.mark.parametrize("part", range(4))
def test_whatever_arrives_is_built_or_refused_with_a_place(part):
    from inputs import make
    from oracle import check

    outcomes = {
        check(make(SEED, number), thoroughly=number % 25 == 0)
        for number in range(part * 250, part * 250 + 250)
    }

    assert outcomes == {"built", "refused"}


@pytest.mark.parametrize("path", sorted(path.relative_to(FINDS).as_posix() for path in FINDS.rglob("*.*")))
def test_what_was_found_once_stays_mended(path):
    from inputs import Input
    from oracle import check

    assert check(Input(path, (FINDS / path).read_bytes())) in ("built", "refused")


def test_an_input_is_told_by_two_numbers():
    from inputs import make

    assert make(1, 2) == make(1, 2)
    assert len({make(1, number) for number in range(200)}) > 190
    assert {make(1, number).path.split("/")[-2:][0] for number in range(200)} >= {
        "posts",
        "pages",
        "authors",
        "credentials",
        "edblog.toml",
    }


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ("<p onclick=x>a</p>", "onclick= on <p>"),
        ("<script>x</script>", "<script> in a text"),
        ('<a href="java\tscript:x">a</a>', 'href="java\tscript:x" on <a>'),
        ('<p id="eb-main">a</p>', 'id="eb-main" in a text'),
        ('<a href="&#106;avascript:x">a</a>', 'href="javascript:x" on <a>'),
        ("<svg><a xlink:href=javascript:x></a></svg>", "<svg> in a text"),
        ("<p>a\x01</p>", "a control character in a text"),
        ("<p><math alttext='x'><mi>x</mi></math></p>", "<math> in a text"),
    ],
)
def test_the_fuzzer_sees_what_must_not_be_there(html, what):
    from oracle import _safe_fragment

    with pytest.raises(AssertionError, match="^" + what.replace("(", r"\(")):
        _safe_fragment(html)


def test_the_fuzzer_knows_the_formulas_of_a_text():
    from inputs import Input
    from oracle import _safe_fragment, check

    text = "---\ntitle: A\ndate: 2026-01-01\nauthor: rosa\n---\n$x_1$ and\n\n$$\nx < y\n$$\n\n<math><mi>x</mi></math>\n"
    formula = '<math alttext="x">{}</math>'

    assert check(Input("content/posts/a.md", text.encode())) == "built"
    _safe_fragment(formula.format("<mi>x</mi>"), "$x$")
    with pytest.raises(AssertionError, match="<math> in a text"):
        _safe_fragment(formula.format("<mn>1</mn>") * 3, "$x$")
    with pytest.raises(AssertionError, match="<annotation-xml> in a formula"):
        _safe_fragment(formula.format("<annotation-xml>x</annotation-xml>"), "$x$")
    with pytest.raises(AssertionError, match="an attribute in a formula"):
        _safe_fragment(formula.format("<mi href='https://a.example'>x</mi>"), "$x$")
