"""Tables for the PDF: the cells of each row, in as many columns as the table has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from edblog.outputs.books.nodes import Node

MOST_COLUMNS = 60
Nodes = Callable[[list[Node | str]], list[Any]]


def table(node: Node, nodes: Nodes) -> dict[str, Any]:
    """The rows of the head and of the body, the number of columns and the caption. Rows that are too short get empty cells."""
    rows: dict[str, list[list[dict[str, Any]]]] = {"thead": [], "tbody": []}
    caption: list[Any] = []
    for part in node.children:
        if not isinstance(part, Node):
            continue
        if part.tag == "caption":
            caption = nodes(part.children)
        else:
            rows[part.tag] += [_cells(row, nodes) for row in part.children if isinstance(row, Node)]
    columns = 1
    parts = [_laid(found) for found in rows.values()]
    columns = max((width for widths in parts for width in widths), default=1) or 1
    for found, widths in zip(rows.values(), parts, strict=True):
        for row, width in zip(found, widths, strict=True):
            row.extend([_cell([], 1, 1)] * (columns - width))
    return {"head": rows["thead"], "rows": rows["tbody"], "columns": columns, "caption": caption}


def _cells(row: Node, nodes: Nodes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for cell in row.children:
        if isinstance(cell, Node):
            across = min(int(cell.attributes.get("colspan", "1")), MOST_COLUMNS)
            side = cell.attributes.get("class", "")
            align = next((word for word in ("right", "center") if word in side), "")
            found.append(
                _cell(
                    nodes(cell.children),
                    across,
                    int(cell.attributes.get("rowspan", "1")),
                    align,
                    is_head=cell.tag == "th",
                )
            )
    return found


def _cell(
    children: list[Any], across: int, down: int, align: str = "", *, is_head: bool = False
) -> dict[str, Any]:
    return {"c": children, "colspan": across, "rowspan": down, "align": align, "head": is_head}


def _laid(rows: list[list[dict[str, Any]]]) -> list[int]:
    """The width of each row, with cells that reach down from rows above; no cell reaches below the last row."""
    reach: list[int] = [0] * len(rows)
    for at, row in enumerate(rows):
        for cell in row:
            cell["rowspan"] = min(cell["rowspan"], len(rows) - at)
            for below in range(at, at + cell["rowspan"]):
                reach[below] += cell["colspan"]
    return reach
