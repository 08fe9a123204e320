"""What the last complete build left, whether it is still true, and what is different now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from edblog.model import SourceFile
from edblog.report import Report
from edblog.sources.scan import clock, racy
from edblog.store import Store

if TYPE_CHECKING:
    from edblog.catalog.index import Index

_NEVER = datetime.max.replace(tzinfo=UTC)


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


class Memory:
    """What a store has of the last complete build; with `clean`, nothing."""

    def __init__(self, store: Store, *, clean: bool) -> None:
        self._store = store
        self._looked = clock()
        self.files = {} if clean else store.files()
        """The files of that build, by path."""
        self.known_at = int.from_bytes(store.note("looked"))
        """When they were looked at, in nanoseconds since the epoch."""
        self.changed: list[SourceFile] = []
        """Files that are new, or not what they were."""
        self.gone: Collection[str] = ()
        """Paths of files that are no longer there."""
        self._index: Index | None = None

    def compare(self, files: Sequence[SourceFile]) -> None:
        """Finds what is different from the last build."""
        known = self.files
        fresh = [file for file in files if known.get(file.path) is not file]
        self.changed = [f for f in fresh if f.path not in known or known[f.path].digest != f.digest]
        self.gone = known.keys() - {file.path for file in files}

    def last(self, settings: bytes, token: bytes | None, now: datetime) -> Last | None:
        """The last build, if it had these settings, is what is public, and no story has come due since."""
        try:
            last = msgspec.msgpack.decode(self._store.note("last"), type=Last)
        except msgspec.MsgspecError:
            return None
        # A clock that went back may hide stories again.
        due = not last.now <= now < (last.report.until or _NEVER)
        return None if due or not token or (last.settings, last.token) != (settings, token) else last

    def index(self) -> Index | None:
        """The index of the last build's site; None where a build since then has read files and not ended well."""
        from edblog.catalog.index import Index

        if self._store.note("unsettled"):
            return None
        try:
            self._index = msgspec.msgpack.decode(self._store.note("index"), type=Index)
        except msgspec.MsgspecError:
            return None
        return self._index

    def unsettle(self) -> None:
        """Says that the readings in the store may no longer be those of the last build, until one is kept."""
        self._store.set_note("unsettled", b"1")

    def look_again(self, files: Sequence[SourceFile]) -> None:
        """Keeps new stamps of files that are the same, so that the next run need not read them."""
        if racy(files, self.known_at) or any(self.files[file.path] is not file for file in files):
            self._keep_files(files)

    def keep(self, files: Sequence[SourceFile], last: Last, index: Index) -> None:
        """Keeps a complete build."""
        self._keep_files(files)
        self._store.set_note("unsettled", b"")
        self._store.set_note("last", msgspec.msgpack.encode(last))
        if index is not self._index:
            self._store.set_note("index", msgspec.msgpack.encode(index))

    def _keep_files(self, files: Sequence[SourceFile]) -> None:
        self._store.set_files(files)
        self._store.set_note("looked", self._looked.to_bytes(8))
