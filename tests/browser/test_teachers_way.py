"""A teacher's whole way, on a phone: from the home page to a story that is online, through a real git repository.

The git host is a stand-in on loopback with GitHub's pages (`tests/git_host.py`). `make pictures` runs the way again, and its
pictures go into the guide for teachers.
"""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from PIL import Image, ImageDraw
from tests.git_host import GitHost, git
from tests.write_modules import served

from edblog.cli.commands import main
from edblog.pipeline import build
from edblog.pipeline.report import Options

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 30, 21, 40, tzinfo=UTC)
PICTURES = os.environ.get("EDBLOG_PICTURES", "")
"""The folder for the pictures of the guide; empty to take none."""
COLORS = 48

PARAGRAPHS = [
    " ".join(paragraph.split())
    for paragraph in """
Three children drew the same word problem about apples in a basket. One of the drawings had no apples in it at all, only a
long line with small marks on it, and I nearly put it aside as not finished.

I asked what the marks were. They were the apples, one mark each, and the gap between two of them was the moment when
somebody took some away. The drawing was the only one that showed when something happened. So we hung all three side by
side, and the class looked for what each drawing could say that the others could not.

Next time I ask about the drawing before I look for the answer. And I ask somebody whose answer I already believe, too.
""".strip().split("\n\n")
]
ALT = "A long line in pencil with small marks and one gap, on squared paper"
SUMMARY = "One drawing had no apples in it, and it was the one that showed when they were taken away."

STORIES = (
    "the-exit-ticket-nobody-wanted-to-leave",
    "the-meeting-that-began-with-a-drawing",
    "two-drafts-side-by-side",
)
"""The stories of the sample site that are there before."""

# The keystroke-level model (Card, Moran and Newell, 1983), with a slow thumb on glass in the place of a keyboard.
KEY, TAP, THINK = 0.5, 1.3, 1.35
"""Seconds for a key, for a tap, and to get ready for each tap and each field."""


BELOW_HEADING = """(area, number) => {
    const heading = [...area.value.matchAll(/^## .*$/gm)][number];
    const at = heading.index + heading[0].length + 2;
    area.focus();
    area.setSelectionRange(at, at);
}"""
SETTLED = """async () => {
    await document.fonts.ready;
    const seen = [...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight);
    await Promise.all(seen.map((image) => image.decode().catch(() => {})));
}"""
"""Waits for the fonts, and for the pictures that are on the screen."""


class Phone:
    """A phone in the hand of somebody, which counts what they do besides writing their words."""

    def __init__(self, context: Any, folder: str = "") -> None:
        self.page = context.new_page()
        self.context, self.folder = context, folder
        self.taps = self.keys = 0

    def tap(self, role: str, name: str, **more) -> None:
        self.touch(self.page.get_by_role(role, name=name, **more))

    def touch(self, target) -> None:
        self.taps += 1
        target.tap()

    def type(self, label: str, text: str, *, are_words: bool = False) -> None:
        """Types into a field; the words of the story itself are not counted."""
        field = self.page.get_by_label(label, exact=True)
        self.touch(field)
        self.page.keyboard.insert_text(text)
        self.keys += 0 if are_words else len(text)

    def follow(self, name: str) -> None:
        """Opens a link in a new tab, as the page asks the browser to, and goes on there."""
        with self.context.expect_page() as opened:
            self.tap("link", name)
        self.page = opened.value
        self.page.wait_for_load_state()

    def shot(self, name: str, target: Any = None) -> None:
        """Takes a picture for the guide, of the screen with an element in the middle of it."""
        if not self.folder:
            return
        if target is not None:
            target.evaluate("element => element.scrollIntoView({block: 'center'})")
        self.page.evaluate(SETTLED)
        image = Image.open(io.BytesIO(self.page.screenshot(animations="disabled", caret="hide")))
        folder = Path(self.folder)
        folder.mkdir(parents=True, exist_ok=True)
        small = image.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE)
        small.save(folder / f"way-{name}.png", optimize=True)

    @property
    def seconds(self) -> float:
        """An estimate of the time for all of this."""
        return self.taps * (TAP + THINK) + self.keys * KEY


