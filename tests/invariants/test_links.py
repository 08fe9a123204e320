"""Nothing behind a link is ever opened, whatever the link stands for and whichever command meets it.

The system itself says whether something was: it notifies of every file and folder that any process opens (inotify).
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from edblog.cli.commands import main
from edblog.cli.preview import preview
from edblog.problems import EdblogError
from edblog.serve.page import Reload, overlay
from edblog.start import seal, stat_scan, within

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux notifies of files that are opened")

SECRET = "correct-horse-battery"
OUTSIDE = {
    "id_rsa": f"{SECRET}\n",
    "secret.md": f"---\ntitle: {SECRET}: {SECRET}\n---\n{SECRET}\n",
    "page.html": f"{{{{ {SECRET} }}}}\n",
    "theme.toml": f"{SECRET} = [\n",
    "edblog.toml": f'title = "{SECRET}\n',
    "seal": "edblog seal 3\n",
    "posts/deep/secret.md": f"---\n{SECRET}\n",
    "authors/rosa.md": f"---\nname: {SECRET}\n---\n",
    "templates/post.html": f"{{% {SECRET} %}}\n",
    "mine/theme.toml": f"{SECRET} = [\n",
}
LINKS = {
    "content/posts/x.md": "id_rsa",
    "content/posts/y.md": "secret.md",
    "content/posts/.hidden.md": "secret.md",
    "content/posts/z.png": "id_rsa",
    "content/posts/README.md": "secret.md",
    "content/posts/folder": "posts",
    "content/posts/_drafts": "posts",
    "content/posts/bundle/index.md": "secret.md",
    "content/authors/somebody.md": "authors/rosa.md",
    "content/authors": "authors",
    "content/pages": ".",
    "content/posts": "posts",
    "content/index.md": "secret.md",
    "content": ".",
    "contents": ".",
    "data": ".",
    "data/links.csv": "id_rsa",
    "data/more": "posts",
    "static/a.html": "page.html",
    "static/.well-known": "posts",
    "static": ".",
    "themes": ".",
    "themes/mine": "mine",
    "themes/mine/theme.toml": "theme.toml",
    "themes/mine/templates": "templates",
    "themes/mine/templates/post.html": "templates/post.html",
    "themes/mine/static": "posts",
    "themes/mine/static/a.css": "id_rsa",
    "edblog.toml": "edblog.toml",
    ".edblog": ".",
    ".edblog/public/seal": "seal",
}
"""Where the links are, and what in the outside they lead to."""


class Watch:
    """What is opened in a folder and below."""

    def __init__(self, folder: Path) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._handle = self._libc.inotify_init1(os.O_NONBLOCK)
        for place in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
            assert self._libc.inotify_add_watch(self._handle, os.fsencode(place), 0x20) >= 0

    def opened(self) -> bool:
        try:
            return bool(os.read(self._handle, 1 << 16))
        except BlockingIOError:
            return False


@pytest.fixture
def outside(tmp_path):
    for path, text in OUTSIDE.items():
        (tmp_path / "outside" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "outside" / path).write_text(text, encoding="utf-8")
    return tmp_path / "outside"


def linked(make_site, tmp_path, link, target):
    """A site with one link in it."""
    theme = 'theme = "mine"\n' if link.startswith("themes") else ""
    files = {"themes/mine/theme.toml": 'extends = "marigold"\n'} if theme else {}
    config = f'title = "T"\nbase_url = "https://district.example/"\n{theme}'
    site = make_site({"edblog.toml": config, **files}, bare=True, into=tmp_path)
    place = site.folder / link
    shutil.rmtree(place, ignore_errors=True)
    place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(tmp_path / "outside" / target)
    return site


def run(*args):
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


@pytest.mark.parametrize(("link", "target"), LINKS.items())
def test_nothing_behind_a_link_is_opened_or_shown(make_site, tmp_path, outside, link, target):
    site = linked(make_site, tmp_path, link, target)
    watch = Watch(outside)
    commands = [("check", "--format", form) for form in ("text", "github")] + [("build",)]
    if link in ("content", "content/posts", "content/authors", "edblog.toml"):
        commands += [
            ("headers", "--server", "nginx"),
            ("new", "author", "Ana Ruiz"),
            ("new", "page", "About"),
        ]
        commands += [
            ("new", "post", "A jar", "--author", "rosa"),
            ("check", "--drafts", "--format", "json"),
        ]
    said = [run(*command, "--site", site.folder)[1] for command in commands]
    said.append(run("init", site.folder)[1])
    first = seal.first_look(str(site.folder))

    assert not watch.opened()
    assert not any(SECRET in text for text in said)
    if link not in ("contents", "content/posts/.hidden.md", ".edblog/public/seal"):
        assert not first or not first.seal.still_holds(str(site.folder), first.scan)
        assert f"error {link}:1:1  this is a link" in said[0]
        assert not (site.folder / "site").exists()


@pytest.mark.parametrize("link", ["content/posts/x.md", "data/links.csv", "static/a.html", "edblog.toml"])
def test_the_page_of_the_preview_shows_nothing_of_it(make_site, tmp_path, outside, monkeypatch, link):
    site = linked(make_site, tmp_path, link, "secret.md")
    shown = []
    monkeypatch.setattr("edblog.cli.preview.serve", lambda build, **_: shown.append(build()))
    watch = Watch(outside)
    if link == "edblog.toml":
        with pytest.raises(EdblogError):
            site.build()
    preview(
        site.folder, drafts=False, future=False, port=0,
        announce=lambda _: None, show=shown.extend, ready=lambda _: None,
    )  # fmt: skip
    page = overlay(shown[-1].problems, Reload("", ""))

    assert link in page
    assert SECRET not in page
    assert not watch.opened()


def test_a_problem_of_a_file_that_has_become_a_link_shows_nothing_of_it(
    make_site, tmp_path, outside, monkeypatch
):
    """The line is read again when everything else is done."""
    site = make_site({"content/posts/x.md": "---\ntitel: Jar\n---\nWords.\n"}, into=tmp_path)
    watch = Watch(outside)
    from edblog import pipeline

    def replaced(*args, original=pipeline.assemble):
        (site.folder / "content/posts").rename(site.folder / "content/old")
        (site.folder / "content/posts").symlink_to(outside)
        (site.folder / "content/old/x.md").replace(site.folder / "content/x.md")
        return original(*args)

    (outside / "x.md").write_text(f"{SECRET}\n" * 9, encoding="utf-8")
    watch.opened()
    monkeypatch.setattr(pipeline, "assemble", replaced)
    problems = site.build(dry=True).problems

    assert {p.path for p in problems} == {"content/posts/x.md"}
    assert {p.excerpt for p in problems} == {""}
    assert not watch.opened()


@pytest.mark.parametrize(
    "path",
    [
        "../outside/id_rsa",
        "/etc/hostname",
        "content/../../outside/id_rsa",
        "content//x",
        "",
        "content/./x.md",
    ],
)
def test_a_path_that_leads_elsewhere_is_no_file_of_the_site(make_site, tmp_path, outside, path):
    site = make_site({"content/x.md": "Words"}, into=tmp_path)
    watch = Watch(outside)

    with pytest.raises(OSError, match="Invalid argument"):
        within.read(site.folder, path)
    assert not watch.opened()


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(make_site):
    site = make_site({"content/x.md": "Words"})
    os.mkfifo(site.folder / "content/pipe.md")

    with pytest.raises(OSError, match="Invalid argument"):
        within.read(site.folder, "content/pipe.md")
    assert within.read(site.folder, "content/x.md", 3) == b"Wor"


def test_without_handles_of_folders_links_are_refused_as_well(make_site, tmp_path, outside, monkeypatch):
    """As on Windows."""
    site = make_site({"content/posts/x.md": "Words"}, into=tmp_path)
    (site.folder / "content/linked").symlink_to(outside)
    monkeypatch.setattr(within, "_HAS_FOLDER_HANDLES", False)
    monkeypatch.setattr(within, "_FILE_FLAGS", os.O_RDONLY)
    monkeypatch.setattr(stat_scan, "_CAN_SCAN_HANDLES", False)
    monkeypatch.setattr(within, "FOLDER_FLAGS", os.O_RDONLY)
    (site.folder / "static").symlink_to(outside)
    watch = Watch(outside)

    assert within.read(site.folder, "content/posts/x.md") == b"Words"
    with pytest.raises(OSError, match="symbolic links"):
        within.read(site.folder, "content/linked/id_rsa")
    assert [(p.path, p.code) for p in site.build(dry=True).problems if p.code == "symbolic-link"] == [
        ("content/linked", "symbolic-link"),
        ("static", "symbolic-link"),
    ]
    assert not watch.opened()
