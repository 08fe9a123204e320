"""Formats problems for people and for tools: text, JSON, GitHub, GitLab."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Sequence
from hashlib import blake2b

from edblog.problems import Problem
from edblog.start.wording import printable


def as_text(problems: Sequence[Problem]) -> str:
    """The problems as text for people: place and message, the source line with a mark below the column, and the help."""
    return "\n".join(map(_block, problems))


def _block(problem: Problem) -> str:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    lines = [printable(f"{problem.severity} {place}  {problem.message}")]
    # Showing a line of hyphens would not help.
    if problem.excerpt.strip(" -"):
        number = str(problem.line)
        shown, caret = _window(problem.excerpt, problem.column - 1)
        lines.append(f"  {number} | {shown}")
        lines.append(f"  {' ' * len(number)} | {' ' * caret}^")
    if problem.help:
        first, *rest = map(printable, problem.help.split("\n"))
        lines += [f"  help: {first}", *(f"        {line}" for line in rest)]
    return "\n".join(lines) + "\n"


def _window(line: str, column: int, width: int = 96) -> tuple[str, int]:
    """The part of a line around a column, and the position of that column in it."""
    start = max(0, column - width // 2) if len(line) > width else 0
    part = line[start : start + width]
    before = part[: max(0, column - start)]
    shown = printable(part)
    cells = sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in before
    )
    lead = "…" if start else ""
    return lead + shown + ("…" if start + width < len(line) else ""), cells + len(lead)


def as_json(problems: Sequence[Problem]) -> str:
    """The problems as a JSON list of objects with path, line, column, severity, code, message and help."""
    keys = ("path", "line", "column", "severity", "code", "message", "help")
    return json_text([{key: getattr(p, key) for key in keys} for p in problems])


def json_text(value: object) -> str:
    """A value as JSON in ASCII, which no terminal and no CI service obeys."""
    """A value as JSON that neither a terminal nor a CI service obeys."""
    # A terminal interprets U+009B, and the log of a CI service `##[`.
    return json.dumps(value, indent=2).replace("##", "#\\u0023") + "\n"


def as_github(problems: Sequence[Problem]) -> str:
    """The problems as workflow commands, which GitHub Actions shows at the lines of a pull request."""
    return "".join(
        f"::{p.severity} file={_property(printable(p.path))},line={p.line},col={p.column},title={_property(p.code)}::"
        f"{_data(chr(10).join(map(printable, _in_one(p).split(chr(10)))))}\n"
        for p in problems
    )


def _in_one(problem: Problem) -> str:
    return " — ".join(filter(None, (problem.message, problem.help)))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(problems: Sequence[Problem]) -> str:
    """The problems as a Code Quality report for GitLab merge requests (JSON)."""
    severities = {"error": "critical", "warning": "minor", "notice": "info"}
    report = [
        {
            "description": _in_one(p),
            "check_name": p.code,
            "fingerprint": blake2b(
                f"{p.path}\0{p.line}\0{p.column}\0{p.code}\0{p.message}".encode(errors="replace"),
                digest_size=16,
            ).hexdigest(),
            "severity": severities[p.severity],
            "location": {"path": p.path, "lines": {"begin": p.line}},
        }
        for p in problems
    ]
    return json_text(report)


FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
}
"""Every form, by the name that `edblog check --format` takes."""
