"""Explains mistakes in YAML to people who do not know YAML, and shows how to write the line instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from edblog.problems import Problem, brief
from edblog.problems.checks import problem_of
from edblog.problems.places import line_and_column

# Each is matched at the start of a single line. Linear: no two alternatives start with the same character.
_COLON = re.compile(r"^(\s*(?:- )?[\w-]+:[ \t]+)([^\s\"'\[{|>].*?)(:)(\s.*|$)")
_APOSTROPHE = re.compile(r"^(\s*(?:- )?(?:[\w-]+:\s+)?)'((?:[^']|'')*)'(?!\s*(?:#.*)?$)(.*)$")
_QUOTE = re.compile(r'^(\s*(?:- )?(?:[\w-]+:\s+)?)"((?:[^"\\]|\\.)*)"(?!\s*(?:#.*)?$)(.*)$')
_GROUP = re.compile(r"^(\s*(?:- )?[\w-]+:[ \t]+|\s*- )[\[{]")
_FIELD = re.compile(r"- |[\w-]+:(\s|$)")
# The indented lines below this are text, in which every character is allowed.
_BLOCK = re.compile(r"[\w-]+:[ \t]+[|>]")
_TAG = re.compile(r"([\w-]+:[ \t]+|[ \t]*- )([&!])\w")
_HASHTAG = re.compile(r"([\w-]+:|[ \t]*-)(?=[ \t])(?![ \t]+[\"'|>\[{]).*?[ \t](#)\w")


_More = Callable[[], str]


def in_quotes(text: str) -> str:
    """A text as a quoted YAML scalar: in double quotes, or in single quotes if double ones would need escapes."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


class _Finding(NamedTuple):
    code: str
    message: str
    help: str
    column: int
    """From 0."""


