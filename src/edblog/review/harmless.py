"""Texts of strangers, made harmless for a terminal and for Markdown."""

from __future__ import annotations

import re

from edblog.start.wording import printable

_TICKS = re.compile("`+")


def line(text: str) -> str:
    """A line that a terminal and a CI service print and do not obey. Characters that cannot be seen are named: `[U+202E]`."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else f"[U+{ord(c):04X}]" for c in text)
    return printable(text)


def quoted(text: str) -> str:
    """A text in quotes, which end where it ends."""
    return f'"{text.replace(chr(34), chr(39))}"'


def code(text: str) -> str:
    """A text as a code span of Markdown (CommonMark 0.31, 6.1), in which links, names and HTML mean nothing."""
    shown = " ".join(line(text).split()) or " "
    fence = "`" * (max((len(run) for run in _TICKS.findall(shown)), default=0) + 1)
    space = " " if "`" in (shown[0], shown[-1]) else ""
    return f"{fence}{space}{shown}{space}{fence}"
