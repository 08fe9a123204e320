"""The prose of a Markdown text: the same text, in which what is no prose is blank, so that every place stays as it is."""

from __future__ import annotations

import re

_CODE = re.compile(
    r"^ {0,3}(```+|~~~+).*?^ {0,3}\1[ \t]*$|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL
)
# The same where no code is fenced; it finds its first sign sooner.
_SHORT_CODE = re.compile(r"(`(?<!``)`*)(?!`)[^\n]*?(?<!`)\1(?!`)")
# Each form starts with signs of its own and ends with the word or at the second parenthesis, so no sign is read more than twice.
_ADDRESS = re.compile(
    r"(?:https?://|\bwww\.)[^\s<>\"]*"
    r"|\]\((?!mailto:|tel:)[^()\n\"]*(?:\([^()\n\"]*\)[^()\n\"]*)?"
    r"|\b(?:href|src|id|class|cite)=(?:\"(?!mailto:|tel:)[^\"\n]*\"|'(?!mailto:|tel:)[^'\n]*')"
)
_RUN = re.compile(rb"0[0-]*")
_KINDS = bytes(
    ord(
        "0"
        if c.isdecimal()
        else "A"
        if c.isupper()
        else "a"
        if c.islower() or c in "'?"
        else "-"
        if c in " \n\t.-()"
        else "+"
        if c == "+"
        else "x"
    )
    for c in map(chr, range(256))
)


def without_code(text: str) -> str:
    """The text with blanks in the place of code."""
    code = _CODE if "```" in text or "~~~" in text else _SHORT_CODE
    return code.sub(_blank, text) if "`" in text or "~~~" in text else text


def without_addresses(text: str) -> str:
    """The text with blanks in the place of addresses of the web and of files; `mailto:` and `tel:` stay."""
    return _ADDRESS.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def shape(text: str) -> bytes:
    """The kind of each character: `0` a digit, `A` and `a` letters, `-` a space or what divides numbers, `+`, and `x` all else.

    What is not in Latin-1 counts as a letter. A search for a few signs in it tells in microseconds that a text has no number or name of some form.
    """
    return text.encode("latin-1", "replace").translate(_KINDS)


def runs(form: bytes) -> list[tuple[int, int]]:
    """Where digits stand in a text, given its shape, with what divides them: start and end of each run."""
    return [found.span() for found in _RUN.finditer(form)]
