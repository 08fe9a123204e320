"""Series: how they are written, the page of one, its place on each story, and edits of its stories."""

from __future__ import annotations

import json
import re

import feedparser
import pytest
from tests.conftest import CONFIG, post

PARTS = {
    "content/posts/two.md": post("Two", "2026-01-02", series="The exit ticket, 2"),
    "content/posts/one.md": post("One", "2026-01-03", series="The exit ticket, 1"),
    "content/posts/four.md": post("Four", "2026-01-04", series="The exit ticket, part 4"),
    "content/posts/alone.md": post("Alone", "2026-01-05"),
}


def links(page: str, part: str) -> list[str]:
    (nav,) = re.findall(r'<nav class="serial".*?</nav>', page, re.DOTALL)
    return re.findall(rf'<a rel="{part}" href="([^"]*)"', nav)


def test_its_page_has_the_stories_in_the_order_of_their_parts(make_site):
    site = make_site({"edblog.toml": CONFIG, **PARTS})
    site.build()
    page = site.output("series/the-exit-ticket/index.html")

    assert "<h1>The exit ticket</h1>" in page
    assert re.findall(r'<p class="sort">(.*?)</p>\n<h2><a href="[^"]*">(.*?)</a>', page) == [
        ("Part 1", "One"),
        ("Part 2", "Two"),
        ("Part 4", "Four"),
    ]
    feed = feedparser.parse(site.output("series/the-exit-ticket/rss.xml"))
    assert [entry.title for entry in feed.entries] == ["Four", "One", "Two"]
    assert 'series/the-exit-ticket/">The exit ticket</a> <span>3 stories' in site.output("series/index.html")
    assert "<loc>https://district.example/stories/series/the-exit-ticket/</loc>" in site.output("sitemap.xml")


def test_a_story_says_which_part_it_is_and_leads_to_those_beside_it(make_site):
    site = make_site({"edblog.toml": CONFIG, **PARTS})
    site.build()
    two = site.output("posts/two/index.html")

    assert two.count("Part 2 of 4") == 2
    assert links(two, "prev") == ["/stories/posts/one/"]
    assert links(two, "next") == ["/stories/posts/four/"]
    assert links(site.output("posts/one/index.html"), "prev") == []
    assert links(site.output("posts/four/index.html"), "next") == []
    assert 'class="serial' not in site.output("posts/alone/index.html")
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', two)
    data = json.loads(found)
    assert (data["position"], data["isPartOf"]) == (
        2,
        [
            {
                "@type": "CreativeWorkSeries",
                "name": "The exit ticket",
                "url": "https://district.example/stories/series/the-exit-ticket/",
            }
        ],
    )


def test_the_first_part_has_no_number_of_parts_yet(make_site):
    site = make_site({"edblog.toml": CONFIG, "content/posts/one.md": post(series='"Slips, cards, 1"')})

    assert site.build().problems == ()
    page = site.output("posts/one/index.html")
    assert 'Part 1 <span aria-hidden="true">·</span> <a href="/stories/series/slips-cards/">' in page


def test_a_site_without_series_has_nothing_of_them(make_site):
    site = make_site({"edblog.toml": CONFIG, "content/posts/jar.md": post()})
    site.build()

    assert [path for path, data in site.outputs().items() if b"series/" in data or "series" in path] == []


@pytest.mark.parametrize(
    ("written", "name", "part"),
    [
        ("Talk, 1", "talk", 1),
        ("'Talk, and then some, Part 12'", "talk-and-then-some", 12),
        ('"Année 2, #3"', "annee-2", 3),
        ("对话、2", "对话", 2),
        ("2026, 99", "2026", 99),
    ],
)
def test_what_people_write(make_site, written, name, part):
    site = make_site({"edblog.toml": CONFIG, "content/posts/jar.md": post(series=written)})
    report = site.build()

    assert [p.code for p in report.problems] == (["series-gap"] if part > 1 else [])
    assert f"Part {part}</p>" in site.output(f"series/{name}/index.html")


def test_a_draft_fills_no_place_and_takes_none(make_site):
    site = make_site(
        {
            "edblog.toml": CONFIG,
            **PARTS,
            "content/posts/three.md": post("Three", series="The exit ticket, 3", draft="true"),
            "content/posts/one-again.md": post("One again", series="The exit ticket, 1", draft="true"),
        }
    )

    assert [p.code for p in site.build().problems] == ["draft", "draft"]
    assert links(site.output("posts/two/index.html"), "next") == ["/stories/posts/four/"]
