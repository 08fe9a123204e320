"""The modules of the write page's script in Chromium, served from loopback with the policy of that page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import edblog

SCRIPTS = Path(edblog.__file__).parent / "submit" / "script"
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data: blob:; style-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'"
)
PAGE = b"<!DOCTYPE html><html lang=en><title>Write</title><body></body></html>"


class _Handler(SimpleHTTPRequestHandler):
    """The scripts below `/script/`, and an empty page everywhere else."""

    def do_GET(self) -> None:
        if self.path.startswith("/script/"):
            self.path = self.path.removeprefix("/script")
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(handler: Any) -> Iterator[str]:
    """The address of a loopback server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def scripts() -> Any:
    """A handler for `served`."""
    return partial(_Handler, directory=str(SCRIPTS))


class Modules:
    """Calls functions of the modules in a page."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.said: list[str] = []
        """What the browser reported: errors, and loads that the policy refused."""
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on(
            "console", lambda message: self.said.append(message.text) if message.type == "error" else None
        )

    def call(self, module: str, function: str, *arguments: Any) -> Any:
        """What a function of a module returns."""
        return self.each(module, function, [list(arguments)])[0]

    def each(self, module: str, function: str, calls: list[list[Any]]) -> list[Any]:
        """What it returns for each list of arguments; all in one go."""
        return self.page.evaluate(
            """async ([module, name, calls]) => {
                const act = (await import(`/script/${module}.js`))[name];
                const found = [];
                for (const one of calls) found.push(await act(...one));
                return found;
            }""",
            [module, function, calls],
        )

    def run(self, body: str, argument: Any = None) -> Any:
        """What an asynchronous function with this body returns; `use` loads a module, and `argument` is what it is given."""
        return self.page.evaluate(
            f"async (argument) => {{ const use = (name) => import(`/script/${{name}}.js`); {body} }}",
            argument,
        )
