"""Runs the work that a build does for many items, in this process, in helper processes, or in workers.

The functions that run in workers are pure, except that they read pictures and write outputs.
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

    from edblog.outputs.templates.renderer import Renderer
    from edblog.pipeline.helpers import Helpers
    from edblog.sources.reading import Reading, ReadSettings
    from edblog.views import Output
    from edblog.web.markup import CleanHtml

STORY = 40_000
"""How many bytes take as long to read as one story."""
PHOTO = 16
"""Resizing a photo takes at least as long as this many texts or pages."""
RenderItem = tuple["Output", tuple["CleanHtml", ...]]
"""An output, and the HTML of the texts that it shows."""
ResizeItem = tuple[str, Sequence["Output"]]
"""The source of a picture, and the outputs to make of it."""
Progress = Callable[[str, int, int], None]
"""Called with the name of the work, the number of finished items, and the number of all items."""
Write = Callable[[str, bytes], object]
"""Called with the path of an output and its bytes."""


class Crew(msgspec.Struct, frozen=True):
    """The processes that do the work of a run, and a function that is told its progress."""

    helpers: Helpers
    """For work on a few items."""
    executor: Executor | None
    """For work on many items; None for processes of this machine."""
    progress: Progress | None = None

    def reporting(self, name: str) -> Callable[[int, int], object]:
        """A function that reports the progress of the work with this name."""
        return partial(self.progress, name) if self.progress else lambda _done, _total: None


class ReadJob:
    """Reads files in a worker, which gets their bytes and returns their records."""

    def __init__(self, settings: ReadSettings) -> None:
        self.settings = settings

    def __call__(self, files: Sequence[tuple[str, bytes]]) -> list[Reading]:
        """The result of reading each file, given as its path and bytes."""
        from edblog.kinds import kinds_in
        from edblog.sources.read import read

        kinds = kinds_in(self.settings.language, self.settings.languages)
        return [read(path, data, self.settings, kinds) for path, data in files]


def read_all(
    files: Iterable[tuple[str, bytes]], total: int, settings: ReadSettings, crew: Crew
) -> Iterator[tuple[tuple[str, bytes], Reading]]:
    """Reads `total` files, each given as its path and bytes, and yields each with the result."""
    job = ReadJob(settings)
    work = partial(crew.helpers.read, job) if total < workers.MANY else job
    return map_in_workers(files, total, work, crew.reporting("Reading"), crew.executor, read_weight)


def read_weight(file: tuple[str, bytes]) -> int:
    """The work that a file takes, as a number of stories."""
    return 1 + len(file[1]) // STORY


class RenderJob:
    """Renders outputs in a worker. With `write`, the worker writes the bytes; without it, it returns them."""

    def __init__(self, renderer: Renderer, write: Write | None) -> None:
        self.renderer, self.write = renderer, write

    def __call__(self, jobs: Sequence[RenderItem]) -> list[bytes | Problem | None]:
        """For each output its bytes, None if they were written, or the problem with its template."""
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
    """Renders `total` outputs, passes their bytes to `write`, and yields problems with templates."""
    # Processes of this machine write the files themselves; workers of another executor may run on other machines.
    job = RenderJob(renderer, write if crew.executor is None else None)
    work = partial(crew.helpers.render, job) if total < workers.MANY else job
    done = map_in_workers(jobs, total, work, crew.reporting("Writing"), crew.executor, render_weight)
    for (output, _), result in done:
        if isinstance(result, Problem):
            yield result
        elif result is not None:
            write(output.path, result)


def render_weight(item: RenderItem) -> int:
    """The work that an output takes, as a number of stories: the number of texts that it contains, at least 1."""
    return max(1, len(item[1]))


class ResizeJob:
    """Resizes pictures in a worker, which reads each picture once, writes the results, and returns problems."""

    def __init__(self, read: Callable[[str, bytes], tuple[bytes, Problem | None]], write: Write) -> None:
        self.read, self.write = read, write

    def __call__(self, jobs: Sequence[ResizeItem]) -> list[Problem | None]:
        """For each picture its problem, or None."""
        return [self._resize(source, outputs) for source, outputs in jobs]

    def _resize(self, source: str, outputs: Sequence[Output]) -> Problem | None:
        from edblog.outputs.copies import damaged_picture
        from edblog.outputs.render import writer_of
        from edblog.views import Resized

        views = [output.view for output in outputs if isinstance(output.view, Resized)]
        data, problem = self.read(source, views[0].digest)
        if problem:
            return problem
        sizes = writer_of(outputs[0].renderer).make(
            data, [(view.width, view.height, view.as_webp) for view in views]
        )
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
    """Resizes pictures in processes of this machine, because other machines do not have the files; yields problems with them."""
    many = -(-workers.MANY // PHOTO)
    done = crew.reporting("Resizing")
    weigh = lambda _: workers.LARGE_CHUNK  # noqa: E731
    for _, problem in map_in_workers(jobs, len(jobs), ResizeJob(read, write), done, weigh=weigh, many=many):
        if problem:
            yield problem


class DrawJob:
    """Draws cards in a worker, which reads the fonts once, writes the results, and returns problems."""

    def __init__(self, read: Callable[[str, bytes], tuple[bytes, Problem | None]], write: Write) -> None:
        self.read, self.write = read, write

    def __call__(self, outputs: Sequence[Output]) -> list[Problem | None]:
        """For each card the problem with a font, or None."""
        return [self._draw(output) for output in outputs]

    def _draw(self, output: Output) -> Problem | None:
        from edblog.outputs.render import writer_of

        data, problem = writer_of(output.renderer).make(output.view, self.read)
        self.write(output.path, data)
        return problem  # type: ignore[no-any-return]


def draw_all(
    outputs: Sequence[Output],
    read: Callable[[str, bytes], tuple[bytes, Problem | None]],
    write: Write,
    crew: Crew,
) -> Iterator[Problem]:
    """Draws cards in processes of this machine, because other machines do not have the fonts; yields problems with these."""
    for _, problem in map_in_workers(outputs, len(outputs), DrawJob(read, write), crew.reporting("Drawing")):
        if problem:
            yield problem


def output_writer(folder: str, public: str) -> Write:
    """A function that writes an output to a publication's folder; it can be pickled and sent to a worker."""
    return partial(_write, folder, public)


def _write(folder: str, public: str, path: str, data: bytes) -> None:
    from edblog.outputs.publish import write_file

    write_file(folder, path, data, public)


def discard(_path: str, _data: bytes) -> None:
    """Drops the bytes of an output that was rendered only to find problems."""
