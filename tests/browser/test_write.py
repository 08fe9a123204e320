"""The form for writing a story, as a teacher uses it on a phone and on a computer."""

from __future__ import annotations

import functools
import http.server
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import docx
import pytest
from PIL import Image
from playwright.sync_api import expect
from tests.accessible import COLORS, WCAG, violations
from tests.conftest import CONFIG
from tests.write_modules import served

from edblog.pipeline import build

EXHAUSTIVE = "EDBLOG_WIDTHS" in os.environ
WIDTHS = [320, 360, 390, 600, 768, 1024, 1280, 1920] if EXHAUSTIVE else [360, 1280]
SUBMIT = '\n[submit]\nrepository = "https://github.com/sample-district/stories"\nemail = "stories@district.example"\n'
FILES = {
    "edblog.toml": CONFIG + SUBMIT,
    "content/authors/rosa-okafor.md": "---\nname: Rosa Okafor\nrole: Grade 4 teacher\nschool: Maple Street Elementary\n---\nHello.\n",
    "content/credentials/good-talk.md": "---\nname: Good Talk\nissuer: Hill Institute\nprompts: [What was talk like before?, What changed?]\n---\nText.\n",
    "content/posts/jar.md": "---\ntitle: The jar\ndate: 2026-01-02\nauthor: rosa-okafor\ntopics: [talk]\n---\nWords.\n",
}
KEPT = """() => new Promise((resolve) => {
  const look = () => {
    const opened = indexedDB.open("edblog-drafts:/stories/");
    opened.onsuccess = () => {
        const asked = opened.result.transaction("stories").objectStore("stories").getAll();
        asked.onsuccess = () => {
            opened.result.close();
            const typed = [...document.querySelectorAll(".form-main > .form-field :is(input, textarea)")].map(({ value }) => value).filter(Boolean);
            const isKept = asked.result.some(({ title, text, summary }) => `${typed}` === `${[title, text, summary].filter(Boolean)}`);
            isKept ? resolve() : requestAnimationFrame(look);
        };
    };
  };
  look();
})"""
WORDS = " ".join(["The timer broke and somebody went on talking."] * 50)


def photo() -> dict[str, object]:
    """A photo from a phone, with a place in its EXIF data."""
    data, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "SampleCam"
    Image.new("RGB", (2400, 1600), "#8a5200").save(data, "JPEG", exif=exif)
    return {"name": "My Timer.JPG", "mimeType": "image/jpeg", "buffer": data.getvalue()}


