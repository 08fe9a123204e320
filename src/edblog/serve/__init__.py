"""The preview server: builds the site after every edit, and shows it in a browser on this computer.

Builds run in the thread that called `serve`, because a build may use signals; a second thread serves pages and the
LiveReload socket. The two threads share one frozen value, which is replaced as a whole (`PreviewState.current`). Files on
disk are never altered: only the served copy of a page contains the reload script and the problems.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from edblog.serve.live import LiveServer, bind
from edblog.serve.state import BuildResult, PreviewState
from edblog.serve.watch import builds_due

__all__ = ["BuildResult", "serve"]


def serve(
    build: Callable[[], BuildResult],
    *,
    port: int = 8000,
    announce: Callable[[str], None],
    report: Callable[[BuildResult], None],
    ready: Callable[[str], None] | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Build and serve the site until Ctrl-C is pressed or `stop` is set.

    If `port` is in use, the next 20 are tried; 0 takes any free port. `announce` gets single lines for the terminal,
    `report` the result of every build, and `ready` the URL of the home page once the server answers. An exception from
    `build` becomes a problem on the page, and the server keeps running.

    Raises `EdblogError` when no port is free.
    """
    ending = stop or threading.Event()
    state = PreviewState(build)
    try:
        with _quiet_libraries():
            state.rebuild()
            report(state.current.result)
            with LiveServer(state, bind(port, announce), announce) as server:
                announce(f"Preview at {server.url} (press Ctrl-C to stop it)")
                if ready:
                    ready(server.url)
                for _ in builds_due(state, ending, announce):
                    if state.rebuild():
                        server.reload_browsers()
                    report(state.current.result)
    except KeyboardInterrupt:
        pass
    announce("Preview stopped")


@contextmanager
def _quiet_libraries() -> Iterator[None]:
    """Keep tornado and livereload from printing to the terminal, unless the caller has configured logging.

    Without a handler, Python prints warnings to standard error, and tornado installs its own handler on the root
    logger. Handlers of the caller still get every record.
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
