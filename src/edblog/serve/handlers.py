"""Request handlers for the site's files and for livereload, all with the same checks of `Host` and `Origin`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable
from datetime import datetime
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, ClassVar
from urllib.parse import quote

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado.web import HTTPError, RequestHandler, StaticFileHandler

from edblog.serve.media import CONTENT_TYPES
from edblog.serve.page import Reload, bare_page, served_copy
from edblog.serve.paths import FoundFile, Redirect, RefusedError, find_file, segments
from edblog.serve.state import BuildResult, PreviewState


class LocalHandler(RequestHandler):
    """Base of all handlers: accepts only requests from pages of this server.

    Settings of the application: `state` (a `PreviewState`), `hosts` (the allowed values of `Host`, in lower
    case) and `announce`.
    """

    SUPPORTED_METHODS = ("GET", "HEAD")
    must_have_origin: ClassVar[bool] = False

    @property
    def state(self) -> PreviewState:
        """The state of the preview."""
        state: PreviewState = self.settings["state"]
        return state

    @property
    def host(self) -> str:
        """The `Host` of the request, or '' if it is not allowed."""
        hosts = [host.lower() for host in self.request.headers.get_list("Host")]
        return hosts[0] if len(hosts) == 1 and hosts[0] in self.settings["hosts"] else ""

    def prepare(self) -> None:
        """Refuse a wrong `Host` (DNS rebinding) or `Origin` (a script of another site)."""
        if not self.host:
            raise HTTPError(HTTPStatus.MISDIRECTED_REQUEST)
        # tornado calls `check_origin` only for requests that it considers cross-origin.
        if not self.has_own_origin():
            raise HTTPError(HTTPStatus.FORBIDDEN)

    def has_own_origin(self) -> bool:
        """Whether the request comes from a page of this origin, or has no origin and needs none."""
        headers = self.request.headers
        origins = [*headers.get_list("Origin"), *headers.get_list("Sec-WebSocket-Origin")]
        if not origins:
            return not self.must_have_origin
        return all(origin.lower() == f"http://{self.host}" for origin in origins)

    def set_default_headers(self) -> None:
        """Headers of every response, also of errors."""
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        # The default of browsers; embedded videos do not play without a referrer.
        self.set_header("Referrer-Policy", "strict-origin-when-cross-origin")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("X-Frame-Options", "SAMEORIGIN")

    def compute_etag(self) -> str | None:
        """None: nothing is cached, and tornado would read each file a second time."""
        return None

    def write_error(self, status_code: int, **_: Any) -> None:
        """Respond with one line of plain text."""
        if status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            self.set_header("Allow", ", ".join(self.SUPPORTED_METHODS))
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {HTTPStatus(status_code).phrase}\n")

    def log_exception(
        self, _type: type[BaseException] | None, value: BaseException | None, _tb: TracebackType | None
    ) -> None:
        """Print errors of the server in the terminal; ignore errors of the browser."""
        if not isinstance(value, HTTPError):
            self.settings["announce"](f"The preview cannot answer {self.request.path!r}: {value!r}")


class SiteHandler(LocalHandler, StaticFileHandler):
    """Serves the files of the site; HTML with the reload script and, after a failed build, the problems."""

    def head(self, *_: str) -> Awaitable[None]:
        """The headers of `get`."""
        return self.get(include_body=False)

    async def get(self, path: str = "", include_body: bool = True) -> None:  # noqa: ARG002 - see `segments`
        """Respond with a file, a redirect, or the site's 404 page."""
        # Read the state once, because a build may end during this request. A page may then reload once too often, but never
        # once too rarely.
        current = self.state.current
        result = current.result
        reload = Reload(host=self.host, generation=current.generation)
        try:
            answer = self.answer(result)
        except RefusedError:
            raise HTTPError(HTTPStatus.FORBIDDEN) from None
        if isinstance(answer, Redirect):
            self.move(answer.location)
        elif answer is None:
            title = "The site cannot be built" if self.is_unbuilt(result) else "Page not found"
            self.send_html(bare_page(title, reload, result.problems))
        else:
            await self.send_file(answer, result, reload, include_body=include_body)

    def is_unbuilt(self, result: BuildResult) -> bool:
        """Whether no build has succeeded yet."""
        return bool(result.problems) and not result.output.is_dir()

    def answer(self, result: BuildResult) -> FoundFile | Redirect | None:
        """The file or redirect to send, or None if the server must make a page of its own; sets the status."""
        parts = segments(self.request.path)
        if parts == ("",) and result.root != "/":
            return Redirect(result.root)
        if self.is_unbuilt(result):
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
            return None
        answer = find_file(parts, result.root, result.output)
        if answer is None:
            self.set_status(HTTPStatus.NOT_FOUND)
            answer = find_file((*segments(result.root)[:-1], "404.html"), result.root, result.output)
        return answer

    async def send_file(
        self, file: FoundFile, result: BuildResult, reload: Reload, *, include_body: bool
    ) -> None:
        """Respond with a file, or with the served copy of a page."""
        try:
            if file.path.suffix.lower() in {".html", ".htm"}:
                # Keeps all bytes, even if a static page is not UTF-8.
                html = file.path.read_bytes().decode(errors="surrogateescape")
                self.send_html(served_copy(html, reload, result.problems))
            else:
                # tornado supports ranges, which videos need, and checks symbolic links once more.
                self.root = str(result.output)
                await super().get(file.relative, include_body)
        except OSError:
            # The file is gone: publishing has just replaced the output folder.
            raise HTTPError(HTTPStatus.NOT_FOUND) from None

    def send_html(self, html: str) -> None:
        """Respond with a page."""
        self.set_header("Content-Type", CONTENT_TYPES[".html"])
        self.finish(html.encode(errors="surrogateescape"))

    def move(self, location: str) -> None:
        """Respond with a temporary redirect, because the next build may undo it."""
        query = quote(self.request.query.encode("latin-1"), safe="%/?:@!$&'()*+,;=-._~")
        self.redirect(f"{location}?{query}" if query else location, status=HTTPStatus.FOUND)

    def get_content_type(self) -> str:
        """The media type for the file's extension."""
        suffix = PurePosixPath(self.path).suffix.lower()
        return CONTENT_TYPES.get(suffix, "application/octet-stream")

    def get_modified_time(self) -> datetime | None:
        """None: two builds within a second would look like one."""
        return None

    def should_return_304(self) -> bool:
        """False: files are always sent again."""
        return False

    def get_cache_time(self, *_: object, **__: object) -> int:
        """0 seconds; tornado would cache addresses with `?v=` for ten years."""
        return 0


