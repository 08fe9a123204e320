"""Asks git for the files that differ from a commit."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_SECONDS = 60
# Settings of a repository can name programs that git then runs; these take that away.
_SAFELY = (
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=",
    "-c",
    "diff.external=",
    "-c",
    "core.quotePath=false",
)


class NotComparableError(ValueError):
    """Git cannot compare the files with a commit; the text is git's message."""


def changed_files(site: Path, base: str) -> tuple[str, ...]:
    """Paths, relative to the site's folder, of files that are new or differ from the commit `base`. Raises `NotComparableError`."""
    command = (
        "diff",
        "--merge-base",
        "--name-only",
        "-z",
        "--no-ext-diff",
        "--no-textconv",
        "--relative",
        "--diff-filter=d",
        "--end-of-options",
    )
    done = _git(site, *command, base, "--", ".")
    untracked = _git(site, "ls-files", "-z", "--others", "--exclude-standard", "--", "content")
    return tuple(sorted({os.fsdecode(name) for name in (done + untracked).split(b"\0") if name}))


def _git(site: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", *_SAFELY, *arguments], cwd=site, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise NotComparableError(str(error)) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise NotComparableError(said.removeprefix("fatal: "))
    return done.stdout
