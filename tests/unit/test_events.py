"""Events: what a site shows of them, and when that changes by itself."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from tests.conftest import CONFIG

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CHAT = """---
title: "Math chat: wrong answers"
starts: 2026-03-05 19:00
ends: 2026-03-05 20:00
join_url: "https://meet.example/math"
---
Bring **one** wrong answer.
"""
MEETING = "---\ntitle: A meeting\nstarts: 2026-02-03 16:30\nplace: Room 12\n---\n"


def chats(make_site, **more):
    return make_site({"edblog.toml": CONFIG, "content/events/chat.md": CHAT, **more})


def titles(site, name, path="events/index.html"):
    """Titles in a section of a page of events: `next`, `upcoming`, `others` or `past`."""
    page = site.output(path)
    found = re.search(rf'<section[^>]* aria-labelledby="eb-{name}">(.*?)</section>', page, re.DOTALL)
    links = (
        re.findall(r'<a (?:class="[^"]*" )?href="/stories/events/[a-z][^"]*">(.+?)</a>', found[1])
        if found
        else []
    )
    return [re.sub("<[^>]*>", "", link) for link in links]


def test_a_site_without_events_has_nothing_of_them(make_site):
    site = make_site({"edblog.toml": CONFIG})
    site.build()

    assert [path for path in site.outputs() if path.startswith("events/")] == []
    assert "events/" not in site.output("index.html") + site.output("sitemap.xml") + site.output("feeds.opml")


def test_an_event_has_a_page(make_site):
    site = chats(make_site)
    report = site.build(now=NOW)
    page = site.output("events/chat/index.html")

    assert report.problems == ()
    assert '<h1 class="p-name">Math chat: wrong answers</h1>' in page
    assert '<time class="dt-start" datetime="2026-03-05T19:00:00' in page
    assert '<a class="button u-url" href="https://meet.example/math">Join online</a>' in page
    assert 'Thursday, March 5, 2026, <span class="clock">7:00\u202fPM Central</span>' in page
    assert "Bring <strong>one</strong> wrong answer." in page
    assert '"@type":"Event"' in page
    assert '"eventAttendanceMode":"https://schema.org/OnlineEventAttendanceMode"' in page


def test_events_have_a_list_a_feed_and_an_entry_in_the_menu(make_site):
    site = chats(make_site, **{"content/events/meeting.md": MEETING})
    site.build(now=NOW)
    feed = feedparser.parse(site.output("events/rss.xml"))

    assert (titles(site, "next"), titles(site, "past")) == (["Math chat: wrong answers"], ["A meeting"])
    assert [entry.title for entry in feed.entries] == ["Math chat: wrong answers", "A meeting"]
    assert feed.entries[0].published.startswith("Thu, 05 Mar 2026 19:00:00")
    assert '<a href="/stories/events/">Events</a>' in site.output("index.html")
    for path in ("events/", "events/chat/", "events/2026/"):
        assert f"<loc>https://district.example/stories/{path}</loc>" in site.output("sitemap.xml")
    assert "events/rss.xml" in site.output("follow/index.html")
    assert "events/rss.xml" in site.output("feeds.opml")


@pytest.mark.parametrize("ends", ["ends: 2026-03-05 20:00\n", ""])
def test_nothing_is_not_to_do_once_an_event_is_over(make_site, ends):
    site = chats(make_site, **{"content/events/chat.md": CHAT.replace("ends: 2026-03-05 20:00\n", ends)})
    first = site.build(now=NOW)
    before = site.outputs()
    assert site.build(now=first.until - timedelta(seconds=1)).written == ()

    report = site.build(now=first.until)

    assert set(report.written) == {
        "index.html",
        "events/index.html",
        "events/2026/index.html",
        "events/chat/index.html",
    }
    assert titles(site, "past") == ["Math chat: wrong answers"]
    assert "This event is over." in site.output("events/chat/index.html")
    assert "Join online" not in site.output("events/chat/index.html")
    assert report.until is None
    after = site.outputs()
    site.forget()
    site.build(now=first.until)
    assert site.outputs() == after != before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("starts: 2026-03-05 19:00\n", ""), '"starts" is missing'),
        (('join_url: "https://meet.example/math"\n', ""), '"place" is missing'),
        (("ends: 2026-03-05 20:00", "ends: 2026-03-05 19:00"), '"ends" is not after "starts"'),
        (('"https://meet.example/math"', "meet"), '"meet" is not a web address'),
        (("join_url:", "zoom:"), 'there is no field "zoom", and "place" is missing'),
    ],
)
def test_what_is_wrong_with_an_event(make_site, change, message):
    site = chats(make_site, **{"content/events/chat.md": CHAT.replace(*change)})

    errors = [problem.message for problem in site.build(now=NOW).problems if problem.severity == "error"]

    assert message in errors


def test_a_page_of_the_district_stands_above_the_list_of_events(make_site):
    site = chats(make_site, **{"content/pages/events.md": "---\ntitle: Meet us\n---\nCome to a **chat**.\n"})
    report = site.build(now=NOW)
    page = site.output("events/index.html")

    assert report.problems == ()
    assert "<h1>Meet us</h1>" in page
    assert "Come to a <strong>chat</strong>." in page
    assert titles(site, "next") == ["Math chat: wrong answers"]
    assert site.output("sitemap.xml").count("<loc>https://district.example/stories/events/</loc>") == 1
