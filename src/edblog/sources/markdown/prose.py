"""The prose of a Markdown text: the same text, in which what is no prose is blank, so that every place stays as it is."""

from __future__ import annotations

import re

# Every search here is linear in the length of a text: each pattern begins at the start of a line, or with a sign at which what
# comes before cannot go on, so no character is looked at more than a few times.
_TICKS = re.compile("`+")
# What is before a fence, the fence, and whether nothing else is on its line. A line is read once from its beginning.
_FENCE_LINE = re.compile(
    r"^([ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)*+)(?:(```++)(?=[^`\n]*+$)|(~~~++))([ \t]*+$)?", re.MULTILINE
)
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
    """The text with spaces in the place of code, fenced or between backticks, so that all else stays where it is."""
    if "`" not in text and "~~~" not in text:
        return text
    blocks = _fenced(text) if "```" in text or "~~~" in text else []
    pieces: list[str] = []
    done = 0
    # What is between backticks in a block is part of the block, which is longer.
    for start, end in (
        sorted([*blocks, *_spans(text)], key=lambda code: (code[0], -code[1])) if "`" in text else blocks
    ):
        if start >= done:
            pieces += (text[done:start], "\n".join(" " * len(line) for line in text[start:end].split("\n")))
            done = end
    return "".join((*pieces, text[done:]))


def _fenced(body: str) -> list[tuple[int, int]]:
    """Where blocks of code begin and end. Of one that is never closed, the first line is not part of it."""
    blocks = []
    start = end = indent = -1
    fence = ""
    for found in _FENCE_LINE.finditer(body):
        sign = found[2] or found[3]
        if not fence:
            start, end, fence = found.start(), found.end(), sign
            indent = len(found[1].expandtabs(4))
        elif sign.startswith(fence) and found[4] is not None and not found[1].strip(" \t>"):
            blocks.append((start, found.end()))
            fence = ""
    # Far from the margin it may be no fence, but a part of code that is indented.
    if fence and indent < 4:
        line = body.find("\n", end)
        blocks.append((line if line >= 0 else len(body), len(body)))
    return blocks


def _spans(body: str) -> list[tuple[int, int]]:
    """Where code between backticks begins and ends: a run of them is closed by the next one of its length on its line."""
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
    """The text with blanks in the place of addresses of the web and of files; `mailto:` and `tel:` stay."""
    return _ADDRESS.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def shape_of(text: str) -> bytes:
    """The kind of each character: `0` a digit, `A` and `a` letters, `-` a space or what divides numbers, `+`, and `x` all else.

    What is not in Latin-1 counts as a letter. A search for a few signs in it tells in microseconds that a text has no number or name of some form.
    """
    return text.encode("latin-1", "replace").translate(_KINDS)


def digit_runs(shape: bytes) -> list[tuple[int, int]]:
    """Where digits stand in a text, given its shape, with what divides them: start and end of each run."""
    return [found.span() for found in _RUN.finditer(shape)]
