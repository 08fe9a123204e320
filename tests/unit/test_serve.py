"""The preview server: what it answers, what it refuses, and how it follows the writer's edits."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import queue
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from edblog.problems import EdblogError, Problem
from edblog.serve import BuildResult, live, serve, watch
from edblog.serve.page import Reload, excerpt, overlay, served_copy, widened_policy

T = TypeVar("T")

PATIENCE = 30
"""Seconds after which a test fails; nothing waits that long unless something is broken."""

POLICY = "default-src 'none'; script-src 'none'; style-src 'self'; connect-src 'none'; img-src 'self'"
PAGE = (
    '<!doctype html>\n<html lang="en">\n<head>\n'
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
    "<title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>\n</body>\n</html>\n"
)


class FakeSite:
    """A writer's folder and a build that publishes by exchanging whole folders."""

    def __init__(self, folder: Path, root: str = "/stories/") -> None:
        self.folder = folder
        self.output = folder / "site"
        self.root = root
        self.builds = 0
        self.published: dict[Path, bytes] = {}
        self.write("content/index.html", PAGE.replace("{title}", "Jars of questions"))

    def write(self, path: str, text: str | bytes) -> Path:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        # As editors save: a build must not meet half a file and be told of it as if it were all.
        fresh = target.with_name(f".{target.name}.new")
        fresh.write_bytes(text if isinstance(text, bytes) else text.encode())
        fresh.replace(target)
        return target

    def build(self) -> BuildResult:
        self.builds += 1
        content = self.folder / "content"
        problems = tuple(self.problem(path) for path in sorted(content.rglob("*.html")) if self.is_bad(path))
        files = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
        changed = not problems and files != self.published
        if changed:
            self.published = files
            fresh, old = self.folder / "fresh", self.folder / "old"
            shutil.copytree(content, fresh, symlinks=True)
            if self.output.exists():
                self.output.rename(old)
            fresh.rename(self.output)
            shutil.rmtree(old, ignore_errors=True)
        return BuildResult(
            output=self.output,
            root=self.root,
            problems=problems,
            changed=changed,
            summary=f"build {self.builds}",
            inputs=(content, self.folder / "edblog.toml"),
        )

    def is_bad(self, path: Path) -> bool:
        return b"{title}" in path.read_bytes()

    def problem(self, path: Path) -> Problem:
        return Problem(
            path=path.relative_to(self.folder).as_posix(),
            severity="error",
            code="no-title",
            message="this page <b>has no title</b>",
            help='write "title" & a name',
            line=5,
            column=8,
            excerpt="<title>{title}</title><script>alert(1)</script>",
        )


class Running:
    """A preview in a thread of its own."""

    def __init__(self, build: Callable[[], BuildResult], port: int = 0) -> None:
        self.announced: list[str] = []
        self.reports: queue.Queue[BuildResult] = queue.Queue()
        self.urls: queue.Queue[str] = queue.Queue()
        self.stop = threading.Event()
        self.thread = threading.Thread(
            target=serve,
            args=(build,),
            kwargs={
                "port": port,
                "announce": self.announced.append,
                "report": self.reports.put,
                "ready": self.urls.put,
                "stop": self.stop,
            },
        )
        self.thread.start()
        self.url = self.urls.get(timeout=PATIENCE)
        found = re.fullmatch(r"http://(.+):(\d+)(/.*)", self.url)
        assert found
        self.address, self.port = found[1], int(found[2])
        self.host = f"{self.address}:{self.port}"

    def end(self) -> None:
        self.stop.set()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()

    def wait_for(self, condition: Callable[[BuildResult], bool]) -> BuildResult:
        """The first build still to be reported that meets the condition."""
        deadline = time.monotonic() + PATIENCE
        while True:
            preview = self.reports.get(timeout=max(0.0, deadline - time.monotonic()))
            if condition(preview):
                return preview

    def ask(self, target: str | bytes, *headers: str, method: str = "GET", host: str | None = "") -> Answer:
        """One request, sent as it is written here; `host=None` leaves the header out."""
        line = target if isinstance(target, bytes) else target.encode()
        lines = [method.encode() + b" " + line + b" HTTP/1.1", b"Connection: close"]
        if host is not None:
            lines.append(b"Host: " + (host or self.host).encode())
        lines += [header.encode() for header in headers]
        with socket.socket() as client:
            client.settimeout(PATIENCE)
            client.connect((self.address, self.port))
            client.sendall(b"\r\n".join([*lines, b"", b""]))
            received = b"".join(iter(lambda: client.recv(65536), b""))
        head, _, body = received.partition(b"\r\n\r\n")
        status, *fields = head.decode("latin-1").split("\r\n")
        pairs = (field.split(": ", 1) for field in fields)
        return Answer(int(status.split()[1]), {name.lower(): value for name, value in pairs}, body)

    def page(self, path: str = "") -> str:
        answer = self.ask(f"/stories/{path}")
        assert answer.status == 200
        return answer.body.decode()


class Answer(msgspec.Struct, frozen=True):
    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture
def site(tmp_path):
    return FakeSite(tmp_path)


@pytest.fixture
def start() -> Iterator[Callable[..., Running]]:
    started = []

    def start(build: Callable[[], BuildResult], **options: Any) -> Running:
        started.append(Running(build, **options))
        return started[-1]

    yield start
    for running in started:
        running.end()


def symlink(link: Path, target: str | Path) -> None:
    try:
        link.symlink_to(target)
    except OSError as error:
        pytest.skip(f"this system makes no symbolic links: {error}")


