"""The stages `scan` (finds the files of a site) and `read` (reads their records)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from edblog.files.types import extension, read_as
from edblog.model import AnyRecord, Outcomes, SourceFile
from edblog.model.issuers import GIVEN_FILE, is_of_issuers
from edblog.model.links import LINKS_FILE
from edblog.model.outcomes import OUTCOMES_TYPE, is_of_outcomes
from edblog.pipeline.jobs import Crew, read_all
from edblog.pipeline.store import Remembered
from edblog.problems import EdblogError, Problem
from edblog.sources.scan import scan as scan_files
from edblog.start import within

if TYPE_CHECKING:
    from edblog.pipeline.memory import Memory
    from edblog.pipeline.setup import Setup

MEGABYTE = 1_000_000
TEXT_TYPES = frozenset([".md", ".toml", ".html", OUTCOMES_TYPE])


class Scanned(msgspec.Struct, frozen=True):
    """The files of a site, compared with those of the last build."""

    files: Sequence[SourceFile]
    """All files, sorted by path; paths of bundled themes start with `theme:`."""
    at: int
    """The time just before the scan, in nanoseconds since 1970 (UTC)."""
    changed: Sequence[SourceFile]
    """Files that are new or have new content."""
    gone: frozenset[str]
    """Paths of files that were deleted."""
    problems: Sequence[Problem]
    """Problems found before any file is read."""

    @property
    def content(self) -> list[SourceFile]:
        """The files in `content/`."""
        return [file for file in self.files if file.path.startswith("content/")]

    @property
    def data(self) -> list[SourceFile]:
        """The files in `data/`, which edblog may read but never publishes."""
        return [file for file in self.files if file.path.startswith("data/")]

    @property
    def static(self) -> list[SourceFile]:
        """The files in `static/`, which are published unchanged."""
        return [file for file in self.files if file.path.startswith("static/")]


class Readings(msgspec.Struct, frozen=True):
    """The result of the stage `read`."""

    records: dict[str, AnyRecord | None]
    """The records by path of their files; None for a file without a usable record."""
    problems: Sequence[Problem]
    unstable: frozenset[str]
    """Paths of files that were edited between the scan and the reading."""
    outcomes: tuple[Outcomes, ...] = ()
    """The files of `data/outcomes/`; none unless the settings ask for them."""


def scan(setup: Setup, memory: Memory, warnings: Iterable[Problem]) -> Scanned:
    """Finds every file that the site depends on. Raises `EdblogError` if there are more, or larger, than `[limits]` allows."""
    from edblog.sources.limits import site_too_large

    limits = setup.config.limits
    seen = memory.stat_scan()
    files, problems = scan_files(setup.folder, seen, memory.files, limits.file_mb * MEGABYTE, setup.kinds)
    sizes = [file.stamp[1] for file in files if file.path.startswith("content/")]
    if (problem := site_too_large(sizes, limits)) is not None:
        raise EdblogError([problem])
    known = memory.files
    # For an unchanged stamp, the scan returns the same object.
    fresh = [file for file in files if known.get(file.path) is not file]
    changed = [f for f in fresh if f.path not in known or known[f.path].digest != f.digest]
    gone = known.keys() - {file.path for file in files}
    return Scanned(files, seen.at, changed, frozenset(gone), [*problems, *warnings])


def read(setup: Setup, memory: Memory, scanned: Scanned, crew: Crew) -> Readings:
    """Reads every file in `content/`; for unchanged files, the record comes from the store."""
    from edblog.sources.duplicates import duplicates
    from edblog.sources.limits import file_too_large
    from edblog.sources.reading import ReadSettings
    from edblog.sources.unpublished import not_published

    settings = ReadSettings.of(setup.config)
    beside = settings.beside(setup.kinds)
    reader = blake2b(memory.version + msgspec.json.encode(settings), digest_size=16).digest()
    if setup.options.clean:
        memory.store.forget_all(reader)
    remembered = memory.store.readings(reader)
    types, folders = setup.config.files.types, [kind.folder for kind in setup.kinds]
    readable = [file for file in scanned.content if read_as(file.path, types, folders, beside)]
    if setup.config.impact:
        readable += [file for file in scanned.data if is_of_outcomes(file.path)]
    known = {
        file.path: remembered[file.path][1]
        for file in readable
        if remembered.get(file.path, (b"",))[0] == file.digest
    }
    found, unstable = read_files(setup, memory, readable, known, crew)
    memory.store.forget(remembered.keys() - found.keys())
    problems = [problem for reading in found.values() for problem in reading.problems]
    problems += [not_published(file.path, setup.kinds) for file in scanned.content if file.path not in found]
    limits = setup.config.limits
    problems += [
        file_too_large(file.path, file.stamp[1], limits) or not_published(file.path, setup.kinds)
        for file in scanned.data
        if file.path not in found
        and (
            not (file.path in (LINKS_FILE, GIVEN_FILE) or is_of_issuers(file.path))
            or file_too_large(file.path, file.stamp[1], limits)
        )
    ]
    problems += duplicates(
        (file.path for file in readable if extension(file.path) == ".md"),
        lambda path: text_of(setup.folder, path) or "",
    )
    records = {file.path: found[file.path].record if file.path in found else None for file in scanned.content}
    # One that was edited since the settings were read is read again by the next build.
    late = {file.path for file in scanned.data if file.path == LINKS_FILE and file.digest != setup.links}
    outcomes = (found[file.path].record for file in scanned.data if file.path in found)
    return Readings(
        records,
        problems,
        unstable | late,
        tuple(record for record in outcomes if isinstance(record, Outcomes)),
    )


def read_files(
    setup: Setup,
    memory: Memory,
    files: Sequence[SourceFile],
    known: Mapping[str, Remembered[AnyRecord]],
    crew: Crew,
) -> tuple[dict[str, Remembered[AnyRecord]], frozenset[str]]:
    """Reads the files that are not in `known`.

    Returns all readings by path, and the paths of files that were edited since the scan.
    """
    from edblog.sources.limits import file_too_large
    from edblog.sources.reading import ReadSettings

    settings = ReadSettings.of(setup.config)
    found = dict(known)
    for file in files:
        problem = (
            file_too_large(file.path, file.stamp[1], settings.limits) if file.path not in known else None
        )
        if problem is not None:
            found[file.path] = Remembered(None, (problem,))
    digests = {file.path: file.digest for file in files if file.path not in found}
    memory.doubt_readings()
    unstable = set()
    largest = max(settings.limits.file_mb, settings.limits.text_kb // 1000 + 1) * MEGABYTE
    jobs = ((path, _bytes_of(setup.folder, path, largest)) for path in digests)
    for (path, data), reading in read_all(jobs, len(digests), settings, crew):
        found[path] = Remembered(reading.record, reading.problems)
        digest = blake2b(data, digest_size=16).digest()
        # A file that took too long may be fast on another machine, so that result is not stored.
        if not any(problem.code.endswith("-too-slow") for problem in reading.problems):
            memory.store.remember(path, digest, found[path], reading.html)
        if digest != digests[path]:
            unstable.add(path)
    return {file.path: found[file.path] for file in files}, frozenset(unstable)


def text_of(site: Path, path: str) -> str | None:
    """The text of a file of the site, of which a message shows a line; None if it is not text, or behind a symbolic link."""
    if extension(path) not in TEXT_TYPES:
        return None
    try:
        return within.read(site, path, 2 * MEGABYTE).decode("utf-8", "replace")
    except OSError:
        return None


def _bytes_of(site: Path, path: str, limit: int) -> bytes:
    """At most the first `limit` bytes of a file, in case it grew since the scan; empty if it cannot be read."""
    try:
        return within.read(site, path, limit)
    except OSError:
        return b""
