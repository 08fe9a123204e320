"""Readers for groups: values that have fields of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from edblog.options.schema import Schema
from edblog.sources.front_matter.field import Form, Reader, Table
from edblog.sources.front_matter.fields import LIST_LIMIT, Fields
from edblog.sources.front_matter.parsing import Mapping, Sequence
from edblog.sources.front_matter.schema import reference


@dataclass(frozen=True)
class Entries(Reader):
    """Reads a list of groups, each with fields of its own."""

    table: Table
    make: Callable[[dict[str, Any]], Any]
    """Makes an entry from the values of a group; None for a group without content."""
    sample: str
    """An example of a list (YAML) for messages."""

    form: ClassVar[Form] = "groups"
    is_list = True
    stand_in = ()

    @property
    def groups(self) -> Table:
        """The fields of a group."""
        return self.table

    def read(self, fields: Fields, name: str) -> tuple[Any, ...]:
        """The entries. One that is not a group is noted as a problem and left out."""
        value = fields.get(name)
        entries = []
        for item in fields.items(name, value) if value is not None else ():
            if isinstance(item, Mapping):
                entries.append(self.make(self.groups.read(fields.within(item))))
            else:
                message = f'each entry of "{name}" must have fields of its own'
                fields.note(item, "wrong-type", message, f"write: {name}: {self.sample}")
        return tuple(entry for entry in entries if entry is not None)

    def schema(self) -> Schema:
        """One group or a list of groups."""
        group = reference(self.groups)
        return {"anyOf": [group, {"type": "array", "items": group, "maxItems": LIST_LIMIT}]}


@dataclass(frozen=True)
class Group(Entries):
    """Reads a single group with fields of its own."""

    is_list = False

    def read(self, fields: Fields, name: str) -> Any:
        """What is made of the group; None if there is none, or if it has a problem."""
        value = fields.get(name)
        if value is None:
            return None
        # Editors in the browser save a list.
        items = value.items if isinstance(value, Sequence) else (value,)
        if len(items) == 1 and isinstance(items[0], Mapping):
            return self.make(self.groups.read(fields.within(items[0])))
        if items:
            message = f'"{name}" must have fields of its own'
            fields.note(value, "wrong-type", message, f"write: {name}: {self.sample}")
        return None

    def schema(self) -> Schema:
        """The group, or a list with it."""
        group = reference(self.groups)
        return {"anyOf": [group, {"type": "array", "items": group, "maxItems": 1}]}