@pytest.fixture(scope="module")
def fixed(tmp_path_factory) -> Iterator[Running]:
    """A site that nobody edits, with secrets around it."""
    site = FakeSite(tmp_path_factory.mktemp("fixed"))
    for path, text in {
        "content/posts/jar/index.html": PAGE.replace("{title}", "A jar"),
        "content/posts/notes.txt": "grüße\n",
        "content/posts/caf\u00e9/index.html": PAGE.replace("{title}", "Café"),
        "content/404.html": PAGE.replace("{title}", "Not here"),
        "content/plain.html": "no structure at all",
        "content/latin.html": b"<p>gr\xfc\xdfe</p></BODY>",
        "content/style.css": "body{}\n",
        "content/site.webmanifest": "{}\n",
        "content/font.woff2": b"wOF2",
        "content/logo.svg": "<svg/>\n",
        "content/feed.xml": "<rss/>\n",
        "content/feed.json": "{}\n",
        "content/films/jar.mp4": b"0123456789",
        "content/odd.xyz": "?",
        "content/.hidden": "SECRET",
        "content/.git/config": "SECRET",
        "content/.well-known/security.txt": "Contact: us\n",
        "content/.well-known/.secret": "SECRET",
        "secret.txt": "SECRET",
        "edblog.toml": "SECRET",
        "site-old/secret.txt": "SECRET",
        "outside/index.html": "SECRET",
    }.items():
        site.write(path, text)
    content = site.folder / "content"
    symlink(content / "link-inside.txt", "posts/notes.txt")
    symlink(content / "link-out.txt", site.folder / "secret.txt")
    symlink(content / "link-out.html", site.folder / "outside/index.html")
    symlink(content / "link-folder", site.folder / "outside")
    symlink(content / "link-up", "..")
    symlink(content / "link-hidden.txt", ".hidden")
    symlink(content / "link-loop", "link-loop")
    running = Running(site.build)
    yield running
    running.end()


# --- What it answers


def test_a_page_is_the_file_with_the_reload_script_and_leave_to_run_it(fixed):
    answer = fixed.ask("/stories/posts/jar/")
    host = fixed.host
    found = re.search(r"snipver=(run-[0-9a-f]{8}-\d+)&", answer.body.decode())
    assert found
    script = (
        f'<script src="http://{host}/livereload.js?host=127.0.0.1&amp;port={fixed.port}'
        f'&amp;snipver={found[1]}&amp;mindelay=500&amp;maxdelay=4000" defer></script>\n'
    )
    policy = (
        f"default-src &#x27;none&#x27;; script-src http://{host}/livereload.js; "
        f"style-src &#x27;self&#x27; http://{host}/__edblog__/overlay.css; "
        f"connect-src ws://{host}/livereload; img-src &#x27;self&#x27;"
    )
    expected = PAGE.replace("{title}", "A jar").replace(POLICY, policy).replace("</body>", f"{script}</body>")
    assert answer.status == 200
    assert answer.body.decode() == expected


def test_every_answer_forbids_caching_sniffing_and_embedding(fixed):
    kept = {
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "referrer-policy": "strict-origin-when-cross-origin",
        "cross-origin-resource-policy": "same-origin",
        "x-frame-options": "SAMEORIGIN",
    }
    targets = [
        "/stories/",
        "/stories/style.css",
        "/stories/style.css?v=1",
        "/",
        "/nowhere",
        "/stories/.hidden",
    ]
    for target in [*targets, "/livereload.js", "/__edblog__/overlay.css"]:
        headers = fixed.ask(target).headers
        assert {name: headers.get(name) for name in kept} == kept, target
        assert not {"etag", "last-modified", "expires", "server"} & set(headers), target


@pytest.mark.parametrize(
    ("target", "body", "content_type"),
    [
        ("/stories/posts/notes.txt", "grüße\n".encode(), "text/plain; charset=utf-8"),
        ("/stories/style.css", b"body{}\n", "text/css; charset=utf-8"),
        ("/stories/style.css?v=3", b"body{}\n", "text/css; charset=utf-8"),
        ("/stories/site.webmanifest", b"{}\n", "application/manifest+json"),
        ("/stories/font.woff2", b"wOF2", "font/woff2"),
        ("/stories/logo.svg", b"<svg/>\n", "image/svg+xml"),
        ("/stories/feed.xml", b"<rss/>\n", "application/xml"),
        ("/stories/feed.json", b"{}\n", "application/json"),
        ("/stories/odd.xyz", b"?", "application/octet-stream"),
        ("/stories/link-inside.txt", "grüße\n".encode(), "text/plain; charset=utf-8"),
        ("/stories/.well-known/security.txt", b"Contact: us\n", "text/plain; charset=utf-8"),
        ("/stories/%70osts/notes.txt", "grüße\n".encode(), "text/plain; charset=utf-8"),
    ],
)
def test_a_file_is_sent_as_it_is(fixed, target, body, content_type):
    answer = fixed.ask(target)
    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, body, content_type)


@pytest.mark.parametrize(
    "target", ["/stories/caf%C3%A9/", "/stories/posts/caf%C3%A9/", "/stories/posts/café/"]
)
def test_a_name_beyond_ascii_is_found_by_its_utf_8(fixed, target):
    assert fixed.ask(target).status == (200 if "posts" in target else 404)


def test_a_page_without_structure_or_in_another_encoding_is_sent_losslessly(fixed):
    assert fixed.ask("/stories/plain.html").body.startswith(b"no structure at all<script src=")
    latin = fixed.ask("/stories/latin.html").body
    assert latin.startswith(b"<p>gr\xfc\xdfe</p><script src=")
    assert latin.endswith(b"</script>\n</BODY>")


@pytest.mark.parametrize("target", ["/stories/", "/stories/style.css", "/nowhere", "/", "/livereload.js"])
def test_head_answers_like_get_without_the_body(fixed, target):
    get, head = fixed.ask(target), fixed.ask(target, method="HEAD")
    assert (head.status, head.body) == (get.status, b"")
    assert head.headers["content-length"] == get.headers["content-length"] == str(len(get.body))


