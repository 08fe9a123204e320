"""A reader comments on a story, a moderator lets it through, and the next reader sees it: with a real Isso."""

import re
import subprocess
import threading
import urllib.error
import urllib.request
from email import message_from_bytes
from email import policy as policies
from email.message import EmailMessage
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from queue import Queue
from socket import create_server
from socketserver import StreamRequestHandler, ThreadingTCPServer
from textwrap import dedent
from time import monotonic
from typing import NamedTuple

import pytest

from edblog.services.comments import Thread, read_options
from edblog.web.policy import content_security_policy

PATH = "/stories/posts/jar/"
TITLE = 'The jar of "why" </template>'
COMMENT = "#isso-root .isso-comment"  # the box to write in has a preview of this class as well
THEME_SCRIPT = Path(__file__).parents[2] / "themes/common/static/waiting.js"


class Isso(NamedTuple):
    url: str
    mailbox: "Mailbox"


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


GUIDE = (Path(__file__).parents[2] / "docs/district.md").read_text("utf-8")


def free_port() -> int:
    with create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def from_guide(language: str, replacements: dict[str, str]) -> str:
    """The one block of the guide in this language, with the addresses of a test."""
    blocks = re.findall(rf"^ *```{language}\n(.*?)^ *```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    text = dedent(blocks[0])
    for here, there in replacements.items():
        assert text.count(here) == 1, here
        text = text.replace(here, there)
    return text


class Mailbox:
    """A mail server on loopback (RFC 5321) that keeps what it is sent."""

    def __init__(self) -> None:
        self.letters: Queue[EmailMessage] = Queue()
        letters = self.letters

        class Handler(StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(b"220 here\r\n")
                for line in self.rfile:
                    verb = line[:4].upper()
                    self.wfile.write(
                        {b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}.get(verb, b"250 ok\r\n")
                    )
                    if verb == b"QUIT":
                        return
                    if verb == b"DATA":
                        lines = list(iter(self.rfile.readline, b".\r\n"))
                        letters.put(message_from_bytes(b"".join(lines), policy=policies.default))
                        self.wfile.write(b"250 ok\r\n")

        self.server = ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]


@pytest.fixture
def mailbox():
    mailbox = Mailbox()
    thread = threading.Thread(target=mailbox.server.serve_forever)
    thread.start()
    yield mailbox
    mailbox.server.shutdown()
    mailbox.server.server_close()
    thread.join()


@pytest.fixture
def isso(tmp_path, site, mailbox, require_program):
    """Isso and nginx before it, both with the settings of the guide."""
    program, proxy = require_program("isso"), require_program("nginx")
    inside, outside = free_port(), free_port()
    config, log = tmp_path / "isso.cfg", tmp_path / "isso.log"
    config.write_text(
        from_guide(
            "ini",
            {
                "/var/lib/isso/comments.db": str(tmp_path / "comments.db"),
                "https://district.example/": f"{site.origin}/",
                "http://127.0.0.1:8081/": f"http://127.0.0.1:{inside}/",
                "https://comments.district.example": f"http://127.0.0.1:{outside}",
                "mail.district.example": "127.0.0.1",
                "port = 587": f"port = {mailbox.port}",
                "security = starttls": "security = none",
                "username = stories@district.example\n": "",
                "password = the password of that mailbox\n": "",
            },
        ),
        encoding="utf-8",
    )
    server = from_guide(
        "nginx",
        {
            "listen 443 ssl;": f"listen 127.0.0.1:{outside};",
            "    ssl_certificate /etc/ssl/comments.district.example.pem;\n": "",
            "    ssl_certificate_key /etc/ssl/comments.district.example.key;\n": "",
            "http://127.0.0.1:8081;": f"http://127.0.0.1:{inside};",
            # Isso makes the address in its pages of this name, which leaves out the port of a test.
            "proxy_set_header Host $host;": "proxy_set_header Host $http_host;",
        },
    )
    temporary = " ".join(
        f"{kind}_temp_path {tmp_path}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    front = tmp_path / "nginx.conf"
    front.write_text(
        f"daemon off; error_log stderr; pid {tmp_path}/pid; events {{ }} "
        f"http {{ access_log off; {temporary}\n{server}}}",
        encoding="utf-8",
    )
    with log.open("wb") as output, (tmp_path / "nginx.log").open("wb") as complaints:
        process = subprocess.Popen([program, "-c", config, "run"], stdout=output, stderr=output)
        before = subprocess.Popen(
            [proxy, "-c", front, "-p", tmp_path, "-e", "stderr"], stdout=complaints, stderr=complaints
        )
    try:
        wait_for_answer(f"http://127.0.0.1:{inside}/info", process, log)
        wait_for_answer(f"http://127.0.0.1:{outside}/info", before, tmp_path / "nginx.log")
        yield Isso(f"http://127.0.0.1:{outside}", mailbox)
    finally:
        for each in (before, process):
            each.terminate()
            each.wait(timeout=10)


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
    for name in choice.files:
        site.pages[thread.assets + name] = (
            "text/css",
            files("edblog.services.comments").joinpath(name).read_bytes(),
        )
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


def activation_link(letter: EmailMessage) -> str:
    links = re.findall(r"http://\S+/id/\d+/activate/\S+", letter.get_content())
    assert len(links) == 1
    return links[0]


def write_comment(page, text: str) -> None:
    page.locator(".isso-postbox .isso-textarea").fill(text)
    page.locator(".isso-postbox input[name=author]").fill("Amal O'Neill")
    with page.expect_response(lambda response: "/new?uri=" in response.url) as posted:
        page.locator(".isso-postbox input[type=submit]").click()
    # Accepted, and kept back.
    assert posted.value.status == 202
    assert f"uri={PATH.replace('/', '%2F')}" in posted.value.url
    page.locator(COMMENT).wait_for()


def test_a_comment_waits_for_its_moderator(browser, page, built_page, isso):
    def visit_of_another():
        context = browser.new_context()
        return context, Visit(context.new_page(), built_page)

    first = Visit(page, built_page)
    assert first.asked(isso.url) == []

    first.show_comments(isso)
    write_comment(page, "The *bean* jar works in grade 4 too.")

    context, second = visit_of_another()
    second.show_comments(isso)
    assert second.page.locator(COMMENT).count() == 0
    context.close()

    letter = isso.mailbox.letters.get(timeout=20)
    assert letter["to"] == "web.office@district.example"
    assert "The *bean* jar works in grade 4 too." in letter.get_content()
    moderator = browser.new_context().new_page()
    # The link asks once more, so that a program that looks into mails approves nothing.
    moderator.once("dialog", lambda dialog: dialog.accept())
    with moderator.expect_response(lambda response: response.request.method == "POST") as activated:
        moderator.goto(activation_link(letter))
    assert activated.value.status == 200
    moderator.context.close()

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


def test_a_moderator_approves_on_the_page_of_the_administration(browser, page, built_page, isso):
    visit = Visit(page, built_page)
    visit.show_comments(isso)
    write_comment(page, "Which beans?")

    moderator = browser.new_context().new_page()
    moderator.goto(f"{isso.url}/admin/")
    moderator.locator("input[name=password]").fill("a long password of your own")
    moderator.locator("input[name=password]").press("Enter")
    moderator.get_by_role("link", name="Pending (1)").click()
    assert moderator.locator(".isso-text").inner_text().strip() == "Which beans?"
    with moderator.expect_response(lambda response: "/activate/" in response.url) as activated:
        moderator.get_by_text("Validate", exact=True).click()
    assert activated.value.status == 200
    moderator.context.close()

    context = browser.new_context()
    later = Visit(context.new_page(), built_page)
    later.show_comments(isso)
    assert later.page.locator(f"{COMMENT} .isso-text").inner_text().strip() == "Which beans?"
    context.close()
