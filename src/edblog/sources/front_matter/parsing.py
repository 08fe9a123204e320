"""Splits the front matter from a file and parses it, keeping the place of each value for messages.

python-frontmatter splits the file. For the YAML, this module uses a handler of its own, because PyYAML's usual
loader drops the first of two equal keys, turns `12:30` into 750 and `No` into false, and expands aliases. The
handler uses PyYAML's (C) parser but keeps each scalar as typed, with its line and column; the readers of fields
decide its type. A missing closing `---`, which python-frontmatter takes for no front matter, is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import SafeLoader, YAMLHandler
from msgspec import Struct
from msgspec.structs import replace

from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.problems.places import line_and_column
from edblog.sources.decode import without_controls
from edblog.sources.front_matter.diagnosis import diagnose, duplicate, in_quotes, not_fields, swallowed
from edblog.sources.unfinished import conflict_in

_DEPTH_LIMIT = 6
# Linear: each pattern stays within a line, or has one way to continue at each character.
_CHUNK = re.compile(r"^(?=[^\s#-])", re.MULTILINE)
# A blank line, and then a line that is not a field, list item or comment, and not indented.
_PROSE = re.compile(r"\n[ \t]*\n(?=[^\s#-])(?![\w-]+:(?:\s|$))", re.MULTILINE)
_KEYS = re.compile(r"^[ \t]*([\w-]+)[ \t]*:", re.MULTILINE)
_BRACKET = re.compile(r"[\[\]{}]")
_LEVELS = 50
_LISTS_IN_LINE = re.compile(rf"^[ \t]*(?:[-?:][ \t]+){{{_LEVELS}}}", re.MULTILINE)
_CURLY = re.compile("[“”„‘’].+[“”’]", re.DOTALL)
_EXAMPLE = 'start the file with:\n---\ntitle: "My story"\ndate: 2026-01-31\nauthor: your-id\n---'


class Scalar(Struct, frozen=True):
    """A single value as typed, without its quotes."""

    text: str
    line: int
    column: int
    quoted: bool
    empty: bool


class Sequence(Struct, frozen=True):
    """A YAML list."""

    items: tuple[Value, ...]
    line: int
    column: int


class Mapping(Struct, frozen=True):
    """A YAML mapping; `keys` has the line and column of each key."""

    items: dict[str, Value]
    keys: dict[str, tuple[int, int]]
    line: int
    column: int
    broken: frozenset[str] = frozenset()
    """Keys that are there but could not be read; each has been reported."""


Value = Scalar | Sequence | Mapping


@dataclass(slots=True)
class Parsed:
    """A text file split into front matter and body."""

    fields: Mapping | None
    """None if there is no front matter that can be read."""
    body: str
    body_line: int
    """The line of the file on which the body starts, counted from 1."""
    problems: list[Problem] = field(default_factory=list)


class _Handler(YAMLHandler):
    """A YAML handler that keeps scalars as typed; `load` returns one key `""` with the fields as a `Mapping`."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.first_line = 1
        self.problems: list[Problem] = []

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        fields = self._fields(fm, self.first_line)
        known = {problem.line for problem in self.problems}
        self.problems += (p for p in swallowed(self.path, fm, self.first_line) if p.line not in known)
        return {"": fields}

    def _fields(self, fm: str, line: int) -> Mapping:
        try:
            node = yaml.compose(fm, Loader=SafeLoader)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            if (prose := _PROSE.search(fm)) is not None:
                # The closing marker is missing, and a thematic break (`---`) in the text was taken for it.
                self.problems.append(_never_closed(self.path, line + fm.count("\n", 0, prose.end())))
                return self._piecewise(fm[: prose.start()], line, None)
            return self._piecewise(fm, line, error)
        if node is None:
            return Mapping({}, {}, line, 1)
        if not isinstance(node, yaml.MappingNode):
            return self._piecewise(fm, line, None)
        value = self._value(node, line, 0, set())
        assert isinstance(value, Mapping)
        return value

    def _piecewise(self, fm: str, line: int, error: Exception | None) -> Mapping:
        """The fields, each parsed separately, so that one bad field does not hide the mistakes in others."""
        starts = [match.start() for match in _CHUNK.finditer(fm)] or [0]
        merged = Mapping({}, {}, line, 1)
        broken: set[str] = set()
        failed = False
        for start, end in zip(starts, [*starts[1:], len(fm)], strict=True):
            at = line + fm.count("\n", 0, start)
            chunk = fm[start:end]
            try:
                node = yaml.compose(chunk, Loader=SafeLoader)
            except (yaml.YAMLError, ValueError, RecursionError) as chunk_error:
                self.problems.append(diagnose(self.path, chunk, at, chunk_error))
                broken.update(_KEYS.findall(chunk))
                failed = True
                continue
            if isinstance(node, yaml.MappingNode):
                part = self._value(node, at, 0, set())
                assert isinstance(part, Mapping)
                for key, value in part.items.items():
                    if key in merged.items:
                        self.problems.append(duplicate(self.path, key, part.keys[key], merged.keys[key]))
                    merged.items[key] = value
                    merged.keys[key] = part.keys[key]
            elif node is not None:
                self.problems.append(not_fields(self.path, chunk, at))
                broken.update(_KEYS.findall(chunk))
                failed = True
        if not failed and error is not None:
            self.problems.append(diagnose(self.path, fm, line, error))
        return replace(merged, broken=frozenset(broken))

    def _value(self, node: yaml.Node, first_line: int, depth: int, seen: set[int]) -> Value:
        line, column = node.start_mark.line + first_line, node.start_mark.column + 1
        if id(node) in seen or depth > _DEPTH_LIMIT:
            what = "a reference (*name) to another field" if id(node) in seen else "too many levels"
            message = f"front matter cannot have {what}"
            help_ = "write the value itself here; if it is text that starts with * or &, put it in quotes"
            self.problems.append(problem_of("front-matter-syntax", self.path, message, help_, line, column))
            return Scalar("", line, column, quoted=False, empty=True)
        if isinstance(node, yaml.ScalarNode):
            empty = not node.style and node.value in ("", "~", "null")
            text = without_controls(node.value) if node.style == '"' else node.value
            return Scalar(text, line, column, quoted=bool(node.style), empty=empty)
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            items = tuple(self._value(child, first_line, depth + 1, seen) for child in node.value)
            return Sequence(items, line, column)
        mapping = Mapping({}, {}, line, column)
        for key_node, value_node in node.value:
            place = key_node.start_mark.line + first_line, key_node.start_mark.column + 1
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            if key in mapping.items:
                self.problems.append(duplicate(self.path, key, place, mapping.keys[key]))
                continue
            mapping.items[key] = self._value(value_node, first_line, depth + 1, seen)
            mapping.keys[key] = place
        return mapping


