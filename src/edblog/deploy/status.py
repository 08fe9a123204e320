"""Makes and reads `status.json`: the time and commit of publishing, and the scheduled texts."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from socket import gethostname

import msgspec

from edblog.deploy.manifest import Status, Waiting, moment
from edblog.start.stat_scan import CONFIG_NAME, SOURCE_FOLDERS

_REPOSITORIES = ("GITHUB_REPOSITORY", "CI_PROJECT_PATH", "BITBUCKET_REPO_FULL_NAME")
"""Environment variables with the name of the repository, as set by services for continuous integration."""


def waiting_id(path: str) -> str:
    """The id of a scheduled text: BLAKE2b of its path in the site's folder, in 12 hexadecimal digits.

    People who know the path of a text can find it in `status.json`; others cannot learn the path from it.
    """
    return blake2b(path.encode(), digest_size=6).hexdigest()


def status_of(texts: Iterable[tuple[str, datetime]], commit: str | None, now: datetime) -> Status:
    """The status of a site; `texts` has the path and the time of each scheduled text."""
    waiting = sorted((moment(when), waiting_id(path)) for path, when in texts)
    return Status(moment(now), commit, tuple(Waiting(id_, when) for when, id_ in waiting))


def encoded(status: Status) -> bytes:
    """The bytes of `status.json`."""
    return msgspec.json.encode(status)


def decoded(data: bytes) -> Status | None:
    """The status in the bytes of a `status.json`; None if they are not valid."""
    try:
        return msgspec.json.decode(data, type=Status)
    except msgspec.DecodeError:
        return None


def commit_of(site: Path) -> str | None:
    """The hash of the checked-out commit; None without a repository, or if files of the site differ from it."""
    sources = [name for name in (CONFIG_NAME, *SOURCE_FOLDERS) if (site / name).exists()]
    commit = _git(site, "rev-parse", "--verify", "HEAD")
    changes = _git(site, "status", "--porcelain", "--", *sources)
    return commit if commit and changes == "" else None


def publisher_of(site: Path, environment: Mapping[str, str]) -> str:
    """The digest of the publisher: the repository in continuous integration, else the folder and the computer.

    The environment variable `EDBLOG_PUBLISHER` is used instead, if it is set.
    """
    name = environment.get("EDBLOG_PUBLISHER", "")
    if not name and environment.get("CI"):
        name = next((environment[key] for key in _REPOSITORIES if environment.get(key)), "")
        name = name or _git(site, "remote", "get-url", "origin") or ""
    name = name or f"{gethostname()}:{site}"
    return blake2b(name.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


def _git(site: Path, *arguments: str) -> str | None:
    """The output of a git command; None if it fails."""
    try:
        done = subprocess.run(
            ["git", "-C", str(site), *arguments], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
