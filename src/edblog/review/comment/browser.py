"""Takes pictures of pages with headless Chrome, over two pipes with the Chrome DevTools Protocol.

Each request of a page is answered from a folder, as if the folder were online at its address; nothing else is loaded.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

PROGRAMS = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome")
_SECONDS = 60
"""For one page."""
_TALLEST = 16_000
"""Pixels of the tallest picture that Chrome makes."""
# Chrome reads commands from the file 3, and answers in the file 4.
_AS_3_AND_4 = """
import fcntl, os, sys
of, to = (fcntl.fcntl(int(number), fcntl.F_DUPFD, 20) for number in sys.argv[1:3])
os.dup2(of, 3); os.dup2(to, 4); os.execv(sys.argv[3], sys.argv[3:])
"""
_READY = (
    "document.fonts.ready.then(() => Promise.all([...document.images].map((i) => i.decode().catch(() => 0))))"
)

Answer = Callable[[str], tuple[int, str, bytes] | None]
"""Status, media type and bytes for a URL; None for what is not loaded."""


class BrowserError(Exception):
    """Chrome is missing or failed; the text says which."""


class Browser:
    """A running Chrome, whose requests the function `answer` answers."""

    def __init__(self, answer: Answer) -> None:
        found = next(filter(None, map(shutil.which, PROGRAMS)), None)
        if found is None:
            raise BrowserError(f"there is none of these programs here: {', '.join(PROGRAMS)}")
        self._answer = answer
        self._profile = TemporaryDirectory(prefix="edblog-browser-", ignore_cleanup_errors=True)
        commands, self._to = os.pipe()
        self._from, answers = os.pipe()
        options = [
            "--headless=new",
            "--remote-debugging-pipe",
            "--no-first-run",
            "--disable-gpu",
            "--hide-scrollbars",
        ]
        options += [f"--user-data-dir={self._profile.name}", "--disable-dev-shm-usage"]
        # Chrome's own walls need rights that root in a container does not have; the pages are those of this site.
        options += ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        self._process = subprocess.Popen(
            [sys.executable, "-c", _AS_3_AND_4, str(commands), str(answers), found, *options, "about:blank"],
            pass_fds=(commands, answers), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(commands)
        os.close(answers)
        self._rest, self._number, self._session, self._until = b"", 0, "", 0.0
        self._is_loaded = False

    def __enter__(self) -> Self:
        """The browser with an empty page."""
        try:
            self._until = time.monotonic() + _SECONDS
            target = self._call("Target.createTarget", url="about:blank")["targetId"]
            self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            self._call("Page.enable")
            self._call("Fetch.enable", patterns=[{"urlPattern": "*"}])
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Ends Chrome."""
        self._process.kill()
        self._process.wait()
        os.close(self._to)
        os.close(self._from)
        self._profile.cleanup()

    def picture(self, url: str, width: int) -> bytes:
        """A PNG of a whole page, as wide as a screen. Raises `BrowserError`."""
        self._until = time.monotonic() + _SECONDS
        self._is_loaded = False
        self._resize(width, 800)
        self._call("Page.navigate", url=url)
        while not self._is_loaded:
            self._take()
        size = self._call("Page.getLayoutMetrics")["cssContentSize"]
        # Pictures further down are loaded only when the screen reaches them.
        self._resize(width, min(_TALLEST, max(1, round(size["height"]))))
        self._call("Runtime.evaluate", expression=_READY, awaitPromise=True)
        return b64decode(self._call("Page.captureScreenshot", format="png")["data"])

    def _resize(self, width: int, height: int) -> None:
        is_phone = width < 600
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=is_phone,
        )

    def _send(self, method: str, **values: object) -> int:
        self._number += 1
        message = {"id": self._number, "method": method, "params": values}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._to, data) :]
        return self._number

    def _call(self, method: str, **values: object) -> dict[str, Any]:
        """Sends a command and returns its result; events that arrive first are handled."""
        number = self._send(method, **values)
        while True:
            message = self._take()
            if message.get("id") == number:
                if "error" in message:
                    raise BrowserError(f"{method}: {message['error'].get('message')}")
                result: dict[str, Any] = message["result"]
                return result

    def _take(self) -> dict[str, Any]:
        """The next message from Chrome."""
        while b"\0" not in self._rest:
            if not select.select([self._from], [], [], max(0.0, self._until - time.monotonic()))[0]:
                raise BrowserError(f"the browser did not answer within {_SECONDS} seconds")
            data = os.read(self._from, 1 << 20)
            if not data:
                raise BrowserError("the browser has ended")
            self._rest += data
        first, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(first)
        if message.get("method") == "Fetch.requestPaused":
            self._fulfill(message["params"])
        self._is_loaded |= message.get("method") == "Page.loadEventFired"
        return message

    def _fulfill(self, request: dict[str, Any]) -> None:
        found = self._answer(request["request"]["url"])
        if found is None:
            self._send("Fetch.failRequest", requestId=request["requestId"], errorReason="BlockedByClient")
            return
        status, type_, body = found
        headers = [{"name": "Content-Type", "value": type_}]
        self._send(
            "Fetch.fulfillRequest", requestId=request["requestId"], responseCode=status, responseHeaders=headers,
            body=b64encode(body).decode(),
        )  # fmt: skip


def folder_at(base_url: str, folder: Path) -> Answer:
    """A function that answers requests with files of a folder, as if it were online at `base_url`."""
    from mimetypes import guess_type
    from urllib.parse import unquote, urlsplit

    from edblog.start.within import open_file

    home = f"{base_url.rstrip('/')}/"

    def answer(url: str) -> tuple[int, str, bytes] | None:
        plain = url.partition("#")[0].partition("?")[0]
        if not f"{plain}/".startswith(home):
            return None
        path = unquote(urlsplit(plain[len(home) :]).path)
        path += "index.html" if path.endswith("/") or not path else ""
        try:
            with os.fdopen(open_file(folder, path), "rb") as file:
                type_ = guess_type(path)[0] or "application/octet-stream"
                return 200, f"{type_}; charset=utf-8" if type_.startswith("text/") else type_, file.read()
        except OSError:
            return 404, "text/plain", b"not found"

    return answer
