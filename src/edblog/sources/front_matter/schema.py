"""JSON Schema (2020-12) of front matter, made from the tables of fields."""

from __future__ import annotations

import re
from typing import Any

from edblog.sources.front_matter.field import Field, Schema, Table
from edblog.sources.front_matter.parsing import Mapping, Scalar, Value, parse

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Linear: neither part goes beyond its bracket.
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
_CONSTANTS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


def document_schema(table: Table, about: str) -> Schema:
    """The schema of the front matter of a file; `about` says of which files."""
    title = table.what[:1].upper() + table.what[1:]
    return {"$schema": DIALECT, "title": title, "description": about, **object_schema(table)}


def object_schema(table: Table) -> Schema:
    """The schema of a group of fields."""
    schema: Schema = {
        "type": "object",
        "properties": {field.name: field_schema(field) for field in table.fields},
        "additionalProperties": False,
    }
    if needed := [field.name for field in table.fields if field.needed]:
        schema["required"] = needed
    conditions = (field.reader.conditions(field.name) for field in table.fields)
    if together := [condition for condition in conditions if condition]:
        schema["allOf"] = together
    return schema


def field_schema(field: Field) -> Schema:
    """The schema of a field, with what people are told about it."""
    schema = field.reader.schema()
    if field.needed:
        schema.setdefault("pattern", r"\S")
    else:
        schema = nullable(schema)
    examples = [field.example, *(example for _, example in field.further)]
    return {
        "title": field.title,
        "description": _LINK.sub(r"\1", field.meaning),
        **schema,
        "examples": [as_json(example_of(field.name, example)) for example in examples],
    }


def nullable(schema: Schema) -> Schema:
    """The schema of a value that may be left empty."""
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    types = schema["type"]
    return {**schema, "type": [*([types] if isinstance(types, str) else types), "null"]}


def example_of(name: str, example: str) -> Value:
    """An example as edblog reads it."""
    fields = parse("", f"---\n{name}: {example}\n---\n").fields
    assert fields is not None
    return fields.items[name]


def as_json(value: Value) -> Any:
    """A value as programs have it that read YAML by the core schema of YAML 1.2.2 (section 10.3)."""
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
