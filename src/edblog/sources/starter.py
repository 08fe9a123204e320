"""Finds sample text from `edblog init`: it is made up, so a school must not publish it as its own."""

from __future__ import annotations

import re

from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.problems.places import line_and_column

_REPLACE = "replace it with your own words"
_REPLACE_OR_DELETE = f"{_REPLACE}, or delete the file if you do not need it"
MARKS = {
    "This text came with the program that makes the site": "check that it is true of your district, and then delete this note",
    "Robin is made up, like the school.": _REPLACE_OR_DELETE,
    "name: Robin Sample": _REPLACE_OR_DELETE,
    "This micro-credential and its issuer are made up.": _REPLACE_OR_DELETE,
    "The educator plans short checks for every student, sorts the answers by what they ask for": _REPLACE_OR_DELETE,
    "for nine years the answer was a polite look at the clock": _REPLACE_OR_DELETE,
    "So in September I put an empty jar by the door": _REPLACE_OR_DELETE,
    "On the first day there were two slips, and one of them said": _REPLACE_OR_DELETE,
    "Seven of the eleven were that question, in seven spellings.": _REPLACE_OR_DELETE,
    "I took thirty slips home on a Tuesday": _REPLACE_OR_DELETE,
    "Name the office and the people here": _REPLACE,
    "List here what is not good enough yet": _REPLACE,
    "stories@district.example": "replace it with the address of one of your offices",
}
"""Sample text that must be replaced, each piece within one line of the starter, and what to do."""


def sample_text(path: str, text: str) -> Problem | None:
    """The warning for a file that still contains sample text; None for all others."""
    found = min(((at, mark) for mark in MARKS if (at := text.find(mark)) >= 0), default=None)
    if found is None:
        return None
    at, mark = found
    message = f'this file still contains sample text that came with edblog: "{mark}"'
    return problem_of("starter-text", path, message, MARKS[mark], *line_and_column(text, at))


# Linear: the text between the quotes has none.
_SETTING = re.compile(r'^(title|description)[ \t]*=[ \t]*"([^"\n]*)"', re.MULTILINE)
SETTINGS = {
    "title": "Our Classroom Stories",
    "description": "Educators of our district tell what they tried in the classroom, and what came of it.",
}
"""The title and the description of the starter; a site may choose one of the two, but not both."""


def sample_settings(path: str, text: str) -> Problem | None:
    """The warning for an `edblog.toml` that still has the starter's title and description."""
    if dict(_SETTING.findall(text)) != SETTINGS:
        return None
    message = "the title and description are still the samples that came with edblog"
    return problem_of("starter-text", path, message, "replace them with your own", key=("title",))
