"""Lists: picked stories and other records in an order, each with a sentence."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from tests.conftest import CONFIG, post

FILES = {
    "content/posts/jar.md": post("The jar"),
    "content/posts/bus.md": post("The bus", "2026-01-03", lang="es"),
    "content/authors/li.md": "---\nname: Li Wei\nrole: Coach\n---\n",
    "content/events/chat.md": "---\ntitle: A chat\nstarts: 2027-03-04 16:00\nminutes: 60\nplace: Here\n---\nCome.\n",
    "content/lists/ours.md": """---
title: Our year
by: [li]
date: 2026-02-03
items:
  - story: bus
    why: Start "here".
  - {event: chat, title: Talk with us}
  - url: https://www.example.org/a?b&c
    title: Elsewhere <b>
  - jar
---
For *you*.
""",
    "content/lists/shelf.md": "---\ntitle: A shelf\nnumbered: no\nitems: [jar]\n---\n",
}


@pytest.fixture
def site(make_site):
    return make_site(FILES)


def built(site, path):
    assert site.build(strict=True).problems == ()
    return site.output(path)


def entries(html):
    """The kind, the address, the title and the sentence of each entry."""
    found = re.findall(
        r'<p class="sort">(.*?)</p>\s*<h3[^>]*><a href="([^"]*)">(.*?)</a></h3>(?:\s*<p class="why"[^>]*>(.*?)</p>)?',
        html,
    )
    return [
        (re.sub(r"<svg.*?</svg>", "", kind).strip(), unescape(url), unescape(title), unescape(why))
        for kind, url, title, why in found
    ]


def test_a_list_shows_records_of_any_kind_and_pages_elsewhere_in_its_order(site):
    html = built(site, "lists/ours/index.html")

    assert entries(html) == [
        ("Story", "/stories/posts/bus/", "The bus", "Start “here”."),
        ("Event", "/stories/events/chat/", "Talk with us", ""),
        ("example.org", "https://www.example.org/a?b&c", "Elsewhere <b>", ""),
        ("Story", "/stories/posts/jar/", "The jar", ""),
    ]
    assert '<h3 lang="es" dir="ltr"><a href="/stories/posts/bus/">' in html
    assert re.findall(r'<span class="number" aria-hidden="true">(\d+)</span>', html) == ["1", "2", "3", "4"]
    assert "<p>For <em>you</em>.</p>" in html
    assert '<a href="/stories/authors/li/"><b>Li Wei</b></a>, Coach' in html
    assert ">February 3, 2026</time>" in html


def test_a_shelf_has_no_numbers(site):
    html = built(site, "lists/shelf/index.html")

    assert '<ul class="lines picked shelf">' in html
    assert 'class="number"' not in html


def test_a_list_says_what_it_is_to_machines(site):
    html = built(site, "lists/ours/index.html")
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])

    assert [(item["position"], item["url"]) for item in data["mainEntity"]["itemListElement"]] == [
        (1, "https://district.example/stories/posts/bus/"),
        (2, "https://district.example/stories/events/chat/"),
        (3, "https://www.example.org/a?b&c"),
        (4, "https://district.example/stories/posts/jar/"),
    ]
    assert [item["name"] for item in data["breadcrumb"]["itemListElement"]] == ["Lists", "Our year"]
    assert data["author"] == [
        {"@type": "Person", "name": "Li Wei", "url": "https://district.example/stories/authors/li/"}
    ]


def test_all_lists_are_at_their_address_in_a_feed_and_in_the_footer_of_each_page(site):
    html = built(site, "lists/index.html")

    assert re.findall(r'<h2 class="card-title"><a href="([^"]*)">(.*?)</a>', html) == [
        ("/stories/lists/ours/", "Our year"),
        ("/stories/lists/shelf/", "A shelf"),
    ]
    assert re.findall(r"<title>(.*?)</title>", site.output("lists/rss.xml")) == [
        "Lists · Stories",
        "Our year",
        "A shelf",
    ]
    home = site.output("index.html")
    assert "/lists/" not in home.partition("<footer")[0]
    assert '<li><a href="/stories/lists/">Lists</a></li>' in home.partition("<footer")[2]
    assert (
        'href="/stories/lists/" aria-current="true"'
        in site.output("lists/ours/index.html").partition("<footer")[2]
    )


def test_the_settings_can_bring_lists_into_the_menu(site):
    site.write("edblog.toml", f'{CONFIG}[menu]\norder = ["lists"]\n')
    head, _, foot = built(site, "index.html").partition("<footer")

    assert '<li><a href="/stories/lists/">Lists</a></li>' in head
    assert "/lists/" not in foot


def test_a_list_leads_to_others(site):
    html = built(site, "lists/shelf/index.html")

    assert re.findall(r'<section class="strip list-others".*?<a href="([^"]*)"', html, re.DOTALL) == [
        "/stories/lists/ours/"
    ]


def test_a_story_that_is_gone_or_not_published_is_an_error_at_its_entry(site):
    site.write("content/posts/jar.md", post("The jar", "2027-01-02"))
    site.delete("content/posts/bus.md")

    assert [
        (p.path, p.line, p.code, p.message) for p in site.build().problems if p.severity == "error"
    ] == [
        ("content/lists/ours.md", 6, "unknown-id", 'there is no story "bus"'),
        ("content/lists/ours.md", 11, "link-to-unpublished", '"jar" is not published: it appears on 2027-01-02'),
        ("content/lists/shelf.md", 4, "link-to-unpublished", '"jar" is not published: it appears on 2027-01-02'),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "edit",
    [
        lambda site: site.write("content/posts/jar.md", post("The jar, again")),
        lambda site: site.write("content/posts/jar.md", post("The jar", body="Another text that says more than before.\n\nIt ends.")),
        lambda site: site.write("content/authors/li.md", "---\nname: Li Wei-Lin\n---\n"),
        lambda site: site.write("content/events/chat.md", FILES["content/events/chat.md"].replace("A chat", "Chat")),
        lambda site: site.write("content/lists/ours.md", FILES["content/lists/ours.md"].replace("Our year", "Ours")),
        lambda site: site.write("content/lists/ours.md", FILES["content/lists/ours.md"].replace("  - jar\n", "")),
        lambda site: site.write("content/lists/new.md", "---\ntitle: New\nitems: [{list: ours}]\n---\n"),
        lambda site: site.delete("content/lists/ours.md"),
    ],
)  # fmt: skip
def test_any_edit_has_the_result_of_a_build_from_nothing(make_site, edit):
    site, clean = make_site(FILES), make_site(FILES)
    site.build()
    edit(site)
    edit(clean)
    site.build()
    clean.build()

    assert site.outputs() == clean.outputs()


def test_a_site_without_lists_has_nothing_of_them(make_site):
    site = make_site({"content/posts/jar.md": post("The jar")})
    site.build()

    assert not [path for path in site.outputs() if path.startswith("lists")]
    assert "/lists/" not in site.output("index.html")


NOTICE = "---\ntitle: The swap\nexpires: 2026-11-12\n---\nBring one.\n"
WITH_NOTICE = {
    **FILES,
    "content/notices/swap.md": NOTICE,
    "content/lists/ours.md": "---\ntitle: Our year\nitems: [{notice: swap, why: Hurry.}, jar]\n---\n",
    "content/lists/shelf.md": "---\ntitle: A shelf\nitems: [{notice: swap}]\n---\n",
}
LAST = datetime(2026, 11, 13, 6, tzinfo=UTC)
"""The midnight in Chicago with which the notice is over."""


def test_a_notice_leaves_lists_when_it_is_over_and_its_file_need_not_be_touched(make_site):
    site, minute = make_site(WITH_NOTICE), timedelta(minutes=1)
    report = site.build(now=LAST - minute, strict=True)
    assert (report.problems, report.until) == ((), LAST)
    assert [entry[2] for entry in entries(site.output("lists/ours/index.html"))] == ["The swap", "The jar"]
    assert "1 item<" in site.output("lists/index.html")

    for moment in (LAST, LAST + timedelta(days=29), LAST + timedelta(days=31)):
        site.build(now=moment)
        assert [entry[2:] for entry in entries(site.output("lists/ours/index.html"))] == [("The jar", "")]
        assert re.findall(
            r'<span class="number" aria-hidden="true">(\d+)</span>', site.output("lists/ours/index.html")
        ) == ["1"]
        shelf = site.output("lists/shelf/index.html")
        assert '<p class="empty">Everything on this list is over.</p>' in shelf
        assert entries(shelf) == []
        assert "The swap" not in site.output("lists/index.html") + shelf + site.output("lists/atom.xml")
    clean = make_site(WITH_NOTICE)
    clean.build(now=moment)
    assert clean.outputs() == site.outputs()


def test_an_edit_that_ends_a_notice_takes_it_off_lists(make_site):
    site, clean = make_site(WITH_NOTICE), make_site(WITH_NOTICE)
    site.build()
    for each in (site, clean):
        each.write("content/notices/swap.md", NOTICE.replace("11-12", "11-11"))
        each.build()

    assert site.outputs() == clean.outputs()
    assert entries(site.output("lists/shelf/index.html")) == []
