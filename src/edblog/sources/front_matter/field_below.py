"""Finds fields such as `draft: true` below the front matter, where they do not hold a story back but are text."""

from __future__ import annotations

import re

from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.sources.front_matter.foreign import foreign
from edblog.sources.front_matter.parsing import Scalar

_NEAR = 2000
"""How many characters at the start of a text are searched."""
# A word, a colon, a space, and the rest of the line. Linear: no two neighboring parts can match the same character.
_FIELD = re.compile(r"([A-Za-z][\w-]{1,40}+)[ \t]?:[ \t]++([^\n]++)$", re.MULTILINE)


def field_below(path: str, body: str, first_line: int) -> Problem | None:
    """The error if the text below the closing `---` starts with a field that should hold it back; None if not."""
    start = len(body) - len(body.lstrip())
    if not _FIELD.match(body, start):
        return None
    line = first_line + body.count("\n", 0, start)
    for number, row in enumerate(body[start : start + _NEAR].split("\n")):
        found = _FIELD.match(row)
        if not found:
            return None
        value = Scalar(found[2].strip("\"' "), line + number, 1, quoted=False, empty=False)
        held = foreign(found[1], value, (line + number, 1), "")
        # "Status: in progress" may be the first words of a story.
        is_field = found[1].islower() or value.text.lower() in ("true", "yes", "false", "no")
        is_field &= len(value.text.split()) < 3
        if held and held.kind in ("draft", "hidden", "protection") and is_field:
            message = f'"{found[1]}" is below the closing ---, so it is text that readers see, and the story is published'
            help_ = "if it is not ready, write above the closing ---: draft: true; if it is ready, delete this line"
            return problem_of("foreign-draft", path, message, help_, line + number, 1)
    return None