def photo() -> bytes:
    """A photo as a phone makes it: large, and with the place where it was taken."""
    image = Image.new("RGB", (3000, 2000), "#efe9da")
    draw = ImageDraw.Draw(image)
    for at in range(0, 3000, 100):
        draw.line((at, 0, at, 2000), "#c9dbe4", 4)
        draw.line((0, at, 3000, at), "#c9dbe4", 4)
    draw.line((300, 1100, 2700, 1050), "#45403a", 22)
    for number, at in enumerate(range(420, 2600, 190)):
        if number not in (6, 7):
            draw.line((at, 980, at + 24, 1190), "#45403a", 26)
    exif = Image.Exif()
    exif[0x010F] = "A phone"
    exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 52.0, 0.0), 3: "W", 4: (87.0, 38.0, 0.0)})
    data = io.BytesIO()
    image.save(data, "JPEG", quality=88, exif=exif)
    return data.getvalue()


class _Site(SimpleHTTPRequestHandler):
    """A built site below `/stories/`."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/stories"))

    def log_message(self, *_: object) -> None:
        pass


class District(NamedTuple):
    """The sample site: a clone of the repository at the host, and the address at which its files are served."""

    folder: Path
    host: GitHost
    address: str

    def build(self) -> None:
        assert build(self.folder, Options(), now=NOW).ok

    def run(self, *words: str) -> list[str]:
        """The lines of a command that ends well."""
        done = CliRunner().invoke(main, [*words, "--site", str(self.folder)], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output.splitlines()

    def review(self) -> list[str]:
        """The lines of a review of the newest pull request; its branch is then checked out, and checked."""
        number = self.host.pulls[-1].number
        git(self.folder, "fetch", "-q", "origin", f"refs/pull/{number}/head:story-{number}")
        git(self.folder, "switch", "-q", f"story-{number}")
        checked = [line for line in self.run("check") if line.startswith(("error", "warning"))]
        assert checked == []
        return [line for line in self.run("review", "main", "--fail-on-outside") if line]

    def merge(self) -> None:
        """Takes the newest pull request over, and publishes the site."""
        git(self.folder, "switch", "-q", "main")
        git(self.folder, "merge", "-q", "--no-edit", f"story-{self.host.pulls[-1].number}")
        git(self.folder, "push", "-q", "origin", "main")
        self.build()


def _copy_story(source: Path, to: Path) -> None:
    """Copies a story in a folder, without its links to stories that are not copied."""
    shutil.copytree(source, to)
    text = (source / "index.md").read_text(encoding="utf-8")
    (to / "index.md").write_text(
        re.sub(r"\[([^]]+)\]\((?!http)[^)]*\.md[^)]*\)", r"\1", text), encoding="utf-8"
    )


@pytest.fixture(scope="module")
def district(tmp_path_factory, require_program) -> Iterator[District]:
    require_program("git")
    folder = tmp_path_factory.mktemp("district")
    shutil.copytree(
        ROOT / "content",
        folder / "content",
        ignore=shutil.ignore_patterns(
            "posts", "events", "circles", "notices", "lists", "recordings", "resources", "boards", "goals"
        ),
    )
    for name in STORIES:
        _copy_story(ROOT / "content/posts" / name, folder / "content/posts" / name)
    (folder / ".gitignore").write_text("site/\n.edblog/\n", encoding="utf-8")
    text = (ROOT / "edblog.toml").read_text(encoding="utf-8").partition("[submit]")[0]
    with (
        GitHost(team=("nora-sample",)) as host,
        served(partial(_Site, directory=str(folder / "site"))) as address,
    ):
        submit = f'[submit]\nrepository = "{host.url}"\nhost = "github"\n'
        (folder / "edblog.toml").write_text(f"{text}\n{submit}", encoding="utf-8")
        host.push(folder)
        git(folder, "remote", "add", "origin", str(host.path))
        there = District(folder, host, address)
        there.build()
        yield there


@pytest.fixture
def context(browser):
    """A phone in a teacher's hand, in Chicago."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        device_scale_factor=1.5,
        is_mobile=True,
        has_touch=True,
        timezone_id="America/Chicago",
        locale="en-US",
    )
    context.set_default_timeout(20_000)
    context.clock.set_fixed_time(NOW)
    yield context
    context.close()


