"""The output folder changes all at once, at the cost of what changed, whatever happens meanwhile."""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import edblog
from edblog.outputs.publish import (
    BusyError,
    ConflictError,
    IncompleteError,
    Publication,
    Published,
    PublishError,
    Receipt,
    current_token,
    exchange,
    files,
    publication,
    recover,
    write_file,
)
from edblog.outputs.publish.state import UNKNOWN, Entry, Tree, possible_tree
from edblog.problems import Problem

Content = dict[str, bytes]

WAYS = ("exchange", "rename pair", "journal", "copies")


class Site:
    """An output folder and its state, published to as a build does."""

    def __init__(self, root: Path) -> None:
        self.output = root / "site"
        self.state = root / ".edblog"
        self.shadow = root / ".site.shadow"

    def open(self, content: Content, *, clean: bool = False) -> Publication:
        target = {path: hashlib.sha256(data).digest() for path, data in content.items()}
        return Publication(self.output, self.state, self.recover(), target, clean=clean)

    def write(self, publication: Publication, path: str, data: bytes) -> bool:
        return write_file(publication.folder, path, data, self.output)

    def publish(self, content: Content) -> Receipt:
        with self.open(content) as publication:
            for path in publication.stale:
                self.write(publication, path, content[path])
            return publication.commit()

    def publish_as_advised(self, content: Content) -> Receipt:
        """Deletes what is in the way, as the problem says, and publishes again."""
        try:
            return self.publish(content)
        except ConflictError as error:
            for path in error.paths:
                (self.output / path).unlink()
            return self.publish(content)

    def recover(self) -> Published:
        return recover(self.output, self.state)

    def current_token(self) -> bytes | None:
        return current_token(self.output, self.state)

    def tree(self) -> Content:
        return tree(self.output)

    def inode(self, path: str) -> int:
        return (self.output / path).stat().st_ino


def tree(folder: Path) -> Content:
    return {path: (folder / path).read_bytes() for path in files.walk(folder)}


def put(folder: Path, path: str, data: bytes) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(data)


@contextmanager
def working(way: str) -> Iterator[None]:
    """Make publications work in one of their ways, whatever this machine offers."""
    with pytest.MonkeyPatch.context() as patch:
        if way == "rename pair":
            patch.setattr(exchange, "exchange_names", lambda *_: False)
        if way == "journal":
            patch.setattr(publication, "_has_mount", lambda _: True)
        if way == "copies":
            patch.setattr(os, "link", no_link)
        yield


def no_link(*_: Any, **__: Any) -> None:
    raise PermissionError(1, "no hard links here")


@pytest.fixture(params=WAYS)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    with working(request.param):
        yield Site(tmp_path)


@pytest.fixture(autouse=True)
def unflushed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of publications need no disk that keeps up; the processes killed for real do flush."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def linked(tmp_path: Path) -> Site:
    return Site(tmp_path)


OLD = {"index.html": b"old index", "a/index.html": b"a", "b/index.html": b"b", "gone/x/index.html": b"gone"}
NEW = {"index.html": b"new index", "a/index.html": b"a", "b/index.html": b"b", "c/index.html": b"c"}


# What is published.


def test_each_publication_leaves_exactly_its_target(site: Site) -> None:
    for content in (OLD, NEW, OLD, {}, NEW, {"a": b"a file now"}, OLD, OLD):
        site.publish(content)
        assert site.tree() == content
        assert site.recover().files.keys() == content.keys()
        assert site.recover().foreign == ()


def test_the_receipt_says_what_was_done(site: Site) -> None:
    site.publish(OLD)
    put(site.output, "CNAME", b"stories.example")
    receipt = site.publish(NEW)
    assert receipt.written == ("index.html", "c/index.html")
    assert receipt.unchanged == 2
    assert receipt.removed == ("gone/x/index.html",)
    assert receipt.foreign == ("CNAME",)
    assert receipt.token == site.current_token()


