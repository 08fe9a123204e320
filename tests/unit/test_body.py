import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edblog.outputs.body import absolutize, resolve
from edblog.views import Body

BODY = Body(
    digest=b"",
    urls=(
        "/stories/posts/jar/",
        "/stories/posts/jar/jar.svg",
        "#top",
        '/find?a=1&b="2"',
        "/stories/film.mp4",
    ),
    pictures=((0, 0), (640, 480), (0, 0), (0, 0), (0, 0)),
)
PAGE = "https://district.example/stories/posts/jar/"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="edblog:0">The jar</a>', '<a href="/stories/posts/jar/">The jar</a>'),
        ('<a class="x" href="edblog:2" rel="y">Up</a>', '<a class="x" href="#top" rel="y">Up</a>'),
        ('<a href="edblog:3">Find</a>', '<a href="/find?a=1&amp;b=&quot;2&quot;">Find</a>'),
        ('<video src="edblog:4"></video>', '<video src="/stories/film.mp4"></video>'),
        (
            '<p><img alt="a > b" src="edblog:1"></p>',
            (
                '<p><img alt="a > b" src="/stories/posts/jar/jar.svg" width="640" height="480" loading="lazy" '
                'decoding="async"></p>'
            ),
        ),
        ('<a href="edblog:1">Whole picture</a>', '<a href="/stories/posts/jar/jar.svg">Whole picture</a>'),
    ],
)
def test_placeholders_become_addresses(html, expected):
    assert resolve(html, BODY) == expected


@pytest.mark.parametrize(
    "html",
    [
        'write href="edblog:0" and see',
        '<code> href="edblog:0"</code>',
        '<a href="https://a.example/" title=" href=edblog:0">x</a>',
        '<img alt=" src=&quot;edblog:1&quot;" data-src="edblog:1">',
        '<a href="edblog:5">no such reference</a>',
        '<a href="edblog:0x">x</a>',
        "",
    ],
)
def test_everything_else_stays_as_it_is(html):
    assert resolve(html, BODY) == html


def test_addresses_can_be_joined_with_that_of_the_page():
    assert resolve('<a href="edblog:2">Up</a> <a href="edblog:0">Jar</a>', BODY, PAGE) == (
        f'<a href="{PAGE}#top">Up</a> <a href="{PAGE}">Jar</a>'
    )


def test_a_body_without_sizes_of_pictures_is_resolved():
    assert resolve('<img src="edblog:0">', Body(b"", ("/a.png",))) == '<img src="/a.png">'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="#part">Part</a>', f'<a href="{PAGE}#part">Part</a>'),
        ('<a href="/a?b&amp;c">A</a>', '<a href="https://district.example/a?b&amp;c">A</a>'),
        ('<img alt="" src="/a.png">', '<img alt="" src="https://district.example/a.png">'),
        ('<img src="//cdn.example/a.png">', '<img src="https://cdn.example/a.png">'),
        ('<a href="https://a.example/#x">A</a>', '<a href="https://a.example/#x">A</a>'),
        ('<a href="mailto:a@b.example">A</a>', '<a href="mailto:a@b.example">A</a>'),
        ('<code> href="#part"</code>', '<code> href="#part"</code>'),
    ],
)
def test_a_text_for_a_feed_has_absolute_addresses(html, expected):
    assert absolutize(html, PAGE) == expected


@settings(deadline=None)
@given(st.text())
def test_text_is_never_touched(text):
    html = text.replace("<", "&lt;")

    assert resolve(html, BODY) == html
    assert absolutize(f"<p>{html}</p>", PAGE) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    "piece", ['<a href="edblog:0">', '="', "<", ">", ' href="', 'src="edblog:', '<a b="c"']
)
def test_time_grows_with_the_length_only(piece):
    started = time.perf_counter()
    resolve(piece * 50_000, BODY)
    absolutize(piece * 50_000, PAGE)

    assert time.perf_counter() - started < 2