# What a teacher does


def start(phone: Phone, address: str, name: str) -> None:
    """Home, the micro-credential, and who writes."""
    phone.page.goto(f"{address}/stories/")
    phone.shot("home")
    phone.touch(phone.page.get_by_role("link", name="Noticing Student Thinking").first)
    about = phone.page.get_by_role("link", name="Write about this")
    phone.shot("credential", about)
    phone.touch(about)
    phone.touch(phone.page.get_by_text("I am new here"))
    phone.type("Your name, as readers will see it", name)
    phone.type("What you do", "Grade 2 teacher")
    phone.type("Where you do it", "Example Elementary School")
    phone.shot("start", phone.page.get_by_label("What you do", exact=True))
    phone.tap("button", "Start writing")


def write(phone: Phone, title: str) -> None:
    """The words, below the questions that the form begins with."""
    phone.type("Title", title, are_words=True)
    area = phone.page.get_by_label("Your story", exact=True)
    for number, paragraph in enumerate(PARAGRAPHS):
        # A tap below a heading, as anywhere in a text.
        phone.taps += 1
        area.evaluate(BELOW_HEADING, number)
        phone.page.keyboard.insert_text(f"{paragraph}\n")
    phone.shot("write", area)


def add_photo(phone: Phone, folder: Path) -> None:
    file = folder / "IMG_4711.JPG"
    file.write_bytes(photo())
    with phone.page.expect_file_chooser() as chooser:
        phone.tap("button", "Add a picture")
    # One more tap, on the photo in the phone's own gallery.
    phone.taps += 1
    chooser.value.set_files(file)
    phone.page.get_by_text("The picture is added").wait_for()
    phone.type("Describe it for somebody who cannot see it", ALT, are_words=True)
    phone.shot("photo", phone.page.get_by_label("Describe it for somebody who cannot see it"))


def check(phone: Phone, heading: str) -> None:
    phone.type("Your story in one sentence", SUMMARY, are_words=True)
    phone.tap("button", "Check my story")
    phone.page.get_by_role("heading", name=heading).wait_for()
    phone.shot("check")
    phone.tap("button", "Go on to Send")


def save(phone: Phone, folder: Path) -> list[Path]:
    """Saves the story and its photo on the phone."""
    got: list[Any] = []
    with phone.page.expect_event("download", lambda found: got.append(found) or len(got) == 2):
        phone.tap("button", "Save the files")
    for download in got:
        download.save_as(folder / download.suggested_filename)
    return [folder / download.suggested_filename for download in got]


def sign_in(phone: Phone, user: str) -> None:
    phone.type("Username or email address", user)
    phone.type("Password", "twelve apples")
    phone.tap("button", "Sign in")


def upload(phone: Phone, files: list[Path]) -> None:
    with phone.page.expect_file_chooser() as chooser:
        phone.touch(phone.page.get_by_label("Choose your files"))
    # In the phone's own list, a tap on each file and one on Open.
    phone.taps += len(files) + 1
    chooser.value.set_files(files)
    phone.page.get_by_text(files[0].name).wait_for()
    phone.shot("upload")
    phone.tap("button", "Commit changes")


def propose(phone: Phone) -> None:
    phone.page.get_by_role("heading", name="Open a pull request").wait_for()
    phone.tap("button", "Create pull request")
    phone.page.get_by_text("Open", exact=True).wait_for()


def say_that_it_worked(phone: Phone, form: Any) -> str:
    """Says in the form that it worked, and returns the address that it promises."""
    phone.page = form
    phone.tap("button", "It worked")
    phone.page.get_by_role("heading", name="Thank you").wait_for()
    return phone.page.locator(".form-address").inner_text()


# The ways


