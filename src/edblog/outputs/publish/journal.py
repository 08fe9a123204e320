"""Publishing by journal: within the output folder, file by file, and finished by the next run if need be.

This is for an output folder that cannot trade its name with another: a mount point, a symbolic link, a
folder whose parent is not writable. Each file is old or new at every instant, and what a page links to is
there before the page is.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

import msgspec

from edblog.outputs.publish.change import Change, obstacles
from edblog.outputs.publish.files import (
    JOURNAL,
    ancestors,
    discard,
    flush,
    is_same,
    prune,
    sync_folder,
    write_atomically,
)
from edblog.outputs.publish.state import Entry, Tree, save


class _Journal(msgspec.Struct, frozen=True, array_like=True):
    obstacles: tuple[str, ...]
    moves: tuple[str, ...]
    removals: tuple[str, ...]
    tree: Tree


class Journal:
    """The strategy for a folder that has to stay where it is: old or new per file."""

    def __init__(self, change: Change) -> None:
        self.folder = change.output / JOURNAL / "new"
        self._change = change

    def prepare(self) -> tuple[str, ...]:
        """Empty the staging folder; the paths whose bytes it needs."""
        if self.folder.exists():
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True)
        return self._change.pending

    def commit(self, fresh: dict[str, Entry], token: bytes) -> None:
        """Write the journal, from which on the change is certain to happen, and follow it."""
        change = self._change
        flush(self.folder, fresh.keys(), ancestors(fresh))
        moves = [path for path in fresh if not is_same(self.folder / path, change.output / path)]
        first = tuple(obstacles(change.gone, change.target))
        journal = _Journal(
            first,
            tuple(sorted(moves, key=self._turn)),
            tuple(path for path in change.gone if path not in set(first)),
            Tree(
                0,
                0,
                token,
                {path: fresh.get(path) or change.intact[path] for path in change.target},
                change.foreign,
            ),
        )
        write_atomically(self.folder.parent / "journal", msgspec.msgpack.encode(journal))
        finish(change.output, change.state)

    def _turn(self, path: str) -> tuple[bool, bool, str]:
        known = path in self._change.intact or path in self._change.altered
        return known, path.endswith((".html", ".htm")), path


def finish(output: Path, state: Path) -> None:
    """Follow a journal that is in the output folder, from its start or from wherever it was left."""
    note = output / JOURNAL / "journal"
    try:
        journal = msgspec.msgpack.decode(note.read_bytes(), type=_Journal)
    except (FileNotFoundError, NotADirectoryError, msgspec.MsgspecError):
        return
    staged = note.parent / "new"
    if all((staged / path).exists() for path in journal.moves):
        # After the first move, the name of an obstacle may be that of a new file.
        _remove(output, journal.obstacles)
    for path in journal.moves:
        _move(staged / path, output / path)
    _remove(output, journal.removals)
    flush(output, (), ancestors((*journal.obstacles, *journal.moves, *journal.removals)))
    root = output.stat()
    save(state, (msgspec.structs.replace(journal.tree, inode=root.st_ino, mtime_ns=root.st_mtime_ns),))
    note.unlink()
    sync_folder(note.parent)
    shutil.rmtree(staged)


def _remove(output: Path, paths: tuple[str, ...]) -> None:
    for path in paths:
        discard(output / path)
    prune(output, paths)


def _move(staged: Path, destination: Path) -> None:
    if not staged.exists():
        return
    if not destination.is_symlink():
        _remove_empty(destination)
    destination.parent.mkdir(parents=True, exist_ok=True)
    staged.replace(destination)


def _remove_empty(destination: Path) -> None:
    """Removes empty folders that have the name of a file to come; of a file there is nothing to walk."""
    for folder, _, _ in os.walk(destination, topdown=False):
        with contextlib.suppress(OSError):
            Path(folder).rmdir()
