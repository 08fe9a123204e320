"""Splits the text of a CSV file (RFC 4180) into cells, each with its place. Spreadsheets of other countries use semicolons or tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from edblog.problems.places import line_and_column

SEPARATORS = (",", ";", "\t")
# Linear: each character is read once, by one alternative. Within quotes, "" is a quote.
_COMMA = re.compile(r'[ \t]*+"((?:[^"]|"")*+)("?)([^,\n]*+)|([^,\n]*+)')
_SEMICOLON = re.compile(r'[ \t]*+"((?:[^"]|"")*+)("?)([^;\n]*+)|([^;\n]*+)')
_TAB = re.compile(r'"((?:[^"]|"")*+)("?)([^\t\n]*+)|([^\t\n]*+)')
_CELL = {",": _COMMA, ";": _SEMICOLON, "\t": _TAB}
_NAMED_SEPARATOR = re.compile(r'"?sep=([,;\t])"?[,;\t]*\n?', re.IGNORECASE)


class CsvCell(NamedTuple):
    """A cell, with its place in the file."""

    text: str
    """On one line, without spaces at its ends."""
    line: int
    column: int


class CsvFault(NamedTuple):
    """A place where the quotes of a file make no sense."""

    message: str
    help: str
    line: int
    column: int


def csv_rows(text: str) -> Iterator[list[CsvCell] | CsvFault]:
    """The rows of a text with plain line ends; rows without any text are left out. After a fault there are no more.

    The separator is that in a first line such as `sep=;`, which Excel writes, or else the most common one of the first row.
    """
    named = _NAMED_SEPARATOR.match(text)
    at = named.end() if named else 0
    separator = named[1] if named else _separator(text[: text.find("\n") + 1] or text)
    row: list[CsvCell] = []
    line, start = line_and_column(text, at)[0], at
    while at < len(text):
        found = _CELL[separator].match(text, at)
        assert found is not None
        cell = found[4] if found[1] is None else found[1].replace('""', '"')
        column = at - start + 1 + len(found[0]) - len(found[0].lstrip(" \t" if separator != "\t" else " "))
        if found[1] is not None and not found[2]:
            help_ = 'add the second " where the cell ends; within quotes, write "" for a quote'
            yield CsvFault('this cell begins with ", and no second " ends it', help_, line, column)
            return
        if found[3] and found[3].strip():
            help_ = 'within quotes, write "" for a quote; or leave off the quotes around the cell'
            after = found.start(3) + len(found[3]) - len(found[3].lstrip())
            yield CsvFault(
                "there is text after the quote that ends this cell", help_, *line_and_column(text, after)
            )
            return
        row.append(CsvCell(" ".join(cell.split()), line, column))
        if breaks := found[0].count("\n"):
            line += breaks
            start = at + found[0].rfind("\n") + 1
        at = found.end()
        if at < len(text) and text[at] == separator:
            at += 1
            if at < len(text):
                continue
            row.append(CsvCell("", line, at - start + 1))
        if any(cell.text for cell in row):
            yield row
        row, line = [], line + 1
        at += 1
        start = at


def _separator(first: str) -> str:
    """The separator that the first row has most often, outside of quotes."""
    plain = re.sub(r'"[^"]*+"', "", first)
    return max(SEPARATORS, key=plain.count)