def test_only_changed_outputs_are_stale(site: Site) -> None:
    site.publish(OLD)
    with site.open(NEW) as publication:
        assert publication.stale == ("index.html", "c/index.html")


def test_nothing_changed_means_nothing_is_touched(site: Site) -> None:
    first = site.publish(OLD)
    before = site.output.stat().st_ino
    again = site.publish(OLD)
    assert (again.token, again.written, again.unchanged) == (first.token, (), 4)
    assert site.output.stat().st_ino == before


def test_an_empty_site_is_a_folder(site: Site) -> None:
    site.publish({})
    assert site.output.is_dir()


def test_folders_left_empty_are_removed(site: Site) -> None:
    site.publish(OLD)
    site.publish(NEW)
    site.publish({"index.html": b"old index"})
    assert not (site.output / "gone").exists()
    assert not (site.output / "c").exists()


def test_unchanged_outputs_stay_the_same_files(linked: Site) -> None:
    linked.publish(OLD)
    before = linked.inode("a/index.html")
    for content in (NEW, OLD, NEW):
        linked.publish(content)
        assert linked.inode("a/index.html") == before


def test_an_output_with_equal_bytes_keeps_its_modification_time(site: Site) -> None:
    site.publish(OLD)
    os.utime(site.output / "a/index.html", ns=(10**18, 10**18))
    with site.open(NEW) as publication:
        assert publication.stale == ("index.html", "a/index.html", "c/index.html")
        answers = [site.write(publication, path, NEW[path]) for path in publication.stale]
        receipt = publication.commit()
    assert answers == [True, False, True]
    assert receipt.written == ("index.html", "c/index.html")
    assert (site.output / "a/index.html").stat().st_mtime_ns == 10**18
    assert site.recover().files.keys() == NEW.keys()


def test_a_write_never_reaches_the_public_folder(site: Site) -> None:
    site.publish(OLD)
    site.publish(NEW)
    with site.open({path: data + b"!" for path, data in NEW.items()}) as publication:
        for path in publication.stale:
            write_file(publication.folder, path, b"half")
            write_file(publication.folder, path, NEW[path], site.output)
            write_file(publication.folder, path, NEW[path] + b"!", site.output)
        assert site.tree() == NEW


def test_leaving_without_a_commit_changes_nothing(site: Site) -> None:
    token = site.publish(OLD).token
    with site.open(NEW) as publication:
        site.write(publication, "index.html", NEW["index.html"])
    assert site.tree() == OLD
    assert site.current_token() == token
    site.publish(NEW)
    assert site.tree() == NEW


def test_a_missing_output_stops_the_commit(site: Site) -> None:
    site.publish(OLD)
    with site.open(NEW) as publication:
        site.write(publication, "index.html", NEW["index.html"])
        with pytest.raises(IncompleteError) as caught:
            publication.commit()
    assert [problem.code for problem in caught.value.problems] == ["output-missing"]
    assert caught.value.paths == ("c/index.html",)
    assert site.tree() == OLD


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a//b", "a/../../x", "", ".", ".edblog-journal/x", "a\0b", "..\\x"]
)
def test_paths_outside_the_site_are_refused(linked: Site, path: str) -> None:
    with pytest.raises(ValueError):
        linked.open({path: b""})


def test_a_file_cannot_be_a_folder_too(linked: Site) -> None:
    with pytest.raises(ValueError):
        linked.open({"a": b"", "a/b": b""})


def test_an_output_that_was_there_two_publications_ago_is_not_asked_for_again(linked: Site) -> None:
    edited = {**OLD, "a/index.html": b"another"}
    linked.publish(OLD)
    linked.publish(edited)
    with linked.open(OLD) as publication:
        assert publication.stale == ()
        publication.commit()
    assert linked.tree() == OLD


