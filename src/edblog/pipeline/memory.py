"""Loads and saves the results of the last complete build for an output folder."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from edblog.model import AnyRecord, Document, SourceFile
from edblog.outputs.publish import current_token
from edblog.pipeline.report import Options, Report, shaping_site
from edblog.pipeline.sealing import can_rest, running_edblog, seal_of, sealed_files
from edblog.pipeline.setup import Setup
from edblog.pipeline.store import Remembered, Store, record_type
from edblog.problems import Problem
from edblog.sources.scan import racy
from edblog.start.seal import FirstLook, read_seal
from edblog.start.stat_scan import StatScan, source_roots, stat_scan

if TYPE_CHECKING:
    from edblog.catalog.index import Index
    from edblog.outputs.publish import Tree
    from edblog.pipeline.vanished import Published
    from edblog.views.search import SearchManifest

_NEVER = datetime.max.replace(tzinfo=UTC)


class Last(msgspec.Struct, frozen=True):
    """The results of the last complete build; its files are in its seal."""

    settings: bytes
    """Digest of everything that it depended on, except the files and the time."""
    token: bytes
    """Token of its publication."""
    now: datetime
    report: Report
    due: Mapping[str, datetime]
    """When the next text of each kind appears on the site, or changes or leaves it, because of its dates; by folder."""
    renderers: dict[str, bytes]
    """Digest of each renderer, by its name."""


@contextlib.contextmanager
def open_memory(setup: Setup, first: FirstLook | None = None) -> Iterator[Memory]:
    """The memory for the output folder of a run. It is saved at the end, unless there was an error."""
    with Store(setup.folder, setup.kinds, read_only=setup.options.dry) as store:
        yield Memory(store, setup, first)


class Memory:
    """The stored results of the last complete build for one output folder; with `--clean`, none.

    It changes only when a build ends (`keep`), or finds that there is nothing to do (`refresh_seal`). "That build"
    below is the last complete one.
    """

    def __init__(self, store: Store, setup: Setup, first: FirstLook | None) -> None:
        self.store = store
        self._setup = setup
        self._site, self._name = os.fspath(setup.folder), setup.place.name
        self._edblog = running_edblog(self._site)
        is_clean = setup.options.clean
        self._first = None if is_clean else first
        self._seal = None if is_clean else first.seal if first else read_seal(self._site, self._name)
        self.files = sealed_files(self._seal) if self._seal else {}
        """The files of that build, by path."""

    # The last build

    @property
    def version(self) -> bytes:
        """The digest of edblog's own code and of its libraries."""
        return self._edblog.version(self._seal)

    def stat_scan(self) -> StatScan:
        """The site's files now, compared with those of that build; taken from the first look if there was one."""
        if self._first:
            return self._first.scan
        stamps = {path: file.stamp for path, file in self.files.items()}
        return stat_scan(source_roots(self._site), stamps, self._seal.scanned_at if self._seal else 0)

    def last_build(self, problems: Iterable[Problem]) -> Last | None:
        """The last build, if its site is still public and would be the same with today's settings at this time; else None.

        `problems` are those found before any file is read.
        """
        setup, problems = self._setup, tuple(problems)
        if setup.options.dry or setup.options.clean or setup.refuses(problems):
            return None
        try:
            last = msgspec.msgpack.decode(self.store.note(f"last {self._name}"), type=Last)
        except msgspec.MsgspecError:
            return None
        # If the clock was set back, some texts may not be due yet.
        is_due = not last.now <= setup.now < (last.report.until or _NEVER)
        is_sealed = self._seal is not None and self._seal.token == last.token
        if is_due or not is_sealed or last.settings != self.settings(problems):
            return None
        if setup.refuses(last.report.problems) or last.token != self._public_token():
            return None
        return last

    def _public_token(self) -> bytes | None:
        """The token of the public publication; None if unknown. A folder that was moved or restored is recorded again."""
        output, state = self._setup.place.output, self._setup.place.state
        token = current_token(output, state)
        if token is not None:
            return token
        from edblog.outputs.publish import adopt_copy

        return adopt_copy(output, state)

    def settings(self, problems: Iterable[Problem]) -> bytes:
        """The digest of everything that a build depends on, except the files and the time."""
        values = (self._setup.config, shaping_site(self._setup.options), tuple(problems))
        return blake2b(self.version + msgspec.json.encode(values), digest_size=16).digest()

    # For the quick edit

    @cached_property
    def index(self) -> Index[Document] | None:
        """The index of that build's site; None if a later build read files and then failed."""
        from edblog.catalog.index import Index

        if self.store.note(f"unsettled {self._name}"):
            return None
        try:
            kept: Any = Index[record_type(self._setup.kinds)]  # type: ignore[misc]  # a union that is made at run time
            index: Index[Document] = msgspec.msgpack.decode(self.store.note(f"index {self._name}"), type=kept)
        except msgspec.MsgspecError:
            return None
        return index

    @cached_property
    def search(self) -> SearchManifest | None:
        """The manifest of that build's search; None if it had none."""
        from edblog.views.search import SearchManifest

        try:
            return msgspec.msgpack.decode(self.store.note(f"search {self._name}"), type=SearchManifest)
        except msgspec.MsgspecError:
            return None

    @cached_property
    def public(self) -> Tree | None:
        """The recorded files of the output folder; None if there is no record."""
        from edblog.outputs.publish import recorded_tree

        return recorded_tree(self._setup.place.output, self._setup.place.state)

    def reading(self, path: str) -> Remembered[AnyRecord] | None:
        """The result of reading a file in that build; None if the file did not exist."""
        return self.store.reading_at_build(self._name, path) if path in self.files else None

    def has_newer_readings(self, changed: Iterable[SourceFile]) -> bool:
        """Whether builds for other folders have since read other versions of files, apart from the `changed` ones."""
        return not self.store.paths_read_since_build(self._name) <= {file.path for file in changed}

    def doubt_readings(self) -> None:
        """Records that the stored readings may differ from those of that build; `keep` ends this."""
        self.store.set_note(f"unsettled {self._name}", b"1")

    # Published addresses

    def published_texts(self) -> Mapping[str, Published]:
        """The texts that were public after that build, by output path."""
        from edblog.pipeline.vanished import decoded

        return decoded(self.store.note(f"addresses {self._name}"))

    def keep_published_texts(self, texts: Mapping[str, Published]) -> None:
        """Saves the texts that are public now, by output path."""
        self.store.set_note(f"addresses {self._name}", msgspec.msgpack.encode(texts))

    # Saving a build

    def refresh_seal(self, files: Sequence[SourceFile], scanned_at: int, last: Last) -> None:
        """Saves the new stamps of files with unchanged content, so that the next run need not read these files again."""
        seal = self._seal
        if (
            seal is None
            or can_rest(last.report, self._edblog, self._watched()) != bool(seal.until)
            or racy(files, seal.scanned_at)
            or not self._edblog.matches(seal)
            or any(self.files[file.path] is not file for file in files)
        ):
            self._write_seal(files, scanned_at, last)

    def keep(
        self,
        files: Sequence[SourceFile],
        scanned_at: int,
        last: Last,
        index: Index[Document] | None,
        search: SearchManifest | None,
    ) -> None:
        """Saves a complete build. If `index` is None, the saved index stays."""
        self.store.set_note(f"search {self._name}", msgspec.msgpack.encode(search) if search else b"")
        self._write_seal(files, scanned_at, last)
        self.store.settle(self._name)
        self.store.set_note(f"last {self._name}", msgspec.msgpack.encode(last))
        if index is not None:
            self.store.set_note(f"index {self._name}", msgspec.msgpack.encode(index))

    def _write_seal(self, files: Sequence[SourceFile], scanned_at: int, last: Last) -> None:
        settings, watched = self._setup.settings, self._watched()
        # Without a seal, the next run is only slower.
        with contextlib.suppress(OSError, OverflowError):
            seal_of(last, files, scanned_at, settings, self._edblog, watched).write(self._site, self._name)

    def _watched(self) -> Sequence[Path]:
        """The files whose stamps show that the site is still public; none if this run has options that change the site."""
        from edblog.outputs.publish import token_files

        place = self._setup.place
        is_plain = shaping_site(self._setup.options) == Options()
        return token_files(place.output, place.state) if is_plain else ()
