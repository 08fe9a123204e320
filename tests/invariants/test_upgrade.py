"""A site that another edblog built is continued by this one: the result is that of a build from nothing.

The other edblog is the one of the commit before. Where there is no history to take it from, and for what no commit before
had, it is this one with another form of what it remembers.
"""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from edblog.problems import EdblogError

ROOT = Path(__file__).parents[2]
CONFIG = 'title = "Stories"\nbase_url = "https://district.example/stories/"\ntimezone = "America/Chicago"\n'
TOUR = ROOT / "tests" / "sites" / "tour" / "src"
STORY = "content/posts/wait-time.md"
PARTS = ("src", "themes")
"""What an edblog consists of."""


class Change(NamedTuple):
    """A file of edblog, and what another edblog has in it."""

    file: str
    ours: str
    theirs: str


FORMS = (
    Change("__init__.py", '"""', '"""Another edblog. '),
    Change("start/seal.py", 'b"edblog seal ', 'b"edblog seal 1'),
    Change("pipeline/store.py", "_FORM = ", "_FORM = 1"),
)


def git(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    # Whoever owns the clone: it is only read.
    command = ["git", "-C", str(ROOT), "-c", "safe.directory=*", *arguments]
    return subprocess.run(command, capture_output=True, check=False)


def commit_before() -> str:
    """The newest commit with another edblog than that of the working tree; empty where the history has none."""
    log = git("log", "--format=%H", "-n", "50", "HEAD", "--", *PARTS)
    commits = ["HEAD", *log.stdout.decode().split()] if log.returncode == 0 else []
    return next((each for each in commits if git("diff", "--quiet", each, "--", *PARTS).returncode == 1), "")


@pytest.fixture(scope="module", params=["commit before", "other forms"])
def other_edblog(request, tmp_path_factory, require_program) -> Path:
    """The folder of the sources of another edblog."""
    folder = tmp_path_factory.mktemp("other")
    if request.param == "other forms":
        for part in PARTS:
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        for change in FORMS:
            file = folder / "src" / "edblog" / change.file
            text = file.read_text(encoding="utf-8")
            assert change.ours in text
            file.write_text(text.replace(change.ours, change.theirs, 1), encoding="utf-8")
        return folder / "src"
    require_program("git")
    commit = commit_before()
    if not commit:
        pytest.skip("needs the history of edblog, which a shallow clone or an archive does not have")
    with tarfile.open(fileobj=io.BytesIO(git("archive", commit, *PARTS).stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder / "src"


def build(edblog: Path, site: Path) -> dict[str, bytes]:
    """Builds a site as people do; the files of the site."""
    command = [sys.executable, "-m", "edblog", "build", "--site", str(site)]
    environment = {**os.environ, "PYTHONPATH": str(edblog)}
    done = subprocess.run(command, env=environment, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    return {
        path.relative_to(site / "site").as_posix(): path.read_bytes()
        for path in (site / "site").rglob("*")
        if path.is_file()
    }


def nothing(site: Path) -> None:
    pass


def a_story(site: Path) -> None:
    with (site / STORY).open("a", encoding="utf-8") as file:
        file.write("\nAnd then we waited again.\n")


def many_things(site: Path) -> None:
    """A story gets another name, an author and the site another title."""
    (site / "content/posts/tres-segundos.md").rename(site / "content/posts/tres-minutos.md")
    for path, old, new in (
        (STORY, "tres-segundos.md", "tres-minutos.md"),
        ("content/authors/rosa-okafor.md", "Rosa", "Rosalinda"),
        ("edblog.toml", 'title = "', 'title = "More '),
    ):
        text = (site / path).read_text(encoding="utf-8")
        assert old in text
        (site / path).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("edit", [nothing, a_story, many_things])
def test_a_site_that_another_edblog_built_is_continued(other_edblog, edit, tmp_path):
    site = shutil.copytree(TOUR, tmp_path / "site")
    build(other_edblog, site)
    edit(site)
    fresh = tmp_path / "fresh"
    shutil.copytree(site, fresh, ignore=shutil.ignore_patterns("site", ".site.shadow", ".edblog"))

    continued = build(ROOT / "src", site)

    assert continued == build(ROOT / "src", fresh)
    assert build(ROOT / "src", site) == continued


# What is remembered, damaged or of another form, by this very edblog


def written(path: str, data: bytes):
    return lambda state: (state / path).write_bytes(data)


def cut(path: str):
    return lambda state: (state / path).write_bytes((state / path).read_bytes()[:-20])


def changed(statement: str, *values: bytes):
    def damage(state: Path) -> None:
        with closing(sqlite3.connect(state / "store.db")) as db, db:
            assert db.execute(statement, values).rowcount > 0

    return damage


NO_VALUE = b"\xc1"
"""What MessagePack never uses."""
OTHER_FIELDS = msgspec.msgpack.encode({"other": 1, "fields": [2]})
DAMAGES = {
    "seal, empty": written("public/seal", b""),
    "seal, cut": cut("public/seal"),
    "seal, no seal": written("public/seal", b"edblog seal 5\nnothing of the kind"),
    "record, empty": written("public/publication", b""),
    "record, cut": cut("public/publication"),
    "record, other fields": written("public/publication", b"edblog publication 1\n\0\x10" + OTHER_FIELDS),
    "amendment, other fields": written("public/amended", OTHER_FIELDS),
    "marks, other fields": written("public/touched", OTHER_FIELDS),
    "store, empty": written("store.db", b""),
    "store, cut": cut("store.db"),
    "store without notes": changed("delete from meta"),
    "store without readings": changed("delete from readings"),
    "last build, no value": changed("update meta set value = ? where name = 'last public'", NO_VALUE),
    "last build, other fields": changed("update meta set value = ? where name = 'last public'", OTHER_FIELDS),
    "index, no value": changed("update meta set value = ? where name = 'index public'", NO_VALUE),
    "index, other fields": changed("update meta set value = ? where name = 'index public'", OTHER_FIELDS),
    "readings, no value": changed("update readings set record = ?", NO_VALUE),
    "readings, other fields": changed("update readings set record = ?", OTHER_FIELDS),
    "readings of others": changed("update readings set digest = ?", b"of another file"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_remembered_may_be_damaged_or_of_another_form(damage, make_site):
    site = make_site({})
    for day in range(1, 4):
        site.post(f"s{day}", f"Story {day}", f"2026-01-0{day}", topics="[jars]")
    site.build()
    damage(site.folder / ".edblog")
    site.post("s2", "Story 2", "2026-01-02", body="It ended well.", topics="[jars]")

    assert site.build().ok

    continued = site.outputs()
    site.forget()
    site.build()
    assert continued == site.outputs()


def test_no_page_is_published_without_its_text(make_site):
    site = make_site({})
    site.post("s1", "Story 1", "2026-01-01")
    site.build()
    before = site.outputs()
    changed("delete from texts")(site.folder / ".edblog")
    site.write("edblog.toml", CONFIG.replace("Stories", "Tales"))

    with pytest.raises(EdblogError, match="edblog's cache was damaged, and has been deleted"):
        site.build()
    assert site.outputs() == before
    assert site.build().ok
    assert "It filled up." in site.output("posts/s1/index.html")
