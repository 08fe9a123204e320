"""A process that gets ready beforehand does the work of this one, or this one does it."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest
from tests.conftest import NOW

from edblog.pipeline import build
from edblog.pipeline import setup as setups
from edblog.pipeline.helpers import Helpers
from edblog.pipeline.jobs import ReadJob, RenderJob
from edblog.pipeline.report import Options
from edblog.start.forked_helper import ForkedHelper

READY: list[str] = []


def prepare():
    READY.append("ready")


def where(items):
    return [(item, os.getpid(), list(READY)) for item in items]


def fail(items):
    raise ValueError(items)


@pytest.fixture
def ahead(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    process = ForkedHelper(prepare)
    yield process
    process.close()


def test_work_is_done_where_all_is_ready(ahead):
    [(item, pid, ready)] = ahead.run(where, ["a"])

    assert (item, ready) == ("a", ["ready"])
    assert pid == ahead._process != os.getpid()
    assert [item for item, _, _ in ahead.run(where, range(300_000))] == list(range(300_000))


def test_what_goes_wrong_there_goes_wrong_here(ahead):
    with pytest.raises(ValueError, match="1"):
        ahead.run(fail, [1])
    assert ahead.run(where, ["b"]) == [("b", os.getpid(), [])]


def test_a_process_that_is_gone_is_not_missed(ahead):
    os.kill(ahead._process, signal.SIGKILL)

    assert ahead.run(where, ["c"]) == [("c", os.getpid(), [])]


@pytest.mark.parametrize("why", ["one processor", "no forks", "threads"])
def test_where_it_would_not_help_there_is_none(why, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1 if why == "one processor" else 2)
    if why == "no forks":
        monkeypatch.delattr(os, "fork")
    if why == "threads":
        monkeypatch.setattr(threading, "active_count", lambda: 2)
    process = ForkedHelper(prepare)

    assert process.run(where, ["d"]) == [("d", os.getpid(), [])]
    process.close()


@pytest.mark.parametrize("what", ["fork", "pipe"])
def test_where_the_system_allows_no_more_the_work_is_done_here(what, monkeypatch):
    def refuse():
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(os, what, refuse)
    before = len(list(Path("/proc/self/fd").iterdir()))
    process = ForkedHelper(prepare)

    assert process.run(where, ["e"]) == [("e", os.getpid(), [])]
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_process_that_the_system_has_forgotten_is_no_fault(ahead):
    former = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        ahead.close()
    finally:
        signal.signal(signal.SIGCHLD, former)


def test_the_one_that_reads_may_have_much_to_say_when_both_are_ended(monkeypatch, make_site):
    setup, _ = setups.prepare(make_site({}).folder, Options(), NOW)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)

    def stop(*_):
        raise KeyboardInterrupt

    def work():
        with Helpers(setup) as helpers:
            helpers.start(())
            # More than a pipe holds, and from now on nobody here listens.
            monkeypatch.setattr("edblog.start.forked_helper._exactly", stop)
            helpers.read(where, range(300_000))

    with pytest.raises(KeyboardInterrupt):
        work()


def test_it_ends_when_nobody_asks(ahead):
    process = ahead._process
    ahead.close()

    with pytest.raises(ChildProcessError):
        os.waitpid(process, os.WNOHANG)


def test_one_ends_while_another_that_was_made_later_stays(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    first, second = ForkedHelper(prepare), ForkedHelper(prepare)
    first.close()

    assert [pid for _, pid, _ in second.run(where, ["e"])] == [second._process]
    second.close()


def test_an_edit_is_read_and_rendered_there_and_no_process_stays(make_site, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    site = make_site({})
    site.post("jar", "The jar", "2026-01-02")
    site.build()
    made = []

    class Watched(ForkedHelper):
        def __init__(self, prepare):
            super().__init__(prepare)
            made.append(self._process)

        def run(self, work, items):
            made.append(type(work))
            return super().run(work, items)

    monkeypatch.setattr("edblog.pipeline.helpers.ForkedHelper", Watched)
    site.post("jar", "The jar", "2026-01-02", body="It filled up.\n\nAnother.")
    report = build(site.folder)

    assert report.written
    assert "Another." in site.output("posts/jar/index.html")
    assert made[2:] == [ReadJob, RenderJob]
    for process in made[:2]:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)
