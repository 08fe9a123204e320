"""Plans a deployment: the files to upload, their order, and the files to delete. All functions are pure."""

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
"""Seconds by which two modification times may differ for an unchanged file."""
BATCH = 1000
"""The manifest is written again after this many files, so that an interrupted deployment has little to repeat."""


class Local(msgspec.Struct, frozen=True):
    """A file of the built site."""

    size: int
    digest: str
    mtime: int


class Plan(msgspec.Struct, frozen=True):
    """The work of a deployment."""

    new: tuple[str, ...] = ()
    """Files that the target does not have."""
    changed: tuple[str, ...] = ()
    """Files that have other or unknown content at the target."""
    gone: tuple[str, ...] = ()
    """Files at the target that the site no longer has, sorted."""
    unchanged: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    """Published files that were changed or deleted at the target since, sorted."""
    foreign: tuple[str, ...] = ()
    """Files at the target that edblog did not upload, sorted; they stay."""
    in_the_way: tuple[str, ...] = ()
    """Foreign files at paths that the site needs, sorted."""
    leftovers: tuple[str, ...] = ()
    """Incomplete files from an interrupted deployment."""

    @property
    def uploads(self) -> tuple[str, ...]:
        """All files to upload."""
        return (*self.new, *self.changed)

    def batches(self) -> Iterator[tuple[str, ...]]:
        """The files to upload, in groups: a page comes after the files that it needs, and before the lists that link to it.

        New files come before changed ones, and a new home page after all other pages: no page that visitors can get to links
        to a new page yet. New pages link to each other in circles (a story to its new author, and the author to the
        story), so no order among them is better than another.
        """
        new = frozenset(self.new)
        ordered = sorted(self.uploads, key=lambda path: (_rank(path, path in new), path))
        for _, group in groupby(ordered, key=lambda path: _rank(path, path in new)):
            paths = tuple(group)
            yield from (paths[at : at + BATCH] for at in range(0, len(paths), BATCH))


def is_page(path: str) -> bool:
    """Whether a file is a page."""
    return path.endswith((".html", ".htm"))


def _rank(path: str, is_new: bool) -> int:
    is_sitemap = path.startswith("sitemap") and path.endswith(".xml")
    if is_page(path):
        return 4 if not is_new else 3 if path == "index.html" else 2
    if is_sitemap or path in _LAST:
        return 5 if is_new else 6
    # No uploaded page links to a new feed yet; a changed feed links to pages, so it comes after them.
    if path.endswith(_FEEDS) and not is_new:
        return 6
    return 0 if is_new else 1


def plan(
    local: Mapping[str, Local],
    manifest: Manifest | None,
    listing: Mapping[str, Remote],
    digest: Callable[[str], str],
) -> Plan:
    """The plan of a deployment. `digest` computes that of a local file; it is called only if the listing has one for it."""
    # Some file systems change the Unicode form of accents in file names.
    there = {_key(path): remote for path, remote in listing.items()}
    known = {_key(path): entry for path, entry in manifest.known.items()} if manifest else {}
    pending = {_key(path) for path in manifest.pending} if manifest else set()
    found: dict[str, list[str]] = {name: [] for name in Plan.__struct_fields__}
    for path, file in local.items():
        key = _key(path)
        remote, entry = there.get(key), known.get(key)
        for name in _of_site(file, entry, remote, path, key in pending, digest):
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
            # Another program may have replaced a file that edblog published.
            found["foreign"].append(path)
    return Plan(**{name: tuple(sorted(paths)) for name, paths in found.items()})


def _of_site(
    file: Local,
    entry: Entry | None,
    remote: Remote | None,
    path: str,
    is_pending: bool,
    digest: Callable[[str], str],
) -> Iterator[str]:
    """The names of the fields of `Plan` that contain a file of the site."""
    is_intact = entry is not None and remote is not None and _fits(entry, remote)
    if (
        entry is not None
        and remote is not None
        and is_intact
        and entry.digest == file.digest
        and remote.digest
    ):
        is_intact = remote.digest == digest(path)
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
    # Some file systems store times in steps of two seconds.
    is_same_time = not (entry.mtime and remote.mtime) or abs(entry.mtime - remote.mtime) <= _CLOCK
    return entry.size == remote.size and is_same_time
