"""Work over many items: in this process for a few, in several for many, or wherever an executor works, with the same results.

The functions that run in workers are pure apart from writing an output to the folder they are told.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from edblog.problems import EdblogError, Problem

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from edblog.outputs.templates import Renderer
    from edblog.sources.read import Reading, ReadSettings
    from edblog.views import Output

CHUNK, LARGE = 25, 100
"""What travels together, at least and at most: as many stories, or files that weigh as much."""
STORY = 40_000
"""Bytes that weigh as much as one story."""
AHEAD = 4
"""Chunks that wait for each worker, so that it is never idle and memory holds only a few."""
FEW = 64
"""Below this many items, starting other processes costs more than it saves."""

T = TypeVar("T")
R = TypeVar("R")
Progress = Callable[[int, int], None]
Work = Callable[[Sequence[T]], list[R]]
RenderItem = tuple["Output", tuple[str, ...]]
"""An output, and the HTML of the texts that it shows."""


def over(
    items: Iterable[T],
    total: int,
    work: Work[T, R],
    done: Progress,
    executor: Executor | None = None,
    weigh: Callable[[T], int] = lambda _: 1,
) -> Iterator[tuple[T, R]]:
    """Each of `total` items with its result, in order; `work` takes a few items at a time.

    A few items are worked on in this process; many by `executor`, or without one by processes of this
    machine. Items are asked for when there is room for them. Raises `EdblogError` where the system ended a
    process that worked.
    """
    count = 0
    for chunk, results in _results(items, total, work, executor, weigh):
        yield from zip(chunk, results, strict=True)
        count += len(chunk)
        done(count, total)


def _results(
    items: Iterable[T], total: int, work: Work[T, R], executor: Executor | None, weigh: Callable[[T], int]
) -> Iterator[tuple[list[T], list[R]]]:
    if total < FEW or (executor is None and os.cpu_count() == 1):
        yield from ((chunk, work(chunk)) for chunk in _chunks(items, weigh, CHUNK))
        return
    chosen = executor or _processes()
    # Each chunk costs something; but everybody should have work until the end.
    size = min(max(CHUNK, total // (2 * AHEAD * _width(chosen))), LARGE)
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


def _in_flight(chunks: Iterator[list[T]], work: Work[T, R], executor: Executor) -> Iterator[tuple[list[T], list[R]]]:
    from concurrent.futures import BrokenExecutor

    waiting: deque[tuple[list[T], Future[list[R]]]] = deque()
    try:
        for chunk in chunks:
            waiting.append((chunk, executor.submit(work, chunk)))
            while waiting and (waiting[0][1].done() or len(waiting) >= AHEAD * _width(executor)):
                yield _first(waiting)
        while waiting:
            yield _first(waiting)
    except BrokenExecutor:
        message = "the system ended a process of this build, probably for want of memory"
        help_ = "close other programs, then build again; the site is as it was"
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
    return ProcessPoolExecutor(os.cpu_count(), mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Ends this worker when the build that started it is killed: it would wait for work, and keep the lock."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(1)

    if parent is not None:
        threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()


class ReadJob:
    """Reads files in a worker: the bytes travel, and the record comes back."""

    def __init__(self, settings: ReadSettings) -> None:
        self.settings = settings

    def __call__(self, files: Sequence[tuple[str, bytes]]) -> list[Reading]:
        """The reading of each file."""
        from edblog.sources.read import read

        return [read(path, data, self.settings) for path, data in files]


def read_weight(file: tuple[str, bytes]) -> int:
    """How much a file weighs, counted in stories."""
    return 1 + len(file[1]) // STORY


class RenderJob:
    """Renders outputs in a worker; `write` takes their bytes there, and without it they come back."""

    def __init__(self, renderer: Renderer, write: Callable[[str, bytes], object] | None) -> None:
        self.renderer, self.write = renderer, write

    def __call__(self, jobs: Sequence[RenderItem]) -> list[bytes | Problem | None]:
        """The bytes of each output, None where they are written, or what is wrong with its template."""
        return [self._rendered(output, html) for output, html in jobs]

    def _rendered(self, output: Output, html: tuple[str, ...]) -> bytes | Problem | None:
        from edblog.outputs.render import render
        from edblog.outputs.templates import TemplateFault

        try:
            data = render(output, html, self.renderer)
        except TemplateFault as fault:
            return fault.problem
        if self.write is None:
            return data
        self.write(output.path, data)
        return None


def written(
    jobs: Iterable[RenderItem],
    total: int,
    renderer: Renderer,
    write: Callable[[str, bytes], object],
    done: Progress,
    executor: Executor | None = None,
) -> Iterator[Problem]:
    """Renders outputs, hands their bytes to `write`, and yields what is wrong with templates."""
    # Processes of this machine write where they are; somebody else's executor may be anywhere.
    job = RenderJob(renderer, write if executor is None else None)
    for (output, _), result in over(jobs, total, job, done, executor):
        if isinstance(result, Problem):
            yield result
        elif result is not None:
            write(output.path, result)


def writer(folder: str, public: str) -> Callable[[str, bytes], object]:
    """Writes outputs to a publication's folder; can be sent to a worker."""
    return partial(_write, folder, public)


def _write(folder: str, public: str, path: str, data: bytes) -> None:
    from edblog.outputs.publish import write_file

    write_file(folder, path, data, public)


def nowhere(_path: str, _data: bytes) -> None:
    """Takes an output that only had to be tried."""
