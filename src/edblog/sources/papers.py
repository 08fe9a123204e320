"""Documents that a reader's computer opens in a program of its own: what must not be in them.

edblog publishes them byte for byte, so whatever could run, send or hide something is refused. All looks are
linear in the size of the file, and what is packed is unpacked only up to a limit.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from edblog.kinds import OFFICE, extension
from edblog.problems import Problem

if TYPE_CHECKING:
    from zipfile import ZipFile

MAX_UNPACKED = 64_000_000
"""Bytes that are looked at in the packed parts of one document."""
MAX_OFFICE_UNPACKED = 500_000_000
"""Bytes that an office document may have once it is unpacked."""
MAX_TEXT_BYTES = 5_000_000
"""A table, a calendar or captions."""

# PDF (ISO 32000-2). Names are fixed words, long enough not to occur by chance in a picture. Linear.
_NAME = re.compile(rb"/(JavaScript|Rendition|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoToE|Encrypt)(?![\w.+-])")
_XFA = re.compile(rb"/XFA(?![\w.+-])")
_PDF_WORDS = {
    b"JavaScript": "a program (JavaScript)",
    b"Rendition": "a film that a program controls",
    b"Launch": "a command that starts another program",
    b"EmbeddedFile": "another file inside",
    b"EmbeddedFiles": "another file inside",
    b"RichMedia": "a film or Flash inside",
    b"SubmitForm": "a form that sends what is typed to another computer",
    b"ImportData": "a command that reads files of the reader",
    b"GoToE": "a link into another file inside",
}
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FILTER = re.compile(rb"/Filter\s{0,9}(?:\[\s{0,9})?/FlateDecode\s{0,9}(?:\]|/|>|$)")
_AUTHOR = re.compile(rb"/Author\s{0,9}(?:\((?!\s{0,9}\))|<(?!\s{0,9}>))|<dc:creator>")
_DICTIONARY = 2_000
"""Bytes before a stream in which its dictionary begins."""
_TAIL = 66_000
"""A ZIP file is known by its end, which is 22 bytes and a comment of at most 65,535."""
# One word at the start of a cell, so linear.
_FORMULA = re.compile(rb'(?:^|[,;\t\r\n])[ ]?"?[=@]', re.MULTILINE)
_STYLE_LOADS = re.compile(r"url\s*\(|@import", re.IGNORECASE)


def read_paper(path: str, data: bytes) -> list[Problem]:
    """What is wrong with a document, captions or a table; an error keeps it from being published."""
    kind = extension(path)
    if kind in OFFICE:
        return list(_office(path, data))
    look = _KINDS.get(kind)
    return list(look(path, data)) if look else []


def _error(path: str, code: str, message: str, help_: str, line: int = 1) -> Problem:
    return Problem(path, "error", code, message, help_, line=line, column=1)


def _named(path: str, message: str) -> Problem:
    help_ = "if that is not meant to be public, remove it in the program that made the file (its document properties)"
    return Problem(path, "notice", "names-its-author", message, help_, line=1, column=1)


def _pdf(path: str, data: bytes) -> Iterator[Problem]:
    tail = data[-_TAIL:]
    if tail.rfind(b"PK\x05\x06") > tail.rfind(b"%%EOF"):
        help_ = "save it again as PDF from the program that made it"
        yield _error(path, "unsafe-document", "behind the end of this PDF there is a ZIP file", help_)
        return
    try:
        parts = [data, *_packed(data)]
    except (zlib.error, ValueError):
        message = "this PDF has parts that cannot be looked into"
        yield _error(path, "unsafe-document", message, "make a plain one: open it, choose Print, and then Save as PDF")
        return
    plain = [_without_hex(part) for part in parts]
    found = next(filter(None, map(_NAME.search, plain)), None)
    if found and found[1] == b"Encrypt":
        message, help_ = "this PDF is locked, so nobody can see what is in it", "save it without a password"
        yield _error(path, "unsafe-document", message, f"{help_}; screen readers need that, too")
    elif found or (any(map(_XFA.search, plain)) and any(b"/AcroForm" in part for part in plain)):
        what = _PDF_WORDS[found[1]] if found else "a form of the kind that runs programs (XFA)"
        help_ = "make a plain one: open it, choose Print, and then Save as PDF"
        yield _error(path, "unsafe-document", f"this PDF holds {what}", help_)
    elif any(map(_AUTHOR.search, parts)):
        yield _named(path, "this PDF says in its properties who made it, and it is published as it is")


def _without_hex(part: bytes) -> bytes:
    """Names may spell any letter as a number: `/J#61vaScript`."""
    return _HEX.sub(lambda match: bytes([int(match[1], 16)]), part) if b"#" in part else part


def _packed(data: bytes) -> Iterator[bytes]:
    """What is in the packed object streams of a PDF. Raises ValueError and zlib.error for what cannot be unpacked.

    Each is unpacked up to where the next stream ends, and all of them take and give a bounded number of bytes.
    """
    left, given, end = MAX_UNPACKED, 4 * len(data), 0
    for match in _STREAM.finditer(data):
        start = match.end()
        head = data[max(0, match.start() - _DICTIONARY) : match.start()]
        head = _without_hex(head[max(0, head.rfind(b" obj")) :])
        if b"/ObjStm" not in head:
            continue
        if end < start:
            end = data.find(b"endstream", start)
        given -= end - start
        if end < start or given < 0 or left <= 0:
            raise ValueError("an object stream without an end")
        if b"/Filter" not in head:
            continue
        if not _FILTER.search(head) or b"/Predictor" in head:
            raise ValueError("an object stream of an unusual kind")
        part = zlib.decompressobj().decompress(data[start:end], left)
        left -= len(part)
        yield part


def _office(path: str, data: bytes) -> Iterator[Problem]:
    from xml.parsers.expat import ExpatError
    from zipfile import BadZipFile, ZipFile

    again = "save it again from the program that made it"
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            if len(names) > 20_000 or sum(entry.file_size for entry in entries) > MAX_OFFICE_UNPACKED:
                yield _error(path, "unsafe-document", "this document is far larger inside than outside", again)
                return
            if why := _office_danger(names, [entry.flag_bits for entry in entries]):
                yield _error(path, "unsafe-document", f"this document holds {why}", "save it without, or as PDF")
                return
            if not _is_whole(data, archive.start_dir, entries[0].header_offset if entries else 1):
                yield _error(path, "unsafe-document", "there is something before or behind this document in its file", again)
                return
            texts = _texts(archive, names)
            loads = any(_loads(text) for name, text in texts.items() if name.endswith(".rels"))
    except (BadZipFile, ExpatError, zlib.error, ValueError, NotImplementedError, OSError, EOFError, RuntimeError):
        yield _error(path, "damaged-file", "this document is damaged, or it is not the kind that its name says", again)
        return
    if not _is_of_kind(extension(path), names, texts):
        message = "this document is damaged, or it is not the kind that its name says"
        yield _error(path, "damaged-file", message, again)
    elif loads:
        message = "this document loads something from elsewhere when it is opened, such as a template or a picture"
        yield _error(path, "unsafe-document", message, "put the picture itself into it, choose another template, or save it as PDF")
    elif b"macroEnabled" in texts.get("[Content_Types].xml", b""):
        yield _error(path, "unsafe-document", "this document holds programs (macros)", "save it without macros, or as PDF")
    elif any(map(_OFFICE_AUTHOR.search, texts.values())):
        yield _named(path, "this document says in its properties who made it, and it is published as it is")


_MAIN = {".docx": "word/document.xml", ".pptx": "ppt/presentation.xml", ".xlsx": "xl/workbook.xml"}
_ODF = {".odt": b"text", ".odp": b"presentation", ".ods": b"spreadsheet"}
_OFFICE_TEXTS = ("[Content_Types].xml", "mimetype", "docProps/core.xml", "meta.xml")
_OFFICE_AUTHOR = re.compile(rb"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator)>\s{0,9}[^<\s]")
_PROGRAMS = re.compile(r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml|activex/|macrosheets/|basic/|scripts/|customui/)", re.IGNORECASE)


def _office_danger(names: list[str], flags: list[int]) -> str:
    if any(_PROGRAMS.search(name) for name in names):
        return "programs (macros)"
    if any(flag & 1 for flag in flags):
        return "parts that are locked with a password"
    if any(name.lower().endswith((".bin", ".exe", ".js", ".vbs", ".scr", ".lnk")) and "printersettings" not in name.lower() for name in names):
        return "another file inside"
    if any(name.startswith(("/", "\\")) or ".." in name.split("/") or ":" in name for name in names):
        return "names that lead out of it"
    return ""


def _is_whole(data: bytes, directory: int, first: int) -> bool:
    """Whether a ZIP file begins with its first part and ends with its directory (APPNOTE 4.3.16)."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - _TAIL))
    comment = int.from_bytes(data[end + 20 : end + 22], "little")
    return first == 0 and 0 < directory <= end and end + 22 + comment == len(data)


