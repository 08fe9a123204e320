"""Runs the seven stages of a build, from the files of a site to the published folder.

    scan       files on disk             -> SourceFile (path, stamp, digest)
    read       SourceFile                -> a record of its kind of content, or Media
    assemble   all records               -> Site (resolved, sorted, grouped by key)
    plan       Site + theme              -> Output (path, renderer, view)
    diff       Outputs vs what is public -> what is stale, what is gone
    render     a stale Output            -> bytes
    publish    bytes                     -> the output folder, all or nothing

`build` calls them in order. Each stage takes values, and returns values and the problems that it found. Only this package uses the
store and workers; the time is an argument. The code of a stage is imported when it runs, so that a build with nothing to do is fast.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

import msgspec

from edblog.pipeline.configuration import bundled_themes, configure
from edblog.pipeline.helpers import Helpers
from edblog.pipeline.jobs import Crew, Progress
from edblog.pipeline.memory import Last, open_memory
from edblog.pipeline.planning import assemble, plan
from edblog.pipeline.publishing import diff, publish
from edblog.pipeline.quick_edit import quick_edit
from edblog.pipeline.reading import Scanned, read, scan
from edblog.pipeline.rendering import render
from edblog.pipeline.report import Options, Report
from edblog.pipeline.reporting import Stopwatch, remember, report_of
from edblog.pipeline.setup import prepare
from edblog.start.seal import FirstLook

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = ["build", "bundled_themes", "configure"]

PLAIN = Options()


def build(
    folder: Path,
    options: Options = PLAIN,
    *,
    now: datetime | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    first: FirstLook | None = None,
) -> Report:
    """Builds a site, or with `options.dry` only checks it.

    `now` is the time of the build, by default the current time. `executor` runs large work, by default processes of this machine.
    `first` is the quick check for changes at the start of a command, if it ran. Raises `EdblogError` for wrong settings, and if another build runs.
    """
    timed = Stopwatch()
    setup, warnings = prepare(folder, options, now or datetime.now(UTC))
    with Helpers(setup, first) as helpers, open_memory(setup, first) as memory:
        crew = Crew(helpers, executor, progress)
        scanned = timed(scan)(setup, memory, warnings)
        last = memory.last_build(scanned.problems)
        if nothing_to_do(last, scanned):
            memory.refresh_seal(scanned.files, scanned.at, last)
            return timed.on(msgspec.structs.replace(last.report, written=(), removed=()))
        site = timed(quick_edit)(setup, memory, scanned, last, crew) if last else None
        while True:
            if site is None:
                readings = timed(read)(setup, memory, scanned, crew)
                site = timed(assemble)(setup, scanned, readings)
            planned = timed(plan)(setup, scanned, site, memory)
            change = timed(diff)(setup, memory, site, planned)
            with change.publication as publication:
                faults = timed(render)(setup, memory.store, scanned, planned, publication, crew)
                problems = [*site.problems, *planned.problems, *change.problems, *faults]
                receipt = timed(publish)(setup, publication, problems)
            if receipt or site.is_whole:
                found = report_of(setup, scanned, site, planned, change, problems, receipt)
                if receipt:
                    timed(remember)(setup, memory, scanned, site, planned, change, found, receipt)
                return timed.on(found)
            site = None  # The quick edit could not be published on its own.


def nothing_to_do(last: Last | None, scanned: Scanned) -> TypeGuard[Last]:
    """Whether the last build is still up to date: there is one, and no file has changed since."""
    return last is not None and not scanned.changed and not scanned.gone
