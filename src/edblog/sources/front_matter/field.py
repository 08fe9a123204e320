"""A field of front matter, said once: readers, messages, guides, JSON Schema, editors and `edblog new` all go by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from functools import cached_property
from typing import Any, ClassVar, Literal

from edblog.options.schema import Schema
from edblog.sources.front_matter.fields import Fields

Form = Literal[
    "text", "yes or no", "draft", "number", "choice", "moment", "list", "tags", "picture", "groups"
]
"""How a field is filled in, in forms of editors."""


class Reader:
    """How the values of a field are written: what reads one, and what JSON Schema says of it."""

    form: ClassVar[Form] = "text"
    is_free_text: ClassVar[bool] = False
    """Whether people can be named in it, so that it is looked through for what is private."""
    is_list: ClassVar[bool] = False
    can_be_empty: ClassVar[bool] = True
    """Whether a field with nothing in it is the same as none."""
    stand_in: ClassVar[Any] = ""
    """The value of a needed field that is missing, so that the other mistakes of the file are found in the same run."""

    @property
    def others(self) -> tuple[str, ...]:
        """Names of fields that are read together with this one."""
        return ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The words from which one can choose; none where anything can be written."""
        return ()

    @property
    def groups(self) -> Table | None:
        """The table of the groups of fields that can be in it."""
        return None

    def read(self, fields: Fields, name: str) -> Any:
        """The value of the field; None where it has none, or none that can be used, of which a problem has been noted."""
        raise NotImplementedError

    def schema(self) -> Schema:
        """JSON Schema of a value that is not empty."""
        raise NotImplementedError

    def conditions(self, name: str) -> Schema:
        """JSON Schema of the whole group that the field is in, such as what else has to be there."""
        return {}


@dataclass(frozen=True)
class Field:
    """A field: its name, how it is written, and what people are told about it."""

    name: str
    reader: Reader
    meaning: str
    """What it says, in a phrase of Markdown, as the guide for teachers has it."""
    example: str
    """A value, in YAML."""
    further: tuple[tuple[str, str], ...] = ()
    """Other uses, each with a meaning and an example of its own."""
    needed: str = ""
    """Where every file must have it: the value that a message shows, in YAML."""
    called: Mapping[str, str] = default(default_factory=dict)
    """Names that other programs have for it, small and written together, each with what to say besides."""
    label: str = ""
    """Its title in editors; empty for its name."""
    is_public: bool = False
    """Whether what is in it is a name or a word that everybody may know."""
    ids_of: str = ""
    """The folder of the kind of content whose ids it holds."""
    instead: str = ""
    """The field that forms offer in its place, since that one can say the same and more."""

    @property
    def is_free_text(self) -> bool:
        """Whether people can be named in it who are not meant to be public."""
        return self.reader.is_free_text and not self.is_public


def called(names: str, also: str = "") -> dict[str, str]:
    """Names of other programs for a field, and what to say besides of each of them."""
    return dict.fromkeys(names.split(), also)


@dataclass(frozen=True)
class Table:
    """The fields that a file can have, or an entry within one."""

    what: str
    """One of what has the fields: `a story`, `a link`."""
    fields: tuple[Field, ...]
    away: str = ""
    """What to do with one that nobody may read yet."""
    can_be_draft: bool = False
    is_about_others: bool = True
    """Whether it describes somebody or something, so that a status may be theirs."""

    @property
    def thing(self) -> str:
        """One of them, as the second half of `this story`."""
        return self.what.partition(" ")[2].partition(" who ")[0]

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by their names."""
        return {field.name: field for field in self.fields}

    @cached_property
    def by_other_name(self) -> dict[str, tuple[Field, ...]]:
        """The fields by the names of other programs."""
        found: dict[str, tuple[Field, ...]] = {}
        for field in self.fields:
            for name in field.called:
                found[name] = (*found.get(name, ()), field)
        return found

    @cached_property
    def first_ones(self) -> tuple[Field, ...]:
        """The fields, without those that are read together with another one."""
        others = {name for field in self.fields for name in field.reader.others}
        return tuple(field for field in self.fields if field.name not in others)

    @cached_property
    def not_free(self) -> frozenset[str]:
        """Names of fields that are not looked through for what is private, also of those within others."""
        return frozenset(f.name for table in every_table(self) for f in table.fields if not f.is_free_text)

    @cached_property
    def pictures(self) -> tuple[tuple[str, str], ...]:
        """Names of fields with a picture, each with that of the field that describes it."""
        return tuple(
            (field.name, field.reader.others[0]) for field in self.fields if field.reader.form == "picture"
        )

    def read(self, fields: Fields) -> dict[str, Any]:
        """The value of each field that has one, by name; what is wrong with them is noted."""
        fields.known(self)
        values = {}
        for field in self.first_ones:
            value = field.reader.read(fields, field.name)
            if field.needed and value in (None, "", ()):
                if fields.is_blank(field.name):
                    fields.missing((field.name,), f"{field.name}: {field.needed}")
                value = field.reader.stand_in
            if value is not None:
                values[field.name] = value
        return values


def every_table(table: Table) -> Iterator[Table]:
    """A table, and those of the groups within its fields."""
    yield table
    for field in table.fields:
        if field.reader.groups is not None:
            yield from every_table(field.reader.groups)
