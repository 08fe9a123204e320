"""The lines of events in calendars are those that icalendar writes, byte for byte."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from icalendar import Event, vCategory, vDatetime, vInt, vRecur, vText, vUri

from edblog.outputs.calendars.writer import render_calendar
from edblog.views import Calendar, CalendarEvent

LETTERS = (
    "abc xyz 0123456789",
    "a b\\^,;:\n",
    "ab ,;\\^:\"'é漢😀\n\r\t\x00\x85\u2028\ufffe-N=",
)
RULES = (
    "",
    "FREQ=WEEKLY;INTERVAL=2;COUNT=10;BYDAY=MO,TU",
    "FREQ=MONTHLY;UNTIL=20300101T000000Z;BYDAY=-1FR",
    "FREQ=MONTHLY;COUNT=3;BYMONTHDAY=31",
)
ENDS = dict.fromkeys("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n")
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class Plain(vText):
    """A text with the escapes of RFC 5545 and no others."""

    def to_ical(self) -> bytes:
        return str(self).translate(ESCAPES).encode()


def paragraphs(text: str) -> str:
    signs = (ENDS.get(sign, " " if sign == "\t" else sign) for sign in text.replace("\r\n", "\n"))
    kept = "".join(s for s in signs if s == "\n" or not (s < " " or "\x7f" <= s < "\xa0" or s == "\ufffe"))
    return "\n".join(line.rstrip() for line in kept.split("\n")).strip()


def line(text: str) -> str:
    return " ".join(paragraphs(text).split())


def written_by_icalendar(view: CalendarEvent) -> bytes:
    def time(moment: datetime) -> vDatetime:
        if not view.zone:
            return vDatetime(moment.replace(tzinfo=UTC))
        found = vDatetime(moment)
        found.params["TZID"] = view.zone
        return found

    event = Event()
    event["uid"] = Plain(line(view.uid))
    event["dtstamp"] = event["last-modified"] = vDatetime(view.stamp)
    event["sequence"] = vInt(view.sequence)
    event["dtstart"], event["dtend"] = time(view.starts), time(view.ends)
    if view.repeats:
        event["rrule"] = vRecur.from_ical(view.repeats)
    if view.exceptions:
        event["exdate"] = [time(moment) for moment in view.exceptions]
    event["summary"] = Plain(line(view.title))
    if view.description:
        event["description"] = Plain(paragraphs(view.description))
    if view.location:
        event["location"] = Plain(line(view.location))
    if view.categories:
        event["categories"] = vCategory([line(name) for name in view.categories])
    event["url"] = vUri(view.url)
    event["status"] = Plain("CANCELLED" if view.is_cancelled else "CONFIRMED")
    data: bytes = event.to_ical()
    return data


def drawn(random: Random) -> CalendarEvent:
    letters = random.choice(LETTERS)

    def text(longest: int, of: str = letters) -> str:
        return "".join(random.choices(of, k=random.randrange(longest)))

    starts = datetime(random.randrange(1980, 2100), random.randrange(1, 13), 3, 19)  # noqa: DTZ001
    return CalendarEvent(
        uid=text(120, "abc-.") + "@district.example",
        stamp=datetime(2026, 1, random.randrange(1, 31), 12, tzinfo=UTC),
        sequence=random.randrange(10**7),
        zone=random.choice(["", "America/Chicago", "Etc/GMT+1", "America/Argentina/ComodRivadavia"]),
        starts=starts,
        ends=starts + timedelta(minutes=50),
        repeats=random.choice(RULES),
        exceptions=tuple(starts + timedelta(days) for days in range(random.randrange(3))),
        title=text(200),
        description=text(500),
        location=text(150),
        categories=tuple(text(90) for _ in range(random.randrange(4))),
        url="https://district.example/" + text(200, "abc/é?=&;,"),
        is_cancelled=random.random() < 0.5,
    )


@pytest.mark.parametrize("seed", range(10))
def test_the_lines_of_an_event_are_those_of_icalendar(seed):
    random = Random(seed)
    for _ in range(40):
        view = drawn(random)
        calendar = Calendar(title="Events", url="https://district.example/", zones=(), events=(view,))
        data = render_calendar(calendar)

        assert data[data.index(b"BEGIN:VEVENT") : data.index(b"END:VCALENDAR")] == written_by_icalendar(view)
        assert max(map(len, data.split(b"\r\n"))) <= 75


@pytest.mark.parametrize("sign", ["a", "\\", "^", "é", "😀"])
def test_a_line_is_folded_where_icalendar_folds_it(sign):
    start = datetime(2026, 3, 5, 19)  # noqa: DTZ001
    for length in range(55, 90):
        view = CalendarEvent(
            uid="a@district.example",
            stamp=datetime(2026, 1, 1, tzinfo=UTC),
            sequence=0,
            zone="",
            starts=start,
            ends=start,
            title="x" * length + sign + "y" * 80,
            description=sign * length,
            location="",
            url="https://district.example/" + "z" * length,
        )
        calendar = Calendar(title="Events", url="https://district.example/", zones=(), events=(view,))
        data = render_calendar(calendar)

        assert data[data.index(b"BEGIN:VEVENT") : data.index(b"END:VCALENDAR")] == written_by_icalendar(view)
