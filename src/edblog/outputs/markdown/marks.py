"""Marks: placeholders of private-use characters that carry content through libraries which cannot represent it.

A mark is a kind, a number and an end, all from a plane of Unicode without letters (U+F0000 to U+FFFFD). Such characters of
the document itself, which no font shows, are removed first.
"""

from __future__ import annotations

import re
from collections.abc import Callable

FORMULA, NUMBER, NOTE = "\U000f0001", "\U000f0002", "\U000f0003"
_DIGIT, _END = 0xF0010, "\U000f0020"
# Linear: the three parts (kind, digits, end) have no character in common.
_MARK = re.compile("([\U000f0001-\U000f0003])([\U000f0010-\U000f0019]+)\U000f0020")
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")


def mark(kind: str, number: int) -> str:
    """The mark of a kind with a number."""
    return kind + "".join(chr(_DIGIT + int(digit)) for digit in str(number)) + _END


def filled(text: str, kind: str, value: Callable[[int], str]) -> str:
    """The text with a value in place of each mark of a kind."""
    return _MARK.sub(lambda found: value(_number(found)) if found[1] == kind else found[0], text)


def leading(text: str, kind: str) -> tuple[int | None, str]:
    """The number of a mark of this kind at the start of a text (None without one), and the rest of the text."""
    found = _MARK.match(text)
    return (_number(found), text[found.end() :]) if found and found[1] == kind else (None, text)


def without_private(text: str) -> str:
    """The text without private-use characters, which could look like a mark."""
    return text if text.isascii() else _PRIVATE.sub("", text)


def _number(found: re.Match[str]) -> int:
    return int("".join(str(ord(digit) - _DIGIT) for digit in found[2]))
