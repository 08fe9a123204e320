"""What there is to say about a file, for whoever knows where it is to make a problem of it."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Finding(NamedTuple):
    """One thing that is wrong with a file, or worth knowing; an error keeps the file from being published."""

    severity: Literal["error", "warning", "notice"]
    code: str
    message: str
    help: str
    line: int = 1
