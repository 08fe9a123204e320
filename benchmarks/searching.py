"""A site of the bench with the search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from additions import Edit

SAID = "the search besides"


def add(site: Path, _posts: int) -> None:
    """Turns the search on."""
    with (site / "edblog.toml").open("a", encoding="utf-8") as config:
        config.write("\n[search]\nenabled = true\n")


def edits(_site: Path, _posts: int, _number: int) -> Iterator[tuple[str, Edit]]:
    """Gives the edits that only the site with the search has: none."""
    yield from ()
