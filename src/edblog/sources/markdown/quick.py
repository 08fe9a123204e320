"""Python-Markdown, with less work for the same result.

Most of what Python-Markdown tries on a text is hopeless: where there is no star, there is no emphasis. Here a pattern
or a processor is tried only where a sign that it needs is there; what then happens is the library's own doing. Without
this file the library does everything, and the pages are the same: `tests/unit/test_quick_markdown.py` compares the two. Since it
knows the library's inner names and the order of its work, it stands aside for versions that the test has not seen.
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

SEEN = (3, 7, 0), (3, 11, 3)
"""The oldest and the newest version of Python-Markdown that the test has seen."""

_PATTERNS = {
    "backtick": ("`", "\\"), "formula": ("$",), "formula_code": ("$`",), "escape": ("\\",), "footnote": ("[^",), "reference": ("[",), "link": ("[",),
    "image_link": ("![",), "image_reference": ("![",), "short_reference": ("[",), "short_image_ref": ("![",),
    "autolink": ("<",), "automail": ("<",), "linebreak": ("  \n", "\\\n"), "html": ("<",), "entity": ("&",), "del": ("~",),
    "not_strong": ("*", "_"), "em_strong": ("*", "_"), "em_strong2": ("_",),
    "sup": ("^",), "mark": ("==",), "emoji": (":",), "emphasis": ("*", "_"),
}  # fmt: skip
"""By the name of an inline pattern, the one or two signs that whatever it matches begins with."""
_REFERENCES = frozenset(["reference", "image_reference", "short_reference", "short_image_ref"])
# Linear, with those below: they stay within a line, or end at the next bracket.
_EMPTY_LINE = re.compile(r"\n +(?=\n)")
_PLAIN_LINK = re.compile(r"""\[([^\[\]]*)\]\(([^\s()<>'"\x02]*)\)""").match

_Tried = tuple[str, Any, str, str]
"""What is tried: its name, itself, and its two signs, which may be the same."""


def _in_order(registry: Registry[Any], known: dict[str, tuple[str, ...]]) -> list[_Tried]:
    names = sorted((name for name in known if name in registry), key=registry.get_index_for_name)
    return [(name, registry[name], known[name][0], known[name][-1]) for name in names]


def _first(text: str, sign: str, other: str, start: int) -> int:
    """Where the first of two signs is, from `start`; -1 where there is none."""
    first = text.find(sign, start)
    second = first if sign is other else text.find(other, start)
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
    """Only patterns that have a chance are tried; texts without any sign are not touched."""

    md: Markdown
    _InlineProcessor__applyPattern: Callable[..., tuple[str, bool, int]]
    _InlineProcessor__processPlaceholders: Callable[..., list[tuple[Element, list[str]]]]

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        self.stashed_nodes: dict[str, Element | str] = {}
        self.ancestors = ancestors or []
        source, references = self.md.source, self.md.references
        self.tried = [
            (index, pattern, sign, other)
            for index, (name, pattern, sign, other) in enumerate(self.md.patterns)
            if (sign in source or other in source) and (references or name not in _REFERENCES)
        ]
        signs = {INLINE_PLACEHOLDER_PREFIX, *(sign for _, _, *signs in self.tried for sign in signs)}
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
            if index >= patternIndex:
                start, matched = 0, True
                while matched and (start := _first(data, sign, other, start)) >= 0:
                    data, matched, start = self._InlineProcessor__applyPattern(pattern, data, index, start)
        return data


class _Link(LinkInlineProcessor):
    """`[words](address)`; what is not as plain as that is left to the library."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
        plain = _PLAIN_LINK(data, m.start())
        if plain is None:
            return super().handleMatch(m, data)
        link = Element("a", {"href": plain[2]})
        link.text = plain[1]
        return link, m.start(), plain.end()


class Markdown(markdown.Markdown):
    """A converter that gives what Python-Markdown gives, sooner. It has no use for `toc`, and may leave it empty."""

    source = ""
    """The text out of which blocks are made."""

    _levels: frozenset[str] = frozenset()

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.patterns = _in_order(self.inlinePatterns, _PATTERNS)
        self.is_quick = SEEN[0] <= markdown.__version_info__[:3] <= SEEN[1] and len(self.patterns) == len(
            self.inlinePatterns
        )
        """Whether the library and its extensions are those that the test has seen."""
        if self.is_quick:
            self._quicken()

    def _quicken(self) -> None:
        self.inlinePatterns.register(_Link(LINK_RE, self), "link", 160)
        self.patterns = _in_order(self.inlinePatterns, _PATTERNS)
        self.treeprocessors.register(_Inline(self), "inline", 20)
        self.preprocessors.register(_Spaces(self), "normalize_whitespace", 30)
        self._only_with("attr_list", self.treeprocessors, "{")
        self._only_with("unescape", self.treeprocessors, "\\")
        # What has an id already is only listed, where the writer asks for a list.
        self._only_with("toc", self.treeprocessors, "[TOC]")
        self._levels = frozenset(self.block_level_elements)

    def _only_with(self, name: str, registry: Registry[Any], *signs: str) -> None:
        if name in registry:
            run = registry[name].run
            registry[name].run = lambda what: (
                run(what) if any(sign in self.source for sign in signs) else what
            )

    def is_block_level(self, tag: Any) -> bool:
        """Whether an element with this tag is a block."""
        return tag in self._levels or super().is_block_level(tag)
