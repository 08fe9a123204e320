"""Translates regular expressions to JavaScript, so that checks in a browser match the same texts."""

from __future__ import annotations

import re

# A piece of a pattern: an escape, a class of characters, or a possessive quantifier. Linear: no two start with the same
# character.
_PIECE = re.compile(r"\\[^\n]|\[\^?\]?(?:\\.|[^\]\\])*\]|[*+?}]\+")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_LETTER = r"[^\W\d_]"
_CLASSES = {"w": r"\p{L}\p{N}_", "d": r"\p{Nd}"}
"""Python's classes of letters and digits of all scripts, in JavaScript."""
_KEPT = frozenset("bBpsSntrfv^$\\.*+?()[]{}|/")
"""Characters that have the same meaning after a backslash in both languages."""


def portable(pattern: str) -> str:
    """The pattern for `new RegExp(…, "u")`, without possessive quantifiers, which JavaScript does not have.

    Raises ValueError for an escape that is not translated here.
    """
    return _PIECE.sub(lambda found: _piece(found[0]), pattern.replace(_LETTER, r"[\p{L}\p{Nl}\p{No}]"))


def _piece(piece: str) -> str:
    if piece[0] == "[":
        return _ESCAPE.sub(lambda found: _escape(found[1], in_class=True), piece)
    return _escape(piece[1], in_class=False) if piece[0] == "\\" else piece[0]


def _escape(character: str, *, in_class: bool) -> str:
    if character in _CLASSES:
        return _CLASSES[character] if in_class else f"[{_CLASSES[character]}]"
    if character == "Z":
        return "(?![^])"
    if character in _KEPT or character.isdigit() or (in_class and character == "-"):
        return f"\\{character}"
    if character.isalpha():
        raise ValueError(f"no equivalent of \\{character} in JavaScript")
    return character
