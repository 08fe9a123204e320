"""Captions, tables and calendars: plain text files that programs may act on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edblog.files.documents.shared_findings import error
from edblog.files.findings import Finding

MAX_TEXT_BYTES = 5_000_000
"""Largest captions, table or calendar in bytes."""

_STYLE_LOADS = re.compile(r"url\s*\(|@import|image-set|\\", re.IGNORECASE)
_ENDS = re.compile(r"\r\n|\r|\n")

# The start of a cell, for any separator, and its first character if that can begin or continue a formula. The repeats
# are possessive, and cannot match that character: linear.
_CELL = re.compile(
    r"""(?:^|(?<=[,;\t\r\n]))((?:[^\S\t\r\n]|["\0-\x08\x0e-\x1f])*+)([=@\uff1d\uff20+\uff0b*/^&<>\uff0d-])"""
)
_FORMULA = "=@\uff1d\uff20"
_PLUS_OR_MINUS = "+-\uff0b\uff0d"
# Runs of plain characters up to the end of a cell: linear.
_OPEN_END = re.compile(r"[^,;\t\r\n]*+")
_QUOTED_END = re.compile(r'(?:[^"]|"")*+(?:"[^,;\t\r\n]*+)?')
_HARMLESS = re.compile(r"[-+0-9\s.,:/()<>%$€£¥°*'\"]*+|[-+*\w\s.,;?%°’–\"]*+")
"""A cell that is no formula: one without letters, such as a number, a date or a phone number, or one without operators."""
_SEPARATOR = re.compile(r'"?sep=[^,;\t\r\n]', re.IGNORECASE)

_PROPERTIES = frozenset(
    """
    BEGIN END VERSION PRODID CALSCALE METHOD NAME COLOR REFRESH-INTERVAL LAST-MODIFIED UID URL
    CATEGORIES CLASS COMMENT DESCRIPTION GEO LOCATION PERCENT-COMPLETE PRIORITY RESOURCES STATUS SUMMARY
    COMPLETED DTEND DUE DTSTART DURATION FREEBUSY TRANSP TZID TZNAME TZOFFSETFROM TZOFFSETTO TZURL TZUNTIL TZID-ALIAS-OF
    ATTENDEE CONTACT ORGANIZER RECURRENCE-ID RELATED-TO EXDATE EXRULE RDATE RRULE ACTION REPEAT TRIGGER
    CREATED DTSTAMP SEQUENCE REQUEST-STATUS CONFERENCE ACKNOWLEDGED PROXIMITY BUSYTYPE
    """.split()
)
"""Allowed properties of a calendar (RFC 5545, 7953, 7986, 9074), in addition to X- properties: none loads or starts anything."""
# Possessive, so linear. Of a comment, the words in front of an arrow are no time.
_CUE = re.compile(r"[ \t]*+(\d[\d:., \t]*+)-->(.*+)")
_TIME = re.compile(r"(?:(\d{1,6}):)?([0-5]\d):([0-5]\d\.\d{3})")
# Each piece ends where the next one begins, so linear.
_PROPERTY = re.compile(r'([A-Za-z0-9-]++)((?:;[^;:"]*+(?:"[^"]*+"[^;:"]*+)*+)*+):(.*+)', re.DOTALL)


def _text(data: bytes, what: str) -> tuple[str, list[Finding]]:
    if len(data) > MAX_TEXT_BYTES:
        size = f"{len(data) / 1e6:.1f} MB"
        message = f"this file has {size}, and the limit for {what} is {MAX_TEXT_BYTES // 1_000_000} MB"
        return "", [error("file-too-large", message, "split it")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = data.count(b"\n", 0, broken.start) + 1
        help_ = "open it in your editor and save it with the encoding UTF-8"
        return "", [error("not-utf-8", "this file is not saved as UTF-8", help_, line)]
    if "\0" in text:
        return "", [error("not-text", "this is not a text file", f"export {what} again")]
    return text, []


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def read_captions(data: bytes) -> Iterator[Finding]:
    """Faults in captions (WebVTT)."""
    text, findings = _text(data, "captions")
    yield from findings
    if findings:
        return
    first = _ENDS.split(text[:1000], maxsplit=1)[0]
    if first[:6] != "WEBVTT" or first[6:7].strip():
        help_ = 'the first line must be: WEBVTT; if these are ".srt" captions, save them as WebVTT'
        yield error("damaged-file", "these captions do not start with the line WEBVTT", help_)
    elif "-->" not in text:
        help_ = "write the start and end time above each caption: 00:00.000 --> 00:04.000"
        yield error("damaged-file", "there are no captions in this file", help_)
    elif "STYLE" in text and (found := _STYLE_LOADS.search(text)):
        message = "the style of these captions loads something"
        yield error("unsafe-document", message, "delete that line", _line(text, found.start()))
    else:
        yield from _wrong_times(text)


def _wrong_times(text: str) -> Iterator[Finding]:
    """The first line with times that browsers do not read. They leave out its caption, and say nothing."""
    for at, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if (found := _CUE.match(line)) is None:
            continue
        times = [_TIME.fullmatch(word) for word in (found[1].strip(), (found[2].split() or [""])[0])]
        starts, ends = (
            time and float(time[1] or 0) * 3600 + int(time[2]) * 60 + float(time[3]) for time in times
        )
        if starts is None or ends is None:
            message = "browsers do not read these times, so nobody sees this caption"
            yield error(
                "damaged-file", message, "write: 00:00.000 --> 00:04.000, or with hours: 01:00:00.000", at
            )
            return
        if ends < starts:
            message = "this caption ends before it starts, so nobody sees it"
            yield error("damaged-file", message, "write an end that is later than the start", at)
            return


def read_table(data: bytes) -> Iterator[Finding]:
    """Faults in a table (CSV)."""
    text, findings = _text(data, "a table")
    yield from findings
    if findings:
        return
    if _SEPARATOR.match(text):
        message = "the first line of this table sets an unusual separator between cells"
        yield error("unsafe-document", message, "separate the cells with commas, and delete that line")
    elif text.lstrip()[:1] == "<":
        yield error("damaged-file", "this is a web page, not a table", "export the table again as CSV")
    elif found := _formula(text):
        character, at = found
        message = f"a cell of this table starts with {character}, so a spreadsheet would run it as a formula"
        help_ = (
            "replace the formula with its value"
            if character in _FORMULA
            else "put a word before it, or replace the formula with its value"
        )
        yield error("unsafe-document", message, help_, _line(text, at))


def _formula(text: str) -> tuple[str, int] | None:
    """The first character and the position of the first cell that a spreadsheet would run; None if there is no such cell.

    The separator depends on the reader's computer. So if a cell begins with + or -, the following cells of the line may
    belong to it, if they begin with another arithmetic operator.
    """
    number_line_end = -1
    for found in _CELL.finditer(text):
        character, at = found[2], found.start(2)
        if character in _FORMULA:
            return character, at
        if character not in _PLUS_OR_MINUS and at > number_line_end:
            continue
        end = (_QUOTED_END if '"' in found[1] else _OPEN_END).match(text, at)
        if end and not _HARMLESS.fullmatch(end[0]):
            return character, at
        if at > number_line_end:
            line = _ENDS.search(text, at)
            number_line_end = line.start() if line else len(text)
    return None


def read_calendar(data: bytes) -> Iterator[Finding]:
    """Faults in a calendar (iCalendar)."""
    text, findings = _text(data, "a calendar")
    yield from findings
    if findings:
        return
    low = text.upper()
    if "BEGIN:VCALENDAR" not in low or "END:VCALENDAR" not in low:
        yield error("damaged-file", "this calendar is not complete", "export it again")
        return
    for number, line in _unfolded(text):
        found = _PROPERTY.fullmatch(line)
        if found is None:
            yield error("damaged-file", "this line does not belong in a calendar", "export it again", number)
            return
        name = found[1].upper()
        if name in ("ATTACH", "IMAGE") or (
            name == "ACTION" and found[3].strip().upper() not in ("DISPLAY", "AUDIO", "NONE")
        ):
            message = "this calendar contains files or programs"
            yield error("unsafe-document", message, "delete that line", number)
            return
        if name not in _PROPERTIES and not name.startswith("X-"):
            message = f'"{name[:40]}" is not allowed in a published calendar'
            yield error("unsafe-document", message, "delete that line", number)
            return


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a calendar with their numbers; a line that begins with a space continues the one before (RFC 5545, 3.1)."""
    pieces: list[str] = []
    first = 1
    for number, line in enumerate(_ENDS.split(text), 1):
        if pieces and line[:1] in (" ", "\t"):
            pieces.append(line[1:])
            continue
        if any(pieces):
            yield first, "".join(pieces)
        pieces, first = [line], number
    if any(pieces):
        yield first, "".join(pieces)
