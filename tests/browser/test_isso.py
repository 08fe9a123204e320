"""A reader comments on a story, a moderator lets it through, and the next reader sees it: with a real Isso."""

import re
import subprocess
import threading
import urllib.error
import urllib.request
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import create_server
from time import monotonic
from typing import NamedTuple

import pytest

from edblog.comments import Thread, read_options
from edblog.policy import content_security_policy

PATH = "/stories/posts/jar/"
TITLE = 'The jar of "why" </template>'
COMMENT = "#isso-root .isso-comment"  # the box to write in has a preview of this class as well
THEME_SCRIPT = Path(__file__).parents[2] / "themes/marigold/static/waiting.js"


class Isso(NamedTuple):
    url: str
    log: Path


class StorySite:
    """A site of one story on loopback; `pages` are filled in once Isso's address is known."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, bytes]] = {}
        pages = self.pages

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kind, body = pages.get(self.path, ("text/plain", b""))
                self.send_response(200 if self.path in pages else 404)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments: object) -> None:
                """Keep the test's output clean."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def site():
    site = StorySite()
    thread = threading.Thread(target=site.server.serve_forever)
    thread.start()
    yield site
    site.server.shutdown()
    site.server.server_close()
    thread.join()


@pytest.fixture
def isso(tmp_path, site, require_program):
    program = require_program("isso")
    with create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    config, log = tmp_path / "isso.cfg", tmp_path / "isso.log"
    config.write_text(
        f"""
[general]
dbpath = {tmp_path / "comments.db"}
host = {site.origin}/
[moderation]
enabled = true
[server]
listen = {url}/
public-endpoint = {url}
[guard]
enabled = false
""",
        encoding="utf-8",
    )
    with log.open("wb") as output:
        process = subprocess.Popen([program, "-c", config, "run"], stdout=output, stderr=output)
    try:
        wait_for_answer(f"{url}/info", process, log)
        yield Isso(url, log)
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_for_answer(url: str, process: subprocess.Popen, log: Path, seconds: float = 20) -> None:
    deadline = monotonic() + seconds
    never = threading.Event()
    while process.poll() is None and monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=seconds):
                return
        except (urllib.error.URLError, ConnectionError):
            never.wait(0.05)
    pytest.fail(f"Isso did not start:\n{log.read_text('utf-8', 'replace')}")


def story_page(policy: str, markup: str) -> str:
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">
<title>{escape(TITLE)}</title>
<link rel="icon" href="data:,">
</head>
<body>
<h1>{escape(TITLE)}</h1>
<section>
<button type="button" data-eb-comments="click" data-eb-loading="Loading" hidden>Show comments</button>
<p role="status"></p>
<template>{markup}</template>
<div data-eb-thread tabindex="-1"></div>
</section>
<script src="/waiting.js" defer></script>
</body>
</html>
"""


@pytest.fixture
def built_page(site, isso) -> str:
    """URL of a story whose comments are kept by `isso`."""
    choice, problems = read_options({"service": "isso", "isso": {"host": isso.url, "avatar": True}})
    assert problems == []
    thread = Thread(
        path=PATH, url=site.origin + PATH, title=TITLE, lang="en", site_lang="en", assets="/assets/comments/"
    )
    page = story_page(content_security_policy(choice.policy(thread)), choice.view(thread).markup)
    site.pages[PATH] = ("text/html", page.encode())
    site.pages["/waiting.js"] = ("text/javascript", THEME_SCRIPT.read_bytes())
    return site.origin + PATH


class Visit:
    """What one visitor's browser asks for and complains about."""

    def __init__(self, page, url: str) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation', (event) =>"
            " console.error(`blocked: ${event.effectiveDirective} ${event.blockedURI}`))"
        )
        page.goto(url)

    def _listen(self, message) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def asked(self, url: str) -> list[str]:
        return [request for request in self.requests if request.startswith(url)]

    def show_comments(self, isso: Isso) -> None:
        """Press the button and wait until Isso has said which comments there are."""
        with self.page.expect_response(
            lambda response: response.url.startswith(f"{isso.url}/?uri=")
        ) as answer:
            self.page.get_by_role("button", name="Show comments").click()
        answer.value.finished()
        self.page.locator(".isso-thread-heading", has_text=re.compile(r"\S")).wait_for()


def activation_link(log: Path) -> str:
    links = re.findall(r"http://\S+/id/\d+/activate/\S+", log.read_text("utf-8"))
    assert len(links) == 1
    return links[0]


def test_a_comment_waits_for_its_moderator(browser, page, built_page, isso):
    def visit_of_another():
        context = browser.new_context()
        return context, Visit(context.new_page(), built_page)

    first = Visit(page, built_page)
    assert first.asked(isso.url) == []

    first.show_comments(isso)
    page.locator(".isso-postbox .isso-textarea").fill("The *bean* jar works in grade 4 too.")
    page.locator(".isso-postbox input[name=author]").fill("Amal O'Neill")
    with page.expect_response(lambda response: "/new?uri=" in response.url) as posted:
        page.locator(".isso-postbox input[type=submit]").click()
    assert posted.value.status == 202
    assert f"uri={PATH.replace('/', '%2F')}" in posted.value.url
    page.locator(COMMENT).wait_for()

    context, second = visit_of_another()
    second.show_comments(isso)
    assert second.page.locator(COMMENT).count() == 0
    context.close()

    with urllib.request.urlopen(activation_link(isso.log), data=b"", timeout=10) as answer:
        assert answer.status == 200

    context, third = visit_of_another()
    assert third.asked(isso.url) == []
    third.show_comments(isso)
    comment = third.page.locator(COMMENT)
    comment.wait_for()
    assert comment.count() == 1
    assert comment.locator(".isso-author").inner_text() == "Amal O'Neill"
    assert comment.locator(".isso-text").inner_text().strip() == "The bean jar works in grade 4 too."
    pattern = comment.locator(".isso-avatar rect").first
    assert pattern.evaluate("(rect) => getComputedStyle(rect).fill") == "rgb(240, 240, 240)"
    context.close()

    assert [visit.complaints for visit in (first, second, third)] == [[], [], []]
