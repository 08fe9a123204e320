"""The JSON Schema of `edblog.toml`, with which editors explain and check it while somebody writes."""

from __future__ import annotations

from edblog.options.schema import Schema, table_schema
from edblog.settings.table import Config
from edblog.settings.values import SCHEMA_FOLDER

SCHEMA_PATH = f"{SCHEMA_FOLDER}/settings.json"
"""Where `edblog init` writes it: in a folder that is in git, so that it is there for whoever edits the file without edblog, and also
after `.edblog/`, which holds only what can be made again, was deleted."""


def settings_schema() -> Schema:
    """The JSON Schema of `edblog.toml`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "edblog.toml",
        **table_schema(Config),
    }