class _Site(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/stories"))

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def made(folder: Path, files: dict[str, str]) -> Iterator[str]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    assert [problem for problem in build(folder).problems if problem.severity == "error"] == []
    with served(functools.partial(_Site, directory=str(folder / "site"))) as address:
        yield f"{address}/stories/"


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    with made(tmp_path_factory.mktemp("write"), FILES) as address:
        yield address


class Writer:
    """A teacher with a browser."""

    def __init__(self, browser, address: str, width: int, scheme: str = "light", **more: object) -> None:
        is_phone = width < 500
        self.context = browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme=scheme,
            has_touch=is_phone,
            is_mobile=is_phone,
            **more,
        )
        self.page = self.context.new_page()
        self.address, self.said = address, []
        self.page.set_default_timeout(10_000)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("console", self._heard)
        self.page.on("request", self._asked)

    def _heard(self, message) -> None:
        # That a name is free is an answer, too.
        if message.type == "error" and "404" not in message.text:
            self.said.append(message.text)

    def _asked(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.said.append(request.url)

    def open(self, path: str = "write/") -> None:
        self.page.goto(self.address + path)
        self.page.get_by_role("navigation", name="Steps").wait_for()

    def press(self, name: str, **more: object) -> None:
        self.page.get_by_role("button", name=name, **more).first.click()

    def fill(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).fill(words)

    def start(self) -> None:
        self.page.get_by_label("Your name", exact=True).select_option(label="Rosa Okafor")
        self.press("Start writing")
        self.page.get_by_label("Your story", exact=True).wait_for()

    def write(self, title: str = "The week the timer broke", words: str = WORDS) -> None:
        self.fill("Title", title)
        self.fill("Your story", words)
        self.fill("Your story in one sentence", "The battery died, and nobody stopped.")

    def kept(self) -> None:
        """Waits until the browser has the story as it is typed; it says so after each pause."""
        self.page.evaluate(KEPT)
        self.page.locator(".form-kept").get_by_text("Kept on").wait_for()

    def violations(self, options: dict[str, object] = WCAG) -> list[object]:
        return violations(self.page, options)


@pytest.fixture
def writer(browser, address) -> Iterator[Writer]:
    writer = Writer(browser, address, 390, accept_downloads=True)
    yield writer
    writer.context.close()
    assert writer.said == []


def test_a_story_without_pictures_goes_to_a_filled_in_page_of_the_host(writer):
    writer.open("write/?credential=good-talk#eb-form")
    page = writer.page
    assert page.get_by_label("Good Talk").is_checked()
    assert page.locator("[data-box=questions] li").all_inner_texts() == [
        "What was talk like before?",
        "What changed?",
    ]
    writer.start()
    assert (
        page.get_by_label("Your story", exact=True).input_value()
        == "## What was talk like before?\n\n\n## What changed?\n\n\n"
    )
    writer.write(words="## What was talk like before?\n\nLoud & *quick*: 50% of it.\n\n## What changed?\n")
    writer.kept()
    writer.press("Check my story")
    page.get_by_text("Nothing is written below “What changed?” yet.").wait_for()
    assert page.get_by_role("heading", level=2, name="Almost ready, Rosa").is_visible()
    writer.press("Remove the heading: What changed?")
    page.get_by_role("heading", level=2, name="Ready to send, Rosa").wait_for()
    writer.press("Go on to Send")
    link = page.get_by_role("link", name="Open GitHub")
    url = urlsplit(link.get_attribute("href"))
    query = parse_qs(url.query)

    assert (url.netloc, url.path) == ("github.com", "/sample-district/stories/new/main")
    [name] = query["filename"]
    [text] = query["value"]
    assert name.startswith("content/posts/20")
    assert name.endswith("-the-week-the-timer-broke.md")
    assert text.splitlines()[1] == 'title: "The week the timer broke"'
    assert "author: rosa-okafor\ncredentials: [good-talk]\n" in text
    assert text.endswith("## What was talk like before?\n\nLoud & *quick*: 50% of it.\n")
    assert link.get_attribute("target") == "_blank"
    assert page.get_by_text("It worked if GitHub shows a number such as #42").is_visible()
    assert page.get_by_text("it may be the name of your file.").is_visible()
    assert page.locator(".form-steps-list b").all_inner_texts()[:2] == [
        "Propose changes",
        "Create pull request",
    ]


def test_a_picture_is_made_smaller_described_and_saved_beside_the_story(writer):
    writer.open()
    writer.start()
    writer.write()
    page = writer.page
    page.locator(".form-drop input[type=file]").set_input_files(photo())
    page.get_by_label("Describe it for somebody who cannot see it").wait_for()
    writer.press("Check my story")
    page.get_by_role("heading", name="One thing to fix").wait_for()
    page.get_by_role("button", name="Fix this").click()
    description = page.get_by_label("Describe it for somebody who cannot see it")
    assert description.evaluate("element => element === document.activeElement")
    assert description.get_attribute("aria-invalid") == "true"
    description.fill("A kitchen timer on a desk")
    assert description.get_attribute("aria-invalid") is None
    writer.press("4 Send")
    # Who may not push makes a copy first.
    assert (
        page.get_by_role("link", name="Open GitHub").get_attribute("href")
        == "https://github.com/sample-district/stories/fork"
    )
    assert page.get_by_text("it may be “Add files via upload”.").is_visible()
    page.get_by_label("Your name on GitHub").fill("rosa")
    own = page.get_by_role("link", name="Open my copy").get_attribute("href")
    assert own.startswith("https://github.com/rosa/stories/upload/main/content/posts/20")
    page.get_by_label("I am in the team of this site").check()
    page.get_by_role("link", name="Open GitHub").and_(
        page.locator("[href*='/upload/main/content/posts/']")
    ).wait_for()
    files = []
    page.on(
        "download",
        lambda download: files.append((download.suggested_filename, Path(download.path()).read_bytes())),
    )
    with page.expect_event("download", lambda download: download.suggested_filename == "my-timer.jpg"):
        writer.press("Save the files")
    saved = dict(files)

    assert "![A kitchen timer on a desk](my-timer.jpg)" in saved["index.md"].decode()
    with Image.open(io.BytesIO(saved["my-timer.jpg"])) as picture:
        assert picture.size == (1600, 1067)
        assert not picture.getexif()
    assert b"SampleCam" not in saved["my-timer.jpg"]


def test_a_story_stays_in_the_browser_until_it_worked(writer):
    writer.open()
    writer.start()
    writer.write("A first story")
    writer.kept()
    writer.open()
    page = writer.page
    assert page.get_by_role("heading", name="A first story").is_visible()
    writer.press("Go on with A first story")
    assert page.get_by_label("Title", exact=True).input_value() == "A first story"
    # The name of the file never follows the title.
    page.get_by_label("Title", exact=True).blur()
    writer.press("4 Send")
    link = page.get_by_role("link", name="Open GitHub")
    first = parse_qs(urlsplit(link.get_attribute("href")).query)["filename"]
    writer.press("Write", exact=False)
    writer.fill("Title", "Another title")
    writer.press("4 Send")
    assert parse_qs(urlsplit(link.get_attribute("href")).query)["filename"] == first
    writer.press("Not yet")
    page.get_by_text("Nothing is lost.").wait_for()
    writer.press("It worked")
    page.get_by_role("heading", name="Thank you, Rosa").wait_for()
    assert page.get_by_text("https://district.example/stories/posts/a-first-story/").is_visible()
    writer.open()
    assert page.get_by_role("heading", name="Another title").count() == 0


def test_a_story_can_always_be_deleted_from_a_shared_computer(writer):
    writer.open()
    writer.start()
    writer.write("A secret")
    writer.kept()
    writer.press("Delete from this phone")
    writer.press("No, keep it")
    assert writer.page.get_by_label("Title", exact=True).input_value() == "A secret"
    writer.press("Delete from this phone")
    writer.press("Yes, delete it")
    writer.page.get_by_text("Deleted from this phone.").wait_for()
    writer.open()

    assert writer.page.get_by_text("A secret").count() == 0


def test_a_name_that_a_story_of_the_site_has_is_not_used_again(writer):
    writer.open()
    writer.start()
    writer.write("Jar")
    writer.press("4 Send")
    [name] = parse_qs(
        urlsplit(writer.page.get_by_role("link", name="Open GitHub").get_attribute("href")).query
    )["filename"]

    assert name.endswith("-jar-2.md")


def test_a_long_story_is_copied_and_never_cut_short(writer):
    writer.context.grant_permissions(["clipboard-read", "clipboard-write"])
    writer.open()
    writer.start()
    words = "Dúo de palabras. " * 600
    writer.write(words=words)
    writer.press("4 Send")
    page = writer.page
    link = page.get_by_role("link", name="Copy my words and open GitHub")
    assert "value=" not in link.get_attribute("href")
    page.get_by_text("Your words, ready to copy").first.click()
    writer.press("Copy my words", exact=True)
    page.get_by_role("status").get_by_text("Copied").first.wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith(words.strip() + "\n")
    page.get_by_label("By email").check()
    mail = page.get_by_role("link", name="Copy my words and open mail").get_attribute("href")
    assert mail.startswith("mailto:stories@district.example?subject=Story%3A%20")
    assert len(mail) < 1_800


def test_somebody_new_is_introduced_and_told_what_is_missing(writer):
    writer.open()
    page = writer.page
    page.get_by_label("I am new here").check()
    writer.fill("Your name, as readers will see it", "Jonas Tanaka")
    writer.fill("Where you do it", "Harbor View")
    writer.press("Start writing")
    writer.write()
    writer.press("4 Send")
    page.get_by_label("By email").check()
    writer.press("Start", exact=False)
    name = page.get_by_label("Your name, as readers will see it")
    assert name.input_value() == "Jonas Tanaka"
    name.fill("")
    name.blur()
    page.get_by_text("“Your name” is missing").or_(page.get_by_text('"Your name" is missing')).wait_for()
    assert page.get_by_label("Your name, as readers will see it").get_attribute("aria-invalid") == "true"


def test_what_is_pasted_from_a_word_processor_becomes_markdown(writer):
    writer.open()
    writer.start()
    page = writer.page
    box = page.get_by_label("Your story", exact=True)
    box.fill("")
    box.evaluate(
        """element => { const data = new DataTransfer();
        data.setData("text/html", "<p style='mso-style-name:x'>A <b>bold</b> word</p><ul><li>One</li></ul>");
        data.setData("text/plain", "A bold word");
        element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }"""
    )

    expect(box).to_have_value("A **bold** word\n\n- One")


def test_a_word_document_comes_in_with_what_was_left_out(writer, tmp_path):
    document = docx.Document()
    document.add_heading("The jar by the door", 0)
    document.add_paragraph("Two slips on the first day.")
    document.sections[0].header.paragraphs[0].text = "Draft for Kim"
    document.save(str(tmp_path / "story.docx"))
    writer.open()
    writer.start()
    page = writer.page
    page.locator(".form-word-row input[type=file]").set_input_files(tmp_path / "story.docx")
    page.get_by_text("The document is in your story now.").wait_for()

    assert page.get_by_label("Title", exact=True).input_value() == "The jar by the door"
    assert page.get_by_label("Your story", exact=True).input_value() == "Two slips on the first day."
    assert page.get_by_text("the header and the footer (Draft for Kim)").is_visible()
    page.locator(".form-word-row input[type=file]").set_input_files(
        {"name": "old.docx", "mimeType": "application/octet-stream", "buffer": b"no document"}
    )
    page.get_by_text("This is not a Word document.").wait_for()


def test_buttons_write_markdown(writer):
    writer.open()
    writer.start()
    page = writer.page
    box = page.get_by_label("Your story", exact=True)
    box.fill("plain")
    box.select_text()
    writer.press("Bold", exact=True)
    assert box.input_value() == "**plain**"
    page.keyboard.press("End")
    writer.press("Heading", exact=True)
    page.keyboard.type("What I did")
    assert box.input_value() == "**plain**\n\n## What I did\n"
    page.keyboard.press("Control+End")
    writer.press("Link", exact=True)
    page.get_by_label("Where does the link lead?").fill("district.example/a b")
    page.keyboard.press("Enter")
    assert box.input_value().endswith("[words of the link](https://district.example/a%20b)")


def test_the_whole_way_works_with_the_keyboard_alone(browser, address):
    writer = Writer(browser, address, 1280)
    writer.open()
    page = writer.page
    page.get_by_label("Your name", exact=True).focus()
    page.keyboard.type("Rosa")
    begin = page.get_by_role("button", name="Start writing")
    for _ in range(12):
        page.keyboard.press("Tab")
        if begin.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    title = page.get_by_label("Title", exact=True)
    title.wait_for()
    for _ in range(4):
        page.keyboard.press("Tab")
        if title.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.type("By hand")

    assert title.input_value() == "By hand"
    assert writer.said == []
    writer.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_each_step_is_accessible_and_fits(browser, address, width):
    writer = Writer(browser, address, width)
    page = writer.page
    fits = "document.documentElement.scrollWidth <= window.innerWidth"

    def look(step):
        page.locator(".form-steps [aria-current=step]").get_by_text(step.split()[-1]).wait_for()
        assert (step, writer.violations()) == (step, [])
        assert page.evaluate(fits), step
        # In the dark the same elements have other colors.
        page.emulate_media(color_scheme="dark")
        page.evaluate("Promise.allSettled(document.getAnimations().map(({ finished }) => finished))")
        assert (step, writer.violations(WCAG if EXHAUSTIVE else COLORS)) == (step, [])
        page.emulate_media(color_scheme="light")
        page.evaluate("Promise.allSettled(document.getAnimations().map(({ finished }) => finished))")

    writer.open()
    look("Start")
    writer.start()
    writer.write()
    page.locator(".form-drop input[type=file]").set_input_files(photo())
    page.get_by_label("Describe it for somebody who cannot see it").wait_for()
    page.get_by_label("A person can be recognized in it").check()
    for step in ("3 Check", "Write", "4 Send"):
        writer.press(step)
        look(step)
    assert writer.said == []
    writer.context.close()


@pytest.mark.parametrize(
    ("width", "touch", "device"),
    [
        (390, True, "this phone"),
        (390, False, "this phone"),
        (820, True, "this tablet"),
        (1280, False, "this computer"),
    ],
)
def test_a_device_is_called_what_it_is(browser, address, width, touch, device):
    context = browser.new_context(viewport={"width": width, "height": 1000}, has_touch=touch, is_mobile=touch)
    page = context.new_page()
    page.goto(f"{address}write/")

    page.get_by_role("button", name=f"Delete from {device}").wait_for()
    context.close()


def test_questions_without_an_answer_make_room_for_those_of_another_credential(writer):
    writer.open()
    page = writer.page
    box = page.get_by_label("Your story", exact=True)
    writer.start()
    assert box.input_value().startswith("## What is your story about, in short?\n")
    writer.press("Back to Start")
    page.get_by_label("Good Talk").check()
    writer.press("Start writing")
    assert box.input_value() == "## What was talk like before?\n\n\n## What changed?\n\n\n"
    box.fill("## What changed?\n\n## My own heading\n")
    writer.press("Back to Start")
    page.get_by_label("Good Talk").uncheck()
    writer.press("Start writing")

    assert box.input_value() == "## What changed?\n\n## My own heading\n"


def test_a_long_story_is_in_the_clipboard_when_the_host_opens(writer):
    writer.context.grant_permissions(["clipboard-read"])
    writer.context.route("https://github.com/**", lambda route: route.fulfill(body="New file"))
    writer.open()
    writer.start()
    words = "Dúo de palabras. " * 600
    writer.write(words=words)
    writer.press("4 Send")
    page = writer.page
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Copy my words and open GitHub").click()
    opened.value.close()
    page.bring_to_front()

    assert page.evaluate("navigator.clipboard.readText()").endswith(words.strip() + "\n")


def test_the_status_is_asked_for_where_a_story_is_on_its_way(writer):
    asked = []
    status = {"published_at": "2026-11-30T16:22:08Z", "commit": None, "waiting": []}

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(json=status)

    writer.context.route("**/status.json", answer)
    writer.open()
    writer.start()
    writer.write()
    writer.kept()
    writer.press("Check my story")
    writer.open()
    writer.press("Go on with The week the timer broke")
    assert asked == []
    writer.press("4 Send")
    writer.page.get_by_text("This site was published on Monday, November 30").wait_for()
    writer.press("It worked")
    writer.page.get_by_role("heading", name="Thank you, Rosa").wait_for()
    writer.page.get_by_text("This site was published on Monday, November 30").wait_for()
    assert writer.page.get_by_role("link", name="See the list of runs on GitHub").is_visible()

    assert asked == [f"{writer.address}status.json"]


def test_where_a_browser_keeps_nothing_the_page_says_so(writer):
    writer.page.add_init_script(
        "Object.defineProperty(globalThis, 'indexedDB', { get() { throw new DOMException('', 'SecurityError'); } })"
    )
    writer.open()
    writer.start()
    writer.write()

    assert writer.page.locator(".form-foot").get_by_text("This browser keeps nothing.").is_visible()
    writer.page.locator(".form-kept").get_by_text("This browser keeps nothing.").wait_for()


def test_later_steps_work_without_a_network(writer):
    with (
        writer.page.expect_response("**/send.js"),
        writer.page.expect_response("**/paste.js"),
        writer.page.expect_response("**/pictures.js"),
    ):
        writer.open()
    writer.context.set_offline(True)
    writer.page.get_by_text("No network right now").wait_for()
    writer.start()
    writer.write()
    writer.page.locator(".form-drop input[type=file]").set_input_files(photo())
    writer.page.get_by_label("Describe it for somebody who cannot see it").fill("A timer")
    writer.press("4 Send")

    writer.page.get_by_role("heading", name="Send your story").wait_for()
    # The browser itself reports what it could not ask.
    assert [words for words in writer.said if "ERR_INTERNET_DISCONNECTED" not in words] == []
    writer.said.clear()


def test_in_spanish_no_word_is_english(browser, tmp_path):
    with made(tmp_path, FILES | {"edblog.toml": f'language = "es"\n{CONFIG}{SUBMIT}'}) as address:
        writer = Writer(browser, address, 390)
        page = writer.page
        page.goto(f"{address}write/")
        page.get_by_role("navigation", name="Pasos").wait_for()
        page.get_by_label("Tu nombre", exact=True).select_option(label="Rosa Okafor")
        page.get_by_role("button", name="Empezar a escribir").click()
        page.get_by_label("Tu historia", exact=True).fill("Corta.")
        page.get_by_role("button", name="Revisar mi historia").click()
        page.get_by_text("Falta «Título».").wait_for()
        words = page.locator("#eb-form").inner_text()
        writer.context.close()

    assert not {"the", "your", "story", "is", "and"} & {*words.lower().split()}
    assert writer.said == []


def test_without_javascript_there_are_steps_and_a_link(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}write/")

    assert page.get_by_role("heading", name="How to send a story without the form").is_visible()
    assert (
        page.get_by_role("link", name="Open the page for a new file")
        .get_attribute("href")
        .startswith("https://github.com/")
    )
    context.close()
