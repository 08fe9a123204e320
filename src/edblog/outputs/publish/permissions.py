"""Folders that the system does not let edblog write to, said by name instead of by some file deep inside."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from edblog.outputs.publish.errors import PublishError, in_site
from edblog.problems import Problem

_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def changing(output: Path, state: Path) -> Iterator[None]:
    """Work in an output folder and its state; raises `PublishError` where it is not allowed."""
    try:
        yield
    except OSError as error:
        if error.errno not in _CLOSED:
            raise
        folder = state if Path(str(error.filename)).is_relative_to(state) else output
        message = f"edblog cannot write to this folder: {error.strerror}"
        away = f"this folder and .{folder.name}.shadow beside it" if folder == output else "this folder"
        help_ = (
            f"make sure that you may write to everything in it, or move {away} elsewhere; then build again"
        )
        problem = Problem(in_site(folder), "error", "folder-closed", message, help_, line=1, column=1)
        raise PublishError([problem], 2) from error


def is_open(folder: str | Path) -> bool:
    """Whether this is a folder in which files may be added and removed."""
    # With the slash at the end, a file is none.
    return os.access(f"{folder}/", os.W_OK | os.X_OK)


def check_open(folder: str | Path) -> None:
    """Raises `PermissionError` for a folder in which nothing may be added or removed."""
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(folder))
