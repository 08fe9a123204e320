"""Writes the HTTP headers of a site as configuration of a web server, for hosts that do not read `_headers`."""

from __future__ import annotations

from pathlib import Path

from edblog.catalog.headers import headers
from edblog.kinds import kinds_in
from edblog.outputs.headers import SERVERS
from edblog.pipeline.configuration import adapted, configure
from edblog.pipeline.report import Options
from edblog.problems import EdblogError, Problem

PLAIN = Options()
_UNQUOTABLE = frozenset('"\\$\n\r')


def server_headers(site: Path, server: str, folder: Path | None = None, options: Options = PLAIN) -> str:
    """The lines for the configuration of `server` (a key of `SERVERS`), which serves the files in `folder`.

    The default folder is the one that a build with these options writes to. Raises `EdblogError` for wrong settings, and for a folder
    whose name has a character that the configuration cannot have.
    """
    config, _ = adapted(*configure(site), options)
    served = (folder or site / (options.output or config.output)).absolute().as_posix()
    if _UNQUOTABLE & set(served) and server in ("nginx", "caddy"):
        message = f"the path {served} has a character that {server} does not allow"
        raise EdblogError(
            [Problem(served, "error", "unquotable-folder", message, "choose another folder with --folder")], 2
        )
    return SERVERS[server](headers(config, kinds_in(config.language, config.languages)), served)
