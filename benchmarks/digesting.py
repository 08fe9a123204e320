"""A site of the bench with emails about each week and month."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from additions import Edit

SAID = "digests of each week and month besides, about the site and each micro-credential"


def add(site: Path, _posts: int) -> None:
    """Turns the digests on."""
    with (site / "edblog.toml").open("a", encoding="utf-8") as config:
        config.write('\n[digests]\nevery = ["week", "month"]\n')


def edits(_site: Path, _posts: int, _number: int) -> Iterator[tuple[str, Edit]]:
    """Gives the edits that only the site with digests has: none."""
    yield from ()
