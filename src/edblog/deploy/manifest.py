"""The manifest: a record of the files that edblog has published, stored at the target itself.

It has two files, written in turn, so that one is complete at any time. The one with the higher sequence number counts.
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
    """BLAKE2b of the bytes, 32 hexadecimal digits; after a hyphen that of its headers, where the target keeps some."""
    mtime: int = 0
    """Modification time in seconds since 1970; 0 if the target does not keep it."""


class Waiting(msgspec.Struct, frozen=True):
    """A scheduled text, which will appear at its date."""

    id: str
    """12 hexadecimal digits: see `status.waiting_id`."""
    when: str
    """Time in UTC: `2026-12-04T06:00:00Z`."""


class Status(msgspec.Struct, frozen=True):
    """The content of `status.json`: when and from what the site was published, without titles and drafts."""

    published_at: str
    """Time of publishing, in UTC."""
    commit: str | None
    """Commit of the repository; None if there is none, or if the published files differ from it."""
    waiting: tuple[Waiting, ...] = ()
    """Scheduled texts, sorted by time."""


class Manifest(msgspec.Struct, frozen=True):
    """The content of a target."""

    site: str
    """Address of the home page."""
    publisher: str
    """Digest of the publisher: a folder on a computer, or a repository in continuous integration."""
    run: str
    """Random id of the run that wrote this."""
    sequence: int
    """How many manifests were written before this one."""
    at: str
    """Time of writing, in UTC."""
    files: dict[str, Entry]
    """The files whose content is known."""
    pending: tuple[str, ...] = ()
    """Files that are being uploaded, so their content at the target is not known."""
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
        """The files with known content, including those that are no longer part of the site."""
        return {**self.gone, **self.files}


def read_manifest(folder: Path) -> Manifest | None:
    """The newest complete manifest in a folder with copies of both files; None if there is none."""
    found = [manifest for manifest in (_read(folder / name) for name in SLOTS) if manifest]
    return max(found, key=lambda manifest: manifest.sequence, default=None)


def write_manifest(folder: Path, manifest: Manifest) -> str:
    """Writes a manifest over the older of the two files in a folder, and returns its path."""
    path = SLOTS[manifest.sequence % len(SLOTS)]
    (folder / path).write_bytes(msgspec.json.encode(manifest))
    return path


def moment(at: datetime) -> str:
    """A time in UTC, in seconds: `2026-12-04T06:00:00Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_manifest(path: str) -> bool:
    """Whether a file at a target is one of the two manifest files."""
    return path in SLOTS


def _read(path: Path) -> Manifest | None:
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        return None
    return manifest