def _texts(archive: ZipFile, names: list[str]) -> dict[str, bytes]:
    """The small parts of an office document that say what it is, who made it and what it loads."""
    found: dict[str, bytes] = {}
    left = MAX_UNPACKED
    for name in names:
        if name.endswith(".rels") or name in _OFFICE_TEXTS:
            left -= archive.getinfo(name).file_size
            if left <= 0:
                raise ValueError("a document with very many relations")
            # Never more than its directory says.
            found[name] = archive.read(name)
    return found


def _is_of_kind(kind: str, names: list[str], texts: dict[str, bytes]) -> bool:
    if kind in _MAIN:
        return _MAIN[kind] in names and "[Content_Types].xml" in names
    return texts.get("mimetype", b"").strip() == b"application/vnd.oasis.opendocument." + _ODF[kind]


def _loads(text: bytes) -> bool:
    """Whether relations lead outside by themselves; a link that somebody has to press may (ECMA-376, part 2)."""
    from xml.parsers.expat import ParserCreate

    outside: list[str] = []

    def meet(_: str, attributes: dict[str, str]) -> None:
        if attributes.get("TargetMode", "").lower() == "external":
            outside.append(attributes.get("Type", ""))

    parser = ParserCreate()
    parser.StartElementHandler = meet
    parser.StartDoctypeDeclHandler = lambda *_: outside.append("a document type")
    parser.Parse(text, True)
    return any(not kind.endswith("/hyperlink") for kind in outside)


