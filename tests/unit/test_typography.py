"""Typographic quotes in pieces of a document; `tests/cases/markdown/typography.md` has what they look like in texts."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring, tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edblog.sources.markdown.rendering import render_text
from edblog.sources.markdown.typography import typeset_tree


def educated(html):
    root = fromstring(f"<div>{html}</div>")
    typeset_tree(root)
    return tostring(root, encoding="unicode")[5:-6]


@pytest.mark.parametrize(
    ("plain", "set_"),
    [
        ('"a"', "“a”"),
        ("'a'", "‘a’"),
        ("\"'a' b\"", "“‘a’ b”"),
        ("don't", "don’t"),
        ("'90s", "’90s"),
        ("'2026 was it'", "‘2026 was it’"),
        ("a -- b --- c...", "a – b — c…"),
        ('<em>"a"</em> "b"', "<em>“a”</em> “b”"),
        ('a <code>"b"</code>"', 'a <code>"b"</code>”'),
        ('<p>a</p><p>"b"</p>', "<p>a</p><p>“b”</p>"),
        ('a<br />"b"', "a<br />“b”"),
        ('("a")', "(“a”)"),
        ('a—"b"', "a—“b”"),
        ('¿"a"?', "¿“a”?"),
        ('"', "“"),
        ("", ""),
        ("'Twas loud, and 'tis loud still.", "’Twas loud, and ’tis loud still."),
        ("Give 'em a drum 'til noon. 'Til then!", "Give ’em a drum ’til noon. ’Til then!"),
        ("rock 'n' roll, Pick 'n Save, Rock 'N' Roll", "rock ’n’ roll, Pick ’n Save, Rock ’N’ Roll"),
        ("<em>rock</em> 'n' roll", "<em>rock</em> ’n’ roll"),
        ("the letter 'n' is, an 'n' too", "the letter ‘n’ is, an ‘n’ too"),
        ("'cause they'll use it. 'We like it.'", "’cause they’ll use it. ‘We like it.’"),
        ("the 'cause of it' is", "the ‘cause of it’ is"),
        ("'round the corner 'bout noon", "’round the corner ’bout noon"),
        ("'Emma' said 'tilt'", "‘Emma’ said ‘tilt’"),
        ("an 'em dash' here", "an ‘em dash’ here"),
        ("tell 'er and 'im; the 'er' sound", "tell ’er and ’im; the ‘er’ sound"),
        ("<a>JavaScript</a>'s Road Trippin'", "<a>JavaScript</a>’s Road Trippin’"),
        ("My 6'2\" colleague, 6' 2\", 5'9.5\" and 5'10", "My 6′2″ colleague, 6′ 2″, 5′9.5″ and 5′10"),
        ('8.5" x 11" paper, 2" × 4" x 8\' wood', "8.5″ x 11″ paper, 2″ × 4″ x 8′ wood"),
        ("40°26'46\"N and 40° 26.5'", "40°26′46″N and 40° 26.5′"),
        ("1'000 and the 1990's", "1’000 and the 1990’s"),
        (
            "https://a.org/b--c...d/'e and www.a--b.org... So",
            "https://a.org/b--c...d/'e and www.a--b.org… So",
        ),
        ("'https://a.org/x--y' -- 'it'", "‘https://a.org/x--y’ – ‘it’"),
        ('"We met in room 12"', "“We met in room 12”"),
    ],
)
def test_quotes_and_dashes(plain, set_):
    assert educated(plain) == set_


@pytest.mark.parametrize("tag", ["code", "pre", "kbd", "samp"])
def test_code_is_left_alone(tag):
    assert educated(f"<{tag}>\"a\" -- 'b'...</{tag}>") == f"<{tag}>\"a\" -- 'b'...</{tag}>"


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(st.sampled_from(list("ab \"'“”.-(¿"))))
def test_only_quotes_dashes_and_dots_change(text):
    def bare(text):
        return text.translate(str.maketrans("", "", "\"'“”‘’–—…-."))

    set_ = educated(text)

    assert bare(set_) == bare(text)
    assert '"' not in set_
    assert "'" not in set_


def test_a_summary_has_the_same_quotes_as_the_text():
    text, html, _ = render_text("content/posts/a.md", '"It\'s *full*," she said -- `"x"`.', 1)

    assert text.first_paragraph == '“It’s full,” she said – "x".'
    assert html == '<p>“It’s <em>full</em>,” she said – <code>"x"</code>.</p>'
