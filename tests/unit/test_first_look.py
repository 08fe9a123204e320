"""The first look at a site sees whatever a build would have to act on, and stays out of its way otherwise."""

from __future__ import annotations

import os
import sys
import threading
from datetime import UTC, datetime
from functools import cache

import pytest

from edblog import __main__ as command
from edblog.cli import console
from edblog.pipeline import memory, sealing, setup
from edblog.pipeline.report import Options
from edblog.problems import Problem
from edblog.start import seal, stat_scan
from edblog.start.forked_helper import ForkedHelper

LONG_AGO = 1_700_000_000


@pytest.fixture
def site(make_site, monkeypatch):
    """A site that was built a while ago."""
    site = make_site(
        {"content/posts/.DS_Store": b"x", "static/robots.txt": b"", "themes/own/theme.toml": b""}
    )
    site.post("jar", "The jar", "2026-01-02")
    site.post("draft", "A draft", "2026-01-03", draft="true")
    age(site)
    monkeypatch.chdir(site.folder)
    # The tests may run on sources that were edited a moment ago.
    monkeypatch.setattr(sealing, "own_files", lambda _site: [])
    site.build()
    return site


def age(site):
    for path in site.folder.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))


def ends_after_first_look(monkeypatch):
    """Whether a plain `edblog build` ends after the first look."""
    monkeypatch.setattr(console, "build", lambda *_, **__: 7)
    with pytest.raises(SystemExit) as end:
        command._build()
    return end.value.code == 0


def test_a_build_with_nothing_to_do_ends_there_and_says_what_others_say(site, monkeypatch, capsys):
    site.write("site/foreign.txt", "x")
    site.build(clean=True)
    assert console.build(site.folder, Options()) == 0
    said = capsys.readouterr().out

    assert ends_after_first_look(monkeypatch)
    assert capsys.readouterr().out.rpartition(" in ")[0] == said.rpartition(" in ")[0]
    assert said.splitlines()[:2] == [
        "not published yet: content/posts/draft.md (a draft)",
        "left in the output folder, because edblog did not create it: foreign.txt",
    ]
    assert said.splitlines()[2].startswith("1 story: 0 files written, ")


