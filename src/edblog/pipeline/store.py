"""Stores readings and results between builds, in the SQLite database `.edblog/store.db`.

The store is a cache: it can be deleted at any time, and the next build makes it again. A reading (the result of
reading a file) is stored with the path and digest of its file, and all readings with the digest of the reader
(edblog, its libraries and some settings), so a stale one is never used.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeVar, Union

import msgspec

from edblog.kinds.kind import Kind
from edblog.model import AnyRecord, Media, Outcomes
from edblog.problems import EdblogError, Problem
from edblog.settings import STATE_FOLDER
from edblog.web.markup import NO_HTML, CleanHtml

_FORM = 3
"""Version of the tables; a store with another version is deleted."""
_SCHEMA = f"""
pragma user_version = {_FORM};
create table if not exists meta (name text primary key, value blob) without rowid;
create table if not exists readings (path text primary key, digest blob, record blob, text blob);
create table if not exists texts (digest blob primary key, html text);
create index if not exists text_of on readings (text);
create table if not exists former (output text, path text, record blob, primary key (output, path)) without rowid;
"""


R = TypeVar("R")


class Remembered(msgspec.Struct, Generic[R], frozen=True):
    """A reading: the record of a file, and the problems found while reading it."""

    record: R | None
    problems: tuple[Problem, ...]


_NO_WORDS = blake2b(b"", digest_size=16).digest()
"""The digest of an empty text, such as that of an author without a file."""
_PATIENCE = 10.0
"""Seconds to wait while another build uses the store."""
_encoder = msgspec.msgpack.Encoder()


Kinds = tuple[Kind, ...]


def record_type(kinds: Kinds) -> Any:
    """The union of all record types, for decoding."""
    return Union[(*(kind.record for kind in kinds), Media, Outcomes)]


@cache
def _decoder(kinds: Kinds) -> msgspec.msgpack.Decoder[Remembered[AnyRecord]]:
    # Made late, because it takes long and a build with nothing to do needs none.
    records = record_type(kinds)
    return msgspec.msgpack.Decoder(Remembered[records])  # type: ignore[valid-type]  # a union that is made at run time


def _connected(address: str, script: str) -> sqlite3.Connection:
    """A connection on which the script has run. Raises `sqlite3.Error`, also for a store with tables of another version."""
    db = sqlite3.connect(address, uri=True, timeout=_PATIENCE)
    try:
        (form,) = db.execute("pragma user_version").fetchone()
        if form != _FORM and db.execute("select 1 from sqlite_master limit 1").fetchone():
            raise sqlite3.DatabaseError(form)
        db.executescript(script)
    except sqlite3.Error:
        db.close()
        raise
    return db


def _unusable(error: OSError | sqlite3.OperationalError) -> EdblogError:
    """The error for a store that cannot be used, with advice."""
    said = error.strerror if isinstance(error, OSError) else str(error)
    # The lowest byte is the general kind of error; the other bytes are details.
    code = (
        error.sqlite_errorcode & 0xFF
        if isinstance(error, sqlite3.OperationalError)
        else sqlite3.SQLITE_CANTOPEN
    )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        help_ = f"wait for the other build, or stop the preview; if there is none, delete the folder {STATE_FOLDER}"
    elif code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        help_ = f"free some disk space; if there is enough, delete the folder {STATE_FOLDER}"
    else:
        help_ = f"make sure that you have permission to write to the site's folder, and to the folder {STATE_FOLDER} in it"
    return _stop(f"edblog's cache cannot be used: {said or error}", help_)


def _stop(message: str, help_: str) -> EdblogError:
    return EdblogError([Problem(STATE_FOLDER, "error", "store", message, help_, line=1, column=1)])


class Store:
    """A connection to the store; as a context manager, it saves at the end unless there was an error.

    With `read_only` it saves nothing, and is empty if the store cannot be read. Raises `EdblogError` if
    another build uses the store for longer than 10 seconds, or if it cannot be written.
    """

    def __init__(self, site: Path, kinds: Kinds, *, read_only: bool = False) -> None:
        self._kinds = kinds
        self._folder = site / STATE_FOLDER
        self._read_only = read_only
        self._unsaved: dict[bytes, CleanHtml] = {}
        """The HTML of texts that were read but are not saved, by digest."""
        self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        path = self._folder / "store.db"
        if self._read_only:
            if path.is_file():
                with contextlib.suppress(sqlite3.Error):
                    return _connected(f"{path.absolute().as_uri()}?mode=ro", "select 1 from readings limit 1")
            return _connected(":memory:", _SCHEMA)
        # Not WAL, in which even a reader writes files. Not synchronous: a store lost in a power cut only costs time.
        script = f"pragma journal_mode = delete; pragma synchronous = off; {_SCHEMA}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                return _connected(path.absolute().as_uri(), script)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._discard()
                return _connected(path.absolute().as_uri(), script)
        except (OSError, sqlite3.OperationalError) as error:
            raise _unusable(error) from error

    def _discard(self) -> None:
        """Deletes a damaged store; the next build makes it again."""
        # SQLite would apply a leftover journal to the next store.
        for name in ("store.db-journal", "store.db"):
            (self._folder / name).unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, type_: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if type_ is None and not self._read_only:
                self._db.commit()
        except sqlite3.DatabaseError as failure:
            error = failure
        finally:
            self._db.close()
        if isinstance(error, sqlite3.OperationalError):
            raise _unusable(error) from error
        if isinstance(error, sqlite3.DatabaseError):
            if self._read_only:
                raise _stop("edblog's cache is damaged", f"delete the folder {STATE_FOLDER}") from error
            self._discard()
            raise _stop("edblog's cache was damaged, and has been deleted", "build again") from error

    def note(self, name: str) -> bytes:
        """The value stored under a name; empty if there is none."""
        row = self._db.execute("select value from meta where name = ?", (name,)).fetchone()
        return bytes(row[0]) if row else b""

    def set_note(self, name: str, value: bytes) -> None:
        """Stores a value under a name."""
        if not self._read_only:
            self._db.execute("insert or replace into meta values (?, ?)", (name, value))

    def readings(self, reader: bytes) -> dict[str, tuple[bytes, Remembered[AnyRecord]]]:
        """All readings by path, each with the digest of its file; none if they are from another reader, and these are deleted."""
        if self.note("reader") != reader:
            self.forget_all(reader)
            return {}
        rows = self._db.execute("select path, digest, record from readings")
        try:
            decode = _decoder(self._kinds).decode
            return {path: (digest, decode(record)) for path, digest, record in rows}
        except msgspec.MsgspecError:
            return {}

    def reading(self, path: str, digest: bytes = b"") -> Remembered[AnyRecord] | None:
        """The reading of one file from any reader, or None; with `digest`, only of that version of the file."""
        row = self._db.execute("select record, digest from readings where path = ?", (path,)).fetchone()
        return self._decoded(row if row and (not digest or row[1] == digest) else None)

    def reading_at_build(self, output: str, path: str) -> Remembered[AnyRecord] | None:
        """The reading of a file at the last build of an output folder, even if builds for other folders have read it since."""
        query = "select record from former where output = ? and path = ?"
        row = self._db.execute(query, (output, path)).fetchone()
        return self._decoded(row) if row else self.reading(path)

    def paths_read_since_build(self, output: str) -> set[str]:
        """The paths of files that were read again since the last build of an output folder."""
        return {path for (path,) in self._db.execute("select path from former where output = ?", (output,))}

    def settle(self, output: str) -> None:
        """Records that the readings are those of the last build of an output folder."""
        if not self._read_only:
            self._db.execute("delete from former where output = ?", (output,))
            self.set_note(f"unsettled {output}", b"")

    @cached_property
    def _outputs(self) -> list[str]:
        """The names of the output folders that were built."""
        rows = self._db.execute("select name from meta where name like 'last %'")
        return [name.partition(" ")[2] for (name,) in rows]

    def _decoded(self, row: Sequence[bytes] | None) -> Remembered[AnyRecord] | None:
        try:
            return _decoder(self._kinds).decode(row[0]) if row else None
        except msgspec.MsgspecError:
            return None

    def forget_all(self, reader: bytes) -> None:
        """Deletes all readings, and starts over with those of another reader."""
        if not self._read_only:
            self._db.execute("delete from readings")
            self._db.execute("delete from texts")
            self._db.execute("delete from former")
            for output in self._outputs:
                self.set_note(f"unsettled {output}", b"1")
            self.set_note("reader", reader)

    def remember(self, path: str, digest: bytes, reading: Remembered[AnyRecord], html: CleanHtml) -> None:
        """Stores a reading with the path and digest of its file, and the HTML of its text."""
        text = getattr(getattr(reading.record, "text", None), "digest", b"")
        if self._read_only:
            self._unsaved[text] = html
            return
        self.forget([path], digest)
        self._db.execute(
            "insert into readings values (?, ?, ?, ?)", (path, digest, _encoder.encode(reading), text)
        )
        if text:
            self._db.execute("insert or replace into texts values (?, ?)", (text, html))

    def forget(self, paths: Iterable[str], instead: bytes = b"") -> None:
        """Deletes the readings of files, and the texts that no other file has.

        A copy of each stays for the output folders that were built from it, unless the file's digest is `instead`: then the same
        version is being read again.
        """
        if self._read_only:
            return
        for path in paths:
            text = self._db.execute("select text from readings where path = ?", (path,)).fetchone()
            if text is None:
                continue
            for output in self._outputs:
                query = "insert or ignore into former select ?, path, record from readings where path = ? and digest != ?"
                self._db.execute(query, (output, path, instead))
            self._db.execute("delete from readings where path = ?", (path,))
            if self._db.execute("select 1 from readings where text = ? limit 1", text).fetchone() is None:
                self._db.execute("delete from texts where digest = ?", text)

    def html(self, text: bytes) -> CleanHtml:
        """The HTML of the text with this digest. Raises `sqlite3.DatabaseError` if it is lost, so no page appears without its text."""
        if text == _NO_WORDS:
            return NO_HTML
        if text in self._unsaved:
            return self._unsaved[text]
        row = self._db.execute("select html from texts where digest = ?", (text,)).fetchone()
        if row is None:
            raise sqlite3.DatabaseError("a text is lost")
        return CleanHtml(row[0])
