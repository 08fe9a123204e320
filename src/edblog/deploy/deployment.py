"""Runs a deployment: compares the built site with the target, uploads the changes, and then deletes old files.

A run that ends at any instant leaves a target on which each page finds its files, and a manifest from which the next run goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from uuid import uuid4

import msgspec

from edblog.deploy.manifest import SLOTS, Entry, Manifest, Status, moment, read_manifest, write_manifest
from edblog.deploy.plan import Local, Plan, is_page, plan
from edblog.deploy.target import STATUS, DeployError, Remote, Target

_CHECKPOINT = 300
"""The manifest is written again after this many uploaded files."""
_SHOWN = 5
"""The most paths listed in a message."""


class Options(msgspec.Struct, frozen=True):
    """The options of a deployment."""

    force: bool = False
    """Replace files from another computer, another site or another program."""
    dry: bool = False
    """Only plan, and change nothing."""
    wait: float = 10.0
    """Seconds to wait before old files are deleted, for readers who still have an old page open."""


class Site(msgspec.Struct, frozen=True):
    """The built site."""

    address: str
    """Absolute URL of the home page."""
    folder: Path
    """The folder with its files, which do not change during the deployment. The deployment adds files of its own."""
    files: Mapping[str, Local]
    status: Status | None
    """The content of `status.json`; None if the site has a file of its own with this name."""
    publisher: str


class Outcome(msgspec.Struct, frozen=True):
    """The result of a deployment, or of a dry run."""

    plan: Plan
    size: int
    """Bytes to upload."""
    is_idle: bool = False
    """Whether there was nothing to do."""
    was_interrupted: bool = False
    """Whether it continued an interrupted deployment."""
    seconds: float = 0.0


class Deployment:
    """One deployment. `progress` is called with the numbers of uploaded files and of all files, `say` with a line of text."""

    def __init__(
        self,
        target: Target,
        site: Site,
        options: Options,
        *,
        progress: Callable[[int, int], None],
        say: Callable[[str], None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._target, self._site, self._options = target, site, options
        self._progress, self._say, self._now, self._sleep = progress, say, now, sleep
        self._run = uuid4().hex
        self._former: Manifest | None = None
        self._sequence = 0

    def run(self) -> Outcome:
        """Publishes. Raises `DeployError` if another computer has published there, or if the target refuses something."""
        started = time.monotonic()
        target, site = self._target, self._site
        site = self._site = _with_headers(site, target)
        listing = target.listing()
        former = self._fetched(listing)
        if former:
            self._sequence = former.sequence + 1
        self._former = former if former and former.site == site.address else None
        if not self._options.force:
            _check_publisher(former, site)
        todo = plan(site.files, self._former, listing, self._digest)
        todo = msgspec.structs.replace(
            todo, foreign=tuple(path for path in todo.foreign if path not in target.own)
        )
        size = sum(site.files[path].size for path in todo.uploads)
        outcome = Outcome(todo, size, was_interrupted=bool(self._former and not self._former.is_complete))
        if todo.in_the_way and not self._options.force:
            raise _in_the_way(todo, self._target)
        if self._is_idle(todo):
            return msgspec.structs.replace(outcome, is_idle=True, seconds=time.monotonic() - started)
        if not self._options.dry:
            gone = {path: _entry_of(path, listing[path], self._former) for path in todo.gone}
            if not self._exchanged(todo, gone):
                self._upload(todo, gone)
            self._delete(todo)
        return msgspec.structs.replace(outcome, seconds=time.monotonic() - started)

    # The content of the target

    def _fetched(self, listing: Collection[str] = SLOTS) -> Manifest | None:
        """The manifest at the target; None if there is none."""
        folder, slots = self._site.folder, [name for name in SLOTS if name in listing]
        for name in SLOTS:
            (folder / name).unlink(missing_ok=True)
        if slots:
            self._target.fetch(slots, folder)
        return read_manifest(folder)

    def _is_idle(self, todo: Plan) -> bool:
        former, status = self._former, self._site.status
        if former is None or not former.is_complete or todo.uploads or todo.gone or todo.leftovers:
            return False
        if former.status is None or status is None:
            return former.status is status
        return (former.status.commit, former.status.waiting) == (status.commit, status.waiting)

    def _digest(self, path: str) -> str:
        return self._target.digest(self._site.folder / path)

    # The changes

    def _exchanged(self, todo: Plan, gone: Mapping[str, Entry]) -> bool:
        """Makes all changes in one step, except late deletions; False if the target cannot do that."""
        folder = self._site.folder
        now = () if self._target.deletes_late else todo.gone
        rest = {} if now else _without(gone, _obstacles(todo))
        path = write_manifest(folder, self._manifest(self._entries(todo), gone=rest))
        own = [*self._write_status(), path]
        total = len(todo.uploads)
        remove = dict.fromkeys((*todo.leftovers, *_obstacles(todo), *now))
        add = (*todo.uploads, *own)
        if not self._target.replace(
            folder, add, remove, lambda done: self._progress(min(done, total), total)
        ):
            return False
        self._sequence += 1
        return True

    def _upload(self, todo: Plan, gone: Mapping[str, Entry]) -> None:
        """Uploads file by file: first new files that no page links to yet, then pages, then lists of pages."""
        former = self._former
        files = {path: former.known[path] for path in todo.unchanged} if former else {}
        pending = dict.fromkeys(todo.uploads)
        self._put_manifest(files, pending, gone)
        first = [*todo.leftovers, *_obstacles(todo)]
        if first:
            self._target.delete(first)
            gone = _without(gone, first)
        done, recorded, total = 0, 0, len(pending)
        for batch in todo.batches():
            if done - recorded >= _CHECKPOINT:
                self._check_alone()
                self._put_manifest(files, pending, gone)
                recorded = done
            self._put(batch, done, total)
            done += len(batch)
            for path in batch:
                files[path] = self._entry(path)
                del pending[path]
        self._check_alone()
        if status := self._write_status():
            self._put(status, total, total)
        self._put_manifest(files, {}, gone)

    def _delete(self, todo: Plan) -> None:
        """Deletes files that the site no longer has, after waiting for readers with an old page open."""
        paths = [path for path in todo.gone if path not in set(_obstacles(todo))]
        if not paths or not self._target.deletes_late:
            return
        if self._options.wait:
            self._say(f"Published. Old files are deleted in {self._options.wait:g} seconds …")
            self._sleep(self._options.wait)
        self._check_alone()
        old = [*self._distinct(paths)]
        # Whoever has the address of an old page gets all of it, or nothing.
        for group in (list(filter(is_page, old)), [path for path in old if not is_page(path)]):
            if group:
                self._target.delete(group)
        self._put_manifest(self._entries(todo), {}, {})

    def _distinct(self, gone: list[str]) -> Iterator[str]:
        """The files to delete, without those that are the same file as one of the site on a target that ignores case."""
        names = {path.casefold(): path for path in self._site.files}
        alike = {path for path in gone if path.casefold() in names}
        listing = self._target.listing() if alike else {}
        for path in gone:
            if path not in alike or (path in listing and names[path.casefold()] in listing):
                yield path

    # Manifest and status

    def _manifest(
        self,
        files: dict[str, Entry],
        pending: Mapping[str, None] | None = None,
        gone: Mapping[str, Entry] | None = None,
    ) -> Manifest:
        return Manifest(
            site=self._site.address,
            publisher=self._site.publisher,
            run=self._run,
            sequence=self._sequence,
            at=moment(self._now()),
            files=files,
            pending=tuple(pending or ()),
            gone=dict(gone or {}),
            status=self._site.status,
        )

    def _put_manifest(
        self, files: dict[str, Entry], pending: Mapping[str, None], gone: Mapping[str, Entry]
    ) -> None:
        path = write_manifest(self._site.folder, self._manifest(files, pending, gone))
        self._target.put(self._site.folder, [path], lambda _done: None)
        self._sequence += 1

    def _write_status(self) -> list[str]:
        if self._site.status is None:
            return []
        path = self._site.folder / STATUS
        path.unlink(missing_ok=True)
        path.write_bytes(msgspec.json.encode(self._site.status))
        return [STATUS]

    def _put(self, batch: tuple[str, ...] | list[str], done: int, total: int) -> None:
        self._target.put(self._site.folder, batch, lambda more: self._progress(done + more, total))

    def _entry(self, path: str) -> Entry:
        file = self._site.files[path]
        return Entry(file.size, file.digest, file.mtime)

    def _entries(self, todo: Plan) -> dict[str, Entry]:
        """The manifest's entries of all files of the site after the upload."""
        known = self._former.known if self._former else {}
        return {path: known[path] for path in todo.unchanged} | {
            path: self._entry(path) for path in todo.uploads
        }

    def _check_alone(self) -> None:
        """Raises `DeployError` if another deployment to this target has started since."""
        found = self._fetched()
        if found is None or found.run != self._run:
            raise DeployError(
                "publish-conflict",
                "another person or computer is publishing there at the same time, so this run has stopped",
                "wait until the other run has finished, then publish again",
            )


