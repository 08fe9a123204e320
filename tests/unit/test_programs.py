"""What the site has for other programs: llms.txt, and each story as Markdown."""

from __future__ import annotations

import frontmatter
import pytest
from tests.conftest import CONFIG, post

from edblog.pipeline.headers import server_headers
from edblog.settings import programs, read_config

ON = f"{CONFIG}\n[programs]\nllms_txt = true\nmarkdown = true\n"
BODY = """\
We *read* them all, see [the other](two.md) and [a page](https://other.example/a).[^1]

![A jar](jar.svg)

## Piles

1. Some
2. Others

| a | b |
|---|---|
| 1 | 2 |

https://www.youtube.com/watch?v=dQw4w9WgXcQ

<!-- Nobody outside may read this. -->

[^1]: Thirty slips.
"""
FILES = {
    "edblog.toml": ON,
    "content/credentials/talk.md": "---\nname: Talk [now]\nissuer: NEA\n---\nSpeak \\*up\\*.\n",
    "content/posts/jar.md": post(
        "The *jar*", "2026-01-28", BODY, credentials="[talk]", privacy_ok="[Ana]", feed_id="old-7"
    ),
    "content/posts/jar.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="8"/>',
    "content/posts/two.md": post("Two drafts", "2026-01-30"),
    "content/posts/draft.md": post("Not yet", "2026-01-31", draft="true"),
    "content/posts/later.md": post("Later", "2027-01-31"),
    "content/pages/about.md": "---\ntitle: About\nsummary: Who we are.\n---\nUs.\n",
}


@pytest.fixture
def site(make_site):
    return make_site(FILES)


def test_neither_is_there_unless_the_settings_ask(make_site):
    site = make_site({**FILES, "edblog.toml": CONFIG})

    site.build()

    assert not any(path == "llms.txt" or path.endswith(".md") for path in site.outputs())
    assert "text/markdown" not in site.output("posts/jar/index.html") + site.output("_headers")


def test_the_overview_has_the_parts_of_its_format(site):
    site.build()

    assert (
        site.output("llms.txt")
        == """\
# Stories

## Stories

- [Two drafts](https://district.example/stories/posts/two/index.md): It filled up.
- [The \\*jar\\*](https://district.example/stories/posts/jar/index.md): We read them all, see the other and a page.

## Micro-credentials

- [Talk \\[now\\]](https://district.example/stories/credentials/talk/): Speak \\*up\\*.

## Pages

- [About](https://district.example/stories/about/): Who we are.

## Optional

- [Stories](https://district.example/stories/posts/)
- [Micro-credentials](https://district.example/stories/credentials/)
- [Educators](https://district.example/stories/authors/)
- [Follow](https://district.example/stories/follow/)
- [Stories (RSS)](https://district.example/stories/rss.xml)
- [Stories (Atom)](https://district.example/stories/atom.xml)
"""
    )


def test_a_file_of_the_district_takes_its_place(site):
    site.write("static/llms.txt", "# Ours\n")

    assert [p.code for p in site.build().problems if p.path == "static/llms.txt"] == []
    assert site.output("llms.txt") == "# Ours\n"


def test_a_story_as_markdown_has_what_is_public_and_nothing_else(site):
    site.build()
    text = site.output("posts/jar/index.md")

    assert frontmatter.loads(text).metadata == {
        "title": "The *jar*",
        "url": "https://district.example/stories/posts/jar/",
        "date": "2026-01-28T00:00:00-06:00",
        "lang": "en",
        "authors": ["Rosa Okafor"],
        "credentials": ["Talk [now]"],
        "summary": "We read them all, see the other and a page.",
    }
    start, _, notes = frontmatter.loads(text).content.partition("\n\n---\n\n")
    assert (
        start
        == """\
# The \\*jar\\*

We *read* them all, see [the other](https://district.example/stories/posts/two/) and [a page](https://other.example/a).[1](https://district.example/stories/posts/jar/#fn:1)

![A jar](https://district.example/stories/media/posts/jar.svg)

## Piles

1. Some
2. Others

| a | b |
| --- | --- |
| 1 | 2 |

[Video on YouTube](https://www.youtube.com/watch?v=dQw4w9WgXcQ)"""
    )
    assert "slips" in notes
    assert not any(word in text for word in ("Nobody outside", "Ana", "old-7", "privacy_ok", "<"))
    assert '<link rel="alternate" type="text/markdown" href="/stories/posts/jar/index.md">' in site.output(
        "posts/jar/index.html"
    )


def test_a_draft_has_no_markdown(site):
    site.build(drafts=True, future=True)

    assert "posts/draft/index.html" in site.outputs()
    assert "posts/draft/index.md" not in site.outputs()
    assert "text/markdown" not in site.output("posts/draft/index.html")
    assert "posts/later/index.md" in site.outputs()


def test_servers_are_told_what_it_is_and_search_engines_to_leave_it_out(site):
    site.build()

    assert "/stories/*.md\n  X-Robots-Tag: noindex\n" in site.output("_headers")
    assert 'Content-Type "text/markdown; charset=utf-8"' in server_headers(site.folder, "caddy")


@pytest.mark.parametrize(
    "edit",
    [
        ("jar", "The jar", "2026-01-28", "Another text."),
        ("two", "Three drafts", "2026-01-30", "It filled up again."),
        ("new", "New", "2026-02-01", "A new one."),
    ],
)
def test_an_edit_changes_what_a_build_from_nothing_would(make_site, site, edit):
    site.build()
    site.post(*edit)

    site.build()

    fresh = make_site(site.sources(), bare=True)
    fresh.build()
    assert site.outputs() == fresh.outputs()


def test_without_the_library_the_message_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(programs, "find_spec", lambda _name: None)

    _, problems = read_config(ON)

    assert [(p.code, p.key, p.message, p.help) for p in problems if p.severity == "error"] == [
        (
            "config-value",
            ("programs", "markdown"),
            "to write stories as Markdown, edblog needs one more library",
            'run: pip install "edblog[import]"; where requirements.txt names the file of edblog, write [import] behind that name, too',
        )
    ]
