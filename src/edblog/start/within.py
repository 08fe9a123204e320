"""Opens files of a site without following symbolic links below the site's folder.

A commit from a stranger may contain a symbolic link to any file of the computer that builds the site. So files are opened folder by
folder, each only if it is not a link. The site's folder itself is the user's choice, and may be a link.

This module imports very little, because the first look at a site needs it.
"""

from __future__ import annotations

import errno
import os
from stat import S_ISLNK, S_ISREG

# Only for type hints: this module must not import `collections.abc`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_HAS_FOLDER_HANDLES = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
"""Whether the system can open a file relative to its open folder. Windows cannot."""
_JUNCTION = 0xA0000003
"""`IO_REPARSE_TAG_MOUNT_POINT`, the mark of a junction: a link between folders on Windows."""
if _HAS_FOLDER_HANDLES:
    FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    """Flags of `os.open` for a folder that is not a link."""
    # Without O_NONBLOCK, opening a named pipe would wait forever.
    _FILE_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
else:
    FOLDER_FLAGS = os.O_RDONLY
    _FILE_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0)


def is_link(path: str | os.PathLike[str]) -> bool:
    """Whether a path is a symbolic link or a Windows junction, even a broken one."""
    try:
        info = os.lstat(path)
    except OSError:
        return False
    return S_ISLNK(info.st_mode) or getattr(info, "st_reparse_tag", 0) == _JUNCTION


def link_on_the_way(folder: str | os.PathLike[str], path: str) -> str:
    """The first part of a path below a folder that is a link, such as `content/posts`; empty if there is no link."""
    parts = path.split("/")
    ways = ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
    return next((way for way in ways if is_link(os.path.join(folder, way))), "")


def open_file(folder: str | os.PathLike[str], path: str) -> int:
    """A file descriptor, open for reading, for the file at a path (with `/`) below a folder.

    Raises OSError if there is no such file, if it is not a regular file, or if a part of the path is a link or `..`.
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
    """The bytes of a file below a folder, at most `limit` (-1 for all). Raises OSError like `open_file`."""
    with os.fdopen(open_file(folder, path), "rb") as file:
        return file.read(limit)


def files_below(folder: str | os.PathLike[str]) -> Iterator[str]:
    """The regular files below a folder, as relative paths with `/`, unsorted; none if the folder is a link."""
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
