"""Makes a copy of the built site for uploading, so that a build in the meantime does not change it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from edblog.deploy.plan import Local


def snapshot(output: Path, paths: Iterable[str], folder: Path) -> dict[str, Local]:
    """Hard-links files of an output folder into an empty folder, and returns them with size, digest and time."""
    found = {}
    made: set[str] = set()
    for path in paths:
        parent = path.rpartition("/")[0]
        if parent not in made:
            (folder / parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        source, target = output / path, folder / path
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)
        status = target.stat()
        with target.open("rb") as file:
            digest = _digest(file.fileno())
        found[path] = Local(status.st_size, digest, int(status.st_mtime))
    return found


def _digest(handle: int) -> str:
    digest = blake2b(digest_size=16)
    while data := os.read(handle, 1 << 20):
        digest.update(data)
    return digest.hexdigest()
