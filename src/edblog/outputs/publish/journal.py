"""Publishes by journal: file by file inside the output folder; the next run finishes an interrupted change.

This is for an output folder that cannot be renamed (a mount point, a symbolic link, a folder whose parent is not
writable), and for a few files of a large site. At any moment each file is old or new, and files that a page links to
are there before the page.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Mapping
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
from edblog.outputs.publish.state import Entry, Tree, amend, save


class _Journal(msgspec.Struct, frozen=True, array_like=True):
    obstacles: tuple[str, ...]
    moves: tuple[str, ...]
    removals: tuple[str, ...]
    tree: Tree
    amends: bytes = b""
    """Token of the publication to which the files of the tree are added; empty if the tree is complete."""


class Journal:
    """The strategy for a folder that cannot be renamed: at any moment each file is old or new."""

    def __init__(self, change: Change) -> None:
        self.folder = change.output / JOURNAL / "new"
        self.former: Mapping[str, Entry] = {}
        self._change = change

    def prepare(self) -> tuple[str, ...]:
        """Empties the staging folder, and returns the paths to write."""
        if self.folder.exists():
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True)
        return self._change.pending

    def commit(self, fresh: dict[str, Entry], token: bytes) -> None:
        """Writes the journal and follows it. Once it is written, the change will be completed."""
        change = self._change
        flush(self.folder, fresh.keys(), ancestors(fresh))
        moves = [path for path in fresh if not is_same(self.folder / path, change.output / path)]
        first = tuple(obstacles(change.gone, change.target))
        journal = _Journal(
            first,
            tuple(sorted(moves, key=self._move_order)),
            tuple(path for path in change.gone if path not in set(first)),
            Tree(
                0,
                0,
                token,
                {path: fresh.get(path) or change.intact[path] for path in change.target},
                change.foreign,
            ),
        )
        _follow(journal, change.output / JOURNAL, change.output, change.state)

    def _move_order(self, path: str) -> tuple[bool, bool, str]:
        return _move_order(path, known=path in self._change.intact or path in self._change.altered)


def add(
    output: Path,
    state: Path,
    after: Tree,
    fresh: dict[str, Entry],
    token: bytes,
    gone: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """Publishes files from the staging folder of the state, on top of the public tree `after`; returns the changed paths.

    The files at the paths `gone` are removed after that.
    """
    folder = staging(state)
    flush(folder, fresh.keys(), ancestors(fresh))
    moves = [path for path in fresh if not is_same(folder / path, output / path)]
    moves.sort(key=lambda path: _move_order(path, known=path in after.files))
    tree = Tree(after.inode, 0, token, fresh, after.foreign)
    _follow(_Journal((), tuple(moves), gone, tree, after.token), state / JOURNAL, output, state)
    moved = set(moves)
    return tuple(path for path in fresh if path in moved)


def staging(state: Path) -> Path:
    """The folder for files that `add` will publish."""
    return state / JOURNAL / "new"


def _move_order(path: str, *, known: bool) -> tuple[bool, bool, str]:
    """A sort key: new files first, and pages after the files that they link to."""
    return known, path.endswith((".html", ".htm")), path


def _follow(journal: _Journal, folder: Path, output: Path, state: Path) -> None:
    write_atomically(folder / "journal", msgspec.msgpack.encode(journal))
    finish(output, state)


def finish(output: Path, state: Path) -> None:
    """Completes the change in a journal in the output folder or the state folder, whether it has started or not."""
    for folder in (output, state):
        _finish(folder / JOURNAL / "journal", output, state)


def _finish(note: Path, output: Path, state: Path) -> None:
    try:
        journal = msgspec.msgpack.decode(note.read_bytes(), type=_Journal)
    except (FileNotFoundError, NotADirectoryError, msgspec.MsgspecError):
        return
    staged = note.parent / "new"
    if journal.amends and _inode(output) != journal.tree.inode:
        # This is another folder than the one that the files belong to.
        note.unlink()
        shutil.rmtree(staged, ignore_errors=True)
        return
    if all((staged / path).exists() for path in journal.moves):
        # After the first move, the path of an obstacle may be that of a new file or of its folder.
        _remove(output, tuple(path for path in journal.obstacles if not (output / path).is_dir()))
    for path in journal.moves:
        _move(staged / path, output / path)
    _remove(output, journal.removals)
    flush(output, (), ancestors((*journal.obstacles, *journal.moves, *journal.removals)))
    root = output.stat()
    tree = msgspec.structs.replace(journal.tree, inode=root.st_ino, mtime_ns=root.st_mtime_ns)
    if journal.amends:
        amend(state, journal.amends, tree, journal.removals)
    else:
        save(state, (tree,))
    note.unlink()
    sync_folder(note.parent)
    shutil.rmtree(staged)


def _inode(folder: Path) -> int | None:
    try:
        return folder.stat().st_ino
    except OSError:
        return None


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
    """Removes empty folders at the path of a new file; a file at that path is left alone."""
    for folder, _, _ in os.walk(destination, topdown=False):
        with contextlib.suppress(OSError):
            Path(folder).rmdir()
