"""Reports folders without permission to write, by their own name instead of that of a file deep inside."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from edblog.outputs.publish.errors import PublishError, in_site
from edblog.problems import Problem

_NO_PERMISSION = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def reported_permissions(output: Path, state: Path) -> Iterator[None]:
    """Turns errors about missing permissions in the output and state folders into `PublishError`."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_PERMISSION:
            raise
        folder = state if Path(str(error.filename)).is_relative_to(state) else output
        message = f"edblog cannot write to this folder: {error.strerror}"
        folders = f"this folder and .{folder.name}.shadow next to it" if folder == output else "this folder"
        help_ = (
            f"make sure that you may write to everything in it, or move {folders} elsewhere; then build again"
        )
        problem = Problem(in_site(folder), "error", "folder-closed", message, help_, line=1, column=1)
        raise PublishError([problem], 2) from error


def is_writable_folder(folder: str | Path) -> bool:
    """Whether this is a folder in which files may be added and removed."""
    # The slash at the end makes the test fail for a file.
    return os.access(f"{folder}/", os.W_OK | os.X_OK)


def check_writable(folder: str | Path) -> None:
    """Raises `PermissionError` if files may not be added to a folder and removed from it."""
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(folder))
