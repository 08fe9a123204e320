"""Whether what only edblog should make came with the repository, and so from whoever sent a commit.

What is remembered holds HTML that was made safe once, and is trusted. So it must be this computer's own, or that of a cache that only the
district's own builds fill. Of the folder that is published, nobody should be able to say where it is, or to put pages into it.
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
"""Versions of an index of git that have whole paths, and what an index has whose paths are partly in another file."""
Tracked = Callable[[str], bool]


def refuse_planted(site: Path, output: str) -> list[Problem]:
    """A warning if git has files of the folder that is published.

    Raises `EdblogError` where git has files of the folder in which edblog remembers, or a link in the place of one of the two.
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
    """Tells whether git has a file of this name, or one below it; None where there is no repository."""
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
    # Bytes that are no letters stay, and so does the length.
    small = data.lower()
    return lambda name: _has(data, small, _named(f"{above}{name}".encode()))


def _named(path: bytes) -> re.Pattern[bytes]:
    """A path, or what some systems take for it: in any case, and with signs behind it that they leave out."""
    return re.compile(re.escape(path.lower()) + rb"(?![\w-])")


def _has(index: bytes, small: bytes, name: re.Pattern[bytes]) -> bool:
    """Whether a path in an index of git begins so; the format is that of gitformat-index, versions 2 and 3."""
    for found in name.finditer(small):
        at = found.start()
        # Before each path are its length, in twelve bits, and sometimes two bytes more.
        length = min(index.find(b"\0", at) - at, 0xFFF)
        if length in {int.from_bytes(index[at - back : at - back + 2]) & 0xFFF for back in (2, 4)}:
            return True
    return False


def _asked(site: Path) -> bytes:
    """The paths below a folder as git tells them, in small letters, each with a zero byte behind it."""
    import subprocess

    command = ["git", "-c", "core.fsmonitor=false", "ls-files", "-z"]
    try:
        return subprocess.run(command, cwd=site, check=True, capture_output=True).stdout.lower()
    except (OSError, subprocess.CalledProcessError) as error:
        # Git says so in the language of the user, and names the setting in each.
        if b"safe.directory" in getattr(error, "stderr", b""):
            raise _stop("state-in-git", STATE_FOLDER, *_of_somebody_else(site)) from None
        message = "this folder is in a repository of git whose list of files cannot be read, so it may come from anybody who sent a commit"
        raise _stop(
            "state-in-git", STATE_FOLDER, message, "install git, or run: git update-index --index-version 2"
        ) from None


def _of_somebody_else(site: Path) -> tuple[str, str]:
    """What git calls "dubious ownership", and what to do about it."""
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
    """The folder of the repository that a folder is in, and what git has in its list of files."""
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
