"""The row that shares a story: its buttons, the reader's own server, and what works without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.conftest import post

PAGE = "https://district.example/stories/posts/jar/"
SHARE = "navigator.share = (data) => { window.shared = data; return Promise.reject(new Error('closed')); };"
PRINT = "window.print = () => { window.printed = true; };"
NO_SHARE = "delete Navigator.prototype.share;"


@pytest.fixture
def story(make_site, browser):
    """Opens a story about a micro-credential with a hashtag, in a browser with these abilities."""
    site = make_site(
        {
            "content/posts/jar.md": post(title="A jar & more", credential="talk"),
            "content/credentials/talk.md": "---\nname: Talk\nissuer: NEA\nhashtag: SampleTalkMC\n---\nTalk.\n",
        }
    )
    site.build()
    contexts = []

    def answer(route):
        name = route.request.url.partition("/stories/")[2].partition("?")[0]
        file = site.folder / "site" / (f"{name}index.html" if name.endswith("/") else name)
        route.fulfill(path=file) if file.is_file() else route.abort()

    def visit(*scripts, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        for script in scripts:
            context.add_init_script(script)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.route("https://district.example/**", answer)
        page.goto(PAGE)
        return page

    yield visit
    for context in contexts:
        context.close()


def test_the_sheet_of_the_phone_gets_the_title_and_the_address(story):
    page = story(SHARE)
    page.get_by_role("button", name="Share…").click()

    assert page.evaluate("window.shared") == {"title": "A jar & more", "url": PAGE}
    assert page.get_by_role("button", name="Copy link").get_attribute("data-eb-copy") == PAGE
    assert page.said == []


def test_a_browser_without_a_sheet_has_no_button_for_it(story):
    page = story(NO_SHARE, PRINT)

    expect(page.get_by_role("button", name="Share…")).to_be_hidden()
    expect(page.locator(".share summary")).to_have_text("Email, Bluesky, Facebook and 7 more")
    page.locator(".share summary").click()
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed") is True
    assert page.said == []


def test_a_reader_writes_their_server_once(story):
    page = story()
    page.locator(".share summary").click()
    link, field = page.locator(".share a[data-eb-server]"), page.get_by_label("Your Mastodon server")
    text = (
        "A%20jar%20%26%20more%20https%3A%2F%2Fdistrict.example%2Fstories%2Fposts%2Fjar%2F%20%23SampleTalkMC"
    )
    asked = f"https://mastodonshare.com/?text={text}"
    expect(link).to_have_attribute("href", asked)

    for wrong in ("social", "javascript:alert(1)", "a b.example"):
        field.fill(wrong)
        page.get_by_role("button", name="Save").click()
        expect(link).to_have_attribute("href", asked)
        assert field.evaluate("input => input.validationMessage").startswith("Write the name")

    field.fill("https://me@Social.example/@rosa")
    field.press("Enter")
    expect(link).to_have_attribute("href", f"https://social.example/share?text={text}")
    expect(page.locator(".share [role=status]")).to_have_text(
        "Saved in this browser. The link leads to your server now."
    )
    page.reload()
    expect(link).to_have_attribute("href", f"https://social.example/share?text={text}")
    assert field.input_value() == "social.example"

    page.locator(".share summary").click()
    field.fill("")
    page.get_by_role("button", name="Save").click()
    expect(link).to_have_attribute("href", asked)
    page.reload()
    expect(link).to_have_attribute("href", asked)
    assert page.said == []


def test_without_scripts_there_are_plain_links(story):
    page = story(java_script_enabled=False)

    expect(page.locator(".share button:visible")).to_have_count(0)
    expect(page.locator(".share summary")).to_have_text("Email, Bluesky, Facebook and 6 more")
    page.locator(".share summary").click()
    expect(page.locator(".share li:visible")).to_have_text(
        ["Email", "Bluesky", "Facebook", "LinkedIn", "Mastodon", "Pinterest", "Threads", "WhatsApp", "X"]
    )


@pytest.mark.parametrize("width", [320, 1280])
def test_the_row_fits(story, width):
    page = story(SHARE, viewport={"width": width, "height": 900})
    page.locator(".share summary").click()

    assert page.evaluate("document.documentElement.scrollWidth") == width
    heights = page.locator(".share :is(button, li > *, summary):visible").evaluate_all(
        "all => all.map((each) => each.getBoundingClientRect().height)"
    )
    assert min(heights) >= (44 if width == 320 else 32)
