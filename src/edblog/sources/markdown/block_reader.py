"""Reads the lines of a Markdown text into blocks: each line continues the open blocks, or starts new ones.

The algorithm and its terms (leaf block, container block, lazy continuation line) are those of CommonMark 0.31.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import SubElement

from edblog.sources.markdown.html_blocks import html_block
from edblog.sources.markdown.open_blocks import (
    BOX,
    CODE,
    DEFINITION,
    FOOTNOTE,
    FORMULA,
    HTML,
    INDENTED,
    ITEM,
    LIST,
    PARAGRAPH,
    QUOTE,
    STARTS,
    TABLE,
    Fence,
    OpenBlock,
    OpenBlocks,
    make_box,
)
from edblog.sources.markdown.table_blocks import is_divider

# Linear: each is matched at one place, and the next character decides how it goes on.
_HEADING = re.compile(r"(#{1,6})(?: ++(.*+))?$")
_CLOSING = re.compile(r"(?:^|(?<= ))#++ *+$")
_FENCE = re.compile(r"(`{3,}+)([^`]*+)$|(~{3,}+)(.*+)$")
_RULE = re.compile(r"([-*_])(?: *+\1){2,}+ *+$")
_UNDERLINE = re.compile(r"(=++|-++) *+$")
_MARKER = re.compile(r"([-+*]|(\d{1,9})([.)]))(?: |$)", re.ASCII)
_BOX = re.compile(r'!!! ?([\w-]++(?: ++[\w-]++)*+)(?: *+"([^"]*+)")? *+$')
_NOTE = re.compile(r"\[\^([^\]\s]++)\]: *+(.*+)$")
# A formula on lines of its own: its start, and the closing dollars if they are on the same line.
_FORMULA = re.compile(r"\$\$((?:[^$]|\$(?!\$))*+)(\$\$ *+)?$")
_FORMULA_LINES = 50
"""Lines above in which a formula may have started."""


class Reader(OpenBlocks):
    """Reads the lines of one text into the tree below an element."""

    def read(self, lines: Iterable[str]) -> None:
        """Reads all lines."""
        for line in lines:
            self._read(line)
        self._close_to(1)

    def _read(self, line: str) -> None:
        at, matched = self._descend(line) if len(self.open) > 1 else (0, 1)
        rest = line[at:] if at else line
        if self.leaf and self.leaf not in (PARAGRAPH, TABLE):
            if matched == len(self.open) and self._continue_leaf(rest):
                self.after_blank = False
                return
            self._end_leaf()
        text = rest.lstrip(" ")
        if not text:
            self._blank(matched)
            return
        while len(rest) - len(text) < 4 and text[0] in STARTS:
            inner = self._start(rest, text, matched)
            if inner is None:
                break
            self.after_blank = False
            if not inner:
                return
            rest, text, matched = inner, inner.lstrip(" "), len(self.open)
            if not text:
                return
        self._read_words(rest, text, matched)
        self.after_blank = False

    def _descend(self, line: str) -> tuple[int, int]:
        """The index at which a line's text in the innermost continued block starts, and the number of continued blocks."""
        at, matched = 0, 1
        for block in self.open[1:]:
            if block.kind != LIST:
                text = line[at:].lstrip(" ")
                spaces = len(line) - at - len(text)
                if block.kind == QUOTE:
                    if spaces > 3 or not text.startswith(">"):
                        break
                    at += spaces + 1 + text.startswith("> ")
                elif not text:
                    # An item may start with one blank line, but not with two.
                    if block.kind == ITEM and not self.leaf and not len(block.element):
                        break
                    at = len(line)
                elif spaces >= block.indent:
                    at += block.indent
                else:
                    break
            matched += 1
        return at, matched

    def _read_words(self, rest: str, text: str, matched: int) -> None:
        """Reads a line of a paragraph, of a table, or of indented code."""
        if self.leaf == PARAGRAPH:
            is_within = matched == len(self.open)
            if is_within and len(rest) - len(text) < 4 and is_divider(self.lines[-1], text):
                head = self.lines.pop()
                if self.lines:
                    self._end_leaf()
                self.leaf, self.lines = TABLE, [head, text]
                return
            if is_within or all(block.kind != BOX for block in self.open[matched:]):
                if not is_within and not self.lazy:
                    self.lazy = len(self.lines)
                self.lines.append(text)
                return
        if self.leaf == TABLE and matched == len(self.open) and len(rest) - len(text) < 4:
            self.lines.append(text)
            return
        self._close_for_new_block(matched)
        if len(rest) - len(text) >= 4:
            self.leaf, self.lines = INDENTED, [rest[4:]]
        else:
            self.leaf, self.lines, self.lazy = PARAGRAPH, [text], 0

    # Blocks that start with a marker

    def _start(self, rest: str, text: str, matched: int) -> str | None:
        """Starts the block that a line starts, and returns the rest of the line; None if it starts none."""
        first = text[0]
        if first == ">":
            self._close_for_new_block(matched)
            self._push(OpenBlock(QUOTE, SubElement(self.open[-1].element, "blockquote")))
            return text[2:] if text.startswith("> ") else text[1:]
        if first == "#":
            return self._heading(text, matched)
        if first in "`~":
            return self._code(text, len(rest) - len(text), matched)
        if first == "<":
            return self._html(rest, text, matched)
        if first == "$":
            return self._formula(text, matched)
        if first in "!:[":
            return self._extra(first, text, matched)
        is_below_words = self.leaf == PARAGRAPH and matched == len(self.open)
        if first in "=-" and is_below_words and (line := _UNDERLINE.match(text)):
            lines, self.leaf, self.lines = self.lines, "", []
            heading = SubElement(self.open[-1].element, "h1" if line[1][0] == "=" else "h2")
            heading.text = "\n".join(lines).rstrip(" ")
            return ""
        if first in "-*_" and _RULE.match(text):
            self._close_for_new_block(matched)
            SubElement(self.open[-1].element, "hr")
            return ""
        marker = _MARKER.match(text)
        return self._item(marker, rest, text, matched, is_below_words) if marker else None

    def _heading(self, text: str, matched: int) -> str | None:
        found = _HEADING.match(text)
        if found is None:
            return None
        self._close_for_new_block(matched)
        heading = SubElement(self.open[-1].element, f"h{len(found[1])}")
        heading.text = _CLOSING.sub("", (found[2] or "").rstrip(" ")).rstrip(" ")
        return ""

    def _code(self, text: str, spaces: int, matched: int) -> str | None:
        found = _FENCE.match(text)
        if found is None:
            return None
        self._close_for_new_block(matched)
        marker, words = (found[1], found[2]) if found[1] else (found[3], found[4])
        self.leaf, self.lines, self.fence = CODE, [], Fence(marker, words.strip(), spaces)
        return ""

    def _html(self, rest: str, text: str, matched: int) -> str | None:
        end = html_block(text, is_paragraph=self.leaf == PARAGRAPH)
        if end is None:
            return None
        self._close_for_new_block(matched)
        self.leaf, self.lines, self.end = HTML, [rest], end
        if end(text):
            self._end_leaf()
        return ""

    def _formula(self, text: str, matched: int) -> str | None:
        if self.leaf == PARAGRAPH and (
            text.strip(" ") != "$$" or sum(line.count("$$") for line in self.lines[-_FORMULA_LINES:]) % 2
        ):
            return None
        found = _FORMULA.match(text)
        if found is None or (found[2] and not found[1].strip()):
            return None
        self._close_for_new_block(matched)
        if found[2]:
            self.parser.add_formula(self.open[-1].element, found[1])
        else:
            self.leaf, self.lines = FORMULA, [text]
        return ""

    def _item(
        self, marker: re.Match[str], rest: str, text: str, matched: int, is_below_words: bool
    ) -> str | None:
        after = text[marker.end(1) :]
        words = after.lstrip(" ")
        if is_below_words and (not words or marker[2] not in (None, "1")):
            return None
        self._close_to(matched)
        bullet = marker[3] or marker[1]
        if self.open[-1].kind == LIST and self.open[-1].marker != bullet:
            self._close_to(len(self.open) - 1)
        if self.open[-1].kind != LIST:
            self._mark_loose()
            attributes = {"start": str(int(marker[2]))} if marker[2] and int(marker[2]) != 1 else {}
            element = SubElement(self.open[-1].element, "ol" if marker[2] else "ul", attributes)
            self._push(OpenBlock(LIST, element, marker=bullet))
        elif self.after_blank:
            self.open[-1].is_loose = True
        spaces = len(after) - len(words)
        # With five or more spaces, all but the first belong to indented code in the item.
        spaces = spaces if words and spaces < 5 else 1
        indent = len(rest) - len(text) + marker.end(1) + spaces
        self._push(OpenBlock(ITEM, SubElement(self.open[-1].element, "li"), indent))
        return after[spaces:]

    def _extra(self, first: str, text: str, matched: int) -> str | None:
        """A block that only Python-Markdown has: a box, a footnote or a definition."""
        if first == "!":
            if (box := _BOX.match(text)) is None:
                return None
            self._close_for_new_block(matched)
            element = SubElement(self.open[-1].element, "div")
            make_box(element, box[1].lower(), box[2])
            self._push(OpenBlock(BOX, element, 4))
            return ""
        if first == "[":
            if (note := _NOTE.match(text)) is None:
                return None
            self._close_for_new_block(matched)
            self.leaf, self.note, self.lines = FOOTNOTE, note[1], [note[2]]
            return ""
        return self._definition(text, matched)

    def _definition(self, text: str, matched: int) -> str | None:
        """A definition: a line that starts with a colon, below its term or another definition."""
        words = text[1:].lstrip(" ")
        if text[1:2] != " " or len(text) - len(words) > 4 or not words:
            return None
        terms: list[str] = []
        is_loose = False
        if self.leaf == PARAGRAPH:
            if matched == len(self.open):
                terms, self.leaf, self.lines = self.lines, "", []
            elif self.open[matched].kind == DEFINITION and self.lazy:
                terms = self.lines[self.lazy :]
                del self.lines[self.lazy :]
        self._close_to(matched)
        parent = self.open[-1].element
        last = parent[-1] if len(parent) else None
        if not terms:
            if last is None or last.tag not in ("p", "dl") or (last.text or "").startswith("\x02"):
                return None
            if last.tag == "p":
                is_loose = True
                terms = (last.text or "").split("\n")
                parent.remove(last)
                last = parent[-1] if len(parent) else None
        list_ = last if last is not None and last.tag == "dl" else SubElement(parent, "dl")
        for term in terms:
            SubElement(list_, "dt").text = term.strip(" ")
        self._push(OpenBlock(DEFINITION, SubElement(list_, "dd"), 4, marker="loose" if is_loose else ""))
        return words