def parse(path: str, text: str, limit: int = 32_000) -> Parsed:
    """The front matter and the body of a text file, with all problems of the front matter.

    Front matter of more than `limit` characters is not parsed, but reported.
    """
    stripped = text.lstrip()
    handler = _Handler(path)
    boundary = handler.FM_BOUNDARY
    assert boundary is not None
    first = boundary.match(stripped)
    if first is None:
        lead = text.count("\n", 0, len(text) - len(stripped)) + 1
        conflict = conflict_in(path, stripped, lead) if stripped.startswith("<<<<<<<") else None
        return Parsed(None, text, 1, [conflict or _missing(path, stripped, lead)])
    lead = text.count("\n", 0, len(text) - len(stripped))
    second = boundary.search(stripped, first.end())
    head = stripped[: second.start()] if second else stripped
    if (conflict := conflict_in(path, head[: limit + 1], lead + 1)) is not None:
        return Parsed(None, "", 1, [conflict])
    if second is None:
        return Parsed(None, "", 1, [_unclosed(path, stripped, lead)])
    if second.start() > limit:
        message = f"the front matter has {second.start():,} characters; at most {limit:,} are allowed"
        help_ = "add the closing --- if it is missing; put the story itself below the closing ---"
        return Parsed(None, "", 1, [problem_of("front-matter-too-large", path, message, help_, 1 + lead, 1)])
    handler.first_line = stripped.count("\n", 0, first.end()) + 1
    if (deep := _too_deep(stripped[first.end() : second.start()])) >= 0:
        place = line_and_column(stripped, first.end() + deep, lead + 1)
        return Parsed(None, "", 1, [_levels(path, *place)])
    metadata, content = frontmatter.parse(stripped, handler=handler)
    fields = metadata.get("")
    assert isinstance(fields, Mapping)
    # python-frontmatter strips the body, but spaces before its first line matter in Markdown.
    start = len(stripped.rstrip()) - len(content)
    start = stripped.rfind("\n", 0, start) + 1 if content else len(stripped)
    if lead:
        fields = _shift(fields, lead)
    problems = [_moved(problem, lead) for problem in handler.problems]
    if any(quote in stripped[:start] for quote in "“”„‘’"):
        problems += _straighten(path, fields)
    return Parsed(fields, stripped[start:], lead + stripped.count("\n", 0, start) + 1, problems)


