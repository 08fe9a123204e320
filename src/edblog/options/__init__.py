"""Settings, each said once.

A table of `edblog.toml` is a frozen struct. The name, the type and the default of a setting are those of a field; `option` in its
annotation adds everything else. From these come reading with its messages (`reading.py`), the JSON Schema for editors
(`schema.py`), and the tables of the guides, which a test compares.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from edblog.problems import Problem, Severity


class Wrong(NamedTuple):
    """One thing that is wrong with a value, and what to do."""

    message: str
    help: str
    code: str = "config-value"
    severity: Severity = "error"
    at: tuple[str, ...] = ()
    """The key, if it is a part of a table."""


Read = Callable[[Mapping[str, object]], tuple[Any, list[Problem]]]
"""Reads a table in a way of its own: its value, or None, and every problem."""


def _nothing(_value: object) -> Iterable[Wrong]:
    return ()


def _unchanged(value: object) -> object:
    return value


class Option(msgspec.Struct, frozen=True):
    """Everything about a setting that its name, its type and its default do not say."""

    meaning: str = ""
    """Its effect, in Markdown, without a capital letter and a period, as in a cell of a table."""
    example: Any = ""
    """A value that somebody might choose."""
    without: str = ""
    """Words of the guide in the place of an empty default."""
    expected: str = ""
    """Completes the sentence "it must be …"; empty where the type says enough."""
    advice: str = ""
    """Help with a wrong value; empty: write the default, or else the example."""
    refusal: str = ""
    """The message for a value of the right type, with `{}` for the value; empty: "it must be …"."""
    low: int | None = None
    high: int | None = None
    choices: Collection[str] = ()
    """All texts that it can be; empty: any, or those of a `Literal`."""
    check: Callable[[Any], Iterable[Wrong]] = _nothing
    """Finds mistakes in a value of the right type, and has words of its own for them."""
    clean: Callable[[Any], object] = _unchanged
    """Turns a good value into the one that is kept."""
    read: Read | None = None
    """Reads a table that is no struct."""
    schema: Callable[[], dict[str, Any]] | None = None
    """Its JSON Schema, where the type says too little."""


def option(
    meaning: str = "",
    example: Any = "",
    *,
    low: int | None = None,
    high: int | None = None,
    pattern: str | None = None,
    choices: Collection[str] = (),
    **more: Any,
) -> msgspec.Meta:
    """The annotation that declares an `Option`; `pattern` is a regular expression that all texts match."""
    said = Option(meaning, example, low=low, high=high, choices=choices, **more)
    extra: dict[str, Any] = {"option": said}
    if pattern is not None:
        return msgspec.Meta(pattern=pattern, extra=extra)
    enum = {"enum": list(said.choices)} if said.choices else None
    return msgspec.Meta(ge=low, le=high, extra_json_schema=enum, extra=extra)


class Row(NamedTuple):
    """A setting, or a table of settings, with everything that is said about it."""

    name: str
    type: Any
    """With its annotation."""
    default: Any
    """`msgspec.NODEFAULT` where it is needed."""
    option: Option

    @property
    def is_needed(self) -> bool:
        """Whether there is no site without it."""
        return self.default is msgspec.NODEFAULT

    @property
    def is_scalar(self) -> bool:
        """Whether it has one value, and is no table."""
        return not (self.table or self.option.read)

    @property
    def table(self) -> type[msgspec.Struct] | None:
        """The struct of a table within this one."""
        return self.type if isinstance(self.type, type) and issubclass(self.type, msgspec.Struct) else None


def rows(table: type[msgspec.Struct]) -> list[Row]:
    """The settings of a table. A field without an `option` that is no table is none."""
    found = []
    for field in msgspec.structs.fields(table):
        default = field.default
        if field.default_factory is not msgspec.NODEFAULT:
            default = field.default_factory()
        row = Row(field.name, field.type, default, option_of(field.type))
        if row.option.meaning or row.table:
            found.append(row)
    return found


def option_of(type_: Any) -> Option:
    """The option that an annotated type declares."""
    metas = [meta for meta in get_args(type_)[1:] if isinstance(meta, msgspec.Meta)]
    said = (metas[-1].extra or {}).get("option") if metas else None
    return said if isinstance(said, Option) else Option()


def plain_type(type_: Any) -> Any:
    """A type without its annotation, and without the None of a setting that is not given."""
    if get_origin(type_) is Annotated:
        type_ = get_args(type_)[0]
    if get_origin(type_) in (Union, UnionType):
        kept = [part for part in get_args(type_) if part is not type(None)]
        return kept[0] if len(kept) == 1 else type_
    return type_


def choices_of(type_: Any) -> Collection[str]:
    """All texts that a value of a type can be, where they are listed."""
    plain = plain_type(type_)
    return get_args(plain) if get_origin(plain) is Literal else option_of(type_).choices


def toml(value: object) -> str:
    """A value as it is written in `edblog.toml`."""
    match value:
        case Mapping():
            pairs = ", ".join(f"{key} = {toml(item)}" for key, item in value.items())
            return f"{{ {pairs} }}" if pairs else "{}"
        case list() | tuple():
            return f"[{', '.join(map(toml, value))}]"
        case date():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=False)
