"""Mistakes that other programs for events and calendars made in public, each as a small site of ours."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from tests.calendars import read_with_icalendar
from tests.conftest import CONFIG
from tests.unit.test_event_calendars import calendar, chats, property_of, utc
from tests.unit.test_events import titles
from tests.unit.test_recurrence import dates, event, rule, shown

from edblog.kinds.events.record import Repeats
from edblog.services.calendars import SERVICES as CALENDARS
from edblog.services.calendars import Entry
from edblog.services.sharing import SERVICES as NETWORKS
from edblog.services.sharing import Shared

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def meeting(title, starts, *lines):
    fields = "".join(f"{line}\n" for line in (f"title: {title}", f"starts: {starts}", *lines))
    return f"---\n{fields}place: Room 12\n---\n"


def site_of(make_site, **events):
    return make_site(
        {"edblog.toml": CONFIG, **{f"content/events/{name}.md": text for name, text in events.items()}}
    )


def test_a_series_stays_at_its_hour_when_the_clocks_change(make_site):
    """stephenharris/Event-Organiser#293: dates after the change were an hour off."""
    text = meeting("A", "2026-10-22 19:00", "repeats: {every: week, count: 3}")
    site = site_of(make_site, chat=text)
    site.build(now=NOW)

    hours = [(utc(2026, 10, day, 0), utc(2026, 10, day, 1)) for day in (23, 30)]
    assert read_with_icalendar(calendar(site)) == {
        "chat@district.example/stories": [*hours, (utc(2026, 11, 6, 1), utc(2026, 11, 6, 2))]
    }
    dates = re.findall(r'<time class="dt-start" datetime="([^"]*)"', site.output("events/chat/index.html"))
    assert dates[1:] == [
        "2026-10-22T19:00:00-05:00",
        "2026-10-29T19:00:00-05:00",
        "2026-11-05T19:00:00-06:00",
    ]


def test_the_second_wednesday_is_a_wednesday_in_summer_and_in_winter():
    """wernerjoss/grav-plugin-fullcalendar#44: it was the day before once summer time had ended."""
    found = event("2026-09-09 00:30", "Europe/Berlin", Repeats("month", on=("2WE",), count=4))

    assert shown(dates(found), "Europe/Berlin") == [
        "2026-09-09 00:30+0200",
        "2026-10-14 00:30+0200",
        "2026-11-11 00:30+0100",
        "2026-12-09 00:30+0100",
    ]


def test_a_skipped_first_date_is_not_the_next_one(make_site):
    """Xtendify/Simple-Calendar#132 and nextcloud/calendar#7649: "next" was a date that does not take place."""
    text = meeting(
        "A", "2026-03-05 19:00", "repeats: {every: week, on: [thursday], except: [2026-03-05, 2026-03-12]}"
    )
    site = site_of(make_site, chat=text)
    site.build(now=NOW)

    for path in ("index.html", "events/index.html", "events/chat/index.html"):
        page = site.output(path)
        assert "2026-03-19T19:00:00" in page
        assert "2026-03-05T" not in page
        assert "2026-03-12T" not in page
    starts = [start for start, _ in read_with_icalendar(calendar(site))["chat@district.example/stories"]]
    assert starts[:2] == [utc(2026, 3, 20, 0), utc(2026, 3, 27, 0)]


def test_a_fourth_tuesday_with_an_end_is_skipped(make_site):
    """dakboard/DAKboard#195: EXDATE had no effect beside a monthly BYDAY=4TU and UNTIL."""
    series = "repeats: {every: month, on: [fourth tuesday], until: 2026-06-23, except: [2026-04-28]}"
    site = site_of(make_site, chat=meeting("A", "2026-03-24 23:30", series))
    site.build(now=NOW)

    starts = [start for start, _ in read_with_icalendar(calendar(site))["chat@district.example/stories"]]
    assert starts == [utc(2026, 3, 25, 4, 30), utc(2026, 5, 27, 4, 30), utc(2026, 6, 24, 4, 30)]
    assert property_of(site, "RRULE") == ["FREQ=MONTHLY;UNTIL=20260624T045959Z;BYDAY=4TU"]
    assert rule(
        event("2026-03-24 23:30", repeats=Repeats("month", on=("4TU",), until=date(2026, 6, 23)))
    ) == ("FREQ=MONTHLY;UNTIL=20260624T045959Z;BYDAY=4TU")


