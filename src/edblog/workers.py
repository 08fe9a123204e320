"""Work over many items: in this process for a few, in several for many, with the same results.

The functions that run in workers are pure apart from writing an output to the folder they are told.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from edblog.problems import EdblogError, Problem

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from edblog.outputs.templates import Renderer
    from edblog.sources.read import Reading, ReadSettings
    from edblog.views import Output

CHUNK = 25
FEW = 64
"""Below this many items, starting other processes costs more than it saves."""
PHOTO = 16
"""How many texts or pages take as long as making a photo smaller, at the least."""

T = TypeVar("T")
R = TypeVar("R")
Progress = Callable[[int, int], None]


def over(
    items: Sequence[T], work: Callable[[Sequence[T]], list[R]], done: Progress, weight: int = 1
) -> Iterator[R]:
    """The results of `work`, which takes a few items at a time, for all items in order.

    `weight` is how many texts or pages take as long as one of the items. Raises `EdblogError` where the system ended a process that worked.
    """
    total = len(items)
    size = max(1, CHUNK // weight)
    chunks = [items[start : start + size] for start in range(0, total, size)]
    count = 0
    several = total * weight >= FEW and (os.cpu_count() or 1) > 1
    for results in _in_processes(work, chunks) if several else map(work, chunks):
        yield from results
        count += len(results)
        done(count, total)


def _in_processes(work: Callable[[Sequence[T]], list[R]], chunks: Sequence[Sequence[T]]) -> Iterator[list[R]]:
    from concurrent.futures import BrokenExecutor

    executor = _executor()
    try:
        yield from executor.map(work, chunks)
    except BrokenExecutor:
        message = "the system ended a process of this build, probably for want of memory"
        help_ = "close other programs, then build again; the site is as it was"
        raise EdblogError([Problem(".", "error", "worker-ended", message, help_, line=1, column=1)]) from None
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _executor() -> Executor:
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


class RenderJob:
    """Renders outputs in a worker and writes them there; problems come back."""

    def __init__(self, renderer: Renderer, write: Callable[[str, bytes], object]) -> None:
        self.renderer, self.write = renderer, write

    def __call__(self, jobs: Sequence[tuple[Output, tuple[str, ...]]]) -> list[Problem | None]:
        """What is wrong with each output's template, if anything."""
        from edblog.outputs.render import render
        from edblog.outputs.templates import TemplateFault

        found: list[Problem | None] = []
        for output, html in jobs:
            try:
                self.write(output.path, render(output, html, self.renderer))
                found.append(None)
            except TemplateFault as fault:
                found.append(fault.problem)
        return found


class ResizeJob:
    """Makes pictures smaller in a worker, each read once, and writes what it makes there; problems come back."""

    def __init__(
        self, read: Callable[[str, bytes], tuple[bytes, Problem | None]], write: Callable[[str, bytes], object]
    ) -> None:
        self.read, self.write = read, write

    def __call__(self, jobs: Sequence[tuple[str, Sequence[Output]]]) -> list[Problem | None]:
        """What is wrong with each picture, if anything; a job is its source and the outputs to make of it."""
        return [self._resize(source, outputs) for source, outputs in jobs]

    def _resize(self, source: str, outputs: Sequence[Output]) -> Problem | None:
        from edblog.outputs.copies import damaged
        from edblog.outputs.resizing import resize
        from edblog.views import Resized

        views = [output.view for output in outputs if isinstance(output.view, Resized)]
        data, problem = self.read(source, views[0].digest)
        if problem:
            return problem
        made = resize(data, [(view.width, view.height) for view in views])
        for output in outputs:
            try:
                smaller = next(made)
            except (OSError, ValueError):
                return damaged(source)
            self.write(output.path, smaller)
        return None


def writer(folder: str, public: str) -> Callable[[str, bytes], object]:
    """Writes outputs to a publication's folder; can be sent to a worker."""
    return partial(_write, folder, public)


def _write(folder: str, public: str, path: str, data: bytes) -> None:
    from edblog.outputs.publish import write_file

    write_file(folder, path, data, public)


def nowhere(_path: str, _data: bytes) -> None:
    """Takes an output that only had to be tried."""
