"""Editors in the browser, driven as a writer would: a story with a picture is written, its file lands, and edblog publishes it."""

from __future__ import annotations

import base64
import os
import re
import shutil
import socket
import subprocess
import threading
from datetime import UTC, datetime
from functools import partial
from hashlib import sha384
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest
from PIL import Image
from tests.conftest import NOW
from tests.editors import require_editor, require_server

from edblog.pipeline import build
from edblog.pipeline.places import PREVIEW
from edblog.pipeline.report import Options
from edblog.services.editors import service

TITLE = 'Ágnes & the jar: "¿qué pasó?" #1'
SCHOOL = 'Example: High "School"'
BY_HAND = """\
---
title: "Timed: a story"
date: 2026-03-03 09:30
author: rosa
credential: asking
topics: feedback
grades: [K-2, 5th]
comments: off
---

Words with *emphasis over
two lines*, 5 * 3 and snake_case.

| a | b |
|---|--:|
| 1 | 2 |
"""
CREDENTIAL = "---\nname: Asking Questions\nissuer: Example Learning Institute\n---\nHow to ask.\n"
CONFIG = """\
title = "Stories"
base_url = "https://district.example/stories/"
timezone = "America/Chicago"
{language}
[submit]
repository = "https://github.com/sample-district/stories"

[editor]
service = "{name}"
sign_in = "https://sign-in.district.example"
integrity = "{integrity}"
"""
LATER = datetime(2100, 1, 1, tzinfo=UTC)
"""After the day on which this test runs: the file of a new story has it in its name."""
# The File System Access API gives out folders that a user picks. The folder that a page has for itself is of the same kind.
PICKS_A_FOLDER = "window.showDirectoryPicker = () => navigator.storage.getDirectory();"
WRITE_FILES = """async files => {
  const root = await navigator.storage.getDirectory();
  await root.getDirectoryHandle('.git', {create: true});
  for (const [path, data] of Object.entries(files)) {
    const parts = path.split('/'), name = parts.pop();
    let folder = root;
    for (const part of parts) folder = await folder.getDirectoryHandle(part, {create: true});
    const target = await (await folder.getFileHandle(name, {create: true})).createWritable();
    await target.write(Uint8Array.from(atob(data), c => c.charCodeAt(0)));
    await target.close();
  }
}"""
READ_FILES = """async () => {
  const found = {};
  const walk = async (folder, prefix) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === 'directory') { await walk(handle, prefix + name + '/'); continue; }
      const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
      found[prefix + name] = btoa(Array.from(bytes, b => String.fromCharCode(b)).join(''));
    }
  };
  await walk(await navigator.storage.getDirectory(), '');
  return found;
}"""


def picture():
    file = BytesIO()
    Image.new("RGB", (640, 480), "tomato").save(file, "PNG")
    return {"name": "Jar Photo ñ.png", "mimeType": "image/png", "buffer": file.getvalue()}


def editor_site(make_site, name, language=""):
    """A site with the program of an editor, as the command in the guide puts it there."""
    source, editor = require_editor(name), service(name)
    program = (source / editor.members[0]).read_bytes()
    integrity = f"sha384-{base64.b64encode(sha384(program).digest()).decode()}"
    site = make_site(
        {
            "edblog.toml": CONFIG.format(name=name, integrity=integrity, language=language),
            "content/authors/rosa.md": "---\nname: Rosa Okafor\n---\n",
            "content/credentials/asking.md": CREDENTIAL,
            "content/posts/timed.md": BY_HAND,
        }
    )
    (site.folder / "static/admin").mkdir(parents=True)
    for member in editor.members:
        found, target = source / member, site.folder / "static/admin"
        if found.is_dir():
            # The command takes two folders off each path.
            shutil.copytree(found, target / "/".join(member.split("/")[2:]), dirs_exist_ok=True)
        else:
            shutil.copy(found, target)
    return site


class Handler(SimpleHTTPRequestHandler):
    def translate_path(self, path):
        return super().translate_path(path.removeprefix("/stories"))

    def log_message(self, *_):
        pass


@pytest.fixture
def serve():
    """Serves a folder below `/stories/`, and gives its address."""
    servers = []

    def start(folder):
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://localhost:{server.server_port}/stories/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def watched(page, own):
    """The requests of a page to other hosts that its policy lets through, and the errors of its scripts."""
    seen = {"asked": [], "errors": []}

    def blocked(request):
        if request.failure != "csp":
            seen["asked"].append(request.url)

    page.on(
        "requestfinished",
        lambda request: (
            None if request.url.startswith((*own, "blob:", "data:")) else seen["asked"].append(request.url)
        ),
    )
    page.on(
        "requestfailed",
        lambda request: None if request.url.startswith((*own, "blob:", "data:")) else blocked(request),
    )
    page.on("pageerror", lambda error: seen["errors"].append(str(error)))
    page.set_default_timeout(60_000)
    return seen