def test_what_was_taken_down_is_kept_nowhere(linked: Site) -> None:
    linked.publish(OLD)
    linked.publish(NEW)
    kept = {path.relative_to(linked.shadow).as_posix() for path in linked.shadow.rglob("*") if path.is_file()}
    assert all((linked.output / path).samefile(linked.shadow / path) for path in kept)
    assert kept < OLD.keys()
    linked.publish(OLD)
    assert linked.tree() == OLD


def test_a_clean_publication_asks_for_everything(site: Site) -> None:
    site.publish(OLD)
    site.publish(NEW)
    with site.open(NEW, clean=True) as publication:
        assert publication.stale == tuple(NEW)
        for path in publication.stale:
            site.write(publication, path, NEW[path])
        receipt = publication.commit()
    assert (receipt.written, receipt.unchanged, receipt.removed) == ((), 4, ())
    assert site.tree() == NEW


# What others do in the output folder.


def test_foreign_files_are_kept_and_named(site: Site) -> None:
    site.publish(OLD)
    put(site.output, "CNAME", b"one")
    put(site.output, "a/notes/b.txt", b"notes")
    foreign = {"CNAME": b"one", "a/notes/b.txt": b"notes"}
    for content in (NEW, OLD, NEW):
        assert site.publish(content).foreign == ("CNAME", "a/notes/b.txt")
        assert site.tree() == content | foreign


def test_foreign_files_may_change_and_go(site: Site) -> None:
    site.publish(OLD)
    put(site.output, "CNAME", b"one")
    site.publish(NEW)
    (site.output / "CNAME").unlink()
    put(site.output, "CNAME", b"two")
    site.publish(OLD)
    assert site.tree() == OLD | {"CNAME": b"two"}
    (site.output / "CNAME").unlink()
    for content in (NEW, OLD):
        site.publish(content)
        assert site.tree() == content


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
def test_foreign_symbolic_links_stay_links(site: Site) -> None:
    site.publish(OLD)
    (site.output / "latest").symlink_to("a")
    (site.output / "broken").symlink_to("nowhere")
    for content in (NEW, OLD, NEW):
        assert site.publish(content).foreign == ("broken", "latest")
        assert (site.output / "latest").readlink() == Path("a")


@pytest.mark.parametrize(
    ("foreign", "ours"), [("c.html", "c.html"), ("c", "c/index.html"), ("c/d/e.txt", "c")]
)
def test_a_foreign_file_in_the_way_is_a_conflict(site: Site, foreign: str, ours: str) -> None:
    site.publish(OLD)
    put(site.output, foreign, b"mine")
    with pytest.raises(ConflictError) as caught:
        site.open(OLD | {ours: b"ours"})
    assert caught.value.paths == (foreign,)
    assert site.tree() == OLD | {foreign: b"mine"}
    site.publish_as_advised(OLD | {ours: b"ours"})
    assert site.tree() == OLD | {ours: b"ours"}


def test_a_folder_full_of_somebody_elses_files_is_not_taken_over(site: Site) -> None:
    put(site.output, "index.html", b"a site by hand")
    put(site.output, "about.html", b"about")
    with pytest.raises(ConflictError) as caught:
        site.open(OLD)
    assert caught.value.paths == ("index.html",)
    assert [problem.code for problem in caught.value.problems] == ["output-conflict"]
    assert tree(site.output) == {"index.html": b"a site by hand", "about.html": b"about"}


def test_deleted_and_edited_outputs_are_written_again(site: Site) -> None:
    site.publish(NEW)
    site.publish(OLD)
    (site.output / "index.html").unlink()
    (site.output / "a/index.html").write_bytes(b"by hand")
    published = site.recover()
    assert published.files.keys() == {"b/index.html", "gone/x/index.html"}
    assert published.altered == ("a/index.html",)
    assert published.foreign == ()
    site.publish(OLD)
    assert site.tree() == OLD
    site.publish(NEW)
    assert site.tree() == NEW


