"""Writes calendars (iCalendar, RFC 5545 and RFC 7986).

The bytes depend only on the view. A text can hold anything: it is escaped, and loses what would end a line.

A site's calendar has hundreds of events, and each edit of one writes all of them again. So the lines of events are put together here, in the
order and with the folds of icalendar; a test holds them against it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from icalendar import Calendar, vCategory, vDuration, vRecur, vText
from icalendar.parser import Contentline

from edblog import views
from edblog.outputs.calendars.posix import read_rule
from edblog.outputs.calendars.zones import timezone
from edblog.outputs.writing import xml_text

_REFRESH = timedelta(hours=12)
_TIME = "%Y%m%dT%H%M%S"
_MOST = 74
"""Characters of a line, to which folding adds a space."""
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
        calendar.add(name, _Text(_line(view.title)))
    if view.description:
        for name in ("description", "x-wr-caldesc"):
            calendar.add(name, _Text(_line(view.description)))
    calendar.add("url", view.url)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESH))
    head, end = calendar.to_ical().rsplit(b"END:", 1)
    zones = (_zone(zone.id, zone.rule) for zone in view.zones)
    return b"".join((head, *zones, *map(_event, view.events), b"END:", end))


@lru_cache(maxsize=128)
def _zone(id_: str, text: str) -> bytes:
    rule = read_rule(text)
    data: bytes = timezone(id_, rule).to_ical() if rule else b""
    return data


@lru_cache(maxsize=1024)
def _event(view: views.CalendarEvent) -> bytes:
    """An event, which is in several calendars."""
    stamp = f"{view.stamp.replace(tzinfo=None):{_TIME}}Z"
    lines = [
        "BEGIN:VEVENT",
        f"SUMMARY:{_escaped(_line(view.title))}",
        _time("DTSTART", view.starts, view.zone),
        _time("DTEND", view.ends, view.zone),
        f"DTSTAMP:{stamp}",
        f"UID:{_escaped(_line(view.uid))}",
        f"SEQUENCE:{view.sequence}",
        *([f"RRULE:{_rule(view.repeats)}"] if view.repeats else ()),
        # One on each line: some programs read only the first of a list.
        *(_time("EXDATE", moment, view.zone) for moment in view.exceptions),
        *([f"CATEGORIES:{_categories(view.categories)}"] if view.categories else ()),
        *([f"DESCRIPTION:{_escaped(_paragraphs(view.description))}"] if view.description else ()),
        f"LAST-MODIFIED:{stamp}",
        *([f"LOCATION:{_escaped(_line(view.location))}"] if view.location else ()),
        f"STATUS:{'CANCELLED' if view.is_cancelled else 'CONFIRMED'}",
        f"URL:{view.url}",
        "END:VEVENT",
    ]
    return b"".join(map(_folded, lines))


def _time(name: str, moment: datetime, zone: str) -> str:
    """A time on the clock of a zone, or in UTC if it is empty."""
    return f"{name};TZID={zone}:{moment:{_TIME}}" if zone else f"{name}:{moment:{_TIME}}Z"


@lru_cache(maxsize=1024)
def _rule(text: str) -> str:
    rule: bytes = vRecur.from_ical(text).to_ical()
    return rule.decode()


@lru_cache(maxsize=1024)
def _categories(names: tuple[str, ...]) -> str:
    categories: bytes = vCategory([_line(name) for name in names]).to_ical()
    return categories.decode()


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> bytes:
    """A line with its end; a long one is folded, but never after a backslash or a caret, which belong to what follows."""
    if not line.isascii():
        data: bytes = Contentline(line).to_ical()  # type: ignore[no-untyped-call]
        return data + b"\r\n"
    parts, at = list[str](), 0
    while len(line) - at > _MOST:
        end = at + _MOST - (line[at + _MOST - 1] in "\\^")
        parts.append(line[at:end])
        at = end
    return "\r\n ".join((*parts, line[at:] + "\r\n")).encode()


def _line(text: str) -> str:
    return " ".join(_paragraphs(text).split())


def _paragraphs(text: str) -> str:
    """A text that may have several lines, without control characters."""
    lines = xml_text(text.replace("\r\n", "\n").translate(_CLEANED)).split("\n")
    return "\n".join(map(str.rstrip, lines)).strip()