def test_part_of_a_film_can_be_asked_for(fixed):
    answer = fixed.ask("/stories/films/jar.mp4", "Range: bytes=2-5")
    assert (answer.status, answer.body, answer.headers["content-type"]) == (206, b"2345", "video/mp4")


def test_nothing_is_answered_from_a_cache(fixed):
    asked = fixed.ask(
        "/stories/style.css", "If-None-Match: *", "If-Modified-Since: Sat, 01 Jan 2050 00:00:00 GMT"
    )
    assert (asked.status, asked.body) == (200, b"body{}\n")


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/", "/stories/"),
        ("/?q=1", "/stories/?q=1"),
        ("/stories", "/stories/"),
        ("/stories/posts", "/stories/posts/"),
        ("/stories/posts/jar?q=a%20b", "/stories/posts/jar/?q=a%20b"),
        ("/stories/posts/caf%C3%A9", "/stories/posts/caf%C3%A9/"),
    ],
)
def test_a_folder_without_its_slash_redirects(fixed, target, location):
    answer = fixed.ask(target)
    assert (answer.status, answer.headers["location"], answer.body) == (302, location, b"")


@pytest.mark.parametrize(
    "target",
    [
        "/nowhere",
        "/posts/jar/",
        "/storiesx/",
        "/stories/nowhere/",
        "/stories/style.css/",
        "/stories/style.css/x",
        "/stories/films/",
        "/stories/link-loop",
        "/stories/" + "x" * 5000,
        "/forcereload",
        "/forcereload?path=*",
        "/livereloadXjs",
        "/livereload.js/",
    ],
)
def test_what_is_missing_gets_the_sites_own_page(fixed, target):
    answer = fixed.ask(target)
    assert answer.status == 404
    assert b"<h1>Not here</h1>" in answer.body
    assert b"/livereload.js?" in answer.body


def test_a_site_at_the_top_has_no_redirect_and_a_plain_page_for_what_is_missing(tmp_path, start):
    running = start(FakeSite(tmp_path, root="/").build)
    assert b"<h1>Jars of questions</h1>" in running.ask("/").body
    missing = running.ask("/nowhere")
    assert missing.status == 404
    assert b"<h1>Page not found</h1>" in missing.body


# --- What it refuses

TRAVERSALS = [
    "/stories/../secret.txt",
    "/stories/posts/../../secret.txt",
    "/../secret.txt",
    "/stories/..",
    "/stories/.",
    "/stories/./style.css",
    "/stories/%2e%2e/secret.txt",
    "/stories/%2E%2E/secret.txt",
    "/stories/.%2e/secret.txt",
    "/stories/%2e./secret.txt",
    "/stories/..%2fsecret.txt",
    "/stories/..%2Fsecret.txt",
    "/stories/%2e%2e%2fsecret.txt",
    "/stories/%2fetc%2fpasswd",
    "/stories/%2Fetc/passwd",
    "/stories/posts%2fnotes.txt",
    "/stories/..%5csecret.txt",
    "/stories/..%5Csecret.txt",
    "/stories/%5c%5cserver%5cshare",
    "/stories/..\\secret.txt",
    "/stories/posts\\notes.txt",
    "/stories/%252e%252e/secret.txt",
    "/stories/%252e%252e%252fsecret.txt",
    "/stories/..%252fsecret.txt",
    "/stories/..%255csecret.txt",
    "/stories/%25252e%25252e/secret.txt",
    "/stories/posts%252fnotes.txt",
    "/stories/style.css%00",
    "/stories/secret.txt%00.html",
    "/stories/%00/../secret.txt",
    "/stories/style.css%0a",
    "/stories/style.css%0d%0aSet-Cookie:x",
    "/stories/style.css%7f",
    "/stories/%c0%ae%c0%ae/secret.txt",
    "/stories/..%c0%afsecret.txt",
    "/stories/%e0%80%ae%e0%80%ae/secret.txt",
    "/stories/%c1%9csecret.txt",
    "/stories/%ff",
    "/stories/%ed%a0%80",
    "//secret.txt",
    "//example.org/",
    "//example.org/%2e%2e",
    "///etc/passwd",
    "/stories//etc/passwd",
    "/stories//style.css",
    "/stories///",
    "/stories/C:/Windows/win.ini",
    "/stories/C:%5cWindows%5cwin.ini",
    "/stories/c%3a/Windows",
    "/stories/style.css::$DATA",
    "/stories/style.css:hidden",
    "/stories/style.css.",
    "/stories/style.css...",
    "/stories/style.css%20",
    "/stories/posts./notes.txt",
    "/stories/posts%20/notes.txt",
    "/stories/...",
    "/stories/.../secret.txt",
    "/stories/.hidden",
    "/stories/%2ehidden",
    "/stories/.git/config",
    "/stories/.git/",
    "/stories/posts/.git/config",
    "/stories/.well-known",
    "/stories/.well-known/.secret",
    "/stories/.well-known/../.hidden",
    "/stories/.well-known2/x",
    "/stories/.nothing-there",
    "/stories/link-out.txt",
    "/stories/link-out.html",
    "/stories/link-folder",
    "/stories/link-folder/",
    "/stories/link-folder/index.html",
    "/stories/link-up/secret.txt",
    "/stories/link-up/edblog.toml",
    "/stories/link-up/site-old/secret.txt",
    "/stories/link-hidden.txt",
    "secret.txt",
    "../secret.txt",
    "http://127.0.0.1/stories/../secret.txt",
    "http://example.org/stories/",
    "file:///etc/passwd",
    b"/stories/\xc0\xae\xc0\xae/secret.txt",
    b"/stories/\xff",
]


