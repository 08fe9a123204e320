"""The theme civic in a real browser: every page of the sample site is valid, fits a narrow screen and is accessible, in every language.

`EDBLOG_THEMES=all` looks at every page at two widths, light and dark, and at every language; without it, at some of them.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.accessible import COLORS, WCAG, violations
from tests.browser.test_pages import PAGES, STORY, _Site
from tests.browser.test_valid_html import errors_in  # noqa: F401 - a fixture
from tests.conftest import NOW

from edblog.pipeline import build
from edblog.pipeline.report import Options
from edblog.scaffold.showcase import showcase

ROOT = Path(__file__).parents[2]
ALL = os.environ.get("EDBLOG_THEMES") == "all"
SEARCHED = {**PAGES, "search": "search/"}
SOME = (
    "home", "story", "credential", "author with a photo", "events", "chat", "chat that is over", "circle", "film",
    "board", "resource", "notice that is over", "impact", "goal", "write", "search", "flyer of an event", "not found",
)  # fmt: skip
"""The pages that are looked at for accessibility in each run of the tests."""
pytestmark = pytest.mark.timeout(1800 if ALL else 300)
LANGUAGES = ("ar", "es", "fr", "ht", "pt", "vi", "zh-Hans")
SCREENS = (
    [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
    if ALL
    else [(360, "dark"), (1280, "light")]
)
MADE_UP = (
    "",
    "posts/everything/",
    "posts/arabic/",
    "credentials/asking-well/",
    "events/chat/",
    "circles/circle/",
    "boards/board/",
    "impact/",
    "write/",
)
"""Pages of the site of `edblog theme preview`."""


def looked_at(screen: tuple[int, str]) -> list[str]:
    """The pages that are looked at on a screen: without EDBLOG_THEMES, each on one of them."""
    return list(SEARCHED) if ALL else list(SOME[SCREENS.index(screen) :: len(SCREENS)])


@pytest.fixture(scope="module")
def civic(tmp_path_factory) -> Path:
    """The sample site with the theme civic; the folder of its pages."""
    folder = tmp_path_factory.mktemp("civic")
    shutil.copytree(ROOT / "content", folder / "content")
    config = (ROOT / "edblog.toml").read_text(encoding="utf-8")
    for old, new in (("page_size = 12", "page_size = 6"), ('theme = "marigold"', 'theme = "civic"')):
        assert old in config
        config = config.replace(old, new)
    (folder / "edblog.toml").write_text(config, encoding="utf-8")
    report = build(folder, Options(), now=NOW)
    assert [p for p in report.problems if p.severity == "error"] == []
    return folder / "site"


class _Quiet(_Site):
    """Browsers break off what they no longer need."""

    def handle(self) -> None:
        with suppress(ConnectionError):
            super().handle()


def served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/stories/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def civic_address(civic) -> Iterator[str]:
    yield from served(civic)


def test_every_page_of_civic_is_valid_html(civic, errors_in):  # noqa: F811 - the fixture
    assert len(list(civic.rglob("*.html"))) > 50
    assert errors_in(civic) == []


def test_pages_of_civic_fit_a_screen_of_320_pixels(browser, civic_address):
    context = browser.new_context(viewport={"width": 320, "height": 600})
    page = context.new_page()
    page.set_default_timeout(120_000)
    wide = {}
    for name in SEARCHED if ALL else SOME:
        page.goto(civic_address + SEARCHED[name], wait_until="domcontentloaded")
        if (width := page.evaluate("document.documentElement.scrollWidth")) != 320:
            wide[name] = width
    assert wide == {}
    context.close()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_pages_of_civic_are_accessible_and_ask_no_other_host(browser, civic_address, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.set_default_timeout(120_000)
    requests, errors, found = [], [], {}
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    for name in looked_at((width, scheme)):
        page.goto(civic_address + SEARCHED[name])
        if wrong := violations(page, COLORS if ALL and scheme == "dark" else WCAG):
            found[name] = wrong
    assert found == {}
    assert errors == []
    assert [url for url in requests if not url.startswith((civic_address, "data:"))] == []
    context.close()


def test_the_menu_of_civic_opens_on_a_phone_without_scripts(browser, civic_address):
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(civic_address)

    assert not page.get_by_role("link", name="Educators").is_visible()
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("link", name="Educators").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Educators"
    context.close()


def test_search_finds_with_civic(browser, civic_address):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(civic_address)
    page.keyboard.press("Control+k")
    page.keyboard.type("exit ticket")
    page.keyboard.press("Enter")
    page.wait_for_selector(".found-list li")

    assert page.locator(".found-list h3").first.inner_text() == "The exit ticket nobody wanted to leave"
    assert violations(page) == []
    context.close()


def test_a_printed_story_of_civic_has_its_words_and_its_address_alone(browser, civic_address):
    context = browser.new_context(viewport={"width": 720, "height": 900})
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(civic_address + STORY)
    page.emulate_media(media="print")

    hidden = [".menu", ".small-menu", ".talk", ".share", ".foot nav", ".trail"]
    assert [part for part in hidden if page.locator(part).first.is_visible()] == []
    assert page.locator(".printed").inner_text() == f"https://district.example/stories/{STORY}"
    assert page.locator("h1").is_visible()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES if ALL else ("ar",))
def test_civic_speaks_every_language(browser, tmp_path, language, request):
    for path, data in showcase("civic", language, NOW.date()).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    report = build(tmp_path, Options(drafts=True, preview=True, output="site"), now=NOW)
    assert report.problems == ()
    if ALL:
        assert request.getfixturevalue("errors_in")(tmp_path / "site") == []
    context = browser.new_context(viewport={"width": 360, "height": 900})
    page = context.new_page()
    page.set_default_timeout(120_000)
    found = {}
    for address in served(tmp_path / "site"):
        for path in MADE_UP:
            page.goto(address.removesuffix("stories/") + path)
            width = page.evaluate("document.documentElement.scrollWidth")
            direction = page.evaluate("getComputedStyle(document.documentElement).direction")
            wrong = violations(page)
            if wrong or width != 360 or direction != ("rtl" if language == "ar" else "ltr"):
                found[path] = (wrong, width, direction)
    assert found == {}
    context.close()
