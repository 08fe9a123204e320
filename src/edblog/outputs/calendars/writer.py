"""Writes calendars (iCalendar, RFC 5545 and RFC 7986).

The bytes depend only on the view. A text can hold anything: it is escaped, and loses what would end a line.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from icalendar import Calendar, vCategory, vDatetime, vDuration, vInt, vRecur, vText, vUri
from icalendar import Event as VEvent

from edblog import views
from edblog.outputs.calendars.posix import read_rule
from edblog.outputs.calendars.zones import timezone
from edblog.outputs.writing import xml_text

_REFRESH = timedelta(hours=12)
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_CLEANED = str.maketrans(
    {
        **dict.fromkeys(map(chr, (*range(0x20), *range(0x7F, 0xA0)))),
        **dict.fromkeys("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n"),
        "\t": " ",
    }
)
"""Control characters go, except those at which some program ends a line: each becomes a newline."""


class _Text(vText):
    """A text with its own escapes: icalendar takes a backslash and N in a text for the end of a line."""

    def to_ical(self) -> bytes:
        """The escaped text."""
        return str(self).translate(_ESCAPED).encode()


def render_calendar(view: views.Calendar) -> bytes:
    """The file of a calendar: UTF-8, with CRLF, in lines of at most 75 bytes."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//edblog//edblog//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, _line(view.title))
    if view.description:
        for name in ("description", "x-wr-caldesc"):
            calendar.add(name, _line(view.description))
    calendar.add("url", view.url)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESH))
    for zone in view.zones:
        if rule := read_rule(zone.rule):
            calendar.add_component(timezone(zone.id, rule))
    head, end = calendar.to_ical().rsplit(b"END:", 1)
    return b"".join((head, *map(_event, view.events), b"END:", end))


@lru_cache(maxsize=1024)
def _event(view: views.CalendarEvent) -> bytes:
    """An event, which is in several calendars."""
    event = VEvent()
    event["uid"] = _line(view.uid)
    event["dtstamp"] = event["last-modified"] = vDatetime(view.stamp)
    event["sequence"] = vInt(view.sequence)
    event["dtstart"], event["dtend"] = _time(view.starts, view.zone), _time(view.ends, view.zone)
    if view.repeats:
        event["rrule"] = vRecur.from_ical(view.repeats)
    if view.exceptions:
        # One on each line: some programs read only the first of a list.
        event["exdate"] = [_time(moment, view.zone) for moment in view.exceptions]
    event["summary"] = _line(view.title)
    if view.description:
        event["description"] = _paragraphs(view.description)
    if view.location:
        event["location"] = _line(view.location)
    if view.categories:
        event["categories"] = vCategory([_line(name) for name in view.categories])
    event["url"] = vUri(view.url)
    event["status"] = _Text("CANCELLED" if view.is_cancelled else "CONFIRMED")
    data: bytes = event.to_ical()
    return data


def _time(moment: datetime, zone: str) -> vDatetime:
    """A time on the clock of a zone, or in UTC if it is empty."""
    if not zone:
        return vDatetime(moment.replace(tzinfo=UTC))
    time = vDatetime(moment)
    time.params["TZID"] = zone
    return time


def _line(text: str) -> _Text:
    return _Text(" ".join(_paragraphs(text).split()))


def _paragraphs(text: str) -> _Text:
    """A text that may have several lines, without control characters."""
    lines = xml_text(text.replace("\r\n", "\n").translate(_CLEANED)).split("\n")
    return _Text("\n".join(map(str.rstrip, lines)).strip())
