"""Whether what edblog remembers came with the repository, and so from whoever sent a commit.

What is remembered holds HTML that was made safe once, and is trusted. So it must be this computer's own, or that of a cache that only the
district's own builds fill.
"""

from __future__ import annotations

from pathlib import Path

from edblog.config import STATE_FOLDER
from edblog.problems import EdblogError, Problem


def refuse_planted(site: Path) -> None:
    """Raises `EdblogError` where git has files of the folder in which edblog remembers."""
    index = _index(site.resolve())
    if index is None:
        return
    top, data = index
    prefix = (site.resolve() / STATE_FOLDER).relative_to(top).as_posix()
    if not _has(data, f"{prefix}/".encode()):
        return
    message = "this folder is in git, so what edblog remembers may come from anybody who sent a commit"
    help_ = f"take it out: git rm -r --cached {STATE_FOLDER}; delete it, and see that .gitignore has the line {STATE_FOLDER}/"
    raise EdblogError([Problem(STATE_FOLDER, "error", "state-in-git", message, help_, line=1, column=1)])


def _has(index: bytes, prefix: bytes) -> bool:
    """Whether a path in an index of git begins so; the format is that of gitformat-index, versions 2 and 3."""
    at = index.find(prefix)
    while at >= 0:
        # Before each path are its length, in twelve bits, and sometimes two bytes more.
        length = min(index.find(b"\0", at) - at, 0xFFF)
        if length in {int.from_bytes(index[at - back : at - back + 2]) & 0xFFF for back in (2, 4)}:
            return True
        at = index.find(prefix, at + 1)
    return False


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
