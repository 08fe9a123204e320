"""The record of the trees that edblog published.

A tree is identified by the inode of its folder, which stays the same when two folders swap names. So a
record from just before the swap is right before and after it. Device numbers are not used: many
file systems get new ones at each mount, and each file is compared with its record anyway.

The file starts with a small head, so that `current_token` need not read the lists of files. The older tree is stored
as its differences from the newest.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from edblog.outputs.publish.files import JOURNAL, discard, status, write_atomically

MAGIC = b"edblog publication 1\n"
"""First bytes of the file. A file with another number is not read, and then deleted pages stay public as foreign files. So if you
raise the number, add a reader for the old format."""


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A written output: its fingerprint, and its size and modification time (in ns) on disk."""

    fingerprint: bytes
    size: int
    mtime_ns: int

    def fits(self, path: str | Path) -> bool:
        """Whether the file at a path has this size and modification time."""
        found = status(path)
        return found is not None and (found.st_size, found.st_mtime_ns) == (self.size, self.mtime_ns)


MAX_AMENDED = 1000
"""Files up to which it is cheaper to record changes than a whole tree."""
UNKNOWN = Entry(b"", -1, -1)
"""The entry of a path where edblog may have left a file with any content."""


class Tree(msgspec.Struct, frozen=True, array_like=True):
    """The record of a folder of outputs."""

    inode: int
    mtime_ns: int
    """Modification time of the root folder; it changes when somebody adds or removes a name there."""
    token: bytes
    """Random id of the publication in the folder; empty if unknown."""
    files: dict[str, Entry]
    foreign: tuple[str, ...]
    """Files that edblog did not write, sorted."""


class _Head(msgspec.Struct, frozen=True, array_like=True):
    trees: tuple[tuple[int, int, bytes], ...]


class _Body(msgspec.Struct, frozen=True, array_like=True):
    files: dict[str, Entry]
    differing: dict[str, Entry | None]
    foreign: tuple[tuple[str, ...], ...]


class _Amended(msgspec.Struct, frozen=True, array_like=True):
    """The changes since the newest tree was recorded as a whole."""

    base: bytes
    """Token of that tree."""
    inode: int
    mtime_ns: int
    token: bytes
    files: dict[str, Entry]
    gone: list[str] = []
    """Paths of that tree that were removed since."""


class _Touched(msgspec.Struct, frozen=True, array_like=True):
    """The paths of a folder that were about to change."""

    base: bytes
    """Token of the newest tree that was recorded as a whole."""
    inode: int
    paths: list[str]


def current_token(output: Path, state: Path) -> bytes | None:
    """The token of the publication in the output folder; None if that is not certain.

    It takes a few microseconds, and notices names that were added to the root of the folder or removed from it. Only `recover`
    notices edits further down.
    """
    try:
        root = output.stat()
        with (state / "publication").open("rb") as file:
            head = _head(file.read(512))
    except (OSError, ValueError, msgspec.MsgspecError):
        return None
    if any((folder / JOURNAL / "journal").exists() for folder in (output, state)):
        return None
    trees = head[0].trees
    if (amended := _amended(state)) is not None and trees and amended.base == trees[0][2]:
        trees = ((amended.inode, amended.mtime_ns, amended.token), *trees[1:])
    for inode, mtime_ns, token in trees:
        if (inode, mtime_ns) == (root.st_ino, root.st_mtime_ns):
            return token or None
    return None


def token_files(output: Path, state: Path) -> list[Path]:
    """The paths on which `current_token` depends, whether they exist or not."""
    journals = [folder / JOURNAL / "journal" for folder in (output, state)]
    return [output, state / "publication", state / "amended", *journals]


def load(state: Path) -> tuple[Tree, ...]:
    """The recorded trees, newest first; none if the record is missing or damaged."""
    try:
        data = (state / "publication").read_bytes()
        head, size = _head(data)
        body = _body(data[size:])
        trees = tuple(
            Tree(*root, files=files, foreign=foreign)
            for root, files, foreign in zip(
                head.trees, (body.files, _patched(body.files, body.differing)), body.foreign, strict=False
            )
        )
    except (OSError, ValueError, msgspec.MsgspecError):
        return ()
    if not trees:
        return ()
    base = trees[0].token
    if (amended := _amended(state)) is not None and amended.base == base:
        files = trees[0].files | amended.files
        for path in amended.gone:
            files.pop(path, None)
        newest = Tree(amended.inode, amended.mtime_ns, amended.token, files, trees[0].foreign)
        trees = (newest, *trees[1:])
    try:
        touched = msgspec.msgpack.decode((state / "touched").read_bytes(), type=_Touched)
    except (OSError, msgspec.MsgspecError):
        return trees
    if touched.base != base:
        return trees
    unknown = dict.fromkeys(touched.paths, UNKNOWN)
    return tuple(
        msgspec.structs.replace(tree, files=tree.files | unknown) if tree.inode == touched.inode else tree
        for tree in trees
    )


