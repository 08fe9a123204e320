"""What is too large, or too many: each limit with the figure found, and what to do."""

from __future__ import annotations

import tracemalloc
from io import BytesIO

import pytest
from PIL import Image

from edblog.kinds import KINDS
from edblog.problems import MOST, EdblogError, Problem, bounded
from edblog.settings import Limits, read_config
from edblog.sources.limits import expanded_length
from edblog.sources.markdown.rendering import render_text
from edblog.sources.read import read
from edblog.sources.reading import ReadSettings

CONFIG = 'title = "Stories"\nbase_url = "https://district.example/"\n[limits]\n'
STORY = "---\ntitle: The jar\ndate: 2026-01-02\nauthor: rosa\n---\n"


def limited(make_site, limit, files):
    return make_site({"edblog.toml": f"{CONFIG}{limit}\n", **files})


def told(site):
    return [f"{p.path}:{p.line}:{p.column} {p.code}: {p.message}" for p in site.build().problems]


def picture(width, height):
    data = BytesIO()
    Image.new("L", (width, height)).save(data, "PNG")
    return data.getvalue()


def test_a_text_of_too_many_bytes(make_site):
    files = {"content/posts/jar.md": STORY + "a" * 2_000}

    assert told(limited(make_site, "text_kb = 2", files)) == [
        "content/posts/jar.md:1:1 file-too-large: this text is too large: it has 2 kB, and the limit is 2 kB"
    ]
    assert told(limited(make_site, "text_kb = 3", files)) == []


def test_front_matter_of_too_many_characters(make_site):
    files = {"content/posts/jar.md": STORY.replace("---\nt", f"---\n# {'a' * 1_500}\nt") + "It filled up.\n"}

    assert told(limited(make_site, "front_matter_kb = 1", files)) == [
        "content/posts/jar.md:1:1 front-matter-too-large: the front matter has 1,552 characters; at most 1,000 are allowed"
    ]
    assert told(limited(make_site, "front_matter_kb = 2", files)) == []


def test_a_picture_of_too_many_pixels_or_bytes(make_site):
    files = {
        "content/posts/jar.md": STORY + "![A jar](jar.png)\n",
        "content/posts/jar.png": picture(1_100, 1_000),
    }

    assert told(limited(make_site, "megapixels = 1", files)) == [
        "content/posts/jar.png:1:1 picture-too-large: this picture has 2 megapixels, and the limit is 1"
    ]
    assert told(limited(make_site, "megapixels = 2", files)) == []
    heavy = {**files, "content/posts/jar.png": files["content/posts/jar.png"] + b"\0" * 1_000_000}
    assert told(limited(make_site, "file_mb = 1", heavy)) == [
        "content/posts/jar.png:1:1 file-too-large: this file is too large: it has 1.0 MB, and the limit is 1 MB for a file"
    ]


def test_a_file_of_the_data_of_too_many_bytes(make_site):
    files = {"data/links.md": b"a" * 1_000_001}

    assert told(limited(make_site, "file_mb = 1", files)) == [
        "data/links.md:1:1 file-too-large: this file is too large: it has 1.0 MB, and the limit is 1 MB for a file"
    ]


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("files = 2", "there are 3 files here, and the limit is 2"),
        ("total_mb = 1", "the files here add up to 1 MB, and the limit is 1 MB"),
    ],
)
def test_a_site_of_too_many_files_or_bytes_is_refused_before_anything_is_read(make_site, limit, message):
    files = {"content/posts/jar.md": STORY + "It filled up.\n", "content/posts/notes.txt": "a" * 1_100_000}
    site = limited(make_site, limit, files)

    with pytest.raises(EdblogError) as caught:
        site.build()

    assert [(p.path, p.line, p.column, p.code, p.message) for p in caught.value.problems] == [
        ("content", 1, 1, "site-too-large", message)
    ]
    assert site.outputs() == {}


def test_limits_that_are_none():
    config, problems = read_config(f"{CONFIG}seconds = 0\nmegapixels = 200\ntext = 5\n")

    assert config is None
    assert [p.message for p in problems] == [
        'there is no setting "limits.text"',
        '"seconds" must be a whole number from 1 to 60, not 0',
        '"megapixels" must be a whole number from 1 to 89, not 200',
    ]


def test_a_list_of_too_many_entries():
    topics = ", ".join(f"t{n}" for n in range(101))
    reading = read(
        "content/posts/jar.md",
        f"{STORY[:-4]}topics: [{topics}]\n---\nWords.\n".encode(),
        ReadSettings("UTC", "en"),
        KINDS,
    )

    assert [(p.line, p.column, p.code, p.message) for p in dict.fromkeys(reading.problems)] == [
        (5, 9, "too-long", 'this "topics" has 101 entries; at most 100 are allowed')
    ]
    assert len(reading.record.topics) == 100


def test_a_text_that_becomes_a_page_of_many_megabytes():
    body = "*[A]: " + "x" * 1_000 + "\n\n" + "A " * 6_000

    text, html, problems = render_text("content/posts/a.md", body, 7)

    assert (text, html) == (None, "")
    assert [(p.code, p.line, p.message[:31]) for p in problems] == [
        ("text-too-complex", 7, "this text becomes a page of 6.0")
    ]
    assert Limits().seconds == 2


def test_very_many_problems_of_one_kind_are_counted():
    many = [Problem("a.md", "warning", "x", f"no {n}", line=n) for n in range(1, 9_000)]
    few = [Problem("a.md", "error", "y", "no", line=3)]

    kept = bounded([*many, *few])

    assert kept[:MOST] == many[:MOST]
    assert kept[MOST:] == [
        *few,
        Problem("a.md", "warning", "x", "and 8,949 more of these in this file", line=51),
    ]
    assert bounded(many[: MOST + 1]) == many[: MOST + 1]


def test_a_text_may_go_as_deep_from_wherever_it_is_read():
    body = "> " * 120 + "a"

    def deeper(levels):
        return deeper(levels - 1) if levels else render_text("content/posts/a.md", body, 1)

    assert deeper(0) == deeper(150)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Words, and [a link](https://a.example/).", 0),
        ("*[PD]: Professional development\n\nPD and PD.", 3 * len(" Professional development")),
        ('> [Q]: https://a.example/ "A title"\n\n[q] and [it][Q].', 3 * len(' https://a.example/ "A title"')),
        ("[a\nb]: https://a.example/\n\n[A  b]", 2 * len(" https://a.example/")),
    ],
)
def test_what_definitions_become(text, expected):
    assert expanded_length(text) == expected


@pytest.mark.parametrize(
    "definition",
    [
        "*[QQ]: {}",
        "[QQ]: https://a.example/ '{}'",
        "- [QQ]: https://a.example/{}",
        "[QQ]:\nhttps://a.example/\n'{}'",
    ],
)
def test_a_text_that_would_become_a_page_without_end_is_refused_before_it_does(definition):
    body = definition.format("t" * 300_000) + "\n\n" + "[QQ] " * 20_000
    tracemalloc.start()
    text, html, [problem] = render_text("content/posts/jar.md", body, 6)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (text, html, problem.code) == (None, "", "text-too-complex")
    assert peak < 20_000_000
