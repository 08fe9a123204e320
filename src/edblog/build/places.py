"""Where a build writes, and where it keeps what it remembers of that: each output folder has a memory of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from edblog.config import STATE_FOLDER, Config
from edblog.glance import PUBLIC
from edblog.model import Record

PREVIEW = f"{STATE_FOLDER}/preview"
"""The folder that `edblog serve` shows, which nobody publishes by mistake."""


class Place(Record, frozen=True):
    """An output folder."""

    name: str
    """Of what is remembered of it."""
    output: Path
    state: Path


def place(site: Path, config: Config, output: str = "") -> Place:
    """The place of an output folder, relative to the site or absolute; the configured one where it is empty."""
    folder = Path(os.path.abspath(site / (output or config.output)))  # noqa: PTH100 - a link stays a link
    if folder == site / config.output:
        name = PUBLIC
    elif folder == site / PREVIEW:
        name = "previewed"
    else:
        name = f"staged-{blake2b(os.fsencode(folder), digest_size=8).hexdigest()}"
    return Place(name, folder, site / STATE_FOLDER / name)


def others(site: Path, config: Config, own: Place) -> Iterator[Place]:
    """The places whose files another one may take over."""
    return (found for found in (place(site, config), place(site, config, PREVIEW)) if found != own)
