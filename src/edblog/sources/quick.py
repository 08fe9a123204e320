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
from xml.etree.ElementTree import HTML_EMPTY, Element, ElementTree

import markdown
from markdown.blockparser import BlockParser
from markdown.extensions.toc import TocTreeprocessor
from markdown.inlinepatterns import LINK_RE, LinkInlineProcessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.serializers import _escape_attrib_html, _escape_cdata
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, AtomicString, Registry

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
_MARKUP = re.compile("[&<>\x02]").search
_PLAIN_LINK = re.compile(r"""\[([^\[\]]*)\]\(([^\s()<>'"\x02]*)\)""").match
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_EMPTY_LINE = re.compile(r"\n +(?=\n)")
_MARK = r"(?: {4}| {0,3}(?:[-_*+>#:=\[]|\d+\.))"
_FIRST_LINE = re.compile(rf"\n|{_MARK}").match
_NEXT_LINE = re.compile(rf"\n{_MARK}").search

_Match = tuple[Element | None, int | None, int | None]


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
            (index, pattern, needs[0], needs[-1])
            for index, (pattern, name, needs) in enumerate(self.all)
            if any(need in source for need in needs) and (references or name not in _REFERENCES)
        ]
        signs = {INLINE_PLACEHOLDER_PREFIX, *(sign for _, _, *needs in self.tried for sign in needs)}
        place = self._InlineProcessor__processPlaceholders
        handle = self._InlineProcessor__handleInline
        waiting = deque([tree])
        following = waiting.pop if markdown.__version_info__ < (3, 9) else waiting.popleft
        while waiting:
            element = following()
            queue = []
            for child in element:
                text, tail = child.text, child.tail
                if text and any(map(text.__contains__, signs)) and not isinstance(text, AtomicString):
                    child.text = None
                    found = place(handle(text), child)
                    waiting += [new for new, _ in found]
                    queue.append((child, found))
                if tail and any(map(tail.__contains__, signs)):
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
        if isinstance(data, AtomicString):
            return data
        for index, pattern, sign, other in self.tried:
            if index >= patternIndex and (sign in data or other in data):
                start, matched = 0, True
                while matched:
                    data, matched, start = self._InlineProcessor__applyPattern(pattern, data, index, start)
        return data


class _Link(LinkInlineProcessor):
    """`[words](address)`; what is not as plain as that is left to the library."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # noqa: N802  (the library's name)
        plain = _PLAIN_LINK(data, m.start())
        if plain is None:
            return super().handleMatch(m, data)
        link = Element("a", {"href": plain[2]})
        link.text = plain[1]
        return link, m.start(), plain.end()


class _Headings(TocTreeprocessor):
    """Ids for headings of plain words, where nothing else has an id and no table of contents is asked for."""

    md: Markdown

    def run(self, doc: Element) -> None:
        headings = [element for element in doc.iter() if element.tag in _HEADINGS]
        if not any(sign in self.md.source for sign in ("{", "[^", self.marker)):
            texts = [heading.text or "" for heading in headings if not len(heading)]
            ids = [self.slugify(" ".join(text.split()), self.sep) for text in texts if not _MARKUP(text)]
            if all(ids) and len(headings) == len(ids) == len(set(ids)):
                for heading, id_ in zip(headings, ids, strict=True):
                    heading.set("id", id_)
                return
        super().run(doc)


def _to_xhtml(element: Element) -> str:
    parts: list[str] = []
    _write(element, parts.append)
    return "".join(parts)


def _write(element: Element, write: Callable[[str], None]) -> None:
    tag, text, tail = element.tag, element.text, element.tail
    if element.attrib:
        write(f"<{tag}")
        for name, value in sorted(element.items()):
            write(f" {name}" if value is None else f' {name}="{_escape_attrib_html(value)}"')
        write(" />" if tag in HTML_EMPTY else ">")
    else:
        write(f"<{tag} />" if tag in HTML_EMPTY else f"<{tag}>")
    if tag not in HTML_EMPTY:
        if text:
            write(_escape_cdata(text))
        for child in element:
            _write(child, write)
        write(f"</{tag}>")
    if tail:
        write(_escape_cdata(tail))


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
        self.serializer = _to_xhtml
        self.preprocessors.register(_Spaces(self), "normalize_whitespace", 30)
        parser = self.parser
        parser.__class__ = _Blocks
        assert isinstance(parser, _Blocks)
        parser.prepare()
        self.inlinePatterns.register(_Link(LINK_RE, self), "link", 160)
        self.treeprocessors.register(_Inline(self), "inline", 20)
        self._only_with("fenced_code_block", self.preprocessors, "```", "~~~")
        # `html.parser` also ends a number of a character (`&#39`) that has no semicolon.
        self._only_with("html_block", self.preprocessors, "<", "&#")
        self._only_with("attr_list", self.treeprocessors, "{")
        self._only_with("unescape", self.treeprocessors, "\\")
        if "toc" in self.treeprocessors:
            self.treeprocessors["toc"].__class__ = _Headings

    def _only_with(self, name: str, registry: Registry[Any], *signs: str) -> None:
        if name in registry:
            run = registry[name].run
            registry[name].run = lambda what: run(what) if any(sign in self.source for sign in signs) else what

    def is_block_level(self, tag: Any) -> bool:
        """Whether an element with this tag is a block."""
        return tag in self._levels or super().is_block_level(tag)
