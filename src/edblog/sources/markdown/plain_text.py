"""Extracts plain text from HTML, for summaries, feeds, tables of contents, ids of headings and word counts.

The rules are those of `innerText` (WHATWG HTML, section 3.2.7), so the text has the words that readers of the page see: entities become
characters, tags disappear, line breaks and the edges of blocks separate words, and hidden elements are left out. Three things differ on
purpose. Footnote references and their back links are left out, because a number without its note is useless; a formula becomes its
`alttext`; and elements that readers can open count as visible.

`tests/browser/test_inner_text.py` compares the result with Chromium's.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape
from typing import NamedTuple

# A tag in the sanitizer's output. Linear: the next character decides how it goes on, and nothing is given back.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*+)((?:[^"<>]++|"[^"]*+")*+)>')
_ALT = re.compile(r' alttext="([^"]*)"')
_ID = re.compile(r' id="([^"]*)"')
_HREF = re.compile(r' href="([^"]*)"')
_CLASS = re.compile(r' class="([^"]*)"')

_VOID = frozenset(["br", "col", "hr", "img", "wbr"])
# Blocks in the default style sheet of HTML (section 15.3).
_BLOCKS = frozenset(
    """address article aside blockquote caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search section summary table tbody tfoot thead
    tr ul""".split()
)
_CELLS = frozenset(["td", "th"])
# Elements that the default style sheet hides, or that contain no text.
_HIDDEN = frozenset(
    """area audio base canvas datalist embed head iframe link math meta noembed noframes noscript object param rp script style svg
    template textarea title video""".split()
)
_NOTES = frozenset(["footnote-ref", "footnote-backref"])
_HEADINGS = {f"h{level}": level for level in range(2, 7)}


class TextHeading(NamedTuple):
    """A heading with an id."""

    level: int
    id: str
    title: str


class PlainText(NamedTuple):
    """The words of a text, without its HTML."""

    text: str
    """All words; each block starts on a new line."""
    first_paragraph: str
    """The first paragraph with words, on one line."""
    headings: list[TextHeading]


def plain(html: str) -> str:
    """The words of sanitized HTML on one line."""
    return one_line(plain_text(html).text)


def one_line(text: str) -> str:
    """The text with single spaces, and none at its ends."""
    return " ".join(text.split())


def plain_text(html: str, players: Collection[str] = ()) -> PlainText:
    """The words of sanitized HTML. A paragraph that starts with a link to one of `players` is a player, not a paragraph."""
    if "<" not in html:
        return PlainText(unescape(html), one_line(unescape(html)), [])
    collector = _Collector(frozenset(players))
    done = 0
    for tag in _TAG.finditer(html):
        if (start := tag.start()) > done:
            collector.words(html[done:start])
        done = tag.end()
        if tag[1]:
            collector.end(tag[2])
        else:
            collector.start(tag[2], tag[3])
    collector.words(html[done:])
    return collector.result()


class _Collector:
    """Collects the words of HTML from its tags and the text between them."""

    def __init__(self, players: frozenset[str]) -> None:
        self.players = players
        self.pieces: list[str] = []
        self.headings: list[tuple[int, int, int, str]] = []
        self.paragraphs: list[tuple[int, int]] = []
        """Paragraphs at the top level: the start and end of each in `pieces`."""
        self.inner: list[tuple[int, int]] = []
        """Paragraphs in quotes and lists."""
        self.depth = 0
        self.hidden = 0
        """The depth of the open hidden element; 0 for none."""
        self.opened: list[tuple[str, str, int, int]] = []
        """Open paragraphs and headings: tag, id, first piece, depth."""
        self.in_notes = 0
        """The depth of the open footnotes; 0 for none."""
        self.after_wbr = False

    def words(self, text: str) -> None:
        if self.hidden or not text:
            return
        if self.after_wbr and text[0] == "\n":
            # After `wbr`, the end of a line is not a space (CSS Text 3, section 4.1.3).
            text = text.lstrip(" \t\n")
        self.after_wbr = False
        if text:
            self.pieces.append(unescape(text) if "&" in text else text)

    def start(self, tag: str, attributes: str) -> None:
        if tag in _VOID:
            self.after_wbr = tag == "wbr"
            if not self.hidden and tag in ("br", "hr"):
                self.pieces.append("\n")
            return
        self.depth += 1
        if self.hidden:
            return
        words = found[1].split() if attributes and (found := _CLASS.search(attributes)) else ()
        if tag in _HIDDEN or not _NOTES.isdisjoint(words):
            self.hidden = self.depth
            if tag == "math" and (alt := _ALT.search(attributes)):
                self.pieces.append(unescape(alt[1]))
        elif tag in _CELLS:
            self.pieces.append("\t")
        elif tag in _BLOCKS:
            self._block(tag, attributes, words)
        elif tag == "a" and self.opened and self.opened[-1][2] == len(self.pieces):
            found = _HREF.search(attributes)
            if self.opened[-1][0] == "p" and found and found[1] in self.players:
                self.opened.pop()

    def _block(self, tag: str, attributes: str, words: Collection[str]) -> None:
        self.pieces.append("\n")
        if tag == "p" or tag in _HEADINGS:
            id_ = found[1] if attributes and (found := _ID.search(attributes)) else ""
            self.opened.append((tag, unescape(id_), len(self.pieces), self.depth))
        elif "footnote" in words:
            self.in_notes = self.in_notes or self.depth

    def end(self, tag: str) -> None:
        if tag in _VOID:
            return
        self.depth -= 1
        if self.hidden:
            self.hidden = 0 if self.depth < self.hidden else self.hidden
            return
        if tag in _BLOCKS:
            if self.opened and self.opened[-1][3] > self.depth:
                self._close()
            self.pieces.append("\n")
        if self.depth < self.in_notes:
            self.in_notes = 0

    def _close(self) -> None:
        tag, id_, start, depth = self.opened.pop()
        if tag != "p":
            if id_:
                self.headings.append((start, len(self.pieces), _HEADINGS[tag], id_))
        elif depth == 1:
            self.paragraphs.append((start, len(self.pieces)))
        elif not self.in_notes:
            self.inner.append((start, len(self.pieces)))

    def result(self) -> PlainText:
        paragraphs = (self._line(*place) for place in (*self.paragraphs, *self.inner))
        return PlainText(
            "".join(self.pieces),
            next(filter(None, paragraphs), ""),
            [
                TextHeading(level, id_, self._line(start, end))
                for start, end, level, id_ in sorted(self.headings)
            ],
        )

    def _line(self, start: int, end: int) -> str:
        return one_line("".join(self.pieces[start:end]))
