"""JSON Schemas (2020-12) of tables in `edblog.toml`, which editors use for help while typing.

Some editors read older drafts, so only keywords with the same meaning in draft 7 are used.
"""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from edblog.options import Setting, choices_of, settings_of

Schema = dict[str, Any]
_TITLES = {"url": "URL", "kb": "kB", "mb": "MB", "id": "ID", "css": "CSS", "lang": "language", "repo": "repository"}  # fmt: skip
"""Words for parts of names."""
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()]*\)")


def table_schema(table: type[msgspec.Struct], meaning: str = "") -> Schema:
    """The schema of a table."""
    known = settings_of(table)
    needed = [setting.name for setting in known if setting.is_needed]
    return {
        "type": "object",
        "description": sentence(meaning or table.__doc__ or ""),
        "properties": {setting.name: _setting_schema(setting) for setting in known},
        **({"required": needed} if needed else {}),
        "additionalProperties": False,
    }


def schema_text(schema: Schema) -> str:
    """A schema as formatted JSON, so that versions are easy to compare."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def without_rules(schema: Schema) -> Schema:
    """A schema of a table that explains its settings, but accepts any value."""
    kept = ("title", "description", "default", "examples")
    properties = {
        name: {word: value for word, value in setting.items() if word in kept}
        for name, setting in schema["properties"].items()
    }
    return {"description": schema["description"], "properties": properties}


def _setting_schema(setting: Setting) -> Schema:
    title, option, choices = title_of(setting.name), setting.option, choices_of(setting.type)
    if setting.table:
        return {"title": title} | table_schema(setting.table)
    found: Schema = {"title": title, "description": sentence(option.meaning)}
    if option.schema:
        found |= option.schema() | found
    else:
        found |= {"enum": [*choices]} if choices else msgspec.json.schema(setting.type)
    if setting.default is not None and not setting.is_needed:
        found["default"] = setting.default
    if option.example != "":
        found["examples"] = [option.example]
    return _portable(found)


def _portable(schema: Schema) -> Schema:
    r"""A schema in plain JSON: lists for tuples, texts for dates, and `$` instead of Python's `\Z` in patterns."""
    portable: Schema = msgspec.json.decode(msgspec.json.encode(schema).replace(rb"\\Z", b"$"))
    return portable


def sentence(meaning: str) -> str:
    """A meaning as a sentence for editors, without the links of the guide."""
    plain = _LINK.sub(r"\1", meaning)
    return f"{plain[:1].upper()}{plain[1:].removesuffix('.')}." if plain else ""


def title_of(name: str) -> str:
    """A title for the name of a setting or field: Base URL for `base_url`."""
    words = [_TITLES.get(word, word) for word in name.split("_")]
    return " ".join(words)[:1].upper() + " ".join(words)[1:]
