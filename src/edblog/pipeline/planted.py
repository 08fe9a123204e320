"""Checks that git does not track folders that only edblog may write, because any contributor could put files into them.

`.edblog/` has sanitized HTML, which edblog trusts. So it must come from this computer, or from a cache that only the district's builds
write. Likewise, only the district may put pages into the output folder, or choose where it is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from shlex import quote

from edblog.problems import EdblogError, Problem
from edblog.settings import STATE_FOLDER

_ENTRIES, _SPLIT = (2, 3), b"link\0"
"""Versions of git's index that contain full paths, and the mark of an index that has some paths in another file."""
Tracked = Callable[[str], bool]


def refuse_planted(site: Path, output: str) -> list[Problem]:
    """A warning if git tracks files of the output folder `output`.

    Raises `EdblogError` if `.edblog/` is in git or is a symbolic link, or if git has a symbolic link on the way to the output folder.
    """
    site = site.resolve()
    remembers, published = site / STATE_FOLDER, site / output
    if remembers.is_symlink():
        message = "this is a link, so the cache of edblog may come from a stranger"
        raise _stop("state-in-git", STATE_FOLDER, message, "delete it; edblog creates the folder again")
    if not (remembers.is_dir() or os.path.lexists(published)):
        return []
    tracked = _tracked(site)
    if tracked is None:
        return []
    if tracked(STATE_FOLDER):
        message = "this folder is in git, so any contributor could have changed edblog's cache"
        raise _stop("state-in-git", STATE_FOLDER, message, f"remove it from git: {_help(STATE_FOLDER)}")
    links = [
        folder
        for folder in (published, *published.parents)
        if folder.is_symlink() and folder.is_relative_to(site)
    ]
    for name in (link.relative_to(site).as_posix() for link in links):
        if tracked(name):
            message = "this link is in git, so any contributor could change where the site is written"
            raise _stop(
                "output-in-git",
                name,
                message,
                f"remove it from git: git rm --cached {name}; then delete it, and create the folder or the link again",
            )
    if not tracked(output):
        return []
    message = "files of this folder are in git, so any contributor could publish pages without a review"
    return [
        Problem(
            output,
            "warning",
            "output-in-git",
            message,
            f"remove them from git: {_help(output)}",
            line=1,
            column=1,
        )
    ]


def _help(name: str) -> str:
    return f"git rm -r --cached {name}; then delete it, and add the line {name}/ to .gitignore"


def _stop(code: str, path: str, message: str, help_: str) -> EdblogError:
    return EdblogError([Problem(path, "error", code, message, help_, line=1, column=1)])


def _tracked(site: Path) -> Tracked | None:
    """A function that tells whether git tracks this file, or files in this folder; None if there is no repository."""
    index = _index(site)
    if index is None:
        return None
    top, data = index
    if int.from_bytes(data[4:8]) not in _ENTRIES or _SPLIT in data:
        names = _asked(site)
        return lambda name: (
            _named(name.encode()).match(names) is not None
            or _named(b"\0" + name.encode()).search(names) is not None
        )
    folder = site.relative_to(top).as_posix()
    above = "" if folder == "." else f"{folder}/"
    # `lower` changes only ASCII letters in bytes, so positions stay the same.
    small = data.lower()
    return lambda name: _has(data, small, _named(f"{above}{name}".encode()))


def _named(path: bytes) -> re.Pattern[bytes]:
    """A pattern for a path in any case, also with characters at its end that some file systems ignore."""
    return re.compile(re.escape(path.lower()) + rb"(?![\w-])")


def _has(index: bytes, small: bytes, name: re.Pattern[bytes]) -> bool:
    """Whether a path in git's index starts with a name; the format is gitformat-index, versions 2 and 3."""
    for found in name.finditer(small):
        at = found.start()
        # Twelve bits before each path are its length; in some entries, two more bytes follow them.
        length = min(index.find(b"\0", at) - at, 0xFFF)
        if length in {int.from_bytes(index[at - back : at - back + 2]) & 0xFFF for back in (2, 4)}:
            return True
    return False


def _asked(site: Path) -> bytes:
    """The output of `git ls-files` for a folder: paths in lowercase, each followed by a zero byte."""
    import subprocess

    command = ["git", "-c", "core.fsmonitor=false", "ls-files", "-z"]
    try:
        return subprocess.run(command, cwd=site, check=True, capture_output=True).stdout.lower()
    except (OSError, subprocess.CalledProcessError) as error:
        # Git translates its message, but not the name of the setting.
        if b"safe.directory" in getattr(error, "stderr", b""):
            raise _stop("state-in-git", STATE_FOLDER, *_of_somebody_else(site)) from None
        message = "edblog cannot read git's list of files here, so any contributor could have changed edblog's cache"
        raise _stop(
            "state-in-git", STATE_FOLDER, message, "install git, or run: git update-index --index-version 2"
        ) from None


def _of_somebody_else(site: Path) -> tuple[str, str]:
    """The message and the help for git's error "dubious ownership"."""
    top = next((folder for folder in (site, *site.parents) if (folder / ".git").exists()), site)
    message = (
        'git does not list the files here, because the folder belongs to another user ("dubious ownership"), '
        "so edblog's cache may have come with a commit"
    )
    help_ = (
        f"if you trust the folder: git config --global --add safe.directory {quote(str(top))}; "
        "if not, build as the user who owns it"
    )
    return message, help_


def _index(folder: Path) -> tuple[Path, bytes] | None:
    """The root folder of the git repository around a folder, and the bytes of git's index; None without a repository."""
    for top in (folder, *folder.parents):
        git = top / ".git"
        try:
            if git.is_file():
                # A linked work tree or a submodule.
                git = top / git.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
            return top, (git / "index").read_bytes()
        except OSError:
            if git.exists():
                return None
        except UnicodeDecodeError:
            return None
    return None
