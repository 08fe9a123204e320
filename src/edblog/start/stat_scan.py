"""Scans the names and stamps of all files of a site. This module imports very little, so that it starts fast.

A stamp is the modification time in nanoseconds, the size in bytes, and the inode number of a file. An equal stamp means an unchanged
file only if the file was older than `RACE_NS` when it was last scanned.
"""

from __future__ import annotations

import os
import time

from edblog.start import within

# This module must not import pathlib, typing, re, hashlib, json, or modules that import them.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Stamp = tuple[int, int, int]

RACE_NS = 2_500_000_000
"""A file that changed less than this (in ns) before a scan may change again with the same stamp: some file systems store times
in steps of two seconds (FAT)."""
SOURCE_FOLDERS = ("content", "data", "static", "themes")
"""The folders of a site's sources. All except `content` belong to the district."""
CONFIG_NAME = "edblog.toml"
STATE_FOLDER = ".edblog"
PUBLIC = "public"
"""The folder in `.edblog/` with the state of the published site."""
BUNDLED = "theme:"
"""Prefix of the paths of themes that come with edblog."""
_CAN_SCAN_HANDLES = os.scandir in os.supports_fd
_JUNK = frozenset(["thumbs.db", "desktop.ini", "icon\r", "4913", "__macosx", "@eadir"])
_UNFINISHED = (".tmp", ".swp", ".swo", ".part", ".crdownload", "___jb_tmp___", "___jb_old___")
"""Endings of the names of files that editors and browsers are still writing."""
_HIDDEN_JUNK = frozenset([".ds_store", ".git", ".gitkeep", ".gitignore", ".gitattributes", ".edblog-journal"])


def is_left_out(name: str, *, hidden: bool = False) -> bool:
    """Whether a file or folder with this name is not part of a site: hidden, or left by a desktop or an editor.

    With `hidden`, hidden names such as `.htaccess` are part of it, except those of git and of desktops.
    """
    if name[0] == ".":
        return not hidden or name.lower() in _HIDDEN_JUNK
    if name[0] in "TtDdIi4_@" and name.lower() in _JUNK:
        return True
    # While a document is open, Word has a file such as `~$jar.docx` next to it, and Emacs `#jar.md#`.
    return (
        name[-1] == "~" or name[0] + name[-1] == "##" or name.startswith("~$") or name.endswith(_UNFINISHED)
    )


class StatScan:
    """The current files of a site, compared with the known ones."""

    def __init__(self) -> None:
        self.at = time.time_ns()
        """The time just before the scan, in nanoseconds since 1970 (UTC)."""
        self.unchanged: list[str] = []
        """Paths of files with their known stamps."""
        self.changed: list[tuple[str, str, os.stat_result | OSError]] = []
        """New files and files with a new stamp: path in the site, path on this computer, and the stat result or the error."""
        self.unreadable: list[tuple[str, OSError]] = []
        """Folders that cannot be read."""


def stat_scan(roots: Iterable[tuple[str, str]], stamps: Mapping[str, Stamp], known_at: int) -> StatScan:
    """Compares all files below the roots with known stamps, which an earlier scan took at `known_at`.

    A root is a prefix for the paths of its files, and a folder. Names for which `is_left_out` is true are skipped.
    """
    scan = StatScan()
    waiting = list(roots)
    while waiting:
        prefix, folder = waiting.pop()
        try:
            # The system finds a file faster relative to its open folder than by a full path.
            # A symbolic link may lead to files outside of the site, so it is not followed.
            if not _CAN_SCAN_HANDLES and within.is_link(folder):
                raise NotADirectoryError(folder)
            handle = os.open(folder, within.FOLDER_FLAGS) if _CAN_SCAN_HANDLES else None
        except FileNotFoundError:
            continue
        except OSError as error:
            scan.unreadable.append((prefix.rstrip("/"), error))
            continue
        try:
            waiting += _scan_folder(
                folder if handle is None else handle, folder, prefix, stamps, known_at - RACE_NS, scan
            )
        finally:
            if handle is not None:
                os.close(handle)
    return scan


def _scan_folder(
    place: str | int, folder: str, prefix: str, stamps: Mapping[str, Stamp], fresh: int, scan: StatScan
) -> list[tuple[str, str]]:
    """Scans one folder; returns the folders in it, which are still to be scanned."""
    try:
        entries = list(os.scandir(place))
    except FileNotFoundError:
        return []
    except OSError as error:
        scan.unreadable.append((prefix.rstrip("/"), error))
        return []
    below = []
    # Web hosts need files such as `.well-known/` and `.nojekyll`.
    hidden = prefix.startswith("static/")
    for entry in _changed_entries(entries, prefix, stamps, fresh, scan.unchanged):
        if is_left_out(entry.name, hidden=hidden):
            continue
        path, file = prefix + entry.name, os.path.join(folder, entry.name)
        if entry.is_dir(follow_symlinks=False):
            below.append((f"{path}/", file))
            continue
        try:
            scan.changed.append((path, file, entry.stat(follow_symlinks=False)))
        except OSError as error:
            scan.changed.append((path, file, error))
    return below


def _changed_entries(
    entries: list[os.DirEntry[str]],
    prefix: str,
    stamps: Mapping[str, Stamp],
    fresh: int,
    unchanged: list[str],
) -> list[os.DirEntry[str]]:
    """The entries that are new or have a new stamp; the paths of all others are added to `unchanged`.

    A build with nothing to do spends most of its time here, so keep this loop short.
    """
    changed = []
    known, add = stamps.get, unchanged.append
    for entry in entries:
        path = prefix + entry.name
        if (stamp := known(path)) is not None:
            mtime, size, inode = stamp
            try:
                info = entry.stat(follow_symlinks=False)
            except OSError:
                changed.append(entry)
                continue
            if info.st_mtime_ns == mtime < fresh and info.st_size == size and info.st_ino == inode:
                add(path)
                continue
        changed.append(entry)
    return changed


def bundled_themes() -> str:
    """The folder of the themes that come with edblog: inside the installed package, or next to the sources in the repository."""
    # A package manager may install the package as a symbolic link.
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    inside = os.path.join(package, "themes")
    return (
        inside if os.path.isdir(inside) else os.path.join(os.path.dirname(os.path.dirname(package)), "themes")
    )


def source_roots(site: str) -> list[tuple[str, str]]:
    """The folders to scan, each with the prefix for the paths of its files."""
    own = [(f"{name}/", os.path.join(site, name)) for name in SOURCE_FOLDERS]
    bundled = bundled_themes()
    if bundled != os.path.join(site, "themes"):
        own.append((f"{BUNDLED}{os.path.basename(bundled)}/", bundled))
    return own


def settings_bytes(site: str) -> bytes:
    """The bytes of `edblog.toml`; empty if it cannot be read."""
    try:
        return within.read(site, CONFIG_NAME)
    except OSError:
        return b""


def stamp_of(path: str) -> Stamp:
    """The stamp of a file or folder; zeros if it does not exist."""
    try:
        info = os.stat(path)
    except OSError:
        return 0, 0, 0
    return as_stamp(info)


def as_stamp(info: os.stat_result) -> Stamp:
    """The stamp in what `os.stat` returned."""
    return info.st_mtime_ns, info.st_size, info.st_ino & 0x7FFF_FFFF_FFFF_FFFF
