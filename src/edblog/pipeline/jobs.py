"""The work that is done many times in a build, and where it is done: here, in helpers, or in workers.

The functions that run in workers are pure apart from reading a picture and writing an output where they are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from edblog.pipeline import workers
from edblog.pipeline.workers import map_in_workers
from edblog.problems import Problem

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from edblog.markup import CleanHtml
    from edblog.outputs.templates.renderer import Renderer
    from edblog.pipeline.helpers import Helpers
    from edblog.sources.reading import Reading, ReadSettings
    from edblog.views import Output

STORY = 40_000
"""Bytes that weigh as much as one story."""
PHOTO = 16
"""How many texts or pages take as long as making a photo smaller, at the least."""
RenderItem = tuple["Output", tuple["CleanHtml", ...]]
"""An output, and the HTML of the texts that it shows."""
ResizeItem = tuple[str, Sequence["Output"]]
"""The source of a picture, and the outputs to make of it."""
Progress = Callable[[str, int, int], None]
"""Called with the name of some work, how much of it is done, and how much there is."""
Write = Callable[[str, bytes], object]
"""Takes the path of an output and its bytes."""


class Crew(msgspec.Struct, frozen=True):
    """Who does the work of a run, and a function that hears of its progress."""

    helpers: Helpers
    """Work on a few items."""
    executor: Executor | None
    """Works on many items; without one, processes of this machine do."""
    progress: Progress | None = None

    def reporting(self, name: str) -> Callable[[int, int], object]:
        """A function that reports the progress of some work."""
        return partial(self.progress, name) if self.progress else lambda _done, _total: None


class ReadJob:
    """Reads files in a worker: the bytes travel, and the record comes back."""

    def __init__(self, settings: ReadSettings) -> None:
        self.settings = settings

    def __call__(self, files: Sequence[tuple[str, bytes]]) -> list[Reading]:
        """The reading of each file."""
        from edblog.kinds import KINDS
        from edblog.sources.read import read

        return [read(path, data, self.settings, KINDS) for path, data in files]


def read_all(
    files: Iterable[tuple[str, bytes]], total: int, settings: ReadSettings, crew: Crew
) -> Iterator[tuple[tuple[str, bytes], Reading]]:
    """Each file, a path and its bytes, with its reading."""
    job = ReadJob(settings)
    work = partial(crew.helpers.read, job) if total < workers.MANY else job
    return map_in_workers(files, total, work, crew.reporting("Reading"), crew.executor, read_weight)


def read_weight(file: tuple[str, bytes]) -> int:
    """How much a file weighs, counted in stories."""
    return 1 + len(file[1]) // STORY


class RenderJob:
    """Renders outputs in a worker; `write` takes their bytes there, and without it they come back."""

    def __init__(self, renderer: Renderer, write: Write | None) -> None:
        self.renderer, self.write = renderer, write

    def __call__(self, jobs: Sequence[RenderItem]) -> list[bytes | Problem | None]:
        """The bytes of each output, None where they are written, or the problem with its template."""
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


def render_all(
    jobs: Iterable[RenderItem], total: int, renderer: Renderer, write: Write, crew: Crew
) -> Iterator[Problem]:
    """Renders outputs, hands their bytes to `write`, and yields problems with templates."""
    # Processes of this machine write where they are; somebody else's executor may be anywhere.
    job = RenderJob(renderer, write if crew.executor is None else None)
    work = partial(crew.helpers.render, job) if total < workers.MANY else job
    done = map_in_workers(jobs, total, work, crew.reporting("Writing"), crew.executor, render_weight)
    for (output, _), result in done:
        if isinstance(result, Problem):
            yield result
        elif result is not None:
            write(output.path, result)


def render_weight(item: RenderItem) -> int:
    """How much an output weighs, counted in stories: as many as it shows whole."""
    return max(1, len(item[1]))


class ResizeJob:
    """Makes pictures smaller in a worker, each read once, and writes the results there; problems come back."""

    def __init__(self, read: Callable[[str, bytes], tuple[bytes, Problem | None]], write: Write) -> None:
        self.read, self.write = read, write

    def __call__(self, jobs: Sequence[ResizeItem]) -> list[Problem | None]:
        """The problem with each picture, if there is one."""
        return [self._resize(source, outputs) for source, outputs in jobs]

    def _resize(self, source: str, outputs: Sequence[Output]) -> Problem | None:
        from edblog.outputs.copies import damaged_picture
        from edblog.outputs.render import writer_of
        from edblog.views import Resized

        views = [output.view for output in outputs if isinstance(output.view, Resized)]
        data, problem = self.read(source, views[0].digest)
        if problem:
            return problem
        sizes = writer_of(outputs[0].renderer).make(data, [(view.width, view.height) for view in views])
        for output in outputs:
            try:
                smaller = next(sizes)
            except (OSError, ValueError):
                return damaged_picture(source)
            self.write(output.path, smaller)
        return None


def resize_all(
    jobs: Sequence[ResizeItem],
    read: Callable[[str, bytes], tuple[bytes, Problem | None]],
    write: Write,
    crew: Crew,
) -> Iterator[Problem]:
    """Makes pictures smaller on this machine, which has them, and yields problems with them."""
    many = -(-workers.MANY // PHOTO)
    done = crew.reporting("Resizing")
    weigh = lambda _: workers.LARGE_CHUNK  # noqa: E731
    for _, problem in map_in_workers(jobs, len(jobs), ResizeJob(read, write), done, weigh=weigh, many=many):
        if problem:
            yield problem


def output_writer(folder: str, public: str) -> Write:
    """Writes outputs to a publication's folder; can be sent to a worker."""
    return partial(_write, folder, public)


def _write(folder: str, public: str, path: str, data: bytes) -> None:
    from edblog.outputs.publish import write_file

    write_file(folder, path, data, public)


def discard(_path: str, _data: bytes) -> None:
    """Drops an output that was rendered only to see what is wrong with it."""