class OverlayCssHandler(LocalHandler):
    """Serves the stylesheet for the list of problems."""

    def get(self) -> None:
        """Respond with the stylesheet from the package."""
        self.set_header("Content-Type", CONTENT_TYPES[".css"])
        self.finish(files("edblog.serve").joinpath("overlay.css").read_bytes())

    head = get


class ReloadScriptHandler(LocalHandler, LiveReloadJSHandler):  # type: ignore[misc]
    """Serves livereload.js from the livereload package."""

    def head(self) -> None:
        """The headers of `get`."""
        self.get()


class ReloadSocketHandler(LocalHandler, LiveReloadHandler):  # type: ignore[misc]
    """The server side of LiveReload protocol 7, from the livereload package, for pages of this server only.

    Each server makes a subclass with its own `waiters`, because the package has one set for the whole process.
    """

    must_have_origin = True
    waiters: ClassVar[set[ReloadSocketHandler]] = set()
    opened: ClassVar[set[ReloadSocketHandler]] = set()
    watcher: ClassVar[Watcher] = None
    # A changed stylesheet may have a new name, which only the reloaded page contains.
    live_css: ClassVar[bool] = False

    page_generation: object = None

    def check_origin(self, _origin: str) -> bool:
        """The check of `prepare`; the package would accept any origin."""
        return self.has_own_origin()

    def open(self, *_: str, **__: str) -> None:
        """Remember the connection, so that the server can close it."""
        self.opened.add(self)

    def on_close(self) -> None:
        """Forget the connection."""
        self.opened.discard(self)
        self.waiters.discard(self)

    def on_message(self, message: str | bytes) -> None:
        """Handle a message of LiveReload's handshake, with livereload's own code; after `info`, the page waits for reloads."""
        try:
            content = json.loads(message)
        except (ValueError, RecursionError):
            content = None
        if not isinstance(content, dict) or "command" not in content:
            self.close(1002, "not the LiveReload protocol")
            return
        if content["command"] == "hello":
            self.page_generation = content.get("snipver")
        super().on_message(message)
        if self in LiveReloadHandler.waiters:
            LiveReloadHandler.waiters.discard(self)
            self.waiters.add(self)
            self.catch_up()

    def catch_up(self) -> None:
        """Reload a page that was loaded before the last change, but connects only now."""
        if self.page_generation not in (None, self.state.current.generation):
            self.write_message({"command": "reload", "path": "*", "liveCSS": False, "liveImg": False})

    def write_message(
        self, message: str | bytes | dict[str, Any], binary: bool = False
    ) -> asyncio.Future[None]:
        """Send a message, unless the page was closed."""
        sent: asyncio.Future[None] = super().write_message(message, binary)
        # If the page is closed just now, asyncio must not report an error.
        sent.add_done_callback(lambda future: future.cancelled() or future.exception())
        return sent


def routes(socket: type[ReloadSocketHandler]) -> list[tuple[str, type[RequestHandler], dict[str, Path]]]:
    """The routing table, without livereload's `/forcereload`, which would let anybody reload pages."""
    return [
        (r"/livereload", socket, {}),
        (r"/livereload\.js", ReloadScriptHandler, {}),
        (r"/__edblog__/overlay\.css", OverlayCssHandler, {}),
        (r".*", SiteHandler, {"path": Path()}),
    ]