def diagnose(path: str, chunk: str, first_line: int, error: Exception) -> Problem:
    """The problem to report for a YAML error, in the writer's words. `first_line` is the line of the file where `chunk` starts."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    lines = chunk.split("\n")
    row = min(mark.line, len(lines) - 1) if mark else 0
    while row > 0 and not lines[row].strip():
        row -= 1
    for number, line in enumerate(lines[: row + 2]):
        if found := _tab(line):
            return _problem(path, found, first_line + number)
    for number, line in enumerate(lines[: row + 1]):
        for rule in _RULES:
            if found := rule(line, partial(_continued, lines, number + 1)):
                return _problem(path, found, first_line + number)
    column = mark.column if mark and mark.line == row else 0
    begin = getattr(error, "context_mark", None)
    if begin and "quoted scalar" in str(getattr(error, "context", "")):
        row, column = min(begin.line, len(lines) - 1), begin.column
        found = _Finding(
            "unclosed-quote",
            "this quotation mark is never closed",
            "add the closing quotation mark at the end of the text",
            column,
        )
    elif any(map(_GROUP.match, lines[: row + 1])):
        found = _Finding(
            "front-matter-syntax",
            "there is a mistake here in a list or group in brackets",
            "put commas between its parts, and quotes around a part that has a comma or a colon",
            column,
        )
    else:
        found = _Finding(
            "front-matter-syntax",
            "this line cannot be read"
            + (": it has too many levels" if isinstance(error, RecursionError) else ""),
            "write a field as: name: value; put a value with special characters in quotes",
            column,
        )
    return _problem(path, found, first_line + row)


def _problem(path: str, found: _Finding, line: int) -> Problem:
    return problem_of(found.code, path, found.message, found.help, line, found.column + 1)


def _continued(lines: Sequence[str], start: int) -> str:
    """The lines from `start` on, joined to one line; empty if one of them is a field, and so does not continue the value above."""
    more = [line.strip() for line in lines[start:]]
    return "" if any(map(_FIELD.match, more)) else " ".join(filter(None, more))


def _tab(line: str) -> _Finding | None:
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" not in indent or not line.strip():
        return None
    message = "this line is indented with a tab, and front matter allows only spaces"
    return _Finding("tab-indentation", message, "replace the tab with two spaces", line.index("\t"))


def _apostrophe(line: str, _more: _More) -> _Finding | None:
    found = _APOSTROPHE.match(line)
    if found is None:
        return None
    whole = line[found.end(1) :].rstrip().strip("'").replace("''", "'")
    message = "the apostrophe ends the text here, because the text is in single quotes"
    help_ = f"put the text in double quotes: {found[1].strip()} {_doubled(whole)}"
    return _Finding("unescaped-apostrophe", message, help_, found.end(2))


def _quote(line: str, _more: _More) -> _Finding | None:
    found = _QUOTE.match(line)
    if found is None:
        return None
    message = "the quotation mark ends the text here, and more text follows"
    help_ = (
        f"put the whole text in single quotes: {found[1].strip()} {in_quotes(_inside(line[found.end(1) :]))}"
    )
    return _Finding("unescaped-quote", message, help_, found.end(2) + 1)


def _colon(line: str, more: _More) -> _Finding | None:
    found = _COLON.match(line)
    if found is None:
        return None
    key = _key(line)
    help_ = f"put the {key} in quotes: {key}: {in_quotes(f'{line[found.end(1) :].strip()} {more()}'.strip())}"
    return _Finding(
        "colon-in-value", f'this {key} contains ": ", so it reads as two fields', help_, found.start(3)
    )


def _special(line: str, more: _More) -> _Finding | None:
    value = line.partition(":")[2].strip()
    closes = {"[": "]", "{": "}"}.get(value[:1])
    if (
        value[:1] not in tuple("@`%*&!")
        and not value.startswith(("- ", "? "))
        and (closes is None or value.endswith((closes, ",")))
    ):
        return None
    key = _key(line)
    help_ = f"put the {key} in quotes: {key}: {in_quotes(f'{value} {more()}'.strip())}"
    message = f'a {key} that starts with "{value[0]}" is read as something else'
    if closes is not None and closes not in value:
        message = f'this "{value[0]}" is never closed'
        help_ = f"end it with {closes}, as in: {key}: {value}{closes}; if it is text, {help_}"
    return _Finding("special-character", message, help_, line.index(value, line.index(":") + 1))


_RULES: tuple[Callable[[str, _More], _Finding | None], ...] = (_apostrophe, _quote, _colon, _special)
"""The checks of a line, in order. Each also gets a function that returns the lines below as one line."""


def _key(line: str) -> str:
    return line.partition(":")[0].strip().removeprefix("- ")


def _doubled(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _inside(text: str) -> str:
    """The text without quotes around all of it, as in `"The "why" jar"`; `"Why" is a question` stays as it is."""
    text = text.strip()
    return text[1:-1] if text.endswith('"') and text.count('"') > 2 else text


def swallowed(path: str, chunk: str, first_line: int) -> Iterable[Problem]:
    """Problems for words that YAML drops without an error: after ` #`, or after `!` or `&` at the start of a value."""
    in_block = False
    for number, line in enumerate(chunk.split("\n")):
        in_block = _BLOCK.match(line) is not None or (in_block and line[:1] in ("", " "))
        if in_block:
            continue
        if found := _TAG.match(line) or _HASHTAG.match(line):
            lead, value = found[1].strip(), in_quotes(line[found.end(1) :].strip())
            what = (
                _Finding(
                    "hash-in-value",
                    'everything after " #" is treated as a comment and would be dropped',
                    f"put the text in quotes: {lead} {value}",
                    found.start(2),
                )
                if found[2] == "#"
                else _Finding(
                    "special-character",
                    f'a text that starts with "{found[2]}" is read as something else',
                    f"put it in quotes: {lead} {value}",
                    found.start(2),
                )
            )
            yield _problem(path, what, first_line + number)


def duplicate(path: str, key: str, place: tuple[int, int], first: tuple[int, int]) -> Problem:
    """The problem of a field that appears twice."""
    message = f'"{brief(key)}" is already set on line {first[0]}'
    return problem_of(
        "duplicate-key", path, message, "keep one of the two lines and delete the other", *place
    )


def not_fields(path: str, chunk: str, line: int) -> Problem:
    """The problem of lines that are valid YAML, but not a field with a value."""
    words = chunk.strip().split("\n")[0]
    above = chunk[: len(chunk) - len(chunk.lstrip())]
    line, column = line_and_column(chunk, len(above), line)
    # `https://…` is an address, not a field without a space.
    if found := re.match(r"^([\w-]+):(?!//)(\S.*)$", words):
        message, help_ = "there must be a space after the colon", f"write: {found[1]}: {found[2]}"
        return problem_of("missing-space", path, message, help_, line, column + len(found[1]) + 1)
    message = "this line is not a field with a name and a value"
    help_ = "write a field as: name: value; a longer text belongs below the closing ---"
    return problem_of("front-matter-syntax", path, message, help_, line, column)
