"""The quick path for a common edit of a large site: if only a few stories changed, plans only the pages that they affect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from edblog.files.types import read_as
from edblog.model import AnyRecord, SourceFile
from edblog.pipeline.planning import Assembled, due
from edblog.pipeline.reading import read_files
from edblog.start.seal import QUICK_EDIT_LIMIT

if TYPE_CHECKING:
    from edblog.catalog.revision import Change
    from edblog.kinds.kind import Kind
    from edblog.pipeline.jobs import Crew
    from edblog.pipeline.memory import Last, Memory
    from edblog.pipeline.reading import Scanned
    from edblog.pipeline.setup import Setup
    from edblog.pipeline.store import Remembered

Readings = Mapping[str, "Remembered[AnyRecord]"]


def quick_edit(setup: Setup, memory: Memory, scanned: Scanned, last: Last, crew: Crew) -> Assembled | None:
    """The parts of the site that changed stories affect; None if they may affect more than `revise` can tell."""
    changed = scanned.changed
    stories = setup.stories
    if scanned.gone or len(changed) > QUICK_EDIT_LIMIT or not all(_is_of(file, stories) for file in changed):
        return None
    crew.helpers.start()
    from edblog.sources.duplicates import is_copy_or_original

    paths = [file.path for file in scanned.files]
    if any(is_copy_or_original(file.path, paths) for file in changed):
        return None
    index, public = memory.index, memory.public
    if index is None or public is None or memory.has_newer_readings(changed):
        return None
    former = {file.path: memory.reading(file.path) for file in changed}
    known = {file.path: memory.store.reading(file.path, file.digest) for file in changed}
    read_already = {path: reading for path, reading in known.items() if reading is not None}
    fresh, unstable = read_files(setup, memory, changed, read_already, crew)
    changes = _changes(former, fresh, stories)
    if changes is None:
        return None
    revision = stories.revise(
        index,
        changes,
        _records(memory, fresh),
        frozenset(file.path for file in scanned.content),
        [file.path for file in scanned.static],
        public.files,
        last.report.problems,
        setup.kinds,
        setup.config,
        setup.now,
    )
    if revision is None:
        return None
    problems = [problem for problem in last.report.problems if problem.path not in fresh]
    problems += [problem for reading in fresh.values() for problem in reading.problems]
    problems += revision.problems
    if setup.refuses(problems):
        # They may cause problems in other files, too, which only a full build finds.
        return None
    moments = [moment for moment in (last.due, due(setup, (c.new for c in changes))) if moment]
    return Assembled(
        revision.site,
        revision.reach,
        problems,
        min(moments, default=None),
        unstable,
        revision.index,
        last.renderers,
    )


def _is_of(file: SourceFile, kind: Kind) -> bool:
    return file.path.startswith("content/") and read_as(file.path, (), [kind.folder]) == kind.folder


def _changes(
    former: Mapping[str, Remembered[AnyRecord] | None], fresh: Readings, kind: Kind
) -> list[Change] | None:
    """Each record before and after the edit; None if one of the files has no record of this kind, or had none."""
    from edblog.catalog.revision import Change

    changes = []
    for path, reading in fresh.items():
        known = former[path]
        old, new = known.record if known else None, reading.record
        if not isinstance(new, kind.record) or not (known is None or isinstance(old, kind.record)):
            return None
        changes.append(Change(old if isinstance(old, kind.record) else None, new))
    return changes


def _records(memory: Memory, fresh: Readings) -> Callable[[str], AnyRecord | None]:
    """A function that returns the record of a file, from the new readings or from the store."""

    @cache
    def record(source: str) -> AnyRecord | None:
        reading = fresh.get(source) or memory.store.reading(source)
        return reading.record if reading else None

    return record
