"""The plan of a run: what is uploaded, in which order, and what is deleted. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

import msgspec

from edblog.deploy.manifest import Entry, Manifest, is_manifest
from edblog.deploy.target import PARTIAL, STATUS, Remote

_FEEDS = (".xml", ".json", ".opml", ".rss", ".atom")
_LAST = frozenset(["_headers", "_redirects", "robots.txt"])
_CLOCK = 2
"""Seconds by which a modification time may differ."""
BATCH = 1000
"""Files after which the manifest is written again, so that an interrupted run has little to repeat."""


class Local(msgspec.Struct, frozen=True):
    """A file of the site as it is built."""

    size: int
    digest: str
    mtime: int


class Plan(msgspec.Struct, frozen=True):
    """What a run has to do."""

    new: tuple[str, ...] = ()
    """Files that the target does not have."""
    changed: tuple[str, ...] = ()
    """Files that the target has with another content, or with one that nobody knows."""
    gone: tuple[str, ...] = ()
    """Files at the target that the site no longer has, sorted."""
    unchanged: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    """Published files that somebody else has changed or deleted at the target, sorted."""
    foreign: tuple[str, ...] = ()
    """Files at the target that edblog did not upload, sorted; they stay."""
    in_the_way: tuple[str, ...] = ()
    """Those of them whose paths the site needs, sorted."""
    leftovers: tuple[str, ...] = ()
    """Halves of files that an interrupted run has left."""

    @property
    def uploads(self) -> tuple[str, ...]:
        """All files to upload."""
        return (*self.new, *self.changed)

    def batches(self) -> Iterator[tuple[str, ...]]:
        """The files to upload, in groups: a page comes after the files that it needs, and before the lists that name it.

        New files come before changed ones, and a new home page after all other pages: what no page names yet may
        wait for its own files.
        """
        new = frozenset(self.new)
        ordered = sorted(self.uploads, key=lambda path: (_rank(path, path in new), path))
        for _, group in groupby(ordered, key=lambda path: _rank(path, path in new)):
            paths = tuple(group)
            yield from (paths[at : at + BATCH] for at in range(0, len(paths), BATCH))


def _rank(path: str, is_new: bool) -> int:
    is_page = path.endswith((".html", ".htm"))
    is_sitemap = path.startswith("sitemap") and path.endswith(".xml")
    if is_page:
        return 4 if not is_new else 3 if path == "index.html" else 2
    if is_sitemap or path in _LAST:
        return 5 if is_new else 6
    # The page that names a new feed is not there yet; a feed that changes names pages.
    if path.endswith(_FEEDS) and not is_new:
        return 6
    return 0 if is_new else 1


def plan(
    local: Mapping[str, Local],
    manifest: Manifest | None,
    listing: Mapping[str, Remote],
    md5: Callable[[str], str],
) -> Plan:
    """The plan of a run. `md5` computes the digest of a local file; it is called where the listing has one."""
    # Some file systems write accents in another form than they were given.
    there = {_key(path): remote for path, remote in listing.items()}
    known = {_key(path): entry for path, entry in manifest.known.items()} if manifest else {}
    pending = {_key(path) for path in manifest.pending} if manifest else set()
    found: dict[str, list[str]] = {name: [] for name in Plan.__struct_fields__}
    for path, file in local.items():
        key = _key(path)
        remote, entry = there.get(key), known.get(key)
        for name in _of_site(file, entry, remote, path, key in pending, md5):
            found[name].append(path)
    own = {_key(path) for path in local}
    for path, remote in listing.items():
        key = _key(path)
        if key in own or is_manifest(path) or (path == STATUS and manifest):
            continue
        if path.endswith(PARTIAL):
            found["leftovers"].append(path)
        elif key in pending or (key in known and _fits(known[key], remote)):
            found["gone"].append(path)
        else:
            # Somebody may have put another file into the place of one that edblog published.
            found["foreign"].append(path)
    return Plan(**{name: tuple(sorted(paths)) for name, paths in found.items()})


def _of_site(
    file: Local,
    entry: Entry | None,
    remote: Remote | None,
    path: str,
    is_pending: bool,
    md5: Callable[[str], str],
) -> Iterator[str]:
    """The names of the lists in a plan to which a file of the site belongs."""
    is_intact = entry is not None and remote is not None and _fits(entry, remote)
    if entry is not None and remote is not None and is_intact and entry.digest == file.digest and remote.md5:
        is_intact = remote.md5 == md5(path)
    if entry is not None and not is_intact and not is_pending:
        yield "altered"
    if remote is None:
        yield "new"
    elif entry is not None and is_intact and not is_pending and entry.digest == file.digest:
        yield "unchanged"
    else:
        yield "changed"
        if entry is None and not is_pending:
            yield "in_the_way"


def _key(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _fits(entry: Entry, remote: Remote) -> bool:
    # Some file systems know every other second only.
    is_same_time = not (entry.mtime and remote.mtime) or abs(entry.mtime - remote.mtime) <= _CLOCK
    return entry.size == remote.size and is_same_time
