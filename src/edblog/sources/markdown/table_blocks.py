"""Tables in a Markdown text, by GitHub's rules."""

from __future__ import annotations

import re
from itertools import islice
from xml.etree.ElementTree import Element, SubElement

CELLS = 100_000
"""Cells of one table; further rows are left out."""

# A row of hyphens. Linear: each part starts with a character of its own.
_DIVIDER = re.compile(r"\|? *:?-+:? *(?:\| *:?-+:? *)*\|?$")
_BAR = re.compile(r"(?<!\\)\|")


def is_divider(head: str, line: str) -> bool:
    """Whether a line is the row of hyphens below the head of a table."""
    if "|" not in line and ("|" not in head or "-" not in line):
        return False
    line = line.rstrip(" ")
    return _DIVIDER.match(line) is not None and len(cells(head)) == len(cells(line))


def cells(row: str) -> list[str]:
    """The cells of a row; a bar after a backslash is part of a cell, even in code."""
    row = row.strip().removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    if "\\" not in row:
        return [cell.strip() for cell in row.split("|")]
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(row)]


def add_table(parent: Element, lines: list[str]) -> None:
    """Adds the table of these lines; the second one is the row of hyphens."""
    sides = [
        {"11": "center", "10": "left", "01": "right"}.get(f"{cell.startswith(':'):d}{cell.endswith(':'):d}")
        for cell in cells(lines[1])
    ]
    table = SubElement(parent, "table")
    _add_row(SubElement(table, "thead"), "th", lines[0], sides)
    rows = lines[2:]
    if rows:
        body = SubElement(table, "tbody")
        for row in islice(rows, max(1, CELLS // len(sides))):
            _add_row(body, "td", row, sides)


def _add_row(part: Element, tag: str, line: str, sides: list[str | None]) -> None:
    row = SubElement(part, "tr")
    found = cells(line)
    for number, side in enumerate(sides):
        cell = SubElement(row, tag, {"align": side} if side else {})
        cell.text = found[number] if number < len(found) else ""
