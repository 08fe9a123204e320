"""Formats of times, texts and media types in files for programs."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

_FORBIDDEN = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r"))
_NEAR_THE_LAST = b"\xef\xbf"
"""The first two bytes of U+FFFE and U+FFFF in UTF-8; few other characters share them."""


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 forbids (section 2.2): controls, lone surrogates, U+FFFE, U+FFFF."""
    # Almost no text has one, and these tests are faster than the pattern.
    if text.isprintable():
        return text
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return _cleaned(text)
    if _NEAR_THE_LAST not in data and len(data.translate(None, _CONTROLS)) == len(data):
        return text
    return _cleaned(text)


def _cleaned(text: str) -> str:
    # Compiling this pattern takes as long as making a page.
    return re.sub(_FORBIDDEN, "", text)


def plain_for_html(text: str) -> str:
    """A text for RSS titles and OPML outlines, which some programs read as HTML and others as plain text.

    It is escaped only if it contains something like a tag, because programs of the second sort show the escapes.
    """
    return html.escape(text, quote=False) if "<" in text and re.search("<[A-Za-z/!?]", text) else text


_PICTURE_TYPES = {"jpg": "jpeg", "jpe": "jpeg", "jfif": "jpeg", "svg": "svg+xml"}
_RTL_SCRIPTS = frozenset(["adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"])
_RTL_LANGUAGES = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"]
)


def is_rtl(language: str) -> bool:
    """Whether a language (a BCP 47 tag) is written from right to left, by the script in the tag or its usual script (CLDR)."""
    name, *others = language.lower().split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    return script in _RTL_SCRIPTS if script else name in _RTL_LANGUAGES


def picture_type(url: str) -> str:
    """The media type of a picture by the extension in its address; empty without one."""
    _, dot, extension = url.rpartition("/")[2].rpartition(".")
    return f"image/{_PICTURE_TYPES.get(extension.lower(), extension.lower())}" if dot else ""


def timestamp(value: datetime) -> str:
    """A time in the format of RFC 3339 and the W3C, with seconds: `2026-11-09T08:30:00-06:00`."""
    text = value.isoformat(timespec="seconds")
    # The format allows no seconds in an offset, which zones have before about 1900.
    return text if len(text) <= len("2026-11-09T08:30:00-06:00") else timestamp(value.astimezone(UTC))
