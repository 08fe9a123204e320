"""The configuration of one web server for a site, for those whose host does not read `_headers`."""

from __future__ import annotations

from pathlib import Path

from edblog.catalog.headers import headers
from edblog.outputs.headers import SERVERS
from edblog.pipeline.configuration import adapted, configure
from edblog.pipeline.report import Options
from edblog.problems import EdblogError, Problem

PLAIN = Options()
_UNQUOTABLE = frozenset('"\\$\n\r')


def server_headers(site: Path, server: str, folder: Path | None = None, options: Options = PLAIN) -> str:
    """The lines for the configuration of a server, a key of `SERVERS`, that serves the files in `folder`.

    The default is the folder to which a build with these options writes. Raises `EdblogError` for wrong settings, and for a folder
    whose name cannot be written into a configuration.
    """
    config, _ = adapted(*configure(site), options)
    served = (folder or site / (options.output or config.output)).absolute().as_posix()
    if _UNQUOTABLE & set(served) and server in ("nginx", "caddy"):
        message = f"the folder {served} has a character that {server} does not take"
        raise EdblogError(
            [Problem(served, "error", "unquotable-folder", message, "name another one with --folder")], 2
        )
    return SERVERS[server](headers(config), served)
