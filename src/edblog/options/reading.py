"""A table of `edblog.toml` -> its struct, with every problem at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeVar, get_args, get_origin

import msgspec

from edblog.options import Row, Wrong, choices_of, option_of, plain_type, rows, toml
from edblog.problems import Problem, brief, did_you_mean
from edblog.start.stat_scan import CONFIG_NAME

Key = tuple[str, ...]
Hint = Callable[[str, Key], str]
"""Takes an unknown key and the name of its table, and returns what to do; empty where nothing is known."""
TableT = TypeVar("TableT", bound=msgspec.Struct)
_WRITTEN: dict[Any, type] = {str: str, tuple: list, dict: dict}
"""Types of values in TOML, by the types of settings; a value of another type is neither checked nor cleaned."""
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def no_hint(_name: str, _at: Key) -> str:
    """Nothing."""
    return ""


def read_table(
    table: type[TableT], raw: Mapping[str, object], at: Key = (), hint: Hint = no_hint
) -> tuple[TableT | None, list[Problem]]:
    """The settings of the table whose name is `at`, or None where one is wrong, and every problem."""
    known = {row.name: row for row in rows(table)}
    problems = [_unknown(name, known, at, hint) for name in raw if name not in known]
    values = {}
    for name, row in known.items():
        if name in raw:
            values[name], found = _read_row(row, raw[name], at, hint)
            problems += found
        elif row.is_needed:
            problems.append(_missing(row, at))
    is_wrong = any(problem.severity == "error" for problem in problems)
    return (None if is_wrong else table(**values)), problems


def problem(key: Key, wrong: Wrong) -> Problem:
    """The problem with a setting, by the names of its table and its own."""
    return Problem(CONFIG_NAME, wrong.severity, wrong.code, wrong.message, wrong.help, key=(*key, *wrong.at))


def not_a_table(key: Key, value: object) -> Problem:
    """The problem with a value in the place of a table."""
    message = f'"{key[-1]}" must be a table, not {_shown(value)}'
    return problem(
        key, Wrong(message, f"write [{'.'.join(key)}] on a line of its own, and its settings below")
    )


def _read_row(row: Row, value: object, at: Key, hint: Hint) -> tuple[Any, list[Problem]]:
    key, said = (*at, row.name), row.option
    if isinstance(value, Mapping):
        if said.read:
            return said.read(value)
        if row.table:
            return read_table(row.table, value, key, hint)
    if said.read or row.table:
        return None, [not_a_table(key, value)]
    usual = said.example if row.is_needed else row.default or said.example
    kept, wrong = _read_value(value, row.type, f'"{row.name}"', f"write: {row.name} = {toml(usual)}")
    return kept, [problem(key, one) for one in wrong]


def _read_value(value: object, type_: Any, label: str, advice: str) -> tuple[Any, list[Wrong]]:
    said, plain = option_of(type_), plain_type(type_)
    is_right = isinstance(value, _WRITTEN.get(get_origin(plain) or plain, object))
    wrong = [*_wrong_parts(value, plain, label, advice)] if is_right else []
    if is_right and not wrong:
        wrong = [*said.check(value)]
    if any(one.severity == "error" for one in wrong):
        return None, wrong
    if isinstance(value, list) and get_origin(plain) is tuple:
        value = [*dict.fromkeys(value)]
    try:
        kept = msgspec.convert(said.clean(value) if is_right else value, type_)
    except msgspec.ValidationError:
        return None, [_refused(value, type_, label, advice)]
    if said.choices and value not in said.choices:
        return None, [_refused(value, type_, label, advice)]
    if isinstance(value, str) and _UNSEEN.search(value):
        message = (
            f"{label.removeprefix('each of ')} has an invisible character in it, which no page may contain"
        )
        return None, [Wrong(message, "type the words again by hand")]
    return kept, wrong


def _wrong_parts(value: Any, plain: Any, label: str, advice: str) -> Iterator[Wrong]:
    """Finds what is wrong with each entry of a list or of a table with keys of any name."""
    if get_origin(plain) is tuple:
        for item in value:
            yield from _read_value(item, get_args(plain)[0], f"each of {label}", advice)[1]
    elif get_origin(plain) is dict:
        for name, item in value.items():
            for wrong in _read_value(item, get_args(plain)[1], f'"{name}"', f'write: {name} = "…"')[1]:
                yield wrong._replace(at=(name, *wrong.at))


def _refused(value: object, type_: Any, label: str, advice: str) -> Wrong:
    said, choices, shown = option_of(type_), choices_of(type_), _shown(value)
    if isinstance(value, str) and plain_type(type_) in (int, bool):
        shown = f"the text {shown}"
    message = said.refusal.format(shown) or f"{label} must be {expected(type_)}, not {shown}"
    if value == "" and not (said.refusal or said.expected or choices):
        message = f"{label} is empty"
    guess = did_you_mean(value, choices) if isinstance(value, str) else ""
    return Wrong(message, guess or said.advice or advice)


def expected(type_: Any) -> str:
    """Words for the values that a setting can have, which complete the sentence "it must be …"."""
    said, plain, choices = option_of(type_), plain_type(type_), choices_of(type_)
    if said.expected or choices:
        return said.expected or one_of(choices)
    if get_origin(plain) is tuple:
        return "a list of whole numbers" if plain_type(get_args(plain)[0]) is int else "a list of words"
    if plain is int:
        ends = [f" {word} {end}" for word, end in (("from", said.low), ("to", said.high)) if end is not None]
        return "a whole number" + "".join(ends)
    return {bool: "true or false", str: "text in quotes"}.get(plain, "a table")


def one_of(words: Collection[str]) -> str:
    """The words in quotes, as a choice."""
    quoted = [f'"{word}"' for word in words]
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _shown(value: object) -> str:
    """A value in the words of the person who wrote it."""
    match value:
        case bool():
            return toml(value)
        case str():
            return f'"{brief(value)}"'
        case int() | float():
            return str(value)
        case Mapping():
            return "a table"
        case _:
            return "a list" if isinstance(value, list) else "a date"


def _unknown(name: str, known: Mapping[str, Row], at: Key, hint: Hint) -> Problem:
    help_ = hint(name, at) or did_you_mean(name, known) or f"the settings here are: {', '.join(known)}"
    message = f'there is no setting "{".".join((*at, name))}"'
    return problem((*at, name), Wrong(message, help_, "config-unknown-key"))


def _missing(row: Row, at: Key) -> Problem:
    said, table = row.option, ".".join(at)
    message = f'[{table}] needs "{row.name}", {expected(row.type)}' if at else f'"{row.name}" is missing'
    help_ = f"add a line: {row.name} = {toml(said.example)}"
    if at:
        help_ = f'add a line {row.name} = "…" below [{table}]; {said.advice}'
    return problem((*at, row.name), Wrong(message, help_, "config-missing"))
