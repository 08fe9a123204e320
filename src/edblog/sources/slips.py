"""Slips in Markdown that its rules forgive without a word, so that a writer would wonder: each becomes a warning."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from edblog.problems import Problem
from edblog.sources.bare import bare_addresses, half_addresses

# Every search here is linear in the length of a text: each pattern begins at the start of a line, or with a sign at which what
# comes before cannot go on, so no character is looked at more than a few times.
_SHALLOW = re.compile(r"^(?:[-*+]|\d{1,2}\.) [^\n]*\n {2,3}((?:[-*+]|\d{1,2}\.) +\S)", re.MULTILINE)
# From `1)` to the next such number, or to the end of the paragraph.
_PARENTHESES = re.compile(
    r"^( {0,3})1\) +\S[^\n]*+(?:\n(?![ \t]*\d{1,2}\) )[ \t]*+[^\s][^\n]*+)*+\n {0,3}2\) +\S", re.MULTILINE
)
_FENCE = re.compile(r"^(```+|~~~+)", re.MULTILINE)
_BLOCK = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.MULTILINE)
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,2}\.) +\S")
_ITEM_BELOW = re.compile(rf"\n{_ITEM.pattern}")
_NO_PROSE = re.compile(r" {4}|\t| {0,3}(?:[-*+] |\d+\. |[>#|:<]|!!!|\[[^\]]+\]:|\*\[)")
_NOTE = re.compile(r"\[\^([^\[\]\s]+)\](?!:)")
_ANY_NOTE = re.compile(r"\[\^([^\[\]\n]*+)\]")
_REFERENCE = re.compile(r"\[([^\[\]\n^]+)\]\[([^\[\]\n]*)\]")
_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n]+)\]:", re.MULTILINE)


def slips(path: str, prose: str, first_line: int) -> list[Problem]:
    """The warnings about a Markdown text, without its code, that starts on line `first_line` of its file."""
    # Few texts have the signs of any slip, and to look for signs is quick.
    found = [slip for signs, rule in _RULES if any(sign in prose for sign in signs) for slip in rule(prose)]
    ends = [end.start() for end in re.finditer("\n", prose)] if found else []
    problems = []
    for start, code, message, help_ in found:
        row = bisect_left(ends, start)
        column = start - (ends[row - 1] if row else -1)
        problems.append(Problem(path, "warning", code, message, help_, line=first_line + row, column=column))
    return problems


_Slip = tuple[int, str, str, str]
"""Where in the text, code, message and help."""


def _lists(prose: str) -> Iterator[_Slip]:
    before = (
        prose[prose.rfind("\n", 0, item.start()) + 1 : item.start()] for item in _ITEM_BELOW.finditer(prose)
    )
    if not any(line.strip() and not _NO_PROSE.match(line) for line in before):
        return
    for block in _BLOCK.finditer(prose):
        start = block.start()
        above = ""
        for line in block[0].splitlines(keepends=True):
            if above and _ITEM.match(line):
                message = (
                    "this looks like a list, but without a blank line above it, it is part of the paragraph"
                )
                yield (
                    start + len(line) - len(line.lstrip()),
                    "list-in-paragraph",
                    message,
                    "add a blank line above the list",
                )
                break
            if _NO_PROSE.match(line) and not line.startswith("#"):
                break
            above = "" if line.startswith("#") else line
            start += len(line)


def _nested_lists(prose: str) -> Iterator[_Slip]:
    for found in _SHALLOW.finditer(prose):
        message = "this looks like a list within a list, but with so few spaces before it, it belongs to the outer one"
        yield found.start(1), "shallow-list", message, "put four spaces before each line of the inner list"


def _parentheses(prose: str) -> Iterator[_Slip]:
    for found in _PARENTHESES.finditer(prose):
        message = "this looks like a list, but numbers with ) make none, so it becomes one paragraph"
        help_ = "write 1. in place of 1) and so on, with an empty line above the first one"
        yield found.end(1), "list-in-paragraph", message, help_


def _fences(prose: str) -> Iterator[_Slip]:
    if found := _FENCE.search(prose):
        message = "this block of code is never closed, so it is shown as ordinary words"
        yield found.start(), "unclosed-code", message, f"put {found[1]} on a line of its own after the code"


def _footnotes(prose: str) -> Iterator[_Slip]:
    defined = set(_DEFINITION.findall(prose))
    for found in _NOTE.finditer(prose):
        if f"^{found[1]}" not in defined:
            help_ = f"write it below the paragraph: [^{found[1]}]: …"
            yield found.start(), "missing-footnote", f'there is no footnote "{found[1]}"', help_


def _unused_footnotes(prose: str) -> Iterator[_Slip]:
    defined = {
        found.start(1) - 1: found[1][1:] for found in _DEFINITION.finditer(prose) if found[1][0] == "^"
    }
    used = {found[1] for found in _ANY_NOTE.finditer(prose) if found.start() not in defined}
    for at, name in defined.items():
        if name not in used:
            message = f'the footnote "{name}" stands nowhere in the text'
            yield at, "unused-footnote", message, f"write [^{name}] where it belongs"


def _references(prose: str) -> Iterator[_Slip]:
    defined = {name.lower() for name in _DEFINITION.findall(prose)}
    for found in _REFERENCE.finditer(prose):
        name = found[2] or found[1]
        if name.lower() not in defined:
            help_ = f"write the address in parentheses: [{found[1]}](other-story.md)"
            yield (
                found.start(),
                "missing-reference",
                f'there is no line "[{name}]: …" that says where this leads',
                help_,
            )


_RULES: tuple[tuple[tuple[str, ...], Callable[[str], Iterator[_Slip]]], ...] = (
    (("\n",), _lists),
    (("\n  ",), _nested_lists),
    (("\n2) ", "\n 2) ", "\n  2) "), _parentheses),
    (("```", "~~~"), _fences),
    (("[^",), _footnotes),
    (("[^",), _unused_footnotes),
    (("][",), _references),
    (("://",), bare_addresses),
    (("/",), half_addresses),
)
"""Each rule, with signs of which a text that breaks it has at least one."""
