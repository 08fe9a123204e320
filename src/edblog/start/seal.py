"""Reads and writes the seal of the last build, and compares the site's files with it: the first look of a build.

A seal lists the files of a build with their stamps, and everything else that the build depended on. If nothing differs, the site is up
to date, and finding this out imports very little. If something differs, the build reuses the scan of the first look.
"""

from __future__ import annotations

import os
import sys
from array import array
from binascii import crc32

from edblog.start import within
from edblog.start.stat_scan import (
    PUBLIC,
    STATE_FOLDER,
    StatScan,
    as_stamp,
    settings_bytes,
    source_roots,
    stamp_of,
    stat_scan,
)

# This module must not import pathlib, typing, re, hashlib, json, or modules that import them.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from edblog.start.forked_helper import ForkedHelper
    from edblog.start.stat_scan import Stamp

QUICK_EDIT_LIMIT = 20
"""Up to this many changed texts, a build plans only the pages that they affect."""
_MAGIC = b"edblog seal 5\n"
"""Change the number if the format of a seal changes, or the rule for which files are left out."""


class FirstLook:
    """The seal of the last build, and a scan of the current files."""

    def __init__(self, seal: Seal, scan: StatScan) -> None:
        self.seal, self.scan = seal, scan
        self.helper: ForkedHelper | None = None
        """A process that is importing the code for reading stories; None if it was not started."""

    @property
    def only_texts_changed(self) -> bool:
        """Whether a few texts changed and nothing else; deleted files are not checked here.

        Files that were written just before the last build are looked at again, but hardly ever changed.
        """
        changed = self.scan.changed
        if not 0 < len(changed) <= QUICK_EDIT_LIMIT:
            return False
        known = self.seal.stamps_by_path()
        is_new = any(
            isinstance(found, OSError) or as_stamp(found) != known.get(path) for path, _, found in changed
        )
        return is_new and all(path.startswith("content/") and path.endswith(".md") for path, _, _ in changed)


def first_look(site: str) -> FirstLook | None:
    """The first look at a site; None if there is no seal."""
    seal = read_seal(site)
    if seal is None:
        return None
    return FirstLook(seal, stat_scan(source_roots(site), seal.stamps_by_path(), seal.scanned_at))


def python_identity() -> list[str]:
    """The version of Python, and the folders that it imports modules from."""
    return [sys.version, *sys.path]


