"""Reads `data/links.toml` for a build: which links to other sites are gone, and which have moved."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

import msgspec

from edblog.model.links import LINKS_FILE
from edblog.problems import Problem
from edblog.settings import Config
from edblog.start import within

MOST_BYTES = 20_000_000


def with_links(folder: Path, config: Config) -> tuple[Config, bytes, list[Problem]]:
    """The settings with the known links, the digest of their file (empty if there is none), and problems with it."""
    try:
        data = within.read(folder, LINKS_FILE, MOST_BYTES)
    except OSError:
        # The scan reports a file that cannot be read.
        return config, b"", []
    from edblog.links.file import known_links, read_links

    states, problems = read_links(data.decode("utf-8", "replace"))
    digest = blake2b(data, digest_size=16).digest()
    return msgspec.structs.replace(config, links=known_links(states)), digest, problems
