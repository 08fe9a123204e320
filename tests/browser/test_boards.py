"""The choices above a wall of resources: together, off again, with the back button, a keyboard, in the address, on paper, and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.conftest import CONFIG

RESOURCES = {
    "ticket": "what: printable\ngrades: 3-5\ntopics: [Maths, Talk]\nboards: [drawer]",
    "strips": "what: printable\ngrades: k-2\ntopics: [Maths]\nboards: [drawer]",
    "clock": "what: tool\ntopics: [Talk]\nboards: [drawer]",
    "letter": "what: article\ngrades: 6-8\ntopics: ['Español & más']\nboards: [drawer]",
}
FILES = {
    "edblog.toml": f'{CONFIG}\n[submit]\nrepository = "https://github.com/a/b"\n',
    "content/boards/drawer.md": "---\ntitle: The drawer\n---\n",
    **{
        f"content/resources/{name}.md": f"---\ntitle: Resource {name}\nurl: https://example.org/{name}\nadded: 2026-01-0{day}\n{fields}\n---\nWe use it.\n"
        for day, (name, fields) in enumerate(RESOURCES.items(), 1)
    },
}
WALL = "https://district.example/stories/boards/drawer/"


@pytest.fixture(scope="module")
def built(make_site):
    site = make_site(FILES)
    assert [p for p in site.build().problems if p.severity == "error"] == []
    return site.folder / "site"


def answering(context, built):
    """A page of a browser in which the site has an address; the page knows what it asked for elsewhere."""
    page = context.new_page()
    page.elsewhere = []

    def answer(route):
        url = route.request.url
        name = url.partition("/stories/")[2].partition("?")[0]
        file = built / (f"{name}index.html" if not name or name.endswith("/") else name)
        if not url.startswith("https://district.example/"):
            page.elsewhere.append(url)
        route.fulfill(path=file) if file.is_file() else route.abort()

    context.route("**", answer)
    return page


@pytest.fixture
def wall(browser, built):
    context = browser.new_context()
    page = answering(context, built)
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(WALL)
    yield page
    assert said == []
    assert page.elsewhere == []
    context.close()


def pick(page, key):
    return page.locator(f".picks a[data-eb-key='{key}']")


def shown(page) -> list[str]:
    return page.locator("ul.wall li:visible .card-title").all_inner_texts()


def expect_shown(page, *names):
    expect(page.locator("ul.wall li:visible .card-title")).to_have_text(
        [f"Resource {name}" for name in names]
    )


def test_a_grade_a_kind_and_a_topic_narrow_together_and_come_off_again(wall):
    expect_shown(wall, "letter", "clock", "strips", "ticket")
    expect(wall.get_by_role("status")).to_have_text("")
    pick(wall, "topic/talk").click()

    expect_shown(wall, "clock", "ticket")
    expect(wall.get_by_role("status")).to_have_text("2 resources: Talk")
    expect(wall.get_by_role("heading", name="2 resources: Talk")).to_be_visible()
    pick(wall, "grade/3-5").click()
    # A resource for all grades is one for these.
    expect_shown(wall, "clock", "ticket")
    pick(wall, "kind/printable").click()
    expect_shown(wall, "ticket")
    expect(wall.get_by_role("status")).to_have_text("1 resource: 3 to 5, Printables, Talk")
    for key in ("grade/3-5", "kind/printable", "topic/talk"):
        expect(pick(wall, key)).to_have_attribute("aria-current", "true")
    expect(pick(wall, "")).not_to_have_attribute("aria-current", "true")
    # Another value of one sort takes the place of the first.
    pick(wall, "kind/article").click()
    expect_shown(wall)
    expect(wall.locator(".nothing-left")).to_be_visible()
    pick(wall, "kind/article").click()
    expect_shown(wall, "clock", "ticket")
    expect(wall.locator(".nothing-left")).to_be_hidden()
    pick(wall, "").click()
    expect_shown(wall, "letter", "clock", "strips", "ticket")
    expect(pick(wall, "")).to_have_attribute("aria-current", "true")
    assert wall.url == WALL


def test_the_back_button_takes_a_choice_off_and_the_address_can_be_sent(wall):
    pick(wall, "kind/printable").click()
    pick(wall, "grade/k-2").click()
    assert wall.url == f"{WALL}#kind/printable,grade/k-2"
    expect_shown(wall, "strips")
    wall.go_back()
    expect_shown(wall, "strips", "ticket")
    expect(wall.get_by_role("status")).to_have_text("2 resources: Printables")
    wall.go_forward()
    expect_shown(wall, "strips")
    # To a resource and back again.
    wall.get_by_role("link", name="Resource strips").click()
    expect(wall).to_have_url(re.compile("/resources/strips/$"))
    wall.go_back()
    expect_shown(wall, "strips")
    wall.go_back()
    wall.go_back()
    expect_shown(wall, "letter", "clock", "strips", "ticket")
    assert wall.url == WALL
    wall.goto("https://district.example/stories/")
    wall.goto(f"{WALL}#topic/talk,kind/nonsense,%E0%A4")
    expect_shown(wall, "letter", "clock", "strips", "ticket")
    wall.goto("https://district.example/stories/")
    wall.goto(f"{WALL}#topic/talk,kind/nonsense")
    expect_shown(wall, "clock", "ticket")


def test_a_keyboard_narrows_and_keeps_its_place(wall):
    pick(wall, "kind/tool").focus()
    wall.keyboard.press("Enter")

    expect_shown(wall, "clock")
    expect(pick(wall, "kind/tool")).to_be_focused()


def test_a_click_with_a_key_opens_the_page_of_the_choice(wall):
    assert pick(wall, "kind/tool").get_attribute("href") == "/stories/boards/drawer/kind/tool/"
    with wall.context.expect_page():
        pick(wall, "kind/tool").click(modifiers=["Control"])

    assert wall.url == WALL
    expect_shown(wall, "letter", "clock", "strips", "ticket")


def test_the_page_to_print_is_narrowed_as_the_wall_was(wall):
    pick(wall, "topic/talk").click()
    pick(wall, "grade/3-5").click()
    wall.get_by_role("link", name="Print with QR codes").click()

    expect(wall.locator(".paper li:visible h2")).to_have_text(["Resource clock", "Resource ticket"])
    expect(wall.locator("#eb-wall")).to_have_text("2 resources: 3 to 5, Talk")


def test_without_scripts_each_choice_is_a_page_and_back_is_the_wall(browser, built):
    context = browser.new_context(java_script_enabled=False)
    page = answering(context, built)
    page.goto(WALL)
    page.locator(".wall-filters a", has_text="Español & más").click()

    expect(page).to_have_url(f"{WALL}topic/espanol-mas/")
    assert shown(page) == ["Resource letter"]
    expect(page.locator(".wall-filters [aria-current=page]")).to_contain_text("Español & más")
    page.go_back()
    assert len(shown(page)) == 4
    assert page.elsewhere == []
    context.close()


def test_the_way_to_add_a_resource_names_the_board(wall):
    url = wall.get_by_role("link", name="Add a resource").get_attribute("href")

    assert url.startswith("https://github.com/a/b/new/main?filename=content/resources/new-resource.md&value=")
    assert "boards%3A%20%5Bdrawer%5D%0A---" in url