def published(site, story):
    """What a build makes of the story, and what a check says."""
    assert [
        f"{p.path}:{p.line} {p.message}" for p in site.build(now=LATER).problems if p.severity != "notice"
    ] == []
    return site.output(f"posts/{story}/index.html")


def test_a_story_written_with_sveltia_is_published(make_site, browser, serve):
    site = editor_site(make_site, "sveltia")
    site.build()
    address = serve(site.folder / "site")
    context = browser.new_context(timezone_id="America/Chicago", viewport={"width": 1280, "height": 1600})
    page = context.new_page()
    seen = watched(page, [address])
    page.add_init_script(PICKS_A_FOLDER)
    page.goto(f"{address}404.html")
    before = {
        path: base64.b64encode(data).decode()
        for path, data in site.sources().items()
        if path.startswith("content/")
    }
    page.evaluate(WRITE_FILES, before)

    def field(label, within=page):
        return within.get_by_role("group", name=f"“\u2068{label}\u2069” Field", exact=True)

    page.goto(f"{address}admin/")
    page.get_by_role("button", name="Work with Local Repository").click()
    page.get_by_role("button", name="Create New Entry").first.click()
    field("Title").get_by_role("textbox").fill(TITLE)
    field("Author without a page").get_by_role("button", name="Add").click()
    field("Name").get_by_role("textbox").fill("Kim Sample")
    field("School").get_by_role("textbox").fill(SCHOOL)
    field("Credentials").get_by_role("checkbox", name="Asking Questions").click()
    field("Topics").get_by_role("textbox").first.fill("exit tickets")
    field("Summary").get_by_role("textbox").fill("An empty jar.\nAnd what was in it.")
    field("Image").get_by_role("button", name="Browse").click()
    page.get_by_role("dialog").locator("input[type=file]").first.set_input_files(picture())
    page.get_by_role("button", name="Insert").click()
    field("Description of the picture").get_by_role("textbox").last.fill("A glass jar half full of slips")
    field("Text").get_by_role("textbox").click()
    for line in (
        "It filled up, slip by slip, and nobody asked why we kept it.",
        "## What we did",
        "We read them.",
    ):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    # As an icon the word is as wide as high.
    page.evaluate("document.fonts.ready")
    icons = page.evaluate(
        "[...document.querySelectorAll('.material-symbols-outlined')].map(i => i.clientWidth / parseFloat(getComputedStyle(i).fontSize))"
    )
    assert icons
    assert max(icons) <= 1
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Create New Entry").first.wait_for()

    # A text that was written by hand keeps what the form does not show.
    page.evaluate("location.hash = '#/collections/posts-files/entries/timed'")
    field("Title").get_by_role("textbox").fill("Timed: another title")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Create New Entry").first.wait_for()
    after = {path: base64.b64decode(data) for path, data in page.evaluate(READ_FILES).items()}
    context.close()

    [folder] = {path.rpartition("/")[0] for path in after.keys() - before.keys()}
    assert re.fullmatch(r"content/posts/\d{4}-\d\d-\d\d-agnes-the-jar-que-paso-1", folder)
    assert after.keys() - before.keys() == {f"{folder}/index.md", f"{folder}/jar-photo-n.png"}
    assert after[f"{folder}/jar-photo-n.png"] == picture()["buffer"]
    edited = after["content/posts/timed.md"].decode()
    assert edited.partition("\n---\n")[2].strip() == BY_HAND.partition("\n---\n")[2].strip()
    assert [
        line
        for line in ("date: 2026-03-03 09:30", "author: rosa", "credential: asking")
        if line not in edited
    ] == []
    assert (seen["asked"], seen["errors"]) == ([], [])

    for path, data in after.items():
        site.write(path, data)
    story = published(site, "agnes-the-jar-que-paso-1")
    assert "Kim Sample" in story
    assert "Example: High" in story
    assert "A glass jar half full of slips" in story
    assert "<h2" in story
    assert "Timed: another title" in site.output("posts/timed/index.html")