def test_from_the_home_page_to_a_story_online(context, district, tmp_path):
    """Somebody in the team, with a photo, by the upload page; in pictures."""
    phone = Phone(context, PICTURES)
    start(phone, district.address, "Nora Sample")
    write(phone, "The drawing that was right")
    add_photo(phone, tmp_path)
    check(phone, "Ready to send, Nora")
    phone.touch(phone.page.get_by_text("I am in the team of this site"))
    phone.shot("send", phone.page.get_by_role("button", name="Save the files"))
    files = save(phone, tmp_path)
    form = phone.page
    phone.follow("Open GitHub")
    sign_in(phone, "nora-sample")
    upload(phone, files)
    propose(phone)
    address = say_that_it_worked(phone, form)

    assert address == "https://district.example/stories/posts/the-drawing-that-was-right/"
    assert (phone.taps, phone.keys) == (30, 75)
    assert phone.seconds < 180
    folder = "content/posts/2026-11-30-the-drawing-that-was-right"
    commit = git(district.folder, "rev-parse", "--short=7", "main")
    assert district.review() == [
        f"1 commit by nora-sample, compared with main ({commit})",
        "1 new story by Nora Sample, 1 new picture",
        "In content/",
        f'   new story "The drawing that was right" by Nora Sample: {folder}/index.md',
        "       dated 2026-11-30",
        '       introduces "Nora Sample, Grade 2 teacher, Example Elementary School"',
        "       148 words",
        "       1 picture; nobody can be recognized, the writer says",
        f"       {address}",
        f"   new picture: {folder}/img-4711.jpg",
        f"       {(district.folder / folder / 'img-4711.jpg').stat().st_size / 1000:,.0f} kB",
        "Nothing that needs special care. Whether the texts can be published: edblog check",
    ]
    with Image.open(district.folder / folder / "img-4711.jpg") as sent:
        assert (max(sent.size) <= 2000, dict(sent.getexif())) == (True, {})

    district.merge()
    phone.page.goto(f"{district.address}{urlsplit(address).path}")
    phone.page.get_by_role("heading", name="The drawing that was right").wait_for()
    picture = phone.page.get_by_role("img", name=ALT).first
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    assert phone.page.get_by_text(PARAGRAPHS[0]).count() == 1
    phone.page.evaluate("scrollTo(0, 0)")
    phone.shot("online")


def test_somebody_without_rights_copies_the_repository_first(context, district, tmp_path):
    """With a photo: GitHub takes files from the team alone, so they go into a copy of one's own."""
    phone = Phone(context)
    start(phone, district.address, "Kim Sample")
    write(phone, "A photo from outside")
    add_photo(phone, tmp_path)
    check(phone, "Ready to send, Kim")
    files = save(phone, tmp_path)
    form = phone.page
    phone.follow("Open GitHub")
    sign_in(phone, "kim-sample")
    phone.tap("button", "Create fork")
    phone.page.wait_for_url("**/kim-sample/stories")
    phone.page = form
    phone.type("Your name on GitHub", "kim-sample")
    phone.follow("Open my copy")
    upload(phone, files)
    propose(phone)
    say_that_it_worked(phone, form)

    assert (phone.taps, phone.keys) == (32, 83)
    assert phone.seconds < 180
    assert district.review()[1] == "1 new story by Kim Sample, 1 new picture"
    assert git(district.host.path, "branch", "--list", "kim-*") == ""
    district.merge()
    page = (district.folder / "site/posts/a-photo-from-outside/index.html").read_text(encoding="utf-8")
    assert f'alt="{ALT}"' in page


def test_a_short_story_goes_in_the_address(context, district):
    """Without a photo nothing is saved: the editor of the host opens with the words in it."""
    phone = Phone(context)
    start(phone, district.address, "Ana Example")
    write(phone, "Ünicode & other words")
    check(phone, "Ready to send, Ana")
    form = phone.page
    phone.follow("Open GitHub")
    sign_in(phone, "ana-example")
    phone.tap("button", "Propose changes")
    propose(phone)
    say_that_it_worked(phone, form)

    assert (phone.taps, phone.keys) == (21, 75)
    assert phone.seconds < 180
    assert district.review()[1] == "1 new story by Ana Example"
    district.merge()
    page = (district.folder / "site/posts/unicode-other-words/index.html").read_text(encoding="utf-8")
    assert "<h1" in page
    assert "Ünicode &amp; other words" in page
