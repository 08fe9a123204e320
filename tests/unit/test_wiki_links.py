"""A link of a wiki becomes a warning that names the file it means."""

from __future__ import annotations

import pytest
from tests.conftest import post

FILES = {
    "content/posts/2026-01-05-the-long-bridge.md": post("The long bridge", "2026-01-05"),
    "content/posts/jar/index.md": post("The jar"),
    "content/posts/jar/the jar.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
    "content/pages/about.md": "---\ntitle: About us\n---\nWe write.\n",
}


@pytest.mark.parametrize(
    ("link", "form"),
    [
        ("[[The Long Bridge]]", "[The Long Bridge](2026-01-05-the-long-bridge.md)"),
        ("[[the-long-bridge|our bridge]]", "[our bridge](2026-01-05-the-long-bridge.md)"),
        ("[[Jar#What we saw]]", "[Jar](jar/index.md#what-we-saw)"),
        ("[[about]]", "[about](../pages/about.md)"),
        ("[[Rosa]]", "[Rosa](../authors/rosa.md)"),
        ("![[The Jar.svg]]", "![What it shows](<jar/the jar.svg>)"),
        ("[[Nothing here]]", "[Nothing here](<Nothing here.md>)"),
    ],
)
def test_the_file_that_is_there_is_named(make_site, link, form):
    site = make_site({**FILES, "content/posts/a.md": post("A", "2026-01-06", f"See {link} again.")})

    (problem,) = [problem for problem in site.build(dry=True).problems if problem.code == "wiki-link"]

    assert (problem.path, problem.line, problem.help) == ("content/posts/a.md", 6, f"write: {form}")


def test_a_file_that_comes_later_is_named_from_then_on(make_site):
    site = make_site({"content/posts/a.md": post("A", "2026-01-06", "See [[My Jar]].")})
    said = [[problem.help for problem in site.build().problems]]
    site.post("my-jar", "My jar", "2026-01-07")
    said.append([problem.help for problem in site.build().problems])
    site.post("a", "A", "2026-01-06", "See [[My Jar]] again.")
    said.append([problem.help for problem in site.build().problems])

    assert said == [
        ["write: [My Jar](<My Jar.md>)"],
        ["write: [My Jar](my-jar.md)"],
        ["write: [My Jar](my-jar.md)"],
    ]


@pytest.mark.parametrize(
    "text", ["a[[0]]", "[[1]]", "[[^1]]", "`[[a]]`", "\\[[a]]", "[[1]](https://a.example/b)"]
)
def test_other_brackets_are_no_links(make_site, text):
    site = make_site({"content/posts/a.md": post("A", "2026-01-06", f"See {text}.")})

    assert [line for line in site.problems() if "wiki-link" in line] == []
