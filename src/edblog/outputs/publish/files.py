"""Operations of a publication on files and folders.

Two trees may share a file through hard links, so an existing file is never opened for writing: it is
unlinked, and a new file gets its name.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

JOURNAL = ".edblog-journal"
"""Name of edblog's own folder inside the output folder; it is not part of the site."""

FLUSH_SINGLY = 48
"""Number of files and folders up to which flushing each is cheaper than flushing the whole file system."""


def walk(root: Path) -> dict[str, tuple[int, int]]:
    """Every file below a folder: relative path with `/` -> size, and modification time in ns.

    Symbolic links and other special files count as files of size -1. A missing folder has no files.
    """
    found: dict[str, tuple[int, int]] = {}
    folders = [("", os.fspath(root))]
    while folders:
        prefix, folder = folders.pop()
        try:
            entries = os.scandir(folder)
        except FileNotFoundError:
            continue
        with entries:
            for entry in entries:
                path = prefix + entry.name
                if path == JOURNAL:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append((path + "/", entry.path))
                elif entry.is_file(follow_symlinks=False):
                    status = entry.stat(follow_symlinks=False)
                    found[path] = (status.st_size, status.st_mtime_ns)
                else:
                    found[path] = (-1, -1)
    return found


def status(path: str | Path) -> os.stat_result | None:
    """The status of a file, without following a symbolic link; None if it does not exist."""
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_same(one: str | Path, other: str | Path) -> bool:
    """Whether two paths are the same file, or have the same content and modification time."""
    a, b = status(one), status(other)
    if a is None or b is None:
        return False
    if os.path.samestat(a, b):
        return True
    if not (stat.S_ISREG(a.st_mode) and stat.S_ISREG(b.st_mode)):
        return False
    # Two versions may have the same size and, with a coarse clock, the same time.
    return (a.st_size, a.st_mtime_ns) == (b.st_size, b.st_mtime_ns) and _equal(Path(one), Path(other))


def _equal(one: Path, other: Path) -> bool:
    with one.open("rb") as a, other.open("rb") as b:
        while chunk := a.read(1 << 20):
            if chunk != b.read(1 << 20):
                return False
    return True


def write_file(folder: str | Path, path: str, data: bytes, public: str | Path | None = None) -> bool:
    """Writes one output into the folder of a publication; worker processes may call this.

    If the file with that path in the folder `public` has the same bytes, it is hard-linked instead, which
    keeps its modification time, and the result is False.
    """
    destination = f"{folder}/{path}"
    if public is not None and _holds(f"{public}/{path}", data):
        discard(destination)
        link(f"{public}/{path}", destination)
        return False
    try:
        _create(destination, data)
    except FileExistsError:
        discard(destination)
        _create(destination, data)
    except FileNotFoundError:
        Path(destination).parent.mkdir(parents=True, exist_ok=True)
        _create(destination, data)
    return True


def write_atomically(destination: Path, data: bytes) -> None:
    """Replaces a file durably; at any moment it has the old content or the new one."""
    temporary = destination.with_name(destination.name + ".new")
    discard(temporary)
    _create(temporary, data)
    _sync(temporary)
    temporary.replace(destination)
    sync_folder(destination.parent)


def _create(path: str | Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
    except BaseException:
        os.close(handle)
        discard(path)
        raise
    os.close(handle)


def _holds(path: str, data: bytes) -> bool:
    found = status(path)
    if found is None or not stat.S_ISREG(found.st_mode) or found.st_size != len(data):
        return False
    return Path(path).read_bytes() == data


def link(source: str | Path, destination: str | Path) -> bool:
    """Hard-links a regular file, and makes folders as needed; False if it had to be copied instead."""
    try:
        return _link(source, destination)
    except FileNotFoundError:
        Path(destination).parent.mkdir(parents=True, exist_ok=True)
        return _link(source, destination)


def link_any(source: Path, destination: Path) -> bool:
    """Links a file as `link` does; a symbolic link is recreated as a link with the same target, with the result True."""
    if not source.is_symlink():
        return link(source, destination)
    destination.parent.mkdir(parents=True, exist_ok=True)
    destination.symlink_to(source.readlink())
    return True


def _link(source: str | Path, destination: str | Path) -> bool:
    try:
        os.link(source, destination)
    except (FileNotFoundError, FileExistsError, NotADirectoryError):
        raise
    except OSError:
        # Some file systems have no hard links, and Linux refuses them for files of other owners.
        shutil.copy2(source, destination)
        return False
    return True


def discard(path: str | Path) -> None:
    """Removes a file if it exists."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(path)  # noqa: PTH108 - a site has many files, and making a `Path` takes as long as this


def prune(root: Path, paths: Iterable[str]) -> None:
    """Removes the folders of these files if they are empty, and then the folders above; never the root."""
    for folder in sorted(ancestors(paths), key=len, reverse=True):
        if folder:
            with contextlib.suppress(OSError):
                (root / folder).rmdir()


def ancestors(paths: Iterable[str]) -> set[str]:
    """All folders above these files, as relative paths; the root is the empty string."""
    found = {""}
    for path in paths:
        parent = path.rpartition("/")[0]
        while parent not in found:
            found.add(parent)
            parent = parent.rpartition("/")[0]
    return found


def flush(root: Path, files: Collection[str], folders: Collection[str]) -> None:
    """Flushes the content of files and the names in folders below a root to disk, so that they survive a power cut."""
    if len(files) + len(folders) > FLUSH_SINGLY and _sync_file_system(root):
        return
    for path in files:
        _sync(f"{root}/{path}")
    for folder in folders:
        sync_folder(f"{root}/{folder}")


def _sync(path: str | Path) -> None:
    # Windows flushes only files that are open for writing.
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: str | Path) -> None:
    """Flushes the names in a folder to disk, if the system can do that."""
    # Windows cannot open folders, and some network file systems do not flush them.
    with contextlib.suppress(OSError):
        _sync(folder)


def _sync_file_system(root: Path) -> bool:
    if sys.platform == "linux":
        import ctypes

        handle = os.open(root, os.O_RDONLY)
        try:
            if ctypes.CDLL(None).syncfs(handle) == 0:
                return True
        except AttributeError:
            pass
        finally:
            os.close(handle)
    if hasattr(os, "sync"):
        os.sync()
        return True
    return False
