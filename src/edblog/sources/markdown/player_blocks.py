"""Finds players in a text: an address or a link on a line of its own, or a block.

    https://www.youtube.com/watch?v=…            ::: video
                                                 file: talk.mp4
    [How the jar filled up](https://…)           captions: talk.vtt
                                                 :::
    ![How the jar filled up](talk.mp4)

Such a line has blank lines around it. Case does not matter, and code is skipped.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from edblog.files.types import SOUND_TYPES, VIDEO_TYPES, extension
from edblog.problems import Problem, did_you_mean
from edblog.problems.checks import problem_of
from edblog.services.embeds import PLAYER_KINDS, is_known
from edblog.sources.markdown.prose import without_code

FIELDS = ("url", "file", "title", "poster", "captions", "transcript")
"""Names that a line of a block may start with."""

# Linear: a line is read from its start, and given back from its end at most once for each `)`.
_LINE = re.compile(
    r"\n[ \t]*\n([ \t]*)(<?https?://[^\s<>]+>?|!?\[[^\]\n]*\]\([^\n]*\))[ \t]*(?=\n[ \t]*\n)", re.IGNORECASE
)
_LINK = re.compile(r'(!?)\[([^\]\n]*)\]\(\s*<?([^\s<>()"]+)>?(?:\s+"([^"\n]*)")?\s*\)')
_COLONS = re.compile(r"^([ \t]*):::+[ \t]*([^\n]*)$", re.MULTILINE)
# Linear: the name is short.
_FIELD = re.compile(r"([A-Za-z][A-Za-z_-]{0,30})[ \t]*+[:=][ \t]*+(.*+)")
_WEB = re.compile(r"<?https?://", re.IGNORECASE)
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "<": ">"}
_BLANK = re.compile(r"\n[ \t]*(?=\n|\Z)")


class Field(NamedTuple):
    """A field of a block as the writer typed it, and its place in the file."""

    value: str
    line: int
    column: int


class TypedPlayer(NamedTuple):
    """A player as the writer typed it."""

    start: int
    """Its start in the text, which is the start of a line."""
    end: int
    indent: str
    kind: str
    """The word after `:::`, such as `video`; empty for a line."""
    fields: dict[str, Field]
    """By name in lowercase; `file` is stored as `url`."""
    line: int
    """Of the file, from 1."""
    column: int
    problems: list[Problem]
    bare: bool = False
    """Whether it is only an address."""


def find_players(path: str, body: str, first_line: int) -> list[TypedPlayer]:
    """All possible players in the order of the text, which starts on line `first_line` of its file."""
    place = _BodyPlaces(path, body, first_line)
    found = list(_blocks(place)) if ":::" in place.text else []
    inside = [(block.start, block.end) for block in found]
    for line in _lines(place):
        if not inside or not _is_inside(inside, line.start):
            found.append(line)
    return sorted(found, key=lambda block: block.start)


def _is_inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a position is inside one of the spans, which are sorted."""
    number = bisect_right(spans, (at, sys.maxsize)) - 1
    return number >= 0 and at < spans[number][1]


class _BodyPlaces:
    """The places in a text by line and column."""

    def __init__(self, path: str, body: str, first_line: int) -> None:
        self.path, self.body, self.first_line = path, body, first_line
        self.text = without_code(body)
        self._starts = [0, *(match.end() for match in re.finditer("\n", body))]

    def of(self, at: int) -> tuple[int, int]:
        """The line and the column of a position."""
        line = bisect_right(self._starts, at) - 1
        return self.first_line + line, at - self._starts[line] + 1

    def problem(self, at: int, code: str, message: str, help_: str) -> Problem:
        line, column = self.of(at)
        return problem_of(code, self.path, message, help_, line, column)


def _lines(place: _BodyPlaces) -> Iterator[TypedPlayer]:
    for match in _LINE.finditer(f"\n\n{place.text}\n\n"):
        # The matched text has two more characters at its start.
        start, at, end = match.start(1) - 2, match.start(2) - 2, match.end(2) - 2
        line_text = place.body[at:end]
        typed, title = line_text.strip("<>"), ""
        if link := _LINK.fullmatch(line_text):
            typed, title = link[3], link[2].strip() or link[4] or ""
            is_file = link[1] and extension(typed) in (*VIDEO_TYPES, *SOUND_TYPES)
            if not is_file and not _WEB.match(typed):
                continue
            at += link.start(3)
        elif line_text[0] in "![":
            continue
        line, column = place.of(at)
        fields = {"url": Field(typed, line, column)}
        if title:
            fields["title"] = Field(title.replace("*", "").replace("`", ""), line, column)
        yield TypedPlayer(start, end, match[1], "", fields, *place.of(match.start(2) - 2), [], link is None)


