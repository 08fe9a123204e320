"""Every page type of the sample site in a real browser: accessible, quiet, readable at every width.

`EDBLOG_PAGES=all` looks at each page on every screen; without it, at further pages of a template on some.
"""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.accessible import FEW, SCREENS, Reader, violations
from tests.conftest import CONFIG, post
from tests.every_kind import BARE, RECORDS, without_kinds

ROOT = Path(__file__).parents[2]
STORY = "posts/the-exit-ticket-nobody-wanted-to-leave/"
PAGES = {
    "home": "",
    "story": STORY,
    "long story": "posts/six-weeks-one-badge/",
    "story in Spanish": "posts/una-pregunta-mas/",
    "translation": "es/posts/a-phone-call-home-with-nothing-wrong/",
    "home page of a language": "es/",
    "story with code": "posts/the-error-message-is-a-sentence/",
    "story with a video from elsewhere": "posts/twelve-minutes-of-silence/",
    "story with a video of the site": "posts/a-bridge-of-straws/",
    "story without comments": "posts/turn-and-talk-turn-and-stare/",
    "archive": "posts/",
    "older archive": "posts/page/1/",
    "credential": "credentials/checking-for-understanding/",
    "credential without a badge": "credentials/feedback-that-moves-learning/",
    "credentials": "credentials/",
    "author": "authors/rosa-okafor/",
    "author with a photo": "authors/kofi-mbeki/",
    "authors": "authors/",
    "authors of a grade": "authors/grade/4/",
    "authors of a subject": "authors/subject/mathematics/",
    "school": "schools/maple-street-elementary/",
    "schools": "schools/",
    "topic": "topics/literacy/",
    "topics": "topics/",
    "circle": "circles/fractions-circle/",
    "hashtags": "hashtags/",
    "story with a licensed picture": "posts/the-wrong-graph-on-the-wall/",
    "circles": "circles/",
    "recordings": "recordings/",
    "film": "recordings/seven-seconds/",
    "sound": "recordings/nine-calls/",
    "recording elsewhere": "recordings/twelve-minutes-with-the-sound-off/",
    "event with a recording": "events/seven-seconds-live/",
    "boards": "boards/",
    "board": "boards/drawer-by-the-door/",
    "board with a text and a cover": "boards/talk-and-how-to-start-it/",
    "board narrowed to a grade": "boards/drawer-by-the-door/grade/3-5/",
    "board to print": "boards/drawer-by-the-door/print/",
    "board of a credential": "credentials/checking-for-understanding/board/",
    "resources": "resources/",
    "resource": "resources/three-question-exit-ticket/",
    "resource without a picture": "resources/what-a-second-draft-is-for/",
    "stories of a circle": "circles/fractions-circle/stories/",
    "events": "events/",
    "events of a year": "events/2026/",
    "events of a credential": "credentials/checking-for-understanding/events/",
    "chat": "events/thursday-chat/",
    "chat that is over": "events/what-do-you-do-with-a-wrong-answer/",
    "canceled event": "events/what-did-the-two-drafts-say/",
    "questions": "questions/",
    "answered questions": "questions/answered/",
    "story that asks": "posts/thumbs-sideways-is-an-answer/",
    "story that answers": "posts/twelve-minutes-of-silence/",
    "chat sheet": "events/thursday-chat/script/",
    "notices": "notices/",
    "notice with a flyer": "notices/family-math-night/",
    "notice that is over": "notices/the-reading-swap/",
    "flyer of a story": "posts/the-exit-ticket-nobody-wanted-to-leave/flyer/",
    "flyer of an event": "events/thursday-chat/flyer/",
    "flyer of a notice": "notices/bring-one-lesson-plan/flyer/",
    "goals": "goals/",
    "goal": "goals/every-student-talks/",
    "goal with a circle": "goals/feedback-that-comes-in-time/",
    "pathway": "pathways/assessment-for-learning/",
    "what counts": "what-counts/",
    "impact": "impact/",
    "flyer of a board": "boards/drawer-by-the-door/flyer/",
    "page": "about/",
    "write": "write/",
    "follow": "follow/",
    "not found": "404.html",
}
FURTHER = frozenset(
    {
        "long story", "story in Spanish", "translation", "story with code", "story with a video from elsewhere",
        "story with a video of the site", "story without comments", "story with a licensed picture", "story that asks", "story that answers",
        "home page of a language", "older archive", "credential without a badge", "author with a photo", "authors of a grade",
        "authors of a subject", "sound", "recording elsewhere", "event with a recording", "board with a text and a cover",
        "board narrowed to a grade", "board of a credential", "resource without a picture", "stories of a circle", "events of a year",
        "events of a credential", "chat that is over", "canceled event", "answered questions", "notice with a flyer",
        "notice that is over", "flyer of an event", "flyer of a notice", "flyer of a board", "goal with a circle",
    }
)  # fmt: skip
"""Pages of a template of which another page is looked at on every screen."""
ALL = os.environ.get("EDBLOG_PAGES") == "all"


