"""Checks of a page as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.problems.places import line_and_column
from edblog.sources.reading import TextFile

# Linear: fixed words.
_NO_COMMENTS = re.compile(
    r"\b(?:there are no comments|no comments on this (?:site|blog)|comments are (?:turned )?off|no hay comentarios)\b",
    re.IGNORECASE,
)


def problems_of(file: TextFile) -> Iterator[Problem]:
    """A warning if the page says there are no comments, but the site has some."""
    if file.settings.has_comments and (denied := denies_comments(file.path, file.text)):
        yield denied


def denies_comments(path: str, text: str) -> Problem | None:
    """The warning for a page that says there are no comments, on a site with comments."""
    found = _NO_COMMENTS.search(text)
    if found is None:
        return None
    message = f'this page says "{found[0]}", but this site has comments under its stories'
    help_ = "write here which service hosts the comments, and what it learns about readers"
    return problem_of("comments-denied", path, message, help_, *line_and_column(text, found.start()))
