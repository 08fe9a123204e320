"""Typographic quotes, dashes and ellipses, in one pass over the text nodes of a document.

Python-Markdown's own `smarty` runs every inline pattern a second time. This pass looks at each piece
of text once and leaves code alone.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_CODE = frozenset(["code", "pre", "kbd", "samp", "script", "style", "math"])
_INTERESTING = re.compile(r"""['"]|--|\.\.\.""")
# Python-Markdown keeps stashed HTML and escaped signs between these two control characters.
_STASH = re.compile("\x02[^\x03]*\x03")
_OPENS_AFTER = frozenset(" \t\n\u00a0([{-–—/“‘«¿¡")
_QUOTE = re.compile("['\"]")
_CURLY = {"'": "‘’", '"': "“”"}
_DECADE = re.compile(r"'(?=\d\ds?\b)")


def educate(root: Element) -> None:
    """Replaces straight quotes, `--`, `---` and `...` in the text of a document."""
    _walk(root, " ")


def typeset(line: str) -> str:
    """A line of plain text, such as a title, with typographic quotes, dashes and ellipses."""
    return _plain(line, " ")[0]


def _walk(element: Element, before: str) -> str:
    """Handles an element's text and its children; returns the last character seen."""
    if element.text:
        element.text, before = _text(element.text, before)
    for child in element:
        if child.tag in _CODE:
            before = "x"
        elif isinstance(child.tag, str):
            before = _walk(child, before if child.tag not in _BLOCKS else " ")
        if child.tag in ("br", "img"):
            before = " "
        if child.tail:
            child.tail, before = _text(child.tail, before)
    return before


_BLOCKS = frozenset(
    "p li dt dd td th h1 h2 h3 h4 h5 h6 blockquote div figure figcaption section table tr ul ol dl".split()
)


def _text(text: str, before: str) -> tuple[str, str]:
    if _INTERESTING.search(text) is None:
        return text, text[-1]
    if "\x02" not in text:
        return _plain(text, before)
    pieces: list[str] = []
    position = 0
    for stash in _STASH.finditer(text):
        piece, before = _plain(text[position : stash.start()], before)
        pieces += (piece, stash[0])
        # A tag leaves the quotes on both its sides to the words around it.
        position = stash.end()
    piece, before = _plain(text[position:], before)
    pieces.append(piece)
    return "".join(pieces), before


def _plain(text: str, before: str) -> tuple[str, str]:
    if not text:
        return text, before
    text = text.replace("---", "—").replace("--", "–").replace("...", "…")
    if "'" in text:
        text = _DECADE.sub("’", text)
    pieces: list[str] = []
    done = 0
    for quote in _QUOTE.finditer(text):
        if (start := quote.start()) > done:
            pieces.append(text[done:start])
            before = text[start - 1]
        before = _CURLY[quote[0]][before not in _OPENS_AFTER]
        pieces.append(before)
        done = start + 1
    if done == len(text):
        return "".join(pieces), before
    pieces.append(text[done:])
    return "".join(pieces), text[-1]
