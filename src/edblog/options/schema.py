"""A table of `edblog.toml` -> its JSON Schema (2020-12), with which editors help while somebody writes.

Editors read older drafts as well, so it has only keywords that mean the same in draft 7.
"""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from edblog.options import Row, choices_of, rows

Schema = dict[str, Any]
_TITLES = {"url": "URL", "kb": "kB", "mb": "MB", "id": "ID", "css": "CSS", "lang": "language", "repo": "repository"}  # fmt: skip
"""Parts of names that people write in another way."""
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()]*\)")


def table_schema(table: type[msgspec.Struct], meaning: str = "") -> Schema:
    """The schema of a table."""
    known = rows(table)
    needed = [row.name for row in known if row.is_needed]
    return {
        "type": "object",
        "description": sentence(meaning or table.__doc__ or ""),
        "properties": {row.name: _row_schema(row) for row in known},
        **({"required": needed} if needed else {}),
        "additionalProperties": False,
    }


def schema_text(schema: Schema) -> str:
    """A schema as the text of a file, in which versions are easy to compare."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def described(schema: Schema) -> Schema:
    """A schema of a table that explains its settings, and takes any value."""
    kept = ("title", "description", "default", "examples")
    properties = {
        name: {word: said for word, said in row.items() if word in kept}
        for name, row in schema["properties"].items()
    }
    return {"description": schema["description"], "properties": properties}


def _row_schema(row: Row) -> Schema:
    title, said, choices = title_of(row.name), row.option, choices_of(row.type)
    if row.table:
        return {"title": title} | table_schema(row.table)
    found: Schema = {"title": title, "description": sentence(said.meaning)}
    if said.schema:
        found |= said.schema() | found
    else:
        found |= {"enum": [*choices]} if choices else msgspec.json.schema(row.type)
    if row.default is not None and not row.is_needed:
        found["default"] = row.default
    if said.example != "":
        found["examples"] = [said.example]
    return _portable(found)


def _portable(schema: Schema) -> Schema:
    r"""A schema as JSON has it: lists for tuples, texts for dates, and the end of a text is `$`, and not `\Z` as in Python."""
    portable: Schema = msgspec.json.decode(msgspec.json.encode(schema).replace(rb"\\Z", b"$"))
    return portable


def sentence(meaning: str) -> str:
    """A meaning as a sentence for editors, which know nothing of the links of the guide."""
    plain = _LINK.sub(r"\1", meaning)
    return f"{plain[:1].upper()}{plain[1:].removesuffix('.')}." if plain else ""


def title_of(name: str) -> str:
    """The name of a setting or field as a title: `base_url` is Base URL."""
    words = [_TITLES.get(word, word) for word in name.split("_")]
    return " ".join(words)[:1].upper() + " ".join(words)[1:]
