"""What was found to slip through once."""

from __future__ import annotations

import html
import re

import pytest

from edblog.services.ids import anchor, is_reserved_id
from edblog.sources.markdown.rendering import render_text
from edblog.sources.markdown.sanitize import Pointer, Sanitized, Sanitizer, without_control_characters


def clean(text):
    return Sanitizer().clean(text)


@pytest.mark.parametrize(
    "address",
    [
        " //evil.example/x.png",
        "\t//evil.example/x.png",
        "/\t/evil.example/x.png",
        "\x01//evil.example/x.png",
        "\n/\r/evil.example/x.png",
    ],
)
def test_a_picture_is_never_fetched_from_another_host(address):
    """A space before the slashes made an address of the site of it."""
    expected = '<a href="https://evil.example/x.png">x</a>'

    assert clean(f'<img src="{address}" alt="x">') == Sanitized(expected, [], ["//evil.example/x.png"])


@pytest.mark.parametrize(
    "address", ["/\\evil.example/x", "\\/evil.example/x", "\\\\evil.example/x", "///evil.example/x"]
)
def test_so_is_one_that_browsers_read_as_another_host(address):
    assert clean(f'<img src="{address}" alt="x">').html == '<a href="https://evil.example/x">x</a>'


class Unescaping:
    """nh3 as it was before 0.3.1: signs of HTML in attributes are left as they are."""

    def __init__(self, cleaner):
        self.cleaner = cleaner

    def clean(self, text):
        bare = lambda found: found[0].replace("&lt;", "<").replace("&gt;", ">")  # noqa: E731
        return re.sub('="[^"]*"', bare, self.cleaner.clean(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '<img alt="a><script>alert(1)</script>" src="http://e.example/x.png">',
            '<a href="http://e.example/x.png">a&gt;&lt;script&gt;alert(1)&lt;/script&gt;</a>',
        ),
        (
            '<a href="//x.example"><img src="https://e.example/x" alt="</a><script>"></a>',
            '<a href="https://x.example">&lt;/a&gt;&lt;script&gt;</a>',
        ),
        ('<img alt="a><b onclick=x>">', ""),
        (
            '<p title="<img src=x><a>">x</p><img src="//e.example" alt="y">',
            '<p title="<img src=x><a>">x</p><a href="https://e.example">y</a>',
        ),
    ],
)
def test_signs_of_html_in_an_attribute_stay_there_with_any_nh3(text, expected):
    sanitizer = Sanitizer()
    sanitizer._cleaner = Unescaping(sanitizer._cleaner)

    assert sanitizer.clean(text).html == expected
    assert html.unescape(clean(text).html) == html.unescape(expected)


@pytest.mark.parametrize(
    "name",
    [
        "e&#1;b-main",
        "&#xfffe;eb-main",
        "e&#xffff;b-main",
        "mod&#x7f;ule",
        "&#x7f;giscus",
        "isso&#2;-thread",
        "disqus&#x1b;_thread",
    ],
)
def test_what_is_taken_out_in_the_end_does_not_hide_an_id(name):
    assert "id=" not in without_control_characters(clean(f'<h2 id="{name}">x</h2>').html)


@pytest.mark.parametrize(
    "name",
    [
        "eb-main",
        "EB-main",
        "edblog-problems",
        "disqus_thread",
        "DISQUS",
        "isso-thread",
        "isso-12",
        "giscus",
        "remark42",
        "Remark42__comment-1",
        "comentario-0a1b2c3d-4e5f-6789-abcd-ef0123456789",
        "module",
        "exports",
        "LiveReloadOptions",
    ],
)
def test_ids_that_scripts_look_for_are_not_to_be_had(name):
    assert clean(f'<p id="{name}">x</p>').html == "<p>x</p>"
    assert is_reserved_id(name)
    assert not is_reserved_id(anchor(name))


@pytest.mark.parametrize(
    "name",
    [
        "isso-mudou",
        "comentario",
        "comentario-sobre-la-lectura",
        "remark42-at-our-school",
        "modules",
        "location",
        "history",
        "constructor",
        "__proto__",
        "top",
        "fn:1",
    ],
)
def test_ids_that_headings_have_are(name):
    """None of these hides anything: a property of the window goes before an element's id."""
    assert clean(f'<p id="{name}">x</p>').html == f'<p id="{name}">x</p>'


def test_a_link_into_the_site_stays_a_placeholder():
    assert clean('<a href=" other.md ">x</a>') == Sanitized(
        '<a href="edblog:0">x</a>', [Pointer("other.md", "link")], []
    )


@pytest.mark.parametrize(
    "address",
    [
        "java&#2;script:alert(1)",
        "&#127;javascript:alert(1)",
        "javascript&#x1f;:alert(1)",
        "da&#xfffe;ta:text/html,x",
        "vb&#8;script:x",
    ],
)
@pytest.mark.parametrize(
    "tag",
    [
        '<img src="{}" alt="x">',
        '<a href="{}">x</a>',
        '<blockquote cite="{}">x</blockquote>',
        "![x]({})",
        "[x]({})",
        "<{}>",
        "[x]\n\n[x]: {}",
        "![x][y]\n\n[y]: {}",
    ],
)
def test_what_is_taken_out_in_the_end_does_not_hide_a_scheme(tag, address):
    text, cleaned, _ = render_text("content/posts/jar.md", tag.format(address), 1)
    held = html.unescape(cleaned).lower()

    assert "script:" not in "".join(re.findall(r'(?:href|src|cite)="[^"]*"', held))
    assert "data:" not in "".join(re.findall(r'(?:href|src|cite)="[^"]*"', held))
    assert not any(":" in reference.target for reference in text.references)