@pytest.mark.skipif("EDBLOG_EDITORS" not in os.environ, reason="make editors runs this")
def test_a_translation_written_with_sveltia_is_published(make_site, browser, serve):
    site = editor_site(make_site, "sveltia", 'languages = ["es"]\n')
    site.build()
    address = serve(site.folder / "site")
    context = browser.new_context(timezone_id="America/Chicago", viewport={"width": 1280, "height": 1600})
    page = context.new_page()
    seen = watched(page, [address])
    page.add_init_script(PICKS_A_FOLDER)
    page.goto(f"{address}404.html")
    before = {
        path: base64.b64encode(data).decode()
        for path, data in site.sources().items()
        if path.startswith("content/")
    }
    page.evaluate(WRITE_FILES, before)

    def in_spanish(label):
        return page.get_by_role("group", name=f"“\u2068{label}\u2069” Field", exact=True).nth(1)

    page.goto(f"{address}admin/")
    page.get_by_role("button", name="Work with Local Repository").click()
    page.get_by_role("button", name="Create New Entry").first.wait_for()
    page.evaluate("location.hash = '#/collections/posts-files/entries/timed'")
    page.get_by_role("button", name="Enable \u2068Spanish\u2069").click()
    in_spanish("Title").get_by_role("textbox").fill("Con tiempo")
    in_spanish("Text").get_by_role("textbox").click()
    page.keyboard.type("Se llenó.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Create New Entry").first.wait_for()
    after = {path: base64.b64decode(data) for path, data in page.evaluate(READ_FILES).items()}
    context.close()

    assert after.keys() - before.keys() == {"content/posts/timed.es.md"}
    assert (seen["asked"], seen["errors"]) == ([], [])
    for path, data in after.items():
        site.write(path, data)
    assert [problem.code for problem in site.build(now=LATER).problems] == []
    assert "Se llenó." in site.output("es/posts/timed/index.html")


def test_sveltia_speaks_the_language_of_the_site(make_site, browser, serve):
    site = editor_site(make_site, "sveltia", 'language = "es"\n')
    site.build()
    address = serve(site.folder / "site")
    context = browser.new_context()
    page = context.new_page()
    seen = watched(page, [address])
    page.goto(f"{address}admin/")

    page.get_by_role("button", name="repositorio local").wait_for()
    assert (seen["asked"], seen["errors"]) == ([], [])
    context.close()


def decap_server(site):
    """Saves the files of the site, as it does on the computer of a writer; it takes any free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "PORT": str(port),
        "GIT_REPO_DIRECTORY": str(site.folder),
        "BIND_HOST": "127.0.0.1",
    }
    process = subprocess.Popen(
        ["node", str(require_server())],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    for line in process.stdout:
        if "listening" in line:
            break
    return process, f"http://localhost:{port}"


@pytest.mark.skipif("EDBLOG_EDITORS" not in os.environ, reason="make editors runs this")
def test_a_story_written_with_decap_is_published(make_site, browser, serve):
    site = editor_site(make_site, "decap")
    process, saves = decap_server(site)
    try:
        # In a preview the page may ask the program that saves files on this computer, at its usual port.
        build(site.folder, Options(preview=True, output=PREVIEW), now=NOW)
        shown = site.folder / PREVIEW
        for name in ("index.html", "config.yml"):
            text = (shown / "admin" / name).read_text(encoding="utf-8")
            assert "http://localhost:8081" in text or "local_backend" in text
            text = text.replace("http://localhost:8081", saves).replace(
                '"local_backend": true', f'"local_backend": {{"url": "{saves}/api/v1"}}'
            )
            (shown / "admin" / name).write_text(text, encoding="utf-8")
        address = serve(shown)
        context = browser.new_context(timezone_id="America/Chicago", viewport={"width": 1280, "height": 1000})
        page = context.new_page()
        seen = watched(page, [address, saves])
        page.goto(f"{address}admin/")
        page.get_by_role("button", name="Login").click()
        page.get_by_text("\uff0b Story").click()
        page.get_by_label("Title").fill(TITLE)
        page.get_by_role("button", name="Add author").click()
        page.get_by_label("Name", exact=True).fill("Kim Sample")
        page.get_by_label("School").fill(SCHOOL)
        page.get_by_label("Topics").fill("exit tickets, science")
        page.get_by_label("Summary").fill("An empty jar.")
        page.get_by_role("button", name="Choose an image").last.click()
        page.locator("input[type=file]").first.set_input_files(picture())
        page.get_by_role("button", name="Choose selected").click()
        page.get_by_label("Description of the picture").last.fill("A glass jar half full of slips")
        page.locator("[data-slate-editor]").first.click()
        page.keyboard.type("It filled up, slip by slip, and nobody asked why we kept it.")
        page.keyboard.press("Enter")
        page.keyboard.type("We read them.")
        page.get_by_role("button", name="Publish").first.click()
        with page.expect_response(lambda answer: "persistEntry" in (answer.request.post_data or "")):
            page.get_by_text("Publish now").first.click()
        context.close()
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()

    [folder] = [path.parent for path in site.folder.glob("content/posts/*/index.md")]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-agnes-the-jar-que-paso-1", folder.name)
    assert (folder / "jar-photo-n.png").read_bytes() == picture()["buffer"]
    assert (site.folder / "content/posts/timed.md").read_text(encoding="utf-8") == BY_HAND
    assert (seen["asked"], seen["errors"]) == ([], [])
    story = published(site, "agnes-the-jar-que-paso-1")
    assert "Kim Sample" in story
    assert "A glass jar half full of slips" in story
