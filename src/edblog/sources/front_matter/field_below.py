"""A field below the front matter, by which a writer meant to hold a story back: text that readers would see."""

from __future__ import annotations

import re

from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.sources.front_matter.foreign import foreign
from edblog.sources.front_matter.parsing import Scalar

_NEAR = 2000
"""Characters at the beginning of a text in which fields are looked for."""
# Words, a colon and a space, and the rest of the line: linear, as each run ends at what is not of its kind.
_FIELD = re.compile(r"([A-Za-z][\w-]{1,40}+)[ \t]?:[ \t]++([^\n]++)$", re.MULTILINE)


def field_below(path: str, body: str, first_line: int) -> Problem | None:
    """The error of a text that begins with a field by which its writer meant to hold it back, below the closing `---`."""
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