@pytest.mark.parametrize("target", TRAVERSALS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_path_that_is_not_plain_or_leads_out_is_refused(fixed, target, method):
    answer = fixed.ask(target, method=method)
    assert (answer.status, answer.headers["content-type"]) == (403, "text/plain; charset=utf-8")
    assert answer.body == (b"403 Forbidden\n" if method == "GET" else b"")


MEANINGLESS = [
    "/stories/%ef%bc%8e%ef%bc%8e/secret.txt",
    "/stories/%ef%bc%8e%ef%bc%8e%ef%bc%8fsecret.txt",
    "/stories/%e2%80%a4%e2%80%a4/secret.txt",
    "/stories/%e2%80%a5/secret.txt",
    "/stories/..%e2%88%95secret.txt",
    "/stories/..%e2%81%84secret.txt",
    "/stories/..%ef%bc%bcsecret.txt",
    "/stories/..%e2%a7%b5secret.txt",
    "/stories/%f0%80%80%ae%f0%80%80%ae/secret.txt",
    "/stories/%f8%80%80%80%ae/secret.txt",
    "/stories/%u002e%u002e/secret.txt",
    "/stories/%uff0e%uff0e%u2215secret.txt",
    "/stories/..%u2216secret.txt",
    "/stories/&#46;&#46;/secret.txt",
    "/stories/\\x2e\\x2e/secret.txt",
    "/stories/..;/secret.txt",
    "/stories/..;x=1/secret.txt",
    "/stories/.%09./secret.txt",
    "/stories/.%0d./secret.txt",
    "/stories/.%e2%80%8b./secret.txt",
    "/stories/.%c2%ad./secret.txt",
    "/stories/.%ef%bb%bf./secret.txt",
    "/stories/..%20/secret.txt",
    "/stories/..%a0/secret.txt",
    "/stories/..%00/secret.txt",
    "/stories/%2/secret.txt",
    "/stories/%/../secret.txt",
    "/stories/%zz%zz/secret.txt",
    "/stories/%2e%252e/secret.txt",
    "/stories/%%32%65%%32%65/secret.txt",
    "/stories/%25%32%65%25%32%65/secret.txt",
    "/stories/%25%35%63..%25%35%63secret.txt",
    "/stories/....//secret.txt",
    "/stories/..../secret.txt",
    "/stories/.../...//secret.txt",
    "/stories/~/secret.txt",
    "/stories/SECRET~1.TXT",
    "/stories/con",
    "/stories/nul.txt",
    "/stories/com%c2%b9",
    "/stories/%e2%80%aetxt.terces",
    "/stories?/../secret.txt",
    "/stories/?../secret.txt",
    "/stories/style.css/../../secret.txt",
    "/stories/style.css/",
    "/stories/style.css/secret.txt",
    "/STORIES/../secret.txt",
    "/stories/link-loop",
    "/stories/link-loop/secret.txt",
    "/stories/" + "a/" * 4000,
    "/stories/" + "%2e%2e/" * 2000 + "secret.txt",
    "/stories/" + "x" * 5000,
]


@pytest.mark.parametrize("target", MEANINGLESS)
def test_what_another_program_might_take_for_a_way_out_leads_nowhere(fixed, target):
    answer = fixed.ask(target)
    assert answer.status in (302, 400, 403, 404, 414) or target.startswith("/stories/?")
    assert b"SECRET" not in answer.body


@pytest.mark.parametrize("target", [b"/stories/\x00", b"/stories/a b", b"/stories/\x7f", b"*"])
def test_a_malformed_request_line_gets_no_page(fixed, target):
    answer = fixed.ask(target)
    assert answer.status in (400, 403)
    assert b"SECRET" not in answer.body


EVERYTHING = ["/stories/", "/stories/style.css", "/nowhere", "/", "/livereload.js", "/livereload"]


@pytest.mark.parametrize("target", [*EVERYTHING, "/__edblog__/overlay.css"])
@pytest.mark.parametrize(
    "host",
    [
        "example.org",
        "example.org:{port}",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:1",
        "127.0.0.2:{port}",
        "0.0.0.0:{port}",
        "localhost.:{port}",
        "localhost.example.org:{port}",
        "127.0.0.1.nip.io:{port}",
        "example.org@127.0.0.1:{port}",
        "127.0.0.1:{port}, example.org",
        "[::1]:{port}",
        "::1:{port}",
        "2130706433:{port}",
        "127.1:{port}",
    ],
)
def test_a_foreign_host_is_refused(fixed, target, host):
    answer = fixed.ask(target, host=host.replace("{port}", str(fixed.port)))
    # Some of these are no host at all, which the HTTP parser says before anybody else.
    assert answer.status in (421, 400)
    assert answer.body in (b"421 Misdirected Request\n", b"")
    if host.removesuffix(":{port}") in {"example.org", "127.0.0.1", "localhost", "0.0.0.0"}:
        assert answer.status == 421


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LocalHost:{port}"])
def test_the_names_of_this_machine_are_accepted(fixed, host):
    assert fixed.ask("/stories/", host=host.replace("{port}", str(fixed.port))).status == 200


def test_a_request_without_a_host_or_with_two_is_refused(fixed):
    assert fixed.ask("/stories/", host=None).status in (400, 421)
    assert fixed.ask("/stories/", "Host: example.org").status in (400, 421)
    with socket.create_connection(("127.0.0.1", fixed.port), timeout=PATIENCE) as old:
        old.sendall(b"GET /stories/ HTTP/1.0\r\n\r\n")
        assert old.recv(65536).split(b"\r\n")[0] == b"HTTP/1.1 421 Misdirected Request"


FOREIGN_ORIGINS = [
    "http://example.org",
    "https://127.0.0.1:{port}",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "http://127.0.0.1:{port}.example.org",
    "http://127.0.0.1:{port}/",
    "http://example.org:{port}",
    "http://localhost:{port}",
    "file://",
    "null",
    "",
]


@pytest.mark.parametrize("target", EVERYTHING)
@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_a_foreign_origin_is_refused(fixed, target, origin):
    answer = fixed.ask(target, f"Origin: {origin.replace('{port}', str(fixed.port))}")
    assert (answer.status, answer.body) == (403, b"403 Forbidden\n")


def test_the_own_origin_is_accepted(fixed):
    assert fixed.ask("/stories/", f"Origin: http://{fixed.host}").status == 200


@pytest.mark.parametrize("target", ["/stories/", "/stories/style.css", "/livereload.js", "/livereload", "/x"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get"])
def test_only_get_and_head_are_answered(fixed, target, method):
    answer = fixed.ask(target, "Content-Length: 0", method=method)
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD"


def test_a_large_body_is_not_read(fixed):
    assert fixed.ask("/stories/", "Content-Length: 100000", method="POST").status in (400, 413)


def test_only_this_computer_is_listened_to():
    with live.bind(0, print) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


# --- The socket


def run(story: Coroutine[Any, Any, T]) -> T:
    # In a thread without a loop: Playwright keeps one running in the main thread after browser tests.
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, story).result()


@asynccontextmanager
async def connect(
    running: Running, origin: str | None, host: str = "", **headers: str
) -> AsyncIterator[WebSocketClientConnection]:
    headers = {"Host": host or running.host, **headers} | ({} if origin is None else {"Origin": origin})
    request = HTTPRequest(f"ws://{running.host}/livereload", headers=headers, request_timeout=PATIENCE)
    page = await websocket_connect(request)
    try:
        yield page
    finally:
        already_closed = page.close_code is not None
        page.close()
        if not already_closed:
            async with asyncio.timeout(PATIENCE):
                while await page.read_message() is not None:
                    pass


@asynccontextmanager
async def join(running: Running, generation: str | None = None) -> AsyncIterator[WebSocketClientConnection]:
    """A page that waits for reloads, as livereload.js does it."""
    async with connect(running, f"http://{running.host}") as page:
        hello = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}
        if generation is not None:
            hello["snipver"] = generation
        page.write_message(json.dumps(hello))
        assert (await receive(page))["command"] == "hello"
        page.write_message(json.dumps({"command": "info", "plugins": {}, "url": running.url}))
        yield page


def refusal(running: Running, origin: str | None, host: str = "", **headers: str) -> int:
    """The status with which the server refuses a socket."""

    async def story() -> None:
        async with connect(running, origin, host, **headers):
            pass

    with pytest.raises(HTTPClientError) as caught:
        run(story())
    return caught.value.code


async def receive(page: WebSocketClientConnection) -> dict[str, Any]:
    message = await asyncio.wait_for(page.read_message(), PATIENCE)
    assert message is not None, "the server has closed the connection"
    return json.loads(message)


async def settle(page: WebSocketClientConnection) -> None:
    """Until the server has read all that the page has said, which it does in order."""
    page.write_message(json.dumps({"command": "hello"}))
    assert (await receive(page))["command"] == "hello"


def generation(page: str) -> str:
    found = re.search(r"snipver=([^&]+)&", page)
    assert found
    return found[1]


@pytest.mark.parametrize("origin", [None, *FOREIGN_ORIGINS])
def test_the_socket_refuses_a_foreign_origin_and_none(fixed, origin):
    assert refusal(fixed, origin and origin.replace("{port}", str(fixed.port))) == 403


def test_the_socket_refuses_a_foreign_origin_that_claims_to_be_the_same(fixed):
    assert refusal(fixed, "http://example.org", **{"Sec-Fetch-Site": "same-origin"}) == 403


def test_the_socket_refuses_a_foreign_host_even_with_the_origin_to_match(fixed):
    host = f"example.org:{fixed.port}"
    assert refusal(fixed, f"http://{host}", host) == 421


def test_the_socket_speaks_livereload_with_a_page_of_ours(fixed):
    async def story() -> dict[str, Any]:
        async with connect(fixed, f"http://{fixed.host}") as page:
            page.write_message(json.dumps({"command": "hello"}))
            return await receive(page)

    assert run(story()) == {
        "command": "hello",
        "protocols": ["http://livereload.com/protocols/official-7"],
        "serverName": "livereload-tornado",
    }


@pytest.mark.parametrize("message", ["", "{", "[]", "1", '"x"', "{}", "[" * 50_000, b"\xff\xfe"])
def test_a_message_that_makes_no_sense_ends_the_connection_and_nothing_else(fixed, message):
    async def story() -> tuple[str | bytes | None, int | None]:
        async with connect(fixed, f"http://{fixed.host}") as page:
            page.write_message(message, binary=isinstance(message, bytes))
            answer = await asyncio.wait_for(page.read_message(), PATIENCE)
            return answer, page.close_code

    assert run(story()) == (None, 1002)
    assert fixed.ask("/stories/").status == 200


# --- How it follows edits


def test_an_edit_reloads_the_waiting_pages(site, start):
    running = start(site.build)

    async def story() -> dict[str, Any]:
        async with join(running) as page:
            await settle(page)
            site.write("content/index.html", PAGE.replace("{title}", "Second thoughts"))
            return await receive(page)

    message = run(story())
    assert message == {"command": "reload", "path": "*", "liveCSS": False, "liveImg": True}
    assert "<h1>Second thoughts</h1>" in running.page()


def test_a_page_that_connects_after_the_build_is_reloaded_at_once(site, start):
    running = start(site.build)
    before = generation(running.page())
    site.write("content/index.html", PAGE.replace("{title}", "Second thoughts"))
    running.wait_for(lambda preview: preview.summary == "build 2")

    async def story() -> None:
        async with join(running, before) as page:
            assert (await receive(page))["command"] == "reload"
        async with join(running, generation(running.page())) as page:
            # Nothing comes before the answer to its own question.
            await settle(page)

    run(story())


def test_a_build_that_changes_nothing_reloads_nothing(site, start):
    first = site.build()
    running = start(lambda: msgspec.structs.replace(first, changed=False))
    before = generation(running.page())
    running.wait_for(lambda _: True)
    site.write("edblog.toml", "")
    running.wait_for(lambda _: True)
    assert generation(running.page()) == before


def test_two_servers_in_one_process_do_not_reload_each_others_pages(tmp_path, start):
    one, other = FakeSite(tmp_path / "one"), FakeSite(tmp_path / "other")
    running, bystander = start(one.build), start(other.build)

    async def story() -> None:
        async with join(running) as page, join(bystander) as elsewhere:
            await settle(page)
            await settle(elsewhere)
            one.write("content/index.html", PAGE.replace("{title}", "Second thoughts"))
            assert (await receive(page))["command"] == "reload"
            await settle(elsewhere)

    run(story())


def test_an_error_is_shown_over_the_last_good_page_until_it_is_mended(site, start):
    running = start(site.build)
    good = running.page()
    on_disk = (site.output / "index.html").read_bytes()

    async def story() -> tuple[str, str]:
        async with join(running, generation(good)) as page:
            site.write("content/index.html", PAGE)
            assert (await receive(page))["command"] == "reload"
            broken = running.page()
            assert (site.output / "index.html").read_bytes() == on_disk
            site.write("content/index.html", PAGE.replace("{title}", "Mended"))
            assert (await receive(page))["command"] == "reload"
        return broken, running.page()

    broken, mended = run(story())
    assert broken.count('<section id="edblog-problems" role="alert"') == 1
    assert "<h1>Jars of questions</h1>" in broken
    assert broken.index("edblog-problems") < broken.index("</body>")
    assert "content/index.html:5:8" in broken
    assert "edblog-problems" not in mended
    assert "<h1>Mended</h1>" in mended
    assert (site.output / "index.html").read_text() == PAGE.replace("{title}", "Mended")


def test_the_problems_are_escaped_and_complete(site, start):
    running = start(site.build)
    site.write("content/index.html", PAGE)
    running.wait_for(lambda preview: bool(preview.problems))
    page = running.page()
    shown = page[page.index('<link rel="stylesheet"') : page.index("<script src=")]
    assert shown == (
        f'<link rel="stylesheet" href="http://{running.host}/__edblog__/overlay.css">\n'
        '<section id="edblog-problems" role="alert" aria-labelledby="edblog-problems-title" lang="en" dir="ltr">\n'
        "<details open>\n"
        '<summary><h2 id="edblog-problems-title">1 problem in the last build</h2></summary>\n'
        "<ol>\n<li>\n"
        '<p class="edblog-place"><code>content/index.html:5:8</code></p>\n'
        '<p class="edblog-message">this page &lt;b&gt;has no title&lt;/b&gt;</p>\n'
        "<pre>5 | &lt;title&gt;{title}&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;\n"
        "  |        ^</pre>\n"
        '<p class="edblog-help">Help: write &quot;title&quot; &amp; a name</p>\n'
        "</li>\n</ol>\n"
        "<p>This page is from the last successful build, if there was one. It reloads when you save a change.</p>\n"
        "</details>\n</section>\n"
    )
    sheet = running.ask("/__edblog__/overlay.css")
    assert (sheet.status, sheet.headers["content-type"]) == (200, "text/css; charset=utf-8")


def test_a_first_build_that_fails_shows_its_problems_everywhere_and_recovers(site, start):
    site.write("content/index.html", PAGE)
    running = start(site.build)
    answer = running.ask("/stories/posts/anything/")
    assert answer.status == 503
    assert b"<h1>The site cannot be built</h1>" in answer.body
    assert b"this page &lt;b&gt;has no title" in answer.body
    # Without one, browsers ask for /favicon.ico, at a time of their own.
    assert b'<link rel="icon" href="data:,">' in answer.body
    assert running.ask("/stories/../secret").status == 403

    async def story() -> None:
        async with join(running, generation(answer.body.decode())) as page:
            site.write("content/index.html", PAGE.replace("{title}", "At last"))
            assert (await receive(page))["command"] == "reload"

    run(story())
    assert "<h1>At last</h1>" in running.page()
    assert "edblog-problems" not in running.page()


def test_an_exception_in_a_build_is_a_problem_like_any_other(site, start):
    failures: list[Exception] = []

    def build() -> BuildResult:
        if failures:
            raise failures.pop()
        return site.build()

    running = start(build)
    failures.append(ZeroDivisionError("division of <zero>"))
    site.write("content/index.html", PAGE.replace("{title}", "Second thoughts"))
    [problem] = running.wait_for(lambda preview: bool(preview.problems)).problems
    assert problem.code == "build-crashed"
    assert problem.message.startswith(
        "the build stopped unexpectedly: ZeroDivisionError: division of <zero> (test_serve.py, line "
    )
    assert "division of &lt;zero&gt;" in running.page()
    told = Problem(
        path="edblog.toml", severity="error", code="bad-toml", message="no such key", line=1, column=1
    )
    failures.append(EdblogError([told]))
    site.write("content/index.html", PAGE.replace("{title}", "Third thoughts"))
    assert running.wait_for(lambda preview: preview.problems != (problem,)).problems == (told,)
    site.write("content/index.html", PAGE.replace("{title}", "Fourth thoughts"))
    running.wait_for(lambda preview: not preview.problems)
    assert "<h1>Fourth thoughts</h1>" in running.page()


def test_an_exception_in_the_very_first_build_is_survived(site, start, monkeypatch):
    monkeypatch.chdir(site.folder)
    failures: list[Exception] = [RuntimeError()]

    def build() -> BuildResult:
        if failures:
            raise failures.pop()
        return site.build()

    running = start(build)
    answer = running.ask("/")
    assert answer.status == 503
    assert b"the build stopped unexpectedly: RuntimeError (" in answer.body
    site.write("content/index.html", PAGE.replace("{title}", "At last"))
    running.wait_for(lambda preview: not preview.problems)
    assert "<h1>At last</h1>" in running.page()


def test_edits_made_while_the_first_build_runs_are_not_missed(site, start):
    def build() -> BuildResult:
        preview = site.build()
        if site.builds == 1:
            site.write("content/index.html", PAGE.replace("{title}", "Typed meanwhile"))
        return preview

    running = start(build)
    running.wait_for(lambda preview: preview.summary != "build 1")
    assert "<h1>Typed meanwhile</h1>" in running.page()


def test_a_file_that_editors_replace_is_followed_again_and_again(site, start):
    settings = site.folder / "edblog.toml"
    running = start(site.build)
    running.wait_for(lambda preview: preview.summary == "build 1")
    seen = 1
    for number in range(3):
        site.write("edblog.toml.new", f"n = {number}").replace(settings)
        seen = int(running.wait_for(lambda p, seen=seen: p.summary != f"build {seen}").summary.split()[1])
    settings.unlink()
    running.wait_for(lambda _: True)


def test_a_folder_that_is_replaced_is_followed(site, start):
    running = start(site.build)
    site.write("next/index.html", PAGE.replace("{title}", "Another branch"))
    (site.folder / "content").rename(site.folder / "before")
    (site.folder / "next").rename(site.folder / "content")
    # A build in between may find no folder at all, which is a problem of its own.
    running.wait_for(
        lambda preview: preview.changed and "Another" in (site.output / "index.html").read_text()
    )
    site.write("content/index.html", PAGE.replace("{title}", "Another edit"))
    running.wait_for(lambda preview: preview.changed and "edit" in (site.output / "index.html").read_text())
    assert "<h1>Another edit</h1>" in running.page()


def watched() -> set[int]:
    """The inode numbers of all that this process is notified of."""
    found: set[int] = set()
    for info in Path("/proc/self/fdinfo").iterdir():
        with contextlib.suppress(OSError):
            found |= {
                int(number, 16)
                for number in re.findall(r"^inotify .* ino:([0-9a-f]+)", info.read_text(), re.MULTILINE)
            }
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="Linux notifies through links to folders")
def test_a_link_to_a_folder_is_not_followed_and_everything_else_is(site, start, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "deep").mkdir()
    (outside / "deep/page.html").write_text(PAGE, encoding="utf-8")
    symlink(site.folder / "content/linked", outside)
    symlink(site.folder / "content/loop", "..")
    running = start(lambda: msgspec.structs.replace(site.build(), problems=()))
    running.wait_for(lambda preview: preview.summary == "build 1")
    is_late = time.monotonic() + PATIENCE
    while (site.folder / "content").stat().st_ino not in watched():
        assert time.monotonic() < is_late
    assert watched().isdisjoint({outside.stat().st_ino, (outside / "deep").stat().st_ino})
    site.write("content/posts/new/index.html", PAGE.replace("{title}", "In a new folder"))
    running.wait_for(lambda preview: preview.summary != "build 1")
    site.write("content/posts/new/index.html", PAGE.replace("{title}", "Written again"))
    running.wait_for(lambda _: "again" in (site.output / "posts/new/index.html").read_text())

    assert (site.folder / "content/posts/new").stat().st_ino in watched()
    assert watched().isdisjoint({outside.stat().st_ino, (outside / "deep").stat().st_ino})


