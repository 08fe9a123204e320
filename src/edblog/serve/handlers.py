"""What answers a request: pages and files of the site, and the parts of livereload, behind one guard."""

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

from edblog.serve.desk import Desk, Preview
from edblog.serve.media import CONTENT_TYPES
from edblog.serve.page import Reload, bare_page, served_copy
from edblog.serve.paths import Found, Moved, RefusedError, find, segments


class Guard(RequestHandler):
    """Lets through what a browser asks of its own accord on a page of this server; all else is refused.

    Settings of the application: `desk` (a `Desk`), `hosts` (the allowed values of `Host`, in lower
    case) and `announce`.
    """

    SUPPORTED_METHODS = ("GET", "HEAD")
    must_have_origin: ClassVar[bool] = False

    @property
    def desk(self) -> Desk:
        """What is shown at the moment."""
        desk: Desk = self.settings["desk"]
        return desk

    @property
    def host(self) -> str:
        """The checked `Host` of the request, or ''."""
        hosts = [host.lower() for host in self.request.headers.get_list("Host")]
        return hosts[0] if len(hosts) == 1 and hosts[0] in self.settings["hosts"] else ""

    def prepare(self) -> None:
        """Refuse a foreign `Host` (DNS rebinding) and a foreign `Origin` (another site's script)."""
        if not self.host:
            raise HTTPError(HTTPStatus.MISDIRECTED_REQUEST)
        # tornado asks `check_origin` only if it thinks that a request crosses origins.
        if not self.has_own_origin():
            raise HTTPError(HTTPStatus.FORBIDDEN)

    def has_own_origin(self) -> bool:
        """Whether the request comes from a page of this very origin, or names no origin where it need not."""
        headers = self.request.headers
        origins = [*headers.get_list("Origin"), *headers.get_list("Sec-WebSocket-Origin")]
        if not origins:
            return not self.must_have_origin
        return all(origin.lower() == f"http://{self.host}" for origin in origins)

    def set_default_headers(self) -> None:
        """Headers of every answer, errors included."""
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        # What browsers do anyway: without any referrer, embedded videos refuse to play.
        self.set_header("Referrer-Policy", "strict-origin-when-cross-origin")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("X-Frame-Options", "SAMEORIGIN")

    def compute_etag(self) -> str | None:
        """None, since nothing is cached; tornado would read each file once more."""
        return None

    def write_error(self, status_code: int, **_: Any) -> None:
        """Finish with a line of plain text."""
        if status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            self.set_header("Allow", ", ".join(self.SUPPORTED_METHODS))
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {HTTPStatus(status_code).phrase}\n")

    def log_exception(
        self, _type: type[BaseException] | None, value: BaseException | None, _tb: TracebackType | None
    ) -> None:
        """Say in the terminal what went wrong here; what the browser did wrong is its own business."""
        if not isinstance(value, HTTPError):
            self.settings["announce"](f"The preview cannot answer {self.request.path!r}: {value!r}")


class SiteHandler(Guard, StaticFileHandler):
    """The files of the site; HTML with the reload script and, after a failed build, the problems."""

    def head(self, *_: str) -> Awaitable[None]:
        """The headers of `get`."""
        return self.get(include_body=False)

    async def get(self, path: str = "", include_body: bool = True) -> None:  # noqa: ARG002 - see `segments`
        """Answer with a file, a redirect, or the site's own page for missing ones."""
        # One look at the desk: a build may end while this request is answered. What is older than
        # its generation reloads once too often, never once too seldom.
        shown = self.desk.shown
        preview = shown.preview
        reload = Reload(host=self.host, generation=shown.generation)
        try:
            answer = self.answer(preview)
        except RefusedError:
            raise HTTPError(HTTPStatus.FORBIDDEN) from None
        if isinstance(answer, Moved):
            self.move(answer.location)
        elif answer is None:
            title = "The site cannot be built" if self.is_unbuilt(preview) else "There is no such page"
            self.send_html(bare_page(title, reload, preview.problems))
        else:
            await self.send_file(answer, preview, reload, include_body=include_body)

    def is_unbuilt(self, preview: Preview) -> bool:
        """Whether there never was a good build."""
        return bool(preview.problems) and not preview.output.is_dir()

    def answer(self, preview: Preview) -> Found | Moved | None:
        """The file or redirect to send, or None if this server has to make up a page; sets the status."""
        parts = segments(self.request.path)
        if parts == ("",) and preview.root != "/":
            return Moved(preview.root)
        if self.is_unbuilt(preview):
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
            return None
        answer = find(parts, preview.root, preview.output)
        if answer is None:
            self.set_status(HTTPStatus.NOT_FOUND)
            answer = find((*segments(preview.root)[:-1], "404.html"), preview.root, preview.output)
        return answer

    async def send_file(self, file: Found, preview: Preview, reload: Reload, *, include_body: bool) -> None:
        """Finish with a file, or with the served copy of a page."""
        try:
            if file.path.suffix.lower() in {".html", ".htm"}:
                # Lossless, whatever the encoding of a page that edblog did not write.
                html = file.path.read_bytes().decode(errors="surrogateescape")
                self.send_html(served_copy(html, reload, preview.problems))
            else:
                # tornado knows about ranges, without which no film plays; and it looks at links once more.
                self.root = str(preview.output)
                await super().get(file.relative, include_body)
        except OSError:
            # Gone since it was found: the output folder was exchanged just now.
            raise HTTPError(HTTPStatus.NOT_FOUND) from None

    def send_html(self, html: str) -> None:
        """Finish with a page."""
        self.set_header("Content-Type", CONTENT_TYPES[".html"])
        self.finish(html.encode(errors="surrogateescape"))

    def move(self, location: str) -> None:
        """Finish with a redirect that no browser remembers, since the next build may undo it."""
        query = quote(self.request.query.encode("latin-1"), safe="%/?:@!$&'()*+,;=-._~")
        self.redirect(f"{location}?{query}" if query else location, status=HTTPStatus.FOUND)

    def get_content_type(self) -> str:
        """Media type by the file's extension."""
        suffix = PurePosixPath(self.path).suffix.lower()
        return CONTENT_TYPES.get(suffix, "application/octet-stream")

    def get_modified_time(self) -> datetime | None:
        """None: two builds in one second would pass for one."""
        return None

    def should_return_304(self) -> bool:
        """No: files are always sent anew."""
        return False

    def get_cache_time(self, *_: object, **__: object) -> int:
        """0 seconds; a `?v=` would mean ten years."""
        return 0


