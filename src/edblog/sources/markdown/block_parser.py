"""The blocks of a Markdown text, as GitHub shows them: lists, quotes, code, tables, headings and paragraphs.

Writers look at GitHub's preview, so blocks begin and end where CommonMark 0.31 and GitHub's rules for tables and alerts say, and not where
Python-Markdown's older rules do. Of Python-Markdown come what GitHub does not have (definition lists, boxes with `!!!`, abbreviations), and all
that happens within a line. Each line is read once, and goes down the blocks that are open, of which there are at most `DEPTH`.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.util import AtomicString, code_escape

from edblog.sources.markdown.formulas import Formulas
from edblog.sources.markdown.html_blocks import End, html_block, never
from edblog.sources.markdown.table_blocks import add_table, divides

if TYPE_CHECKING:
    from markdown.extensions.footnotes import FootnoteExtension

DEPTH = 100
"""Lists, items, quotes and boxes inside each other."""

# Each begins at the start of what is left of a line, and goes one way at each character.
_HEADING = re.compile(r"(#{1,6})(?: ++(.*+))?$")
_CLOSING = re.compile(r"(?:^|(?<= ))#++ *+$")
_FENCE = re.compile(r"(`{3,}+)([^`]*+)$|(~{3,}+)(.*+)$")
_RULE = re.compile(r"([-*_])(?: *+\1){2,}+ *+$")
_UNDERLINE = re.compile(r"(=++|-++) *+$")
_MARKER = re.compile(r"([-+*]|(\d{1,9})([.)]))(?: |$)", re.ASCII)
_BOX = re.compile(r'!!! ?([\w-]++(?: ++[\w-]++)*+)(?: *+"([^"]*+)")? *+$')
_NOTE = re.compile(r"\[\^([^\]\s]++)\]: *+(.*+)$")
_ALERT = re.compile(r" *+\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\] *+$", re.IGNORECASE)
# A formula on lines of its own: what is behind the first dollars, and whether the last ones are on the same line.
_FORMULA = re.compile(r"\$\$((?:[^$]|\$(?!\$))*+)(\$\$ *+)?$")
_LANGUAGE = re.compile(r"\.?[\w#.+-]*")
_NEAR = 50
"""Lines above in which dollars may be open."""
_STARTS = frozenset("#>-*+_=~`<!:[$0123456789")
"""Characters with which something other than words may begin."""
_QUOTE, _LIST, _ITEM, _FRAME, _MEANING = "quote", "list", "item", "frame", "meaning"
_WORDS, _TABLE, _CODE, _INDENTED, _HTML, _FOOTNOTE, _TEX = (
    "words",
    "table",
    "code",
    "indented",
    "html",
    "footnote",
    "tex",
)


class _Open:
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


class _Fence:
    """The first line of code between fences."""

    __slots__ = ("indent", "sign", "words")

    def __init__(self, sign: str, words: str, indent: int) -> None:
        self.sign, self.words, self.indent = sign, words, indent

    def is_closed_by(self, text: str) -> bool:
        """Whether a line without the spaces before it ends the code."""
        return text.startswith(self.sign) and not text.strip(self.sign[0]).strip(" ")


class _Reader:
    """Reads the lines of one text into the tree below an element."""

    def __init__(self, parser: GitHubBlocks, parent: Element) -> None:
        self.parser = parser
        self.open = [_Open("", parent)]
        self.leaf = ""
        """The kind of the innermost block, which holds lines and not blocks; empty where none is open."""
        self.lines: list[str] = []
        """Those of the innermost block."""
        self.lazy = 0
        """Of a paragraph: the number of its first line that lacks the signs of the blocks around it; 0 where there is none."""
        self.fence = _Fence("", "", 0)
        self.end: End = never
        self.note = ""
        self.after_blank = False

    def read(self, lines: Iterable[str]) -> None:
        """Reads all lines."""
        for line in lines:
            self._read(line)
        self._close_to(1)

    def _read(self, line: str) -> None:
        at, matched = self._descend(line) if len(self.open) > 1 else (0, 1)
        rest = line[at:] if at else line
        if self.leaf and self.leaf not in (_WORDS, _TABLE):
            if matched == len(self.open) and self._goes_on(rest):
                self.after_blank = False
                return
            self._end_leaf()
        text = rest.lstrip(" ")
        if not text:
            self._blank(matched)
            return
        while len(rest) - len(text) < 4 and text[0] in _STARTS:
            inner = self._start(rest, text, matched)
            if inner is None:
                break
            self.after_blank = False
            if not inner:
                return
            rest, text, matched = inner, inner.lstrip(" "), len(self.open)
            if not text:
                return
        self._words(rest, text, matched)
        self.after_blank = False

    def _descend(self, line: str) -> tuple[int, int]:
        """Where in a line what belongs to the innermost open block begins that it belongs to, and how many blocks that is."""
        at, matched = 0, 1
        for block in self.open[1:]:
            if block.kind != _LIST:
                text = line[at:].lstrip(" ")
                spaces = len(line) - at - len(text)
                if block.kind == _QUOTE:
                    if spaces > 3 or not text.startswith(">"):
                        break
                    at += spaces + 1 + text.startswith("> ")
                elif not text:
                    # An item may begin with one blank line, and not with two.
                    if block.kind == _ITEM and not self.leaf and not len(block.element):
                        break
                    at = len(line)
                elif spaces >= block.indent:
                    at += block.indent
                else:
                    break
            matched += 1
        return at, matched

    # What does not hold blocks

    def _goes_on(self, rest: str) -> bool:
        """Whether a line belongs to the code, the HTML or the footnote that is open."""
        if self.leaf == _CODE:
            text = rest.lstrip(" ")
            spaces = len(rest) - len(text)
            if spaces < 4 and self.fence.is_closed_by(text):
                self._end_leaf()
            else:
                self.lines.append(rest[min(spaces, self.fence.indent) :])
            return True
        is_blank = not rest.strip(" ")
        if self.leaf == _HTML:
            if is_blank and self.end is never:
                return False
            self.lines.append(rest)
            if self.end(rest):
                self._end_leaf()
            return True
        if self.leaf == _TEX:
            return not is_blank and self._more_tex(rest)
        if is_blank or rest.startswith("    "):
            self.lines.append(rest[4:])
            return True
        is_lazy = self.leaf == _FOOTNOTE and bool(self.lines[-1]) and rest[0] not in _STARTS
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
        if leaf in (_WORDS, _TEX):
            # Dollars without an end are words.
            self._add_words(parent, lines)
        elif leaf == _TABLE:
            add_table(parent, lines)
        elif leaf == _CODE:
            self.parser.add_code(parent, self.fence.words, lines)
        elif leaf == _HTML:
            _add_stashed(parent, self.parser.md.htmlStash.store("\n".join(lines).lstrip(" ")))
        elif leaf == _FOOTNOTE:
            self.parser.add_footnote(self.note, "\n".join(lines).strip("\n"))
        elif leaf == _INDENTED:
            while not lines[-1].strip(" "):
                del lines[-1]
            code = SubElement(SubElement(parent, "pre"), "code")
            code.text = AtomicString(code_escape("\n".join(lines)) + "\n")

    def _add_words(self, parent: Element, lines: list[str]) -> None:
        if self.open[-1].kind == _QUOTE and not len(parent) and (alert := _ALERT.match(lines[0])):
            parent.tag = "div"
            _title_frame(parent, alert[1].lower(), None)
            if not (lines := lines[1:]):
                return
        self.parser.add_paragraphs(parent, "\n".join(lines).rstrip(" "))

    def _blank(self, matched: int) -> None:
        if self.leaf:
            self._end_leaf()
        del self.open[self._kept(matched) :]
        self.after_blank = self.open[-1].kind != _QUOTE

    def _words(self, rest: str, text: str, matched: int) -> None:
        """A line of words, or of code with spaces before it."""
        if self.leaf == _WORDS:
            is_within = matched == len(self.open)
            if is_within and len(rest) - len(text) < 4 and divides(self.lines[-1], text):
                head = self.lines.pop()
                if self.lines:
                    self._end_leaf()
                self.leaf, self.lines = _TABLE, [head, text]
                return
            if is_within or all(block.kind != _FRAME for block in self.open[matched:]):
                if not is_within and not self.lazy:
                    self.lazy = len(self.lines)
                self.lines.append(text)
                return
        if self.leaf == _TABLE and matched == len(self.open) and len(rest) - len(text) < 4:
            self.lines.append(text)
            return
        self._make_room(matched)
        if len(rest) - len(text) >= 4:
            self.leaf, self.lines = _INDENTED, [rest[4:]]
        else:
            self.leaf, self.lines, self.lazy = _WORDS, [text], 0

    # What begins with a sign

    def _start(self, rest: str, text: str, matched: int) -> str | None:
        """Begins what this line begins, and returns what is left of the line; None where it begins nothing."""
        first = text[0]
        if first == ">":
            self._make_room(matched)
            self._push(_Open(_QUOTE, SubElement(self.open[-1].element, "blockquote")))
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
        is_below_words = self.leaf == _WORDS and matched == len(self.open)
        if first in "=-" and is_below_words and (line := _UNDERLINE.match(text)):
            lines, self.leaf, self.lines = self.lines, "", []
            heading = SubElement(self.open[-1].element, "h1" if line[1][0] == "=" else "h2")
            heading.text = "\n".join(lines).rstrip(" ")
            return ""
        if first in "-*_" and _RULE.match(text):
            self._make_room(matched)
            SubElement(self.open[-1].element, "hr")
            return ""
        marker = _MARKER.match(text)
        return self._item(marker, rest, text, matched, is_below_words) if marker else None

    def _heading(self, text: str, matched: int) -> str | None:
        found = _HEADING.match(text)
        if found is None:
            return None
        self._make_room(matched)
        heading = SubElement(self.open[-1].element, f"h{len(found[1])}")
        heading.text = _CLOSING.sub("", (found[2] or "").rstrip(" ")).rstrip(" ")
        return ""

    def _code(self, text: str, spaces: int, matched: int) -> str | None:
        found = _FENCE.match(text)
        if found is None:
            return None
        self._make_room(matched)
        sign, words = (found[1], found[2]) if found[1] else (found[3], found[4])
        self.leaf, self.lines, self.fence = _CODE, [], _Fence(sign, words.strip(), spaces)
        return ""

    def _html(self, rest: str, text: str, matched: int) -> str | None:
        end = html_block(text, is_paragraph=self.leaf == _WORDS)
        if end is None:
            return None
        self._make_room(matched)
        self.leaf, self.lines, self.end = _HTML, [rest], end
        if end(text):
            self._end_leaf()
        return ""

    def _formula(self, text: str, matched: int) -> str | None:
        if self.leaf == _WORDS and (
            text.strip(" ") != "$$" or sum(line.count("$$") for line in self.lines[-_NEAR:]) % 2
        ):
            return None
        found = _FORMULA.match(text)
        if found is None or (found[2] and not found[1].strip()):
            return None
        self._make_room(matched)
        if found[2]:
            self.parser.add_formula(self.open[-1].element, found[1])
        else:
            self.leaf, self.lines = _TEX, [text]
        return ""

    def _item(
        self, marker: re.Match[str], rest: str, text: str, matched: int, is_below_words: bool
    ) -> str | None:
        after = text[marker.end(1) :]
        words = after.lstrip(" ")
        if is_below_words and (not words or marker[2] not in (None, "1")):
            return None
        self._close_to(matched)
        sign = marker[3] or marker[1]
        if self.open[-1].kind == _LIST and self.open[-1].marker != sign:
            self._close_to(len(self.open) - 1)
        if self.open[-1].kind != _LIST:
            self._loosen()
            attributes = {"start": str(int(marker[2]))} if marker[2] and int(marker[2]) != 1 else {}
            element = SubElement(self.open[-1].element, "ol" if marker[2] else "ul", attributes)
            self._push(_Open(_LIST, element, marker=sign))
        elif self.after_blank:
            self.open[-1].is_loose = True
        spaces = len(after) - len(words)
        # With five spaces, the fifth belongs to what the item holds, which is code.
        spaces = spaces if words and spaces < 5 else 1
        indent = len(rest) - len(text) + marker.end(1) + spaces
        self._push(_Open(_ITEM, SubElement(self.open[-1].element, "li"), indent))
        return after[spaces:]

    def _extra(self, first: str, text: str, matched: int) -> str | None:
        """A box, a footnote or what a term means: what Python-Markdown has."""
        if first == "!":
            if (box := _BOX.match(text)) is None:
                return None
            self._make_room(matched)
            element = SubElement(self.open[-1].element, "div")
            _title_frame(element, box[1].lower(), box[2])
            self._push(_Open(_FRAME, element, 4))
            return ""
        if first == "[":
            if (note := _NOTE.match(text)) is None:
                return None
            self._make_room(matched)
            self.leaf, self.note, self.lines = _FOOTNOTE, note[1], [note[2]]
            return ""
        return self._meaning(text, matched)

    def _meaning(self, text: str, matched: int) -> str | None:
        """What a term means: a line that begins with a colon, below the term or another meaning."""
        words = text[1:].lstrip(" ")
        if text[1:2] != " " or len(text) - len(words) > 4 or not words:
            return None
        terms: list[str] = []
        is_loose = False
        if self.leaf == _WORDS:
            if matched == len(self.open):
                terms, self.leaf, self.lines = self.lines, "", []
            elif self.open[matched].kind == _MEANING and self.lazy:
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
        meanings = last if last is not None and last.tag == "dl" else SubElement(parent, "dl")
        for term in terms:
            SubElement(meanings, "dt").text = term.strip(" ")
        self._push(_Open(_MEANING, SubElement(meanings, "dd"), 4, marker="loose" if is_loose else ""))
        return words

    # Which blocks are open

    def _make_room(self, matched: int) -> None:
        """Ends what is inside of the first blocks, for something that is no item."""
        self._close_to(matched)
        if self.open[-1].kind == _LIST:
            self._close_to(len(self.open) - 1)
        self._loosen()

    def _loosen(self) -> None:
        """Makes the list loose that the innermost item belongs to, if a blank line is before what comes into the item."""
        if self.after_blank and self.open[-1].kind == _ITEM and len(self.open[-1].element):
            self.open[-2].is_loose = True

    def _push(self, block: _Open) -> None:
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


def _finish(block: _Open) -> None:
    """What is done once a block is whole: in a tight list, the words of an item are no paragraph."""
    if block.kind == _LIST and not block.is_loose:
        for item in block.element:
            _unwrap(item)
    elif block.kind == _MEANING and not block.marker and len(block.element) == 1:
        _unwrap(block.element)


def _unwrap(element: Element) -> None:
    if len(element) and element[0].tag == "p" and not (element[0].text or "").startswith("\x02"):
        element.text = element[0].text
        element.remove(element[0])


def _title_frame(element: Element, kind: str, title: str | None) -> None:
    element.set("class", f"admonition {kind}")
    words = kind.partition(" ")[0].capitalize() if title is None else title
    if words:
        SubElement(element, "p", {"class": "admonition-title"}).text = words


def _add_stashed(parent: Element, placeholder: str) -> None:
    SubElement(parent, "p").text = placeholder


class GitHubBlocks(BlockParser):
    """Python-Markdown's reader of blocks, with another way to read."""

    md: Markdown
    fenced: Any
    """What Python-Markdown makes of code between fences; None where a text has none."""
    footnotes: FootnoteExtension
    formulas: Formulas

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802  (the library's name)
        """The tree of a text."""
        self.root = Element(self.md.doc_tag)
        _Reader(self, self.root).read(lines)
        return ElementTree(self.root)

    def parseChunk(self, parent: Element, text: str) -> None:  # noqa: N802  (the library's name)
        """Adds the blocks of a text, such as a footnote, to an element."""
        _Reader(self, parent).read(text.split("\n"))

    def add_paragraphs(self, parent: Element, text: str) -> None:
        """Adds a paragraph, or what is left of it without the addresses and abbreviations that it defines."""
        blocks = [text]
        while blocks:
            if "]:" in blocks[0] and any(
                self.blockprocessors[name].run(parent, blocks) for name in ("abbr", "reference")
            ):
                self._add_plain_labels()
                continue
            SubElement(parent, "p").text = blocks.pop(0).lstrip()

    def _add_plain_labels(self) -> None:
        """Lets a label with code in it, such as "[`jar`]: …", be found by what is left once the code has been read."""
        for label, what in list(self.md.references.items()):
            if "`" in label:
                self.md.references.setdefault(label.replace("`", ""), what)

    def add_formula(self, parent: Element, tex: str) -> None:
        """Adds a formula on lines of its own."""
        if word := self.formulas.add(tex, is_block=True):
            _add_stashed(parent, self.md.htmlStash.store(word))
        else:
            SubElement(parent, "p").text = f"$${tex}$$"

    def add_code(self, parent: Element, words: str, lines: list[str]) -> None:
        """Adds code, whose language is the first of the words."""
        if words == "math" and any(map(str.strip, lines)):
            self.add_formula(parent, "\n".join(lines))
            return
        run = 3
        while any("`" * run in line for line in lines):
            run += 1
        fence = "`" * run
        language = _LANGUAGE.match(words)
        for said in (words, language[0] if language else "", ""):
            made = "\n".join(self.fenced.run([f"{fence}{said}", *lines, fence])).strip("\n")
            if made.startswith("\x02"):
                break
        _add_stashed(parent, made)

    def add_footnote(self, name: str, text: str) -> None:
        """Keeps a footnote, which is read once all others are known."""
        self.footnotes.setFootnote(name, text)


class BlocksExtension(Extension):
    """Reads the blocks of a text as GitHub does. It comes after all other extensions."""

    def __init__(self, footnotes: FootnoteExtension) -> None:
        super().__init__()
        self._footnotes = footnotes

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        """Puts the reader in the place of Python-Markdown's own, and of what finds code and HTML before it."""
        parser = md.parser
        parser.__class__ = GitHubBlocks
        assert isinstance(parser, GitHubBlocks)
        parser.footnotes = self._footnotes
        parser.fenced = None
        if (name := "fenced_code_block") in md.preprocessors:
            parser.fenced = md.preprocessors[name]
            md.preprocessors.deregister(name)
        md.preprocessors.deregister("html_block")
        md.ESCAPED_CHARS[:] = string.punctuation
        parser.formulas = Formulas("")