def test_an_edited_output_that_is_gone_from_the_site_is_removed(site: Site) -> None:
    site.publish(OLD)
    (site.output / "gone/x/index.html").write_bytes(b"by hand")
    assert site.publish(NEW).removed == ("gone/x/index.html",)
    for content in (NEW | {"d.html": b"d"}, OLD, NEW):
        site.publish(content)
        assert site.tree() == content


def test_a_damaged_shadow_is_noticed(linked: Site) -> None:
    linked.publish(OLD)
    linked.publish(NEW)
    (linked.shadow / "a/index.html").unlink()
    put(linked.shadow, "b/index.html", b"by hand")
    assert not (linked.shadow / "gone").exists()
    put(linked.shadow, "gone", b"a file in the place of a folder")
    linked.publish(OLD)
    assert linked.tree() == OLD


def test_a_lost_shadow_is_made_again(linked: Site) -> None:
    linked.publish(OLD)
    linked.publish(NEW)
    before = linked.inode("a/index.html")
    shutil.rmtree(linked.shadow)
    linked.publish(OLD)
    assert linked.tree() == OLD
    assert linked.inode("a/index.html") == before


def test_a_lost_output_folder_is_made_again(site: Site) -> None:
    site.publish(OLD)
    site.publish(NEW)
    shutil.rmtree(site.output)
    assert site.current_token() is None
    assert site.recover().files == {}
    site.publish(NEW)
    assert site.tree() == NEW


@pytest.mark.parametrize("damage", [b"", b"garbage", b"edblog publication 1\n\x00\x05junk!", None])
def test_a_lost_record_costs_a_full_build_and_no_more(site: Site, damage: bytes | None) -> None:
    site.publish(OLD)
    put(site.output, "CNAME", b"one")
    if damage is None:
        shutil.rmtree(site.state)
    else:
        (site.state / "publication").write_bytes(damage)
    assert site.current_token() is None
    published = site.recover()
    assert published.files == {}
    assert published.record_lost
    kept = {"CNAME": b"one", "gone/x/index.html": b"gone"}
    for content in (NEW, OLD | NEW, NEW):
        receipt = site.publish(content) if content == NEW else None
        if receipt is not None:
            assert receipt.foreign == ("CNAME", "gone/x/index.html")
            assert site.tree() == content | kept


def test_every_truncated_record_counts_as_none(linked: Site) -> None:
    linked.publish(OLD)
    record = linked.state / "publication"
    data = record.read_bytes()
    for length in range(len(data)):
        record.write_bytes(data[:length])
        assert linked.recover().files == {}


def test_a_copy_of_the_whole_site_is_known(site: Site, tmp_path: Path) -> None:
    site.publish(NEW)
    site.publish(OLD)
    site.publish(NEW)
    copy = Site(tmp_path / "restored")
    copy.output.parent.mkdir()
    shutil.copytree(site.output, copy.output)
    shutil.copytree(site.state, copy.state)
    assert copy.current_token() is None
    assert {"a/index.html", "b/index.html"} <= copy.recover().files.keys()
    assert copy.recover().foreign == ()
    for content in (NEW, OLD, NEW):
        copy.publish(content)
        assert copy.tree() == content


def test_a_copy_is_not_trusted_where_two_generations_differ() -> None:
    newest = Tree(1, 0, b"new", {"a": Entry(b"1", 9, 9), "b": Entry(b"2", 9, 9)}, ())
    oldest = Tree(2, 0, b"old", {"a": Entry(b"1", 9, 9), "b": Entry(b"1", 9, 9), "c": Entry(b"3", 9, 9)}, ())
    assert possible_tree((newest, oldest)).files == newest.files | {"b": UNKNOWN, "c": Entry(b"3", 9, 9)}


# Which publication it is.


def test_identity_is_the_token_of_the_last_commit(site: Site) -> None:
    assert site.current_token() is None
    tokens = []
    for content in (OLD, NEW, OLD):
        tokens.append(site.publish(content).token)
        assert site.current_token() == tokens[-1]
    assert len(set(tokens)) == 3


