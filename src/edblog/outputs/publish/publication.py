"""Publishes a whole site: compares the public outputs with the target, and makes the change."""

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
from edblog.outputs.publish.permissions import check_writable, reported_permissions
from edblog.outputs.publish.state import (
    Entry,
    Tree,
    current_token,
    load,
    possible_tree,
    save,
    tree_at,
    without_entries,
)


class Published(msgspec.Struct, frozen=True):
    """The content of the output folder."""

    files: dict[str, bytes] = {}
    """Output path -> fingerprint, for each output that is unchanged since edblog wrote it."""
    foreign: tuple[str, ...] = ()
    """Files that edblog did not write, sorted."""
    altered: tuple[str, ...] = ()
    """Outputs that somebody has changed since, sorted; edblog writes or removes them again."""
    record_lost: bool = False
    """Whether edblog published here, but its record is lost, so that a foreign file may be its own."""
    record: bytes = b""
    """Token of the newest recorded publication."""


class Receipt(msgspec.Struct, frozen=True):
    """The result of a publication."""

    written: tuple[str, ...]
    """Outputs with new bytes, in the order of the target."""
    unchanged: int
    removed: tuple[str, ...]
    """Outputs that are no longer part of the site, sorted."""
    foreign: tuple[str, ...]
    """Files that edblog did not write and has kept, sorted."""
    token: bytes
    """The token of this publication, which `current_token` will return."""


def recover(output: Path, state: Path) -> Published:
    """The content of the output folder, after completing or dropping an interrupted publication.

    It reads names, sizes and modification times, never contents. Raises `BusyError`, and `PublishError`
    if a permission is missing.
    """
    with reported_permissions(output, state), Lock(output, state):
        _finish(output, state)
        trees = load(state)
    tree = tree_at(trees, output) or possible_tree(trees)
    with reported_permissions(output, state):
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
        record_lost=not trees and was_here,
        record=trees[0].token if trees else b"",
    )


def adopt_copy(output: Path, state: Path) -> bytes | None:
    """The token of the newest recorded publication if the folder is a copy of it, file by file; else None.

    The record identifies a folder by its inode. A folder that a cache has restored has a new inode, which is recorded here.
    It reads names, sizes and modification times, never contents. Raises like `recover`.
    """
    with reported_permissions(output, state), Lock(output, state):
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

    `target` has all outputs of the site: path -> fingerprint. Without a commit, the public folder does
    not change. With `clean`, every output is stale.

    Raises `ConflictError` when created, `BusyError` on entering, `ValueError` for paths that cannot all be files
    in one folder, and `PublishError` if edblog has no permission to write.
    """

    stale: tuple[str, ...]
    """The paths whose files the caller must write, in the order of the target."""
    folder: Path
    """The folder to write them to, with `write_file`."""

    def __init__(
        self,
        output: Path,
        state: Path,
        published: Published,
        target: Mapping[str, bytes],
        *,
        clean: bool = False,
    ) -> None:
        # Absolute, in case the working folder changes during the build.
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
        if in_the_way and not published.record_lost:
            raise ConflictError(output, in_the_way)
        self._altered = tuple(sorted({*published.altered, *in_the_way}))
        self._foreign = tuple(path for path in published.foreign if path not in set(in_the_way))

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            with reported_permissions(self._output, self._state):
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
        """Links stale outputs from other folders that have them with the same fingerprint, and returns their paths."""
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
        """Publishes. Raises `IncompleteError` and changes nothing if a stale output was not written."""
        change, folder = self._change, self.folder
        if self._idle:
            with reported_permissions(self._output, self._state):
                return self._receipt((), self._reaffirm())
        fresh = staged(self._output, folder, change.pending, change.target, self._strategy.former)
        written = tuple(path for path in fresh if not is_same(f"{folder}/{path}", f"{change.output}/{path}"))
        token = os.urandom(16)
        with reported_permissions(self._output, self._state):
            self._publish(fresh, token)
        if change.gone:
            # A removed page may still be in the older versions of lists and feeds.
            exchange.forget(self._output, (*written, *change.gone))
        return self._receipt(written, token)

    def _publish(self, fresh: dict[str, Entry], token: bytes) -> None:
        """Publishes with the chosen strategy, or with a journal if the folder cannot be renamed."""
        staged = self.folder
        try:
            self._strategy.commit(fresh, token)
        except FileNotFoundError as error:
            message = "somebody else changed the output folder during the build"
            raise BusyError(self._output, message) from error
        except exchange.CannotMoveError:
            # On Windows, another program has the folder open; or the folder is in a layer of a container image.
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
        tree = tree_at(trees, self._output) or possible_tree(trees)
        if self._clean:
            trees = tuple(without_entries(each) for each in trees)
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
        """The token of the public folder. If the folder was moved or touched by another program, it is recorded again."""
        change = self._change
        known = current_token(change.output, change.state)
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
    """Whether an output was unchanged and could be linked."""
    if not entry.fits(source):
        return False
    try:
        discard(destination)
        link(source, destination)
    except OSError:
        return False
    # Another build may have published there meanwhile.
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
        check_writable(output)
    stays = output.is_symlink() or _has_mount(output)
    if stays or not os.access(_nearest(output.parent), os.W_OK | os.X_OK):
        return journal.Journal(change)
    return exchange.Exchange(change)


def _nearest(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder


def _has_mount(folder: Path) -> bool:
    """Whether a folder or a folder below it is a mount point."""
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
            raise ValueError(f"{path!r} is not a path inside the site")
    for path in ancestors(target) & target.keys():
        raise ValueError(f"{path!r} is both a file and a folder of the site")