EDITS = {
    "a longer text": lambda site: site.write(
        "content/posts/jar.md", site.sources()["content/posts/jar.md"] + b"More."
    ),
    "a touched file": lambda site: os.utime(site.folder / "content/posts/jar.md"),
    "a new file": lambda site: site.write("content/posts/new.md", "x"),
    "a new file of the data": lambda site: site.write("data/links.csv", "x"),
    "a new file of the district's": lambda site: site.write("static/.htaccess", "x"),
    "a new file of a theme": lambda site: site.write("themes/own/templates/base.html", "x"),
    "a file that is gone": lambda site: site.delete("content/posts/draft.md"),
    "a renamed file": lambda site: site.rename("content/posts/draft.md", "content/posts/other.md"),
    "settings": lambda site: site.write("edblog.toml", site.sources()["edblog.toml"] + b"# x"),
    "a new file where the site is": lambda site: site.write("site/new.txt", "x"),
    "a publication by another build": lambda site: site.build(drafts=True),
    "an unfinished publication": lambda site: site.write(".edblog/public/.edblog-journal/journal", "x"),
    "a damaged seal": lambda site: site.write(
        ".edblog/public/seal", (site.folder / ".edblog/public/seal").read_bytes()[:-1] + b"\0"
    ),
    "no seal": lambda site: site.delete(".edblog/public/seal"),
    "a folder that cannot be read": lambda site: (
        (site.folder / "content/pages").mkdir(),
        site.write("content/posts/sub/index.md", "x"),
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_whatever_is_different_is_left_to_a_build(site, edit, monkeypatch):
    assert ends_after_first_look(monkeypatch)
    EDITS[edit](site)

    assert not ends_after_first_look(monkeypatch)


@pytest.mark.parametrize(
    "junk", ["content/posts/.jar.md.swp", "content/posts/jar.md~", "content/Thumbs.db", "data/.links.csv"]
)
def test_junk_is_nothing_new(site, junk, monkeypatch):
    site.write(junk, "x")

    assert ends_after_first_look(monkeypatch)


def test_another_python_or_another_path_of_modules(site, monkeypatch):
    monkeypatch.setattr(sys, "path", [*sys.path, "/elsewhere"])
    assert not ends_after_first_look(monkeypatch)

    monkeypatch.undo()
    monkeypatch.chdir(site.folder)
    monkeypatch.setattr(sys, "version", "3.99")
    assert not ends_after_first_look(monkeypatch)


def test_edblog_itself_is_another(site, tmp_path, monkeypatch):
    module = edblog_itself(site, tmp_path, monkeypatch)
    assert ends_after_first_look(monkeypatch)

    os.utime(module, (LONG_AGO, LONG_AGO + 1))
    assert not ends_after_first_look(monkeypatch)

    # A process that began before that has it seem so to the next one, too, whatever it builds.
    site.build(clean=True)
    assert not ends_after_first_look(monkeypatch)
    another_process(monkeypatch)
    site.build()
    assert ends_after_first_look(monkeypatch)

    # One that was edited a moment ago may be edited again under the same stamp.
    os.utime(module)
    another_process(monkeypatch)
    site.build(clean=True)
    assert not ends_after_first_look(monkeypatch)
    assert seal.read_seal(str(site.folder)).version == b""


def edblog_itself(site, folder, monkeypatch):
    """The one file that edblog seems to consist of, with which the site is built."""
    module = folder / "module.py"
    module.write_text("")
    os.utime(module, (LONG_AGO, LONG_AGO))
    monkeypatch.setattr(sealing, "own_files", lambda _site: [str(module)])
    another_process(monkeypatch)
    site.build(clean=True)
    return module


def another_process(monkeypatch):
    """Forgets what this process knows of edblog itself."""
    monkeypatch.setattr(memory, "running_edblog", cache(sealing.Edblog))


def test_edblog_is_read_only_where_it_may_be_another(site, tmp_path, monkeypatch):
    module = edblog_itself(site, tmp_path, monkeypatch)
    asked = []
    monkeypatch.setattr(sealing, "version_digest", lambda: asked.append(1) or b"another edblog")
    another_process(monkeypatch)
    site.post("jar", "The jar", "2026-01-02", body="Another.")
    report = site.build()
    assert (len(report.written) > 0, asked) == (True, [])

    # A process goes on with what it began with, such as a preview while edblog is updated; the next one sees the difference.
    os.utime(module, (LONG_AGO, LONG_AGO + 1))
    site.post("jar", "The jar", "2026-01-02", body="A third one.")
    report = site.build()
    assert (len(report.written) > 0, asked) == (True, [])

    another_process(monkeypatch)
    report = site.build()
    assert asked == [1]
    assert "assemble" in [name for name, _ in report.stages]


def test_a_story_is_read_by_a_process_that_began_after_the_first_look(site, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    made, asked = [], []

    class Watched(ForkedHelper):
        def __init__(self, prepare):
            super().__init__(prepare)
            made.append(self._process)

        def run(self, work, items):
            asked.append((type(work).__name__, made.index(self._process)))
            return super().run(work, items)

    monkeypatch.setattr("edblog.start.forked_helper.ForkedHelper", Watched)
    monkeypatch.setattr("edblog.pipeline.helpers.ForkedHelper", Watched)
    site.post("jar", "The jar", "2026-01-02", body="It filled up.\n\nAnother.")
    with pytest.raises(SystemExit) as end:
        command._build()

    assert end.value.code == 0
    assert asked == [("ReadJob", 0), ("RenderJob", 1)]
    assert "Another." in site.output("posts/jar/index.html")
    for process in made:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)

    # A new one is in listings, too.
    made.clear()
    asked.clear()
    site.post("new", "The new one", "2026-01-05")
    with pytest.raises(SystemExit) as end:
        command._build()

    assert end.value.code == 0
    assert {process for work, process in asked if work == "ReadJob"} == {0}
    assert {process for work, process in asked if work == "RenderJob"} == {1}
    assert "The new one" in site.output("index.html")
    assert "The new one" in site.output("posts/new/index.html")
    clean = site.output("index.html")
    site.build(clean=True)
    assert site.output("index.html") == clean


@pytest.mark.parametrize("edit", ["a new file of a theme", "a file that is gone", "settings"])
def test_no_process_begins_for_anything_else(site, edit, monkeypatch):
    monkeypatch.setattr("edblog.start.forked_helper.ForkedHelper", lambda _: pytest.fail("a process began"))
    EDITS[edit](site)

    assert not ends_after_first_look(monkeypatch)


def test_however_deep_the_folders_are(site):
    """Each would otherwise take a part of the stack, and a handle."""
    deep = site.folder / "content"
    for _ in range(600):
        deep /= "a"
    deep.mkdir(parents=True)
    (deep / "b.md").write_text("x")

    scan = seal.first_look(str(site.folder)).scan
    assert [(path.count("/"), path[-4:]) for path, _, _ in scan.changed] == [(601, "b.md")]


def test_a_folder_that_was_a_file_is_looked_into(site, monkeypatch):
    site.delete("content/posts/jar.md")
    site.write(
        "content/posts/jar.md/index.md", b"---\ntitle: Jar\ndate: 2026-01-02\nauthor: rosa\n---\nInside.\n"
    )

    assert not ends_after_first_look(monkeypatch)
    assert [path for path, _, _ in seal.first_look(str(site.folder)).scan.changed] == [
        "content/posts/jar.md/index.md"
    ]


def test_a_file_that_was_new_when_it_was_looked_at_is_read_again(site, monkeypatch):
    site.post("jar", "The jar", "2026-01-02", body="Another.")
    site.build()

    assert not ends_after_first_look(monkeypatch)


def test_a_story_that_waits_appears_on_its_day(site, monkeypatch):
    now = datetime.now(UTC)
    site.post("later", "Later", f"{now.year + 1}-01-02")
    age(site)
    site.build(now=now, clean=True)
    assert ends_after_first_look(monkeypatch)

    year = 366 * 24 * 3600 * 10**9
    clock = stat_scan.time.time_ns
    monkeypatch.setattr(stat_scan.time, "time_ns", lambda: clock() + year)
    assert not ends_after_first_look(monkeypatch)
    # Where the clock goes back, a story may have to be hidden again.
    monkeypatch.setattr(stat_scan.time, "time_ns", lambda: clock() - year)
    assert not ends_after_first_look(monkeypatch)


def test_a_warning_that_stands_is_repeated_after_a_first_look(site, monkeypatch, capsys):
    site.post("odd", "Odd", "2026-01-04", body="<blink>Hi</blink>")
    age(site)
    site.build(clean=True)
    assert console.build(site.folder, Options()) == 0
    said = capsys.readouterr()

    assert ends_after_first_look(monkeypatch)
    assert capsys.readouterr().err == said.err
    assert said.err.startswith("warning content/posts/odd.md:6:")


def test_a_warning_is_colored_in_a_terminal_after_a_first_look_too(site, monkeypatch, capsys):
    site.post("odd", "Odd", "2026-01-04", body="<blink>Hi</blink>")
    age(site)
    site.build(clean=True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    assert ends_after_first_look(monkeypatch)
    assert capsys.readouterr().err.startswith("\x1b[33m\x1b[1mwarning\x1b[0m content/posts/odd.md:6:")


def test_a_warning_that_is_fixed_is_said_no_more(site, monkeypatch, capsys):
    site.post("odd", "Odd", "2026-01-04", body="<blink>Hi</blink>")
    site.build()
    site.post("odd", "Odd", "2026-01-04", body="Hello there.")
    age(site)
    site.build()

    assert ends_after_first_look(monkeypatch)
    assert capsys.readouterr().err == ""


def test_a_warning_that_may_end_without_a_change_of_any_file_is_left_to_a_build(site, monkeypatch):
    problem = Problem("site", "warning", "output-in-git", "files of this folder are in git", line=1, column=1)
    monkeypatch.setattr(setup, "refuse_planted", lambda *_: [problem])
    site.build(clean=True)

    assert not ends_after_first_look(monkeypatch)


def test_a_strict_build_leaves_what_a_plain_one_leaves(site, monkeypatch):
    site.build(clean=True, strict=True)

    assert ends_after_first_look(monkeypatch)


def test_what_was_seen_is_handed_on(site, monkeypatch):
    site.post("jar", "The jar", "2026-01-02", body="Another.")
    looks = []
    look = seal.stat_scan
    monkeypatch.setattr(seal, "stat_scan", lambda *given: looks.append(1) or look(*given))
    with pytest.raises(SystemExit) as end:
        command._build()

    assert end.value.code == 0
    assert looks == [1]
    assert "Another." in site.output("posts/jar/index.html")


def test_without_room_for_a_seal_a_build_is_fine(site, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(seal.Seal, "write", full)
    site.post("jar", "The jar", "2026-01-02", body="Another.")

    assert site.build().ok
    assert not ends_after_first_look(monkeypatch)


def test_a_seal_of_a_build_that_the_store_knows_nothing_of_is_no_reason_to_do_less(site, monkeypatch):
    """As after a power cut between the two."""
    site.post("jar", "The jar", "2026-01-02", body="Another.")
    store = (site.folder / ".edblog/store.db").read_bytes()
    site.build()
    site.write(".edblog/store.db", store)
    site.post("jar", "The jar", "2026-01-02", body="A third one.")
    report = site.build()

    assert "assemble" in [name for name, _ in report.stages]
    assert "A third one." in site.output("posts/jar/index.html")


def test_a_check_leaves_no_seal(make_site):
    site = make_site({})
    site.post("jar", "The jar", "2026-01-02")
    site.problems()

    assert not (site.folder / ".edblog").exists()
