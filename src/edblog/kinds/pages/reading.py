"""What is wrong with a page as a whole."""

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
    """What it says of comments, where there are some."""
    if file.settings.has_comments and (denied := denies_comments(file.path, file.text)):
        yield denied


def denies_comments(path: str, text: str) -> Problem | None:
    """The warning for a page, such as that about privacy, which says that there are no comments where there are."""
    found = _NO_COMMENTS.search(text)
    if found is None:
        return None
    message = f'this page says "{found[0]}", but there are comments under the stories'
    help_ = "say here where comments are kept, and what that service learns about readers"
    return problem_of("comments-denied", path, message, help_, *line_and_column(text, found.start()))
