from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import edblog
from edblog.pipeline import store
from edblog.problems import EdblogError

SELF = {**os.environ, "PYTHONPATH": str(Path(edblog.__file__).parents[1])}
LONG_BUILD = """
import sys
from edblog import pipeline
def wait(*_):
    print("reading is over", flush=True)
    sys.stdin.readline()
    return assembled(*_)
assembled, pipeline.assemble = pipeline.assemble, wait
from edblog.cli.commands import main
main(["build", "--site", sys.argv[1]])
"""
"""A build that waits between reading and assembling until it is sent a line."""
KILLED_IN_A_TRANSACTION = """
import os, signal, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("pragma cache_size = 1")
db.execute("update texts set html = ''")
db.executemany("insert into texts values (?, ?)", [(str(n), "x" * 4000) for n in range(50)])
os.kill(os.getpid(), signal.SIGKILL)
"""


def story(title="The jar"):
    return f"---\ntitle: {title}\ndate: 2026-01-02\nauthor: rosa\n---\nIt filled up.\n"


def test_a_store_that_is_no_database_is_made_anew(make_site):
    site = make_site({"content/posts/jar.md": story()})
    site.build()
    expected = site.outputs()
    (site.folder / ".edblog/store.db").write_bytes(b"not a database at all" * 1000)
    site.write("content/posts/jar.md", story("The jar!"))
    site.write("content/posts/jar.md", story())

    assert site.build().ok is True
    assert site.outputs() == expected


def test_a_store_in_use_by_another_build_is_named(make_site, monkeypatch):
    monkeypatch.setattr(store, "_PATIENCE", 0.01)
    site = make_site({"content/posts/jar.md": story()})
    site.build()
    site.write("content/posts/jar.md", story("The other jar"))
    other = sqlite3.connect(site.folder / ".edblog/store.db", isolation_level=None)
    other.execute("begin exclusive")
    try:
        with pytest.raises(EdblogError) as caught:
            site.build()
    finally:
        other.close()

    assert [(p.code, p.message, p.help) for p in caught.value.problems] == [
        (
            "store",
            "edblog's cache cannot be used: database is locked",
            "wait for the other build, or stop the preview; if there is none, delete the folder .edblog",
        )
    ]
    assert site.build().ok is True


def test_a_store_found_damaged_halfway_is_dropped(make_site):
    site = make_site({"content/posts/jar.md": story()})
    site.build()
    db = sqlite3.connect(site.folder / ".edblog/store.db")
    db.execute("update readings set record = ?", (b"\x00",))
    db.commit()
    db.close()
    site.write("content/posts/jar.md", story("The other jar"))

    assert site.build().ok is True