def test_without_notifications_changes_are_looked_for(site, start, monkeypatch):
    native = watch.watch

    def refuse(*paths: Path, force_polling: bool | None, **options: Any) -> Iterator[set[Any]]:
        if not force_polling:
            raise OSError("the limit of watches is reached")
        yield from native(*paths, force_polling=True, **options)

    monkeypatch.setattr(watch, "watch", refuse)
    running = start(site.build)
    site.write("content/index.html", PAGE.replace("{title}", "Second thoughts"))
    running.wait_for(lambda preview: "Second" in (site.output / "index.html").read_text())
    assert "<h1>Second thoughts</h1>" in running.page()
    running.end()
    assert running.announced[1] == (
        "File notifications do not work here (the limit of watches is reached);"
        " checking for changes several times a second"
    )


# --- How it starts and ends


def test_a_taken_port_moves_on_to_the_next(site, start):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        running = start(site.build, port=port)
        assert port < running.port <= port + 20
        assert running.announced[0] == f"Port {port} is in use; using {running.port} instead"


def test_when_no_port_is_free_the_command_says_so(site, monkeypatch):
    monkeypatch.setattr(live, "MORE_PORTS", 0)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(EdblogError) as caught:
            serve(site.build, port=port, announce=print, report=lambda _: None)
    assert [problem.code for problem in caught.value.problems] == ["port-taken"]