def test_identity_is_unknown_once_names_change_in_the_folder(site: Site) -> None:
    site.publish(OLD)
    os.utime(site.output, ns=(0, 0))
    assert site.current_token() is None
    receipt = site.publish(OLD)
    assert site.current_token() == receipt.token


def test_identity_is_unknown_in_another_folder(site: Site) -> None:
    site.publish(OLD)
    site.output.rename(site.output.with_name("elsewhere"))
    site.output.mkdir()
    assert site.current_token() is None


# Where and how.


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
def test_an_output_folder_behind_a_symbolic_link_stays_there(tmp_path: Path) -> None:
    site = Site(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    site.output.symlink_to("elsewhere")
    for content in (OLD, NEW, OLD):
        site.publish(content)
        assert tree(tmp_path / "elsewhere") == content
    assert site.output.is_symlink()


def test_a_mount_point_is_changed_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(tmp_path)
    site.publish(OLD)
    before = site.output.stat().st_ino
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == site.output)
    for content in (NEW, OLD):
        site.publish(content)
        assert site.tree() == content
    assert site.output.stat().st_ino == before


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's table of mounts")
def test_a_mount_below_the_folder_is_noticed() -> None:
    assert publication._has_mount(Path("/"))
    assert publication._has_mount(Path("/proc"))
    assert not publication._has_mount(Path(__file__).parent)


def test_a_folder_that_cannot_be_renamed_is_changed_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(tmp_path)
    site.publish(OLD)
    before = site.output.stat().st_ino

    def refused(*_: Any) -> None:
        raise PermissionError(13, "in use by another program")

    monkeypatch.setattr(exchange, "exchange_names", lambda *_: False)
    monkeypatch.setattr(os, "rename", refused)
    for content in (NEW, OLD, NEW):
        site.publish(content)
        assert site.tree() == content
        assert site.current_token() is not None
    assert site.output.stat().st_ino == before


