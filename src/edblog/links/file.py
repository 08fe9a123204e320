"""Reads and writes the text of `data/links.toml`: one line for each address, in their order, so that a change is one line of a diff."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, get_args

import msgspec

from edblog.model.links import LINKS_FILE, KnownLink, LinkAnswer, LinkState
from edblog.problems import Problem
from edblog.problems.checks import problem_of

HEADER = """\
# What `edblog links` found when it asked for the links to other sites. Commit this file: builds read it.
# The command writes it again. It keeps one thing that you may add to a line: archived = "https://…", the address of a copy of a page that is gone.

[links]
"""
_ANSWERS = get_args(LinkAnswer)
# Linear: each line is read once.
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_NEED_ESCAPES = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
HOW_TO_MEND = "undo the change to this file, or delete it and run: edblog links"


def read_links(text: str) -> tuple[dict[str, LinkState], list[Problem]]:
    """The states in the text of `data/links.toml`, by address, and problems with it."""
    try:
        raw = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        found = _AT.search(str(error))
        line, column = (int(found[1]), int(found[2])) if found else (1, 1)
        return {}, [_problem("this line cannot be read", line, column)]
    table = raw.get("links", {})
    lines = text.split("\n")
    states: dict[str, LinkState] = {}
    problems = []
    for address, entry in table.items() if isinstance(table, dict) else ():
        state = _state(entry)
        if isinstance(state, str):
            start = quoted(address)
            at = next((n for n, row in enumerate(lines, 1) if row.lstrip().startswith(start)), 1)
            problems.append(_problem(f"the entry of {address} is not complete: {state}", at, 1))
        else:
            states[address] = state
    if not isinstance(table, dict) or raw.keys() - {"links"}:
        problems.append(_problem("only the table [links] belongs into this file", 1, 1))
    return dict(sorted(states.items())), problems


def _state(entry: Any) -> LinkState | str:
    """The state in an entry, or what is wrong with it."""
    if not isinstance(entry, dict):
        return "write it like the other lines"
    if extra := sorted(entry.keys() - set(LinkState.__struct_fields__)):
        return f'"{extra[0]}" is not known here'
    values = {key: str(value) if type(value) is date else value for key, value in entry.items()}
    for key in ("checked", "since"):
        if key in values and not _is_day(values[key]):
            return f'"{key}" must be a day, such as 2026-12-01'
    if values.get("answer") not in _ANSWERS:
        return f'"answer" must be one of {", ".join(_ANSWERS)}'
    for key in ("to", "archived"):
        if values.get(key) and not str(values[key]).startswith(("https://", "http://")):
            return f'"{key}" must be an address that starts with https://'
    if values.get("archived") and not values["archived"].startswith("https://"):
        return '"archived" must start with https://'
    try:
        return msgspec.convert(values, LinkState)
    except msgspec.ValidationError as error:
        return str(error)


def _is_day(value: Any) -> bool:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


def _problem(message: str, line: int, column: int) -> Problem:
    return problem_of("links-file", LINKS_FILE, message, HOW_TO_MEND, line, column)


def known_links(states: Mapping[str, LinkState]) -> dict[str, KnownLink]:
    """The links that shape the site: those that are gone, and those that have moved for good."""
    return {
        address: KnownLink(state.answer, state.why, state.to, state.archived)
        for address, state in sorted(states.items())
        if state.answer == "gone" or (state.answer == "moved" and state.to)
    }


def links_text(states: Mapping[str, LinkState]) -> str:
    """The text of `data/links.toml` for these states."""
    rows = (
        f"{quoted(address)} = {{ {', '.join(_values(state))} }}\n"
        for address, state in sorted(states.items())
    )
    return HEADER + "".join(rows)


def _values(state: LinkState) -> Iterator[str]:
    for name in ("answer", "why", "to", "archived"):
        if value := getattr(state, name):
            yield f"{name} = {quoted(value)}"
    if state.since:
        yield f"since = {state.since}"
    # Last, so that the part of a line that changes with every check is at its end.
    yield f"checked = {state.checked}"


def quoted(text: str) -> str:
    """A text in quotes for TOML."""
    return _NEED_ESCAPES.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
