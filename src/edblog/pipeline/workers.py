"""Runs work on many items: few in this process, many in several processes or in an executor."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from edblog.problems import EdblogError, Problem

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

SMALL_CHUNK, LARGE_CHUNK = 25, 100
"""The least and the most work sent to a worker at once, counted in stories."""
CHUNKS_PER_WORKER = 4
"""Chunks queued for each worker: enough to keep it busy, few enough to save memory."""
MANY = 64
"""From this many items on, other processes save more time than their start takes."""

T = TypeVar("T")
R = TypeVar("R")
Progress = Callable[[int, int], object]
Work = Callable[[Sequence[T]], list[R]]


def map_in_workers(
    items: Iterable[T],
    total: int,
    work: Work[T, R],
    done: Progress,
    executor: Executor | None = None,
    weigh: Callable[[T], int] = lambda _: 1,
    many: int | None = None,
) -> Iterator[tuple[T, R]]:
    """Yields each of `total` items with its result, in order; `work` takes a list of items, and returns their results.

    From `many` items on (`MANY` by default), the executor does the work, or processes of this machine if it is None; fewer items are
    done in this process. Items are taken from the iterable only as workers need them. `weigh` gives the work of an item, counted in
    stories. Raises `EdblogError` if the operating system killed a worker.
    """
    count = 0
    for chunk, results in _results(items, total, work, executor, weigh, MANY if many is None else many):
        yield from zip(chunk, results, strict=True)
        count += len(chunk)
        done(count, total)


def _results(
    items: Iterable[T],
    total: int,
    work: Work[T, R],
    executor: Executor | None,
    weigh: Callable[[T], int],
    many: int,
) -> Iterator[tuple[list[T], list[R]]]:
    if total < many or (executor is None and os.cpu_count() == 1):
        yield from ((chunk, work(chunk)) for chunk in _chunks(items, weigh, SMALL_CHUNK))
        return
    chosen = executor or _processes()
    # Large chunks cost less to send; small ones keep every worker busy until the end.
    size = min(max(SMALL_CHUNK, total // (2 * CHUNKS_PER_WORKER * _width(chosen))), LARGE_CHUNK)
    try:
        yield from _in_flight(_chunks(items, weigh, size), work, chosen)
    finally:
        if executor is None:
            chosen.shutdown(wait=True, cancel_futures=True)


def _chunks(items: Iterable[T], weigh: Callable[[T], int], size: int) -> Iterator[list[T]]:
    chunk: list[T] = []
    weight = 0
    for item in items:
        chunk.append(item)
        weight += weigh(item)
        if weight >= size:
            yield chunk
            chunk, weight = [], 0
    if chunk:
        yield chunk


def _in_flight(
    chunks: Iterator[list[T]], work: Work[T, R], executor: Executor
) -> Iterator[tuple[list[T], list[R]]]:
    from concurrent.futures import BrokenExecutor

    waiting: deque[tuple[list[T], Future[list[R]]]] = deque()
    try:
        for chunk in chunks:
            waiting.append((chunk, executor.submit(work, chunk)))
            while waiting and (waiting[0][1].done() or len(waiting) >= CHUNKS_PER_WORKER * _width(executor)):
                yield _first(waiting)
        while waiting:
            yield _first(waiting)
    except BrokenExecutor:
        message = "the system ended a process of this build, probably because memory ran out"
        help_ = "close other programs, then build again; the live site did not change"
        raise EdblogError([Problem(".", "error", "worker-ended", message, help_, line=1, column=1)]) from None
    finally:
        for _, future in waiting:
            future.cancel()


def _first(waiting: deque[tuple[list[T], Future[list[R]]]]) -> tuple[list[T], list[R]]:
    chunk, future = waiting.popleft()
    return chunk, future.result()


def _width(executor: Executor) -> int:
    """The number of chunks that an executor works on at the same time: its attribute `width`, or the number of CPUs."""
    return getattr(executor, "width", None) or os.cpu_count() or 1


def _processes() -> Executor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    # A fork is fast and shares loaded modules, but is safe only while there is one thread.
    can_fork = "fork" in get_all_start_methods() and threading.active_count() == 1
    context = get_context("fork" if can_fork else "spawn")
    return ProcessPoolExecutor(os.cpu_count(), mp_context=context, initializer=_begin)


def _begin() -> None:
    """Prepares a worker, and ends it if the build is killed; otherwise it would wait forever, and keep the publication lock."""
    import gc
    from multiprocessing import parent_process

    # Garbage collection would write to the parent's objects, and so copy their memory.
    gc.freeze()
    from multiprocessing.connection import wait

    parent = parent_process()

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(1)

    if parent is not None:
        threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()
