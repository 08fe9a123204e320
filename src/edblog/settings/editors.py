"""The JSON Schema of `edblog.toml`, for help and checks in editors."""

from __future__ import annotations

from edblog.options.schema import Schema, table_schema
from edblog.settings.table import Config
from edblog.settings.values import SCHEMA_FOLDER

SCHEMA_PATH = f"{SCHEMA_FOLDER}/settings.json"
"""Path of the schema that `edblog init` writes: in git, so that people who edit the file without edblog have it as well, and
not in `.edblog/`, which may be deleted."""


def settings_schema() -> Schema:
    """The JSON Schema of `edblog.toml`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "edblog.toml",
        **table_schema(Config),
    }
