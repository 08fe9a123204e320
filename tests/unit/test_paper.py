"""A theme of a site's own, `paper`, that extends marigold and changes four things; the rest stays marigold's."""

from __future__ import annotations

import re

import pytest

PAPER = {
    "edblog.toml": 'title = "Stories"\nbase_url = "https://district.example/"\ntheme = "paper"\n',
    "themes/paper/theme.toml": 'name = "Paper"\nextends = "marigold"\nstylesheets = ["paper.css"]\n',
    "themes/paper/templates/base.html": (
        '{% extends "marigold/base.html" %}{% block title %}{{ page.title }} on paper{% endblock %}'
    ),
    "themes/paper/templates/partials/empty.html": '<p class="paper">{{ message }}</p>\n',
    "themes/paper/static/paper.css": "body { background: white }\n",
    "themes/paper/translations/en.toml": 'all_stories = "Every story"\nempty_topics = "Nothing to sort."\n',
    "content/posts/jar.md": "---\ntitle: The jar\ndate: 2026-01-02\nauthor: rosa\n---\nIt filled up.\n",
}


@pytest.fixture
def paper(make_site):
    site = make_site(PAPER)
    assert site.build().problems == ()
    return site


@pytest.fixture
def marigold(make_site):
    site = make_site({path: text for path, text in PAPER.items() if not path.startswith("themes/")})
    site.write("edblog.toml", PAPER["edblog.toml"].replace("paper", "marigold"))
    assert site.build().problems == ()
    return site


def test_an_overridden_block_is_on_the_pages_whose_templates_leave_it_alone(paper):
    assert "<title>The jar on paper</title>" in paper.output("posts/jar/index.html")
    assert "<title>Follow on paper</title>" in paper.output("follow/index.html")
    assert "<title>Every story · Stories</title>" in paper.output("posts/index.html")


def test_an_overridden_partial_is_used_by_the_templates_of_marigold(paper):
    assert re.findall('<p class="paper">.*</p>', paper.output("topics/index.html")) == [
        '<p class="paper">Nothing to sort.</p>'
    ]


def test_a_stylesheet_follows_those_of_marigold(paper):
    assert re.findall(r'<link rel="stylesheet" href="/assets/(.*?)\?', paper.output("index.html")) == [
        "parts.css",
        "marigold.css",
        "paper.css",
    ]
    assert paper.output("assets/paper.css") == "body { background: white }\n"


def test_an_overridden_text_is_used_wherever_marigold_asks_for_it(paper):
    assert "<h1>Every story</h1>" in paper.output("posts/index.html")
    assert '<a class="button" href="/posts/">Every story</a>' in paper.output("404.html")


def test_nothing_else_differs_from_marigold(paper, marigold):
    theirs, ours = marigold.outputs(), paper.outputs()
    assert ours.keys() - theirs.keys() == {"assets/paper.css"}
    assert theirs.keys() <= ours.keys()

    page = paper.output("posts/jar/index.html")
    page = page.replace("<title>The jar on paper</title>", "<title>The jar · Stories</title>")
    page = re.sub(r'<link rel="stylesheet" href="/assets/paper.css[^>]*>\n', "", page)
    assert page.encode() == theirs["posts/jar/index.html"]


def test_an_edit_of_the_theme_is_built_at_once(paper):
    paper.write("themes/paper/templates/partials/empty.html", "<p>Nothing.</p>\n")

    written = paper.build().written

    assert "topics/index.html" in written
    assert "posts/jar/index.html" not in written
