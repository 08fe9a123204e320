"""Defines fields of front matter. Reading, messages, guides, JSON Schema, editors and `edblog new` all use these definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from functools import cached_property
from typing import Any, ClassVar, Literal

from edblog.options.schema import Schema
from edblog.sources.front_matter.fields import Fields

Form = Literal[
    "text", "yes or no", "draft", "number", "choice", "moment", "list", "tags", "picture", "file", "groups"
]
"""The kind of input control that an editor's form shows for a field."""


class Reader:
    """Reads the values of one type of field, and describes them in JSON Schema."""

    form: ClassVar[Form] = "text"
    is_free_text: ClassVar[bool] = False
    """Whether a value can contain names of people, so that privacy checks read it."""
    is_list: ClassVar[bool] = False
    can_be_empty: ClassVar[bool] = True
    """Whether an empty field is allowed, and means the same as no field."""
    stand_in: ClassVar[Any] = ""
    """The value used for a missing required field, so that reading goes on and finds the file's other mistakes in the same run."""

    @property
    def read_with(self) -> tuple[str, ...]:
        """The names of other fields that this reader also reads."""
        return ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The allowed values; empty if every value is allowed."""
        return ()

    @property
    def groups(self) -> Table | None:
        """The fields of the groups that a value contains; None for a value without groups."""
        return None

    def read(self, fields: Fields, name: str) -> Any:
        """The value of the field. None if there is none, or if it is wrong; then a problem has been noted in `fields`."""
        raise NotImplementedError

    def schema(self) -> Schema:
        """The JSON Schema of a value that is not empty."""
        raise NotImplementedError

    def rules(self) -> dict[str, Any]:
        """JSON of what a form can check while a writer types, such as the `limit` of a text in characters."""
        return {}

    def conditions(self, name: str) -> Schema:
        """A JSON Schema for the file or group around the field, such as that another field is required with it; {} for none."""
        return {}


@dataclass(frozen=True)
class Field:
    """A field: its name, its reader, and its description in guides and editors."""

    name: str
    reader: Reader
    meaning: str
    """Its description, a phrase in Markdown, for the guide for teachers and for editors."""
    example: str
    """An example value, in YAML."""
    further: tuple[tuple[str, str], ...] = ()
    """Other ways to use it: pairs of a description and an example."""
    needed: str = ""
    """For a required field, the example (YAML) in the message about a missing one; empty for an optional field."""
    called: Mapping[str, str] = default(default_factory=dict)
    """Names of this field in other programs, in lowercase without spaces; each with words to add to the advice, or ""."""
    label: str = ""
    """Its title in editors; empty to use its name."""
    is_public: bool = False
    """Whether it contains a name that is meant to be public, so that privacy checks skip it."""
    ids_of: str = ""
    """If its values are ids, the folder of the files with these ids."""
    review: str = ""
    """Advice for a reviewer when a pull request writes or changes it; empty where it needs no care."""
    instead: str = ""
    """A more general field that forms offer in place of this one."""

    @property
    def is_free_text(self) -> bool:
        """Whether privacy checks read it."""
        return self.reader.is_free_text and not self.is_public


def called(names: str, also: str = "") -> dict[str, str]:
    """A value for `Field.called`: `names` separated by spaces, each with the same words `also` to add to the advice."""
    return dict.fromkeys(names.split(), also)


@dataclass(frozen=True)
class Table:
    """The fields of a file, or of a group within a field."""

    what: str
    """Its name in messages, with an article: `a story`, `a link`."""
    fields: tuple[Field, ...]
    hold_back: str = ""
    """The advice on how to keep such a file off the site for now."""
    can_be_draft: bool = False
    describes_others: bool = True
    """Whether it describes a person or a thing, so that a field such as `status` or `expires` may be about that, not about the file."""

    @property
    def thing(self) -> str:
        """The name in messages without an article: `story`."""
        return self.what.partition(" ")[2].partition(" who ")[0]

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by their names."""
        return {field.name: field for field in self.fields}

    @cached_property
    def by_other_name(self) -> dict[str, tuple[Field, ...]]:
        """The fields by their names in other programs."""
        found: dict[str, tuple[Field, ...]] = {}
        for field in self.fields:
            for name in field.called:
                found[name] = (*found.get(name, ()), field)
        return found

    @cached_property
    def read_in_turn(self) -> tuple[Field, ...]:
        """The fields to read, without those that the reader of another field reads."""
        others = {name for field in self.fields for name in field.reader.read_with}
        return tuple(field for field in self.fields if field.name not in others)

    @cached_property
    def not_free(self) -> frozenset[str]:
        """The names of fields that privacy checks skip, including those in groups."""
        return frozenset(f.name for table in every_table(self) for f in table.fields if not f.is_free_text)

    @cached_property
    def pictures(self) -> tuple[tuple[str, str], ...]:
        """Pairs of the name of a field for a picture, and the name of the field for its description."""
        return tuple(
            (field.name, field.reader.read_with[0]) for field in self.fields if field.reader.form == "picture"
        )

    def read(self, fields: Fields) -> dict[str, Any]:
        """The values by name of the field; problems are noted in `fields`."""
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
    """The table itself, and the tables of all groups in its fields."""
    yield table
    for field in table.fields:
        if field.reader.groups is not None:
            yield from every_table(field.reader.groups)
