"""Makes the report of a proposal from the problems of a check, and reads reports, which may come from a stranger."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

import msgspec

from edblog import __version__
from edblog.problems import Problem, brief
from edblog.problems.repair import repair
from edblog.review.comment.escaping import line_of
from edblog.views.proposal import (
    LINE,
    MOST_PROBLEMS,
    PROSE,
    Proposal,
    ProposedProblem,
    ProposedText,
    Repair,
    clipped,
)

REPORT_BYTES = 1_000_000
"""The largest report that is read, in bytes."""
_BROKEN = (NotImplementedError, RuntimeError, OSError, ValueError, EOFError, zlib.error)
"""The exceptions that a damaged zip file raises."""
_PACKED_AS = (ZIP_STORED, ZIP_DEFLATED)
"""The compressions that git hosts use. With others, a small file can take much memory."""
REPORT_NAME = "report.json"
"""The name of the report in the zip file of a git host."""


class WrongReportError(ValueError):
    """A file is not a report of edblog; the text says why."""


def proposal_of(
    problems: Sequence[Problem], texts: tuple[ProposedText, ...], changed: Collection[str], *, ok: bool
) -> Proposal:
    """The report: all errors of the site, and the warnings and notices of the changed files."""
    concerned = [p for p in problems if p.severity == "error" or p.path in changed]
    # An error in a file that the proposal does not touch comes last: perhaps somebody else has made it.
    concerned.sort(key=lambda p: (_ORDER[p.severity], p.path not in changed))
    kept = concerned[:MOST_PROBLEMS]
    return Proposal(
        edblog=__version__,
        ok=ok,
        changed=len(changed),
        texts=texts,
        problems=tuple(_proposed(problem, is_own=problem.path in changed) for problem in kept),
        left_out=len(concerned) - len(kept),
    )


_ORDER = {"error": 0, "warning": 1, "notice": 2}


def _proposed(problem: Problem, *, is_own: bool) -> ProposedProblem:
    found = repair(problem)
    return ProposedProblem(
        path=clipped(problem.path, LINE),
        line=problem.line,
        column=problem.column,
        severity=problem.severity,
        code=problem.code,
        message=clipped(problem.message, PROSE),
        help=clipped(problem.help, PROSE),
        is_own=is_own,
        repair=Repair(found.do, clipped(found.line, LINE)) if found else None,
    )


def read_report(data: bytes) -> Proposal:
    """The report in a file, or in a zip file of a git host. Raises `WrongReportError`."""
    if data.startswith(b"PK"):
        data = _unzipped(data)
    if len(data) > REPORT_BYTES:
        raise WrongReportError(f"it is larger than {REPORT_BYTES:,} bytes")
    try:
        return msgspec.json.decode(data, type=Proposal)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise WrongReportError(brief(line_of(str(error)))) from error


def _unzipped(data: bytes) -> bytes:
    """The report in a zip file, unpacked up to the largest size of a report."""
    try:
        with ZipFile(BytesIO(data)) as box:
            if box.getinfo(REPORT_NAME).compress_type in _PACKED_AS:
                with box.open(REPORT_NAME) as file:
                    return file.read(REPORT_BYTES + 1)
    except (BadZipFile, KeyError, *_BROKEN) as error:
        said = brief(line_of(str(error)))
        raise WrongReportError(f"there is no {REPORT_NAME} in this zip file: {said}") from error
    raise WrongReportError(f"{REPORT_NAME} is compressed in a way that no git host uses")
