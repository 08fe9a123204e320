"""What the modules that add kinds of content to a site of the bench have in common."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

Edit = Callable[[], object]


def write(path: Path, fields: dict[str, object], text: str) -> None:
    """Writes a file of content; dates stand as they are, everything else as JSON, which is YAML too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    dates = {"starts", "date", "expires", "added"}
    head = "".join(
        f"{name}: {value if name in dates else json.dumps(value, ensure_ascii=False)}\n"
        for name, value in fields.items()
    )
    path.write_text(f"---\n{head}---\n\n{text}\n", encoding="utf-8")


def append(path: Path) -> Edit:
    """Gives the edit that adds a sentence to a file."""
    return lambda: path.write_text(f"{path.read_text(encoding='utf-8')}\nAgain.\n", encoding="utf-8")
