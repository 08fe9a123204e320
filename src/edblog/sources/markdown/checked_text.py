"""A text as checks read it, as Markdown and as HTML, and what they find there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.problems.places import line_and_column
from edblog.sources.markdown.prose import without_code


class Find(NamedTuple):
    """Something wrong at one place of a text."""

    at: int
    """Where it starts in the text."""
    code: str
    message: str
    help: str


class SourceText(NamedTuple):
    """The text below the front matter of a file. A line end stands before it, so that each line begins after one."""

    path: str
    first_line: int
    """The line of the file on which the text starts."""
    written: str
    """With spaces in place of players."""
    prose: str
    """With spaces in place of code as well; all else is where it was."""

    @classmethod
    def of(cls, path: str, body: str, first_line: int) -> SourceText:
        """The text of a file whose players were taken out."""
        written = f"\n{body}"
        return cls(path, first_line, written, without_code(written))

    def problems(self, finds: Iterable[Find]) -> list[Problem]:
        """The problems of what was found, each with its line and column."""
        return [
            problem_of(
                code, self.path, message, help_, *line_and_column(self.written, at, self.first_line - 1)
            )
            for at, code, message, help_ in finds
        ]


class HtmlText(NamedTuple):
    """The same text as HTML."""

    path: str
    body: str
    """The Markdown."""
    first_line: int
    raw: str
    """The HTML before it was made safe."""
    away: Sequence[str]
    """Addresses of pictures on other sites."""
