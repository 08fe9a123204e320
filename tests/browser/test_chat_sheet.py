"""The chat sheet in a browser: its buttons copy, with a mouse and a keyboard, and say so."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from tests.accessible import violations
from tests.unit.test_chat_sheet import NOW, TAIL, chats


class _Site(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/stories"))

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def sheet(make_site) -> Iterator[str]:
    site = chats(make_site)
    assert site.build(now=NOW).problems == ()
    handler = functools.partial(_Site, directory=str(site.folder / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/stories/events/chat/script/"
    server.shutdown()
    server.server_close()


QUESTION = f"Q1 What do you look at first?\n{TAIL}"


@pytest.mark.parametrize("is_allowed", [True, False])
def test_a_button_copies_and_says_so(browser, sheet, is_allowed):
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    if is_allowed:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
    else:
        # As on a site without https.
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined });")
    page.goto(sheet)
    buttons = page.get_by_role("button", name="Copy")
    expect(buttons).to_have_count(4)

    buttons.nth(1).focus()
    page.keyboard.press("Enter")

    copied = page.get_by_role("button", name="Copied")
    expect(copied).to_have_count(1)
    expect(copied).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Copied")
    if is_allowed:
        assert page.evaluate("navigator.clipboard.readText()") == QUESTION
    else:
        box = page.locator("main").evaluate_handle(
            "(main) => { const box = document.createElement('textarea'); main.append(box); box.focus(); return box; }"
        )
        page.keyboard.press("Control+V")
        assert box.evaluate("(box) => box.value") == QUESTION
    assert said == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_sheet_is_accessible(browser, sheet, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(sheet)

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert [url for url in requests if not url.startswith(sheet.partition("/stories")[0])] == []
    small = """() => [...document.querySelectorAll("main :is(button, .sheet-do a)")]
        .filter((element) => element.getBoundingClientRect().height < 44).length"""
    assert page.evaluate(small) == 0
    context.close()


def test_without_scripts_there_are_texts_and_links_and_no_buttons(browser, sheet):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sheet)

    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("link", name="Bluesky")).to_have_count(4)
    expect(page.get_by_text("Q1 What do you look at first?")).to_be_visible()
    context.close()


def test_on_paper_there_is_room_for_notes(browser, sheet):
    context = browser.new_context()
    page = context.new_page()
    page.goto(sheet)
    page.emulate_media(media="print")

    expect(page.get_by_text("Notes", exact=True)).to_have_count(4)
    expect(page.get_by_text("Notes", exact=True).first).to_be_visible()
    expect(page.locator(".sheet-do").first).to_be_hidden()
    expect(page.locator(".sheet-length").first).to_be_hidden()
    expect(page.locator(".sheet-paper")).to_be_visible()
    heights = page.evaluate(
        "() => [...document.querySelectorAll('.sheet-post')].map((row) => row.getBoundingClientRect().height)"
    )
    assert min(heights) >= 2.7 / 2.54 * 96 - 1
    context.close()
