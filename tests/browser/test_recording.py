"""A recording in a browser: times that start it there, with and without the script; and the podcast of the sample site."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.browser.test_pages import address  # noqa: F401 - a fixture
from tests.unit.test_podcast import faults

FILM = "recordings/seven-seconds/"
TIME = "document.getElementById('eb-recording').currentTime"


def test_a_time_starts_the_recording_there(page, address):  # noqa: F811
    # The server of the tests sends files only as a whole, so nothing can be played from the middle.
    page.add_init_script("HTMLMediaElement.prototype.play = () => Promise.resolve()")
    page.goto(address + FILM)
    page.get_by_role("navigation", name="Chapters").get_by_role("link", name="Try it on Monday").click()

    assert page.evaluate(TIME) >= 20
    assert page.url == address + FILM
    page.get_by_text("The longest quiet on record").last.click()
    page.get_by_role("link", name="From 0:09").click()
    assert 9 <= page.evaluate(TIME) < 20
    expect(page.get_by_text("Choose a time to start the video there.")).to_be_visible()


def test_a_link_to_a_time_begins_there(page, address):  # noqa: F811
    page.goto(f"{address}{FILM}#t=9")

    assert page.evaluate(TIME) == 9


def test_without_the_script_a_time_leads_into_the_file(browser, address):  # noqa: F811
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + FILM)
    link = page.get_by_role("navigation", name="Chapters").get_by_role("link", name="Try it on Monday")

    assert link.get_attribute("href") == "/stories/media/recordings/seven-seconds.mp4#t=20"
    expect(page.get_by_text("Choose a time")).to_have_count(0)
    page.get_by_text("Try it on Monday").last.click()
    expect(page.get_by_text("hold a cup of coffee")).to_be_visible()
    context.close()


def test_the_sample_podcast_has_what_directories_ask_for(sample):
    assert faults((sample / "recordings/podcast.xml").read_bytes(), sample) == []
