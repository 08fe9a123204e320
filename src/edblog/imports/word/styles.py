"""Interprets styles and lists: headings, quotations, bold and italic text, bullets and numbers (ECMA-376, 17.7 and 17.9)."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from edblog.imports.word.xml import attribute, child, children, is_on, name, value

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_TOC = re.compile(r"toc (?:[1-9]|heading)|contents (?:[1-9]|heading)", re.IGNORECASE)
_LIST = re.compile(r"list (?:bullet|number) ([2-9])")
_QUOTES = frozenset(["quote", "intense quote", "quotations", "block text"])
_MAX_CHAIN = 20
MARKS = ("b", "i", "strike", "vanish")
"""The text properties that are imported."""


class Level(NamedTuple):
    """A level of a list."""

    is_ordered: bool
    start: int


class Item(NamedTuple):
    """A paragraph's place in a list."""

    list_id: str
    level: int
    depth: int
    """Its indentation level, which may come from the name of its style."""


class Styles:
    """The styles of a document."""

    def __init__(self, tree: etree._Element | None) -> None:
        self._styles = {attribute(style, "styleId"): style for style in children(tree, "w:style")}
        self._default = next(
            (
                id_
                for id_, style in self._styles.items()
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true")
            ),
            "",
        )

    def _chain(self, id_: str) -> list[etree._Element]:
        """A style and the styles that it is based on, nearest first."""
        chain: list[etree._Element] = []
        while (style := self._styles.get(id_)) is not None and style not in chain and len(chain) < _MAX_CHAIN:
            chain.append(style)
            id_ = value(style, "w:basedOn")
        return chain

    def role(self, properties: etree._Element | None) -> str:
        """The role of a paragraph: `Title`, `Heading1` to `Heading9`, `Quote`, `Contents`, or empty for plain text."""
        style = value(properties, "w:pStyle")
        if (level := value(properties, "w:outlineLvl")) in set("012345678"):
            return f"Heading{int(level) + 1}"
        # In a document without style definitions, the usual ids of styles are recognized.
        names = [value(one, "w:name") for one in self._chain(style)] or [
            re.sub(r"(?<=[a-z])(?=\d)", " ", style)
        ]
        for one in names:
            plain = one.strip().lower()
            if found := _HEADING.fullmatch(plain):
                return f"Heading{found[1]}"
            if plain in ("title", "heading"):
                return "Title" if plain == "title" else "Heading1"
            if _TOC.fullmatch(plain):
                return "Contents"
            if plain in _QUOTES:
                return "Quote"
        for one in self._chain(style):
            if (level := value(one, "w:pPr", "w:outlineLvl")) in set("012345678"):
                return f"Heading{int(level) + 1}"
        return ""

    def letters(self, run: etree._Element | None) -> dict[str, bool]:
        """The properties in `MARKS` that are on for a run, from its own properties and its style."""
        found: dict[str, bool] = {}
        for properties in [run, *(child(one, "w:rPr") for one in self._chain(value(run, "w:rStyle")))]:
            for mark in MARKS:
                if mark not in found and (said := is_on(properties, f"w:{mark}")) is not None:
                    found[mark] = said
        return {mark: True for mark, said in found.items() if said}

    def hides(self, paragraph: etree._Element | None) -> bool:
        """Whether the style of a paragraph hides its text."""
        said = (
            is_on(one, "w:rPr", "w:vanish")
            for one in self._chain(value(paragraph, "w:pStyle") or self._default)
        )
        return next((one for one in said if one is not None), False)

    def number(self, properties: etree._Element | None) -> Item | None:
        """The place of a paragraph in a list, from its own properties or its style; None if it is in no list."""
        style = value(properties, "w:pStyle")
        chain = [properties, *(child(one, "w:pPr") for one in self._chain(style))]
        list_id = next((id_ for one in chain if (id_ := value(one, "w:numPr", "w:numId"))), "")
        level = next((found for one in chain if (found := value(one, "w:numPr", "w:ilvl"))), "0")
        if list_id in ("", "0"):
            return None
        at = min(int(level), 8) if level.isdecimal() else 0
        # The style "List Bullet 2" has a list with one level, but is indented further.
        named = (_LIST.fullmatch(value(one, "w:name").lower()) for one in self._chain(style))
        return Item(list_id, at, at or next((int(found[1]) - 1 for found in named if found), 0))


class Numbering:
    """The lists of a document, and their current numbers."""

    def __init__(self, tree: etree._Element | None) -> None:
        self._abstract = {attribute(one, "abstractNumId"): one for one in children(tree, "w:abstractNum")}
        self._lists = {attribute(one, "numId"): one for one in children(tree, "w:num")}
        self._reached: dict[tuple[str, int], int] = {}
        self._started: set[tuple[str, int]] = set()

    def level(self, item: Item) -> Level | None:
        """The level of a list item; None if that level has neither bullets nor numbers."""
        number = self._lists.get(item.list_id)
        found = self._level(self._abstract.get(value(number, "w:abstractNumId")), item.level)
        start = value(found, "w:start")
        for override in children(number, "w:lvlOverride"):
            if attribute(override, "ilvl") == str(item.level):
                found = inner if (inner := child(override, "w:lvl")) is not None else found
                start = value(override, "w:startOverride") or value(found, "w:start")
        form = value(found, "w:numFmt") or ("decimal" if found is not None else "bullet")
        if form == "none":
            return None
        return Level(form != "bullet", int(start) if start.isdecimal() else 1)

    def _level(self, abstract: etree._Element | None, level: int) -> etree._Element | None:
        found = (one for one in children(abstract, "w:lvl") if attribute(one, "ilvl") == str(level))
        return next(found, None)

    def next_number(self, item: Item, level: Level) -> int:
        """The number of the next item. Lists with the same definition continue each other, unless one has a start number."""
        number = self._lists.get(item.list_id)
        shared = value(number, "w:abstractNumId") or item.list_id
        overrides = any(
            attribute(one, "ilvl") == str(item.level) and value(one, "w:startOverride")
            for one in children(number, "w:lvlOverride")
        )
        key = (shared, item.level)
        starts = overrides and (item.list_id, item.level) not in self._started
        self._started.add((item.list_id, item.level))
        reached = level.start if starts or key not in self._reached else self._reached[key] + 1
        self._reached[key] = reached
        # An item restarts the levels below it.
        for other in [other for other in self._reached if other[0] == shared and other[1] > item.level]:
            del self._reached[other]
        return reached


def is_deleted_mark(properties: etree._Element | None) -> bool:
    """Whether the end of a paragraph was deleted, so that the next one continues it (17.13.5.15)."""
    marks = child(properties, "w:rPr")
    return marks is not None and any(name(one) in ("w:del", "w:moveFrom") for one in marks)
