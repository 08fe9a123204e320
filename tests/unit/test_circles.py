"""Circles: their pages, their stories and feeds, how far they are, and where else they are shown."""

from __future__ import annotations

import json
import re
from html import unescape
from xml.etree import ElementTree as ET

import feedparser
import pytest
from click.testing import CliRunner
from tests.conftest import CONFIG, NOW

from edblog.cli.commands import main

CIRCLE = """\
---
name: The fractions circle
summary: We compare piles.
facilitators: [li]
members: [rosa, li]
credentials: [checks]
how_to_join: Write to Li.
join: "mailto:circles@schools.example?subject=Hi"
protocol: [Look, {step: Talk, text: Two minutes each.}]
documents:
  - {label: The slip, url: "https://docs.example/slip.pdf", note: One page}
milestones:
  - {title: Begun, due: 2026-09-01, reached: 2026-09-02}
  - {title: Compared, due: 2026-12-15}
  - {title: Sent in}
---
Nobody is graded.
"""
FILES = {
    "content/authors/li.md": "---\nname: Li Wei\nschool: Elm\n---\n",
    "content/authors/ana.md": "---\nname: Ana Ruiz\n---\n",
    "content/credentials/checks.md": "---\nname: Checks\nissuer: NEA\n---\n",
    "content/credentials/talk.md": "---\nname: Talk\nissuer: NEA\n---\n",
    "content/circles/fractions.md": CIRCLE,
}


@pytest.fixture
def site(make_site):
    """A circle of Li and Rosa on one micro-credential; stories by both and by Ana."""
    site = make_site({"edblog.toml": f"{CONFIG}page_size = 3\n", **FILES})
    site.post("a", "By Rosa", "2026-01-01", credentials="[checks]")
    site.post("b", "By Li", "2026-01-02", author="li", credentials="[checks, talk]")
    site.post("c", "By Ana", "2026-01-03", author="ana", credentials="[checks]")
    site.post("d", "About talk", "2026-01-04", credentials="[talk]")
    site.post("e", "By Ana and Rosa", "2026-01-05", authors="[ana, rosa]", author="", credentials="[checks]")
    return site


def built(site, path="circles/fractions/index.html"):
    report = site.build(strict=True)
    assert report.problems == ()
    return site.output(path)


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_the_stories_are_those_by_its_people_on_its_micro_credentials(site):
    page = built(site)
    listed = re.findall(r'class="card-title"><a href="[^"]*">([^<]*)', page)

    assert listed == ["By Ana and Rosa", "By Li", "By Rosa"]
    assert [
        entry.title for entry in feedparser.parse(site.output("circles/fractions/rss.xml")).entries
    ] == listed
    assert (
        re.findall(
            r'class="card-title"><a href="[^"]*">([^<]*)', site.output("circles/fractions/stories/index.html")
        )
        == listed
    )


def test_a_circle_with_many_stories_shows_the_newest_and_leads_to_all(site):
    for day in range(1, 8):
        site.post(f"more-{day}", f"More {day}", f"2026-02-0{day}", credentials="[checks]")
    page = built(site)

    assert page.count('class="card-title"') == 4
    assert '<a href="/stories/circles/fractions/stories/">All 10 stories</a>' in page
    assert site.output("circles/fractions/stories/page/2/index.html").count('class="card-title"') == 3


def test_without_micro_credentials_all_stories_of_its_people_are_its_stories(site):
    site.write("content/circles/fractions.md", "---\nname: All\nmembers: [rosa]\n---\n")
    page = built(site)

    assert re.findall(r'class="card-title"><a href="[^"]*">([^<]*)', page) == [
        "By Ana and Rosa",
        "About talk",
        "By Rosa",
    ]


def test_the_page_says_who_is_in_it_and_who_leads(site):
    strip = re.search(r'<section class="strip members".*?</section>', built(site), re.DOTALL)[0]

    assert text_of(strip) == "Who is in it LW Li Wei Elm Facilitator RO Rosa Okafor Maple Street Elementary"


def test_the_bar_says_how_far_it_is_in_words_and_counts_no_days(site):
    page = built(site)
    bar = re.search(r'<div class="progress".*?</div>', page)[0]
    steps = re.search(r'<ol class="milestones">.*?</ol>', page, re.DOTALL)[0]

    assert (
        'role="progressbar" aria-labelledby="eb-progress" aria-valuemin="0" aria-valuemax="3" aria-valuenow="1" aria-valuetext="1 of 3 reached"'
        in bar
    )
    assert re.findall(r'class="(is-\w+)"', bar) == ["is-reached", "is-next", "is-later"]
    assert text_of(steps) == "Begun Reached September 2, 2026 Compared Next, by Dec 15 Sent in"


