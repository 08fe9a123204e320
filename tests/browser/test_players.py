"""Players in a real browser: nobody else is asked before the reader asks, and then one host alone."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator

import pytest
from tests.accessible import WCAG, violations

YT = "https://www.youtube.com/watch?v=abcdefghijk"
STORY = f"""\
---
title: The film
date: 2026-01-02
author: rosa
---
It filled up.

::: video
url: {YT}
title: How the jar filled up
poster: jar.svg
captions: yes
transcript: words.md
:::

::: audio
url: https://open.spotify.com/episode/0123456789012345678901
title: The bell
transcript: yes
:::

::: slides
https://docs.google.com/presentation/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789/edit
:::

https://mastodon.social/@rosa/112233445566778899

::: video
file: jar.mp4
title: The jar
captions: jar.vtt
:::

::: audio
file: bell.mp3
title: Our bell
transcript: words.md
:::
"""
FILES = {
    "content/posts/film.md": STORY,
    "content/posts/words.md": "---\ntitle: Words\ndate: 2026-01-01\nauthor: rosa\n---\nDing.\n",
    "content/posts/jar.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="9"><path fill="#17577d" d="M0 0h16v9H0z"/></svg>',
    "content/posts/jar.mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08moov",
    "content/posts/jar.vtt": "WEBVTT\n\n00:00.000 --> 00:04.000\nIt fills up.\n",
    "content/posts/bell.mp3": b"\xff\xfb\x90\0" + bytes(413),
}
PLAY = re.compile(r"Play ?: How the jar filled up")


class _Site(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/stories"))

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(make_site) -> Iterator[str]:
    site = make_site(FILES)
    assert site.build().problems == ()
    handler = functools.partial(_Site, directory=str(site.folder / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/stories/"
    server.shutdown()
    server.server_close()


class Visit:
    """A visitor's page and all that it asks for; what is elsewhere is answered here."""

    def __init__(self, browser, address, **context) -> None:
        self.context = browser.new_context(**context)
        self.asked: list[str] = []
        self.elsewhere: list[tuple[str, str]] = []
        """Addresses, and what each was told of where the reader is."""
        self.errors: list[str] = []
        self.context.route(lambda url: not url.startswith(address), self._answer)
        self.page = self.context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on(
            "console", lambda message: self.errors.append(message.text) if message.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _answer(self, route) -> None:
        self.elsewhere.append((route.request.url, route.request.headers.get("referer", "")))
        route.fulfill(content_type="text/html", body="<!DOCTYPE html><title>p</title><button>Pause</button>")


@pytest.fixture
def visit(browser, address) -> Iterator:
    visit = Visit(browser, address)
    visit.page.goto(f"{address}posts/film/")
    visit.page.wait_for_load_state("networkidle")
    yield visit
    visit.context.close()


def test_nobody_is_asked_before_the_reader_asks_and_then_one_host_once(visit, address):
    assert visit.elsewhere == []
    assert not [url for url in visit.asked if url.endswith((".mp4", ".mp3", ".vtt"))]

    frame = "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1&rel=0"
    with visit.page.expect_response(frame):
        visit.page.get_by_role("button", name=PLAY).click()
    visit.page.wait_for_load_state("networkidle")

    # The host is told the site, and not the page.
    assert visit.elsewhere == [(frame, f"{address.removesuffix('stories/')}")]
    assert visit.errors == []


def test_a_host_that_need_not_know_the_site_is_not_told(visit):
    with visit.page.expect_response("https://open.spotify.com/**"):
        visit.page.get_by_role("button", name=re.compile("Play ?: The bell")).click()

    assert visit.elsewhere == [("https://open.spotify.com/embed/episode/0123456789012345678901", "")]


def test_the_keyboard_plays_and_lands_in_the_player(visit):
    button = visit.page.get_by_role("button", name=PLAY)
    button.focus()
    with visit.page.expect_response("https://www.youtube-nocookie.com/**"):
        visit.page.keyboard.press("Enter")
    frame = visit.page.locator("iframe")

    assert frame.evaluate("frame => frame === document.activeElement") is True
    assert frame.get_attribute("title") == "How the jar filled up · YouTube"
    assert set(frame.get_attribute("sandbox").split()) == {
        "allow-scripts", "allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox", "allow-presentation",
    }  # fmt: skip
    assert visit.page.get_by_role("status").first.inner_text() == "Loading from YouTube."
    assert button.is_visible() is False
    # On to what is in the player, and past it to the link.
    visit.page.frame_locator("iframe").get_by_role("button", name="Pause").wait_for()
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Tab")
    assert (
        visit.page.evaluate("document.activeElement.textContent") == "Open on YouTube: How the jar filled up"
    )


def test_the_policy_stops_a_frame_of_any_other_host(visit):
    violated = """async (address) => {
        const told = new Promise((resolve) => document.addEventListener("securitypolicyviolation", (e) => resolve(e.effectiveDirective)));
        const frame = document.createElement("iframe");
        frame.src = address;
        document.body.append(frame);
        return told;
    }"""

    assert visit.page.evaluate(violated, "https://www.youtube.com/embed/abcdefghijk") == "frame-src"
    assert visit.elsewhere == []


def test_a_page_without_players_may_frame_nothing(visit, address):
    visit.page.goto(f"{address}posts/words/")

    assert "frame-src 'none'" in visit.page.locator("meta[http-equiv]").get_attribute("content")
    assert visit.page.locator("script[src*=waiting]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_cards_and_players_are_accessible_and_fit(browser, address, width, scheme):
    visit = Visit(browser, address, viewport={"width": width, "height": 900}, color_scheme=scheme)
    visit.page.goto(f"{address}posts/film/")
    before = violations(visit.page)
    with visit.page.expect_response("https://www.youtube-nocookie.com/**"):
        visit.page.get_by_role("button", name=PLAY).click()
    # What is within the frame is the host's.
    after = violations(visit.page, {**WCAG, "iframes": False}, outside="iframe")

    assert (before, after) == ([], [])
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    visit.context.close()


def test_without_javascript_there_are_links(browser, address):
    visit = Visit(browser, address, java_script_enabled=False)
    visit.page.goto(f"{address}posts/film/")

    assert visit.page.get_by_role("button", name="Play").count() == 0
    assert visit.page.get_by_role("link", name="Open on YouTube").get_attribute("href") == YT
    assert visit.page.locator("video").get_attribute("preload") == "none"
    assert visit.page.locator("track").get_attribute("srclang") == "en"
    assert visit.elsewhere == []
    visit.context.close()


def test_on_paper_the_card_has_the_address(visit):
    visit.page.emulate_media(media="print")

    assert visit.page.get_by_role("link", name="Open on YouTube").is_visible() is True
