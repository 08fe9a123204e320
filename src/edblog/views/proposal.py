"""Types of the report of a proposal. It comes from a machine that ran code from strangers, so each value has a type and a limit."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

MOST_TEXTS, MOST_PROBLEMS, MOST_TERMS = 50, 300, 20
"""The most texts and problems in a report, and terms of a text; the rest are only counted."""
LINE, PROSE = 500, 2000
"""The most characters of a name or a line, and of a message."""

_Line = Annotated[str, Meta(max_length=LINE)]
_Prose = Annotated[str, Meta(max_length=PROSE)]
_Count = Annotated[int, Meta(ge=0, le=10**12)]


class _Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all parts of a report."""


class Repair(_Value, frozen=True):
    """The change to make to the line of a problem."""

    do: Literal["replace", "add", "delete"]
    line: _Line
    """The corrected line; for `delete`, the current line."""


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
    """The terms of a story in one grouping, such as its topics."""

    label: _Line
    """The name of the grouping in menus: `Topics`."""
    names: Annotated[tuple[_Line, ...], Meta(max_length=MOST_TERMS)]


class ProposedText(_Value, frozen=True):
    """A new or changed text."""

    path: _Line
    what: _Line
    """The name of its kind, with an article: `a story`."""
    title: _Line
    url: _Line
    """URL path, relative to the home page."""
    state: Literal["", "draft", "scheduled", "over"]
    """The reason that it is not on the site; empty if it is."""
    moment: datetime | None
    """The time at which a scheduled text appears."""
    by: Annotated[tuple[_Line, ...], Meta(max_length=MOST_TERMS)]
    """Names of its writers."""
    terms: Annotated[tuple[Terms, ...], Meta(max_length=MOST_TERMS)]
    pictures: _Count
    picture_bytes: _Count
    links: _Count
    """Links to other pages and files of the site."""
    words: _Count


class Proposal(_Value, frozen=True, kw_only=True):
    """The report of a check of a proposal."""

    edblog: _Line
    """The version of edblog that checked."""
    ok: bool
    """Whether the site can be published with the change."""
    changed: _Count
    """The number of changed files."""
    texts: Annotated[tuple[ProposedText, ...], Meta(max_length=MOST_TEXTS)]
    problems: Annotated[tuple[ProposedProblem, ...], Meta(max_length=MOST_PROBLEMS)]
    left_out: _Count = 0
    """The number of problems that are left out."""


def clipped(text: str, limit: int) -> str:
    """The text, cut to `limit` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
