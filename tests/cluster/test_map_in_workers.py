"""Work handed to executors: order, how much is under way, and what is said when a process ends."""

from __future__ import annotations

import os
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edblog.files import deadline
from edblog.pipeline import build, workers
from edblog.pipeline.jobs import STORY, read_weight
from edblog.pipeline.workers import CHUNKS_PER_WORKER, LARGE_CHUNK, MANY, SMALL_CHUNK, map_in_workers
from edblog.problems import EdblogError

NOW = datetime(2026, 11, 12, 18, tzinfo=UTC)


class Inline(Executor):
    """Does everything at once, here."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Patient(Executor):
    """Does a chunk when somebody waits for it, and counts those that nobody has asked for yet."""

    def __init__(self, width):
        self.width, self.open, self.most = width, 0, 0

    def submit(self, fn, /, *args):
        self.open += 1
        self.most = max(self.most, self.open)
        return Waiting(self, fn, args)


class Waiting(Future):
    def __init__(self, executor, fn, args):
        super().__init__()
        self.executor, self.call = executor, (fn, args)

    def result(self, timeout=None):
        fn, args = self.call
        self.executor.open -= 1
        return fn(*args)


@pytest.fixture(autouse=True)
def helper():
    """Texts that are read in threads have a helper process, which is gone after the test."""
    yield
    deadline.end_helper()


def threads():
    return ThreadPoolExecutor(3)


def processes():
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


def quiet(_count, _total):
    pass


@pytest.mark.parametrize("executor", [Inline, threads, processes])
@pytest.mark.parametrize("total", [0, 1, MANY - 1, MANY, 1000])
def test_results_come_with_their_items_in_order(there, executor, total):
    reports = []
    with executor() as pool:
        results = list(
            map_in_workers(iter(range(total)), total, there.doubled, lambda *done: reports.append(done), pool)
        )

    assert results == [(number, 2 * number) for number in range(total)]
    assert reports == sorted(reports)
    assert reports[-1:] == ([(total, total)] if total else [])


def test_without_an_executor_there_are_processes_of_this_machine(there):
    pids = {pid for _, pid in map_in_workers(range(1000), 1000, there.pids, quiet)}

    assert (os.getpid() in pids) == (os.cpu_count() == 1)


def test_a_few_items_stay_in_this_process(there):
    with processes() as pool:
        assert {pid for _, pid in map_in_workers(range(MANY - 1), MANY - 1, there.pids, quiet, pool)} == {
            os.getpid()
        }


@given(width=st.integers(1, 9), total=st.integers(MANY, 2000))
def test_only_as_much_is_under_way_as_keeps_the_workers_busy(there, width, total):
    executor = Patient(width)
    asked = []
    items = (asked.append(number) or number for number in range(total))

    for item, _ in map_in_workers(items, total, there.doubled, quiet, executor):
        assert len(asked) <= item + LARGE_CHUNK * (CHUNKS_PER_WORKER * width + 1)

    assert executor.most <= CHUNKS_PER_WORKER * width


@pytest.mark.parametrize(("width", "total", "sizes"), [(2, 100, {25}), (2, 800, {50}), (2, 10_000, {100})])
def test_the_more_there_is_to_do_the_more_travels_together(width, total, sizes):
    chunks = []

    def work(chunk):
        chunks.append(len(chunk))
        return chunk

    list(map_in_workers(range(total), total, work, quiet, Patient(width)))

    assert set(chunks) == sizes


def test_large_files_travel_in_small_company():
    chunks = []
    sizes = [10, STORY * SMALL_CHUNK, 10, 10, *[STORY] * SMALL_CHUNK]
    files = [(f"{number}.jpg", bytes(size)) for number, size in enumerate(sizes)]

    def work(chunk):
        chunks.append(len(chunk))
        return chunk

    list(map_in_workers(iter(files), len(files), work, quiet, Inline(), read_weight))

    # A file of many stories' weight is the last of its chunk; the two small ones go with the next.
    assert chunks == [2, 14, 13]


def test_a_process_that_the_system_ends_is_a_problem(there):
    with processes() as pool, pytest.raises(EdblogError) as caught:
        list(map_in_workers(range(MANY), MANY, there.ends, quiet, pool))

    assert [problem.code for problem in caught.value.problems] == ["worker-ended"]


def test_whoever_stops_listening_leaves_nothing_under_way(there):
    futures = []

    class Idle(Executor):
        width = 2

        def submit(self, fn, /, *args):
            future = Future()
            if not futures:
                future.set_result(fn(*args))
            futures.append(future)
            return future

    results = map_in_workers(range(1000), 1000, there.doubled, quiet, Idle())
    next(results)
    results.close()

    assert all(future.done() for future in futures)


@pytest.mark.parametrize("executor", [Inline, threads, processes])
def test_a_site_is_the_same_whoever_makes_it(make_site, monkeypatch, executor):
    monkeypatch.setattr(workers, "MANY", 1)
    files = {"content/posts/jar.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>'}
    one, other = make_site(files), make_site(files)
    for site in (one, other):
        for number in range(9):
            site.post(
                f"s{number}", f"Story {number}", f"2026-01-0{number + 1}", "![A jar](jar.svg)", mood="odd"
            )
    expected = build(one.folder, now=NOW)

    with executor() as pool:
        report = build(other.folder, now=NOW, executor=pool)

    assert other.outputs() == one.outputs()
    assert (report.problems, report.written) == (expected.problems, expected.written)
    assert len(report.problems) == 9


def test_a_fault_in_a_template_is_told_wherever_it_is_found(make_site, monkeypatch):
    monkeypatch.setattr(workers, "MANY", 1)
    theme = {
        "themes/maple/theme.toml": 'name = "maple"\nextends = "marigold"\n',
        "themes/maple/templates/partials/when.html": "{{ page.titel }}",
        "edblog.toml": 'title = "S"\nbase_url = "https://district.example/"\ntheme = "maple"\n',
    }
    site = make_site(theme)
    site.post("jar", "The jar", "2026-01-02")

    report = build(site.folder, now=NOW, executor=Inline())

    assert [(problem.path, problem.severity) for problem in report.problems] == [
        ("themes/maple/templates/partials/when.html", "error")
    ]
    assert not report.ok
    assert not (site.folder / "site").exists()
