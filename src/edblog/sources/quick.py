"""Python-Markdown, with less work for the same result.

Most of what Python-Markdown tries on a text is hopeless: a paragraph without a star has no emphasis. Here a
processor runs only where a sign that it needs is there, and what is left goes to the processors of the library.
Without this file, the library does everything itself, and the pages are the same: `tests/unit/test_quick.py`
compares the two. It rests on names that the library keeps to itself, so versions that the test has not seen are
left as they are.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any
from xml.etree.ElementTree import Element, ElementTree

import markdown
from markdown.blockparser import BlockParser
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import AtomicString

SEEN = (3, 7, 0), (3, 11, 3)
"""The oldest and the newest version of Python-Markdown that the test has seen."""

_NEEDS = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "del": ("~~",),
    "not_strong": ("*", "_"),
    "em_strong": ("*", "_"),
    "em_strong2": ("_",),
}
"""By the name of an inline pattern: a text that has none of these cannot match."""
_REFERENCES = frozenset(["reference", "image_reference", "short_reference", "short_image_ref"])
_BLOCKS = (
    "admonition empty indent defindent code table hashheader setextheader hr olist ulist deflist quote footnote abbr"
    " reference paragraph"
).split()
"""The processors of blocks that `_FIRST_LINE` and `_NEXT_LINE` speak for."""
_SIGN = re.compile("[\x02`\\\\[<&~*_]|  \n").search
_EMPTY_LINE = re.compile(r"\n +(?=\n)")
_MARK = r"(?: {4}| {0,3}(?:[-_*+>#:=\[]|\d+\.))"
_FIRST_LINE = re.compile(rf"\n|{_MARK}").match
_NEXT_LINE = re.compile(rf"\n{_MARK}").search


class _Spaces(NormalizeWhitespace):
    md: Markdown

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        source = source.replace("\x02", "").replace("\x03", "")
        source = source.replace("\r\n", "\n").replace("\r", "\n") + "\n\n"
        if "\t" in source:
            source = source.expandtabs(self.md.tab_length)
        self.md.source = _EMPTY_LINE.sub("\n", source)
        return self.md.source.split("\n")


class _HtmlBlocks(HtmlBlockPreprocessor):
    md: Markdown

    def run(self, lines: list[str]) -> list[str]:
        # `html.parser` also ends a number of a character (`&#39`) that has no semicolon.
        return super().run(lines) if "<" in self.md.source or "&#" in self.md.source else lines


class _Blocks(BlockParser):
    """Blocks of plain words become paragraphs without asking the processors for lists, tables and so on."""

    md: Markdown

    def prepare(self) -> None:
        self.all = list(self.blockprocessors)
        self.paragraph = self.blockprocessors["paragraph"]

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802  (the library's name)
        self.root = Element(self.md.doc_tag)
        self.md.source = "\n".join(lines)
        self.parseChunk(self.root, self.md.source)
        return ElementTree(self.root)

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802  (the library's name)
        while blocks:
            block = blocks[0]
            if block and not _FIRST_LINE(block) and not _NEXT_LINE(block) and "|" not in block and "!!!" not in block:
                self.paragraph.run(parent, blocks)
                continue
            for processor in self.all:
                if processor.test(parent, block) and processor.run(parent, blocks) is not False:
                    break


class _Inline(InlineProcessor):
    """Only patterns that have a chance are tried; texts without any sign are not touched."""

    md: Markdown
    _InlineProcessor__applyPattern: Callable[..., tuple[str, bool, int]]
    _InlineProcessor__processPlaceholders: Callable[..., list[tuple[Element, list[str]]]]

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        patterns = md.inlinePatterns
        names = {patterns.get_index_for_name(name): name for name in _NEEDS if name in patterns}
        self.all = [(pattern, names[index], _NEEDS[names[index]]) for index, pattern in enumerate(patterns)]

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        self.stashed_nodes: dict[str, Element | str] = {}
        self.ancestors = ancestors or []
        source, references = self.md.source, self.md.references
        self.tried = [
            (pattern, needs[0], needs[-1])
            if any(need in source for need in needs) and (references or name not in _REFERENCES)
            else None
            for pattern, name, needs in self.all
        ]
        place = self._InlineProcessor__processPlaceholders
        handle = self._InlineProcessor__handleInline
        waiting = deque([tree])
        following = waiting.pop if markdown.__version_info__ < (3, 9) else waiting.popleft
        while waiting:
            element = following()
            queue = []
            for child in element:
                text, tail = child.text, child.tail
                if text and _SIGN(text) and not isinstance(text, AtomicString):
                    child.text = None
                    found = place(handle(text), child)
                    waiting += [new for new, _ in found]
                    queue.append((child, found))
                if tail and _SIGN(tail):
                    holder = Element("d")
                    child.tail = None
                    found = place(handle(tail), holder, False)
                    if holder.tail:
                        child.tail = holder.tail
                    position = list(element).index(child) + 1
                    for new, _ in reversed(found):
                        element.insert(position, new)
                if len(child):
                    waiting.append(child)
            for child, found in queue:
                for position, (new, _) in enumerate(found):
                    child.insert(position, new)
        return tree

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if not _SIGN(data) or isinstance(data, AtomicString):
            return data
        for index in range(patternIndex, len(self.tried)):
            if (tried := self.tried[index]) and (tried[1] in data or tried[2] in data):
                start, matched = 0, True
                while matched:
                    data, matched, start = self._InlineProcessor__applyPattern(tried[0], data, index, start)
        return data


class _Unescape(UnescapeTreeprocessor):
    md: Markdown

    def run(self, root: Element) -> None:
        if "\\" in self.md.source:
            super().run(root)


class Markdown(markdown.Markdown):
    """A converter that gives what Python-Markdown gives, sooner."""

    source = ""
    """The text as the blocks are read from it."""
    _levels: frozenset[str] = frozenset()

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        if self.is_quick():
            self._quicken()

    def is_quick(self) -> bool:
        """Whether the library and its extensions are those that the test has seen."""
        patterns, blocks = self.inlinePatterns, self.parser.blockprocessors
        return (
            SEEN[0] <= markdown.__version_info__[:3] <= SEEN[1]
            and sum(name in patterns for name in _NEEDS) == len(patterns)
            and sum(name in blocks for name in _BLOCKS) == len(blocks)
        )

    def _quicken(self) -> None:
        self._levels = frozenset(self.block_level_elements)
        self.preprocessors.register(_Spaces(self), "normalize_whitespace", 30)
        self.preprocessors.register(_HtmlBlocks(self), "html_block", 20)
        parser = self.parser
        parser.__class__ = _Blocks
        assert isinstance(parser, _Blocks)
        parser.prepare()
        self.treeprocessors.register(_Inline(self), "inline", 20)
        self.treeprocessors.register(_Unescape(self), "unescape", 0)

    def is_block_level(self, tag: Any) -> bool:
        """Whether an element with this tag is a block."""
        return tag in self._levels or super().is_block_level(tag)
