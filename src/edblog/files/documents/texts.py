"""Captions, tables and calendars: texts, of which programs make more than words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edblog.files.documents.refusals import error
from edblog.files.findings import Finding

MAX_TEXT_BYTES = 5_000_000
"""A table, a calendar or captions."""

_STYLE_LOADS = re.compile(r"url\s*\(|@import|image-set|\\", re.IGNORECASE)
_ENDS = re.compile(r"\r\n|\r|\n")

# Where a cell begins, whatever the table is separated by, and its first sign if that can begin or continue a
# formula. All repeats give nothing back, and none of the signs is among what may stand before it: linear.
_CELL = re.compile(
    r"""(?:^|(?<=[,;\t\r\n]))((?:[^\S\t\r\n]|["\0-\x08\x0e-\x1f])*+)([=@\uff1d\uff20+\uff0b*/^&<>\uff0d-])"""
)
_FORMULA = "=@\uff1d\uff20"
_SIGN = "+-\uff0b\uff0d"
# Runs of plain signs up to the end of a cell: linear.
_OPEN_END = re.compile(r"[^,;\t\r\n]*+")
_QUOTED_END = re.compile(r'(?:[^"]|"")*+(?:"[^,;\t\r\n]*+)?')
_HARMLESS = re.compile(r"[-+0-9\s.,:/()<>%$€£¥°*'\"]*+|[-+*\w\s.,;?%°’–\"]*+")
"""A cell without letters, such as a number, a date or a telephone number; or one without what a formula calls anything with."""
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
"""What a calendar may say (RFC 5545, 7953, 7986, 9074), besides what begins with X-: nothing that is fetched or started."""
# Each piece ends where the next begins, so linear.
_PROPERTY = re.compile(r'([A-Za-z0-9-]++)((?:;[^;:"]*+(?:"[^"]*+"[^;:"]*+)*+)*+):(.*+)', re.DOTALL)


def _text(data: bytes, what: str) -> tuple[str, list[Finding]]:
    if len(data) > MAX_TEXT_BYTES:
        shown = f"{len(data) / 1e6:.1f} MB"
        message = f"this file is too large for {what}: {shown}, at most {MAX_TEXT_BYTES // 1_000_000} MB"
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
    """What is wrong with captions (WebVTT)."""
    text, findings = _text(data, "captions")
    yield from findings
    if findings:
        return
    first = _ENDS.split(text[:1000], maxsplit=1)[0]
    if first[:6] != "WEBVTT" or first[6:7].strip():
        help_ = 'the first line must be: WEBVTT; captions of the kind ".srt" can be saved as WebVTT'
        yield error("damaged-file", "these captions do not begin with the line WEBVTT", help_)
    elif "-->" not in text:
        help_ = "write when each is shown: 00:00.000 --> 00:04.000"
        yield error("damaged-file", "there is not a single caption in this file", help_)
    elif "STYLE" in text and (found := _STYLE_LOADS.search(text)):
        message = "the style of these captions loads something"
        yield error("unsafe-document", message, "take that line out", _line(text, found.start()))


def read_table(data: bytes) -> Iterator[Finding]:
    """What is wrong with a table (CSV)."""
    text, findings = _text(data, "a table")
    yield from findings
    if findings:
        return
    if _SEPARATOR.match(text):
        message = "the first line of this table says that its cells are separated in an unusual way"
        yield error("unsafe-document", message, "separate them by commas, and take that line out")
    elif text.lstrip()[:1] == "<":
        yield error("damaged-file", "this is a web page, and not a table", "export the table again as CSV")
    elif found := _formula(text):
        sign, at = found
        message = f"a cell of this table begins with {sign}, so a spreadsheet would run it as a formula"
        help_ = (
            "write the value itself"
            if sign in _FORMULA
            else "put a word before it, or write the value itself"
        )
        yield error("unsafe-document", message, help_, _line(text, at))


def _formula(text: str) -> tuple[str, int] | None:
    """The first cell that a spreadsheet would run, by its sign and place.

    Which sign separates the cells depends on the computer. So where a cell begins with + or -, what follows in
    its line may belong to it, if it goes on with another sign of arithmetic.
    """
    number_line_end = -1
    for found in _CELL.finditer(text):
        sign, at = found[2], found.start(2)
        if sign in _FORMULA:
            return sign, at
        if sign not in _SIGN and at > number_line_end:
            continue
        end = (_QUOTED_END if '"' in found[1] else _OPEN_END).match(text, at)
        if end and not _HARMLESS.fullmatch(end[0]):
            return sign, at
        if at > number_line_end:
            line = _ENDS.search(text, at)
            number_line_end = line.start() if line else len(text)
    return None


def read_calendar(data: bytes) -> Iterator[Finding]:
    """What is wrong with a calendar (iCalendar)."""
    text, findings = _text(data, "a calendar")
    yield from findings
    if findings:
        return
    low = text.upper()
    if "BEGIN:VCALENDAR" not in low or "END:VCALENDAR" not in low:
        yield error("damaged-file", "this is not a whole calendar", "export it again")
        return
    for number, line in _unfolded(text):
        found = _PROPERTY.fullmatch(line)
        if found is None:
            yield error("damaged-file", "this line is none of a calendar", "export it again", number)
            return
        name = found[1].upper()
        if name in ("ATTACH", "IMAGE") or (
            name == "ACTION" and found[3].strip().upper() not in ("DISPLAY", "AUDIO", "NONE")
        ):
            message = "this calendar brings files or programs along"
            yield error("unsafe-document", message, "take that line out", number)
            return
        if name not in _PROPERTIES and not name.startswith("X-"):
            message = f"calendars that are published say nothing of the kind {name[:40]}"
            yield error("unsafe-document", message, "take that line out", number)
            return


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a calendar with their numbers; a line that begins with a blank belongs to the one before (RFC 5545, 3.1)."""
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
