"""The end of a run: makes its report with times, and saves results for the next run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import msgspec

from edblog.pipeline.memory import Last, Memory
from edblog.pipeline.reading import text_of
from edblog.pipeline.report import HeldText, Report, graded
from edblog.problems import Problem, bounded, gathered, in_order, placed
from edblog.web.urls import readable_date

if TYPE_CHECKING:
    from edblog.outputs.publish import Receipt
    from edblog.pipeline.planning import Assembled, Planned
    from edblog.pipeline.publishing import Difference
    from edblog.pipeline.reading import Scanned
    from edblog.pipeline.setup import Setup

P = ParamSpec("P")
R = TypeVar("R")


class Stopwatch:
    """Measures the seconds of a run, and of each of its stages."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._seconds: dict[str, float] = {}

    def __call__(self, stage: Callable[P, R]) -> Callable[P, R]:
        """A stage wrapped so that its seconds are added up under its name."""

        def timed(*args: P.args, **kwargs: P.kwargs) -> R:
            started = time.perf_counter()
            try:
                return stage(*args, **kwargs)
            finally:
                name = stage.__name__
                self._seconds[name] = self._seconds.get(name, 0.0) + time.perf_counter() - started

        return timed

    def on(self, report: Report) -> Report:
        """The report with the seconds until now."""
        seconds = time.perf_counter() - self._started
        return msgspec.structs.replace(report, seconds=seconds, stages=tuple(self._seconds.items()))


def report_of(
    setup: Setup,
    scanned: Scanned,
    assembled: Assembled,
    planned: Planned,
    difference: Difference,
    problems: Sequence[Problem],
    receipt: Receipt | None,
) -> Report:
    """The report of a run; `receipt` is None if nothing was published."""
    return Report(
        problems=tuple(
            in_order(
                graded(problem, setup.options) for problem in _located(setup, _with_names(problems, scanned))
            )
        ),
        gone=tuple(in_order(_located(setup, difference.gone))),
        ok=not setup.refuses(problems),
        stories=len(assembled.site.stories),
        outputs=len(receipt.written) + receipt.unchanged if receipt else len(planned.outputs),
        written=receipt.written if receipt else (),
        removed=receipt.removed if receipt else (),
        address=setup.config.base_url,
        foreign=receipt.foreign if receipt else (),
        held=tuple(
            HeldText(
                held.source,
                held.title,
                readable_date(held.date) if held.date else "",
                held.reason,
                held.url,
                held.date,
            )
            for held in assembled.site.held
        ),
        until=_until(setup, assembled, problems),
        proposed=assembled.proposed,
    )


def remember(
    setup: Setup,
    memory: Memory,
    scanned: Scanned,
    assembled: Assembled,
    planned: Planned,
    difference: Difference,
    report: Report,
    receipt: Receipt,
) -> None:
    """Saves the results of a complete run, so that the next run has less to do."""
    from edblog.catalog.index import index_of
    from edblog.catalog.search import is_table
    from edblog.pipeline.vanished import published

    index = assembled.index
    if assembled.is_whole:
        index = index_of(assembled.site, planned.outputs)
        memory.keep_published_texts(published(assembled.site.documents))
    elif index is memory.index:
        index = None
    elif index is not None and assembled.before is not None:
        index = index.with_outputs(planned.outputs, assembled.site)
        gone = [path for path in planned.gone if not is_table(path)]
        if gone and memory.public:
            index = index.without(gone, memory.public.files)
        others = published(
            text for texts in index.others.values() for text in texts if not text.is_introduced
        )
        if memory.public and not others.keys() <= memory.public.files.keys():
            memory.keep_published_texts({**memory.published_texts(), **others})
    settings, renderers = memory.settings(scanned.problems), dict(difference.renderers)
    kept = msgspec.structs.replace(report, written=(), removed=(), gone=(), stages=())
    last = Last(settings, receipt.token, setup.now, kept, assembled.due, renderers)
    # A file that was edited during the build is left out, so the next run reads it as new.
    files = [file for file in scanned.files if file.path not in assembled.unstable]
    memory.keep(files, scanned.at, last, index, planned.search)


def _until(setup: Setup, assembled: Assembled, problems: Iterable[Problem]) -> datetime | None:
    """When the site next changes without an edit: a text appears or expires, the announcement or a week with a digest ends, or a `far-date` warning may end."""
    config = setup.config
    turn = config.current.turn(config.digests, config.timezone) if config.current else None
    moments = [*assembled.due.values(), config.announcement.until, turn]
    if any(problem.code == "far-date" for problem in problems):
        today = setup.now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        moments.append(today + timedelta(days=1))
    return min((moment for moment in moments if moment and moment > setup.now), default=None)


def _with_names(problems: Sequence[Problem], scanned: Scanned) -> Sequence[Problem]:
    """The problems; those about wiki links also suggest the file that a link means."""
    if not any(problem.code == "wiki-link" for problem in problems):
        return problems
    from edblog.catalog.wiki import suggested

    return suggested(problems, (file.path for file in scanned.content))


def _located(setup: Setup, problems: Sequence[Problem]) -> Iterable[Problem]:
    """The problems with line, column and excerpt, for which the files are read again."""
    from edblog.sources.locate import locate

    texts: dict[str, str | None] = {}
    for problem in bounded(gathered(problems)):
        if problem.excerpt:
            yield placed(problem)
            continue
        if problem.path not in texts:
            texts[problem.path] = text_of(setup.folder, problem.path)
        text = texts[problem.path]
        yield placed(problem) if text is None else locate(problem, text)
