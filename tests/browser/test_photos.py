"""A reader's browser takes the size of a photo that fits its screen, and never the one that a phone took."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image

CONFIG = 'title = "Stories"\nbase_url = "https://district.example/sub/"\n'
STORY = """\
---
title: The wall
date: 2026-01-02
author: rosa
image: pared más.jpg
image_alt: A wall
---
Look at it.

![The same wall from the left](<izquierda.jpg>)
"""
PAGES = {
    "home": "",
    "archive": "posts/",
    "story": "posts/wall/",
    "author": "authors/rosa/",
    "authors": "authors/",
}


class _Site(http.server.SimpleHTTPRequestHandler):
    """The site where its `base_url` says: below /sub/."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/sub"))

    def log_message(self, *_: object) -> None:
        pass


def photo(colour: str, width: int = 4000) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, width * 3 // 4), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(scope="module")
def address(make_site) -> Iterator[str]:
    site = make_site(
        {
            "edblog.toml": CONFIG,
            "content/authors/rosa.md": "---\nname: Rosa\nphoto: rosa.jpg\nphoto_alt: Rosa\n---\n",
            "content/authors/rosa.jpg": photo("#17577d", 3000),
            "content/posts/wall/index.md": STORY,
            "content/posts/wall/pared más.jpg": photo("#1f6b4f"),
            "content/posts/wall/izquierda.jpg": photo("#f2a81d"),
        }
    )
    assert site.build().problems == ()
    handler = functools.partial(_Site, directory=str(site.folder / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sub/"
    server.shutdown()
    server.server_close()


def loaded(browser, url: str, width: int, density: float) -> tuple[set[tuple[str, int]], list[str]]:
    """Each picture that a page shows, by its class or that of what it is in, with the width that was loaded; and errors."""
    context = browser.new_context(viewport={"width": width, "height": 3000}, device_scale_factor=density)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(url, wait_until="networkidle")
    shown = page.evaluate(
        "[...document.images].map(i => [i.className || i.closest(':not(img, picture)').className, i.currentSrc])"
    )
    context.close()
    return {(name, int(re.search(r"-(\d+)\.webp$", source)[1])) for name, source in shown}, errors


@pytest.mark.parametrize(
    ("screen", "name", "expected"),
    [
        ((390, 1), "home", {("avatar", 480), ("front-picture", 480)}),
        ((390, 2), "home", {("avatar", 480), ("front-picture", 960)}),
        ((1280, 1), "home", {("avatar", 480), ("front-picture", 480)}),
        ((390, 1), "archive", {("avatar", 480), ("card-picture", 480)}),
        ((390, 2), "archive", {("avatar", 480), ("card-picture", 960)}),
        ((1280, 1), "archive", {("avatar", 480), ("card-picture", 480)}),
        ((390, 1), "story", {("avatar", 480), ("story-picture", 480), ("", 480)}),
        ((390, 2), "story", {("avatar", 480), ("story-picture", 960), ("", 960)}),
        ((1280, 1), "story", {("avatar", 480), ("story-picture", 960), ("", 960)}),
        ((1280, 2), "story", {("avatar", 480), ("story-picture", 1600), ("", 1600)}),
        ((390, 3), "author", {("avatar", 480), ("card-picture", 1600)}),
        ((390, 3), "authors", {("avatar", 480)}),
    ],
)
def test_a_screen_is_sent_the_size_that_fits(browser, address, screen, name, expected):
    assert loaded(browser, address + PAGES[name], *screen) == (expected, [])


def test_a_photo_keeps_its_place_while_it_loads(browser, address):
    """Its height is known before the first byte of it is there."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    context.route(re.compile(r"\.jpg$"), lambda _: None)
    page = context.new_page()
    page.goto(address + PAGES["story"], wait_until="domcontentloaded")
    box = page.locator(".prose img").bounding_box()
    context.close()

    assert box["height"] == pytest.approx(box["width"] * 3 / 4, abs=1)
