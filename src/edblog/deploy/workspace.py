"""The temporary folder of a deployment, with a lock that stops a second deployment at the same time."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from edblog.deploy.target import DeployError
from edblog.files.lock import acquire, release

_PATIENCE = 60.0
"""Seconds to wait for a program from an interrupted deployment that is still uploading."""


class Workspace(NamedTuple):
    """The temporary folder of a deployment; it is empty at the start and deleted at the end."""

    folder: Path
    lock: int
    """File descriptor of the lock, which started programs inherit."""


@contextmanager
def workspace(state: Path) -> Iterator[Workspace]:
    """Makes the temporary folder below `.edblog/`. Raises `DeployError` if another deployment is running."""
    home = state / "deploy"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(home / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait_for(handle)
        folder = home / "run"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            yield Workspace(folder, handle)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            release(handle)
    finally:
        os.close(handle)


def _wait_for(handle: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return acquire(handle)
        except (BlockingIOError, PermissionError):
            if time.monotonic() > deadline:
                raise DeployError(
                    "publish-conflict",
                    "another edblog on this computer is publishing this site",
                    "wait until it has finished, then publish again",
                ) from None
            time.sleep(0.1)
