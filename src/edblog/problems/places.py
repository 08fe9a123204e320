"""From a position in a text to the line and the column of its file."""

from __future__ import annotations


def line_and_column(text: str, at: int, first_line: int = 1) -> tuple[int, int]:
    """The line and column, both counted from 1, of the character at an offset; the text begins on `first_line` of its file."""
    return first_line + text.count("\n", 0, at), at - text.rfind("\n", 0, at)
