"""The few things that a publication does to files and folders.

Two trees may share a file through hard links, so a file that exists is never opened for writing: it is
unlinked, and a new one takes its name.
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
"""Name of the folder within the output folder that is edblog's own and no part of the site."""

FEW = 48
"""Number of files and folders up to which flushing one by one is cheaper than a whole file system."""


def walk(root: Path) -> dict[str, tuple[int, int]]:
    """Every file below a folder: path relative with `/`, and its size and modification time in ns.

    Symbolic links and other special files count as files, of size -1. A missing folder has no files.
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
    """The state of a file, without following a symbolic link; None when there is none."""
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_same(one: str | Path, other: str | Path) -> bool:
    """Whether two names stand for one file, or for a copy that has its content and modification time."""
    a, b = status(one), status(other)
    if a is None or b is None:
        return False
    if os.path.samestat(a, b):
        return True
    if not (stat.S_ISREG(a.st_mode) and stat.S_ISREG(b.st_mode)):
        return False
    # Two versions may have the same size and, where clocks are coarse, the same time.
    return (a.st_size, a.st_mtime_ns) == (b.st_size, b.st_mtime_ns) and _equal(Path(one), Path(other))


def _equal(one: Path, other: Path) -> bool:
    with one.open("rb") as a, other.open("rb") as b:
        while chunk := a.read(1 << 20):
            if chunk != b.read(1 << 20):
                return False
    return True


def write_file(folder: str | Path, path: str, data: bytes, public: str | Path | None = None) -> bool:
    """Write one output into a folder of staged files; worker processes may call this.

    Where the file of that path in the folder `public` has the same bytes, it is hard-linked instead and
    keeps its modification time, and the answer is False.
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
    """Replace a file by a durable new version; at every instant it is the old or the new one."""
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
    """Give a regular file a second name, making folders as needed; False when it had to be copied."""
    try:
        return _link(source, destination)
    except FileNotFoundError:
        Path(destination).parent.mkdir(parents=True, exist_ok=True)
        return _link(source, destination)


def link_any(source: Path, destination: Path) -> bool:
    """The same for a file that may be a symbolic link, which is made again."""
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
        # Some file systems know no hard links, and Linux refuses them for files of other owners.
        shutil.copy2(source, destination)
        return False
    return True


def discard(path: str | Path) -> None:
    """Remove a file if it is there."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(path)  # noqa: PTH108 - a site has many files, and making a `Path` takes as long as this


def prune(root: Path, paths: Iterable[str]) -> None:
    """Remove the folders that held these files, as far up as they are empty; never the root."""
    for folder in sorted(ancestors(paths), key=len, reverse=True):
        if folder:
            with contextlib.suppress(OSError):
                (root / folder).rmdir()


def ancestors(paths: Iterable[str]) -> set[str]:
    """All folders that lead to these files, relative; the root is the empty string."""
    found = {""}
    for path in paths:
        parent = path.rpartition("/")[0]
        while parent not in found:
            found.add(parent)
            parent = parent.rpartition("/")[0]
    return found


def flush(root: Path, files: Collection[str], folders: Collection[str]) -> None:
    """Make the content of files and the names in folders, all below one root, outlast a power cut."""
    if len(files) + len(folders) > FEW and _sync_file_system(root):
        return
    for path in files:
        _sync(f"{root}/{path}")
    for folder in folders:
        sync_folder(f"{root}/{folder}")


def _sync(path: str | Path) -> None:
    # Windows flushes only what is open for writing.
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: str | Path) -> None:
    """Make the names in a folder outlast a power cut, where the system can do that."""
    # Windows opens no folders, and some network file systems do not flush them.
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
