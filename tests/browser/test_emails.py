"""A digest as somebody gets it: sent through a mail server on this machine, taken apart again, and opened where it arrived."""

from __future__ import annotations

import smtplib
import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from tests.accessible import violations

LARGEST = 100_000
"""Bytes: Gmail cuts off what is longer than 102 kB."""


class Mailbox(Message):
    """Keeps the messages that a mail server gets."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[bytes] = []

    def handle_message(self, message) -> None:
        self.messages.append(message.as_bytes())


@pytest.fixture(scope="module")
def letters(sample: Path) -> list[Path]:
    """The folders of the newest digests of the site of both sorts, and of one about a micro-credential and a circle."""
    root = sample / "digests"
    found = [
        max(root.glob(pattern)) for pattern in ("*-W*", "????-??", "credentials/*/*-W*", "circles/*/*-W*")
    ]
    assert all((folder / "email.html").is_file() for folder in found)
    return found


def sent(letter: Path) -> EmailMessage:
    """A digest with its plain text, as a program gets it that asks a mail server for it."""
    message = EmailMessage()
    message["Subject"] = "Classroom Stories"
    message["From"], message["To"] = "stories@district.example", "rosa@home.example"
    message["List-Unsubscribe"] = "<mailto:stop@district.example>"
    message.set_content((letter / "email.txt").read_text(encoding="utf-8"))
    message.add_alternative((letter / "email.html").read_text(encoding="utf-8"), subtype="html")
    mailbox = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        with smtplib.SMTP("127.0.0.1", port) as client:
            assert client.send_message(message) == {}
    finally:
        server.stop()
    [data] = mailbox.messages
    # The longest line that a mail server must take (RFC 5321, section 4.5.3.1.6), with its end.
    assert max(map(len, data.splitlines())) <= 998
    arrived = message_from_bytes(data, policy=policy.default)
    assert isinstance(arrived, EmailMessage)
    return arrived


def test_what_arrives_is_what_was_built(letters):
    for letter in letters:
        arrived = sent(letter)

        text, html = arrived.get_body(("plain",)), arrived.get_body(("html",))
        assert arrived.get_content_type() == "multipart/alternative"
        assert [part.get_content_type() for part in arrived.iter_parts()] == ["text/plain", "text/html"]
        assert text.get_content() == (letter / "email.txt").read_text(encoding="utf-8")
        assert html.get_content() == (letter / "email.html").read_text(encoding="utf-8") + "\n"
        assert len(html.get_content().encode()) < LARGEST


@pytest.mark.parametrize(("width", "scheme"), [(600, "light"), (360, "dark")])
def test_it_can_be_read_where_it_is_opened(browser, letters, sample, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, said, missing = context.new_page(), [], []
    page.on("console", lambda message: said.append(message.text))

    def answer(route):
        url = urlsplit(route.request.url)
        if url.path == "/letter":
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
            return
        file = sample / url.path.removeprefix("/stories/")
        assert url.netloc == "district.example"
        if file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=guess_type(file.name)[0])
        else:
            missing.append(url.path)
            route.abort()

    page.route("**/*", answer)
    for letter in letters:
        html = sent(letter).get_body(("html",)).get_content()
        page.goto("https://mail.example/letter")

        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert (
            page.evaluate("[...document.images].filter(image => !image.naturalWidth).map(image => image.src)")
            == []
        )
        assert page.evaluate(
            "[...document.querySelectorAll('a')].every(a => a.href.startsWith('https://district.example/'))"
        )
        # Links within a line, and those that are a title, are told from text by more than their color.
        assert violations(page) == []
    context.close()

    assert (said, missing) == ([], [])
