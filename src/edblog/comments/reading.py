"""A service's table in edblog.toml -> its options, with every problem at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args, get_origin

import msgspec

from edblog.comments.options import option_of
from edblog.comments.service import OptionsT, Service, about
from edblog.problems import Problem, did_you_mean

PLAIN_WORDS: dict[object, str] = {bool: "true or false", str: "text in quotes", int: "a whole number"}


def read_table(key: str, service: Service[OptionsT], table: object) -> tuple[OptionsT | None, list[Problem]]:
    """The options of the service that is called `key` in edblog.toml; none if one of them is wrong."""
    if not isinstance(table, Mapping):
        advice = f"put the options of {key} on lines of their own below a line [comments.{key}]"
        return None, [wrong_value(key, expected="a table", value=table, advice=advice)]
    fields = msgspec.structs.fields(service.options)
    names = [field.name for field in fields]
    problems = [_unknown(key, name, names, service) for name in table if name not in names]
    values: dict[str, object] = {}
    for field in fields:
        expected, advice = _expected(field)
        if field.name not in table:
            if field.required:
                problems.append(_missing(key, field.name, expected, advice))
            continue
        value = table[field.name]
        try:
            values[field.name] = msgspec.convert(value, field.type)
        except msgspec.ValidationError:
            guess = did_you_mean(value, _choices(field)) if isinstance(value, str) else ""
            problems.append(
                wrong_value(key, field.name, expected=expected, value=value, advice=guess or advice)
            )
    if problems:
        return None, problems
    options = service.options(**values)
    problems = service.check(options)
    return (None if any(p.severity == "error" for p in problems) else options), problems


def wrong_value(*key: str, expected: str, value: object, advice: str) -> Problem:
    """The problem with a key whose value has the wrong type or is none of the possible ones."""
    return about(
        *key,
        code="config-value",
        message=f'"{key[-1]}" must be {expected}, not {shown(value)}',
        advice=advice,
    )


def one_of(words: tuple[str, ...]) -> str:
    """The words in quotes, as a choice."""
    quoted = [f'"{word}"' for word in words]
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _missing(key: str, name: str, expected: str, advice: str) -> Problem:
    return about(
        key,
        name,
        code="config-missing",
        message=f'[comments.{key}] needs "{name}", {expected}',
        advice=f'add a line {name} = "…" below [comments.{key}]; {advice}',
    )


def _unknown(key: str, name: str, names: list[str], service: Service[OptionsT]) -> Problem:
    return about(
        key,
        name,
        code="config-unknown-key",
        message=f'[comments.{key}] has no option "{name}"',
        advice=service.elsewhere.get(name) or did_you_mean(name, names) or f"it can have {', '.join(names)}",
    )


def _expected(field: msgspec.structs.FieldInfo) -> tuple[str, str]:
    """What the option must be, and what to do if it is not."""
    said, choices, kind = option_of(field), _choices(field), field.type.__origin__
    example = said.example if kind is str else field.default
    return (
        said.expected or (one_of(choices) if choices else PLAIN_WORDS[kind]),
        said.advice or f"write it like this: {field.name} = {shown(example)}",
    )


def _choices(field: msgspec.structs.FieldInfo) -> tuple[str, ...]:
    kind = field.type.__origin__
    return get_args(kind) if get_origin(kind) is Literal else ()


def shown(value: object) -> str:
    """A TOML value in the words of the person who wrote it."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"'
        case int() | float():
            return str(value)
        case Mapping():
            return "a table"
        case _:
            return "a list" if isinstance(value, list) else "a date"