def _blocks(place: _BodyPlaces) -> Iterator[TypedPlayer]:
    rows = list(_COLONS.finditer(place.text))
    number = 0
    while number < len(rows):
        opener = rows[number]
        closer = rows[number + 1] if number + 1 < len(rows) else None
        number += 1
        at = opener.start() + len(opener[1])
        if not opener[2].strip():
            message = "these colons close a block, but none is open"
            help_ = "begin the block with a line such as: ::: video"
            yield _invalid(place, opener, at, place.problem(at, "embed-not-open", message, help_))
            continue
        is_closed = closer is not None and not closer[2].strip()
        yield _read(place, opener, closer, is_closed=is_closed)
        number += is_closed


def _invalid(place: _BodyPlaces, row: re.Match[str], at: int, problem: Problem) -> TypedPlayer:
    return TypedPlayer(row.start(), row.end(), row[1], "post", {}, *place.of(at), [problem])


def _read(
    place: _BodyPlaces, opener: re.Match[str], following: re.Match[str] | None, *, is_closed: bool
) -> TypedPlayer:
    """The block that starts with a row of colons; `following` is the next such row."""
    at = opener.start() + len(opener[1])
    word, _, rest = opener[2].strip().partition(" ")
    kind = word.lower().strip("{}.:")
    problems = []
    if kind not in PLAYER_KINDS:
        message = f'there is no block "::: {word}"'
        help_ = (
            did_you_mean(kind, PLAYER_KINDS)
            or f"a block can be: {', '.join(PLAYER_KINDS)}; for a note write !!! note"
        )
        problems.append(place.problem(opener.start(2), "embed-unknown-kind", message, help_))
    stop = following.start() - 1 if following else len(place.text)
    if not is_closed:
        # It ends at the first blank line, or at the next block.
        blank = _BLANK.search(place.text, opener.end(), stop)
        end = stop = blank.start() if blank else max(opener.end(), stop)
        message = f"this ::: {kind} block is never closed"
        problems.append(place.problem(at, "embed-unclosed", message, "put ::: on a line of its own below it"))
    else:
        assert following is not None
        end = following.end()
    fields: dict[str, Field] = {}
    if rest.strip():
        fields["url"] = Field(_plain(rest), *place.of(opener.start(2) + opener[2].index(rest.strip())))
    start = opener.end() + 1
    # The fields of an unknown kind are unknown, too.
    lines = place.body[start : max(start, stop)].split("\n") if kind in PLAYER_KINDS else []
    for line in lines:
        if line.strip():
            problems += _field(place, start + len(line) - len(line.lstrip()), line.strip(), fields)
        start += len(line) + 1
    return TypedPlayer(opener.start(), end, opener[1], kind, fields, *place.of(at), problems)


def _field(place: _BodyPlaces, at: int, line: str, fields: dict[str, Field]) -> list[Problem]:
    """Adds the field on a line to the fields, and returns its problems."""
    match = None if _WEB.match(line) else _FIELD.fullmatch(line)
    name = match[1].lower() if match else "url"
    value = match[2] if match else line
    if match is None and not _is_address(line):
        message = "edblog does not understand this line of the block"
        help_ = "write a name, a colon and a value, such as: title: How the jar filled up"
        return [place.problem(at, "embed-unknown-line", message, help_)]
    if name not in FIELDS:
        help_ = did_you_mean(name, FIELDS) or f"it can have: {', '.join(FIELDS)}"
        return [place.problem(at, "embed-unknown-field", f'a block has no field "{name}"', help_)]
    key = "url" if name == "file" else name
    if key in fields:
        return [
            place.problem(
                at, "embed-same-field", f"this block has two lines for {name}", "keep one of the two lines"
            )
        ]
    fields[key] = Field(_plain(value), *place.of(at + (match.start(2) if match else 0)))
    return []


def _is_address(line: str) -> bool:
    return (
        bool(_WEB.match(line))
        or is_known(line.partition("/")[0])
        or extension(line) in (*VIDEO_TYPES, *SOUND_TYPES)
    )


def _plain(value: str) -> str:
    """The value without quotes or brackets around it."""
    value = value.strip()
    if len(value) > 1 and _QUOTES.get(value[0]) == value[-1]:
        return value[1:-1].strip()
    return value
