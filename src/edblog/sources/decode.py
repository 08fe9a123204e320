"""Decodes a text file from bytes to clean text, or reports why it cannot."""

from __future__ import annotations

import re

from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.problems.places import line_and_column

# XML 1.0 forbids these characters, so no feed could carry them. A single character class, so linear.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r"))


def decode(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    r"""The text of a UTF-8 file with `\n` line ends and no byte order mark."""
    if not data.strip():
        help_ = "write the story, or delete the file"
        return None, [problem_of("empty-file", path, "this file is empty", help_, 1, 1)]
    if b"\x00" in data[:8192] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [_not_text(path)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(path, data, error.start)]
    text = with_plain_line_ends(text)
    if has_controls(data, text):
        text = without_controls(text)
    return text, []


def has_controls(data: bytes, text: str) -> bool:
    """Whether a text has characters that XML 1.0 forbids; `data` is the same text as bytes, which are faster to search."""
    return len(data.translate(None, _CONTROLS)) < len(data) or "\ufffe" in text or "\uffff" in text


def without_controls(text: str) -> str:
    r"""The text without the characters that XML 1.0 forbids; they also come from escapes: `&#1;` in HTML, `\x01` in YAML."""
    return _FORBIDDEN.sub("", text)


def with_plain_line_ends(text: str) -> str:
    """The text with newlines for the line ends of Windows and old Macs, and spaces for Unicode line separators.

    YAML ends a line at U+0085, U+2028 and U+2029; editors, which count lines, do not.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x85", " ").replace("\u2028", " ").replace("\u2029", " ")


def _not_text(path: str) -> Problem:
    message = "this is not a text file, although its name ends in .md"
    help_ = "save the story as plain text; a file from a word processor must be exported, not renamed"
    return problem_of("not-text", path, message, help_, 1, 1)


def _not_utf8(path: str, data: bytes, position: int) -> Problem:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        name, shown, line, column = "UTF-16", "", 1, 1
    else:
        before = with_plain_line_ends(data[:position].decode("utf-8", "replace"))
        line, column = line_and_column(before, len(before))
        name = "Windows-1252 (Latin-1)"
        shown = data[position : position + 1].decode("cp1252", "replace")
    example = f'; see the character "{shown}" here' if shown.isprintable() and shown else ""
    message = f"this file is not saved as UTF-8 text, but probably as {name}{example}"
    help_ = "open it in your editor and save it with the encoding UTF-8"
    return problem_of("not-utf-8", path, message, help_, line, column)