def test_the_steps_of_a_meeting_are_words_or_words_with_a_text(site):
    steps = re.search(r'<ol class="protocol".*?</ol>', built(site), re.DOTALL)[0]

    assert text_of(steps) == "Look Talk Two minutes each."


def test_documents_and_the_way_in_are_links(site):
    page = built(site)

    assert '<a href="https://docs.example/slip.pdf">The slip</a><span class="soft">One page</span>' in page
    assert '<a class="button" href="mailto:circles@schools.example?subject=Hi">Ask to join</a>' in page
    assert (
        '<a class="button" href="mailto:circles@schools.example?subject=Hi">Ask to join<span'
        in site.output("circles/index.html")
    )


def test_the_feeds_of_its_members_are_one_file(site):
    page = built(site)
    opml = ET.fromstring(site.output("circles/fractions/members.opml"))

    assert 'href="/stories/circles/fractions/members.opml"' in page
    assert [(o.get("text"), o.get("xmlUrl")) for o in opml.iter("outline") if o.get("xmlUrl")] == [
        ("Li Wei", "https://district.example/stories/authors/li/rss.xml"),
        ("Rosa Okafor", "https://district.example/stories/authors/rosa/rss.xml"),
    ]


def test_a_site_without_feeds_has_neither_feed_nor_that_file(site):
    site.write("edblog.toml", f"{CONFIG}\n[feeds]\nformats = []\n")
    page = built(site)

    assert "members.opml" not in page
    assert [
        path for path in site.outputs() if path.startswith("circles/") and not path.endswith(".html")
    ] == []


def test_search_engines_learn_what_it_is(site):
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', built(site))[1])

    assert data["@type"] == "Organization"
    assert data["name"] == "The fractions circle"
    assert [person["name"] for person in data["member"]] == ["Li Wei", "Rosa Okafor"]
    assert data["parentOrganization"]["name"] == "Stories"


def test_micro_credentials_and_people_lead_to_their_circles(site):
    built(site)
    link = '<a href="/stories/circles/fractions/">The fractions circle</a>'

    assert link in site.output("credentials/checks/index.html")
    assert link not in site.output("credentials/talk/index.html")
    assert "/stories/circles/fractions/" in site.output("authors/li/index.html")
    assert "/stories/circles/fractions/" not in site.output("authors/ana/index.html").partition("<main")[2]


def test_the_sitemap_and_the_menu_have_circles_where_there_are_any(site):
    page = built(site)
    sitemap = site.output("sitemap.xml")
    site.delete("content/circles/fractions.md")
    site.build()

    assert '<li><a href="/stories/circles/" aria-current="true">Circles</a></li>' in page
    for url in ("circles/", "circles/fractions/", "circles/fractions/stories/"):
        assert f"<loc>https://district.example/stories/{url}</loc>" in sitemap
    assert [path for path in site.outputs() if path.startswith("circles/")] == []
    assert "ircles" not in site.output("index.html") + site.output("follow/index.html") + site.output(
        "sitemap.xml"
    )


def test_an_email_address_for_joining_may_be_in_the_text(site):
    """It is public on purpose."""
    site.write(
        "content/circles/fractions.md",
        CIRCLE.replace("Nobody is", "Write to <circles@schools.example>. Nobody is"),
    )

    assert [p.code for p in site.build(now=NOW).problems] == []


def test_in_spanish(site):
    site.write("edblog.toml", f'{CONFIG}language = "es"\n')
    page = text_of(built(site))

    for words in (
        "Quiénes participan",
        "Coordina",
        "1 de 3 metas alcanzadas",
        "Cómo es una reunión",
        "Pide participar",
    ):
        assert words in page


def test_a_new_circle(site):
    at = ("--site", str(site.folder))
    result = CliRunner().invoke(
        main, ["new", "circle", "Quiet hands", "--facilitator", "li", "--credential", "talk", *at]
    )
    text = (site.folder / "content/circles/quiet-hands.md").read_text(encoding="utf-8")

    assert result.exit_code == 0
    assert "circle: quiet-hands" in result.output
    assert text.startswith('---\nname: "Quiet hands"\nfacilitators: [li]\ncredentials: [talk]\n')
    assert site.build().ok


