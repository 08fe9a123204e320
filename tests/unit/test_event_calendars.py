"""The calendars of a site's events, and the links that lead to them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.calendars import read_with_icalendar
from tests.conftest import CONFIG

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CHAT = """---
title: "Math chat: wrong answers"
starts: 2026-03-05 19:00
ends: 2026-03-05 20:30
place: Room 12
join_url: "https://meet.example/math"
---
Bring **one** wrong answer; or two, and a pencil.
"""
MEETING = "---\ntitle: A meeting\nstarts: 2026-02-03 16:30\nplace: Room 12\n---\n"
UID = "chat@district.example/stories"


def chats(make_site, **more):
    return make_site({"edblog.toml": CONFIG, "content/events/chat.md": CHAT, **more})


def calendar(site, path="events/chat/event.ics"):
    return site.outputs()[path]


def property_of(site, name, path="events/chat/event.ics"):
    """The values of a property in the events of a calendar."""
    events = calendar(site, path).decode().replace("\r\n ", "").partition("BEGIN:VEVENT")[2]
    return re.findall(rf"\r\n{name}[:;](.*)\r\n", events)


def utc(*numbers):
    return datetime(*numbers, tzinfo=UTC)


def test_an_event_has_a_file(make_site):
    site = chats(make_site)
    assert site.build(now=NOW).problems == ()

    assert read_with_icalendar(calendar(site)) == {UID: [(utc(2026, 3, 6, 1), utc(2026, 3, 6, 2, 30))]}
    assert property_of(site, "DTSTART") == ["TZID=America/Chicago:20260305T190000"]
    assert property_of(site, "SUMMARY") == ["Math chat: wrong answers"]
    assert property_of(site, "LOCATION") == ["Room 12"]
    assert property_of(site, "DESCRIPTION") == [
        r"Bring one wrong answer\; or two\, and a pencil.\n\nhttps://meet.example/math\n\nhttps://district.example/stories/events/chat/"
    ]
    assert property_of(site, "URL") == ["https://district.example/stories/events/chat/"]
    assert property_of(site, "STATUS") == ["CONFIRMED"]
    assert property_of(site, "SEQUENCE") == ["0"]
    assert property_of(site, "DTSTAMP") == property_of(site, "LAST-MODIFIED") == ["20260306T010000Z"]


def test_all_events_have_a_calendar(make_site):
    site = chats(make_site, **{"content/events/meeting.md": MEETING})
    site.build(now=NOW)

    assert sorted(read_with_icalendar(calendar(site, "events/calendar.ics"))) == [
        UID,
        "meeting@district.example/stories",
    ]
    assert "\r\nX-WR-CALNAME:Events · Stories\r\n" in calendar(site, "events/calendar.ics").decode()


WEEKLY = CHAT.replace("place:", "repeats: {every: week, on: [thursday], until: 2026-05-28}\nplace:")
CREDENTIAL = """---
name: Checking for Understanding
issuer: Digital Promise
url: https://issuer.example/one
competency: Asks well
---
Words.
"""
CIRCLE = "---\nname: The fractions circle\nfacilitators: [rosa]\nhow_to_join: Come in.\n---\nWe meet.\n"
ROSA = "---\nname: Rosa Okafor\nrole: Grade 4 teacher\n---\n"
OTHERS = {
    "content/credentials/checking.md": CREDENTIAL,
    "content/circles/fractions.md": CIRCLE,
    "content/authors/rosa.md": ROSA,
}


def test_a_micro_credential_and_a_circle_have_calendars_of_their_events(make_site):
    about = CHAT.replace("place:", "credentials: [checking]\ncircle: fractions\nplace:")
    files = {"content/events/chat.md": about, "content/events/meeting.md": MEETING, **OTHERS}
    site = make_site({"edblog.toml": CONFIG, **files})
    assert [p for p in site.build(now=NOW).problems if p.severity != "notice"] == []

    for path in ("credentials/checking/events.ics", "circles/fractions/events.ics"):
        assert [*read_with_icalendar(calendar(site, path))] == [UID]
    assert b"\r\nX-WR-CALNAME:The fractions circle \xc2\xb7 Stories\r\n" in calendar(
        site, "circles/fractions/events.ics"
    )
    assert property_of(site, "CATEGORIES") == ["Checking for Understanding"]


def test_an_event_of_others_has_only_its_own_file(make_site):
    site = chats(
        make_site, **{"content/events/meeting.md": MEETING.replace("place:", "external: yes\nplace:")}
    )
    site.build(now=NOW)

    assert [*read_with_icalendar(calendar(site, "events/calendar.ics"))] == [UID]
    assert [*read_with_icalendar(calendar(site, "events/meeting/event.ics"))] == [
        "meeting@district.example/stories"
    ]


def test_a_cancelled_event_stays_and_says_so(make_site):
    site = chats(
        make_site,
        **{"content/events/chat.md": CHAT.replace("place:", "cancelled: yes\nupdated: 2026-03-01\nplace:")},
    )
    site.build(now=NOW)

    assert property_of(site, "STATUS", "events/calendar.ics") == ["CANCELLED"]
    assert property_of(site, "DTSTAMP") == ["20260301T060000Z"]
    # Minutes from 2020-01-01 to midnight of March 1 in Chicago.
    assert property_of(site, "SEQUENCE") == [str((2251 * 24 + 6) * 60)]


@pytest.mark.parametrize(
    "repeats",
    ["every: 99 months, until: 2199-12-31", "every: 99 months, count: 22", "every: week", "every: month"],
)
def test_a_series_of_a_hundred_years_has_a_calendar(make_site, repeats):
    site = chats(
        make_site, **{"content/events/chat.md": CHAT.replace("place:", f"repeats: {{{repeats}}}\nplace:")}
    )
    site.build(now=NOW)

    assert [p for p in site.build(now=NOW).problems if p.severity == "warning"] == []
    assert b"RRULE:FREQ=" in calendar(site)


def google_and_outlook(site):
    page = site.output("events/chat/index.html").replace("&amp;", "&")
    google, outlook = (
        re.search(rf'<a href="(https://{host}[^"]*)"', page)[1]
        for host in ("calendar.google", "outlook.office")
    )
    return [
        {name: value for name, [value] in parse_qs(urlsplit(url).query).items()} for url in (google, outlook)
    ]


def test_a_series_is_added_as_a_whole_where_that_is_possible(make_site):
    site = chats(make_site, **{"content/events/chat.md": WEEKLY})
    site.build(now=utc(2026, 4, 1))
    google, outlook = google_and_outlook(site)

    assert google["dates"] == "20260305T190000/20260305T203000"
    assert google["recur"] == "RRULE:FREQ=WEEKLY;UNTIL=20260529T045959Z;BYDAY=TH"
    # The next date alone, in summer time.
    assert outlook["startdt"] == "2026-04-03T00:00:00Z"
    assert "Outlook: only this date." in site.output("events/chat/index.html")


def test_a_series_with_exceptions_is_added_by_its_file_alone(make_site):
    series = WEEKLY.replace("05-28}", "05-28, except: [2026-04-09]}")
    site = chats(make_site, **{"content/events/chat.md": series})
    site.build(now=utc(2026, 4, 1))
    google, _ = google_and_outlook(site)

    assert "recur" not in google
    assert google["dates"] == "20260402T190000/20260402T203000"
    assert "Google, Outlook: only this date." in site.output("events/chat/index.html")
    assert property_of(site, "EXDATE") == ["TZID=America/Chicago:20260409T190000"]


def test_the_page_of_an_event_adds_it_to_a_calendar(make_site):
    site = chats(make_site)
    site.build(now=NOW)
    page = site.output("events/chat/index.html").replace("&amp;", "&")
    links = re.findall(r'<a href="([^"]*)"[^>]*>(Google|Outlook|Other \(\.ics\))</a>', page)

    assert [(urlsplit(url).netloc, name) for url, name in links] == [
        ("calendar.google.com", "Google"),
        ("outlook.office.com", "Outlook"),
        ("", "Other (.ics)"),
    ]
    google, outlook, file = (url for url, _ in links)
    assert file == "/stories/events/chat/event.ics"
    filled = {name: value for name, [value] in parse_qs(urlsplit(google).query).items()}
    assert filled["dates"] == "20260305T190000/20260305T203000"
    assert filled["ctz"] == "America/Chicago"
    assert filled["details"].endswith("\n\nhttps://district.example/stories/events/chat/")
    assert "recur" not in filled
    assert "startdt=2026-03-06T01%3A00%3A00Z" in outlook


def test_an_event_that_is_over_is_not_added(make_site):
    site = chats(make_site)
    site.build(now=utc(2026, 4, 1))

    assert "Add to calendar" not in site.output("events/chat/index.html")
    assert calendar(site)


def test_the_list_of_events_subscribes(make_site):
    site = chats(make_site)
    site.build(now=NOW)
    page = site.output("events/index.html")

    for url in (
        "webcal://district.example/stories/events/calendar.ics",
        "https://calendar.google.com/calendar/render?cid=webcal%3A%2F%2Fdistrict.example%2Fstories%2Fevents%2Fcalendar.ics",
        "/stories/events/calendar.ics",
    ):
        assert f'href="{url}"' in page
    assert "Google looks every 8 to 24 hours." in page


@pytest.mark.parametrize("zone", ["America/Chicago", "Africa/Casablanca"])
def test_a_single_event_that_no_rule_gives_is_in_utc(make_site, zone):
    """The clocks of Morocco follow no rule in 2026, and that of Chicago shows 1:30 twice on November 1."""
    starts = "2026-11-01 01:30" if zone == "America/Chicago" else "2026-05-05 19:00"
    event = f"---\ntitle: A meeting\nstarts: {starts}\nplace: Room 12\n---\n"
    site = make_site(
        {"edblog.toml": CONFIG.replace("America/Chicago", zone), "content/events/chat.md": event}
    )
    site.build(now=NOW)

    expected = utc(2026, 11, 1, 6, 30) if zone == "America/Chicago" else utc(2026, 5, 5, 18)
    [(start, _)] = read_with_icalendar(calendar(site))[UID]
    assert (start, b"TZID" in calendar(site)) == (expected, False)


def test_a_text_in_a_file_is_only_a_text(make_site):
    title = "x\\\\nEND:VEVENT\\\\, C:\\\\\\\\News; BEGIN:VALARM"
    site = chats(make_site, **{"content/events/chat.md": CHAT.replace("Math chat: wrong answers", title)})
    site.build(now=NOW)

    assert calendar(site).count(b"\r\nEND:VEVENT") == 1
    assert property_of(site, "SUMMARY")[0].startswith(r"x\\nEND:VEVENT\\\, C:\\\\News\; BEGIN")
    assert len(read_with_icalendar(calendar(site))) == 1


def test_a_calendar_is_incremental(make_site):
    site = chats(make_site, **{"content/events/meeting.md": MEETING})
    site.build(now=NOW)
    site.write("content/events/meeting.md", MEETING.replace("A meeting", "Another"))

    report = site.build(now=NOW)
    assert {path for path in report.written if path.endswith(".ics")} == {
        "events/calendar.ics",
        "events/meeting/event.ics",
    }
    before = site.outputs()
    site.forget()
    site.build(now=NOW)
    assert site.outputs() == before
