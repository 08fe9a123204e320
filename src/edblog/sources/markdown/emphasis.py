"""`*Emphasis*` and `**strength**` by the rules of CommonMark, section "Emphasis and strong emphasis".

All stars and underscores of a piece of text are paired at once; Python-Markdown then asks for one pair after another.
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
"""ASCII punctuation, and the ends of placeholders, which already stand for links and code."""


class _Run:
    """A run of stars or underscores."""

    __slots__ = ("closes", "end", "opens", "size", "start")

    def __init__(self, start: int, end: int, *, opens: bool, closes: bool) -> None:
        self.start, self.end, self.opens, self.closes = start, end, opens, closes
        self.size = end - start
        """Its length before any of it is paired."""


class _Pair(NamedTuple):
    """The start and end of emphasized text, with its stars and without."""

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
        mark_before, mark_after = _is_punctuation(before), _is_punctuation(after)
        left = not space_after and (not mark_after or space_before or mark_before)
        right = not space_before and (not mark_before or space_after or mark_after)
        if text[start] == "_":
            left, right = left and (not right or mark_before), right and (not left or mark_after)
        if left or right:
            runs.append(_Run(start, end, opens=left, closes=right))
    return runs


def pairs(text: str, position: int = 0) -> list[_Pair]:
    """All emphasized text from a position on, in order of its start."""
    found: list[_Pair] = []
    openers: list[_Run] = []
    # For each kind of closer, the number of openers that it need not try again.
    floor: dict[tuple[str, bool, int], int] = {}
    for run in _runs(text, position):
        character = text[run.start]
        while run.closes and run.start < run.end:
            kind = character, run.opens, run.size % 3
            number = len(openers) - 1
            lowest = floor.get(kind, 0)
            while number >= lowest and not _is_pair(text, openers[number], run, character):
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


def _is_pair(text: str, opener: _Run, closer: _Run, character: str) -> bool:
    if text[opener.start] != character:
        return False
    # `**a*b**`: for runs that can open and close, CommonMark has a rule of three.
    either = opener.closes or closer.opens
    return not (either and (opener.size + closer.size) % 3 == 0 and (opener.size % 3 or closer.size % 3))


class RestOfText:
    """Remembers for which part of a text the stored finds are still valid.

    Python-Markdown replaces one find after another, and each time comes back with a new text that has the same end. Finds are
    stored by their distance from the end, so they stay valid and are searched for only once.
    """

    def __init__(self) -> None:
        self._data = ""
        self._rest = ""

    def is_known(self, data: str, start: int) -> bool:
        """Whether the stored finds are valid for the text `data` from index `start` on."""
        if data is not self._data:
            size = len(data) - start
            if not self._rest or size > len(self._rest) or not data.endswith(self._rest):
                self._rest = ""
                return False
            self._data = data
        return True

    def set(self, data: str, start: int) -> None:
        """Records that the stored finds are valid for the text `data` from index `start` on."""
        self._data, self._rest = data, data[start:]


class Emphasis(InlineProcessor):
    """The inline pattern of Python-Markdown for emphasis."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(r"[*_]", md)
        self._rest = RestOfText()
        self._pairs: dict[int, list[_Pair]] = {}
        """Each outermost pair with the pairs inside of it, by its distance from the end of the text."""
        self._size = 0

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        """The pair that starts here, if there is one."""
        start = m.start()
        if not self._rest.is_known(data, start):
            self._find_pairs(data, start)
        found = self._pairs.get(len(data) - start)
        if found is None:
            return None, None, None
        moved = len(data) - self._size
        end = found[0].end + moved
        self._rest.set(data, end)
        return self._element(data, found, moved), start, end

    def _find_pairs(self, data: str, start: int) -> None:
        self._size, self._pairs = len(data), {}
        self._rest.set(data, start)
        end = -1
        inner: list[_Pair] = []
        for pair in pairs(data, start):
            if pair.start >= end:
                inner = self._pairs[len(data) - pair.start] = []
                end = pair.end
            inner.append(pair)

    def _element(self, data: str, found: list[_Pair], moved: int) -> Element:
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
                    # `****words****` is the same as `**words**`.
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
        # The library must not try leftover stars again when it converts the text inside.
        text = _RUN.sub(self._stashed, text)
        if len(element):
            element[-1].tail = (element[-1].tail or "") + text
        else:
            element.text = (element.text or "") + text

    def _stashed(self, found: re.Match[str]) -> str:
        assert self.md is not None
        inline: Any = self.md.treeprocessors["inline"]
        placeholder: str = inline._InlineProcessor__stashNode(found[0], "text")  # noqa: SLF001
        return placeholder
