"""A faster Python-Markdown with the same results.

Python-Markdown tries every pattern everywhere, although a text without a star, for example, has no emphasis. Here a pattern or
a processor runs only if the text contains a character that it needs; the library still does the work. Without this file, the library
alone makes the same pages: `tests/unit/test_quick_markdown.py` compares the two. This file relies on private names of the library and
on the order of its work, so it is off for versions that the test has not run with.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import LINK_RE, LinkInlineProcessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, AtomicString, Registry

TESTED = (3, 7, 0), (3, 11, 3)
"""The oldest and the newest version of Python-Markdown that the test has run with."""

_PATTERNS = {
    "backtick": ("`", "\\"), "formula": ("$",), "formula_code": ("$`",), "escape": ("\\",), "footnote": ("[^",), "reference": ("[",), "link": ("[",),
    "image_link": ("![",), "image_reference": ("![",), "short_reference": ("[",), "short_image_ref": ("![",),
    "autolink": ("<",), "automail": ("<",), "linebreak": ("  \n", "\\\n"), "html": ("<",), "entity": ("&",), "del": ("~",),
    "not_strong": ("*", "_"), "em_strong": ("*", "_"), "em_strong2": ("_",),
    "sup": ("^",), "mark": ("==",), "emoji": (":",), "emphasis": ("*", "_"),
}  # fmt: skip
"""By the name of an inline pattern: the one or two pieces of text that all its matches start with."""
_REFERENCES = frozenset(["reference", "image_reference", "short_reference", "short_image_ref"])
# Linear: each ends with its line, or at the next bracket.
_EMPTY_LINE = re.compile(r"\n +(?=\n)")
_PLAIN_LINK = re.compile(r"""\[([^\[\]]*)\]\(([^\s()<>'"\x02]*)\)""").match

_Pattern = tuple[str, Any, str, str]
"""An inline pattern: its name, the pattern, and its one or two starts."""


def _in_order(registry: Registry[Any], known: dict[str, tuple[str, ...]]) -> list[_Pattern]:
    names = sorted((name for name in known if name in registry), key=registry.get_index_for_name)
    return [(name, registry[name], known[name][0], known[name][-1]) for name in names]


def _first(text: str, one: str, other: str, start: int) -> int:
    """The position of the first of two pieces from `start` on; -1 for none."""
    first = text.find(one, start)
    second = first if one is other else text.find(other, start)
    return min(first, second) if first >= 0 <= second else max(first, second)


class _Spaces(NormalizeWhitespace):
    md: Markdown

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines).replace("\x02", "").replace("\x03", "")
        source = source.replace("\r\n", "\n").replace("\r", "\n") + "\n\n"
        if "\t" in source:
            source = source.expandtabs(self.md.tab_length)
        self.md.source = _EMPTY_LINE.sub("\n", source)
        return self.md.source.split("\n")


class _Inline(InlineProcessor):
    """Tries only patterns that can match, and skips text that none can match."""

    md: Markdown
    _InlineProcessor__applyPattern: Callable[..., tuple[str, bool, int]]
    _InlineProcessor__processPlaceholders: Callable[..., list[tuple[Element, list[str]]]]

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        self.stashed_nodes: dict[str, Element | str] = {}
        self.ancestors = ancestors or []
        source, references = self.md.source, self.md.references
        self.tried = [
            (index, pattern, one, other)
            for index, (name, pattern, one, other) in enumerate(self.md.patterns)
            if (one in source or other in source) and (references or name not in _REFERENCES)
        ]
        starts = {INLINE_PLACEHOLDER_PREFIX, *(start for _, _, *starts in self.tried for start in starts)}
        place = self._InlineProcessor__processPlaceholders
        handle = self._InlineProcessor__handleInline
        waiting = deque([tree])
        following = waiting.pop if markdown.__version_info__ < (3, 9) else waiting.popleft
        while waiting:
            element = following()
            queue = []
            for child in element:
                text, tail = child.text, child.tail
                if text and any(map(text.__contains__, starts)) and not isinstance(text, AtomicString):
                    child.text = None
                    found = place(handle(text), child)
                    waiting += [new for new, _ in found]
                    queue.append((child, found))
                if tail and any(map(tail.__contains__, starts)):
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
        for index, pattern, one, other in self.tried:
            if index >= patternIndex:
                start, matched = 0, True
                while matched and (start := _first(data, one, other, start)) >= 0:
                    data, matched, start = self._InlineProcessor__applyPattern(pattern, data, index, start)
        return data


class _Link(LinkInlineProcessor):
    """`[words](address)`; the library converts links in any other form."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
        plain = _PLAIN_LINK(data, m.start())
        if plain is None:
            return super().handleMatch(m, data)
        link = Element("a", {"href": plain[2]})
        link.text = plain[1]
        return link, m.start(), plain.end()


class Markdown(markdown.Markdown):
    """A converter with the results of Python-Markdown, except that it may leave `toc` empty."""

    source = ""
    """The text after the preprocessors for spaces."""

    _levels: frozenset[str] = frozenset()

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.patterns = _in_order(self.inlinePatterns, _PATTERNS)
        self.is_quick = TESTED[0] <= markdown.__version_info__[:3] <= TESTED[1] and len(self.patterns) == len(
            self.inlinePatterns
        )
        """Whether the test has run with this version of the library, and all inline patterns are known."""
        if self.is_quick:
            self._quicken()

    def _quicken(self) -> None:
        self.inlinePatterns.register(_Link(LINK_RE, self), "link", 160)
        self.patterns = _in_order(self.inlinePatterns, _PATTERNS)
        self.treeprocessors.register(_Inline(self), "inline", 20)
        self.preprocessors.register(_Spaces(self), "normalize_whitespace", 30)
        self._only_with("attr_list", self.treeprocessors, "{")
        self._only_with("unescape", self.treeprocessors, "\\")
        # All headings have ids by now, so it only makes the list of headings, for which writers ask with this word.
        self._only_with("toc", self.treeprocessors, "[TOC]")
        self._levels = frozenset(self.block_level_elements)

    def _only_with(self, name: str, registry: Registry[Any], needed: str) -> None:
        """Runs a processor only on texts that contain a piece of text."""
        if name in registry:
            run = registry[name].run
            registry[name].run = lambda tree: run(tree) if needed in self.source else tree

    def is_block_level(self, tag: Any) -> bool:
        """Whether an element with this tag is a block."""
        return tag in self._levels or super().is_block_level(tag)