def test_the_ways_can_take_turns(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for way, content in zip(itertools.cycle(WAYS), (OLD, NEW, {"a": b"file"}) * 4, strict=False):
        with working(way):
            site.publish(content)
        assert site.tree() == content
        assert site.recover().foreign == ()


def test_new_files_come_before_changed_pages_and_removals_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(tmp_path)
    monkeypatch.setattr(publication, "_has_mount", lambda _: True)
    old = {"index.html": b"1", "style.css": b"1", "gone.html": b"1"}
    new = {"index.html": b"2", "style.css": b"2", "new.html": b"2", "new.css": b"2"}
    site.publish(old)
    states = []
    sync, replace = os.unlink, os.replace
    monkeypatch.setattr(os, "replace", lambda *a, **k: (states.append(site.tree()), replace(*a, **k)))
    monkeypatch.setattr(os, "unlink", lambda *a, **k: (states.append(site.tree()), sync(*a, **k)))
    site.publish(new)
    order = [tuple(now.items() ^ then.items()) for then, now in itertools.pairwise(states) if then != now]
    assert [{path for path, _ in step} for step in order] == [
        {"new.css"},
        {"new.html"},
        {"style.css"},
        {"index.html"},
        {"gone.html"},
    ]


def test_many_outputs_are_flushed_together(site: Site) -> None:
    content = {f"{n}/index.html": b"%d" % n for n in range(2 * files.FLUSH_SINGLY)}
    site.publish(content)
    assert site.tree() == content


# Where the system does not let edblog write.


def test_an_output_folder_that_is_closed_is_named(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.publish(OLD)
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != site.output and access(path, mode))

    with pytest.raises(PublishError) as caught, site.open(NEW):
        pass

    assert caught.value.problems == (
        Problem(
            site.output.as_posix(),
            "error",
            "folder-closed",
            "edblog cannot write to this folder: Permission denied",
            "make sure that you may write to everything in it, or move this folder and .site.shadow next to it elsewhere; "
            "then build again",
            line=1,
            column=1,
        ),
    )
    assert site.tree() == OLD


def test_a_shadow_that_is_closed_is_said_of_the_output_folder(
    linked: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked.publish(OLD)
    linked.publish(NEW)
    closed = (linked.shadow, linked.shadow / "c")
    unlink, rmdir = os.unlink, os.rmdir

    def refusing(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *args: Any, **kwargs: Any) -> Any:
            if ".shadow" in str(path) or kwargs.get("dir_fd") is not None:
                raise PermissionError(13, "Permission denied", path)
            return function(path, *args, **kwargs)

        return call

    monkeypatch.setattr(os, "access", lambda path, _mode: path not in closed)
    monkeypatch.setattr(os, "unlink", refusing(unlink))
    monkeypatch.setattr(os, "rmdir", refusing(rmdir))

    with pytest.raises(PublishError) as caught, linked.open(OLD | {"c/index.html": b"other"}):
        pass

    assert [problem.path for problem in caught.value.problems] == [linked.output.as_posix()]
    assert linked.tree() == NEW


def test_a_state_folder_that_is_closed_is_named(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Any, *_args: Any) -> None:
        raise PermissionError(13, "Permission denied", os.fspath(path))

    site.publish(OLD)
    monkeypatch.setattr(os, "open", refuse)

    with pytest.raises(PublishError) as caught:
        site.recover()

    assert [problem.path for problem in caught.value.problems] == [site.state.as_posix()]


# Two builds at once.


def test_a_second_build_is_told_to_wait(site: Site) -> None:
    site.publish(OLD)
    published = site.recover()
    with site.open(NEW) as publication:
        with pytest.raises(BusyError, match="another edblog build is running") as caught:
            site.recover()
        assert [problem.code for problem in caught.value.problems] == ["build-running"]
        with (
            pytest.raises(BusyError, match="another edblog build is running"),
            Publication(site.output, site.state, published, {}),
        ):
            pass
        for path in publication.stale:
            site.write(publication, path, NEW[path])
        publication.commit()
    assert site.tree() == NEW


def test_a_build_that_was_overtaken_gives_up(site: Site) -> None:
    site.publish(OLD)
    late = site.open(OLD | {"late.html": b"late"})
    site.publish(NEW)
    with pytest.raises(BusyError), late:
        pass
    assert site.tree() == NEW


# Killed at any instant.


class Killed(BaseException):
    """The end of a process, as far as one process can play it."""


CHANGES = ("open", "write", "mkdir", "rmdir", "unlink", "rename", "replace", "link", "symlink", "fsync")


@contextmanager
def dying(after: int) -> Iterator[None]:
    """A process that is killed after so many calls which change something on disk."""
    left = itertools.count(after, -1)

    def mortal(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if function is originals["open"] and not args[1] & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
                return function(*args, **kwargs)
            now = next(left)
            if now > 0:
                return None if function is originals["fsync"] else function(*args, **kwargs)
            if now == 0 and function is originals["write"]:
                function(args[0], args[1][: len(args[1]) // 2])
            raise Killed

        return call

    originals = {name: getattr(os, name) for name in CHANGES}
    with pytest.MonkeyPatch.context() as patch:
        for name, function in originals.items():
            patch.setattr(os, name, mortal(function))
        patch.setattr(exchange, "exchange_names", mortal(exchange.exchange_names))
        patch.setattr(shutil, "copy2", mortal(shutil.copy2))
        yield


EARLIER = {"index.html": b"0", "a.html": b"0", "same.html": b"same", "turn/x.html": b"x", "c/d/e.html": b"e"}
BEFORE = {"index.html": b"1", "a.html": b"1", "same.html": b"same", "turn/x.html": b"x", "f.html": b"f"}
AFTER = {"index.html": b"2", "a.html": b"1", "same.html": b"same", "turn": b"file", "n/w.html": b"w"}
LATER = {"index.html": b"3", "a.html": b"0", "same.html": b"same", "turn/x.html": b"x2", "n": b"file"}
FOREIGN = {"CNAME": b"stories.example", "c/notes.txt": b"notes"}


def assert_whole(site: Site, way: str, old: Content, new: Content) -> None:
    if way == "rename pair" and not site.output.exists():
        assert site.output.with_name(".site.previous").exists() or not old
    elif way == "journal":
        now = site.tree()
        # A folder that becomes a file, or the other way round, is gone for a moment.
        replaced = {path for path in old | new if path.startswith(("turn", "n"))}
        assert now.keys() >= (old.keys() & new.keys())
        for path in now.keys() - replaced:
            assert now[path] in (old.get(path), new.get(path))
    else:
        assert site.tree() in (old, new)


@pytest.mark.parametrize("first", [True, False], ids=["first", "later"])
@pytest.mark.parametrize("way", WAYS)
def test_killed_at_every_change_on_disk(tmp_path: Path, way: str, first: bool) -> None:
    with working(way):
        for step in itertools.count():
            site = Site(tmp_path / str(step))
            old, new = ({}, AFTER) if first else (BEFORE | FOREIGN, AFTER | FOREIGN)
            if not first:
                site.publish(EARLIER)
                for path, data in FOREIGN.items():
                    put(site.output, path, data)
                site.publish(BEFORE)
            with suppress(Killed), dying(step):
                site.publish(AFTER)
                break
            assert_whole(site, way, old, new)
            token = site.current_token()
            site.recover()
            assert site.tree() in (old, new)
            if token is not None:
                assert site.current_token() == token
            if step % 2:
                site.publish(AFTER)
                assert site.tree() == new
            site.publish(LATER)
            site.publish(AFTER)
            assert site.tree() == new
            assert site.recover().files.keys() == AFTER.keys()
            assert site.recover().foreign == tuple(sorted(new.keys() - AFTER.keys()))
    assert step > 15


@pytest.mark.parametrize("way", WAYS)
def test_killed_again_and_again(tmp_path: Path, way: str) -> None:
    dice = random.Random(way)
    goals = [BEFORE, AFTER, LATER, EARLIER]
    with working(way):
        site = Site(tmp_path)
        site.publish(EARLIER)
        for path, data in FOREIGN.items():
            put(site.output, path, data)
        for _ in range(150):
            goal = dice.choice(goals)
            try:
                with dying(dice.randrange(60)):
                    site.publish(goal)
            except Killed:
                continue
            assert site.tree() == goal | FOREIGN
        site.publish(AFTER)
        assert site.tree() == AFTER | FOREIGN


BUILDS = """
import itertools, sys
from pathlib import Path
from edblog.outputs.publish import Publication, publication, recover, write_file

output, state, start = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[4])
if sys.argv[3] == "journal":
    publication._has_mount = lambda _: True
for n in itertools.count(start):
    data = b"%d" % n
    target = {f"{page}/index.html": data for page in range(8)} | {f"only-{n}/index.html": data}
    with Publication(output, state, recover(output, state), target) as change:
        for path in change.stale:
            write_file(change.folder, path, data, output)
        change.commit()
    print(n, flush=True)
"""


@pytest.mark.parametrize("way", ["exchange", "journal"])
def test_killed_for_real(tmp_path: Path, way: str) -> None:
    dice = random.Random(way)
    site = Site(tmp_path)
    source = os.fspath(Path(edblog.__file__).parents[1])
    environment = os.environ | {"PYTHONPATH": source}
    seen = set()
    for attempt in range(15):
        command = [sys.executable, "-c", BUILDS, site.output, site.state, way, str(attempt * 100_000)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as build:
            assert build.stdout is not None
            for _ in range(dice.randrange(1, 5)):
                build.stdout.readline()
            with suppress(subprocess.TimeoutExpired):
                build.wait(dice.uniform(0, 0.03))
            build.kill()
        if way == "exchange" and site.output.exists():
            assert_one_generation(site.tree())
        site.recover()
        content = site.tree()
        assert_one_generation(content)
        seen |= set(content.values())
    assert len(seen) == 15
    site.publish(NEW)
    assert site.tree() == NEW


def assert_one_generation(content: Content) -> None:
    if content:
        generation = content["0/index.html"]
        pages = [*(str(page) for page in range(8)), f"only-{generation.decode()}"]
        assert content == {f"{page}/index.html": generation for page in pages}


# Any sequence.

PATHS = ["index.html", "a", "a/x.html", "a/b/x.html", "a/b", "style.css", "c/index.html"]
CONTENTS = st.dictionaries(st.sampled_from(PATHS), st.sampled_from([b"1", b"2", b"33"])).filter(
    lambda content: not files.ancestors(content) & content.keys()
)
STEPS = st.one_of(
    st.tuples(st.just("publish"), CONTENTS),
    st.tuples(st.just("abandon"), CONTENTS),
    st.tuples(st.just("kill"), CONTENTS, st.integers(0, 60)),
    st.tuples(st.just("edit"), st.sampled_from(PATHS)),
    st.tuples(st.just("delete"), st.sampled_from(PATHS)),
    st.tuples(st.just("foreign"), st.sampled_from(["CNAME", "c/mine.txt", "z/y/x"])),
    st.tuples(st.just("forget")),
)


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=2, max_size=12), last=CONTENTS)
def test_any_sequence_ends_in_exactly_the_last_target(
    tmp_path_factory: pytest.TempPathFactory, way: str, steps: list[tuple[Any, ...]], last: Content
) -> None:
    site = Site(tmp_path_factory.mktemp("site"))
    foreign: Content = {}
    with working(way):
        site.publish({})
        for step, *arguments in steps:
            play(site, foreign, step, *arguments)
        site.publish_as_advised(last)
        site.publish_as_advised(last)
    assert {path: data for path, data in site.tree().items() if path not in PATHS} == foreign
    unrecorded = {path for path in site.recover().foreign if path in PATHS}
    assert {path: data for path, data in site.tree().items() if path not in {*foreign, *unrecorded}} == last
    assert not unrecorded or any(step == "forget" for step, *_ in steps)


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_becomes_a_folder_whenever_the_build_is_killed(
    tmp_path_factory: pytest.TempPathFactory, way: str
) -> None:
    for count in range(45):
        site = Site(tmp_path_factory.mktemp("site"))
        with working(way):
            site.publish({"a": b"1"})
            play(site, {}, "kill", {"a/x.html": b"1"}, count)
            assert site.tree() in ({"a": b"1"}, {"a/x.html": b"1"}, {})
            site.publish_as_advised({"a": b"2"})
        assert site.tree() == {"a": b"2"}


def play(site: Site, foreign: Content, step: str, *arguments: Any) -> None:
    if step == "publish":
        site.publish_as_advised(arguments[0])
    elif step == "abandon":
        with suppress(ConflictError), site.open(arguments[0]) as publication:
            for path in publication.stale[:1]:
                site.write(publication, path, b"abandoned")
    elif step == "kill":
        with suppress(Killed), dying(arguments[1]):
            site.publish_as_advised(arguments[0])
        site.recover()
    elif step == "edit" and (site.output / arguments[0]).is_file():
        (site.output / arguments[0]).write_bytes(b"edited by hand")
    elif step == "delete" and (site.output / arguments[0]).is_file():
        (site.output / arguments[0]).unlink()
    elif step == "foreign":
        put(site.output, arguments[0], b"mine")
        foreign[arguments[0]] = b"mine"
    elif step == "forget":
        shutil.rmtree(site.state, ignore_errors=True)
