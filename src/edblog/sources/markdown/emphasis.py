"""`*Emphasis*` and `**strength**` as GitHub shows them: CommonMark, section "Emphasis and strong emphasis".

All stars and underlines of a piece of text are paired at once; Python-Markdown then asks for one pair after another.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from unicodedata import category
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

_RUN = re.compile(r"\*+|_+")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\x02\x03")
"""Of ASCII; links, code and so on are already in the place of something that begins and ends so."""


class _Run:
    """Stars or underlines in a row."""

    __slots__ = ("closes", "end", "opens", "size", "start")

    def __init__(self, start: int, end: int, *, opens: bool, closes: bool) -> None:
        self.start, self.end, self.opens, self.closes = start, end, opens, closes
        self.size = end - start
        """How many there were at first."""


class _Pair(NamedTuple):
    """Where something emphasized begins and ends, with its stars and without."""

    start: int
    inner: int
    inner_end: int
    end: int


def _is_punctuation(character: str) -> bool:
    return character in _PUNCTUATION if character.isascii() else category(character)[0] == "P"


def _runs(text: str, position: int) -> list[_Run]:
    runs = []
    for found in _RUN.finditer(text, position):
        start, end = found.span()
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        space_before, space_after = before.isspace(), after.isspace()
        sign_before, sign_after = _is_punctuation(before), _is_punctuation(after)
        left = not space_after and (not sign_after or space_before or sign_before)
        right = not space_before and (not sign_before or space_after or sign_after)
        if text[start] == "_":
            left, right = left and (not right or sign_before), right and (not left or sign_after)
        if left or right:
            runs.append(_Run(start, end, opens=left, closes=right))
    return runs


def pairs(text: str, position: int = 0) -> list[_Pair]:
    """What is emphasized from a position on, in the order in which it begins."""
    found: list[_Pair] = []
    openers: list[_Run] = []
    # How many openers no closer of a kind has to look at again.
    floor: dict[tuple[str, bool, int], int] = {}
    for run in _runs(text, position):
        sign = text[run.start]
        while run.closes and run.start < run.end:
            kind = sign, run.opens, run.size % 3
            number = len(openers) - 1
            lowest = floor.get(kind, 0)
            while number >= lowest and not _fits(text, openers[number], run, sign):
                number -= 1
            if number < lowest:
                floor[kind] = len(openers)
                break
            opener = openers[number]
            size = 2 if opener.end - opener.start > 1 and run.end - run.start > 1 else 1
            found.append(_Pair(opener.end - size, opener.end, run.start, run.start + size))
            opener.end -= size
            run.start += size
            del openers[number + (opener.end > opener.start) :]
            for key, value in floor.items():
                if value > len(openers):
                    floor[key] = len(openers)
        if run.opens and run.start < run.end:
            openers.append(run)
    return sorted(found, key=lambda pair: (pair.start, -pair.end))


def _fits(text: str, opener: _Run, closer: _Run, sign: str) -> bool:
    if text[opener.start] != sign:
        return False
    # `**a*b**`: what could both begin and end pairs only by the rule of three.
    either = opener.closes or closer.opens
    return not (either and (opener.size + closer.size) % 3 == 0 and (opener.size % 3 or closer.size % 3))


class Ahead:
    """What is known of the rest of a text, while Python-Markdown replaces one thing after another in it.

    Each time it asks with a new text, of which the end is as before; so all is found once, and not again for each thing.
    """

    def __init__(self) -> None:
        self._data = ""
        self._rest = ""

    def holds(self, data: str, start: int) -> bool:
        """Whether what was found is true of this text, from a position on."""
        if data is not self._data:
            size = len(data) - start
            if not self._rest or size > len(self._rest) or not data.endswith(self._rest):
                self._rest = ""
                return False
            self._data = data
        return True

    def found(self, data: str, end: int) -> None:
        """Everything from a position on has been found."""
        self._data, self._rest = data, data[end:]


class Emphasis(InlineProcessor):
    """What Python-Markdown asks for emphasis."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(r"[*_]", md)
        self._ahead = Ahead()
        self._pairs: dict[int, list[_Pair]] = {}
        """Outermost pairs with those inside, by how far from the end of the text they begin."""
        self._size = 0

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        """The pair that begins here, if one does."""
        start = m.start()
        if not self._ahead.holds(data, start):
            self._look(data, start)
        found = self._pairs.get(len(data) - start)
        if found is None:
            return None, None, None
        moved = len(data) - self._size
        end = found[0].end + moved
        self._ahead.found(data, end)
        return self._made(data, found, moved), start, end

    def _look(self, data: str, start: int) -> None:
        self._size, self._pairs = len(data), {}
        self._ahead.found(data, start)
        end = -1
        inner: list[_Pair] = []
        for pair in pairs(data, start):
            if pair.start >= end:
                inner = self._pairs[len(data) - pair.start] = []
                end = pair.end
            inner.append(pair)

    def _made(self, data: str, found: list[_Pair], moved: int) -> Element:
        outer: list[tuple[_Pair, Element]] = []
        at = found[0].start
        for pair in found:
            while outer and outer[-1][0].end <= pair.start:
                at = self._end(data, outer, at, moved)
            element = Element("strong" if pair.inner - pair.start == 2 else "em")
            if outer:
                parent = outer[-1][1]
                self._add(parent, data[at + moved : pair.start + moved])
                if parent.tag == element.tag == "strong":
                    # `****words****` is no stronger.
                    element = parent
                else:
                    parent.append(element)
            outer.append((pair, element))
            at = pair.inner
        root = outer[0][1]
        while outer:
            at = self._end(data, outer, at, moved)
        return root

    def _end(self, data: str, outer: list[tuple[_Pair, Element]], at: int, moved: int) -> int:
        pair, element = outer.pop()
        self._add(element, data[at + moved : pair.inner_end + moved])
        return pair.end

    def _add(self, element: Element, text: str) -> None:
        # Stars that are left over must not be tried again, when the library comes to what is inside.
        text = _RUN.sub(self._kept, text)
        if len(element):
            element[-1].tail = (element[-1].tail or "") + text
        else:
            element.text = (element.text or "") + text

    def _kept(self, found: re.Match[str]) -> str:
        assert self.md is not None
        inline: Any = self.md.treeprocessors["inline"]
        kept: str = inline._InlineProcessor__stashNode(found[0], "text")  # noqa: SLF001
        return kept