def own_files(site: str) -> list[str]:
    """The paths of edblog's own files, and of the folders of its libraries: their stamps change with every upgrade."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    # Installing a library changes the stamp of the folder. The site's folder is left out, because each build changes it.
    found = [path for path in sys.path if path and path != site]
    folders = [package]
    while folders:
        folder = folders.pop()
        found.append(folder)
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((".py", ".js")):
                    found.append(entry.path)
                elif entry.is_dir() and entry.name not in ("__pycache__", "template", "themes"):
                    folders.append(entry.path)
    return sorted(found)


class Seal:
    """The record of a build, for comparison in the next one. All times are in nanoseconds since 1970 (UTC)."""

    def __init__(
        self,
        *,
        token: bytes,
        paths: Sequence[str],
        stamps: Sequence[int],
        digests: bytes,
        scanned_at: int,
        built_at: int = 0,
        until: int = 0,
        counts: tuple[int, int] = (0, 0),
        lines: Sequence[str] = (),
        problems: Sequence[str] = (),
        settings: bytes = b"",
        python: Sequence[str] = (),
        version: bytes = b"",
        watched: Sequence[str] = (),
        watched_stamps: Sequence[int] = (),
    ) -> None:
        self.token = token
        """Token of the publication."""
        self.paths, self.stamps, self.digests = paths, stamps, digests
        """The files: their paths, three numbers per stamp (see `stat_scan`), and 16 bytes per digest."""
        self.scanned_at = scanned_at
        """The time of the scan."""
        self.built_at, self.until = built_at, until
        """The time of the build, and when its site next changes without an edit. Both are 0 if the next build must run in full."""
        self.counts = counts
        """The numbers of stories and of files on the site."""
        self.lines = lines
        """The lines about held-back texts and the like, which every build prints."""
        self.problems = problems
        """Warnings and notices of the build as text, which the next build prints again."""
        self.settings, self.python = settings, python
        self.version = version
        """Digest of edblog and its libraries."""
        self.watched, self.watched_stamps = watched, watched_stamps
        """Other files and folders that the build depended on, and three numbers per stamp."""

    def stamps_by_path(self) -> dict[str, Stamp]:
        """The stamp of each file, by path."""
        numbers = self.stamps
        return dict(
            zip(self.paths, zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True), strict=True)
        )

    def still_holds(self, site: str, scan: StatScan) -> bool:
        """Whether a plain `edblog build` would find nothing to do."""
        if (
            not self.built_at <= scan.at < self.until
            or len(scan.unchanged) != len(self.paths)
            or scan.changed
            or scan.unreadable
        ):
            return False
        if self.settings != settings_bytes(site) or self.python != python_identity():
            return False
        return list(self.watched_stamps) == [number for path in self.watched for number in stamp_of(path)]

    def write(self, site: str, name: str = PUBLIC) -> None:
        """Saves the seal of an output folder. Raises OSError, and OverflowError for a number beyond 64 bits."""
        numbers = [self.scanned_at, self.built_at, self.until, *self.counts]
        parts = [
            self.token,
            _bytes(numbers),
            _text(self.lines),
            _text(self.problems),
            self.settings,
            _text(self.python),
            self.version,
            _text(self.watched),
            _bytes(self.watched_stamps),
            _text(self.paths),
            _bytes(self.stamps),
            self.digests,
        ]
        data = b"".join(part for each in parts for part in (len(each).to_bytes(8, "big"), each))
        folder = os.path.join(site, STATE_FOLDER, name)
        temporary = os.path.join(folder, "seal.new")
        with open(temporary, "wb") as file:
            file.write(_MAGIC + crc32(data).to_bytes(4, "big"))
            file.write(data)
        os.replace(temporary, os.path.join(folder, "seal"))


def read_seal(site: str, name: str = PUBLIC) -> Seal | None:
    """The seal of an output folder of a site; None if there is none or it is damaged."""
    try:
        data = within.read(site, f"{STATE_FOLDER}/{name}/seal")
    except OSError:
        return None
    body = memoryview(data)[len(_MAGIC) + 4 :]
    if not data.startswith(_MAGIC) or data[len(_MAGIC) : len(_MAGIC) + 4] != crc32(body).to_bytes(4, "big"):
        return None
    (
        token,
        numbers,
        lines,
        problems,
        toml,
        modules,
        version,
        watched,
        watched_stamps,
        paths,
        stamps,
        digests,
    ) = _parts(body)
    scanned_at, built_at, until, *counts = _numbers(numbers)
    return Seal(
        token=token,
        paths=_names(paths),
        stamps=_numbers(stamps),
        digests=digests,
        scanned_at=scanned_at,
        built_at=built_at,
        until=until,
        counts=(counts[0], counts[1]),
        lines=_names(lines),
        problems=_names(problems),
        settings=toml,
        python=_names(modules),
        version=version,
        watched=_names(watched),
        watched_stamps=_numbers(watched_stamps),
    )


def _parts(body: memoryview) -> Iterator[bytes]:
    at = 0
    while at < len(body):
        size = int.from_bytes(body[at : at + 8], "big")
        yield bytes(body[at + 8 : at + 8 + size])
        at += 8 + size


def _text(names: Iterable[str]) -> bytes:
    return "\0".join(names).encode("utf-8", "surrogateescape")


def _names(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogateescape").split("\0") if data else []


def _bytes(numbers: Sequence[int]) -> bytes:
    return array("q", numbers).tobytes()


def _numbers(data: bytes) -> array[int]:
    numbers = array("q")
    numbers.frombytes(data)
    return numbers