class _Site(http.server.SimpleHTTPRequestHandler):
    """The sample site where its `base_url` says: below /stories/."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/stories"))

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(sample) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Site, directory=str(sample))
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/stories/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def reader(browser, address) -> Iterator[Reader]:
    reader = Reader(browser, address)
    yield reader
    reader.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_light_and_dark_fits_every_screen_and_asks_no_other_host(reader, name):
    screens = SCREENS if ALL or name not in FURTHER else FEW
    assert reader.wrong(PAGES[name], screens) == []


def test_the_skip_link_is_first_and_leads_to_the_content(page, address):
    page.goto(address)
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")

    assert focused == "#eb-main"
    assert page.evaluate("document.activeElement.id") == "eb-main"


def test_a_reader_without_javascript_finds_the_story_and_the_discussion(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + STORY)

    assert page.get_by_role("heading", level=1).inner_text() == "The exit ticket nobody wanted to leave"
    link = page.get_by_role("link", name="Open the discussion on GitHub Discussions")
    assert link.get_attribute("href").startswith(
        "https://github.com/sample-district/classroom-stories/discussions"
    )
    assert page.get_by_role("button", name="Show comments").count() == 0
    context.close()


def test_a_story_prints_without_navigation(page, address):
    page.goto(address + STORY)
    page.emulate_media(media="print")

    assert page.get_by_role("navigation", name="Main").is_visible() is False
    assert page.get_by_role("heading", level=1).is_visible() is True


@pytest.mark.parametrize("path", ["events/", "events/thursday-chat/"])
def test_events_print_without_links_that_need_a_click(page, address, path):
    page.goto(address + path)
    shown = [page.locator(name).first for name in (".add-to", ".actions")]
    assert [link.is_visible() for link in shown] == [True, True]

    page.emulate_media(media="print")

    assert [link.is_visible() for link in shown] == [False, False]
    assert page.locator(".moment").first.is_visible() is True


@pytest.fixture
def visit(page):
    """Opens a page of a site that a test has made."""

    def visit(site, path=""):
        def answer(route):
            name = route.request.url.partition("/stories/")[2].partition("?")[0]
            file = site.folder / "site" / (f"{name}index.html" if name.endswith("/") or not name else name)
            route.fulfill(path=file) if file.is_file() else route.abort()

        page.route("http://district.example/**", answer)
        page.goto(f"http://district.example/stories/{path}")
        return page

    return visit


LONG_TOPIC = "donaudampfschifffahrt" * 4 + "gesellschaft"
WIDE_TABLE = f"| Week |{' Wednesday |' * 12}\n|---|{'---|' * 12}\n| 1 |{' fractions and decimals |' * 12}\n"


def test_a_topic_of_96_letters_wraps_on_a_screen_of_320_pixels(make_site, visit):
    site = make_site({"content/posts/jar.md": post(topics=f"[{LONG_TOPIC}]")})
    site.build()

    for path in ("", "posts/", "posts/jar/", "topics/", f"topics/{LONG_TOPIC}/"):
        page = visit(site, path)
        page.set_viewport_size({"width": 320, "height": 600})
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
    assert len(LONG_TOPIC) == 96


DRESSED = """\
title = "Stories"
base_url = "https://district.example/stories/"
logo = "logo.svg"
logo_alt = "Sample Valley School District"

[footer]
text = "Written by our educators. [Who they are](/authors/)."
address = \"\"\"
12 School Road, Sample Valley, IL 60000
stories@district.example
\"\"\"

[announcement]
text = "The spring fair is on Friday. [See what is planned](/posts/jar/), or https://district.example/fair."
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="60" viewBox="0 0 600 60"><path d="M0 0h600v60H0z"/></svg>'


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_with_all_that_a_district_can_add_is_accessible(make_site, visit, width, scheme):
    files = {"edblog.toml": DRESSED, "static/logo.svg": LOGO, "static/favicon.svg": LOGO}
    files["content/pages/home.md"] = "---\ntitle: Welcome\n---\nThese are our stories.\n"
    files |= {f"content/posts/{name}.md": post(name, pinned="yes") for name in ("jar", "bridge")}
    site = make_site(files)
    site.build()
    page = visit(site)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.get_by_role("link", name="Sample Valley School District Stories").is_visible() is True
    assert page.get_by_role("complementary", name="Announcement").is_visible() is True
    assert page.get_by_role("heading", level=1).inner_text() == "Welcome"


