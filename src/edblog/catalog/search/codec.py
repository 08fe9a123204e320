"""Writes lists of numbers as text: the records that have a word, by how much it says about them.

`search.js` reads the same format. A list starts with its mark; then come the differences between its sorted numbers, in digits of base 32,
the lowest one first. All digits of a number but the last are from the second half of `DIGITS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import sub

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
TITLE, NAME, HEADING, STRONG, WEAK = range(5)
"""Where a word is: in the title; in a name, such as of a topic; in a heading or summary; often in the body; in the body."""
MARKS = "!#$%&()*+,"
"""The mark of each place, for stories; then the same for other records."""
# Linear: a mark, and then no mark.
_LIST = re.compile(r"([!#-&(-,])([^!#-&(-,]*)")


@lru_cache(maxsize=1 << 14)
def _digits(number: int) -> str:
    found = ""
    while number > 31:
        found += DIGITS[32 + (number & 31)]
        number >>= 5
    return found + DIGITS[number]


def encoded(lists: Mapping[int, Sequence[int]]) -> str:
    """The text of several lists of sorted numbers, by the positions of their marks."""
    return "".join(
        MARKS[mark] + "".join(map(_digits, map(sub, numbers, (0, *numbers[:-1]))))
        for mark, numbers in sorted(lists.items())
        if numbers
    )


def decoded(text: str) -> dict[int, list[int]]:
    """The lists of a text."""
    return {MARKS.index(mark): list(_sums(numbers)) for mark, numbers in _LIST.findall(text)}


def _sums(text: str) -> Iterable[int]:
    total = number = shift = 0
    for digit in map(DIGITS.index, text):
        number |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            total += number
            number = shift = 0
            yield total


def hashed(text: str) -> int:
    """A number for a text (FNV-1a with 32 bits, and its halves mixed)."""
    found = 0x811C9DC5
    for character in text:
        found = ((found ^ ord(character)) * 0x01000193) & 0xFFFFFFFF
    return found ^ (found >> 15)
