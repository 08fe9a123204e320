"""The prose of a Markdown text: code and addresses become spaces, so that all other text keeps its position."""

from __future__ import annotations

import re

# All patterns are linear: each starts with a line, or with a character at which the part before it cannot continue.
_TICKS = re.compile("`+")
# The text before a fence, the fence, and the space after it if nothing else is on its line.
_FENCE_LINE = re.compile(
    r"^([ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)*+)(?:(```++)(?=[^`\n]*+$)|(~~~++))([ \t]*+$)?", re.MULTILINE
)
# Each form starts with characters of its own, and ends with the word or at the second parenthesis.
_ADDRESS = re.compile(
    r"(?:https?://|\bwww\.)[^\s<>\"]*"
    r"|\]\((?!mailto:|tel:)[^()\n\"]*(?:\([^()\n\"]*\)[^()\n\"]*)?"
    r"|\b(?:href|src|id|class|cite)=(?:\"(?!mailto:|tel:)[^\"\n]*\"|'(?!mailto:|tel:)[^'\n]*')"
)
_RUN = re.compile(rb"0[0-]*")
_CLASSES = bytes(
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
    """The text with spaces in place of fenced code and of code between backticks."""
    if "`" not in text and "~~~" not in text:
        return text
    blocks = _fenced(text) if "```" in text or "~~~" in text else []
    pieces: list[str] = []
    done = 0
    # Code between backticks inside a fenced block is part of the block.
    for start, end in (
        sorted([*blocks, *_spans(text)], key=lambda code: (code[0], -code[1])) if "`" in text else blocks
    ):
        if start >= done:
            pieces += (text[done:start], "\n".join(" " * len(line) for line in text[start:end].split("\n")))
            done = end
    return "".join((*pieces, text[done:]))


def _fenced(body: str) -> list[tuple[int, int]]:
    """The start and end of each fenced block. A block that is never closed starts after its first line."""
    blocks = []
    start = end = indent = -1
    fence = ""
    for found in _FENCE_LINE.finditer(body):
        marker = found[2] or found[3]
        if not fence:
            start, end, fence = found.start(), found.end(), marker
            indent = len(found[1].expandtabs(4))
        elif marker.startswith(fence) and found[4] is not None and not found[1].strip(" \t>"):
            blocks.append((start, found.end()))
            fence = ""
    # With four spaces before it, the fence may be part of indented code.
    if fence and indent < 4:
        line = body.find("\n", end)
        blocks.append((line if line >= 0 else len(body), len(body)))
    return blocks


def _spans(body: str) -> list[tuple[int, int]]:
    """The start and end of code between backticks: the next run of the same length on the same line closes a run."""
    runs: list[tuple[int, int, int]] = []
    line_end = -1
    for run in _TICKS.finditer(body):
        if run.start() > line_end:
            line_end = body.find("\n", run.start())
            line_end = len(body) if line_end < 0 else line_end
        runs.append((run.start(), run.end(), line_end))
    following: dict[tuple[int, int], int] = {}
    closing: list[int] = []
    for start, end, line in reversed(runs):
        closing.append(following.get((end - start, line), 0))
        following[end - start, line] = end
    spans = []
    done = 0
    for (start, _, _), close in zip(runs, reversed(closing), strict=True):
        if close and start >= done:
            spans.append((start, close))
            done = close
    return spans


def without_addresses(text: str) -> str:
    """The text with spaces in place of web addresses and file paths; `mailto:` and `tel:` stay."""
    return _ADDRESS.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def shape_of(text: str) -> bytes:
    """The shape of a text: `0` for digits, `A` and `a` for letters, `-` for spaces and separators of numbers, `+`, and `x` for others.

    Characters outside of Latin-1 count as letters. A search in the shape shows within microseconds that a text has no phone number, no
    full name, and so on.
    """
    return text.encode("latin-1", "replace").translate(_CLASSES)


def digit_runs(shape: bytes) -> list[tuple[int, int]]:
    """The start and end of each run of digits, separators included, in a shape."""
    return [found.span() for found in _RUN.finditer(shape)]
