"""Generates JSON Schema (2020-12) for front matter from the tables of fields."""

from __future__ import annotations

import re
from typing import Any

from edblog.options.schema import Schema, sentence, title_of
from edblog.sources.front_matter.field import Field, Table, every_table
from edblog.sources.front_matter.fields import EDITOR_MARK
from edblog.sources.front_matter.parsing import Mapping, Scalar, Value, parse

_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
_CONSTANTS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


def table_schema(table: Table) -> Schema:
    """The schema of a table; `$defs` has the schemas of its groups."""
    _, *groups = every_table(table)
    inner = {_name(group): _object_schema(group) for group in groups}
    unseen = {"patternProperties": {f"^{EDITOR_MARK}$": True}}
    return {**_object_schema(table), **unseen, **({"$defs": inner} if inner else {})}


def reference(table: Table) -> Schema:
    """A `$ref` to the schema of a group in `$defs`."""
    return {"$ref": f"#/$defs/{_name(table)}"}


def _name(table: Table) -> str:
    return table.thing.replace(" ", "-")


def _object_schema(table: Table) -> Schema:
    schema: Schema = {
        "type": "object",
        "properties": {field.name: _field_schema(field) for field in table.fields},
        "additionalProperties": False,
    }
    if needed := [field.name for field in table.fields if field.needed]:
        schema["required"] = needed
    conditions = (field.reader.conditions(field.name) for field in table.fields)
    if together := [condition for condition in conditions if condition]:
        schema["allOf"] = together
    return schema


def _field_schema(field: Field) -> Schema:
    """The schema of a field, with its title, description and examples for people."""
    schema = field.reader.schema()
    if field.needed:
        schema.setdefault("pattern", r"\S")
    elif field.reader.can_be_empty:
        schema = nullable(schema)
    examples = [field.example, *(example for _, example in field.further)]
    return {
        "title": field.label or title_of(field.name),
        "description": sentence(field.meaning),
        **schema,
        "examples": [as_json(example_of(field.name, example)) for example in examples],
    }


def nullable(schema: Schema) -> Schema:
    """The schema of a value that may also be null, or quotes with nothing between them."""
    if "enum" in schema:
        return {**schema, "enum": list(dict.fromkeys((*schema["enum"], "", None)))}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"enum": ["", None]}]}
    types = schema["type"]
    pattern = {"pattern": rf"^\s*$|{schema['pattern']}"} if "pattern" in schema else {}
    return {**schema, **pattern, "type": [*([types] if isinstance(types, str) else types), "null"]}


def example_of(name: str, example: str) -> Value:
    """An example (YAML) parsed as the value of the field `name`."""
    fields = parse("", f"---\n{name}: {example}\n---\n").fields
    assert fields is not None
    return fields.items[name]


def as_json(value: Value) -> Any:
    """The JSON value that programs with the core schema of YAML 1.2.2 (section 10.3) would read."""
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items.items()}
    if not isinstance(value, Scalar):
        return [as_json(item) for item in value.items]
    if value.empty:
        return None
    if value.quoted:
        return value.text
    if _NUMBER.fullmatch(value.text):
        return float(value.text) if any(c in value.text for c in ".eE") else int(value.text)
    return _CONSTANTS.get(value.text, value.text)