def _with_headers(site: Site, target: Target) -> Site:
    """The site, with a file whose headers change counted as one whose content does."""
    headers = target.headers(site.folder)
    files = {}
    for path, file in site.files.items():
        kept = headers(path)
        mark = f"-{blake2b(kept.encode(), digest_size=4).hexdigest()}" if kept else ""
        files[path] = msgspec.structs.replace(file, digest=file.digest + mark) if mark else file
    return msgspec.structs.replace(site, files=files)


def _obstacles(todo: Plan) -> list[str]:
    """Old files that must be deleted before an upload, because a folder is now at their path, or a file at that of their folder."""
    folders = {path[:at] for path in todo.uploads for at, sign in enumerate(path) if sign == "/"}
    files = set(todo.uploads)
    return [path for path in todo.gone if path in folders or any(part in files for part in _folders(path))]


def _without(gone: Mapping[str, Entry], paths: Collection[str]) -> dict[str, Entry]:
    return {path: entry for path, entry in gone.items() if path not in paths}


def _folders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _entry_of(path: str, remote: Remote, former: Manifest | None) -> Entry:
    known = former.known.get(path) if former else None
    return known or Entry(remote.size, "", remote.mtime)


def _check_publisher(former: Manifest | None, site: Site) -> None:
    if former is None:
        return
    if former.site != site.address:
        raise DeployError(
            "publish-conflict",
            f"another site is published there: {former.site}",
            "correct the address; or, if this site replaces it, publish once with --force",
        )
    if former.publisher != site.publisher and not former.is_complete:
        raise DeployError(
            "publish-conflict",
            f"another person or computer started to publish there on {_readable(former.at)}, and has not finished",
            "wait until they have; if they were interrupted, publish once with --force",
        )
    if former.publisher != site.publisher:
        raise DeployError(
            "publish-conflict",
            f"another person or computer published there on {_readable(former.at)}",
            "make sure that you have the newest stories (git pull), then publish once with --force",
        )


def _in_the_way(todo: Plan, target: Target) -> DeployError:
    return DeployError(
        "publish-in-the-way",
        f"edblog did not upload these files to {target.name}, and would replace them: {named(todo.in_the_way)}",
        "move them elsewhere; or, if they are an older copy of this site, publish once with --force",
    )


def named(paths: tuple[str, ...]) -> str:
    """The first paths for a message, and the number of the others."""
    more = len(paths) - _SHOWN
    return ", ".join(paths[:_SHOWN]) + (f" and {more:,} more" if more > 0 else "")


def _readable(at: str) -> str:
    return f"{at[:10]} at {at[11:16]} UTC"
