"""Declarations of settings. Each setting is defined in one place.

A table of `edblog.toml` is a frozen struct. A field gives the name, the type and the default of a setting; `option` in its
annotation adds everything else. Reading with its messages (`reading.py`), the JSON Schema for editors (`schema.py`) and
the tables in the guides (checked by a test) are derived from these declarations.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from edblog.problems import Problem, Severity


class Mistake(NamedTuple):
    """One mistake in a value, and what to do."""

    message: str
    help: str
    code: str = "config-value"
    severity: Severity = "error"
    at: tuple[str, ...] = ()
    """The key within the value, if the value is a table."""


Read = Callable[[Mapping[str, object]], tuple[Any, list[Problem]]]
"""Reads a table that is not a struct: its value, or None, and every problem."""


def _nothing(_value: object) -> Iterable[Mistake]:
    return ()


def _unchanged(value: object) -> object:
    return value


class Option(msgspec.Struct, frozen=True):
    """The declaration of a setting, apart from its name, type and default."""

    meaning: str = ""
    """The effect of the setting, in Markdown, without a capital letter and a period, for a cell of a table."""
    example: Any = ""
    """A sensible value."""
    default_text: str = ""
    """Text in the guide in place of an empty default."""
    expected: str = ""
    """The end of the sentence "it must be …"; empty to derive it from the type."""
    advice: str = ""
    """Help for a wrong value; empty to suggest the default or the example."""
    refusal: str = ""
    """The message for a wrong value, with `{}` for the value; empty for "it must be …"."""
    low: int | None = None
    high: int | None = None
    choices: Collection[str] = ()
    """All allowed texts; empty if any text is allowed, or if the type is a `Literal`."""
    check: Callable[[Any], Iterable[Mistake]] = _nothing
    """Finds further mistakes in a value of the right type."""
    clean: Callable[[Any], object] = _unchanged
    """Normalizes a valid value."""
    read: Read | None = None
    """Reads a table that is not a struct."""
    schema: Callable[[], dict[str, Any]] | None = None
    """Its JSON Schema, if the type is not precise enough."""


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
    declared = Option(meaning, example, low=low, high=high, choices=choices, **more)
    extra: dict[str, Any] = {"option": declared}
    if pattern is not None:
        return msgspec.Meta(pattern=pattern, extra=extra)
    enum = {"enum": list(declared.choices)} if declared.choices else None
    return msgspec.Meta(ge=low, le=high, extra_json_schema=enum, extra=extra)


class Setting(NamedTuple):
    """A setting, or a table of settings, with its declaration."""

    name: str
    type: Any
    """Type with annotation."""
    default: Any
    """`msgspec.NODEFAULT` for a required setting."""
    option: Option

    @property
    def is_needed(self) -> bool:
        """Whether the setting is required."""
        return self.default is msgspec.NODEFAULT

    @property
    def is_scalar(self) -> bool:
        """Whether it has a single value, and is not a table."""
        return not (self.table or self.option.read)

    @property
    def table(self) -> type[msgspec.Struct] | None:
        """The struct of a nested table; None for other settings."""
        return self.type if isinstance(self.type, type) and issubclass(self.type, msgspec.Struct) else None


def settings_of(table: type[msgspec.Struct]) -> list[Setting]:
    """The settings in a table; fields without an `option` are left out, except for nested tables."""
    found = []
    for field in msgspec.structs.fields(table):
        default = field.default
        if field.default_factory is not msgspec.NODEFAULT:
            default = field.default_factory()
        setting = Setting(field.name, field.type, default, option_of(field.type))
        if setting.option.meaning or setting.table:
            found.append(setting)
    return found


def option_of(type_: Any) -> Option:
    """The option in the annotation of a type."""
    metas = [meta for meta in get_args(type_)[1:] if isinstance(meta, msgspec.Meta)]
    declared = (metas[-1].extra or {}).get("option") if metas else None
    return declared if isinstance(declared, Option) else Option()


def plain_type(type_: Any) -> Any:
    """A type without its annotation, and without the None of an optional setting."""
    if get_origin(type_) is Annotated:
        type_ = get_args(type_)[0]
    if get_origin(type_) in (Union, UnionType):
        kept = [part for part in get_args(type_) if part is not type(None)]
        return kept[0] if len(kept) == 1 else type_
    return type_


def choices_of(type_: Any) -> Collection[str]:
    """All allowed texts for a type; empty if they are not limited."""
    plain = plain_type(type_)
    return get_args(plain) if get_origin(plain) is Literal else option_of(type_).choices


def toml(value: object) -> str:
    """A value in the syntax of `edblog.toml`."""
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
