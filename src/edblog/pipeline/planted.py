"""Checks that git has none of the files that only edblog should write: anybody who sends a commit could plant them.

`.edblog/` holds HTML that was made safe once and is trusted, so it must be this computer's own, or come from a cache that only the
district's builds fill. And nobody but the district may put pages into the output folder, or say where it is.
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
"""Versions of git's index that hold whole paths, and the mark of an index that keeps some paths in another file."""
Tracked = Callable[[str], bool]


def refuse_planted(site: Path, output: str) -> list[Problem]:
    """A warning if git has files of the output folder.

    Raises `EdblogError` if git has files of `.edblog/`, or a link in the place of one of the two.
    """
    site = site.resolve()
    remembers, published = site / STATE_FOLDER, site / output
    if remembers.is_symlink():
        message = "this is a link, so anybody may have written what edblog remembers"
        raise _stop("state-in-git", STATE_FOLDER, message, "delete it; edblog makes the folder that it needs")
    if not (remembers.is_dir() or os.path.lexists(published)):
        return []
    tracked = _tracked(site)
    if tracked is None:
        return []
    if tracked(STATE_FOLDER):
        message = "this folder is in git, so what edblog remembers may come from anybody who sent a commit"
        raise _stop("state-in-git", STATE_FOLDER, message, f"take it out: {_help(STATE_FOLDER)}")
    links = [
        folder
        for folder in (published, *published.parents)
        if folder.is_symlink() and folder.is_relative_to(site)
    ]
    for name in (link.relative_to(site).as_posix() for link in links):
        if tracked(name):
            message = "this link is in git, so anybody who sent a commit says where the site is written"
            raise _stop(
                "output-in-git",
                name,
                message,
                f"take it out: git rm --cached {name}; delete it, and make the folder or the link again",
            )
    if not tracked(output):
        return []
    message = "files of this folder are in git, so what anybody commits to it is published without a look"
    return [
        Problem(
            output, "warning", "output-in-git", message, f"take them out: {_help(output)}", line=1, column=1
        )
    ]


def _help(name: str) -> str:
    return f"git rm -r --cached {name}; delete it, and see that .gitignore has the line {name}/"


def _stop(code: str, path: str, message: str, help_: str) -> EdblogError:
    return EdblogError([Problem(path, "error", code, message, help_, line=1, column=1)])


def _tracked(site: Path) -> Tracked | None:
    """A function that says whether git has a file of this name, or one below it; None where there is no repository."""
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
    # Only ASCII letters change, so positions stay the same.
    small = data.lower()
    return lambda name: _has(data, small, _named(f"{above}{name}".encode()))


def _named(path: bytes) -> re.Pattern[bytes]:
    """A path, and what some systems take for the same: in any case, and with characters behind it that they ignore."""
    return re.compile(re.escape(path.lower()) + rb"(?![\w-])")


def _has(index: bytes, small: bytes, name: re.Pattern[bytes]) -> bool:
    """Whether a path in git's index begins with a name; the format is gitformat-index, versions 2 and 3."""
    for found in name.finditer(small):
        at = found.start()
        # The length of each path stands before it in twelve bits, sometimes followed by two more bytes.
        length = min(index.find(b"\0", at) - at, 0xFFF)
        if length in {int.from_bytes(index[at - back : at - back + 2]) & 0xFFF for back in (2, 4)}:
            return True
    return False


def _asked(site: Path) -> bytes:
    """The paths below a folder from `git ls-files`, in small letters, each with a zero byte behind it."""
    import subprocess

    command = ["git", "-c", "core.fsmonitor=false", "ls-files", "-z"]
    try:
        return subprocess.run(command, cwd=site, check=True, capture_output=True).stdout.lower()
    except (OSError, subprocess.CalledProcessError) as error:
        # Git translates its message, but not the name of the setting.
        if b"safe.directory" in getattr(error, "stderr", b""):
            raise _stop("state-in-git", STATE_FOLDER, *_of_somebody_else(site)) from None
        message = "this folder is in a repository of git whose list of files cannot be read, so it may come from anybody who sent a commit"
        raise _stop(
            "state-in-git", STATE_FOLDER, message, "install git, or run: git update-index --index-version 2"
        ) from None


def _of_somebody_else(site: Path) -> tuple[str, str]:
    """The message for "dubious ownership", and what to do about it."""
    top = next((folder for folder in (site, *site.parents) if (folder / ".git").exists()), site)
    message = (
        'git lists no files of this repository, because its folder belongs to another user ("dubious ownership"), '
        "so nobody can tell whether what edblog remembers came with a commit"
    )
    help_ = (
        f"if you trust the folder: git config --global --add safe.directory {quote(str(top))}; "
        "else build as the user whom it belongs to"
    )
    return message, help_


def _index(folder: Path) -> tuple[Path, bytes] | None:
    """The folder of the repository that a folder is in, and the bytes of git's index."""
    for top in (folder, *folder.parents):
        git = top / ".git"
        try:
            if git.is_file():
                # A work tree beside another one, or a submodule.
                git = top / git.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
            return top, (git / "index").read_bytes()
        except OSError:
            if git.exists():
                return None
        except UnicodeDecodeError:
            return None
    return None
