"""`status.json`: when the site was published, from which commit, and what will appear by itself."""

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
"""Variables in which services for continuous integration name the repository."""


def waiting_id(path: str) -> str:
    """The id of a scheduled text: BLAKE2b of its path in the site's folder, in 12 hexadecimal digits.

    Who knows the path of a text finds it in `status.json`; nobody else learns its name from there.
    """
    return blake2b(path.encode(), digest_size=6).hexdigest()


def status_of(texts: Iterable[tuple[str, datetime]], commit: str | None, now: datetime) -> Status:
    """The status of a site with these scheduled texts: the path and the moment of each."""
    waiting = sorted((moment(when), waiting_id(path)) for path, when in texts)
    return Status(moment(now), commit, tuple(Waiting(id_, when) for when, id_ in waiting))


def encoded(status: Status) -> bytes:
    """The bytes of `status.json`."""
    return msgspec.json.encode(status)


def decoded(data: bytes) -> Status | None:
    """The status in the bytes of a `status.json`; None if they are something else."""
    try:
        return msgspec.json.decode(data, type=Status)
    except msgspec.DecodeError:
        return None


def commit_of(site: Path) -> str | None:
    """The commit that is checked out; None without a repository, or if files of the site differ from it."""
    sources = [name for name in (CONFIG_NAME, *SOURCE_FOLDERS) if (site / name).exists()]
    commit = _git(site, "rev-parse", "--verify", "HEAD")
    changes = _git(site, "status", "--porcelain", "--", *sources)
    return commit if commit and changes == "" else None


def publisher_of(site: Path, environment: Mapping[str, str]) -> str:
    """Who publishes, as a digest: a repository in continuous integration, else a folder on a computer.

    The environment variable `EDBLOG_PUBLISHER` names it instead.
    """
    name = environment.get("EDBLOG_PUBLISHER", "")
    if not name and environment.get("CI"):
        name = next((environment[key] for key in _REPOSITORIES if environment.get(key)), "")
        name = name or _git(site, "remote", "get-url", "origin") or ""
    name = name or f"{gethostname()}:{site}"
    return blake2b(name.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


def _git(site: Path, *arguments: str) -> str | None:
    """What git prints; None if it cannot say."""
    try:
        done = subprocess.run(
            ["git", "-C", str(site), *arguments], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
