"""Formulas for the PDF: MathML as data, with what stands between two brackets together, so that the brackets grow with it."""

from __future__ import annotations

from typing import Any

from edblog.outputs.books.nodes import Node

_CLOSING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉"}


def formula(node: Node) -> list[Any]:
    """The data of the parts of a formula."""
    parts: list[Any] = []
    opened: list[tuple[str, int]] = []
    for child in node.children:
        parts.append(child if isinstance(child, str) else {"t": child.tag, "a": {}, "c": formula(child)})
        mark = _mark(child)
        if mark in _CLOSING:
            opened.append((_CLOSING[mark], len(parts) - 1))
        elif opened and mark == opened[-1][0]:
            _, at = opened.pop()
            parts[at:] = [{"t": "fenced", "a": {}, "c": parts[at:]}]
    return parts


def _mark(node: Node | str) -> str:
    if (
        isinstance(node, Node)
        and node.tag == "mo"
        and len(node.children) == 1
        and isinstance(node.children[0], str)
    ):
        return node.children[0]
    return ""
