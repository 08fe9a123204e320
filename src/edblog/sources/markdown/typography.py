"""Typographic quotes, dashes and ellipses, in one pass over the text of a document.

Python-Markdown's own `smarty` runs every inline pattern a second time. This pass reads each piece
of text once and skips code.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

_CODE = frozenset(["code", "pre", "kbd", "samp", "script", "style", "math"])
# Python-Markdown's placeholders for HTML and escaped characters are between these two control characters.
# All patterns are linear: the next character decides how each goes on.
_STASH = re.compile("\x02[^\x02\x03]*\x03")
# People copy addresses into a browser even if they are not links. Punctuation after an address is not part of it.
_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s\x02\x03<>\"]*", re.IGNORECASE)
_OPENS_AFTER = frozenset(" \t\n\u00a0([{-–—/“‘«¿¡")
_QUOTE = re.compile("['\"]")
_CURLY = {"'": "‘’", '"': "“”"}
# Inside or after a word, and before a decade.
_APOSTROPHE = re.compile(r"'(?:(?<=\w')|(?=\d\ds?\b))")
# Words that start with an apostrophe for missing letters; a quotation rarely starts with one of them.
_ELIDED = re.compile(
    r"(?<![\w'])'(?=(?:tis|tisn|twas|twasn|twere|twill|twould|til|tween|em(?![- ]dash)|er|im|neath|cept|nuff|cuz|coz)(?![\w']))",
    re.IGNORECASE,
)
# `rock 'n' roll`; `the letter 'n'` is a quotation.
_AND = re.compile(
    r"(?:(?<=\w )|(?<=\A ))(?<!letter )(?<!sound )(?<!an )(?<!the )(?<!and )(?<!or )(?<!of )(?<!by )(?<!for )(?<!is )(?<!let )(?<!with )'(?=n'? \w)",
    re.IGNORECASE,
)
# Words that also exist without the apostrophe: a quotation if the next quote outside of a word is a closing one.
_PERHAPS = re.compile(r"(?<![\w'])'(?=(?:cause|bout|round|kay|sup)(?!\w))", re.IGNORECASE)
_NEXT = re.compile(r"(?<=[^\s(\[{])'(?!\w)|(?<!\w)'(?=\w)")
# Feet and inches, and minutes of an angle. `1'000` is a number in Switzerland.
_FEET_INCHES = re.compile(r"(\d)'( ?\d{1,2}(?:\.\d{1,3}|[½¼¾⅓⅔⅛⅜⅝⅞]| \d/\d)?)\"")
_FEET = re.compile(r"(?<=\d)'(?=\d{1,2}(?!\d))")
_MINUTES = re.compile(r"(° ?\d{1,2}(?:\.\d{1,4})?)'")
# `8.5" x 11"`: the first length, and then the second.
_LENGTH = re.compile(r"(?<=\d)(['\"])(?= ?[x×] ?\d)")
_BY = re.compile(r"([′″] ?[x×] ?\d{1,5}(?:\.\d{1,3})?)(['\"])")
_DIGIT_QUOTE = re.compile(r"\d['\"]")
_PRIMES = {"'": "′", '"': "″"}


def typeset_tree(root: Element) -> None:
    """Replaces straight quotes, `--`, `---` and `...` in the text of a document."""
    _walk(root, " ")


def typeset(line: str) -> str:
    """A line of plain text, such as a title, with typographic quotes, dashes and ellipses."""
    return _plain(line, " ")[0]


def _walk(element: Element, before: str) -> str:
    """Replaces them in an element and its children; returns the last character of the text."""
    text = element.text
    # An address between angle brackets stays as typed.
    if text and not isinstance(text, AtomicString):
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
        return _with_addresses(text, before)
    pieces: list[str] = []
    position = 0
    for stash in _STASH.finditer(text):
        piece, before = _with_addresses(text[position : stash.start()], before)
        pieces += (piece, stash[0])
        # A quote next to a tag depends on the words before and after the tag.
        position = stash.end()
    piece, before = _with_addresses(text[position:], before)
    pieces.append(piece)
    return "".join(pieces), before


def _with_addresses(text: str, before: str) -> tuple[str, str]:
    """Replaces them in all of a text except web addresses."""
    if "://" not in text and "www." not in text.lower():
        return _plain(text, before)
    pieces: list[str] = []
    position = 0
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip("-.,;:!?')")
        piece, before = _plain(text[position : found.start()], before)
        pieces += (piece, address)
        before = address[-1:] or before
        position = found.start() + len(address)
    piece, before = _plain(text[position:], before)
    pieces.append(piece)
    return "".join(pieces), before


def _plain(text: str, before: str) -> tuple[str, str]:
    if not text:
        return text, before
    if "--" in text:
        text = text.replace("---", "—").replace("--", "–")
    text = text.replace("...", "…")
    if _DIGIT_QUOTE.search(text):
        text = _with_primes(text)
    if "'" in text:
        text = _APOSTROPHE.sub("’", _with_elisions(text))
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


def _with_primes(text: str) -> str:
    text = _FEET_INCHES.sub(r"\1′\2″", text)
    text = _MINUTES.sub(r"\1′", _FEET.sub("′", text))
    text = _LENGTH.sub(lambda found: _PRIMES[found[1]], text)
    # In `2" x 4" x 8'`, the second length is also the first of a pair, so it already has its prime.
    return _BY.sub(lambda found: found[1] + _PRIMES[found[2]], text)


def _with_elisions(text: str) -> str:
    text = _AND.sub("’", _ELIDED.sub("’", text))
    return _PERHAPS.sub(_perhaps, text)


def _perhaps(found: re.Match[str]) -> str:
    other = _NEXT.search(found.string, found.end())
    ends = other is not None and not found.string[other.start() - 1].isspace()
    return "'" if ends and other and not found.string[other.end() : other.end() + 1].isalnum() else "’"
