"""The way from what is public to what shall be, as both strategies of publishing read it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from edblog.outputs.publish.errors import IncompleteError
from edblog.outputs.publish.files import ancestors, status
from edblog.outputs.publish.state import UNKNOWN, Entry, Tree


class Change(msgspec.Struct, frozen=True):
    """What a publication starts from and what it leads to."""

    output: Path
    state: Path
    trees: tuple[Tree, ...]
    """The trees on record, the newest first."""
    token: bytes
    """Name of the publication that is public; empty when nobody knows."""
    intact: dict[str, Entry]
    """The public outputs that are as they were written."""
    altered: tuple[str, ...]
    """The other public files that are edblog's to replace or remove."""
    foreign: tuple[str, ...]
    """The public files that stay."""
    target: Mapping[str, bytes]
    pending: tuple[str, ...]
    """The paths at which the public folder does not yet hold the target."""
    gone: tuple[str, ...]
    """The public outputs that the target does not have, sorted."""

    def public(self) -> Tree | None:
        """The public tree as a record; None when there is no folder."""
        try:
            root = self.output.stat()
        except OSError:
            return None
        files = {**self.intact, **dict.fromkeys(self.altered, UNKNOWN)}
        return Tree(root.st_ino, root.st_mtime_ns, self.token, files, self.foreign)


class Strategy(Protocol):
    """A way to bring a change before the public, all of it or nothing."""

    folder: Path
    """Where outputs are staged."""
    former: Mapping[str, Entry]
    """Older versions of pending outputs that may be there until they are replaced."""

    def prepare(self) -> tuple[str, ...]:
        """Make the folder ready for writing; the paths whose bytes it needs."""

    def commit(self, fresh: dict[str, Entry], token: bytes) -> None:
        """Publish, with the entries of all pending paths, which are in the folder now."""


def staged(
    output: Path,
    folder: Path,
    paths: Iterable[str],
    target: Mapping[str, bytes],
    former: Mapping[str, Entry] | None = None,
) -> dict[str, Entry]:
    """The entries of outputs that were written into a folder; raises `IncompleteError` where one was not.

    Those of `former` had an older version there.
    """
    before = former or {}
    found: dict[str, Entry] = {}
    missing = []
    for path in paths:
        there = status(f"{folder}/{path}")
        old = before.get(path)
        if there is None or (
            old is not None and (there.st_size, there.st_mtime_ns) == (old.size, old.mtime_ns)
        ):
            missing.append(path)
        else:
            found[path] = Entry(target[path], there.st_size, there.st_mtime_ns)
    if missing:
        raise IncompleteError(output, missing)
    return found


def obstacles(paths: Iterable[str], target: Mapping[str, bytes]) -> list[str]:
    """Those of these files which have to go before the target can be there, in their order."""
    if not paths:
        return []
    files = {_fold(path) for path in target}
    taken = files | {_fold(path) for path in ancestors(target)}
    return [
        path
        for path in paths
        if _fold(path) in taken or files & {_fold(folder) for folder in ancestors([path])}
    ]


def _fold(path: str) -> str:
    # These systems see one file where only the case differs.
    return path.casefold() if sys.platform in {"win32", "darwin"} else path
