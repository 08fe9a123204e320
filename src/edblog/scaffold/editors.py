"""Collects the JSON Schemas of front matter and of settings, with which editors help people while they write."""

from __future__ import annotations

from edblog.kinds import all_kinds
from edblog.kinds.kind import Kind
from edblog.options.schema import Schema, sentence
from edblog.settings.editors import settings_schema
from edblog.sources.front_matter.schema import table_schema

SETTINGS = "settings"


def schemas() -> dict[str, Schema]:
    """The schemas by the name of their kind of content in commands, such as `post`, and the schema of `edblog.toml`."""
    return {kind.word: front_matter_schema(kind) for kind in all_kinds()} | {SETTINGS: settings_schema()}


def front_matter_schema(kind: Kind) -> Schema:
    """The schema of the front matter of a kind of content."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": sentence(kind.what).removesuffix("."),
        "description": f"The front matter of {kind.what}, {_file(kind)}.",
        **table_schema(kind.table),
    }


def _file(kind: Kind) -> str:
    if kind.stands_by:
        return f"a file in content/{kind.stands_by}/ with a language in its name, such as jar.es.md"
    return f"a file in content/{kind.folder}/"
