"""Converts a position in a text to a line and a column of its file."""

from __future__ import annotations


def line_and_column(text: str, at: int, first_line: int = 1) -> tuple[int, int]:
    """The line and column, both from 1, of the character at an index; the text starts on line `first_line` of its file."""
    return first_line + text.count("\n", 0, at), at - text.rfind("\n", 0, at)
