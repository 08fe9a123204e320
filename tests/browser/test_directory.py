"""The choices on the page of all people: together, and off again, with a keyboard too."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.conftest import CONFIG

PERSON = "---\nname: {}\nschool: {}\nsubjects: [{}]\ngrades: [{}]\nlisted: yes\n---\nAbout.\n"
PEOPLE = {
    "content/authors/ana.md": PERSON.format("Ana Ruiz", "Elm", "science", "4"),
    "content/authors/kofi.md": PERSON.format("Kofi Mbeki", "Elm", "art", "4"),
    "content/authors/li.md": PERSON.format("Li Wei", "Oak", "science", "8"),
}


@pytest.fixture
def directory(make_site, page):
    """The page of all people."""
    site = make_site({"edblog.toml": CONFIG, **PEOPLE})
    site.build()

    def answer(route):
        name = route.request.url.partition("/stories/")[2].partition("?")[0]
        file = site.folder / "site" / (f"{name}index.html" if name.endswith("/") else name)
        route.fulfill(path=file) if file.is_file() else route.abort()

    page.route("https://district.example/**", answer)
    page.goto("https://district.example/stories/authors/")
    return page


def test_choices_narrow_the_list_together_and_come_off_again(directory):
    page = directory
    science, fourth = (
        page.locator(".picks a[data-eb-key='subject/science']"),
        page.locator("[data-eb-key='grade/4']"),
    )
    science.click()

    expect(page.get_by_role("heading", name="Kofi Mbeki")).to_be_hidden()
    expect(page.get_by_role("status")).to_contain_text("Educators: 2")
    fourth.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Educators: 1")
    expect(page.get_by_role("heading", name="Ana Ruiz")).to_be_visible()
    expect(page.get_by_role("heading", name="Oak", exact=True)).to_be_hidden()
    expect(science).to_have_attribute("aria-current", "true")
    science.click()
    fourth.click()
    expect(page.get_by_role("status")).to_be_hidden()
    expect(page.get_by_role("heading", name="Li Wei")).to_be_visible()
    assert page.url.endswith("/stories/authors/")


def test_without_scripts_a_choice_is_a_page(directory):
    page = directory
    page.goto(page.locator("[data-eb-key='grade/8']").evaluate("link => link.href"))

    expect(page.get_by_role("heading", name="Grade 8")).to_be_visible()
    expect(page.get_by_role("heading", name="Li Wei")).to_be_visible()
    assert page.get_by_role("heading", name="Ana Ruiz").count() == 0