def _too_deep(fm: str) -> int:
    """The index where brackets, or lists on one line, are nested more than `_LEVELS` deep; -1 if nowhere.

    PyYAML's C parser recurses for each level without a limit, and would crash.
    """
    if fm.count("[") + fm.count("{") > _LEVELS:
        depth = 0
        for bracket in _BRACKET.finditer(fm):
            depth = depth + 1 if bracket[0] in "[{" else max(0, depth - 1)
            if depth > _LEVELS:
                return bracket.start()
    found = _LISTS_IN_LINE.search(fm)
    return found.start() if found else -1


def _levels(path: str, line: int, column: int) -> Problem:
    message = "from here on, brackets or lists are nested too many levels deep"
    help_ = "write a field as: name: value; put a value with special characters in quotes"
    return problem_of("front-matter-syntax", path, message, help_, line, column)


def _moved(problem: Problem, lines: int) -> Problem:
    return replace(problem, line=problem.line + lines) if lines else problem


def _shift(value: Mapping, lines: int) -> Mapping:
    def moved(item: Value) -> Value:
        if isinstance(item, Scalar):
            return Scalar(item.text, item.line + lines, item.column, item.quoted, item.empty)
        if isinstance(item, Sequence):
            return Sequence(tuple(map(moved, item.items)), item.line + lines, item.column)
        return _shift(item, lines)

    items = {key: moved(item) for key, item in value.items.items()}
    keys = {key: (line + lines, column) for key, (line, column) in value.keys.items()}
    return Mapping(items, keys, value.line + lines, value.column, value.broken)


def _straighten(path: str, fields: Mapping) -> list[Problem]:
    """Problems for values in curly quotes. Removes these quotes from `fields`, so that they cause no further problems."""
    problems = []

    def straight(key: str, value: Value) -> Value:
        if isinstance(value, Sequence):
            return replace(value, items=tuple(straight(key, item) for item in value.items))
        if not isinstance(value, Scalar) or value.quoted or not _CURLY.fullmatch(value.text):
            return value
        inner = value.text[1:-1]
        message = "curly quotes do not work as quotes here; they would be part of the text"
        help_ = f"use straight quotes: {key}: {in_quotes(inner)}; to keep the curly ones: {key}: {in_quotes(value.text)}"
        problems.append(problem_of("curly-quotes", path, message, help_, value.line, value.column))
        return replace(value, text=inner)

    for key, value in fields.items.items():
        fields.items[key] = straight(key, value)
    return problems


def _missing(path: str, text: str, line: int) -> Problem:
    if re.match(r"^[ \t]*(-{2,}|—|–|\+\+\+)", text):
        message = "the front matter must start with three hyphens on a line of their own: ---"
    else:
        message = (
            "this file has no front matter: lines at the top, between two ---, with title, date and author"
        )
    return problem_of("no-front-matter", path, message, _EXAMPLE, line, 1)


def _unclosed(path: str, text: str, lead: int) -> Problem:
    """The problem of a missing closing `---`, at the line before which it was probably forgotten."""
    line = 1
    for number, row in enumerate(text.split("\n")[1:], start=2):
        if row.strip() and not re.match(r"^(\s+\S|[\w-]+:(\s|$)|- |#[^#\s]|[\]}])", row):
            line = number
            break
        if not row.strip():
            line = number
            break
    return _never_closed(path, line + lead)


def _never_closed(path: str, line: int) -> Problem:
    message, help_ = "the front matter is never closed", "put --- on a line of its own after the last field"
    return problem_of("unclosed-front-matter", path, message, help_, line, 1)
