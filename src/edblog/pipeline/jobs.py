"""The work that is done many times in a build, in this process or in others.

The functions that run in workers are pure apart from reading a picture and writing an output where they are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from edblog.pipeline import workers
from edblog.pipeline.workers import Progress, over
from edblog.problems import Problem

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from edblog.markup import CleanHtml
    from edblog.outputs.templates.renderer import Renderer
    from edblog.sources.reading import Reading, ReadSettings
    from edblog.views import Output

STORY = 40_000
"""Bytes that weigh as much as one story."""
PHOTO = 16
"""How many texts or pages take as long as making a photo smaller, at the least."""
Few = Callable[[Callable[[Sequence[Any]], list[Any]], Sequence[Any]], list[Any]]
"""Does some work on a few items, here or elsewhere."""
RenderItem = tuple["Output", tuple["CleanHtml", ...]]
"""An output, and the HTML of the texts that it shows."""
ResizeItem = tuple[str, Sequence["Output"]]
"""The source of a picture, and the outputs to make of it."""


class ReadJob:
    """Reads files in a worker: the bytes travel, and the record comes back."""

    def __init__(self, settings: ReadSettings) -> None:
        self.settings = settings

    def __call__(self, files: Sequence[tuple[str, bytes]]) -> list[Reading]:
        """The reading of each file."""
        from edblog.sources.read import read

        return [read(path, data, self.settings) for path, data in files]


def read(
    files: Iterable[tuple[str, bytes]],
    total: int,
    settings: ReadSettings,
    done: Progress,
    executor: Executor | None = None,
    few: Few | None = None,
) -> Iterator[tuple[tuple[str, bytes], Reading]]:
    """Each file, a path and its bytes, with its reading; `few` does the work where there is not much."""
    job = ReadJob(settings)
    work = partial(few, job) if few and total < workers.FEW else job
    return over(files, total, work, done, executor, read_weight)


def read_weight(file: tuple[str, bytes]) -> int:
    """How much a file weighs, counted in stories."""
    return 1 + len(file[1]) // STORY


def render_weight(item: RenderItem) -> int:
    """How much an output weighs, counted in stories: as many as it shows whole."""
    return max(1, len(item[1]))


class RenderJob:
    """Renders outputs in a worker; `write` takes their bytes there, and without it they come back."""

    def __init__(self, renderer: Renderer, write: Callable[[str, bytes], object] | None) -> None:
        self.renderer, self.write = renderer, write

    def __call__(self, jobs: Sequence[RenderItem]) -> list[bytes | Problem | None]:
        """The bytes of each output, None where they are written, or what is wrong with its template."""
        return [self._rendered(output, html) for output, html in jobs]

    def _rendered(self, output: Output, html: tuple[CleanHtml, ...]) -> bytes | Problem | None:
        from edblog.outputs.render import render
        from edblog.outputs.templates.engine import TemplateFault

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
    few: Few | None = None,
) -> Iterator[Problem]:
    """Renders outputs, hands their bytes to `write`, and yields what is wrong with templates."""
    # Processes of this machine write where they are; somebody else's executor may be anywhere.
    job = RenderJob(renderer, write if executor is None else None)
    work = partial(few, job) if few and total < workers.FEW else job
    for (output, _), result in over(jobs, total, work, done, executor, render_weight):
        if isinstance(result, Problem):
            yield result
        elif result is not None:
            write(output.path, result)


class ResizeJob:
    """Makes pictures smaller in a worker, each read once, and writes what it makes there; problems come back."""

    def __init__(
        self,
        read: Callable[[str, bytes], tuple[bytes, Problem | None]],
        write: Callable[[str, bytes], object],
    ) -> None:
        self.read, self.write = read, write

    def __call__(self, jobs: Sequence[ResizeItem]) -> list[Problem | None]:
        """What is wrong with each picture, if anything."""
        return [self._resize(source, outputs) for source, outputs in jobs]

    def _resize(self, source: str, outputs: Sequence[Output]) -> Problem | None:
        from edblog.outputs.copies import damaged
        from edblog.outputs.render import writer_of
        from edblog.views import Resized

        views = [output.view for output in outputs if isinstance(output.view, Resized)]
        data, problem = self.read(source, views[0].digest)
        if problem:
            return problem
        made = writer_of(outputs[0].renderer).make(data, [(view.width, view.height) for view in views])
        for output in outputs:
            try:
                smaller = next(made)
            except (OSError, ValueError):
                return damaged(source)
            self.write(output.path, smaller)
        return None


def resized(
    jobs: Sequence[ResizeItem],
    read: Callable[[str, bytes], tuple[bytes, Problem | None]],
    write: Callable[[str, bytes], object],
    done: Progress,
) -> Iterator[Problem]:
    """Makes pictures smaller on this machine, which has them, and yields what is wrong with them."""
    few = -(-workers.FEW // PHOTO)
    for _, problem in over(
        jobs, len(jobs), ResizeJob(read, write), done, weigh=lambda _: workers.LARGE, few=few
    ):
        if problem:
            yield problem


def writer(folder: str, public: str) -> Callable[[str, bytes], object]:
    """Writes outputs to a publication's folder; can be sent to a worker."""
    return partial(_write, folder, public)


def _write(folder: str, public: str, path: str, data: bytes) -> None:
    from edblog.outputs.publish import write_file

    write_file(folder, path, data, public)


def nowhere(_path: str, _data: bytes) -> None:
    """Takes an output that only had to be tried."""
