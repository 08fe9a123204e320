import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edblog.outputs import body as bodies
from edblog.views import NO_PICTURE, Body


def resolve(html, body, sizes):
    return bodies.resolve(html, body, sizes).html


SIZES = "(min-width: 40rem) 38rem, 100vw"
BODY = Body(
    digest=b"",
    urls=(
        "/stories/posts/jar/",
        "/stories/posts/jar/jar.svg",
        "#top",
        '/find?a=1&b="2"',
        "/stories/a.jpg",
    ),
    pictures=(
        NO_PICTURE,
        (640, 480, ""),
        NO_PICTURE,
        NO_PICTURE,
        (800, 600, "/a-480.jpg 480w, /a.jpg?b&c 800w"),
    ),
)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="edblog:0">The jar</a>', '<a href="/stories/posts/jar/">The jar</a>'),
        ('<a class="x" href="edblog:2" rel="y">Up</a>', '<a class="x" href="#top" rel="y">Up</a>'),
        ('<a href="edblog:3">Find</a>', '<a href="/find?a=1&amp;b=&quot;2&quot;">Find</a>'),
        ('<video src="edblog:3"></video>', '<video src="/find?a=1&amp;b=&quot;2&quot;"></video>'),
        (
            '<img alt="A jar" src="edblog:4">',
            (
                '<img alt="A jar" src="/stories/a.jpg" srcset="/a-480.jpg 480w, /a.jpg?b&amp;c 800w" '
                'sizes="(min-width: 40rem) 38rem, 100vw" width="800" height="600" decoding="async">'
            ),
        ),
        (
            '<p><img alt="a > b" src="edblog:1"></p>',
            (
                '<p><img alt="a > b" src="/stories/posts/jar/jar.svg" width="640" height="480" '
                'decoding="async"></p>'
            ),
        ),
        ('<a href="edblog:1">Whole picture</a>', '<a href="/stories/posts/jar/jar.svg">Whole picture</a>'),
    ],
)
def test_placeholders_become_addresses(html, expected):
    assert resolve(html, BODY, SIZES) == expected


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
    assert resolve(html, BODY, SIZES) == html


def test_a_body_without_sizes_of_pictures_is_resolved():
    assert resolve('<img src="edblog:0">', Body(b"", ("/a.png",)), SIZES) == '<img src="/a.png">'


@settings(deadline=None)
@given(st.text())
def test_text_is_never_touched(text):
    html = text.replace("<", "&lt;")

    assert resolve(html, BODY, SIZES) == html


@pytest.mark.parametrize(
    "piece", ['<a href="edblog:0">', '="', "<", ">", ' href="', 'src="edblog:', '<a b="c"']
)
def test_a_long_text_of_one_piece_is_resolved(piece):
    expected = piece.replace("edblog:0", BODY.urls[0])

    assert resolve(piece * 50_000, BODY, SIZES) == expected * 50_000
