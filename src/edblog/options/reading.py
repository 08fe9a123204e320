"""Reads a table of `edblog.toml` into its struct, and reports every problem at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeVar, get_args, get_origin

import msgspec

from edblog.options import Mistake, Setting, choices_of, option_of, plain_type, settings_of, toml
from edblog.problems import Problem, brief, did_you_mean
from edblog.start.stat_scan import CONFIG_NAME

Key = tuple[str, ...]
UnknownKeyAdvice = Callable[[str, Key], str]
"""Returns help for an unknown key and the name of its table; empty if it has none."""
TableT = TypeVar("TableT", bound=msgspec.Struct)
_TOML_TYPES: dict[Any, type] = {str: str, tuple: list, dict: dict}
"""Types of TOML values by types of settings; a value of another type is neither checked nor normalized."""
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def no_advice(_name: str, _at: Key) -> str:
    """No help."""
    return ""


def read_table(
    table: type[TableT], raw: Mapping[str, object], at: Key = (), advise: UnknownKeyAdvice = no_advice
) -> tuple[TableT | None, list[Problem]]:
    """The settings of the table named `at`, or None if one has an error, and every problem."""
    known = {setting.name: setting for setting in settings_of(table)}
    problems = [_unknown(name, known, at, advise) for name in raw if name not in known]
    values = {}
    for name, setting in known.items():
        if name in raw:
            values[name], found = _read_setting(setting, raw[name], at, advise)
            problems += found
        elif setting.is_needed:
            problems.append(_missing(setting, at))
    is_wrong = any(problem.severity == "error" for problem in problems)
    return (None if is_wrong else table(**values)), problems


def problem(key: Key, mistake: Mistake) -> Problem:
    """The problem of a mistake in a setting; `key` is the name of its table and its own name."""
    return Problem(
        CONFIG_NAME, mistake.severity, mistake.code, mistake.message, mistake.help, key=(*key, *mistake.at)
    )


def not_a_table(key: Key, value: object) -> Problem:
    """The problem of a value in place of a table."""
    message = f'"{key[-1]}" must be a table, not {_described(value)}'
    return problem(
        key, Mistake(message, f"write [{'.'.join(key)}] on a line of its own, and its settings below")
    )


def _read_setting(
    setting: Setting, value: object, at: Key, advise: UnknownKeyAdvice
) -> tuple[Any, list[Problem]]:
    key, option = (*at, setting.name), setting.option
    if isinstance(value, Mapping):
        if option.read:
            return option.read(value)
        if setting.table:
            return read_table(setting.table, value, key, advise)
    if option.read or setting.table:
        return None, [not_a_table(key, value)]
    usual = option.example if setting.is_needed else setting.default or option.example
    kept, mistakes = _read_value(
        value, setting.type, f'"{setting.name}"', f"write: {setting.name} = {toml(usual)}"
    )
    return kept, [problem(key, mistake) for mistake in mistakes]


def _read_value(value: object, type_: Any, label: str, advice: str) -> tuple[Any, list[Mistake]]:
    option, plain = option_of(type_), plain_type(type_)
    is_right = isinstance(value, _TOML_TYPES.get(get_origin(plain) or plain, object))
    mistakes = [*_mistakes_in_parts(value, plain, label, advice)] if is_right else []
    if is_right and not mistakes:
        mistakes = [*option.check(value)]
    if any(mistake.severity == "error" for mistake in mistakes):
        return None, mistakes
    if (
        isinstance(value, list)
        and get_origin(plain) is tuple
        and not any(isinstance(item, Mapping) for item in value)
    ):
        value = [*dict.fromkeys(value)]
    try:
        kept = msgspec.convert(option.clean(value) if is_right else value, type_)
    except msgspec.ValidationError:
        return None, [_refused(value, type_, label, advice)]
    if option.choices and value not in option.choices:
        return None, [_refused(value, type_, label, advice)]
    if isinstance(value, str) and _INVISIBLE.search(value):
        message = (
            f"{label.removeprefix('each of ')} contains an invisible character, which is not allowed on pages"
        )
        return None, [Mistake(message, "type the text again by hand")]
    return kept, mistakes


def _mistakes_in_parts(value: Any, plain: Any, label: str, advice: str) -> Iterator[Mistake]:
    """Mistakes in the entries of a list, or of a table with free keys."""
    if get_origin(plain) is tuple:
        for item in value:
            yield from _read_value(item, get_args(plain)[0], f"each of {label}", advice)[1]
    elif get_origin(plain) is dict:
        for name, item in value.items():
            for mistake in _read_value(item, get_args(plain)[1], f'"{name}"', f'write: {name} = "…"')[1]:
                yield mistake._replace(at=(name, *mistake.at))


def _refused(value: object, type_: Any, label: str, advice: str) -> Mistake:
    option, choices, written = option_of(type_), choices_of(type_), _described(value)
    if isinstance(value, str) and plain_type(type_) in (int, bool):
        written = f"the text {written}"
    message = option.refusal.format(written) or f"{label} must be {expected(type_)}, not {written}"
    if value == "" and not (option.refusal or option.expected or choices):
        message = f"{label} is empty"
    guess = did_you_mean(value, choices) if isinstance(value, str) else ""
    return Mistake(message, guess or option.advice or advice)


def expected(type_: Any) -> str:
    """The allowed values of a setting, as the end of the sentence "it must be …"."""
    option, plain, choices = option_of(type_), plain_type(type_), choices_of(type_)
    if option.expected or choices:
        return option.expected or quoted_choice(choices)
    if get_origin(plain) is tuple:
        return "a list of whole numbers" if plain_type(get_args(plain)[0]) is int else "a list of words"
    if plain is int:
        ends = [
            f" {word} {end}" for word, end in (("from", option.low), ("to", option.high)) if end is not None
        ]
        return "a whole number" + "".join(ends)
    return {bool: "true or false", str: "text in quotes"}.get(plain, "a table")


def quoted_choice(words: Collection[str]) -> str:
    """The words in quotes, joined with "or"."""
    quoted = [f'"{word}"' for word in words]
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _described(value: object) -> str:
    """A value in words, for a message."""
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


def _unknown(name: str, known: Mapping[str, Setting], at: Key, advise: UnknownKeyAdvice) -> Problem:
    help_ = advise(name, at) or did_you_mean(name, known) or f"the settings here are: {', '.join(known)}"
    message = f'there is no setting "{".".join((*at, name))}"'
    return problem((*at, name), Mistake(message, help_, "config-unknown-key"))


def _missing(setting: Setting, at: Key) -> Problem:
    option, table = setting.option, ".".join(at)
    message = (
        f'[{table}] needs "{setting.name}", {expected(setting.type)}'
        if at
        else f'"{setting.name}" is missing'
    )
    help_ = f"add a line: {setting.name} = {toml(option.example)}"
    if at:
        help_ = f'add a line {setting.name} = "…" below [{table}]; {option.advice}'
    return problem((*at, setting.name), Mistake(message, help_, "config-missing"))
