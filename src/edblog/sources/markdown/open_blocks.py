"""The blocks of a Markdown text that are open while its lines are read, and what becomes of each when it ends."""

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
"""Lists, items, quotes and boxes inside each other."""
_ALERT = re.compile(r" *+\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\] *+$", re.IGNORECASE)
STARTS = frozenset("#>-*+_=~`<!:[$0123456789")
"""Characters with which something other than words may begin."""
QUOTE, LIST, ITEM, FRAME, MEANING = "quote", "list", "item", "frame", "meaning"
WORDS, TABLE, CODE, INDENTED = "words", "table", "code", "indented"
HTML, FOOTNOTE, TEX = "html", "footnote", "tex"


class Open:
    """A block that is open and may hold others."""

    __slots__ = ("element", "indent", "is_loose", "kind", "marker")

    def __init__(self, kind: str, element: Element, indent: int = 0, marker: str = "") -> None:
        self.kind, self.element = kind, element
        self.indent = indent
        """Spaces that a line needs to belong to it."""
        self.marker = marker
        """Of a list: `-`, `+`, `*`, `.` or `)`."""
        self.is_loose = False
        """Of a list: whether a blank line divides what it holds."""


class Fence:
    """The first line of code between fences."""

    __slots__ = ("indent", "sign", "words")

    def __init__(self, sign: str, words: str, indent: int) -> None:
        self.sign, self.words, self.indent = sign, words, indent

    def is_closed_by(self, text: str) -> bool:
        """Whether a line without the spaces before it ends the code."""
        return text.startswith(self.sign) and not text.strip(self.sign[0]).strip(" ")


class OpenBlocks:
    """The open blocks of one text, from the outermost, and the lines of the innermost one."""

    def __init__(self, parser: GitHubBlocks, parent: Element) -> None:
        self.parser = parser
        self.open = [Open("", parent)]
        self.leaf = ""
        """The kind of the innermost block, which holds lines and not blocks; empty where none is open."""
        self.lines: list[str] = []
        """Those of the innermost block."""
        self.lazy = 0
        """Of a paragraph: the number of its first line that lacks the signs of the blocks around it; 0 where there is none."""
        self.fence = Fence("", "", 0)
        self.end: End = never
        self.note = ""
        self.after_blank = False

    def _make_room(self, matched: int) -> None:
        """Ends what is inside of the first blocks, for something that is no item."""
        self._close_to(matched)
        if self.open[-1].kind == LIST:
            self._close_to(len(self.open) - 1)
        self._loosen()

    def _loosen(self) -> None:
        """Makes the list loose that the innermost item belongs to, if a blank line is before what comes into the item."""
        if self.after_blank and self.open[-1].kind == ITEM and len(self.open[-1].element):
            self.open[-2].is_loose = True

    def _push(self, block: Open) -> None:
        if len(self.open) > DEPTH:
            raise RecursionError
        self.open.append(block)

    def _kept(self, count: int) -> int:
        for block in reversed(self.open[count:]):
            _finish(block)
        return count

    def _close_to(self, count: int) -> None:
        """Ends all blocks but the first so many."""
        if self.leaf:
            self._end_leaf()
        if len(self.open) > count:
            del self.open[self._kept(count) :]

    # What does not hold blocks

    def _goes_on(self, rest: str) -> bool:
        """Whether a line belongs to the code, the HTML or the footnote that is open."""
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
        if self.leaf == TEX:
            return not is_blank and self._more_tex(rest)
        if is_blank or rest.startswith("    "):
            self.lines.append(rest[4:])
            return True
        is_lazy = self.leaf == FOOTNOTE and bool(self.lines[-1]) and rest[0] not in STARTS
        if is_lazy:
            self.lines.append(rest)
        return is_lazy

    def _more_tex(self, rest: str) -> bool:
        self.lines.append(rest)
        if rest.rstrip(" ").endswith("$$"):
            tex, self.leaf, self.lines = "\n".join(self.lines).strip(), "", []
            self.parser.add_formula(self.open[-1].element, tex[2:-2])
        return True

    def _end_leaf(self) -> None:
        leaf, lines, parent = self.leaf, self.lines, self.open[-1].element
        self.leaf, self.lines = "", []
        if leaf in (WORDS, TEX):
            # Dollars without an end are words.
            self._add_words(parent, lines)
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

    def _add_words(self, parent: Element, lines: list[str]) -> None:
        if self.open[-1].kind == QUOTE and not len(parent) and (alert := _ALERT.match(lines[0])):
            parent.tag = "div"
            title_frame(parent, alert[1].lower(), None)
            if not (lines := lines[1:]):
                return
        self.parser.add_paragraphs(parent, "\n".join(lines).rstrip(" "))

    def _blank(self, matched: int) -> None:
        if self.leaf:
            self._end_leaf()
        del self.open[self._kept(matched) :]
        self.after_blank = self.open[-1].kind != QUOTE


def _finish(block: Open) -> None:
    """Finishes a complete block: items of a tight list lose their paragraphs."""
    if block.kind == LIST and not block.is_loose:
        for item in block.element:
            _unwrap(item)
    elif block.kind == MEANING and not block.marker and len(block.element) == 1:
        _unwrap(block.element)


def _unwrap(element: Element) -> None:
    if len(element) and element[0].tag == "p" and not (element[0].text or "").startswith("\x02"):
        element.text = element[0].text
        element.remove(element[0])


def title_frame(element: Element, kind: str, title: str | None) -> None:
    """Makes a box of an element; None is for the title that a box of this kind has anyway."""
    element.set("class", f"admonition {kind}")
    words = kind.partition(" ")[0].capitalize() if title is None else title
    if words:
        SubElement(element, "p", {"class": "admonition-title"}).text = words


def add_stashed(parent: Element, placeholder: str) -> None:
    """Adds finished HTML, for which Python-Markdown keeps a placeholder until the end."""
    SubElement(parent, "p").text = placeholder
