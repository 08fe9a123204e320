"""The sheet for the hosts of a chat, on a site."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.conftest import CONFIG, ROSA

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CHAT = """---
title: "What do you read first on an exit ticket?"
what: chat
starts: 2026-03-05 19:00
minutes: 60
hosts: [rosa-okafor]
hashtag: SampleCheckMC
questions: ["What do you look at first?", "How many minutes does a pile take you?"]
---
One hour.
"""
LATER = CHAT.replace("What do you read first on an exit ticket?", "One room, two languages").replace(
    "-05", "-19"
)
TAIL = "#SampleCheckMC https://district.example/stories/events/chat/"
SHEET = "events/chat/script/index.html"


def chats(make_site, chat=CHAT, **more):
    host = {"content/authors/rosa-okafor.md": ROSA}
    return make_site({"edblog.toml": CONFIG, "content/events/chat.md": chat, **host, **more})


def texts(site):
    return [html.unescape(found) for found in re.findall(r'data-eb-copy="([^"]*)"', site.output(SHEET))]


def test_a_chat_has_a_sheet(make_site):
    site = chats(make_site, **{"content/events/later.md": LATER})
    assert site.build(now=NOW).problems == ()
    page = site.output(SHEET)

    welcome, first, second, thanks = texts(site)
    assert welcome == (
        "Welcome! 60 minutes, 2 questions: What do you read first on an exit ticket? Answer the first one with A1, "
        f"the second with A2, and keep the hashtag. Tell us who you are and what you teach.\n{TAIL}"
    )
    assert first == f"Q1 What do you look at first?\n{TAIL}"
    assert second == f"Q2 How many minutes does a pile take you?\n{TAIL}"
    assert thanks == (
        "That was our chat. Thank you! The page will keep answers from tonight. Next: One room, two languages. "
        f"Thursday, March 19, 2026, 7:00\u202fPM Central\n{TAIL}"
    )
    assert re.findall(r"<time [^>]*>(\d+:\d\d) <small>PM</small>", page) == ["7:00", "7:06", "7:30", "7:54"]
    assert '<meta name="robots" content="noindex">' in page
    assert "script/" not in site.output("sitemap.xml")
    assert "Hosts: Rosa Okafor." in page
    assert "script-src &#39;self&#39;" in page
    assert '<script src="/stories/assets/copy.js?v=' in page


def test_the_links_have_the_text(make_site):
    site = chats(make_site)
    site.build(now=NOW)
    links = [
        (html.unescape(url), name)
        for url, name in re.findall(r'<a href="(https:[^"]*)" rel="external">([^<]*)</a>', site.output(SHEET))
    ]

    assert [name for _, name in links] == ["Bluesky", "Mastodon", "Threads", "X"] * 4
    for (url, _), text in zip(links, [text for text in texts(site) for _ in range(4)], strict=True):
        [filled] = parse_qs(urlsplit(url).query)["text"]
        assert filled == text


@pytest.mark.parametrize(
    "change",
    [
        ("what: chat", "what: webinar"),
        ('questions: ["What do you look at first?", "How many minutes does a pile take you?"]\n', ""),
        ("minutes: 60", "external: yes"),
        ("minutes: 60", "cancelled: yes"),
    ],
)
def test_other_events_have_none(make_site, change):
    assert change[0] in CHAT
    site = chats(make_site, CHAT.replace(*change))
    site.build(now=NOW)

    assert "events/chat/index.html" in site.outputs()
    assert SHEET not in site.outputs()


def test_the_sheet_stays_when_the_chat_is_over(make_site):
    site = chats(make_site)
    first = site.build(now=NOW)
    site.build(now=first.until)

    assert len(texts(site)) == 4
    before = site.outputs()
    site.forget()
    site.build(now=first.until)
    assert site.outputs() == before


def test_the_sheet_of_a_series_is_that_of_its_next_date(make_site):
    series = CHAT.replace("minutes: 60", "repeats: {every: 2 weeks, count: 3}")
    site = chats(make_site, series)
    site.build(now=NOW + timedelta(days=7))

    assert "Thursday, March 19, 2026, 7:00" in site.output(SHEET)
    assert "Next: What do you read first on an exit ticket? Thursday, April 2, 2026, 7:00" in texts(site)[-1]


def test_a_question_that_is_too_long_says_so(make_site):
    site = chats(make_site, CHAT.replace("What do you look at first?", "What do you look at first? " * 9))
    site.build(now=NOW)
    [_, question, *_] = texts(site)

    assert question.endswith(f"…\n{TAIL}")
    assert len(question) <= 280
    assert site.output(SHEET).count("Shortened to fit.") == 1


def test_another_chat_changes_the_sheet(make_site):
    site = chats(make_site)
    site.build(now=NOW)
    site.write("content/events/later.md", LATER)
    report = site.build(now=NOW)

    assert SHEET in report.written
    before = site.outputs()
    site.forget()
    site.build(now=NOW)
    assert site.outputs() == before


def test_the_welcome_to_a_chat_with_one_question_names_no_second_one(make_site):
    site = chats(make_site, CHAT.replace(', "How many minutes does a pile take you?"', ""))
    site.build(now=NOW)

    assert texts(site)[0] == (
        "Welcome! 60 minutes, one question: What do you read first on an exit ticket? Answer it with A1, and keep the "
        f"hashtag. Tell us who you are and what you teach.\n{TAIL}"
    )
