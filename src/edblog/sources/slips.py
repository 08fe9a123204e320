"""Slips in Markdown that its rules forgive without a word, so that a writer would wonder: each becomes a warning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from edblog.problems import Problem

_CODE = re.compile(r"^ {0,3}(```+|~~~+).*?^ {0,3}\1[ \t]*$|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)
# The same where no code is fenced; it finds its first sign sooner.
_SHORT_CODE = re.compile(r"(`(?<!``)`*)(?!`)[^\n]*?(?<!`)\1(?!`)")
_SHALLOW = re.compile(r"^(?:[-*+]|\d{1,2}\.) [^\n]*\n {2,3}((?:[-*+]|\d{1,2}\.) +\S)", re.MULTILINE)
_FENCE = re.compile(r"^(```+|~~~+)", re.MULTILINE)
_BLOCK = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.MULTILINE)
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,2}\.) +\S")
_ITEM_BELOW = re.compile(rf"\n{_ITEM.pattern}")
_NO_PROSE = re.compile(r" {4}|\t| {0,3}(?:[-*+] |\d+\. |[>#|:<]|!!!|\[[^\]]+\]:|\*\[)")
_NOTE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_REFERENCE = re.compile(r"\[([^\[\]\n^]+)\]\[([^\[\]\n]*)\]")
_PLAIN_IMG = r"<img\b(?![^>]*\balt\s*=)"
_NO_ALT = re.compile(rf"!\[\s*\](?=[(\[])|{_PLAIN_IMG}", re.IGNORECASE)


def without_code(body: str) -> str:
    """A text with spaces in place of fenced and inline code; all else is where it was."""
    code = _CODE if "```" in body or "~~~" in body else _SHORT_CODE
    return code.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), body)


def slips(path: str, body: str, first_line: int) -> list[Problem]:
    """The warnings about a Markdown text that starts on line `first_line` of its file."""
    prose = without_code(body)
    # Few texts have the signs of any slip, and to look for signs is quick.
    found = [slip for signs, rule in _RULES if any(sign in prose for sign in signs) for slip in rule(prose)]
    return [
        Problem(
            path,
            "warning",
            code,
            message,
            help_,
            line=first_line + body.count("\n", 0, start),
            column=start - (body.rfind("\n", 0, start) + 1) + 1,
        )
        for start, code, message, help_ in found
    ]


_Slip = tuple[int, str, str, str]
"""Where in the text, code, message and help."""


def _lists(prose: str) -> Iterator[_Slip]:
    before = (prose[prose.rfind("\n", 0, item.start()) + 1 : item.start()] for item in _ITEM_BELOW.finditer(prose))
    if not any(line.strip() and not _NO_PROSE.match(line) for line in before):
        return
    for block in _BLOCK.finditer(prose):
        start = block.start()
        above = ""
        for line in block[0].splitlines(keepends=True):
            if above and _ITEM.match(line):
                message = "this looks like a list, but without a blank line above it, it is part of the paragraph"
                yield start + len(line) - len(line.lstrip()), "list-in-paragraph", message, "add a blank line above the list"
                break
            if _NO_PROSE.match(line) and not line.startswith("#"):
                break
            above = "" if line.startswith("#") else line
            start += len(line)


def _nested_lists(prose: str) -> Iterator[_Slip]:
    for found in _SHALLOW.finditer(prose):
        message = "this looks like a list within a list, but with so few spaces before it, it belongs to the outer one"
        yield found.start(1), "shallow-list", message, "put four spaces before each line of the inner list"


def _fences(prose: str) -> Iterator[_Slip]:
    if found := _FENCE.search(prose):
        message = "this block of code is never closed, so it is shown as ordinary words"
        yield found.start(), "unclosed-code", message, f"put {found[1]} on a line of its own after the code"


def _footnotes(prose: str) -> Iterator[_Slip]:
    for found in _NOTE.finditer(prose):
        if not re.search(rf"^ {{0,3}}\[\^{re.escape(found[1])}\]:", prose, re.MULTILINE):
            help_ = f"write it below the paragraph: [^{found[1]}]: …"
            yield found.start(), "missing-footnote", f'there is no footnote "{found[1]}"', help_


def _references(prose: str) -> Iterator[_Slip]:
    for found in _REFERENCE.finditer(prose):
        name = found[2] or found[1]
        if not re.search(rf"^ {{0,3}}\[{re.escape(name)}\]:", prose, re.MULTILINE | re.IGNORECASE):
            help_ = f"write the address in parentheses: [{found[1]}](other-story.md)"
            yield found.start(), "missing-reference", f'there is no line "[{name}]: …" that says where this leads', help_


def _pictures(prose: str) -> Iterator[_Slip]:
    for found in _NO_ALT.finditer(prose):
        help_ = "say in the brackets what it shows: ![Three students around a balance](picture.jpg) (WCAG 1.1.1)"
        if found[0].startswith("<"):
            help_ = 'say what it shows: <img alt="Three students around a balance" …> (WCAG 1.1.1)'
        yield found.start(), "missing-alt", "this picture has no words for people who cannot see it", help_


_RULES: tuple[tuple[tuple[str, ...], Callable[[str], Iterator[_Slip]]], ...] = (
    (("\n",), _lists),
    (("\n  ",), _nested_lists),
    (("```", "~~~"), _fences),
    (("[^",), _footnotes),
    (("][",), _references),
    (("![", "<"), _pictures),
)
"""Each rule, with signs of which a text that breaks it has at least one."""