def test_an_announcement_is_not_printed(make_site, visit):
    site = make_site({"edblog.toml": DRESSED, "static/logo.svg": LOGO, "content/posts/jar.md": post()})
    site.build()
    page = visit(site, "posts/jar/")
    page.emulate_media(media="print")

    assert page.get_by_text("The spring fair").is_visible() is False
    assert page.get_by_text("12 School Road").is_visible() is True


def test_on_paper_a_wide_table_fits_and_folded_words_are_open(make_site, visit):
    folded = "<details>\n<summary>The answer</summary>\n\nIt was 42.\n\n</details>\n"
    site = make_site({"content/posts/jar.md": post(body=f"{WIDE_TABLE}\n{folded}")})
    site.build()
    page = visit(site, "posts/jar/")
    page.set_viewport_size({"width": 680, "height": 900})
    page.emulate_media(media="print")

    table = page.locator("table").bounding_box()
    assert table["x"] + table["width"] <= 680
    assert page.evaluate("document.documentElement.scrollWidth") == 680
    assert page.get_by_text("It was 42.").bounding_box()["height"] > 10


def test_on_paper_a_player_is_its_title_and_its_address(make_site, visit):
    player = "::: video\nurl: https://youtu.be/abcdefghijk\ntitle: A bridge\ncaptions: yes\n:::"
    site = make_site({"content/posts/jar.md": post(body=f"See this.\n\n{player}")})
    site.build()
    page = visit(site, "posts/jar/")
    page.emulate_media(media="print")

    assert page.get_by_role("button", name="Play").count() == 0
    assert page.get_by_text("Plays from YouTube").is_visible() is False
    assert page.get_by_role("link", name="Open on YouTube").is_visible() is True


LARGEST = {
    "marigold.css": 28_000,
    "boards.css": 12_000,
    "circles.css": 6_000,
    "digests.css": 1_000,
    "directory.css": 3_000,
    "events.css": 9_000,
    "flyer.css": 5_000,
    "glossary.css": 2_000,
    "goals.css": 5_000,
    "impact.css": 6_000,
    "languages.css": 1_000,
    "lists.css": 5_000,
    "notices.css": 6_000,
    "paths.css": 5_000,
    "recordings.css": 6_000,
    "search.css": 5_000,
    "sheet.css": 4_000,
    "story.css": 7_000,
    "together.css": 8_000,
}
"""The most bytes of each stylesheet. Every page loads the first, after `parts.css` of common, and none more than two others."""


def test_no_stylesheet_grows_unnoticed():
    sheets = {sheet.name: sheet.stat().st_size for sheet in (ROOT / "themes/marigold/static").rglob("*.css")}

    assert sheets.keys() == LARGEST.keys()
    assert {name: size for name, size in sheets.items() if size > LARGEST[name]} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", ["bare", "marigold"])
def test_pages_of_kinds_that_a_theme_does_not_know_are_accessible(make_site, page, visit, theme, scheme):
    settings = f'theme = "{theme}"\npage_size = 1\n{CONFIG}'
    site = make_site({"edblog.toml": settings, **BARE, **RECORDS}, bare=True)
    site.post("two", "A story in Spanish", "2026-01-03", author="one", lang="es", credentials="[one]")
    if theme == "marigold":
        without_kinds(site.folder / "themes/marigold")
    site.build()
    page.set_viewport_size({"width": 320, "height": 900})
    page.emulate_media(color_scheme=scheme)

    for path in ("posts/two/", "credentials/one/", "credentials/one/page/1/", "topics/"):
        visit(site, path)
        assert (path, violations(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize(
    ("zone", "times", "words"),
    [
        ("America/Chicago", ["Monday", "8:00 PM", "9:00 PM"], "Times are Central."),
        ("America/New_York", ["Monday", "9:00 PM", "10:00 PM"], "Times are yours: Eastern"),
        ("America/Halifax", ["Monday", "10:00 PM", "11:00 PM"], "Times are yours: Atlantic"),
    ],
)
def test_chats_of_others_are_in_the_zone_of_the_reader(browser, address, zone, times, words):
    context = browser.new_context(timezone_id=zone, locale="en-US")
    page = context.new_page()
    page.goto(address + "events/")
    row = page.locator(".others tbody tr").first

    shown = row.locator("time").all_inner_texts()
    # Browsers differ about the space before AM and PM.
    assert [text.replace("\u202f", " ") for text in shown] == times
    assert page.locator("[data-eb-zone]").inner_text().startswith(words)
    context.close()
