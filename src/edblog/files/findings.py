"""Findings about the content of a file. The caller, which knows the path, turns each into a `Problem`."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Finding(NamedTuple):
    """One fault in a file, or a fact that its author should know. A file with an error is not published."""

    severity: Literal["error", "warning", "notice"]
    code: str
    message: str
    help: str
    line: int = 1
