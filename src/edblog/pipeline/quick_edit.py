"""The everyday edit of a large site: a few stories changed, and only what they reach is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from edblog.files.types import kind_of
from edblog.kinds import KINDS
from edblog.kinds.stories.record import Post
from edblog.model import AnyRecord, SourceFile
from edblog.pipeline.run import Run, district_files
from edblog.start.seal import QUICK_EDIT_LIMIT

if TYPE_CHECKING:
    from edblog.catalog.reach import Reach
    from edblog.catalog.site import Site


def quick_edit(run: Run, files: Sequence[SourceFile]) -> tuple[Site, Reach] | None:
    """The site and how far it differs from the last one; None where more may differ than can be told."""
    changed = run.memory.changed
    if run.last is None or run.memory.gone or len(changed) > QUICK_EDIT_LIMIT:
        return None
    if any(kind_of(file.path) != "posts" or not file.path.startswith("content/") for file in changed):
        return None
    run.helpers.get_ready()
    from edblog.kinds.stories.revise import Change, revise
    from edblog.sources.duplicates import is_related

    if any(is_related(file.path, (other.path for other in files)) for file in changed):
        return None

    index, record = run.memory.index(), run.record
    if index is None or record is None or run.memory.is_apart():
        return None
    former = {file.path: run.memory.former(file.path) for file in changed}
    fresh = run.read_few(changed)
    changes = []
    for path, reading in fresh.items():
        known = former[path]
        old = known.record if known else None
        if not isinstance(reading.record, Post) or not (known is None or isinstance(old, Post)):
            return None
        changes.append(Change(old if isinstance(old, Post) else None, reading.record))

    @cache
    def records(source: str) -> AnyRecord | None:
        reading = fresh.get(source) or run.store.reading(source)
        return reading.record if reading else None

    sources = frozenset(file.path for file in files if file.path.startswith("content/"))
    problems = run.last.report.problems
    own = district_files(files)
    revision = revise(
        index, changes, records, sources, own, record.files, problems, KINDS, run.config, run.now
    )
    if revision is None:
        return None
    run.problems = [problem for problem in problems if problem.path not in fresh]
    run.problems += [problem for reading in fresh.values() for problem in reading.problems]
    run.problems += revision.problems
    run.index = revision.index
    # What is wrong may be wrong in other files because of this, so everything is looked at.
    return None if run.refused() else (revision.site, revision.reach)
