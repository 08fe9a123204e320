"""One publication: what is public, what shall be, and the step from one to the other."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from edblog.outputs.publish import exchange, journal
from edblog.outputs.publish.change import Change, Strategy, obstacles, staged
from edblog.outputs.publish.errors import BusyError, ConflictError
from edblog.outputs.publish.files import JOURNAL, ancestors, discard, is_same, link, walk
from edblog.outputs.publish.lock import Lock
from edblog.outputs.publish.permissions import changing, check_open
from edblog.outputs.publish.state import Entry, Tree, distrusted, doubtful, identity, load, save, tree_at


class Published(msgspec.Struct, frozen=True):
    """What the output folder holds."""

    files: dict[str, bytes] = {}
    """Output path -> fingerprint, for each output that is on disk as edblog wrote it."""
    foreign: tuple[str, ...] = ()
    """The files that edblog did not write, sorted."""
    altered: tuple[str, ...] = ()
    """The outputs that somebody has changed since, sorted; edblog writes or removes them again."""
    forgotten: bool = False
    """Whether edblog published here and has lost its record, so that a foreign file may be its own."""
    record: bytes = b""
    """Token of the newest publication on record."""


class Receipt(msgspec.Struct, frozen=True):
    """What a publication did."""

    written: tuple[str, ...]
    """The outputs whose bytes are new, in the order of the target."""
    unchanged: int
    removed: tuple[str, ...]
    """The outputs that the site no longer has, sorted."""
    foreign: tuple[str, ...]
    """The files that edblog did not write and has kept, sorted."""
    token: bytes
    """Name of this publication, as `identity` tells it."""


def recover(output: Path, state: Path) -> Published:
    """What is public, after an interrupted publication has been finished or forgotten.

    It reads names, sizes and modification times, never contents. Raises `BusyError`, and `PublishError`
    where the system does not let edblog into a folder.
    """
    with changing(output, state), Lock(output, state):
        _finish(output, state)
        trees = load(state)
    tree = tree_at(trees, output) or doubtful(trees)
    with changing(output, state):
        found = walk(output)
    files: dict[str, bytes] = {}
    altered = []
    for path, entry in tree.files.items():
        on_disk = found.pop(path, None)
        if on_disk == (entry.size, entry.mtime_ns) and entry.fingerprint:
            files[path] = entry.fingerprint
        elif on_disk is not None:
            altered.append(path)
    was_here = exchange.shadow_of(output).exists() or (output / JOURNAL).exists()
    return Published(
        files,
        tuple(sorted(found)),
        tuple(sorted(altered)),
        forgotten=not trees and was_here,
        record=trees[0].token if trees else b"",
    )


def adopt(output: Path, state: Path) -> bytes | None:
    """The token of the newest publication on record, if the folder is a copy of it, file by file.

    A folder is known by its inode, and one that a cache has restored has a new one: it goes on record. It reads
    names, sizes and modification times, never contents. Raises like `recover`.
    """
    with changing(output, state), Lock(output, state):
        _finish(output, state)
        trees = load(state)
        if not trees or not output.is_dir():
            return None
        newest = trees[0]
        found = walk(output)
        for path, entry in newest.files.items():
            if found.pop(path, None) != (entry.size, entry.mtime_ns) or not entry.fingerprint:
                return None
        root = output.stat()
        others = [tree for tree in trees[1:] if tree.inode != root.st_ino]
        if tuple(sorted(found)) != newest.foreign or not newest.token:
            return None
        save(state, (msgspec.structs.replace(newest, inode=root.st_ino, mtime_ns=root.st_mtime_ns), *others))
        return newest.token


class Publication:
    """A change of the output folder, from entering the context until `commit`.

    `target` is all that the site shall hold: output path -> fingerprint. Leaving without a commit leaves
    the public folder as it was. With `clean`, every output is stale, whatever is known of it.

    Raises `ConflictError` when made, `BusyError` when entered, `ValueError` for paths that cannot all be files
    within one folder, and `PublishError` where the system does not let edblog write to a folder.
    """

    stale: tuple[str, ...]
    """The paths whose bytes the caller has to supply, in the order of the target."""
    folder: Path
    """Where they are to be written, by `write_file`."""

    def __init__(
        self,
        output: Path,
        state: Path,
        published: Published,
        target: Mapping[str, bytes],
        *,
        clean: bool = False,
    ) -> None:
        # Absolute, so that a change of the working folder during the build does no harm.
        self._output = output.absolute()
        self._state = state.absolute()
        if clean:
            altered = tuple(sorted({*published.files, *published.altered}))
            published = msgspec.structs.replace(published, files={}, altered=altered)
        self._published = published
        self._target = target
        self._clean = clean
        self._stack = ExitStack()
        _check(target)
        in_the_way = obstacles(published.foreign, target)
        if in_the_way and not published.forgotten:
            raise ConflictError(output, in_the_way)
        self._altered = tuple(sorted({*published.altered, *in_the_way}))
        self._foreign = tuple(path for path in published.foreign if path not in set(in_the_way))

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            with changing(self._output, self._state):
                stack.enter_context(Lock(self._output, self._state))
                _finish(self._output, self._state)
                self._change = self._compare()
                self._strategy = _strategy(self._change)
                self.folder = self._strategy.folder
                self._idle = self._output.exists() and not (self._change.pending or self._change.gone)
                self.stale = () if self._idle else self._strategy.prepare()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def borrow(self, others: Iterable[tuple[Path, Tree]]) -> set[str]:
        """Link stale outputs from other folders that have them under the same fingerprint; their paths."""
        found: set[str] = set()
        former = {} if self._idle else self._strategy.former
        for other, tree in others:
            for path in self.stale:
                entry, old = tree.files.get(path), former.get(path)
                if entry is None or entry.fingerprint != self._target[path] or path in found:
                    continue
                if old is not None and (old.size, old.mtime_ns) == (entry.size, entry.mtime_ns):
                    continue
                if _borrowed(other / path, self.folder / path, entry):
                    found.add(path)
        return found

    def commit(self) -> Receipt:
        """Publish; raises `IncompleteError` when a stale output was not written, and changes nothing then."""
        change, folder = self._change, self.folder
        if self._idle:
            with changing(self._output, self._state):
                return self._receipt((), self._reaffirm())
        fresh = staged(self._output, folder, change.pending, change.target, self._strategy.former)
        written = tuple(path for path in fresh if not is_same(f"{folder}/{path}", f"{change.output}/{path}"))
        token = os.urandom(16)
        with changing(self._output, self._state):
            self._bring(fresh, token)
        if change.gone:
            # What was taken down may stand in former versions of lists and feeds, too.
            exchange.forget(self._output, (*written, *change.gone))
        return self._receipt(written, token)

    def _bring(self, fresh: dict[str, Entry], token: bytes) -> None:
        """Makes the change public, in another way where the first one does not work here."""
        staged = self.folder
        try:
            self._strategy.commit(fresh, token)
        except FileNotFoundError as error:
            message = "the output folder was changed by somebody else during the build"
            raise BusyError(self._output, message) from error
        except exchange.CannotMoveError:
            # Another program on Windows has the folder open, or it belongs to a layer of a container image.
            self._strategy = journal.Journal(self._change)
            self._strategy.prepare()
            for path in fresh:
                link(staged / path, self._strategy.folder / path)
            self._strategy.commit(fresh, token)

    def _compare(self) -> Change:
        published, target = self._published, self._target
        trees = load(self._state)
        if published.record != (trees[0].token if trees else b""):
            raise BusyError(self._output, "another edblog build published this site during the build")
        tree = tree_at(trees, self._output) or doubtful(trees)
        if self._clean:
            trees = tuple(distrusted(each) for each in trees)
        return Change(
            self._output,
            self._state,
            trees,
            tree.token,
            {path: tree.files[path] for path in published.files},
            self._altered,
            self._foreign,
            target,
            tuple(path for path, fingerprint in target.items() if published.files.get(path) != fingerprint),
            tuple(sorted({*published.files, *self._altered} - target.keys())),
        )

    def _reaffirm(self) -> bytes:
        """The token of what is public, on record again if somebody moved or touched the folder."""
        change = self._change
        known = identity(change.output, change.state)
        public = change.public()
        if known is not None or public is None:
            return known or b""
        public = msgspec.structs.replace(public, token=change.token or os.urandom(16))
        shadow = [tree for tree in change.trees if tree.inode != public.inode]
        save(change.state, (public, *shadow[:1]))
        return public.token

    def _receipt(self, written: tuple[str, ...], token: bytes) -> Receipt:
        change = self._change
        return Receipt(written, len(change.target) - len(written), change.gone, change.foreign, token)


def _borrowed(source: Path, destination: Path, entry: Entry) -> bool:
    """Whether an output could be linked as it was written."""
    if not entry.fits(source):
        return False
    try:
        discard(destination)
        link(source, destination)
    except OSError:
        return False
    # Another build may have published there in between.
    if entry.fits(destination):
        return True
    discard(destination)
    return False


def _finish(output: Path, state: Path) -> None:
    exchange.finish(output)
    journal.finish(output, state)


def _strategy(change: Change) -> Strategy:
    output = change.output
    if output.exists():
        check_open(output)
    stays = output.is_symlink() or _has_mount(output)
    if stays or not os.access(_nearest(output.parent), os.W_OK | os.X_OK):
        return journal.Journal(change)
    return exchange.Exchange(change)


def _nearest(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder


def _has_mount(folder: Path) -> bool:
    """Whether a folder, or one below it, is a mount point."""
    if os.path.ismount(folder):
        return True
    try:
        mounts = Path("/proc/self/mountinfo").read_bytes()
    except OSError:
        return False
    name = os.fsencode(os.path.realpath(folder))
    for byte in b"\\ \t\n":
        name = name.replace(bytes([byte]), b"\\%03o" % byte)
    points = (line.split(b" ")[4] for line in mounts.splitlines())
    return any(point == name or point.startswith(name + b"/") for point in points)


def _check(target: Mapping[str, bytes]) -> None:
    for path in target:
        parts = path.split("/")
        if (
            "" in parts
            or "." in parts
            or ".." in parts
            or parts[0] == JOURNAL
            or "\\" in path
            or "\0" in path
        ):
            raise ValueError(f"{path!r} is no path within the site")
    for path in ancestors(target) & target.keys():
        raise ValueError(f"{path!r} is both a file and a folder of the site")
