"""Files of a site, opened without following a symbolic link anywhere below the site's folder.

Anybody who sends a commit can send a link, and a link may lead to any file of the computer that builds the site. So files below the
site's folder are opened one folder after another, each only if it is no link. The folder itself is the user's own choice, and may be one.

Loads next to nothing: the first look at a site needs it.
"""

from __future__ import annotations

import errno
import os
from stat import S_ISLNK, S_ISREG

# Type hints only: `collections.abc` is among what a light start does without.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_HAS_FOLDER_HANDLES = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
"""Whether the system opens a file from within its folder. Windows does not."""
_JUNCTION = 0xA0000003
"""`IO_REPARSE_TAG_MOUNT_POINT`: a link from folder to folder on Windows."""
if _HAS_FOLDER_HANDLES:
    FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    """For `os.open`: a folder that is no link."""
    # Opening a pipe in the place of a file would wait forever.
    _FILE_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
else:
    FOLDER_FLAGS = os.O_RDONLY
    _FILE_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0)


def is_link(path: str | os.PathLike[str]) -> bool:
    """Whether there is a symbolic link at a path, or a junction of Windows; it may lead nowhere."""
    try:
        info = os.lstat(path)
    except OSError:
        return False
    return S_ISLNK(info.st_mode) or getattr(info, "st_reparse_tag", 0) == _JUNCTION


def link_on_the_way(folder: str | os.PathLike[str], path: str) -> str:
    """The first part of a path below a folder that is a link, such as `content/posts`; empty where there is none."""
    parts = path.split("/")
    ways = ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
    return next((way for way in ways if is_link(os.path.join(folder, way))), "")


def open_file(folder: str | os.PathLike[str], path: str) -> int:
    """A handle of the file at a path below a folder, written with `/`.

    Raises OSError where there is none, where it is no ordinary file, or where any part of the path is a link or leads upwards.
    """
    *folders, name = path.split("/")
    if any(part in ("", ".", "..") for part in (*folders, name)):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
    if _HAS_FOLDER_HANDLES:
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for part in folders:
                below = os.open(part, FOLDER_FLAGS, dir_fd=place)
                os.close(place)
                place = below
            handle = os.open(name, _FILE_FLAGS, dir_fd=place)
        finally:
            os.close(place)
    else:
        if link_on_the_way(folder, path):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
        handle = os.open(os.path.join(folder, path), _FILE_FLAGS)
    if S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)


def read(folder: str | os.PathLike[str], path: str, limit: int = -1) -> bytes:
    """The bytes of a file below a folder, at most `limit`; raises OSError as `open_file` does."""
    with os.fdopen(open_file(folder, path), "rb") as file:
        return file.read(limit)


def files_below(folder: str | os.PathLike[str]) -> Iterator[str]:
    """Every ordinary file below a folder, by its path from there with `/`, in no order; none where the folder is a link."""
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        place = os.path.join(folder, prefix)
        if is_link(place.rstrip(os.sep)):
            continue
        try:
            entries = list(os.scandir(place))
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{prefix}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                yield prefix + entry.name
