"""The preview: builds the site, shows it in a browser on this machine, and follows every edit.

Builds run in the thread that called `serve`, because a build may use signals; pages and the LiveReload
socket are served by a second thread. The two share one frozen value, swapped as a whole (`Desk.shown`).
Files on disk are never altered: the reload script and the problems are put into the served copy only.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from edblog.serve.desk import Desk, Preview
from edblog.serve.live import LiveServer, bind
from edblog.serve.watch import builds_due

__all__ = ["Preview", "serve"]


def serve(
    build: Callable[[], Preview],
    *,
    port: int = 8000,
    announce: Callable[[str], None],
    report: Callable[[Preview], None],
    ready: Callable[[str], None] | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Show the site that `build` makes until Ctrl-C is pressed or `stop` is set.

    When `port` is taken the next 20 are tried; 0 takes any free one.
    `announce` gets single lines for the terminal, `report` the outcome of every build, `ready` the URL
    of the home page once it answers. Whatever `build` raises becomes a problem on the page; the server
    goes on.

    Raises `EdblogError` when no port is free.
    """
    ending = stop or threading.Event()
    desk = Desk(build)
    try:
        with _quiet_libraries():
            desk.rebuild()
            report(desk.shown.preview)
            with LiveServer(desk, bind(port, announce), announce) as server:
                announce(f"Preview at {server.url} (Ctrl-C ends it)")
                if ready:
                    ready(server.url)
                for _ in builds_due(desk, ending, announce):
                    if desk.rebuild():
                        server.reload_browsers()
                    report(desk.shown.preview)
    except KeyboardInterrupt:
        pass
    announce("Preview ended")


@contextmanager
def _quiet_libraries() -> Iterator[None]:
    """Keep tornado and livereload from printing to a terminal on which no logging was asked for.

    Without any handler Python prints warnings to standard error, and tornado installs a handler of
    its own on the root logger. Handlers that the caller has configured still get every record.
    """
    silence = logging.NullHandler()
    loggers = [logging.getLogger(name) for name in ("tornado", "livereload")]
    for logger in loggers:
        logger.addHandler(silence)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(silence)
