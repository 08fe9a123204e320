"""The report of a proposal. It comes from a machine that ran what strangers sent, so each value in it has a type and a limit."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

MOST_TEXTS, MOST_PROBLEMS, MOST_TERMS = 50, 300, 20
"""Texts and problems of a report, and terms of a text; of more, only the number is given."""
LINE, PROSE = 500, 2000
"""Characters of a name or a line, and of a message."""

_Line = Annotated[str, Meta(max_length=LINE)]
_Prose = Annotated[str, Meta(max_length=PROSE)]
_Count = Annotated[int, Meta(ge=0, le=10**12)]


class _Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a report."""


class Repair(_Value, frozen=True):
    """What to do with the line of a problem."""

    do: Literal["replace", "add", "delete"]
    line: _Line
    """The line as it should be; for `delete`, as it is now."""


class ProposedProblem(_Value, frozen=True):
    """A problem of a check, with its place."""

    path: _Line
    line: _Count
    column: _Count
    severity: Literal["error", "warning", "notice"]
    code: Annotated[str, Meta(pattern=r"\A[a-z0-9-]{1,60}\Z")]
    message: _Prose
    help: _Prose
    is_own: bool
    """Whether it is in a file that the proposal changes."""
    repair: Repair | None = None


class Terms(_Value, frozen=True):
    """What a story belongs to, such as its topics."""

    label: _Line
    """As menus name it: `Topics`."""
    names: Annotated[tuple[_Line, ...], Meta(max_length=MOST_TERMS)]


class ProposedText(_Value, frozen=True):
    """A text that is new, or changed."""

    path: _Line
    what: _Line
    """With its article: `a story`."""
    title: _Line
    url: _Line
    """URL path, relative to the home page."""
    state: Literal["", "draft", "scheduled", "over"]
    """Why it is not shown; empty where it is."""
    moment: datetime | None
    """When a scheduled text appears."""
    by: Annotated[tuple[_Line, ...], Meta(max_length=MOST_TERMS)]
    """Names of its writers."""
    terms: Annotated[tuple[Terms, ...], Meta(max_length=MOST_TERMS)]
    pictures: _Count
    picture_bytes: _Count
    links: _Count
    """Links to other pages and files of the site."""
    words: _Count


class Proposal(_Value, frozen=True, kw_only=True):
    """What a check says of a proposal."""

    edblog: _Line
    """The version that checked."""
    ok: bool
    """Whether the site could be published with it."""
    changed: _Count
    """How many files it changes."""
    texts: Annotated[tuple[ProposedText, ...], Meta(max_length=MOST_TEXTS)]
    problems: Annotated[tuple[ProposedProblem, ...], Meta(max_length=MOST_PROBLEMS)]
    left_out: _Count = 0
    """Problems for which there was no room."""


def clipped(text: str, limit: int) -> str:
    """A text that is short enough for a report."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
