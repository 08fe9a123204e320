"""A scan of the names and stamps of all files of a site, with next to nothing imported.

A stamp is modification time in nanoseconds, size in bytes, and inode number. An equal stamp means an equal file only when the file
had not been touched for a while when it was last scanned: `RACE_NS`.
"""

from __future__ import annotations

import os
import time

from edblog.start import within

# Modules that a light start has to do without: pathlib, typing, re, hashlib, json, and all that import them.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Stamp = tuple[int, int, int]

RACE_NS = 2_500_000_000
"""A file that changed less than this before a scan may change again under the same stamp: file systems keep times as coarse
as two seconds (FAT)."""
SOURCE_FOLDERS = ("content", "data", "static", "themes")
"""The folders that a site is made of, beside its settings. All but `content` belong to the district."""
CONFIG_NAME = "edblog.toml"
STATE_FOLDER = ".edblog"
PUBLIC = "public"
"""The folder in `.edblog/` for what is remembered of the published site."""
BUNDLED = "theme:"
"""Prefix of the paths of themes that come with edblog."""
_CAN_SCAN_HANDLES = os.scandir in os.supports_fd
_JUNK = frozenset(["thumbs.db", "desktop.ini", "icon\r", "4913", "__macosx", "@eadir"])
_UNFINISHED = (".tmp", ".swp", ".swo", ".part", ".crdownload", "___jb_tmp___", "___jb_old___")
"""Ends of the names that editors and browsers give to files while they write them."""
_HIDDEN_JUNK = frozenset([".ds_store", ".git", ".gitkeep", ".gitignore", ".gitattributes", ".edblog-journal"])


def is_left_out(name: str, *, hidden: bool = False) -> bool:
    """Whether a file or folder of this name is no part of a site: hidden, or what desktops and editors leave.

    `hidden` lets hidden names in, such as `.htaccess`, apart from those of git and of desktops.
    """
    if name[0] == ".":
        return not hidden or name.lower() in _HIDDEN_JUNK
    if name[0] in "TtDdIi4_@" and name.lower() in _JUNK:
        return True
    # Word has a file such as `~$jar.docx` beside a document that is open, and Emacs `#jar.md#`.
    return (
        name[-1] == "~" or name[0] + name[-1] == "##" or name.startswith("~$") or name.endswith(_UNFINISHED)
    )


class StatScan:
    """The files that are there now, compared with the known ones."""

    def __init__(self) -> None:
        self.at = time.time_ns()
        """The moment before the scan, in nanoseconds since the epoch."""
        self.unchanged: list[str] = []
        """Paths of files whose stamps are the known ones."""
        self.changed: list[tuple[str, str, os.stat_result | OSError]] = []
        """New files and those with another stamp: path in the site, path on this computer, and their stat result or the error."""
        self.unreadable: list[tuple[str, OSError]] = []
        """Folders that cannot be read."""


def stat_scan(roots: Iterable[tuple[str, str]], stamps: Mapping[str, Stamp], known_at: int) -> StatScan:
    """Compares all files below the roots with known stamps, which an earlier scan took at `known_at`.

    A root is a folder, and the prefix of the paths of its files. Hidden files are left out, and the junk that desktops leave.
    """
    scan = StatScan()
    waiting = list(roots)
    while waiting:
        prefix, folder = waiting.pop()
        try:
            # The system finds a file sooner from within its folder than by a whole path.
            # Behind a link, everybody's files are.
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
    # Hosts ask for files such as `.well-known/` and `.nojekyll`.
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
    """The entries that are not known files with their known stamps; the paths of those that are go into `unchanged`.

    A build with nothing to do spends most of its time here, so every check has to earn its place.
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
    """The folder of the themes that come with edblog: in the wheel, or beside the sources."""
    # A package manager may install the whole of it as a link.
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    inside = os.path.join(package, "themes")
    return (
        inside if os.path.isdir(inside) else os.path.join(os.path.dirname(os.path.dirname(package)), "themes")
    )


def source_roots(site: str) -> list[tuple[str, str]]:
    """The folders to scan: the prefix of the paths of their files, and where they are."""
    own = [(f"{name}/", os.path.join(site, name)) for name in SOURCE_FOLDERS]
    bundled = bundled_themes()
    if bundled != os.path.join(site, "themes"):
        own.append((f"{BUNDLED}{os.path.basename(bundled)}/", bundled))
    return own


def settings_bytes(site: str) -> bytes:
    """The bytes of `edblog.toml`; empty where it cannot be read."""
    try:
        return within.read(site, CONFIG_NAME)
    except OSError:
        return b""


def stamp_of(path: str) -> Stamp:
    """The stamp of a file or folder; zeros where there is none."""
    try:
        info = os.stat(path)
    except OSError:
        return 0, 0, 0
    return info.st_mtime_ns, info.st_size, info.st_ino & 0x7FFF_FFFF_FFFF_FFFF