@lru_cache(maxsize=1)
def _body(data: bytes) -> _Body:
    """The decoded body, which is the same after each amendment, so that a preview decodes it once. Nobody may change it."""
    return msgspec.msgpack.decode(data, type=_Body)


def save(state: Path, trees: tuple[Tree, ...]) -> None:
    """Records one or two trees durably, newest first, and drops the marks of `mark_touched`."""
    newest, oldest = trees[0], trees[-1]
    differing: dict[str, Entry | None] = {
        path: entry for path, entry in oldest.files.items() if newest.files.get(path) != entry
    }
    differing |= dict.fromkeys(newest.files.keys() - oldest.files.keys())
    head = msgspec.msgpack.encode(_Head(tuple((tree.inode, tree.mtime_ns, tree.token) for tree in trees)))
    body = msgspec.msgpack.encode(_Body(newest.files, differing, tuple(tree.foreign for tree in trees)))
    state.mkdir(parents=True, exist_ok=True)
    write_atomically(state / "publication", b"".join((MAGIC, len(head).to_bytes(2), head, body)))
    discard(state / "touched")
    discard(state / "amended")


def amend(state: Path, after: bytes, tree: Tree, gone: Collection[str] = ()) -> None:
    """Records durably that the files of `tree` were added to the publication with the token `after`, and others are gone.

    Does nothing if the record has another publication.
    """
    base = _base(state)
    if base is None:
        return
    former = _amended(state)
    if former is None or former.base != base:
        former = _Amended(base, 0, 0, base, {})
    if former.token != after:
        return
    files = {path: entry for path, entry in (former.files | tree.files).items() if path not in gone}
    removed = [path for path in dict.fromkeys((*former.gone, *gone)) if path not in files]
    amended = _Amended(base, tree.inode, tree.mtime_ns, tree.token, files, removed)
    write_atomically(state / "amended", msgspec.msgpack.encode(amended))
    if len(files) + len(removed) > MAX_AMENDED:
        save(state, load(state))


def _base(state: Path) -> bytes | None:
    """Token of the newest tree that was recorded as a whole."""
    try:
        with (state / "publication").open("rb") as file:
            return _head(file.read(512))[0].trees[0][2]
    except (OSError, ValueError, IndexError, msgspec.MsgspecError):
        return None


def _amended(state: Path) -> _Amended | None:
    try:
        return msgspec.msgpack.decode((state / "amended").read_bytes(), type=_Amended)
    except (OSError, msgspec.MsgspecError):
        return None


def mark_touched(state: Path, folder: Path, paths: Collection[str]) -> None:
    """Records durably that these paths in a folder are about to change, so that `load` does not trust their entries."""
    if (base := _base(state)) is not None:
        touched = _Touched(base, folder.stat().st_ino, list(paths))
        write_atomically(state / "touched", msgspec.msgpack.encode(touched))


def recorded_tree(output: Path, state: Path) -> Tree | None:
    """The record of the output folder; reads none of its files."""
    return tree_at(load(state), output)


def tree_at(trees: tuple[Tree, ...], folder: Path) -> Tree | None:
    """The record of a folder, if there is one."""
    try:
        inode = folder.stat().st_ino
    except OSError:
        return None
    return next((tree for tree in trees if tree.inode == inode), None)


def without_entries(tree: Tree) -> Tree:
    """The tree with only the names of its outputs."""
    return msgspec.structs.replace(tree, files=dict.fromkeys(tree.files, UNKNOWN))


def possible_tree(trees: tuple[Tree, ...]) -> Tree:
    """The outputs that an unrecorded folder, such as a restored copy, may have: those of both trees.

    Entries on which the trees disagree are unknown.
    """
    files: dict[str, Entry] = {}
    for tree in trees:
        for path, entry in tree.files.items():
            files[path] = entry if files.get(path, entry) == entry else UNKNOWN
    return Tree(0, 0, b"", files, ())


def _head(data: bytes) -> tuple[_Head, int]:
    start = len(MAGIC) + 2
    if not data.startswith(MAGIC):
        raise ValueError(data)
    end = start + int.from_bytes(data[len(MAGIC) : start])
    return msgspec.msgpack.decode(data[start:end], type=_Head), end


def _patched(files: dict[str, Entry], differing: Mapping[str, Entry | None]) -> dict[str, Entry]:
    merged = {**files, **differing}
    return {path: entry for path, entry in merged.items() if entry is not None}
