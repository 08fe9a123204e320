"""Computes the digests of a site's files, after a scan of their names and stamps (`stat_scan`)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from typing import TYPE_CHECKING

from edblog.files.names import unusable_name
from edblog.files.types import extension
from edblog.model import SourceFile
from edblog.problems import Problem, nearest
from edblog.problems.checks import problem_of
from edblog.start.stat_scan import BUNDLED, RACE_NS, StatScan, is_left_out
from edblog.start.within import files_below, is_link
from edblog.web.urls import collision_key

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

_PLAIN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


def scan(
    site: Path, seen: StatScan, known: Mapping[str, SourceFile], largest: int, kinds: Sequence[Kind]
) -> tuple[list[SourceFile], list[Problem]]:
    """Every file that the stat scan found, sorted by path, with its digest.

    `known` has the files of the previous scan by path: an unchanged file is the same object again. Files in `content/` and `data/` with
    more than `largest` bytes are not read. Symbolic links, names that some systems cannot store, and a file in the place of a folder
    are refused with a problem. The first of the kinds is the main kind of the site.
    """
    files = [known[path] for path in seen.unchanged]
    problems: list[Problem] = []
    for path, error in seen.unreadable:
        is_file = isinstance(error, NotADirectoryError) and "/" not in path
        if is_link(site / path):
            problems.append(symbolic_link(path))
        else:
            problems.append(
                _not_a_folder(path, kinds[0].folder) if is_file else _unreadable(path, "folder", error)
            )
    for path, file, info in seen.changed:
        try:
            if isinstance(info, OSError):
                raise info
            if (problem := _refusal(path.removeprefix(BUNDLED), info.st_mode)) is not None:
                problems.append(problem)
                continue
            is_huge = info.st_size > largest and path.startswith(("content/", "data/"))
            # A huge file is refused for its size, so its content does not matter.
            digest = blake2b(b"%d" % info.st_size, digest_size=16).digest() if is_huge else digest_file(file)
        except FileNotFoundError:
            continue
        except OSError as error:
            problems.append(_unreadable(path, "file", error))
            continue
        # SQLite keeps signed 64-bit integers; Windows has inode numbers beyond them.
        stamp = (info.st_mtime_ns, info.st_size, info.st_ino & 0x7FFF_FFFF_FFFF_FFFF)
        old = known.get(path)
        same = old is not None and (old.stamp, old.digest) == (stamp, digest)
        files.append(old if old is not None and same else SourceFile(path, stamp, digest))
    files.sort(key=attrgetter("path"))
    if any(file.path not in known for file in files):
        problems += _same_names(file.path for file in files)
    if not os.path.lexists(site / "content"):
        problems.append(_misspelled_folder(site, [kind.folder for kind in kinds]) or _no_content(kinds[0]))
    return files, problems


def _same_names(paths: Iterable[str]) -> Iterator[Problem]:
    """Files that another file system cannot tell apart: their names differ only in case, stored accents, or kinds of spaces."""
    first: dict[str, str] = {}
    for path in paths:
        other = first.setdefault(collision_key(path), path)
        if other != path:
            message = f'some computers cannot tell this file and "{other}" apart: only capital letters, accents or kinds of spaces differ'
            yield problem_of("same-name", path, message, "rename one of the two", 1, 1)


def racy(files: Iterable[SourceFile], known_at: int) -> bool:
    """Whether a file changed so shortly before the scan at `known_at` that its stamp cannot be trusted."""
    return max((file.stamp[0] for file in files), default=0) >= known_at - RACE_NS


def digest_file(path: str | Path) -> bytes:
    """BLAKE2b-128 of a file's bytes. Raises OSError."""
    handle = os.open(path, _PLAIN)
    try:
        digest = blake2b(digest_size=16)
        while piece := os.read(handle, 1 << 20):
            digest.update(piece)
        return digest.digest()
    finally:
        os.close(handle)


def _refusal(path: str, mode: int) -> Problem | None:
    """The problem with a file whose name or mode is not allowed; None for other files."""
    if not _is_unicode(path):
        return _not_unicode(path)
    if S_ISLNK(mode):
        return symbolic_link(path)
    if (why := unusable_name(path)) is not None:
        return problem_of("file-name", path, *why, 1, 1)
    if not S_ISREG(mode):
        return _unreadable(path, "file", OSError(0, "it is a device or a pipe"))
    return None


def _is_unicode(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _not_unicode(path: str) -> Problem:
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    message, help_ = (
        "the name of this file is not stored as UTF-8",
        "rename it; use only letters, digits and hyphens",
    )
    return problem_of("file-name", shown, message, help_, 1, 1)


def _unreadable(path: str, what: str, error: OSError) -> Problem:
    message = f"this {what} cannot be read: {error.strerror or error}"
    help_ = "ask the person who set up this computer for access to it"
    return problem_of("unreadable-file", path, message, help_, 1, 1)


def _not_a_folder(folder: str, first: str) -> Problem:
    message = "this is a file, but edblog needs a folder with this name"
    help_ = "give the file another name" + (
        f"; stories go into content/{first}/" if folder == "content" else ""
    )
    return problem_of("not-a-folder", folder, message, help_, 1, 1)


def _misspelled_folder(site: Path, folders: Sequence[str]) -> Problem | None:
    """The problem with a folder of texts whose name is a misspelling of `content` or of a folder in it."""
    for folder in sorted(site.iterdir()):
        meant = (
            ""
            if is_left_out(folder.name) or is_link(folder) or not folder.is_dir()
            else nearest(folder.name, ("content", *folders))
        )
        # Few people mistype the first letter: "tests" does not mean "posts".
        if meant[:1] == folder.name[:1].casefold() and any(
            extension(file) == ".md" and file.count("/") < 3 for file in files_below(folder)
        ):
            to = "content" if meant == "content" else f"content/{meant}"
            message = f'there is no folder "content", and edblog does not read "{folder.name}"'
            help_ = f'did you mean "{to}"? If so, rename it'
            return problem_of("no-content", folder.name, message, help_, 1, 1, severity="error")
    return None


def _no_content(kind: Kind) -> Problem:
    message = 'there is no folder "content", so this site has no stories'
    help_ = (
        f'stories go into content/{kind.folder}/; to start one, run: edblog new {kind.word} "My first story"'
    )
    return problem_of("no-content", "content", message, help_, 1, 1)


def symbolic_link(path: str) -> Problem:
    """The problem of a link in the place of a file or folder."""
    message = "this is a link to another place on the computer, and links are not followed"
    help_ = "delete the link, and put the file or folder itself here"
    return problem_of("symbolic-link", path, message, help_, 1, 1)
