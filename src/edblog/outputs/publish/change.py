"""The change from the public outputs to the target, which both publishing strategies carry out."""

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
    """The public outputs before a publication, and the target."""

    output: Path
    state: Path
    trees: tuple[Tree, ...]
    """The recorded trees, newest first."""
    token: bytes
    """Token of the public publication; empty if unknown."""
    intact: dict[str, Entry]
    """Public outputs that are unchanged since edblog wrote them."""
    altered: tuple[str, ...]
    """Other public files that edblog may replace or remove."""
    foreign: tuple[str, ...]
    """Public files that edblog did not write; they stay."""
    target: Mapping[str, bytes]
    """The outputs of the site: path -> fingerprint."""
    pending: tuple[str, ...]
    """Paths of the target that must be written."""
    gone: tuple[str, ...]
    """Public outputs that are not in the target, sorted."""

    def public(self) -> Tree | None:
        """The record of the public tree; None if there is no folder."""
        try:
            root = self.output.stat()
        except OSError:
            return None
        files = {**self.intact, **dict.fromkeys(self.altered, UNKNOWN)}
        return Tree(root.st_ino, root.st_mtime_ns, self.token, files, self.foreign)


class Strategy(Protocol):
    """A way to publish a change: all of it or nothing."""

    folder: Path
    """The folder to write outputs to."""
    former: Mapping[str, Entry]
    """Older versions of pending outputs that may be in the folder until they are replaced."""

    def prepare(self) -> tuple[str, ...]:
        """Prepares the folder for writing, and returns the paths to write."""

    def commit(self, fresh: dict[str, Entry], token: bytes) -> None:
        """Publishes. `fresh` has the entries of all pending paths, whose files are in the folder now."""


def staged(
    output: Path,
    folder: Path,
    paths: Iterable[str],
    target: Mapping[str, bytes],
    former: Mapping[str, Entry] | None = None,
) -> dict[str, Entry]:
    """The entries of outputs that were written to a folder. Raises `IncompleteError` if one was not.

    The folder may still have an older version of an output; `former` has the entries of those.
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
    """The files among `paths` that must be removed before the target can be written, in the same order."""
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
    # On these systems, names that differ only in case are the same file.
    return path.casefold() if sys.platform in {"win32", "darwin"} else path
