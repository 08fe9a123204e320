"""The quick path for a common edit of a large site: if only a few stories changed, plans only the pages that they affect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from edblog.files.types import read_as
from edblog.model import AnyRecord, Document, SourceFile
from edblog.pipeline.planning import Assembled, due
from edblog.pipeline.reading import read_files
from edblog.sources.reading import ReadSettings
from edblog.start.seal import QUICK_EDIT_LIMIT

if TYPE_CHECKING:
    from edblog.catalog.index import Index
    from edblog.catalog.revision import Change
    from edblog.pipeline.jobs import Crew
    from edblog.pipeline.memory import Last, Memory
    from edblog.pipeline.reading import Scanned
    from edblog.pipeline.setup import Setup
    from edblog.pipeline.store import Remembered

Readings = Mapping[str, "Remembered[AnyRecord]"]


def quick_edit(setup: Setup, memory: Memory, scanned: Scanned, last: Last, crew: Crew) -> Assembled | None:
    """The parts of the site that a few changed texts affect; None if they may affect more than `revise` can tell."""
    changed, stories = scanned.changed, setup.stories
    folders = {_folder(setup, file) for file in changed}
    of_stories = {kind.folder for kind in setup.kinds if stories.folder in (kind.folder, kind.stands_by)}
    is_of_stories = folders <= of_stories
    if scanned.gone or len(changed) > QUICK_EDIT_LIMIT or "" in folders:
        return None
    if not (is_of_stories or folders.isdisjoint(of_stories)):
        return None
    crew.helpers.start(folders)
    from edblog.catalog.revise import revise
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
    changes = _changes(former, fresh)
    if changes is None:
        return None
    records = _records(memory, fresh)
    revision = (stories.revise if is_of_stories else revise)(
        index,
        changes,
        records,
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
    return Assembled(
        revision.site,
        revision.reach,
        problems,
        _due(setup, last, changes, revision.index, records),
        unstable,
        revision.before,
        revision.index,
        last.renderers,
        revision.changes,
    )


def _folder(setup: Setup, file: SourceFile) -> str:
    """The folder of the kind that a file belongs to; empty if it is not the text of a record."""
    if not file.path.startswith("content/"):
        return ""
    folders = [kind.folder for kind in setup.kinds]
    found = read_as(file.path, (), folders, ReadSettings.of(setup.config).beside(setup.kinds))
    return found if found in folders else ""


def _due(
    setup: Setup,
    last: Last,
    changes: Iterable[Change],
    index: Index[Document],
    records: Callable[[str], AnyRecord | None],
) -> dict[str, datetime]:
    """When the next text of each kind appears on the site, or changes or leaves it, because of its dates; by folder."""
    found = dict(last.due)
    folders = {change.new.folder for change in changes}
    for folder in folders & index.others.keys():
        # A moment of before the edit may be that of a record which changed.
        found.pop(folder, None)
        waiting = (records(text.source) for text in index.held if text.folder == folder)
        found |= due(setup, (*index.others[folder], *waiting))
    if setup.stories.folder in folders:
        for folder, moment in due(setup, (change.new for change in changes)).items():
            found[folder] = min(moment, found.get(folder, moment))
    return found


def _changes(former: Mapping[str, Remembered[AnyRecord] | None], fresh: Readings) -> list[Change] | None:
    """Each record before and after the edit; None if one of the files has no record, or had one that is of another kind or none."""
    from edblog.catalog.revision import Change

    changes = []
    for path, reading in fresh.items():
        known = former[path]
        old, new = known.record if known else None, reading.record
        if not isinstance(new, Document) or not (known is None or isinstance(old, type(new))):
            return None
        changes.append(Change(old if isinstance(old, Document) else None, new))
    return changes


def _records(memory: Memory, fresh: Readings) -> Callable[[str], AnyRecord | None]:
    """A function that returns the record of a file, from the new readings or from the store."""

    @cache
    def record(source: str) -> AnyRecord | None:
        reading = fresh.get(source) or memory.store.reading(source)
        return reading.record if reading else None

    return record
