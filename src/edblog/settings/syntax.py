"""Syntax errors in `edblog.toml`, explained for somebody who has never heard of TOML."""

from __future__ import annotations

import re

from edblog.problems import Problem
from edblog.start.stat_scan import CONFIG_NAME

_HOW_TO_WRITE = 'write a setting like this: name = "text in quotes"'
_CURLY: dict[str, str | int | None] = {"“": '"', "”": '"', "‘": "'", "’": "'"}
# A number, and after it a unit at the end of the line.
_WITH_UNIT = re.compile(
    r"([0-9][0-9_,]*+)(?:\.[0-9]*+)?[ \t]*+(?:[KkMmGg]?[Bb]|px|pixels?|s|sec|seconds?|megapixels?|MP|files?)"
)


def _bracket_or_number_fault(row: str, value: str, column: int, reason: str) -> tuple[str, str] | None:
    """The message and help for a mistake in a table header, a list or a number; None if there is none."""
    name = row.partition("=")[0].strip()
    if re.match(r"\s*\[[^\]=]*$", row):
        return "this line has no closing bracket", f"write: {row.strip()}]"
    if number := _WITH_UNIT.fullmatch(value):
        return (
            "leave off the unit: write only the number",
            f"write: {name} = {re.sub(r'[_,]', '', number[1])}",
        )
    if row[column - 1 : column] in _CURLY and value[:1] not in _CURLY:
        return (
            "curly quotes do not work here",
            f"use straight quotes: {row.strip().translate(str.maketrans(_CURLY))}",
        )
    if "Unclosed array" in reason:
        return (
            "this list is not complete: it needs commas between its entries, and ] at its end",
            'write a list like this: name = ["one", "two"]',
        )
    if value[:1] == "[" and "Invalid value" in reason:
        return "each text in a list must be in quotes", f'write: {name} = ["one", "two"]'
    return None


def syntax_problem(text: str, reason: str) -> Problem:
    """The problem for a message of tomllib."""
    place = re.search(r"\(at line (\d+), column (\d+)\)", reason)
    line, column = (int(place[1]), int(place[2])) if place else (max(1, text.count("\n")), 1)
    row = text.split("\n")[line - 1]
    # tomllib may report a column beyond the end of the line after a backslash.
    column = min(column, len(row.partition("\r")[0]) + 1)
    name, _, value = (part.strip() for part in row.partition("="))
    message, help_ = "this line cannot be read", _HOW_TO_WRITE
    if row.startswith(("<<<<<<<", "|||||||", "=======", ">>>>>>>")):
        message = "two people changed these lines, and git has put both versions here"
        help_ = "keep one version, or join the two; then delete the lines <<<<<<<, ======= and >>>>>>>"
    if "overwrite" in reason or "twice" in reason or "declare" in reason:
        message, help_, column = (
            "this setting is already set further up",
            "keep one of the two and delete the other",
            1,
        )
    elif found := _bracket_or_number_fault(row, value, column, reason):
        message, help_ = found
    elif value[:1] in ("“", "”", "‘", "’"):
        message, help_ = "curly quotes do not work here", f'use straight quotes: {name} = "{value[1:-1]}"'
    elif re.match(r"[^\W\d]", value) and "Invalid value" in reason:
        message, help_ = "text must be in quotes", f'write: {name} = "{value}"'
    elif "\\" in value:
        message, help_ = "a backslash means something else here", "write / instead, or two backslashes: \\\\"
    elif value.startswith('"') and value.count('"') > 2:
        message, help_ = (
            "the quotation mark ends the text here",
            f"put the whole text in single quotes: {name} = '{value[1:-1]}'",
        )
    elif value[:1] in ('"', "'") and value.count(value[0]) == 1:
        message, help_ = "this text has no closing quotation mark", f"add {value[0]} at its end"
    elif re.match(r"[\w-]+\s*:", row):
        message, help_ = (
            "this line has a colon where an = must be",
            _HOW_TO_WRITE,
        )
    return Problem(CONFIG_NAME, "error", "config-syntax", message, help_, line=line, column=column)
