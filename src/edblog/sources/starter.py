"""Texts of the site that `edblog init` writes, which are made up and must not be published as those of a school."""

from __future__ import annotations

import re

from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.problems.places import line_and_column

_OURS = "put your own words in its place"
_OURS_OR_NONE = f"{_OURS}; a file that you do not need can be deleted"
MARKS = {
    "This text came with the program that makes the site": "say what is true of your district; then delete this note",
    "Robin is made up, like the school.": _OURS_OR_NONE,
    "name: Robin Sample": _OURS_OR_NONE,
    "This micro-credential and its issuer are made up.": _OURS_OR_NONE,
    "The educator plans short checks for every student, sorts the answers by what they ask for": _OURS_OR_NONE,
    "for nine years the answer was a polite look at the clock": _OURS_OR_NONE,
    "So in September I put an empty jar by the door": _OURS_OR_NONE,
    "On the first day there were two slips, and one of them said": _OURS_OR_NONE,
    "Seven of the eleven were that question, in seven spellings.": _OURS_OR_NONE,
    "I took thirty slips home on a Tuesday": _OURS_OR_NONE,
    "Name the office and the people here": _OURS,
    "List here what is not good enough yet": _OURS,
    "stories@district.example": "put the address of an office of yours in its place",
}
"""What has to be replaced, each on one line of the starter, and what to do."""


def still_says(path: str, text: str) -> Problem | None:
    """The warning for a file that still says something of the starter; None where it does not."""
    found = min(((at, mark) for mark in MARKS if (at := text.find(mark)) >= 0), default=None)
    if found is None:
        return None
    at, mark = found
    message = f'this file still says what came with edblog: "{mark}"'
    return problem_of("starter-text", path, message, MARKS[mark], *line_and_column(text, at))


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
