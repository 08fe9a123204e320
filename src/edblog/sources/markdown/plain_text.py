"""Plain text from finished HTML: the one place that makes it, for summaries, feeds, contents, addresses of headings and word counts.

The rules are those of `innerText` (WHATWG HTML, section 3.2.7), so a reader of the text reads what a reader of the page sees: entities are
characters, tags are gone, a line break or the edge of a block divides words, and what a page does not show is left out. Three things differ
on purpose. References to footnotes and the ways back are left out, since a number without its note says nothing; a formula is what its
`alttext` says; and what is hidden until a reader opens it counts as text.

`tests/browser/test_inner_text.py` compares the result with what Chromium says of the same HTML.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape
from typing import NamedTuple

# A tag as the sanitiser writes it. What comes next decides at each character which way to go, and nothing is given back: linear.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*+)((?:[^"<>]++|"[^"]*+")*+)>')
_ALT = re.compile(r' alttext="([^"]*)"')
_ID = re.compile(r' id="([^"]*)"')
_HREF = re.compile(r' href="([^"]*)"')
_CLASS = re.compile(r' class="([^"]*)"')

_VOID = frozenset(["br", "col", "hr", "img", "wbr"])
# By the style sheet of HTML (section 15.3), each of these stands on lines of its own.
_BLOCKS = frozenset(
    """address article aside blockquote caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search section summary table tbody tfoot thead
    tr ul""".split()
)
_CELLS = frozenset(["td", "th"])
# The same style sheet does not show these, or they hold what is no text.
_HIDDEN = frozenset(
    """area audio base canvas datalist embed head iframe link math meta noembed noframes noscript object param rp script style svg
    template textarea title video""".split()
)
_NOTES = frozenset(["footnote-ref", "footnote-backref"])
_HEADINGS = {f"h{level}": level for level in range(2, 7)}


class Titled(NamedTuple):
    """A heading that has an id."""

    level: int
    id: str
    title: str


class Told(NamedTuple):
    """What a text says, without its HTML."""

    text: str
    """All of it, blocks on lines of their own."""
    first_paragraph: str
    """The first paragraph with words, on one line."""
    headings: list[Titled]


def plain(html: str) -> str:
    """The words of sanitised HTML on one line."""
    return one_line(tell(html).text)


def one_line(text: str) -> str:
    """The text with single spaces, and none around it."""
    return " ".join(text.split())


def tell(html: str, players: Collection[str] = ()) -> Told:
    """The words of sanitised HTML. A paragraph that begins with a link to one of `players` is a player, and no paragraph."""
    if "<" not in html:
        return Told(unescape(html), one_line(unescape(html)), [])
    teller = _Teller(frozenset(players))
    done = 0
    for tag in _TAG.finditer(html):
        if (start := tag.start()) > done:
            teller.words(html[done:start])
        done = tag.end()
        if tag[1]:
            teller.end(tag[2])
        else:
            teller.start(tag[2], tag[3])
    teller.words(html[done:])
    return teller.told()


class _Teller:
    def __init__(self, players: frozenset[str]) -> None:
        self.players = players
        self.pieces: list[str] = []
        self.headings: list[tuple[int, int, int, str]] = []
        self.paragraphs: list[tuple[int, int]] = []
        """Those that stand by themselves, and then those in quotes and lists: where each begins and ends in `pieces`."""
        self.inner: list[tuple[int, int]] = []
        self.depth = 0
        self.hidden = 0
        """The depth at which what is not shown began; 0 for none."""
        self.opened: list[tuple[str, str, int, int]] = []
        """Paragraphs and headings that are open: tag, id, first piece, depth."""
        self.in_notes = 0
        self.breaks = False
        """Whether a place where a word may be broken came last."""

    def words(self, text: str) -> None:
        if self.hidden or not text:
            return
        if self.breaks and text[0] == "\n":
            # A line that ends where a word may be broken ends without a space (CSS Text 3, section 4.1.3).
            text = text.lstrip(" \t\n")
        self.breaks = False
        if text:
            self.pieces.append(unescape(text) if "&" in text else text)

    def start(self, tag: str, attributes: str) -> None:
        if tag in _VOID:
            self.breaks = tag == "wbr"
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

    def told(self) -> Told:
        paragraphs = (self._line(*place) for place in (*self.paragraphs, *self.inner))
        return Told(
            "".join(self.pieces),
            next(filter(None, paragraphs), ""),
            [Titled(level, id_, self._line(start, end)) for start, end, level, id_ in sorted(self.headings)],
        )

    def _line(self, start: int, end: int) -> str:
        return one_line("".join(self.pieces[start:end]))