def test_who_wants_to_be_on_no_list_is_only_counted(site):
    site.write("content/authors/li.md", "---\nname: Li Wei\nschool: Elm\nlisted: no\n---\n")
    page = built(site)

    assert "Li Wei" not in page
    assert "and 1 other" in page
    assert "authors/li/" not in site.output("circles/fractions/members.opml")
    assert "authors/rosa/" in site.output("circles/fractions/members.opml")
    titles = [entry.title for entry in feedparser.parse(site.output("circles/fractions/rss.xml")).entries]
    assert titles == ["By Ana and Rosa", "By Rosa"]
    assert "circles/fractions/" not in site.output("authors/li/index.html")


def test_its_next_meeting_is_on_its_page_with_a_calendar(site):
    event = "---\ntitle: We compare piles\nstarts: 2027-03-04 15:45\nplace: Room 12\ncircle: fractions\nrepeats: {every: month, on: [first thursday], count: 3}\n---\n"
    site.write("content/events/piles.md", event)
    page = built(site)

    assert '<a href="/stories/events/piles/">We compare piles</a>' in page
    assert 'datetime="2027-03-04T15:45:00-06:00"' in page
    assert "circles/fractions/events.ics" in page
    assert site.output("circles/fractions/events.ics").count("BEGIN:VEVENT") == 1


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><title>{}</title></svg>'


def with_documents(site, *urls, join="/about/#how"):
    papers = "".join(f"  - {{label: {number}, url: {url}}}\n" for number, url in enumerate(urls))
    site.write("content/pages/about.md", "---\ntitle: About\n---\n## How\n\nWe meet.\n")
    site.write(
        "content/circles/fractions.md",
        f"---\nname: Fractions\nmembers: [rosa]\njoin: {join}\ndocuments:\n{papers}---\n",
    )


def test_a_document_may_be_a_file_beside_the_circle_or_a_page_of_the_site(site):
    with_documents(site, "el recorte ñ.svg", "/about/", "../posts/a.md#fn", "/stories/posts/b/")
    site.post("a", "By Rosa", "2026-01-01", body="## Fn\n\nIt filled up.")
    site.write("content/circles/el recorte ñ.svg", DRAWING.format("One"))
    page = built(site)
    rows = re.search(r'aria-labelledby="eb-documents".*?</section>', page, re.DOTALL)[0]

    assert re.findall(r'href="([^"]*)"', rows) == [
        "/stories/media/circles/el%20recorte%20%C3%B1.svg",
        "/stories/about/",
        "/stories/posts/a/#fn",
        "/stories/posts/b/",
    ]
    assert '<a class="button" href="/stories/about/#how">How to join</a>' in page
    assert '<a class="button" href="/stories/about/#how">' in site.output("circles/index.html")
    assert "media/circles/el recorte ñ.svg" in site.outputs()


def test_documents_are_as_in_a_clean_build_after_each_edit(site, make_site):
    slip, text = "content/circles/s.svg", "---\nname: Fractions\ndocuments: [{label: S, url: s.svg}]\n---\n"
    edits = [
        (lambda: with_documents(site, "s.svg"), (True, [], True)),
        (lambda: with_documents(site, "/about/"), (True, ["unused-file"], False)),
        (lambda: site.write("content/circles/fractions.md", text), (True, [], True)),
        (lambda: site.write("content/circles/fractions.md", f"{text}More.\n"), (True, [], True)),
        (lambda: site.delete(slip), (False, ["broken-link"], True)),
        (lambda: with_documents(site, "/about/#why"), (False, ["broken-anchor"], True)),
    ]
    site.write(slip, DRAWING.format("One"))
    for edit, found in edits:
        edit()
        report = site.build()
        clean = make_site(site.sources(), bare=True)
        assert clean.build().problems == report.problems
        assert not report.ok or clean.outputs() == site.outputs()
        codes = [problem.code for problem in report.problems]
        assert (report.ok, codes, "media/circles/s.svg" in site.outputs()) == found


def test_a_circle_in_which_nobody_is_named_counts_them(site):
    site.write("content/circles/fractions.md", "---\nname: Quiet\nmembers: [li, ana]\n---\n")
    for person in ("li", "ana"):
        site.write(f"content/authors/{person}.md", f"---\nname: {person.title()}\nlisted: no\n---\n")
    strip = re.search(r'<section class="strip members".*?</section>', built(site), re.DOTALL)[0]

    assert text_of(strip) == "Who is in it 2 2 educators"


def test_the_page_says_nothing_twice(site):
    site.write("content/circles/fractions.md", "---\nname: Fractions\n---\nWe compare piles.\n")
    page = built(site).partition("<main")[2]

    assert page.count("We compare piles.") == 1
    assert "We compare piles." in site.output("circles/index.html")