@pytest.fixture
def long_build():
    """Starts a build in another process that holds the store until it is sent a line."""
    started = []

    def start(site):
        command = [sys.executable, "-c", LONG_BUILD, str(site.folder)]
        build = subprocess.Popen(command, env=SELF, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(build)
        assert build.stdout.readline() == "reading is over\n"
        return build

    yield start
    for build in started:
        build.kill()
        build.communicate()


def test_a_second_build_says_so_while_a_long_one_goes_on(make_site, monkeypatch, long_build):
    monkeypatch.setattr(store, "_PATIENCE", 0.2)
    site = make_site({"content/posts/jar.md": story()})
    first = long_build(site)

    with pytest.raises(EdblogError) as caught:
        site.build()
    checked = site.problems()
    first.communicate("go on\n")

    assert [(p.message, p.help) for p in caught.value.problems] == [
        (
            "edblog's cache cannot be used: database is locked",
            "wait for the other build, or stop the preview; if there is none, delete the folder .edblog",
        )
    ]
    assert checked == []
    assert first.returncode == 0
    assert site.build().written == ()


def test_a_second_build_that_is_patient_comes_after_the_first(make_site, long_build):
    site = make_site({"content/posts/jar.md": story()})
    first = long_build(site)
    second = subprocess.Popen(
        [sys.executable, "-m", "edblog", "build", "--site", str(site.folder)],
        env=SELF,
        stdout=subprocess.PIPE,
    )
    first.communicate("go on\n")
    second.communicate()

    assert (first.returncode, second.returncode) == (0, 0)
    assert "posts/jar/index.html" in site.outputs()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_what_a_killed_build_wrote_is_taken_back(make_site):
    site = make_site({"content/posts/jar.md": story()})
    site.build()
    expected = site.outputs()
    db = site.folder / ".edblog/store.db"
    killed = subprocess.run([sys.executable, "-c", KILLED_IN_A_TRANSACTION, db], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert db.with_name("store.db-journal").stat().st_size > 0

    assert site.problems() == []
    assert site.build(clean=False).written == ()
    site.write("edblog.toml", (site.folder / "edblog.toml").read_text() + "page_size = 3\n")
    site.build()
    assert site.outputs() == expected


def test_a_folder_that_is_closed_is_named(make_site, monkeypatch):
    site = make_site({"content/posts/jar.md": story()})

    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(EdblogError) as caught:
        site.build()

    assert [(p.path, p.message, p.help) for p in caught.value.problems] == [
        (
            ".edblog",
            "edblog's cache cannot be used: Permission denied",
            "make sure that you have permission to write to the site's folder, and to the folder .edblog in it",
        )
    ]


@pytest.mark.parametrize("path", [".edblog", ".edblog/store.db/x"])
def test_what_is_in_the_place_of_the_store_is_a_problem(make_site, path):
    site = make_site({"content/posts/jar.md": story(), path: "mine"})

    with pytest.raises(EdblogError, match="edblog's cache cannot be used"):
        site.build()


def everything(site):
    """Name, kind, time of the last change, and content of all that is there."""
    found = {}
    for path in (site.folder, *site.folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else None
        found[path.relative_to(site.folder).as_posix()] = path.stat().st_mtime_ns, path.stat().st_ino, content
    return found


@pytest.mark.parametrize("built", [False, True], ids=["never built", "built"])
@pytest.mark.parametrize(
    "edit", [None, "An edit.", "[An error](nowhere.md)"], ids=["as it was", "edit", "error"]
)
def test_a_check_writes_nothing(make_site, built, edit):
    site = make_site({"content/posts/jar.md": story()})
    if built:
        site.build()
    if edit:
        site.write("content/posts/jar.md", story() + edit)
    before = everything(site)

    check = [sys.executable, "-m", "edblog", "check", "--site", str(site.folder)]
    done = subprocess.run(check, env=SELF, check=False, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (1 if edit and "[" in edit else 0, "")
    assert everything(site) == before


def test_a_check_with_a_damaged_store_writes_nothing(make_site):
    site = make_site({"content/posts/jar.md": story()})
    site.build()
    site.write(".edblog/store.db", b"not a database at all" * 1000)
    before = everything(site)

    assert site.problems() == []
    assert everything(site) == before


def test_a_store_of_another_edblog_is_made_anew(make_site):
    site = make_site({"content/posts/jar.md": story()})
    (site.folder / ".edblog").mkdir()
    with sqlite3.connect(site.folder / ".edblog/store.db") as db:
        db.execute("create table readings (path, something, other)")
    db.close()

    assert site.problems() == []
    site.build()

    assert "posts/jar/index.html" in site.outputs()
    assert site.build().written == ()


def test_a_text_goes_with_the_last_story_that_has_it(make_site):
    site = make_site({"content/posts/jar.md": story(), "content/posts/lid.md": story()})
    site.build()
    path = site.folder / ".edblog/store.db"

    def texts():
        with sqlite3.connect(path) as db:
            found = db.execute("select html from texts where html like '%<p>%'").fetchall()
        db.close()
        return len(found)

    before = texts()
    site.delete("content/posts/lid.md")
    site.build()
    assert texts() == before
    site.write("content/posts/jar.md", story().replace("\n---\n", "\n---\nAnother text. ", 1))
    site.build()
    assert texts() == before
    site.delete("content/posts/jar.md")
    site.build()
    assert texts() == before - 1
