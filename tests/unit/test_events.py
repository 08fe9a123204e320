"""Events: what a site shows of them, and when that changes by itself."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from tests.conftest import CONFIG

from edblog.model import Theme
from edblog.outputs.templates.texts import Texts

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
    assert '"eventStatus":"https://schema.org/EventScheduled"' in page


def test_search_engines_hear_that_an_event_is_cancelled_online_or_of_others(make_site):
    tag, other = (
        CHAT.replace('join_url: "https://meet.example/math"', f"hashtag: Tag\n{more}")
        for more in ("cancelled: yes", "external: yes")
    )
    site = chats(make_site, **{"content/events/tag.md": tag, "content/events/other.md": other})
    site.build(now=NOW)
    cancelled, external = (site.output(f"events/{name}/index.html") for name in ("tag", "other"))

    assert '"eventStatus":"https://schema.org/EventCancelled"' in cancelled
    assert '"eventAttendanceMode":"https://schema.org/OnlineEventAttendanceMode"' in cancelled
    assert '{"@type":"VirtualLocation","url":"https://district.example/stories/events/tag/"}' in cancelled
    assert '"organizer":' not in external


def test_a_page_of_a_year_says_that_a_series_goes_on(make_site):
    series = MEETING.replace("place:", "repeats: {every: week}\nplace:")
    site = chats(make_site, **{"content/events/meeting.md": series})
    site.build(now=NOW)

    rows = re.findall(r'</a> <span class="soft">([^<]*)</span>', site.output("events/2026/index.html"))
    assert rows == ["to come", "a series that goes on"]


def test_events_have_a_list_a_feed_and_an_entry_in_the_menu(make_site):
    site = chats(make_site, **{"content/events/meeting.md": MEETING})
    site.build(now=NOW)
    feed = feedparser.parse(site.output("events/rss.xml"))

    assert (titles(site, "next"), titles(site, "past")) == (["Math chat: wrong answers"], ["A meeting"])
    assert [entry.title for entry in feed.entries] == ["Math chat: wrong answers", "A meeting"]
    assert '<a href="/stories/events/">Events</a>' in site.output("index.html")
    for path in ("events/", "events/chat/", "events/2026/"):
        assert f"<loc>https://district.example/stories/{path}</loc>" in site.output("sitemap.xml")
    assert "events/rss.xml" in site.output("follow/index.html")
    assert "events/rss.xml" in site.output("feeds.opml")


def test_a_feed_says_when_an_event_is_and_no_entry_comes_from_the_future(make_site):
    """Feed readers hide what was published in the future."""
    late = CHAT.replace("Math chat: wrong answers", "Late").replace("ends:", "updated: 2026-03-09\nends:")
    known = CHAT.replace("Math chat: wrong answers", "Known").replace(
        "ends:", "updated: 2026-02-01\ncancelled: yes\nends:"
    )
    weekly = CHAT.replace("Math chat: wrong answers", "Weekly").replace(
        "ends:", "repeats: {every: week, count: 3}\nends:"
    )
    files = {
        f"content/events/{name}.md": text for name, text in (("late", late), ("known", known), ("w", weekly))
    }
    config = f'{CONFIG}[feeds]\nformats = ["rss", "atom", "json"]\n'
    site = chats(make_site, **files, **{"edblog.toml": config})
    site.build(now=NOW)
    feeds = [site.output(f"events/{name}") for name in ("rss.xml", "atom.xml", "feed.json")]
    site.build(now=NOW + timedelta(days=400))
    rss, atom = (feedparser.parse(text).entries for text in feeds[:2])
    when = "Thursday, March 5, 2026, 7:00\u202fPM Central."

    # An entry does not depend on the day.
    assert feeds == [site.output(f"events/{name}") for name in ("rss.xml", "atom.xml", "feed.json")]
    assert {entry.title: entry.get("published") for entry in rss} == {
        "Late": "Thu, 05 Mar 2026 19:00:00 -0600",
        "Known": "Sun, 01 Feb 2026 00:00:00 -0600",
        "Math chat: wrong answers": None,
        "Weekly": None,
    }
    assert {entry.title: entry.summary for entry in atom} == {
        "Late": f"{when} Bring one wrong answer.",
        "Known": f"Canceled. {when} Bring one wrong answer.",
        "Math chat: wrong answers": f"{when} Bring one wrong answer.",
        "Weekly": "Bring one wrong answer.",
    }
    assert {entry.title: entry.updated for entry in atom} == {
        "Late": "2026-03-09T00:00:00-05:00",
        "Known": "2026-02-01T00:00:00-06:00",
        # Atom wants a date; this is that of the feed.
        "Math chat: wrong answers": "2026-03-09T00:00:00-05:00",
        "Weekly": "2026-03-09T00:00:00-05:00",
    }
    dates = [(item["title"], item.get("date_published")) for item in json.loads(feeds[2])["items"]]
    assert dates[0] == ("Late", "2026-03-05T19:00:00-06:00")
    assert dates[3][1] is None


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


SCHOOL = {
    "content/authors/rosa.md": "---\nname: Rosa Okafor\nschool: Maple Street\n---\n",
    "content/credentials/checking.md": "---\nname: Checking\nissuer: An issuer\nurl: https://issuer.example/\nhashtag: CheckMC\ncompetency: Checks\n---\n",
    "content/circles/ours.md": "---\nname: Our circle\nmembers: [rosa]\n---\n",
    "content/posts/a.md": "---\ntitle: What came of it\ndate: 2026-02-20\nauthor: rosa\n---\nWords.\n",
    "content/events/weekly.md": """---
