"""What edblog remembers of the trees that it published.

A tree is known by the inode of its folder, which moves along when two folders exchange their names. So a
record made just before the exchange is true before it and after it. Device numbers are left out: many
file systems get new ones at every mount, and each file is checked against its record anyway.

The file starts with a small head, so that `identity` need not read the manifests. The older tree is kept
as its differences from the newest.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from edblog.outputs.publish.files import JOURNAL, discard, status, write_atomically

MAGIC = b"edblog publication 1\n"
"""First bytes of the file; another number means another form, and nothing is known. Then pages that are gone stay public, as files of
somebody else: raise it only together with a reader of the former one."""


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An output as it was written: its fingerprint, and the size and modification time in ns on disk."""

    fingerprint: bytes
    size: int
    mtime_ns: int

    def fits(self, path: str | Path) -> bool:
        """Whether the file of that name still looks as it did when it was written."""
        found = status(path)
        return found is not None and (found.st_size, found.st_mtime_ns) == (self.size, self.mtime_ns)


MANY = 1000
"""Files up to which it is cheaper to note what changed than to record a whole tree."""
UNKNOWN = Entry(b"", -1, -1)
"""A path at which edblog may have left a file of any content."""


class Tree(msgspec.Struct, frozen=True, array_like=True):
    """A folder of outputs, with all that is in it."""

    inode: int
    mtime_ns: int
    """Modification time of the root folder: another one means that somebody added or removed a name."""
    token: bytes
    """Name of the publication that it holds; empty when nobody knows."""
    files: dict[str, Entry]
    foreign: tuple[str, ...]
    """The files in it that edblog did not write, sorted."""


class _Head(msgspec.Struct, frozen=True, array_like=True):
    trees: tuple[tuple[int, int, bytes], ...]


class _Body(msgspec.Struct, frozen=True, array_like=True):
    files: dict[str, Entry]
    differing: dict[str, Entry | None]
    foreign: tuple[tuple[str, ...], ...]


class _Amended(msgspec.Struct, frozen=True, array_like=True):
    """What has changed since the newest tree was recorded whole."""

    base: bytes
    """Token of that tree."""
    inode: int
    mtime_ns: int
    token: bytes
    files: dict[str, Entry]


class _Touched(msgspec.Struct, frozen=True, array_like=True):
    base: bytes
    """Token of the newest tree that was recorded whole: amendments change no other tree."""
    inode: int
    paths: list[str]


def identity(output: Path, state: Path) -> bytes | None:
    """The token of the publication in the output folder, or None when that is not certain.

    It costs a few microseconds and sees names added to or removed from the root of the folder, not edits
    further down; `recover` sees those.
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


def witnesses(output: Path, state: Path) -> list[Path]:
    """The files and folders, there or not, that `identity` looks at."""
    journals = [folder / JOURNAL / "journal" for folder in (output, state)]
    return [output, state / "publication", state / "amended", *journals]


def load(state: Path) -> tuple[Tree, ...]:
    """The trees on record, the newest first; none when the record is missing or damaged."""
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
    """What is the same after every amendment, so that a preview decodes it once. Nobody changes it."""
    return msgspec.msgpack.decode(data, type=_Body)


def save(state: Path, trees: tuple[Tree, ...]) -> None:
    """Record one or two trees durably, the newest first; what was marked is settled by that."""
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


def amend(state: Path, after: bytes, tree: Tree) -> None:
    """Record durably that the publication named `after` has become `tree`, which holds the new files alone.

    Nothing is done where another publication is on record: this one, or one that nobody knows any more.
    """
    base = _base(state)
    if base is None:
        return
    former = _amended(state)
    if former is None or former.base != base:
        former = _Amended(base, 0, 0, base, {})
    if former.token != after:
        return
    amended = _Amended(base, tree.inode, tree.mtime_ns, tree.token, former.files | tree.files)
    write_atomically(state / "amended", msgspec.msgpack.encode(amended))
    if len(amended.files) > MANY:
        save(state, load(state))


def _base(state: Path) -> bytes | None:
    """Token of the newest tree that is recorded whole."""
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


def mark(state: Path, folder: Path, paths: Collection[str]) -> None:
    """Note durably that these paths below a folder are about to change, so that a record of it stays true."""
    if (base := _base(state)) is not None:
        touched = _Touched(base, folder.stat().st_ino, list(paths))
        write_atomically(state / "touched", msgspec.msgpack.encode(touched))


def on_record(output: Path, state: Path) -> Tree | None:
    """What is known of the folder of the output; looks at no file of it."""
    return tree_at(load(state), output)


def tree_at(trees: tuple[Tree, ...], folder: Path) -> Tree | None:
    """The record of the tree that a folder is, if there is one."""
    try:
        inode = folder.stat().st_ino
    except OSError:
        return None
    return next((tree for tree in trees if tree.inode == inode), None)


def distrusted(tree: Tree) -> Tree:
    """The same tree, with nothing known of its outputs but their names."""
    return msgspec.structs.replace(tree, files=dict.fromkeys(tree.files, UNKNOWN))


def doubtful(trees: tuple[Tree, ...]) -> Tree:
    """What a folder that is not on record may hold, such as a restored copy: the outputs of either tree.

    Only those on which both agree count as known; each is still checked against the file.
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
