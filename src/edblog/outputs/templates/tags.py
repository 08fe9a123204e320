"""Splits the source of a template into Jinja's tags and the HTML between them.

Nothing is rendered, and every position is that in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TEXT = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
_OPEN = re.compile(r"\{[%{#]")
# As in Jinja's lexer, the end of a tag does not count inside quotes.
_TO_END = {
    "%": re.compile(rf"(?:{_TEXT}|(?!%\}}).)*", re.DOTALL),
    "{": re.compile(rf"(?:{_TEXT}|(?!\}}\}}).)*", re.DOTALL),
}
_WORD = re.compile(r"[-+]?\s*(\w*)\s*")


class Tag(NamedTuple):
    """A Jinja tag: a comment, an expression or a statement."""

    start: int
    """Index of its first character in the source; `end` is the index after its last."""
    end: int
    kind: str
    """`#`, `{` or `%`."""
    word: str
    """The first word inside, such as `block`."""
    rest: str
    """The text after that word."""


def tags(source: str) -> Iterator[Tag]:
    """The Jinja tags of a template, in order. Text inside a `raw` block has none."""
    at, is_raw = 0, False
    while found := _OPEN.search(source, at):
        kind, inside = source[found.start() + 1], found.end()
        if kind == "#":
            close = source.find("#}", inside)
            close = len(source) if close < 0 else close
        else:
            rest = _TO_END[kind].match(source, inside)
            close = rest.end() if rest else len(source)
        word = _WORD.match(source, inside, close)
        name = word[1] if word and kind != "#" else ""
        if is_raw and not (kind == "%" and name == "endraw"):
            at = inside
            continue
        is_raw = kind == "%" and name == "raw"
        body = source[word.end() : close].strip() if word else ""
        yield Tag(found.start(), min(close + 2, len(source)), kind, name, body)
        at = close + 2


def html_of(source: str) -> str:
    """The HTML of a template: each character of an expression becomes `x`, of other tags a space, so positions stay the same."""
    pieces, at = [], 0
    for tag in tags(source):
        filler = "x" if tag.kind == "{" else " "
        pieces.append(source[at : tag.start])
        pieces.append("".join(c if c == "\n" else filler for c in source[tag.start : tag.end]))
        at = tag.end
    return "".join((*pieces, source[at:]))
