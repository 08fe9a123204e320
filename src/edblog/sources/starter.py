"""Texts of the site that `edblog init` writes, which are made up and must not be published as those of a school."""

from __future__ import annotations

import re

from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.problems.places import line_and_column

MARKS = (
    "This text came with the program that makes the site",
    # content/authors/robin-sample.md
    "Robin is made up, like the school.",
    "name: Robin Sample",
    # content/credentials/checking-for-understanding.md
    "This micro-credential and its issuer are made up.",
    "The educator plans short checks for every student, sorts the answers by what they ask for",
    # content/posts/a-jar-for-questions.md
    "for nine years the answer was a polite look at the clock",
    "So in September I put an empty jar by the door",
    "On the first day there were two slips, and one of them said",
    "Seven of the eleven were that question, in seven spellings.",
    "I took thirty slips home on a Tuesday",
    # content/pages/
    "Name the office and the people here",
    "List here what is not good enough yet",
    "stories@district.example",
)
"""What has to be replaced, each on one line of the starter."""
_NOTE = MARKS[0]


def still_says(path: str, text: str) -> Problem | None:
    """The warning for a file that still says something of the starter; None where it does not."""
    found = [(at, mark) for mark in MARKS if (at := text.find(mark)) >= 0]
    if not found:
        return None
    at, mark = min(found)
    help_ = "put your own words in its place" + (
        "; a file that you do not need can be deleted" if "/pages/" not in path else ""
    )
    if mark == _NOTE:
        help_ = "say what is true of your district; then delete this note"
    elif mark.endswith("@district.example"):
        help_ = "put the address of an office of yours in its place"
    message = f'this file still says what came with edblog: "{mark}"'
    return problem_of("starter-text", path, message, help_, *line_and_column(text, at))


# Linear: fixed words.
_NO_COMMENTS = re.compile(
    r"\b(?:there are no comments|no comments on this (?:site|blog)|comments are (?:turned )?off|no hay comentarios)\b",
    re.IGNORECASE,
)


def denies_comments(path: str, text: str) -> Problem | None:
    """The warning for a page, such as that about privacy, which says that there are no comments where there are."""
    found = _NO_COMMENTS.search(text)
    if found is None:
        return None
    message = f'this page says "{found[0]}", but there are comments under the stories'
    help_ = "say here where comments are kept, and what that service learns about readers"
    return problem_of("comments-denied", path, message, help_, *line_and_column(text, found.start()))


# Linear: the text between the quotes has none.
_SETTING = re.compile(r'^(title|description)[ \t]*=[ \t]*"([^"\n]*)"', re.MULTILINE)
SETTINGS = {
    "title": "Our Classroom Stories",
    "description": "Educators of our district tell what they tried in the classroom, and what came of it.",
}
"""What the starter calls the site; somebody may mean one of the two, and nobody means both."""


def settings_still_say(path: str, text: str) -> Problem | None:
    """The same for `edblog.toml`."""
    if dict(_SETTING.findall(text)) != SETTINGS:
        return None
    message = "title and description are still those that came with edblog"
    return problem_of("starter-text", path, message, "put your own in their place", key=("title",))
