"""The preview in a real browser: a page with a strict policy follows the writer's edits by itself."""

from __future__ import annotations

import queue
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from edblog.problems import Problem
from edblog.serve import BuildResult, serve

PATIENCE = 30
POLICY = (
    "default-src 'none'; script-src 'none'; connect-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{text}</title>
<link rel="icon" href="/stories/icon.svg">
<link rel="stylesheet" href="/stories/style.css">
</head>
<body>
<h1>{text}</h1>
</body>
</html>
"""


class Writer:
    """One story, a style sheet, and the build that makes a page of them."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        self.output = folder / "site"
        self.built_from = ""
        self.content.mkdir()
        self.style("h1 { color: rgb(0, 0, 1) }")
        self.write("First draft")

    def _save(self, name: str, text: str) -> None:
        # As editors save: a build must not meet half a file.
        fresh = self.content / f".{name}.new"
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self.content / name)

    def write(self, text: str) -> None:
        self._save("story.txt", text)

    def style(self, css: str) -> None:
        self._save("style.css", css)

    def build(self) -> BuildResult:
        text = (self.content / "story.txt").read_text(encoding="utf-8")
        source = text + (self.content / "style.css").read_text(encoding="utf-8")
        changed = False
        problems: tuple[Problem, ...] = ()
        if "???" in text:
            problems = (
                Problem(
                    path="content/story.txt",
                    severity="error",
                    code="unfinished",
                    message="this story is not <em>finished</em>",
                    help="write the rest",
                    line=1,
                    column=text.index("???") + 1,
                    excerpt=text,
                ),
            )
        elif source != self.built_from:
            changed, self.built_from = True, source
            self.output.mkdir(exist_ok=True)
            page = PAGE.replace("{policy}", POLICY).replace("{text}", text)
            (self.output / "index.html").write_text(page, encoding="utf-8")
            shutil.copy(self.content / "style.css", self.output)
            (self.output / "icon.svg").write_text(
                '<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8"
            )
        return BuildResult(
            output=self.output,
            root="/stories/",
            problems=problems,
            changed=changed,
            summary="built",
            inputs=(self.content,),
        )


@pytest.fixture
def writer(tmp_path):
    return Writer(tmp_path)


@pytest.fixture
def url(writer) -> Iterator[str]:
    urls: queue.Queue[str] = queue.Queue()
    stop = threading.Event()
    options = {"port": 0, "announce": print, "report": print, "ready": urls.put, "stop": stop}
    thread = threading.Thread(target=serve, args=(writer.build,), kwargs=options)
    thread.start()
    yield urls.get(timeout=PATIENCE)
    stop.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()


@pytest.fixture
def tab(page) -> Page:
    """A page that keeps what the browser complains about."""
    page.set_default_timeout(PATIENCE * 1000)
    expect.set_options(timeout=PATIENCE * 1000)
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def test_a_page_follows_the_writer_by_itself(writer, url, tab):
    tab.goto(url)
    heading, problems = tab.locator("h1"), tab.get_by_role("alert")
    expect(heading).to_have_text("First draft")
    expect(problems).to_have_count(0)

    writer.write("Second draft")
    expect(heading).to_have_text("Second draft")

    writer.write("Third draft, ???: an ending")
    expect(problems).to_be_visible()
    expect(heading).to_have_text("Second draft")
    expect(problems.get_by_role("heading")).to_have_text("1 problem in the last build")
    expect(problems).to_contain_text("content/story.txt:1:14")
    expect(problems).to_contain_text("this story is not <em>finished</em>")
    expect(problems.locator("pre")).to_have_text("1 | Third draft, ???: an ending\n  |              ^")
    expect(problems).to_have_css("position", "fixed")

    problems.locator("summary").click()
    expect(problems.locator("pre")).to_be_hidden()
    expect(problems.get_by_role("heading")).to_be_visible()

    writer.write("Third draft, with an ending")
    expect(heading).to_have_text("Third draft, with an ending")
    expect(problems).to_have_count(0)

    writer.style("h1 { color: rgb(0, 0, 2) }")
    expect(heading).to_have_css("color", "rgb(0, 0, 2)")
    assert tab.complaints == []


def test_a_page_of_a_site_that_could_not_be_built_recovers(writer, tab, request):
    writer.write("???")
    tab.goto(request.getfixturevalue("url"))
    expect(tab.get_by_role("alert")).to_contain_text("content/story.txt:1:1")
    expect(tab.locator("h1")).to_have_text("The site cannot be built")

    writer.write("First draft")
    expect(tab.locator("h1")).to_have_text("First draft")
    expect(tab.get_by_role("alert")).to_have_count(0)
    # The browser itself reports the status of the first answer.
    assert [text for text in tab.complaints if "503" not in text] == []


ATTEMPTS = {
    "a script of the site": """() => {
        const script = document.createElement("script");
        script.src = "/stories/other.js";
        document.head.append(script);
    }""",
    "a request to the site": """() => { fetch("/stories/").catch(() => {}) }""",
    "a socket to somebody else": """() => { try { new WebSocket("ws://127.0.0.1:9/livereload") } catch {} }""",
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_what_the_published_page_would_block_is_blocked_in_the_preview(url, tab, attempt):
    tab.goto(url)
    expect(tab.locator("h1")).to_have_text("First draft")
    with tab.expect_console_message(lambda said: "Content Security Policy" in said.text):
        tab.evaluate(ATTEMPTS[attempt])
