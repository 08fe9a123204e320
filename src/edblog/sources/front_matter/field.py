"""A field of front matter, said once: reading, messages, guides, JSON Schema, editors and `edblog new` follow from it."""

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
"""The kind of input that a form in an editor shows for a field."""


class Reader:
    """Reads the values of a field, and describes them in JSON Schema."""

    form: ClassVar[Form] = "text"
    is_free_text: ClassVar[bool] = False
    """Whether it is text in which people can be named, so that privacy checks read it."""
    is_list: ClassVar[bool] = False
    can_be_empty: ClassVar[bool] = True
    """Whether an empty field means the same as no field."""
    stand_in: ClassVar[Any] = ""
    """The value in place of a missing one that is needed, so that the other mistakes in the file are found in the same run."""

    @property
    def read_with(self) -> tuple[str, ...]:
        """Names of other fields that this reader reads, too."""
        return ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The words to choose from; none where any value can be written."""
        return ()

    @property
    def groups(self) -> Table | None:
        """The table of the groups of fields that a value can hold."""
        return None

    def read(self, fields: Fields, name: str) -> Any:
        """The value of the field. None where there is none, or where it cannot be used and a problem has been noted."""
        raise NotImplementedError

    def schema(self) -> Schema:
        """JSON Schema of a value that is not empty."""
        raise NotImplementedError

    def conditions(self, name: str) -> Schema:
        """JSON Schema of the file or group that has the field, such as which other field it needs."""
        return {}


@dataclass(frozen=True)
class Field:
    """A field: its name, its reader, and what guides and editors say about it."""

    name: str
    reader: Reader
    meaning: str
    """What it says: a phrase of Markdown, for the guide for teachers and for editors."""
    example: str
    """A value, in YAML."""
    further: tuple[tuple[str, str], ...] = ()
    """Other uses, each with a meaning and an example of its own."""
    needed: str = ""
    """The value that the message shows where the field is missing, in YAML; empty where a file can do without the field."""
    called: Mapping[str, str] = default(default_factory=dict)
    """Names that other programs have for it, in lowercase and without spaces, each with words to add to the advice."""
    label: str = ""
    """Its title in editors; empty where its name will do."""
    is_public: bool = False
    """Whether it holds a name that is meant to be public, so that privacy checks leave it alone."""
    ids_of: str = ""
    """The folder of the kind of content whose ids it holds."""
    instead: str = ""
    """Another field that says the same and more, which forms offer in its place."""

    @property
    def is_free_text(self) -> bool:
        """Whether privacy checks read it."""
        return self.reader.is_free_text and not self.is_public


def called(names: str, also: str = "") -> dict[str, str]:
    """Names of other programs for a field, each with the same words to add to the advice."""
    return dict.fromkeys(names.split(), also)


@dataclass(frozen=True)
class Table:
    """The fields of a file, or of a group within a field."""

    what: str
    """One such file or group, in messages: `a story`, `a link`."""
    fields: tuple[Field, ...]
    hold_back: str = ""
    """The advice for one that nobody may read yet."""
    can_be_draft: bool = False
    describes_others: bool = True
    """Whether it describes a person or a thing, so that a status or a date may be theirs."""

    @property
    def thing(self) -> str:
        """The same without an article: `story`."""
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
    def read_in_turn(self) -> tuple[Field, ...]:
        """The fields, without those that the reader of another one reads."""
        others = {name for field in self.fields for name in field.reader.read_with}
        return tuple(field for field in self.fields if field.name not in others)

    @cached_property
    def not_free(self) -> frozenset[str]:
        """Names of fields that privacy checks leave alone, also within groups."""
        return frozenset(f.name for table in every_table(self) for f in table.fields if not f.is_free_text)

    @cached_property
    def pictures(self) -> tuple[tuple[str, str], ...]:
        """Names of fields with a picture, each with the name of the field for its description."""
        return tuple(
            (field.name, field.reader.read_with[0]) for field in self.fields if field.reader.form == "picture"
        )

    def read(self, fields: Fields) -> dict[str, Any]:
        """The values by field, and a note of everything that is wrong with them."""
        fields.known(self)
        values = {}
        for field in self.read_in_turn:
            value = field.reader.read(fields, field.name)
            if field.needed and value in (None, "", ()):
                if fields.is_blank(field.name):
                    fields.missing((field.name,), f"{field.name}: {field.needed}")
                value = field.reader.stand_in
            if value is not None:
                values[field.name] = value
        return values


def every_table(table: Table) -> Iterator[Table]:
    """A table, and the tables of the groups within its fields."""
    yield table
    for field in table.fields:
        if field.reader.groups is not None:
            yield from every_table(field.reader.groups)
