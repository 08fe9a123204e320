"""Exports the rules of a table of fields as JSON, for forms that check while a writer types.

They come from the same readers as the check of files, so there is one definition of each length and each id.
"""

from __future__ import annotations

from typing import Any

from edblog.problems.checks import CHECKS
from edblog.sources.front_matter.field import Field, Table

Rules = dict[str, Any]
"""JSON."""


def table_rules(table: Table) -> Rules:
    """The rules of the fields of a table, by name."""
    return {field.name: _field_rules(field) for field in table.fields}


def _field_rules(field: Field) -> Rules:
    missing = f"missing-{field.name}"
    found: Rules = {"form": field.reader.form, "needed": bool(field.needed), **field.reader.rules()}
    found["missing"] = missing if missing in CHECKS else "missing-field"
    if field.ids_of:
        found["ids_of"] = field.ids_of
    if field.reader.groups is not None:
        found["groups"] = table_rules(field.reader.groups)
    return found