title: The weekly chat
what: chat
starts: 2026-02-05 19:00
minutes: 60
repeats: {every: week, on: [thursday], except: [2026-03-12]}
join_url: "https://meet.example/weekly"
hosts: [rosa]
credentials: [checking]
circle: ours
questions: [What?]
---
""",
    "content/events/over.md": """---
title: The first chat
what: chat
starts: 2026-01-08 19:00
minutes: 60
join_url: "https://meet.example/first"
hosts: [rosa]
credentials: [checking]
questions: [What did you see?, And then?, Nobody knows this]
answers:
  - {question: 1, who: Rosa Okafor, text: A <b>slip</b>., url: "https://social.example/1"}
  - {question: 2, who: Sam Guest, text: Nothing.}
recap: a
---
""",
    "content/events/canceled.md": "---\ntitle: Not at all\nstarts: 2026-03-03 19:00\nplace: Room 1\ncredentials: [checking]\ncancelled: yes\n---\n",
    "content/events/theirs.md": """---
title: Their chat
what: chat
starts: 2026-01-05 20:00
minutes: 60
repeats: {every: week, on: [monday]}
hashtag: TheirChat
external: yes
---
""",
}
WEEKLY = "The weekly chat"


@pytest.fixture
def school_of_events(make_site):
    site = make_site({"edblog.toml": CONFIG, **SCHOOL})
    assert [problem for problem in site.build(now=NOW).problems if problem.severity == "error"] == []
    return site


def test_the_page_of_all_events_has_what_is_next_what_is_to_come_and_what_others_do(school_of_events):
    site = school_of_events
    days = re.findall(
        r'<time datetime="(2026-[^T]*)T[^"]*"><span class="unseen">', site.output("events/index.html")
    )

    assert titles(site, "next") == [WEEKLY]
    assert titles(site, "upcoming") == ["Not at all", WEEKLY, WEEKLY]
    assert days == ["2026-03-03", "2026-03-19", "2026-03-26"]
    assert titles(site, "others") == ["#TheirChat"]
    assert titles(site, "past") == ["The first chat"]
    assert titles(site, "next", "credentials/checking/events/index.html") == [WEEKLY]
    assert titles(site, "past", "credentials/checking/events/index.html") == ["The first chat"]


def test_the_next_event_is_on_the_home_page_and_beside_what_it_is_about(school_of_events):
    for path in ("", "credentials/checking/", "circles/ours/", "authors/rosa/"):
        assert titles(school_of_events, "next", f"{path}index.html") == [WEEKLY], path
    assert "webcal:" in school_of_events.output("circles/ours/index.html")
    assert "webcal:" in school_of_events.output("credentials/checking/index.html")


def test_only_the_page_with_chats_of_others_has_a_script(school_of_events, make_site):
    site = school_of_events
    assert "zone.js" in site.output("events/index.html")
    assert "script-src &#39;self&#39;" in site.output("events/index.html")
    assert "zone.js" not in site.output("events/weekly/index.html")
    site.delete("content/events/theirs.md")
    site.build(now=NOW)
    assert "script-src &#39;none&#39;" in site.output("events/index.html")


def test_a_chat_that_is_over_is_its_archive(school_of_events):
    page = school_of_events.output("events/over/index.html")
    said = re.findall(r'<p class="who">(.*?)</p><p>(.*?)</p>', page)

    assert [re.sub("<[^>]*>", "", who) for who, _ in said] == [
        "Rosa Okafor Maple Street See the post: Rosa Okafor, Q1",
        "Sam Guest",
    ]
    assert [text for _, text in said] == ["A &lt;b&gt;slip&lt;/b&gt;.", "Nothing."]
    assert "Nobody has answered this one yet." in page
    assert '<a href="/stories/posts/a/">What came of it</a>' in page
    assert titles(school_of_events, "next", "events/over/index.html") == [WEEKLY]


def test_a_series_has_every_coming_date_and_its_structured_data(school_of_events):
    page = school_of_events.output("events/weekly/index.html")
    listed = re.search(r'<ol class="all-dates">(.*?)</ol>', page, re.DOTALL)[1]
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])

    assert re.findall(r'datetime="([^T]*)T19:00:00', listed)[:3] == ["2026-03-05", "2026-03-19", "2026-03-26"]
    assert len(re.findall("<li>", listed)) == 12
    assert "every Thursday" in page
    assert (data["@type"], data["eventStatus"]) == ("Event", "https://schema.org/EventScheduled")
    assert [who["name"] for who in data["organizer"]] == ["Rosa Okafor", "Stories"]
    assert data["subEvent"][1]["startDate"] == "2026-03-19T19:00:00-05:00"


def test_a_canceled_event_stays_struck_out(school_of_events):
    page = school_of_events.output("events/canceled/index.html")

    assert '<h1 class="p-name"><del>Not at all</del></h1>' in page
    assert "https://schema.org/EventCancelled" in page
    assert "Add to calendar" not in page


def test_years_have_pages_with_pills(make_site):
    events = {
        f"content/events/e{n}.md": f"---\ntitle: Event {n}\nstarts: 2025-0{n}-05 19:00\nplace: Room\n---\n"
        for n in range(1, 6)
    }
    late = "---\ntitle: Silvester\nstarts: 2025-12-31 23:00\nplace: Room\n---\n"
    site = make_site({"edblog.toml": f"page_size = 2\n{CONFIG}", **events, "content/events/late.md": late})
    site.build(now=NOW)

    def listed(path):
        return re.findall(
            r'<a href="/stories/events/(\w+)/"',
            re.search(r'<ul class="past">(.*?)</ul>', site.output(path), re.DOTALL)[1],
        )

    assert listed("events/2025/index.html") == ["late", "e5"]
    assert listed("events/2025/page/1/index.html") == ["e2", "e1"]
    assert "events/2026/index.html" not in site.outputs()
    assert "/events/2025/</loc>" in site.output("sitemap.xml")
    assert titles(site, "past") == ["Silvester", "Event 5", "Event 4", "Event 3", "Event 2"]


def test_a_micro_credential_has_feeds_of_its_events(school_of_events):
    feed = feedparser.parse(school_of_events.output("credentials/checking/events/rss.xml"))

    assert [entry.title for entry in feed.entries] == ["Not at all", WEEKLY, "The first chat"]
    assert "credentials/checking/events/rss.xml" in school_of_events.output("follow/index.html")


@pytest.mark.parametrize(
    ("repeats", "words"),
    [
        ("{every: week, on: [monday, thursday]}", "every Monday, Thursday"),
        ("{every: 2 weeks, on: [thursday]}", "every other Thursday"),
        ("{every: 3 weeks}", "every 3 weeks on Thursday"),
        ("{every: month, on: [first thursday]}", "each month on the first Thursday"),
        (
            "{every: month, on: [first thursday, last friday]}",
            "each month on the first Thursday, the last Friday",
        ),
        ("{every: month}", "each month on day 5"),
    ],
)
def test_how_a_series_repeats_in_words(make_site, repeats, words):
    site = chats(
        make_site, **{"content/events/chat.md": CHAT.replace("join_url", f"repeats: {repeats}\njoin_url")}
    )
    site.build(now=NOW)

    assert f"60 minutes · {words} · online" in site.output("events/chat/index.html").replace("\n", "")


def test_an_edit_of_an_event_is_what_a_clean_build_makes(school_of_events):
    site = school_of_events
    for old, new in (
        ("What did you see?", "What did you hear?"),
        ("The first chat", "Chat one"),
        ("2026-01-08", "2026-01-09"),
    ):
        text = SCHOOL["content/events/over.md"].replace(old, new)
        site.write("content/events/over.md", text)
        site.build(now=NOW)
        incremental = site.outputs()
        site.forget()
        site.build(now=NOW)
        assert site.outputs() == incremental


@pytest.mark.parametrize(
    ("language", "when", "repeats"),
    [
        ("en", "Thursday, March 5, 2026, 7:00\u202fPM Central", "each month on the first Thursday"),
        ("es", "jueves, 5 de marzo de 2026, 19:00, hora central", "cada mes: el primer jueves"),
        (
            "fr",
            "jeudi 5 mars 2026, 19:00, heure du centre nord-américain",
            "chaque mois\u00a0: le premier jeudi",
        ),
        (
            "pt",
            "quinta-feira, 5 de março de 2026, 19:00, Horário Central",
            "todo mês: a primeira quinta-feira",
        ),
        ("vi", "Thứ Năm, 5 tháng 3, 2026, 19:00, Giờ miền Trung", "mỗi tháng: Thứ Năm đầu tiên"),
        ("zh-Hans", "2026年3月5日星期四 19:00，北美中部时间", "每月：第一个星期四"),
    ],
)
def test_a_time_names_its_zone_in_the_language_of_the_site(make_site, language, when, repeats):
    chat = CHAT.replace("join_url", "repeats: {every: month, on: [first thursday]}\njoin_url")
    site = chats(
        make_site, **{"content/events/chat.md": chat, "edblog.toml": f'language = "{language}"\n{CONFIG}'}
    )
    site.build(now=NOW)
    page = re.sub("<[^>]*>", "", site.output("events/chat/index.html"))

    assert when in page
    assert repeats in page


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/Chicago", "Central"),
        ("America/Phoenix", "Mountain Standard Time"),
        ("Europe/Berlin", "Central European Time"),
        ("UTC", "Coordinated Universal Time"),
    ],
)
def test_the_name_of_a_zone(zone, name):
    theme = Theme((), {}, {}, {}, (), "", "", {"en": {}})

    assert Texts(theme, "en").zone(zone) == name


def test_a_weekly_series_of_another_zone_is_on_the_days_of_the_site(make_site):
    lines = "starts: 2026-03-06 01:00\ntimezone: Europe/Madrid\nrepeats: {every: week, on: [friday]}\n"
    site = make_site(
        {"edblog.toml": CONFIG, "content/events/far.md": f"---\ntitle: Far\n{lines}place: Online\n---\n"}
    )
    site.build(now=NOW)
    page = site.output("events/far/index.html")

    assert "Thursday, March 5, 2026" in page
    assert "every Thursday" in page
    assert "every Friday" not in page


def test_a_cancelled_series_lists_no_dates(make_site):
    series = MEETING.replace("2026-02-03", "2026-03-03").replace("place:", "repeats: {every: week}\nplace:")
    cancelled = series.replace("place:", "cancelled: yes\nplace:")
    site = chats(make_site, **{"content/events/on.md": series, "content/events/off.md": cancelled})
    site.build(now=NOW)

    assert "Every coming date" in site.output("events/on/index.html")
    assert "Every coming date" not in site.output("events/off/index.html")


def test_a_chat_of_others_says_so_and_can_be_cancelled(make_site):
    chat = CHAT.replace('join_url: "https://meet.example/math"', "hashtag: Tag\nexternal: yes")
    cancelled = chat.replace("hashtag: Tag", "hashtag: Off\ncancelled: yes")
    site = chats(make_site, **{"content/events/chat.md": chat, "content/events/off.md": cancelled})
    site.build(now=NOW)
    rows = re.findall(
        r'<th scope="row"><a [^>]*>(.*?)</a></th><td>(.*?)</td>', site.output("events/index.html")
    )

    assert "Somebody else runs this one." in site.output("events/chat/index.html")
    assert rows == [("<del>#Off</del>", "Canceled"), ("#Tag", "Bring one wrong answer.")]


def test_the_feed_of_a_micro_credentials_events_has_a_title_of_its_own(make_site):
    site = make_site(
        {
            "content/credentials/talk.md": "---\nname: Talk\nissuer: NEA\n---\nTalk.\n",
            "content/events/chat.md": CHAT.replace("join_url", "credentials: [talk]\njoin_url"),
        }
    )
    site.build(now=NOW)

    titles = [
        feedparser.parse(site.output(f"credentials/talk/{path}rss.xml")).feed.title
        for path in ("", "events/")
    ]
    assert titles == ["Talk · Stories", "Events · Talk · Stories"]
