"""Checks of a story as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.sources.front_matter.field_below import field_below
from edblog.sources.reading import TextFile


def problems_of(file: TextFile) -> Iterator[Problem]:
    """Errors for an empty story, and for a field such as `draft: true` below the front matter."""
    line = file.parsed.body_line
    if file.is_blank:
        message = "there is no story below the front matter"
        help_ = "write the story below the closing ---, or mark it with: draft: true"
        yield problem_of("empty-story", file.path, message, help_, line, 1)
    if (below := field_below(file.path, file.parsed.body, line)) is not None:
        yield below
