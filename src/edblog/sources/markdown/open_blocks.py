"""The open blocks of a Markdown text while its lines are read, and the element that each becomes when it ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString, code_escape

from edblog.sources.markdown.html_blocks import End, never
from edblog.sources.markdown.table_blocks import add_table

if TYPE_CHECKING:
    from edblog.sources.markdown.block_parser import GitHubBlocks

DEPTH = 100
"""Levels of nested lists, items, quotes and boxes."""
_ALERT = re.compile(r" *+\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\] *+$", re.IGNORECASE)
STARTS = frozenset("#>-*+_=~`<!:[$0123456789")
"""Characters that can start a block other than a paragraph."""
QUOTE, LIST, ITEM, BOX, DEFINITION = "quote", "list", "item", "box", "definition"
PARAGRAPH, TABLE, CODE, INDENTED = "paragraph", "table", "code", "indented"
HTML, FOOTNOTE, FORMULA = "html", "footnote", "formula"


class OpenBlock:
    """An open container block: it may contain other blocks."""

    __slots__ = ("element", "indent", "is_loose", "kind", "marker")

    def __init__(self, kind: str, element: Element, indent: int = 0, marker: str = "") -> None:
        self.kind, self.element = kind, element
        self.indent = indent
        """Spaces at the start of a line that continues the block."""
        self.marker = marker
        """Of a list: `-`, `+`, `*`, `.` or `)`. Of a definition: `loose` after a blank line."""
        self.is_loose = False
        """Of a list: whether there is a blank line between its parts."""


class Fence:
    """The opening fence of code."""

    __slots__ = ("indent", "marker", "words")

    def __init__(self, marker: str, words: str, indent: int) -> None:
        self.marker, self.words, self.indent = marker, words, indent

    def is_closed_by(self, text: str) -> bool:
        """Whether a line, without the spaces before it, is the closing fence."""
        return text.startswith(self.marker) and not text.strip(self.marker[0]).strip(" ")


class OpenBlocks:
    """The open container blocks of one text, outermost first, and the lines of the open leaf block."""

    def __init__(self, parser: GitHubBlocks, parent: Element) -> None:
        self.parser = parser
        self.open = [OpenBlock("", parent)]
        self.leaf = ""
        """The kind of the open leaf block; empty for none."""
        self.lines: list[str] = []
        """The lines of the leaf block."""
        self.lazy = 0
        """Of a paragraph: the number of its first lazy continuation line; 0 for none."""
        self.fence = Fence("", "", 0)
        self.end: End = never
        self.note = ""
        self.after_blank = False

    def _close_for_new_block(self, matched: int) -> None:
        """Ends the blocks that a line does not continue, and the list that it cannot be an item of."""
        self._close_to(matched)
        if self.open[-1].kind == LIST:
            self._close_to(len(self.open) - 1)
        self._mark_loose()

    def _mark_loose(self) -> None:
        """Makes the innermost list loose if a blank line is before the next block of its item."""
        if self.after_blank and self.open[-1].kind == ITEM and len(self.open[-1].element):
            self.open[-2].is_loose = True

    def _push(self, block: OpenBlock) -> None:
        if len(self.open) > DEPTH:
            raise RecursionError
        self.open.append(block)

    def _finish_after(self, count: int) -> int:
        for block in reversed(self.open[count:]):
            _finish(block)
        return count

    def _close_to(self, count: int) -> None:
        """Ends all blocks except the first `count`."""
        if self.leaf:
            self._end_leaf()
        if len(self.open) > count:
            del self.open[self._finish_after(count) :]

    # Leaf blocks

    def _continue_leaf(self, rest: str) -> bool:
        """Adds a line to the open code, HTML, formula or footnote; False if it does not belong to it."""
        if self.leaf == CODE:
            text = rest.lstrip(" ")
            spaces = len(rest) - len(text)
            if spaces < 4 and self.fence.is_closed_by(text):
                self._end_leaf()
            else:
                self.lines.append(rest[min(spaces, self.fence.indent) :])
            return True
        is_blank = not rest.strip(" ")
        if self.leaf == HTML:
            if is_blank and self.end is never:
                return False
            self.lines.append(rest)
            if self.end(rest):
                self._end_leaf()
            return True
        if self.leaf == FORMULA:
            return not is_blank and self._continue_formula(rest)
        if is_blank or rest.startswith("    "):
            self.lines.append(rest[4:])
            return True
        is_lazy = self.leaf == FOOTNOTE and bool(self.lines[-1]) and rest[0] not in STARTS
        if is_lazy:
            self.lines.append(rest)
        return is_lazy

    def _continue_formula(self, rest: str) -> bool:
        self.lines.append(rest)
        if rest.rstrip(" ").endswith("$$"):
            tex, self.leaf, self.lines = "\n".join(self.lines).strip(), "", []
            self.parser.add_formula(self.open[-1].element, tex[2:-2])
        return True

    def _end_leaf(self) -> None:
        leaf, lines, parent = self.leaf, self.lines, self.open[-1].element
        self.leaf, self.lines = "", []
        if leaf in (PARAGRAPH, FORMULA):
            # Dollars that are never closed are plain text.
            self._add_paragraph(parent, lines)
        elif leaf == TABLE:
            add_table(parent, lines)
        elif leaf == CODE:
            self.parser.add_code(parent, self.fence.words, lines)
        elif leaf == HTML:
            add_stashed(parent, self.parser.md.htmlStash.store("\n".join(lines).lstrip(" ")))
        elif leaf == FOOTNOTE:
            self.parser.add_footnote(self.note, "\n".join(lines).strip("\n"))
        elif leaf == INDENTED:
            while not lines[-1].strip(" "):
                del lines[-1]
            code = SubElement(SubElement(parent, "pre"), "code")
            code.text = AtomicString(code_escape("\n".join(lines)) + "\n")

    def _add_paragraph(self, parent: Element, lines: list[str]) -> None:
        if self.open[-1].kind == QUOTE and not len(parent) and (alert := _ALERT.match(lines[0])):
            parent.tag = "div"
            make_box(parent, alert[1].lower(), None)
            if not (lines := lines[1:]):
                return
        self.parser.add_paragraphs(parent, "\n".join(lines).rstrip(" "))

    def _blank(self, matched: int) -> None:
        if self.leaf:
            self._end_leaf()
        del self.open[self._finish_after(matched) :]
        self.after_blank = self.open[-1].kind != QUOTE


def _finish(block: OpenBlock) -> None:
    """Completes a block: in a tight list, the text of an item is not in a paragraph."""
    if block.kind == LIST and not block.is_loose:
        for item in block.element:
            _unwrap(item)
    elif block.kind == DEFINITION and not block.marker and len(block.element) == 1:
        _unwrap(block.element)


def _unwrap(element: Element) -> None:
    if len(element) and element[0].tag == "p" and not (element[0].text or "").startswith("\x02"):
        element.text = element[0].text
        element.remove(element[0])


def make_box(element: Element, kind: str, title: str | None) -> None:
    """Turns an element into a box (an admonition); None stands for the usual title of its kind."""
    element.set("class", f"admonition {kind}")
    words = kind.partition(" ")[0].capitalize() if title is None else title
    if words:
        SubElement(element, "p", {"class": "admonition-title"}).text = words


def add_stashed(parent: Element, placeholder: str) -> None:
    """Adds the placeholder of finished HTML, which Python-Markdown fills in at the end."""
    SubElement(parent, "p").text = placeholder
