"""Publishes a few files of a large site without checking all the others.

It trusts the record if the folder still holds the newest publication, and checks only the files
that it replaces or removes. If one of these is not as recorded, a `Publication` must do the work.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping
from contextlib import ExitStack
from pathlib import Path
from stat import S_ISDIR
from types import TracebackType
from typing import Self

from edblog.outputs.publish import exchange, journal
from edblog.outputs.publish.change import staged
from edblog.outputs.publish.errors import BusyError
from edblog.outputs.publish.files import ancestors, status
from edblog.outputs.publish.lock import Lock
from edblog.outputs.publish.permissions import check_writable, reported_permissions
from edblog.outputs.publish.publication import Receipt
from edblog.outputs.publish.state import Tree, current_token

MAX_FILES = 1000
"""Files up to which an amendment is cheaper than a second tree."""


def plan_amendment(
    output: Path, state: Path, tree: Tree, target: Mapping[str, bytes], gone: Collection[str] = ()
) -> Amendment | None:
    """A change of the public tree that replaces only these outputs (path -> fingerprint), and removes those at the paths `gone`.

    None if the folder no longer holds the tree, if a file to replace or to remove is not as recorded, or if too much
    changes.
    """
    output, state = output.absolute(), state.absolute()
    # Files are moved into place by a rename, which works only within one file system.
    if (
        not tree.token
        or current_token(output, state) != tree.token
        or output.stat().st_dev != state.stat().st_dev
    ):
        return None
    stale = {path: print_ for path, print_ in target.items() if _fingerprint(tree, path) != print_}
    if len(stale) + len(gone) > MAX_FILES or not tree.files.keys() >= set(gone):
        return None
    if not all(_is_as_recorded(tree, output, path) for path in (*stale, *gone)):
        return None
    return Amendment(output, state, tree, stale, tuple(sorted(gone)))


class Amendment:
    """A change of some outputs, from entering the context until `commit`; used like a `Publication`.

    Raises `BusyError` on entering, and `PublishError` if edblog has no permission to write.
    """

    stale: tuple[str, ...]
    """The paths whose files the caller must write."""
    folder: Path
    """The folder to write them to, with `write_file`."""

    def __init__(
        self, output: Path, state: Path, tree: Tree, target: Mapping[str, bytes], gone: tuple[str, ...] = ()
    ) -> None:
        self._output, self._state, self._tree, self._target = output, state, tree, target
        self._gone = gone
        self.stale = tuple(target)
        self.folder = journal.staging(state)
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            with reported_permissions(self._output, self._state):
                stack.enter_context(Lock(self._output, self._state))
                if current_token(self._output, self._state) != self._tree.token:
                    raise BusyError(self._output, "another edblog build published this site during the build")
                if self.stale or self._gone:
                    for folder in ancestors((*self.stale, *self._gone)):
                        if (self._output / folder).is_dir():
                            check_writable(self._output / folder)
                    shutil.rmtree(self.folder, ignore_errors=True)
                    self.folder.mkdir(parents=True)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def commit(self) -> Receipt:
        """Publishes. Raises `IncompleteError` and changes nothing if a stale output was not written."""
        tree = self._tree
        fresh = staged(self._output, self.folder, self.stale, self._target)
        written: tuple[str, ...] = ()
        token = tree.token
        if fresh or self._gone:
            token = os.urandom(16)
            with reported_permissions(self._output, self._state):
                written = journal.add(self._output, self._state, tree, fresh, token, self._gone)
            if self._gone:
                # As with a publication of everything, the generation before this one forgets them as well.
                exchange.forget(self._output, (*written, *self._gone))
        total = len(tree.files.keys() | fresh.keys()) - len(self._gone)
        return Receipt(written, total - len(written), self._gone, tree.foreign, token)


def _fingerprint(tree: Tree, path: str) -> bytes:
    entry = tree.files.get(path)
    return entry.fingerprint if entry else b""


def _is_as_recorded(tree: Tree, output: Path, path: str) -> bool:
    folders = (status(f"{output}/{folder}") for folder in ancestors([path]) if folder)
    if not all(found is None or S_ISDIR(found.st_mode) for found in folders):
        return False
    entry = tree.files.get(path)
    return entry.fits(f"{output}/{path}") if entry else status(f"{output}/{path}") is None