class OverlayCssHandler(Guard):
    """The style sheet of the problems."""

    def get(self) -> None:
        """The sheet as it lies in the package."""
        self.set_header("Content-Type", CONTENT_TYPES[".css"])
        self.finish(files("edblog.serve").joinpath("overlay.css").read_bytes())

    head = get


class ReloadScriptHandler(Guard, LiveReloadJSHandler):  # type: ignore[misc]
    """livereload.js, as the package has it."""

    def head(self) -> None:
        """The headers of `get`."""
        self.get()


class ReloadSocketHandler(Guard, LiveReloadHandler):  # type: ignore[misc]
    """The package's end of the LiveReload protocol 7, for pages of this server only.

    A server makes a subclass with its own `waiters`: the package keeps one set for the whole process.
    """

    must_have_origin = True
    waiters: ClassVar[set[ReloadSocketHandler]] = set()
    opened: ClassVar[set[ReloadSocketHandler]] = set()
    watcher: ClassVar[Watcher] = None
    # A changed style sheet may have got another name, which only the reloaded page knows.
    live_css: ClassVar[bool] = False

    page_generation: object = None

    def check_origin(self, _origin: str) -> bool:
        """The same check as in `prepare`; the package would accept any."""
        return self.has_own_origin()

    def open(self, *_: str, **__: str) -> None:
        """Remember the connection, so that the server can close it."""
        self.opened.add(self)

    def on_close(self) -> None:
        """Forget the connection."""
        self.opened.discard(self)
        self.waiters.discard(self)

    def on_message(self, message: str | bytes) -> None:
        """Take part in the handshake, as the package does it; after `info` the page waits for reloads."""
        try:
            said = json.loads(message)
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict) or "command" not in said:
            self.close(1002, "not the LiveReload protocol")
            return
        if said["command"] == "hello":
            self.page_generation = said.get("snipver")
        super().on_message(message)
        if self in LiveReloadHandler.waiters:
            LiveReloadHandler.waiters.discard(self)
            self.waiters.add(self)
            self.catch_up()

    def catch_up(self) -> None:
        """Reload a page that was loaded before the last change and connects only now."""
        if self.page_generation not in (None, self.desk.shown.generation):
            self.write_message({"command": "reload", "path": "*", "liveCSS": False, "liveImg": False})

    def write_message(
        self, message: str | bytes | dict[str, Any], binary: bool = False
    ) -> asyncio.Future[None]:
        """Send a message, unless the page is gone."""
        sent: asyncio.Future[None] = super().write_message(message, binary)
        # A page that is closed at this moment needs no message, and asyncio need not complain.
        sent.add_done_callback(lambda future: future.cancelled() or future.exception())
        return sent


def routes(socket: type[ReloadSocketHandler]) -> list[tuple[str, type[RequestHandler], dict[str, Path]]]:
    """The routing table; without livereload's `/forcereload`, through which anybody could reload pages."""
    return [
        (r"/livereload", socket, {}),
        (r"/livereload\.js", ReloadScriptHandler, {}),
        (r"/__edblog__/overlay\.css", OverlayCssHandler, {}),
        (r".*", SiteHandler, {"path": Path()}),
    ]
