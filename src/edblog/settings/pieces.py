"""Links in a short text of the settings: the announcement or the footer.

Such a text is plain text. Links are its only markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Piece(NamedTuple):
    """A part of a text; `address` is empty if it is not a link."""

    words: str
    address: str = ""


# Each alternative begins with another character or at the start of a word, and no part can match in two ways: linear.
# An address may contain parentheses, as on Wikipedia.
_LINK = re.compile(
    r"\[(?P<words>[^\[\]]+)\]\((?P<address>[^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*+)\)"
    r"|(?P<bare>\bhttps?://[^\s<>()\[\]\"']+)"
    r"|(?P<email>(?<![\w.+-])[\w.+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++)"
)
_BEGUN = re.compile(r"\[[^\[\]]+\]\(\S*")
_FOLLOWS = ".,;:!?…"
"""Punctuation after an address that is not part of it."""


def pieces(text: str) -> Iterator[Piece]:
    """The parts of a text in order: plain text, `[words](address)`, and bare addresses."""
    text = " ".join(text.split())
    at = 0
    for found in _LINK.finditer(text):
        if found["words"] is not None:
            link, end = Piece(found["words"].strip(), found["address"]), found.end()
        else:
            bare = (found["bare"] or found["email"]).rstrip(_FOLLOWS)
            link, end = Piece(bare, bare if found["bare"] else f"mailto:{bare}"), found.start() + len(bare)
        if found.start() > at:
            yield Piece(text[at : found.start()])
        yield link
        at = end
    if at < len(text):
        yield Piece(text[at:])


def unfinished(text: str) -> str:
    """The first `[words](` that is not a complete link, with the text after it; empty if there is none."""
    for piece in pieces(text):
        if not piece.address and (found := _BEGUN.search(piece.words)):
            return found[0]
    return ""


def lines(text: str) -> list[tuple[Piece, ...]]:
    """The lines of a text that are not blank, each in its pieces."""
    return [tuple(pieces(line)) for line in text.splitlines() if line.strip()]


def invalid_link_help(address: str) -> str:
    """Help for an address that cannot be the target of a link; empty for a valid one."""
    if re.match(r"(https?://[^/\s]|mailto:[^@\s]+@|tel:\+?[0-9]|/(?!/))", address, re.IGNORECASE):
        return ""
    if re.match(r"(www\.|[\w-]+(\.[\w-]+)+(/|\Z))", address):
        return f"write: https://{address}"
    return (
        "write the whole address, such as https://district.example/, or one of this site that begins with /"
    )
