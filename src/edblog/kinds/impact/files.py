"""Writes the tables of impact for programs: as JSON, and as one table for spreadsheets (RFC 4180)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from edblog.kinds.impact.tallies import Cell, Row, Tally
from edblog.settings import Config

FEW, HIDDEN = "fewer than 5", "not shown"
"""What stands in place of a number, in English in every language."""
COLUMNS = ("phase", "table", "row", "column", "value", "unit")
_RUNS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run."""
Value = int | float | str | None


def shown(cell: Cell) -> Value:
    """A number, or what stands in its place; None where nobody counted."""
    if cell.sign:
        return {"few": FEW, "hidden": HIDDEN, "none": None}[cell.sign]
    return int(cell.value) if cell.value == int(cell.value) else cell.value


def as_json(tables: Sequence[Tally], config: Config) -> str:
    """All tables as JSON."""
    data = {
        "site": config.base_url,
        "title": config.title,
        "terms": [
            {"name": term.name, "from": str(term.first), "to": str(term.last)} for term in config.impact.terms
        ],
        "notes": {
            FEW: "a group of fewer than five people, or nobody",
            HIDDEN: "a number that would give a small group away",
        },
        "tables": [
            {
                "name": table.name,
                "phase": table.phase,
                "title": table.title,
                "columns": table.keys,
                "rows": [_row(row) for row in _rows(table)],
            }
            for table in tables
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_csv(tables: Sequence[Tally]) -> str:
    """All numbers as CSV, one in each row; it starts with a byte order mark, without which Excel reads no accents."""
    lines = [COLUMNS]
    for table in tables:
        name = table.title if table.phase == "reflection" else table.name
        for row in _rows(table):
            for at, (key, cell) in enumerate(zip(table.keys, row.cells, strict=True)):
                value, unit = shown(cell), row.unit if at == len(table.keys) - 1 else ""
                lines.append(
                    (table.phase, name, row.key or row.title, key, "" if value is None else str(value), unit)
                )
    return "\ufeff" + "".join(f"{','.join(map(_cell, line))}\r\n" for line in lines)


def _rows(table: Tally) -> tuple[Row, ...]:
    return (*table.rows, *((table.total,) if table.total else ()))


def _row(row: Row) -> dict[str, object]:
    unit = {"unit": row.unit} if row.unit else {}
    return {"key": row.key or row.title, "title": row.title, "values": [*map(shown, row.cells)], **unit}


def _cell(text: str) -> str:
    """A cell; one that a spreadsheet would run is text for it."""
    text = f"'{text}" if text.startswith(_RUNS) else text
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\r\n') else text
