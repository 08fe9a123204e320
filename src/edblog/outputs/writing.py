"""How times and texts are written where programs read them."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

_FORBIDDEN = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r"))
_NEAR_THE_LAST = b"\xef\xbf"
"""How U+FFFE and U+FFFF begin in UTF-8, and few others."""


def xml_text(text: str) -> str:
    """A text without the characters that XML 1.0 forbids (section 2.2): controls, lone surrogates, U+FFFE, U+FFFF."""
    # Almost no text has one, and there are quicker ways to see that than the pattern.
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
    """A text for a place that says nothing of its form, and that programs take for HTML: RSS titles, OPML outlines.

    Only a text with what could be a tag is escaped, since there are programs that show it as it is.
    """
    return html.escape(text, quote=False) if "<" in text and re.search("<[A-Za-z/!?]", text) else text


_PICTURE_TYPES = {"jpg": "jpeg", "jpe": "jpeg", "jfif": "jpeg", "svg": "svg+xml"}
_RTL_SCRIPTS = frozenset(["adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"])
_RTL_LANGUAGES = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"]
)


def is_rtl(language: str) -> bool:
    """Whether a language is written from right to left, by its BCP 47 tag: its script, or else that which it mostly has (CLDR)."""
    name, *others = language.lower().split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    return script in _RTL_SCRIPTS if script else name in _RTL_LANGUAGES


def picture_type(url: str) -> str:
    """The media type of a picture, by the end of its address; empty for an address without one."""
    _, dot, kind = url.rpartition("/")[2].rpartition(".")
    return f"image/{_PICTURE_TYPES.get(kind.lower(), kind.lower())}" if dot else ""


def timestamp(value: datetime) -> str:
    """A time as RFC 3339 and the W3C write it, with seconds: `2026-11-09T08:30:00-06:00`."""
    text = value.isoformat(timespec="seconds")
    # Neither has seconds in an offset; zones before about 1900 do.
    return text if len(text) <= len("2026-11-09T08:30:00-06:00") else timestamp(value.astimezone(UTC))
