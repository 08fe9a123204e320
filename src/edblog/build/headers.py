"""The headers of a site in the form of one server, for those whose host does not read `_headers`."""

from __future__ import annotations

from pathlib import Path

from edblog.build.settings import configure
from edblog.catalog.headers import headers
from edblog.outputs.headers import SERVERS


def server_headers(folder: Path, server: str) -> str:
    """What to put into the configuration of a server, a key of `SERVERS`; raises `EdblogError`."""
    config, _ = configure(folder)
    return SERVERS[server](headers(config))
