"""The manifest: what edblog has published at a target, kept at the target itself.

There are two files, written in turn, so that one is whole at any moment. The one with the higher number counts.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec

SLOTS = (".edblog-manifest.json", ".edblog-manifest-2.json")
"""Names of the two files, at the root of the target."""
FORMAT = 1


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A published file."""

    size: int
    digest: str
    """BLAKE2b of the bytes, 32 hexadecimal digits."""
    mtime: int = 0
    """Modification time in seconds since 1970, where the target keeps the one that it is given."""


class Waiting(msgspec.Struct, frozen=True):
    """A text that will appear by itself."""

    id: str
    """12 hexadecimal digits: see `status.waiting_id`."""
    when: str
    """Moment in UTC: `2026-12-04T06:00:00Z`."""


class Status(msgspec.Struct, frozen=True):
    """`status.json`: what the site was when it was published, without titles and without drafts."""

    published_at: str
    """Moment in UTC."""
    commit: str | None
    """Commit of the repository; None if there is none, or if the published files differ from it."""
    waiting: tuple[Waiting, ...] = ()
    """Scheduled texts, by their moments."""


class Manifest(msgspec.Struct, frozen=True):
    """What is at a target."""

    site: str
    """Address of the home page."""
    publisher: str
    """Digest of who publishes: a folder on a computer, or a repository in continuous integration."""
    run: str
    """Random id of the run that wrote this."""
    sequence: int
    """How many manifests were written before this one."""
    at: str
    """When it was written; a moment in UTC."""
    files: dict[str, Entry]
    """The files whose content is known."""
    pending: tuple[str, ...] = ()
    """Files that the run is uploading, so that their content is unknown."""
    gone: dict[str, Entry] = {}
    """Files that are no longer part of the site, and not deleted yet."""
    status: Status | None = None
    """The published `status.json`; None if there is none."""
    format: int = FORMAT

    @property
    def is_complete(self) -> bool:
        """Whether the run has uploaded everything."""
        return not self.pending

    @property
    def known(self) -> dict[str, Entry]:
        """The files with their content, also those that are no longer part of the site."""
        return {**self.gone, **self.files}


def read_manifest(folder: Path) -> Manifest | None:
    """The newest whole manifest in a folder with copies of both files; None if there is none."""
    found = [manifest for manifest in (_read(folder / name) for name in SLOTS) if manifest]
    return max(found, key=lambda manifest: manifest.sequence, default=None)


def write_manifest(folder: Path, manifest: Manifest) -> str:
    """Writes a manifest into a folder and returns its path: that of the older of the two files."""
    path = SLOTS[manifest.sequence % len(SLOTS)]
    (folder / path).write_bytes(msgspec.json.encode(manifest))
    return path


def moment(at: datetime) -> str:
    """A moment in UTC to the second: `2026-12-04T06:00:00Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_manifest(path: str) -> bool:
    """Whether a file at a target is one of the two."""
    return path in SLOTS


def _read(path: Path) -> Manifest | None:
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        return None
    return manifest
