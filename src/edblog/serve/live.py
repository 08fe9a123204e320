"""The web server of the preview: livereload's `Server` on the loopback interface, in its own thread."""

from __future__ import annotations

import asyncio
import errno
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from livereload import Server
from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.web import Application

from edblog.problems import EdblogError, Problem
from edblog.serve.handlers import ReloadSocketHandler, routes
from edblog.serve.state import PreviewState

ADDRESS = "127.0.0.1"
"""The loopback address, which other computers cannot reach."""
MORE_PORTS = 20
# Windows reserves ranges of ports, and reports them as forbidden.
_IN_USE = {errno.EADDRINUSE, errno.EACCES}


def bind(port: int, announce: Callable[[str], None]) -> socket.socket:
    """A listening socket at `port`, or the nearest free one above it. Raises `EdblogError` if there is none."""
    last = min(port + MORE_PORTS, 65535) if port else port
    for candidate in range(port, last + 1):
        try:
            listening = socket.create_server((ADDRESS, candidate), backlog=128)
        except OSError as error:
            if error.errno in _IN_USE:
                continue
            message = f"the preview cannot use the address {ADDRESS}: {error.strerror or error}"
            advice = "allow programs on this computer to use that address, for example in the firewall"
            raise EdblogError([_problem("cannot-listen", message, advice)]) from error
        if candidate != port:
            announce(f"Port {port} is in use; using {candidate} instead")
        listening.setblocking(False)
        return listening
    message = f"all ports from {port} to {last} are in use"
    raise EdblogError([_problem("port-taken", message, "stop another server, or choose another --port")])


class LiveServer:
    """Serves the current state in its own thread, for the duration of a `with` block."""

    url: str
    """URL of the home page at the start of the server."""

    def __init__(
        self, state: PreviewState, listening: socket.socket, announce: Callable[[str], None]
    ) -> None:
        self._port = listening.getsockname()[1]
        port, names = self._port, {ADDRESS, "localhost"}
        self.url = f"http://{ADDRESS}:{port}{state.current.result.root}"
        hosts = {f"{each}:{port}" for each in names} | (names if port == 80 else set())
        settings = {"state": state, "hosts": hosts, "announce": announce}
        self._server = _Server(listening, settings)
        self._thread = threading.Thread(target=self._run, name="edblog-preview", daemon=True)
        self._failure: BaseException | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        self._server.up.wait()
        if self._failure:
            raise self._failure
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.end()
        self._thread.join()

    def reload_browsers(self) -> None:
        """Reload all open pages; may be called from any thread."""
        self._server.loop.add_callback(self._server.waiting.reload_waiters, "*")

    def _run(self) -> None:
        try:
            self._server.serve(port=self._port, host=ADDRESS, live_css=False)
        except BaseException as error:  # noqa: BLE001 - `__enter__` raises it again
            self._failure = error
        finally:
            self._server.up.set()


class _IdleWatcher(Watcher):  # type: ignore[misc]
    """A watcher that does nothing; `edblog.serve.watch` watches, and the package's watcher would poll the whole tree."""

    def start(self, _callback: Callable[[], None]) -> bool:
        """True: no polling is needed."""
        return True

    def examine(self) -> tuple[None, None]:
        """An answer without changes, in the form that livereload expects."""
        return None, None


class _Server(Server):  # type: ignore[misc]
    """livereload's server and event loop, with edblog's handlers and socket, and without its log."""

    loop: IOLoop

    def __init__(self, listening: socket.socket, settings: dict[str, Any]) -> None:
        super().__init__(watcher=_IdleWatcher())
        own = {"waiters": set(), "opened": set(), "watcher": self.watcher}
        self.waiting: type[ReloadSocketHandler] = type("ReloadSocket", (ReloadSocketHandler,), own)
        self.up = threading.Event()
        self._listening = listening
        self._settings = settings

    def application(self, *_: object, **__: object) -> None:
        """Set up the handlers; livereload calls it in the thread that then runs the event loop."""
        # The package expects the watcher on the class.
        LiveReloadHandler.watcher = self.watcher
        application = Application(
            routes(self.waiting),
            log_function=lambda _: None,
            websocket_max_message_size=65536,
            **self._settings,
        )
        self._http = HTTPServer(application, max_body_size=4096)
        self._http.add_socket(self._listening)
        self.loop = IOLoop.current()
        self.loop.add_callback(self.up.set)

    def end(self) -> None:
        """Close everything; may be called from any thread."""
        self.loop.add_callback(self._close)

    async def _close(self) -> None:
        self._http.stop()
        for page in list(self.waiting.opened):
            page.close(1001, "the preview has stopped")
        await self._http.close_all_connections()
        # asyncio reports tasks that outlive their loop as errors.
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        self.loop.stop()

    def _setup_logging(self) -> None:
        """Nothing; the package would print a line for every request."""


def _problem(code: str, message: str, advice: str) -> Problem:
    return Problem(path="", severity="error", code=code, message=message, help=advice)
