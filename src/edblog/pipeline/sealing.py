"""Makes the seal of a build: a record of its files, with which the next plain build finds out quickly whether anything changed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from edblog.model import SourceFile
from edblog.pipeline.report import Report, printed_problems, site_lines
from edblog.start.seal import Seal, own_files, python_identity
from edblog.start.stat_scan import RACE_NS, stamp_of
from edblog.versions import version_digest

if TYPE_CHECKING:
    from edblog.pipeline.memory import Last

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FOREVER = (1 << 63) - 1
_NOT_IN_FILES = frozenset(["output-in-git"])
"""Codes of problems that may end without a change of any of the site's files."""


class Edblog:
    """Edblog's files as of this process's first build: a running preview keeps this identity through an upgrade."""

    def __init__(self, site: str) -> None:
        scanned_at = time.time_ns()
        self.files = own_files(site)
        self.stamps = list(map(stamp_of, self.files))
        # A file that was edited a moment ago may change again without a new stamp.
        self.is_settled = all(stamp[0] < scanned_at - RACE_NS for stamp in self.stamps)
        self._version = b""

    def version(self, seal: Seal | None) -> bytes:
        """The digest of edblog and its libraries; taken from the seal if their files have not changed."""
        if not self._version:
            self._version = (seal.version if seal and self.matches(seal) else b"") or version_digest()
        return self._version

    def matches(self, seal: Seal) -> bool:
        """Whether the build of a seal ran the same version of edblog's files in the same Python."""
        numbers = seal.watched_stamps
        stamps = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
        known = list(islice(zip(seal.watched, stamps, strict=True), len(self.files)))
        return seal.python == python_identity() and known == list(zip(self.files, self.stamps, strict=True))


running_edblog = cache(Edblog)
"""Edblog's files for a site; one object for all builds in this process."""


def can_rest(report: Report, edblog: Edblog, watched: Sequence[Path]) -> bool:
    """Whether the next plain build may trust the seal: everything that it depends on is in files with reliable stamps."""
    in_files = not any(problem.code in _NOT_IN_FILES for problem in report.problems)
    return bool(watched) and edblog.is_settled and in_files


def seal_of(
    last: Last,
    files: Sequence[SourceFile],
    scanned_at: int,
    settings: bytes,
    edblog: Edblog,
    watched: Sequence[Path],
) -> Seal:
    """The seal of a build. `watched` are files whose stamps show that its site is still public; without any, the next build runs in full."""
    report, rests = last.report, can_rest(last.report, edblog, watched)
    names = list(map(os.fspath, watched))
    return Seal(
        token=last.token,
        paths=[file.path for file in files],
        stamps=list(chain.from_iterable(file.stamp for file in files)),
        digests=b"".join(file.digest for file in files),
        scanned_at=scanned_at,
        built_at=_nanoseconds(last.now) if rests else 0,
        until=(_nanoseconds(report.until) if report.until else _FOREVER) if rests else 0,
        counts=(report.stories, report.outputs),
        lines=site_lines(report),
        problems=list(_printed(report)) if rests else (),
        settings=settings,
        python=python_identity(),
        version=edblog.version(None) if edblog.is_settled else b"",
        watched=[*edblog.files, *names],
        watched_stamps=list(chain.from_iterable([*edblog.stamps, *map(stamp_of, names)])),
    )


def sealed_files(seal: Seal) -> dict[str, SourceFile]:
    """The files in a seal, by path."""
    digests = seal.digests
    return {
        path: SourceFile(path, stamp, digests[at : at + 16])
        for (path, stamp), at in zip(seal.stamps_by_path().items(), range(0, len(digests), 16), strict=True)
    }


def _printed(report: Report) -> Iterable[str]:
    """The problems that a build prints, as text."""
    problems = printed_problems(report)
    if problems:
        from edblog.problems.formats import as_text

        yield from (as_text([problem]) for problem in problems)


def _nanoseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1) * 1000
