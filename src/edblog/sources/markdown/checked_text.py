"""The texts that checks read, as Markdown and as HTML, and their finds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.problems.places import line_and_column
from edblog.sources.markdown.asked import NOTHING, Asked
from edblog.sources.markdown.prose import without_code


class Find(NamedTuple):
    """Something wrong at one place of a text."""

    at: int
    """Its start in the text."""
    code: str
    message: str
    help: str


class SourceText(NamedTuple):
    """The text below the front matter of a file. It starts with a newline, so that every line follows one."""

    path: str
    first_line: int
    """The line of the file on which the text starts."""
    written: str
    """The text with spaces in place of players."""
    prose: str
    """The text with spaces in place of players and code; all other characters keep their positions."""
    lang: str = "en"
    """BCP 47 tag."""
    asked: Asked = NOTHING

    @classmethod
    def of(
        cls, path: str, body: str, first_line: int, lang: str = "en", asked: Asked = NOTHING
    ) -> SourceText:
        """The source text of a body that has spaces in place of players."""
        written = f"\n{body}"
        return cls(path, first_line, written, without_code(written), lang, asked)

    def problems(self, finds: Iterable[Find]) -> list[Problem]:
        """A problem for each find, with its line and column."""
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
    """The HTML before it is sanitized."""
    remote_pictures: Sequence[str]
    """Addresses of pictures on other sites."""