def _text(path: str, data: bytes, what: str) -> tuple[str, list[Problem]]:
    if len(data) > MAX_TEXT_BYTES:
        shown = f"{len(data) / 1e6:.1f} MB"
        return "", [_error(path, "file-too-large", f"this file is too large for {what}: {shown}, at most {MAX_TEXT_BYTES // 1_000_000} MB", "split it")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [_error(path, "not-utf-8", "this file is not saved as UTF-8", "open it in your editor and save it with the encoding UTF-8", line)]
    if "\0" in text:
        return "", [_error(path, "not-text", "this is not a text file", f"export {what} again")]
    return text, []


def _captions(path: str, data: bytes) -> Iterator[Problem]:
    text, problems = _text(path, data, "captions")
    yield from problems
    if problems:
        return
    first = re.split(r"\r\n|\r|\n", text[:1000], maxsplit=1)[0]
    if first[:6] != "WEBVTT" or first[6:7].strip():
        help_ = 'the first line must be: WEBVTT; captions of the kind ".srt" can be saved as WebVTT'
        yield _error(path, "damaged-file", "these captions do not begin with the line WEBVTT", help_)
    elif "-->" not in text:
        yield _error(path, "damaged-file", "there is not a single caption in this file", "write when each is shown: 00:00.000 --> 00:04.000")
    elif "STYLE" in text and (found := _STYLE_LOADS.search(text)):
        line = text.count("\n", 0, found.start()) + 1
        yield _error(path, "unsafe-document", "the style of these captions loads something", "take that line out", line)


def _table(path: str, data: bytes) -> Iterator[Problem]:
    text, problems = _text(path, data, "a table")
    yield from problems
    if not problems and (found := _FORMULA.search(data.removeprefix(b"\xef\xbb\xbf"))):
        line = data.count(b"\n", 0, found.end()) + 1
        message = "a cell of this table begins with = or @, so a spreadsheet would run it as a formula"
        yield _error(path, "unsafe-document", message, "write the value itself", line)
    elif not problems and text.lstrip()[:1] == "<":
        yield _error(path, "damaged-file", "this is a web page, and not a table", "export the table again as CSV")


def _calendar(path: str, data: bytes) -> Iterator[Problem]:
    text, problems = _text(path, data, "a calendar")
    yield from problems
    if problems:
        return
    low = text.upper()
    if "BEGIN:VCALENDAR" not in low or "END:VCALENDAR" not in low:
        yield _error(path, "damaged-file", "this is not a whole calendar", "export it again")
    elif found := re.search(r"^(?:ATTACH|ACTION:PROCEDURE)", low, re.MULTILINE):
        line = text.count("\n", 0, found.start()) + 1
        yield _error(path, "unsafe-document", "this calendar brings files or programs along", "take that line out", line)


_KINDS: dict[str, Callable[[str, bytes], Iterator[Problem]]] = {
    ".pdf": _pdf,
    ".vtt": _captions,
    ".csv": _table,
    ".ics": _calendar,
}