def test_an_address_that_this_computer_does_not_have(monkeypatch):
    # Reserved for documentation (RFC 5737).
    monkeypatch.setattr(live, "ADDRESS", "192.0.2.1")
    with pytest.raises(EdblogError) as caught:
        live.bind(0, print)

    assert [(problem.code, problem.help) for problem in caught.value.problems] == [
        ("cannot-listen", "allow programs on this computer to use that address, for example in the firewall")
    ]


def test_ending_closes_everything(site, start):
    before = set(threading.enumerate())
    running = start(site.build)

    async def story() -> int | None:
        async with join(running) as page:
            await settle(page)
            running.stop.set()
            assert await asyncio.wait_for(page.read_message(), PATIENCE) is None
            return page.close_code

    assert run(story()) == 1001
    running.end()
    assert set(threading.enumerate()) == before
    assert running.announced == [f"Preview at {running.url} (press Ctrl-C to stop it)", "Preview stopped"]
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", running.port), timeout=PATIENCE)


SCRIPT = """
import sys
from pathlib import Path
from edblog.serve import BuildResult, serve

folder = Path(sys.argv[1])
preview = BuildResult(output=folder, root="/", problems=(), changed=True, summary="built", inputs=(folder,))
serve(
    lambda: preview,
    port=0,
    announce=lambda line: print(line, flush=True),
    report=lambda preview: print(preview.summary, flush=True),
)
print("returned", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send Ctrl-C to one process only")
def test_ctrl_c_ends_it_politely(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", SCRIPT, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "built\n"
        assert process.stdout.readline().startswith("Preview at http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        try:
            out, err = process.communicate(timeout=PATIENCE)
        finally:
            # On leaving the context, this process would wait for it for ever.
            process.kill()
    assert (out, err, process.returncode) == ("Preview stopped\nreturned\n", "", 0)


# --- The pure parts

HERE = Reload(host="127.0.0.1:8000", generation="run-1")


@pytest.mark.parametrize(
    ("policy", "widened"),
    [
        ("", ""),
        (";;", ""),
        ("img-src 'self'", "img-src 'self'"),
        ("script-src 'self'", "script-src 'self' {js}"),
        ("SCRIPT-SRC 'None'", "script-src {js}"),
        ("script-src 'none'; script-src 'self'", "script-src {js}"),
        (
            "script-src 'self'; script-src-elem 'none'; style-src-elem 'self'",
            "script-src 'self'; script-src-elem {js}; style-src-elem 'self' {css}",
        ),
        ("connect-src 'none'", "connect-src {socket}"),
        (
            "default-src 'self' https://example.org",
            (
                "default-src 'self' https://example.org; script-src 'self' https://example.org {js}; "
                "style-src 'self' https://example.org {css}; connect-src 'self' https://example.org {socket}"
            ),
        ),
        ("upgrade-insecure-requests; block-all-mixed-content; base-uri 'none'", "base-uri 'none'"),
    ],
)
def test_a_policy_is_widened_by_exactly_what_the_preview_adds(policy, widened):
    urls = {
        "{js}": "http://127.0.0.1:8000/livereload.js",
        "{css}": "http://127.0.0.1:8000/__edblog__/overlay.css",
        "{socket}": "ws://127.0.0.1:8000/livereload",
    }
    for name, url in urls.items():
        widened = widened.replace(name, url)
    assert widened_policy(policy, HERE) == widened


def test_a_page_in_which_somebody_writes_does_not_reload():
    """What is saved there makes the site be built again."""
    html = '<!doctype html>\n<html lang="en" data-reload="never"><head></head><body>Words</body></html>'

    assert served_copy(html, HERE) == html


@pytest.mark.parametrize(
    "tag",
    [
        '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">',
        "<META content=\"script-src 'self'\" HTTP-EQUIV=content-security-policy />",
        "<meta\nhttp-equiv=' content-security-policy ' content='script-src &#39;self&#39;'>",
    ],
)
def test_a_policy_is_found_however_it_is_spelled(tag):
    expected = (
        '<meta http-equiv="Content-Security-Policy" '
        'content="script-src &#x27;self&#x27; http://127.0.0.1:8000/livereload.js">'
    )
    copy = served_copy(f"<head>{tag}</head><body></body>", HERE)
    assert copy.startswith(f"<head>{expected}</head><body><script src=")


@pytest.mark.parametrize(
    "html",
    [
        "<head><!-- <meta http-equiv=Content-Security-Policy content=\"script-src 'self'\"> --></head>",
        '<head><meta name="description" content="a > b"><meta charset="utf-8"></head>',
        "<body><meta http-equiv=Content-Security-Policy content=\"script-src 'self'\">",
    ],
)
def test_what_is_no_policy_in_the_head_is_left_alone(html):
    assert served_copy(html, HERE).startswith(html)


def test_the_caret_stands_below_its_character_also_after_tabs():
    problem = Problem(path="a", severity="error", code="b", message="c", line=12, column=3, excerpt="\tx: y")
    assert excerpt(problem) == "12 | \tx: y\n   | \t ^"
    assert excerpt(msgspec.structs.replace(problem, column=0)) == "12 | \tx: y"


def test_of_very_many_problems_the_first_are_listed():
    problems = tuple(
        Problem(path="a.md", severity="error", code="c", message=f"wrong {n}", line=n) for n in range(1, 61)
    )
    shown = overlay(problems, HERE)
    assert shown.count("<li>") == 50
    assert "60 problems in the last build" in shown
    assert "<p>… and 10 more; the terminal lists all of them.</p>" in shown


@pytest.mark.parametrize(
    ("path", "is_input"),
    [
        ("content", True),
        ("content/posts/jar.md", True),
        ("content/.well-known/security.txt", True),
        ("edblog.toml", True),
        ("site/index.html", False),
        ("content/site/index.html", True),
        ("elsewhere/x.md", False),
        ("content/.git/index", False),
        ("content/.edblog/store", False),
        ("content/.jar.md.swp", False),
        ("content/jar.md~", False),
        ("content/#jar.md#", False),
        ("content/.#jar.md", False),
        ("content/4913", False),
        ("content/jar.md.swx", False),
        ("content/jar.md___jb_tmp___", False),
        ("content/.goutputstream-ABC", False),
        ("content/.DS_Store", False),
        ("content/jar.tmp", False),
        ("content/node_modules/x/readme.md", False),
    ],
)
def test_noise_is_told_from_edits(path, is_input):
    # A hidden folder on the way to the site does not make everything in it hidden.
    folder = Path("/home/.writer/stories")
    judge = watch.input_filter([folder / "content", folder / "edblog.toml"], folder / "site")
    assert judge(folder / path) is is_input


def test_the_output_is_no_input_even_inside_of_one(tmp_path):
    judge = watch.input_filter([tmp_path], tmp_path / "site")
    assert judge(tmp_path / "content/jar.md")
    assert not judge(tmp_path / "site/index.html")
