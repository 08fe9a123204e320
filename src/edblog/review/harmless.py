"""Escapes texts of strangers for a terminal and for Markdown."""

from __future__ import annotations

import re

from edblog.start.wording import printable

_LONGEST = 200
"""Characters of a text in Markdown."""
_TICKS = re.compile("`+")


def line(text: str) -> str:
    """The text on one line, without anything that a terminal or a CI service would run. Invisible characters are shown as `[U+202E]`."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else f"[U+{ord(c):04X}]" for c in text)
    return printable(text)


def quoted(text: str) -> str:
    """The text in quotes, with quotes inside it replaced."""
    return f'"{text.replace(chr(34), chr(39))}"'


def code(text: str) -> str:
    """The text as a Markdown code span (CommonMark 0.31, 6.1), in which links, names and HTML do nothing."""
    shown = " ".join(line(text).split()) or " "
    shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
    fence = "`" * (max((len(run) for run in _TICKS.findall(shown)), default=0) + 1)
    space = " " if "`" in (shown[0], shown[-1]) else ""
    return f"{fence}{space}{shown}{space}{fence}"
