"""Turns an exception from a template into a `Problem` that tells the theme's author what to fix.

Jinja stops at the first mistake, and knows its line at best. `diagnose` takes the template and the line from the traceback
and the column from the source, and suggests a name that is spelled alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from types import TracebackType
from typing import Any

import jinja2
import msgspec
from jinja2 import nodes
from jinja2.utils import missing

from edblog.model import Theme
from edblog.problems import Problem, did_you_mean


class Unavailable(Exception):  # noqa: N818 - a fault of the theme's, not an error of ours
    """A template asked for a text, format or value that it cannot have."""

    def __init__(self, code: str, message: str, help_: str, word: str) -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help_
        self.word = word
        """The quoted text at this place in the template, to find the column."""


class UnsafeTemplate(jinja2.TemplateSyntaxError):
    """A template would let text act as HTML or a script, so it is refused."""

    def __init__(self, message: str, help_: str, line: int, name: str | None, filename: str | None) -> None:
        super().__init__(message, line, name, filename)
        self.help = help_


class _UndefinedUse(jinja2.UndefinedError):
    """The use of a name that does not exist; `owner` is the object that was searched for it."""

    def __init__(self, owner: object, name: object, message: str) -> None:
        super().__init__(message)
        self.owner, self.name = owner, name


class Undefined(jinja2.StrictUndefined):
    """The value of a name that does not exist; every use of it raises `jinja2.UndefinedError`."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[jinja2.TemplateRuntimeError] = jinja2.UndefinedError,
    ) -> None:
        raiser = exc if hint else partial(_UndefinedUse, obj, name)
        super().__init__(hint, obj, name, raiser)  # type: ignore[arg-type]


def diagnose(error: Exception, template: str, theme: Theme, environment: jinja2.Environment) -> Problem:
    """The problem to report for an exception that was raised while a template was rendered."""
    path, line = _place(error, set(theme.paths.values()))
    if not path:
        path = theme.paths.get(template, f"theme {theme.chain[0]}")
    source = next((theme.templates[name] for name, shown in theme.paths.items() if shown == path), "")
    excerpt = _line(source, line)

    def refuse(code: str, message: str, help_: str, word: str = "") -> Problem:
        column = _column(excerpt, word) if line else 0
        return Problem(path, "error", code, message, help_, line=line, column=column, excerpt=excerpt)

    match error:
        case Unavailable():
            return refuse(error.code, error.message, error.help, error.word)
        case _UndefinedUse(owner=owner, name=name):
            known = _names(source, environment) if owner is missing else _members(owner)
            return _undefined(path, line, source, str(name), known, alone=owner is missing)
        case UnsafeTemplate():
            return refuse("unsafe-template", error.message or "", error.help)
        case jinja2.TemplateSyntaxError():
            text = error.message or "Jinja cannot read this"
            return refuse(
                "template-syntax", text.rstrip("."), "see https://jinja.palletsprojects.com/templates/"
            )
        case jinja2.TemplateNotFound(name=name):
            # What edblog itself asks for is no slip of the pen.
            meant = did_you_mean(str(name), theme.templates) if name != template else ""
            help_ = meant or f"add templates/{name} to the theme"
            return refuse("missing-template", f'there is no template "{name}"', help_, str(name))
        case RecursionError():
            example = f"{theme.chain[-1]}/{template}"
            help_ = (
                f'to extend the same template of another theme, put that theme\'s name before it: "{example}"'
            )
            return refuse(
                "template-circle", "these templates include or extend each other in a circle", help_
            )
    text = str(error).rstrip(".") or type(error).__name__
    return refuse("template-error", f"this template cannot be rendered: {text}", "")


def _place(error: Exception, paths: set[str]) -> tuple[str, int]:
    """The path of the template and the line in it (from 1) where an exception was raised; ("", 0) if it was not in a template."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename or "", error.lineno
    place = ("", 0)
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in paths:
            place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _line(source: str, line: int) -> str:
    lines = source.split("\n")
    return lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""


def _column(line: str, word: str) -> int:
    """The column (from 1) of a word in quotes; if there is none, of the first tag; else of the first character."""
    quoted = [rf"([\"']){re.escape(word)}\1"] if word else []
    places = (re.search(pattern, line) for pattern in (*quoted, r"\{[{%]", r"\S"))
    return next((place.start() + 1 for place in places if place), 1)


def _undefined(path: str, line: int, source: str, name: str, known: list[str], *, alone: bool) -> Problem:
    line, column, expression = _find_use(source, line, name, alone=alone)
    message = f"'{expression}' is undefined"
    help_ = did_you_mean(name, known) or (f"these names exist: {', '.join(known)}" if known else "")
    code, excerpt = "undefined-variable", _line(source, line)
    return Problem(path, "error", code, message, help_, line=line, column=column, excerpt=excerpt)


def _find_use(source: str, line: int, name: str, *, alone: bool) -> tuple[int, int, str]:
    """The line, column and text of the expression that ends in a name. Jinja knows only the line where its tag starts."""
    word = re.escape(name)
    owner = r"(?:[A-Za-z_]\w*(?:\[[^\]\n]*\]|\([^)\n]*\))*\.)*[A-Za-z_]\w*(?:\[[^\]\n]*\]|\([^)\n]*\))*"
    pattern = re.compile(
        rf"(?<![\w.]){word}\b" if alone else rf"(?<![\w.]){owner}(?:\.{word}\b|\[[\"']{word}[\"']\])"
    )
    lines = source.split("\n")
    for number in range(max(line, 1), min(line + 10, len(lines) + 1)):
        found = pattern.search(lines[number - 1])
        if found:
            return number, found.start() + 1, found[0]
    return line, _column(_line(source, line), name) if line else 0, name


def _names(source: str, environment: jinja2.Environment) -> list[str]:
    """The variables that a template can use."""
    tree = environment.parse(source)
    assigned = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
    return ["page", "site", "body", "texts", *sorted(assigned | set(environment.globals))]


def _members(owner: object) -> list[str]:
    """The names of an object's fields or a mapping's keys that templates can use."""
    if isinstance(owner, Mapping):
        return [str(key) for key in owner]
    names = [name for name in dir(owner) if not name.startswith("_")]
    if isinstance(owner, msgspec.Struct):
        names = [name for name in names if not callable(getattr(owner, name))]
        return list(dict.fromkeys((*owner.__struct_fields__, *names)))
    return names
