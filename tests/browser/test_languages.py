"""A site in each language of marigold: valid HTML, accessible, as wide as the screen, and mirrored if the language is written from right to left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.accessible import violations
from tests.browser.test_valid_html import errors_in  # noqa: F401 - a fixture
from tests.conftest import CONFIG, NOW, SiteFolder, post
from tests.every_kind import RECORDS

from edblog.pipeline import build
from edblog.pipeline.report import Options

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "themes/common/translations"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != "en")
PAGES = ("", "posts/two", "events", "credentials/one", "follow", "write")
STORY = """\
A paragraph with `print("x")`.

```
left
```
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with a site for each language, with something of each kind, a story of its own and one in English."""
    root = tmp_path_factory.mktemp("languages")
    for language in LANGUAGES:
        site = SiteFolder(root / language)
        settings = f'language = "{language}"\noutput = "stories"\n{CONFIG}'
        stories = {
            "content/posts/two.md": post("Two", "2026-01-03", STORY, author="one", topics="[Maths]"),
            "content/posts/english.md": post("English", "2026-01-04", STORY, author="one", lang="en"),
        }
        for path, text in {"edblog.toml": settings, **RECORDS, **stories}.items():
            site.write(path, text)
        report = build(site.folder, Options(), now=NOW)
        assert [p for p in report.problems if p.severity == "error"] == []
    return root


@pytest.fixture
def opened(browser, folder) -> Iterator:
    """Opens a page of the site in a language."""
    contexts = []

    def opened(language, path="", width=360):
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)

        def answer(route):
            name = route.request.url.partition("/stories/")[2].partition("?")[0]
            name = f"{name}index.html" if name.endswith("/") or not name else name
            file = folder / language / "stories" / name
            route.fulfill(path=file) if file.is_file() else route.abort()

        page = context.new_page()
        page.route("http://district.example/**", answer)
        page.goto(f"http://district.example/stories/{path}")
        return page

    yield opened
    for context in contexts:
        context.close()


def test_the_theme_speaks_eight_languages():
    assert LANGUAGES == ["ar", "es", "fr", "ht", "pt", "vi", "zh-Hans"]


def test_pages_in_every_language_are_valid_html(folder, errors_in):  # noqa: F811 - the fixture
    pages = folder.parent / "pages"
    for language in LANGUAGES:
        for name in PAGES:
            target = pages / language / name
            target.mkdir(parents=True)
            (target / "page.html").write_bytes(
                (folder / language / "stories" / name / "index.html").read_bytes()
            )
    assert errors_in(pages) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_in_each_language_are_accessible_and_fit_a_phone(opened, language):
    for path in ("posts/two/", *(("", "posts/english/", "events/") if language == "ar" else ())):
        page = opened(language, path, width=320)
        assert (path, violations(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.locator("html").get_attribute("lang") == language


def test_a_page_in_arabic_is_mirrored(opened):
    def middle(page, selector):
        box = page.locator(selector).first.bounding_box()
        return box["x"] + box["width"] / 2

    left, right = opened("es", "posts/two/", 1280), opened("ar", "posts/two/", 1280)

    assert left.locator("html").get_attribute("dir") is None
    assert right.locator("html").get_attribute("dir") == "rtl"
    for selector in (".brand", ".bylines .avatar", ".chips li"):
        assert middle(left, selector) < 640, selector
        assert middle(right, selector) > 640, selector
    code = right.locator(".prose pre code").bounding_box()
    frame = right.locator(".prose pre").bounding_box()
    assert code["x"] - frame["x"] < 40
    assert right.locator(".prose pre").evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_a_story_in_english_on_a_page_in_arabic_keeps_its_direction_and_the_page_has_its_own(opened):
    page = opened("ar", "posts/english/", 1280)

    assert page.locator(".prose p").first.evaluate("e => getComputedStyle(e).direction") == "ltr"
    assert page.locator(".bylines").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
