"""What is true of every calendar on the web. A new one is held to it by its line in the registry."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from edblog.services.calendars import MAX_DETAILS, SERVICES, Entry

every_calendar = pytest.mark.parametrize("key", list(SERVICES))
STARTS = datetime(2026, 3, 5, 19, tzinfo=ZoneInfo("America/Chicago"))
ENTRY = Entry(
    title='50% más & +1 #SampleCheckMC; "halves" <b>?',
    starts=STARTS,
    ends=STARTS + timedelta(hours=1),
    details="Bring one.\nhttps://district.example/stories/events/chat/",
    location="Room 12, Maple Street",
    repeats="FREQ=WEEKLY;BYDAY=TH;COUNT=10",
)
ADDRESS = "https://district.example/stories/events/calendar.ics"
ADDED = {
    "google": {
        "action": "TEMPLATE",
        "text": ENTRY.title,
        "dates": "20260305T190000/20260305T200000",
        "ctz": "America/Chicago",
        "details": ENTRY.details,
        "location": ENTRY.location,
        "recur": "RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=10",
    },
    "outlook": {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": ENTRY.title,
        "startdt": "2026-03-06T01:00:00Z",
        "enddt": "2026-03-06T02:00:00Z",
        "body": ENTRY.details,
        "location": ENTRY.location,
    },
}
SUBSCRIBED = {
    "google": "https://calendar.google.com/calendar/render?cid=webcal%3A%2F%2Fdistrict.example%2Fstories%2Fevents%2Fcalendar.ics",
    "outlook": "https://outlook.office.com/calendar/0/addfromweb?url=https%3A%2F%2Fdistrict.example%2Fstories%2Fevents%2Fcalendar.ics"
    "&name=Events%20of%20us",
}


@every_calendar
def test_everything_is_filled_in(key):
    parts = urlsplit(SERVICES[key].add(ENTRY))

    assert {name: value for name, [value] in parse_qs(parts.query, strict_parsing=True).items()} == ADDED[key]
    assert parts.scheme == "https"
    assert parts.fragment == ""


@every_calendar
def test_an_event_with_nothing_more_has_a_short_link(key):
    bare = ENTRY._replace(details="", location="", repeats="")
    names = {"details", "body", "location", "recur"}

    assert not names & {*parse_qs(urlsplit(SERVICES[key].add(bare)).query, keep_blank_values=True)}


@every_calendar
def test_a_link_is_ascii_and_no_server_refuses_it(key):
    url = SERVICES[key].add(ENTRY._replace(title="ñ" * 120, details="語" * MAX_DETAILS, location="ñ" * 100))

    assert url.isascii()
    assert not set(' "<>\n+') & {*url}
    assert len(url) < 8_000


@every_calendar
def test_only_a_calendar_that_takes_a_series_gets_its_rule(key):
    assert ("RRULE" in SERVICES[key].add(ENTRY)) == SERVICES[key].takes_series


@every_calendar
def test_subscribing(key):
    assert SERVICES[key].subscribe(ADDRESS, "Events of us") == SUBSCRIBED[key]
