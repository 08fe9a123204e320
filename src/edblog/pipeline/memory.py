"""What the last complete build left, whether it is still true, and what is different now."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from edblog.model import AnyRecord, Document, SourceFile
from edblog.pipeline.report import Report, shown, standing
from edblog.pipeline.store import Remembered, Store, record_type
from edblog.sources.scan import racy
from edblog.start.seal import FirstLook, Seal, own_files, python_identity, read_seal
from edblog.start.stat_scan import RACE_NS, StatScan, source_roots, stamp_of, stat_scan
from edblog.versions import version_digest

if TYPE_CHECKING:
    from edblog.catalog.index import Index

_NEVER = datetime.max.replace(tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FOREVER = (1 << 63) - 1
_NOT_IN_FILES = frozenset(["output-in-git"])
"""Problems that may end without a change of any file of the site."""


class Last(msgspec.Struct, frozen=True):
    """The last complete build, of the files that the store has."""

    settings: bytes
    """Digest of all that it depended on besides the files and the moment."""
    token: bytes
    """Name of its publication."""
    now: datetime
    report: Report
    renderers: dict[str, bytes]
    """Digest of each renderer, by its name."""


class _Own:
    """Edblog itself, as it was when this process first built a site: it goes on with that, whatever is installed meanwhile."""

    def __init__(self, site: str) -> None:
        looked = time.time_ns()
        self.files = own_files(site)
        self.stamps = list(map(stamp_of, self.files))
        # Sources of edblog that have just been edited may be edited again under the same stamp.
        self.is_settled = all(stamp[0] < looked - RACE_NS for stamp in self.stamps)
        self.version = b""
        """Its digest, once somebody has asked for it."""

    def is_of(self, seal: Seal) -> bool:
        """Whether the last build was made by the same files."""
        numbers = seal.watched_stamps
        stamps = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
        known = list(islice(zip(seal.watched, stamps, strict=True), len(self.files)))
        return seal.python == python_identity() and known == list(zip(self.files, self.stamps, strict=True))


_own = cache(_Own)


class Memory:
    """What a store has of the last complete build for one output folder; with `clean`, nothing."""

    def __init__(
        self,
        store: Store,
        site: Path,
        name: str,
        settings: bytes,
        first: FirstLook | None,
        *,
        clean: bool,
    ) -> None:
        self._store, self._site, self._settings = store, os.fspath(site), settings
        self._name = name
        self._own = _own(self._site)
        self._first = None if clean else first
        self._seal = None if clean else first.seal if first else read_seal(self._site, name)
        self.files = _files(self._seal) if self._seal else {}
        """The files of that build, by path."""
        self._looked = 0
        self.changed: list[SourceFile] = []
        """Files that are new, or not what they were."""
        self.gone: Collection[str] = ()
        """Paths of files that are no longer there."""
        self._index: Index[Document] | None = None

    @property
    def version(self) -> bytes:
        """The digest of edblog itself and of its libraries (`versions`); that of the last build, where their files are the same."""
        own, seal = self._own, self._seal
        if not own.version:
            own.version = (seal.version if seal is not None and own.is_of(seal) else b"") or version_digest()
        return own.version

    def look(self) -> StatScan:
        """What is there now, beside the files of that build."""
        if self._first:
            seen = self._first.scan
        else:
            stamps = {path: file.stamp for path, file in self.files.items()}
            seen = stat_scan(source_roots(self._site), stamps, self._seal.scanned_at if self._seal else 0)
        self._looked = seen.at
        return seen

    def compare(self, files: Sequence[SourceFile]) -> None:
        """Finds what is different from the last build."""
        known = self.files
        fresh = [file for file in files if known.get(file.path) is not file]
        self.changed = [f for f in fresh if f.path not in known or known[f.path].digest != f.digest]
        self.gone = known.keys() - {file.path for file in files}

    def last(self, settings: bytes, now: datetime) -> Last | None:
        """The last build, if it had these settings and no story has come due since."""
        try:
            last = msgspec.msgpack.decode(self._store.note(f"last {self._name}"), type=Last)
        except msgspec.MsgspecError:
            return None
        # A clock that went back may hide stories again.
        is_due = not last.now <= now < (last.report.until or _NEVER)
        is_sealed = self._seal is not None and self._seal.token == last.token
        return last if is_sealed and last.token and last.settings == settings and not is_due else None

    def index(self) -> Index[Document] | None:
        """The index of the last build's site; None where a build since then has read files and not ended well."""
        from edblog.catalog.index import Index

        if self._store.note(f"unsettled {self._name}"):
            return None
        try:
            kept: Any = Index[record_type()]  # type: ignore[misc]  # it is made of a list
            self._index = msgspec.msgpack.decode(self._store.note(f"index {self._name}"), type=kept)
        except msgspec.MsgspecError:
            return None
        return self._index

    def former(self, path: str) -> Remembered[AnyRecord] | None:
        """What was in a file when that build read it; None where it was not there."""
        return self._store.former(self._name, path) if path in self.files else None

    def is_apart(self) -> bool:
        """Whether a file is what it was, and builds for other folders have read it in between when it was not."""
        return not self._store.replaced(self._name) <= {file.path for file in self.changed}

    def unsettle(self) -> None:
        """Says that the readings in the store may no longer be those of the last build, until one is kept."""
        self._store.set_note(f"unsettled {self._name}", b"1")

    def look_again(self, files: Sequence[SourceFile], last: Last, witnesses: Sequence[Path] = ()) -> None:
        """Keeps new stamps of files that are the same, so that the next run need not read them."""
        known = self._seal
        is_new = (
            known is None
            or self._is_still(last.report, witnesses) != bool(known.until)
            or racy(files, known.scanned_at)
        )
        is_new = is_new or (known is not None and not self._own.is_of(known))
        if is_new or any(self.files[file.path] is not file for file in files):
            self._write(self._sealed(files, last, witnesses))

    def keep(
        self, files: Sequence[SourceFile], last: Last, index: Index[Document], witnesses: Sequence[Path] = ()
    ) -> None:
        """Keeps a complete build. `witnesses` are what shows that it is still public, where that is all to be asked."""
        self._write(self._sealed(files, last, witnesses))
        self._store.settle(self._name)
        self._store.set_note(f"last {self._name}", msgspec.msgpack.encode(last))
        if index is not self._index:
            self._store.set_note(f"index {self._name}", msgspec.msgpack.encode(index))

    def _is_still(self, report: Report, witnesses: Sequence[Path]) -> bool:
        """Whether the next plain build may stop at a glance: all that it would say is in files, and edblog itself is settled."""
        return (
            bool(witnesses)
            and self._own.is_settled
            and not any(p.code in _NOT_IN_FILES for p in report.problems)
        )

    def _sealed(self, files: Sequence[SourceFile], last: Last, witnesses: Sequence[Path]) -> Seal:
        report = last.report
        own = self._own
        named = [*own.files, *map(os.fspath, witnesses)]
        is_still = self._is_still(report, witnesses)
        return Seal(
            token=last.token,
            paths=[file.path for file in files],
            stamps=list(chain.from_iterable(file.stamp for file in files)),
            digests=b"".join(file.digest for file in files),
            scanned_at=self._looked,
            built_at=_nanoseconds(last.now) if is_still else 0,
            until=(_nanoseconds(report.until) if report.until else _FOREVER) if is_still else 0,
            counts=(report.posts, report.outputs),
            lines=standing(report),
            problems=_printed(report) if is_still else (),
            settings=self._settings,
            python=python_identity(),
            version=self.version if own.is_settled else b"",
            watched=named,
            watched_stamps=list(
                chain.from_iterable([*own.stamps, *map(stamp_of, map(os.fspath, witnesses))])
            ),
        )

    def _write(self, seal: Seal) -> None:
        # Without it, the next run has more to do.
        with contextlib.suppress(OSError, OverflowError):
            seal.write(self._site, self._name)


def _files(seal: Seal) -> dict[str, SourceFile]:
    digests = seal.digests
    return {
        path: SourceFile(path, stamp, digests[at : at + 16])
        for (path, stamp), at in zip(seal.stamps_by_path().items(), range(0, len(digests), 16), strict=True)
    }


def _printed(report: Report) -> list[str]:
    """The problems that a build shows, as people read them."""
    problems = shown(report)
    if not problems:
        return []
    from edblog.problems.formats import as_text

    return [as_text([problem]) for problem in problems]


def _nanoseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1) * 1000
