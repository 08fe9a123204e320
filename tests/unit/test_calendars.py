"""Calendars: their bytes, their zones, and texts that mean to be something else."""

# ruff: noqa: DTZ001 - the times of a calendar are on the clock of a zone

from __future__ import annotations

import io
import os
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar as Reader
from msgspec.structs import replace

from edblog.outputs.calendars.posix import read_rule
from edblog.outputs.calendars.writer import render_calendar
from edblog.outputs.calendars.zones import timezone
from edblog.views import Calendar, CalendarEvent, CalendarZone

DATABASE = files("tzdata") / "zoneinfo"
CHICAGO = CalendarZone("America/Chicago", "CST6CDT,M3.2.0,M11.1.0")
CHAT = CalendarEvent(
    uid="math-chat@district.example/stories",
    stamp=datetime(2026, 3, 1, 6, tzinfo=UTC),
    sequence=3242280,
    zone="America/Chicago",
    starts=datetime(2026, 3, 5, 19),
    ends=datetime(2026, 3, 5, 20),
    repeats="FREQ=WEEKLY;BYDAY=TH;UNTIL=20260529T000000Z",
    exceptions=(datetime(2026, 4, 2, 19), datetime(2026, 4, 9, 19)),
    title="Math chat: halves, thirds; ¿y quintos?",
    description="Bring one wrong answer.\nhttps://district.example/stories/events/math-chat/",
    location="Room 12, Maple Street Elementary",
    categories=("Checking for Understanding",),
    url="https://district.example/stories/events/math-chat/",
)
CALENDAR = Calendar(
    title="Math chat",
    url="https://district.example/stories/events/math-chat/",
    zones=(CHICAGO,),
    events=(CHAT,),
)
WRITTEN = r"""
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//edblog//edblog//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
NAME:Math chat
X-WR-CALNAME:Math chat
REFRESH-INTERVAL;VALUE=DURATION:PT12H
URL:https://district.example/stories/events/math-chat/
X-PUBLISHED-TTL:PT12H
BEGIN:VTIMEZONE
TZID:America/Chicago
BEGIN:STANDARD
DTSTART:19701101T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZNAME:CST
TZOFFSETFROM:-0500
TZOFFSETTO:-0600
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700308T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZNAME:CDT
TZOFFSETFROM:-0600
TZOFFSETTO:-0500
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:Math chat: halves\, thirds\; ¿y quintos?
DTSTART;TZID=America/Chicago:20260305T190000
DTEND;TZID=America/Chicago:20260305T200000
DTSTAMP:20260301T060000Z
UID:math-chat@district.example/stories
SEQUENCE:3242280
RRULE:FREQ=WEEKLY;UNTIL=20260529T000000Z;BYDAY=TH
EXDATE;TZID=America/Chicago:20260402T190000
EXDATE;TZID=America/Chicago:20260409T190000
CATEGORIES:Checking for Understanding
DESCRIPTION:Bring one wrong answer.\nhttps://district.example/stories/even
 ts/math-chat/
LAST-MODIFIED:20260301T060000Z
LOCATION:Room 12\, Maple Street Elementary
STATUS:CONFIRMED
URL:https://district.example/stories/events/math-chat/
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar():
    assert render_calendar(CALENDAR).decode() == WRITTEN.lstrip().replace("\n", "\r\n")


def test_a_single_event_in_utc_that_is_cancelled():
    event = replace(CHAT, zone="", repeats="", exceptions=(), is_cancelled=True)
    text = render_calendar(replace(CALENDAR, zones=(), events=(event,))).decode()

    assert "\r\nDTSTART:20260305T190000Z\r\nDTEND:20260305T200000Z\r\n" in text
    assert "\r\nSTATUS:CANCELLED\r\n" in text
    assert "TZID" not in text
    assert "RRULE" not in text


HOSTILE = (
    "".join(map(chr, range(0x20)))
    + "\x7f\x85\u2028\u2029\ufeff\ufffe\u202e,;:\"\\N\\n\\,^n'=\U0001f469\u200d\U0001f3eb"
)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x85", "\u2028", "\x0b", "\x0c", "\x1e", "\\n", "\\N"])
def test_no_text_becomes_a_property(end):
    text = f"C:\\News{end}END:VEVENT{end}ATTACH:https://evil.example/x{HOSTILE}{'ñ' * 80}"
    fields = dict.fromkeys(("uid", "title", "description", "location"), text)
    data = render_calendar(
        replace(
            CALENDAR, title=text, description=text, events=(replace(CHAT, **fields, categories=(text, "b")),)
        )
    )

    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    # No other character at which a program may end a line.
    assert all(line.decode().isprintable() or not line.decode().splitlines()[1:] for line in lines)
    unfolded = data.decode().replace("\r\n ", "").splitlines()
    names = [line.partition(":")[0].partition(";")[0] for line in unfolded]
    as_usual = render_calendar(replace(CALENDAR, description="x")).decode().replace("\r\n ", "").splitlines()
    assert names == [line.partition(":")[0].partition(";")[0] for line in as_usual]
    read = Reader.from_ical(data)
    [event] = read.events
    assert str(event["summary"]).startswith("C:\\News")
    assert event["description"].count("\U0001f469\u200d\U0001f3eb") == 1
    assert event["categories"].cats[1] == "b"
    assert not {*map(ord, event["description"])} & {*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0)}


def test_a_rule_that_calendars_cannot_have():
    for text in (
        "",
        "CST",
        "XXX3EDT4,0/0,J365/25",
        "EST5EDT",
        "EST5EDT,M2.5.0/25,M11.1.0",
        "EST5EDT,M3.1.0/-25,M11.1.0",
    ):
        assert read_rule(text) is None, text
    fixed = timezone("X", read_rule("<-03>3<-02>2,J60/1:30,J300")).to_ical().decode()
    assert "DTSTART:19700301T013000\r\nRRULE:FREQ=YEARLY;BYMONTHDAY=1;BYMONTH=3\r\nTZNAME:-02\r\n" in fixed


def posix(zone: str) -> str:
    return (DATABASE / zone).read_bytes().rstrip(b"\n").rpartition(b"\n")[2].decode()


def table(zone: str) -> ZoneInfo:
    return ZoneInfo.from_file(io.BytesIO((DATABASE / zone).read_bytes()))


def with_one_zone_for_each_rule():
    zones = {posix(zone): zone for zone in (files("tzdata") / "zones").read_text().split()}
    return sorted(zones.values())


SOME = """America/Chicago Africa/Cairo America/Nuuk America/Santiago Asia/Gaza Asia/Jerusalem Asia/Tehran Australia/Lord_Howe Europe/Dublin
    Pacific/Chatham""".split()


@pytest.mark.parametrize(
    "zone", SOME if "EDBLOG_CALENDARS" not in os.environ else with_one_zone_for_each_rule()
)
def test_the_rules_of_a_zone_are_its_table(zone):
    """dateutil reads the rules; the table is that of the zone database, in the years after next."""
    there = table(zone)
    text = timezone(zone, read_rule(posix(zone))).to_ical().decode().replace("\r\n", "\n")
    read = tzical(io.StringIO(f"BEGIN:VCALENDAR\n{text}END:VCALENDAR\n")).get()
    step, compared = timedelta(hours=6), 0
    for number in range(4 * 365 * 2):
        moment = datetime(2032, 1, 1, tzinfo=UTC) + number * step
        changes = there.utcoffset(moment.astimezone(there)) != there.utcoffset(
            (moment + step).astimezone(there)
        )
        for found in (
            moment + timedelta(minutes=minutes) for minutes in (range(0, 360, 5) if changes else (0,))
        ):
            local = found.astimezone(there)
            # Of a time that the clock shows twice, programs take the first or the second.
            if not local.fold and local.replace(fold=1).utcoffset() == local.utcoffset():
                assert read.utcoffset(local.replace(tzinfo=None)) == local.utcoffset(), local
                compared += 1
    assert compared >= 4 * 365 * 2
