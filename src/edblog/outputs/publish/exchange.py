"""Publishes by exchange: a second folder beside the public one, and one step in which the two swap names.

The second folder, the shadow, has the publication before the public one, with unchanged files hard-linked. A new publication updates
the shadow and swaps the two names; the old public folder becomes the next shadow.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

import msgspec

from edblog.files.exchange import exchange_names
from edblog.outputs.publish.change import Change
from edblog.outputs.publish.files import (
    ancestors,
    discard,
    flush,
    is_same,
    link,
    link_any,
    prune,
    sync_folder,
)
from edblog.outputs.publish.permissions import check_writable, is_writable_folder
from edblog.outputs.publish.state import Entry, Tree, mark_touched, save, tree_at

_OBSTACLES = (FileExistsError, NotADirectoryError, IsADirectoryError, PermissionError)


def shadow_of(output: Path) -> Path:
    """The folder beside an output folder in which the next publication is prepared."""
    return output.with_name(f".{output.name}.shadow")


def _previous(output: Path) -> Path:
    return output.with_name(f".{output.name}.previous")


class CannotMoveError(Exception):
    """A folder cannot be renamed; the public folder has not changed."""


class Exchange:
    """The strategy for an ordinary folder: at any moment it has the old site or the new one."""

    def __init__(self, change: Change) -> None:
        self.folder = shadow_of(change.output)
        self._change = change
        self._ready: dict[str, Entry] = {}
        self._links: list[str] = []
        self._foreign: list[str] = []
        self._touched: list[str] = []
        self.former: Mapping[str, Entry] = {}

    def prepare(self) -> tuple[str, ...]:
        """Removes from the shadow what will be replaced, and returns the paths to write."""
        change = self._change
        tree = tree_at(change.trees, self.folder)
        if tree is not None:
            # An unrecorded file may be where a folder must be, or the other way round.
            with contextlib.suppress(*_OBSTACLES):
                return self._clear(tree)
        self._start_over()
        return self._clear(None)

    def commit(self, fresh: dict[str, Entry], token: bytes) -> None:
        """Completes the shadow and makes it the public folder; raises `CannotMoveError`."""
        change = self._change
        newest = self._complete(fresh, token)
        public = change.public()
        others = () if public is None else (public,)
        save(change.state, (newest, *others))
        swap(self.folder, change.output)
        sync_folder(self.folder.parent)
        root = change.output.stat()
        if (newest.inode, newest.mtime_ns) != (root.st_ino, root.st_mtime_ns):
            # On this file system, a rename changes the inode or the modification time of a folder.
            newest = msgspec.structs.replace(newest, inode=root.st_ino, mtime_ns=root.st_mtime_ns)
            save(change.state, (newest, *others))

    def _clear(self, tree: Tree | None) -> tuple[str, ...]:
        change, folder = self._change, self.folder
        known, foreign = (tree.files, tree.foreign) if tree is not None else ({}, ())
        ready = {path: entry for path, entry in known.items() if self._is_ready(path, entry)}
        needed = [path for path in change.target if path not in ready]
        pending = set(change.pending)
        self._ready = ready
        self._links = [path for path in needed if path not in pending]
        self._foreign = [
            path for path in change.foreign if not is_same(f"{change.output}/{path}", f"{folder}/{path}")
        ]
        kept = change.target.keys() | set(change.foreign)
        gone = [path for path in (*known, *foreign) if path not in kept]
        self._touched = [*needed, *self._foreign, *gone]
        if self._touched:
            mark_touched(change.state, folder, self._touched)
        # `write_file` removes these older versions: that is slow, and several processes may call it.
        self.former = {
            path: known[path]
            for path in needed
            if path in pending and path in known and self._is_apart(path, known[path])
        }
        if tree is None:
            # The shadow is empty; `write_file` makes the folders, and several processes may call it.
            return tuple(path for path in needed if path in pending)
        for path in self._touched:
            if path not in self.former:
                discard(f"{folder}/{path}")
        prune(folder, gone)
        for parent in {path.rpartition("/")[0] for path in (*needed, *self._foreign)}:
            place = f"{folder}/{parent}"
            if not is_writable_folder(place):
                Path(place).mkdir(parents=True, exist_ok=True)
                check_writable(place)
        return tuple(path for path in needed if path in pending)

    def _complete(self, fresh: dict[str, Entry], token: bytes) -> Tree:
        change, folder = self._change, self.folder
        entries = self._ready | fresh
        new = list(fresh.keys() - self._ready.keys())
        for path in self._links:
            entries[path] = entry = change.intact[path]
            if not link(f"{change.output}/{path}", f"{folder}/{path}"):
                new.append(path)
                found = (folder / path).stat()
                entries[path] = Entry(entry.fingerprint, found.st_size, found.st_mtime_ns)
        for path in self._foreign:
            # It may have been deleted since the scan.
            with contextlib.suppress(FileNotFoundError):
                if not link_any(change.output / path, folder / path):
                    new.append(path)
        flush(folder, new, ancestors(self._touched))
        root = folder.stat()
        return Tree(root.st_ino, root.st_mtime_ns, token, entries, change.foreign)

    def _is_ready(self, path: str, entry: Entry) -> bool:
        wanted = self._change.target.get(path) == entry.fingerprint
        return wanted and entry.fits(f"{self.folder}/{path}")

    def _is_apart(self, path: str, entry: Entry) -> bool:
        """Whether the shadow's version differs from the public one, so that a new version cannot be mistaken for it."""
        public = self._change.intact.get(path)
        is_shared = public is not None and (public.size, public.mtime_ns) == (entry.size, entry.mtime_ns)
        return not is_shared and entry.fits(f"{self.folder}/{path}")

    def _start_over(self) -> None:
        if self.folder.exists():
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True)
        if self._change.output.exists():
            shutil.copymode(self._change.output, self.folder)


def forget(output: Path, paths: Collection[str]) -> None:
    """Deletes files from the shadow that differ from the public folder, or are gone from it.

    The next update of the shadow checks each file and restores what is missing.
    """
    shadow = shadow_of(output)
    # The site is published by now, so cleaning up may fail.
    with contextlib.suppress(OSError):
        for path in paths:
            discard(f"{shadow}/{path}")
        prune(shadow, paths)


def finish(output: Path) -> None:
    """Completes an exchange that was interrupted between two renames."""
    previous, shadow = _previous(output), shadow_of(output)
    if not previous.exists():
        return
    if not output.exists():
        # The shadow is complete and recorded, so the next commit has little to do.
        previous.rename(output)
    else:
        if shadow.exists():
            shutil.rmtree(shadow)
        previous.rename(shadow)
    sync_folder(output.parent)


def swap(shadow: Path, output: Path) -> None:
    """Gives the shadow the public name, and the public folder, if there is one, the shadow's name."""
    if not output.exists():
        _rename(shadow, output)
        # If the record gets lost, an empty shadow still shows that edblog published here.
        with contextlib.suppress(OSError):
            shadow.mkdir()
    elif not exchange_names(shadow, output):
        previous = _previous(output)
        _rename(output, previous)
        try:
            _rename(shadow, output)
        except CannotMoveError:
            previous.rename(output)
            raise
        with contextlib.suppress(OSError):
            previous.rename(shadow)


def _rename(source: Path, destination: Path) -> None:
    try:
        source.rename(destination)
    except OSError as error:
        raise CannotMoveError from error
