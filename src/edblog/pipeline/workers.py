"""Work on many items: in this process for a few, in several processes for many, or wherever an executor works."""

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
"""How much travels together, at least and at most: so many stories, or files that weigh as much."""
CHUNKS_PER_WORKER = 4
"""Chunks that wait for each worker, so that it is never idle and memory holds only a few."""
MANY = 64
"""From this many items on, other processes save more time than it takes to start them."""

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
    """Each of `total` items with its result, in order; `work` takes several items at a time.

    From `many` items on (`MANY` by default), an executor does the work, or without one processes of this machine; fewer are done
    here. An item is taken when there is room for it. Raises `EdblogError` where the system ended a worker.
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
    """How many chunks an executor works on at a time; one that knows says so by `width`."""
    return getattr(executor, "width", None) or os.cpu_count() or 1


def _processes() -> Executor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    # A fork is quick, and safe while there is one thread; it shares what is loaded already.
    can_fork = "fork" in get_all_start_methods() and threading.active_count() == 1
    context = get_context("fork" if can_fork else "spawn")
    return ProcessPoolExecutor(os.cpu_count(), mp_context=context, initializer=_begin)


def _begin() -> None:
    """Prepares a worker, and ends it when its build is killed: else it would wait for work, and keep the lock."""
    import gc
    from multiprocessing import parent_process

    # Collecting garbage among the objects of the parent would copy all of them.
    gc.freeze()
    from multiprocessing.connection import wait

    parent = parent_process()

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(1)

    if parent is not None:
        threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()