def test_every_zone_that_a_calendar_names_is_in_it(make_site):
    """jasonleibowitz/react-add-to-calendar-hoc#46: TZID without a VTIMEZONE."""
    zones = ("America/Chicago", "America/Phoenix", "Europe/Madrid", "Australia/Sydney")
    events = {
        zone.rpartition("/")[2].lower(): meeting("A", "2026-03-05 19:00", f"timezone: {zone}")
        for zone in zones
    }
    site = site_of(make_site, **events)
    site.build(now=NOW)

    text = calendar(site, "events/calendar.ics").decode()
    assert set(re.findall(r";TZID=([^:]*):", text)) == set(zones)
    assert sorted(re.findall(r"BEGIN:VTIMEZONE\r\nTZID:(.*)\r\n", text)) == sorted(zones)


def test_after_the_last_event_there_is_no_later_one(make_site):
    """stillmuseum/patricia#122: "next event" of the last one led back in time."""
    texts = {f"on-{day}": meeting(f"Day {day}", f"2026-02-0{day} 19:00") for day in (1, 2, 3)}
    site = site_of(make_site, **texts)
    site.build(now=NOW)

    def neighbors(day):
        page = site.output(f"events/on-{day}/index.html")
        return re.findall(r'rel="(next|prev)" href="/stories/events/on-(\d)/"', page)

    assert neighbors(1) == [("next", "2")]
    assert neighbors(2) == [("next", "3"), ("prev", "1")]
    assert neighbors(3) == [("prev", "2")]


def test_an_event_that_is_over_is_not_among_those_to_come(make_site):
    """wpeventmanager/wp-event-manager#931: an event of this morning was still to come."""
    site = site_of(
        make_site,
        morning=meeting("Morning", "2026-03-01 05:00"),
        now=meeting("Now", "2026-03-01 05:30"),
        evening=meeting("Evening", "2026-03-01 19:00"),
    )
    site.build(now=NOW + timedelta(minutes=5))

    assert (titles(site, "next"), titles(site, "upcoming")) == (["Now"], ["Evening"])
    assert titles(site, "past") == ["Morning"]


def test_a_link_has_the_whole_title_and_the_whole_address():
    """EmissarySocial/bandwagon#168: `&` in a title ended a link; mastodon/mastodon#32645: `#` ended an address."""
    title, url = "Q&A: 50% more? a+b #1 = c", "https://district.example/stories/?a=1&b=2#q2"
    for service in NETWORKS.values():
        shared = Shared(title, url, "Tag", "https://district.example/a.png")
        values = " ".join(value for [value] in parse_qs(urlsplit(service.link(shared)).query).values())
        assert url in values
        assert title in values or service.name in ("Facebook", "LinkedIn")
    start = datetime(2026, 3, 5, 19, tzinfo=ZoneInfo("America/Chicago"))
    entry = Entry(title, start, start + timedelta(hours=1), details=url, location=title)
    for calendar_ in CALENDARS.values():
        values = [value for [value] in parse_qs(urlsplit(calendar_.add(entry)).query).values()]
        assert values.count(title) == 2
        assert url in values


def test_a_day_without_a_time_is_no_event(make_site):
    """spatie/calendar-links#183: a date without a time became midnight, in UTC."""
    site = chats(make_site, **{"content/events/day.md": meeting("A", "2026-03-05")})

    assert [problem.message for problem in site.build(now=NOW).problems] == [
        '"starts" has a day, but no time'
    ]


def test_a_misspelled_chat_and_a_hashtag_of_nothing_say_what_to_write(make_site):
    site = make_site(
        {
            "content/credentials/talk.md": "---\nname: Talk\nissuer: NEA\nhashtag: TalkMC\n---\nTalk.\n",
            "content/events/a.md": "---\ntitle: A\nwhat: twitter chat\nstarts: 2026-03-05 19:00\nminutes: one hour\ncredentials: [talk]\n---\n",
            "content/events/b.md": '---\ntitle: B\nstarts: 2026-03-05 19:00\nhashtag: "#"\n---\n',
        }
    )

    assert [(p.path[-4:], p.line, p.message, p.help) for p in site.build().problems] == [
        ("a.md", 3, '"twitter chat" is not a choice for "what"', "write one of: chat, office-hours, webinar, meeting, course"),
        ("a.md", 5, '"minutes" must be a whole number', "write: minutes: 60"),
        ("b.md", 4, '"#" has no letters', "write a word: hashtag: ExampleCheckMC"),
    ]  # fmt: skip
