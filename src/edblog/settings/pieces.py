"""The links in a short text of the district: an announcement, the words at the foot of a page.

Such a text is shown as plain text. Links are the only markup that it can have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Piece(NamedTuple):
    """A few words of a text; `address` is empty where they are no link."""

    words: str
    address: str = ""


# Each alternative begins with another character or at the start of a word, and no part of one can be read in two ways.
# An address may have words in parentheses, as those of Wikipedia do.
_LINK = re.compile(
    r"\[(?P<words>[^\[\]]+)\]\((?P<address>[^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*+)\)"
    r"|(?P<bare>\bhttps?://[^\s<>()\[\]\"']+)"
    r"|(?P<email>(?<![\w.+-])[\w.+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++)"
)
_BEGUN = re.compile(r"\[[^\[\]]+\]\(\S*")
_FOLLOWS = ".,;:!?…"
"""Characters that end a sentence and not an address."""


def pieces(text: str) -> Iterator[Piece]:
    """The words of a text in order: plain ones, `[words](address)`, and addresses that stand by themselves."""
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
    """The first `[words](` that became no link, with some words after it; empty where there is none."""
    for piece in pieces(text):
        if not piece.address and (found := _BEGUN.search(piece.words)):
            return found[0]
    return ""


def lines(text: str) -> list[tuple[Piece, ...]]:
    """The lines of a text that have words, each in its pieces."""
    return [tuple(pieces(line)) for line in text.splitlines() if line.strip()]


def why_no_address(address: str) -> str:
    """What to write in the place of an address that cannot be the target of a link; empty where it can."""
    if re.match(r"(https?://[^/\s]|mailto:[^@\s]+@|tel:\+?[0-9]|/(?!/))", address, re.IGNORECASE):
        return ""
    if re.match(r"(www\.|[\w-]+(\.[\w-]+)+(/|\Z))", address):
        return f"write: https://{address}"
    return (
        "write the whole address, such as https://district.example/, or one of this site that begins with /"
    )
