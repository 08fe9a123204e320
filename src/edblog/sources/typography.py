"""Typographic quotes, dashes and ellipses, in one pass over the text nodes of a document.

Python-Markdown's own `smarty` runs every inline pattern a second time. This pass looks at each piece
of text once and leaves code alone.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_CODE = frozenset(["code", "pre", "kbd", "samp", "script", "style", "math"])
# Python-Markdown keeps stashed HTML and escaped signs between these two control characters.
# This pattern and those below go one way at each character, so they are linear.
_STASH = re.compile("\x02[^\x02\x03]*\x03")
_OPENS_AFTER = frozenset(" \t\n\u00a0([{-–—/“‘«¿¡")
_QUOTE = re.compile("['\"]")
_CURLY = {"'": "‘’", '"': "“”"}
# Within or behind a word, and before a decade.
_APOSTROPHE = re.compile(r"'(?:(?<=\w')|(?=\d\ds?\b))")


def educate(root: Element) -> None:
    """Replaces straight quotes, `--`, `---` and `...` in the text of a document."""
    _walk(root, " ")


def typeset(line: str) -> str:
    """A line of plain text, such as a title, with typographic quotes, dashes and ellipses."""
    return _plain(line, " ")[0]


def _walk(element: Element, before: str) -> str:
    """Handles an element's text and its children; returns the last character seen."""
    if text := element.text:
        if "'" in text or '"' in text or "--" in text or "..." in text:
            element.text, before = _text(text, before)
        else:
            before = text[-1]
    for child in element:
        tag = child.tag
        if tag in _CODE:
            before = "x"
        elif isinstance(tag, str):
            before = _walk(child, " " if tag in _BLOCKS else before)
        if tag in ("br", "img"):
            before = " "
        if tail := child.tail:
            if "'" in tail or '"' in tail or "--" in tail or "..." in tail:
                child.tail, before = _text(tail, before)
            else:
                before = tail[-1]
    return before


_BLOCKS = frozenset(
    "p li dt dd td th h1 h2 h3 h4 h5 h6 blockquote div figure figcaption section table tr ul ol dl".split()
)


def _text(text: str, before: str) -> tuple[str, str]:
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
    if "--" in text:
        text = text.replace("---", "—").replace("--", "–")
    text = text.replace("...", "…")
    if "'" in text:
        text = _APOSTROPHE.sub("’", text)
    if "'" not in text and '"' not in text:
        return text, text[-1]
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
