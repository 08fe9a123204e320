"""Publishes to a folder on this computer or on a network drive, which a web server shows."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from edblog.deploy.target import PARTIAL, DeployError, Method, Place, Progress, Remote, Target
from edblog.files.exchange import exchange_names
from edblog.options import Mistake
from edblog.start.stat_scan import SOURCE_FOLDERS, STATE_FOLDER


class Folder(Target):
    """The folder as a target. It is replaced in one step if its file system can do that; otherwise file by file."""

    def __init__(self, place: Place) -> None:
        given = Path(place.address.removeprefix("file://"))
        # `replace` renames the folder itself, not a symbolic link to it.
        self._root = (place.site / given.expanduser()).resolve()
        self.name = str(self._root)
        _check(self._root, place)

    def listing(self) -> dict[str, Remote]:
        """All files by path; symbolic links are not followed."""
        return dict(_walk(self._root))

    def fetch(self, paths: Collection[str], folder: Path) -> None:
        """Copies files of the target to a local folder."""
        for path in paths:
            with suppress(FileNotFoundError):
                shutil.copyfile(self._root / path, folder / path)

    def put(self, folder: Path, paths: Sequence[str], progress: Progress) -> None:
        """Copies each file next to its destination, and then renames it."""
        for done, path in enumerate(paths, 1):
            target = self._root / path
            _make_folder(target.parent)
            part = target.with_name(f"{target.name[:40]}{PARTIAL}")
            part.unlink(missing_ok=True)
            shutil.copy2(folder / path, part)
            part.replace(target)
            progress(done)

    def delete(self, paths: Sequence[str]) -> None:
        """Deletes files, and folders that become empty."""
        _delete(self._root, paths)

    def replace(
        self, folder: Path, add: Collection[str], remove: Collection[str], progress: Progress
    ) -> bool:
        """Prepares the new site next to the old one, and swaps their names in one step."""
        root = self._root
        shadow = root.with_name(f".{root.name}.edblog-next")
        if os.path.ismount(root) or not os.access(_nearest(root.parent), os.W_OK | os.X_OK):
            return False
        _remove_tree(shadow)
        shadow.parent.mkdir(parents=True, exist_ok=True)
        if root.exists() and not _same_device(root, shadow.parent):
            return False
        shadow.mkdir()
        try:
            self._fill(shadow, folder, add, remove, progress)
            if not root.exists():
                shadow.rename(root)
                return True
            shutil.copystat(root, shadow)
            done = exchange_names(shadow, root)
        finally:
            # After the swap, this is the old site.
            _remove_tree(shadow)
        return done

    def _fill(
        self, shadow: Path, folder: Path, add: Collection[str], remove: Collection[str], progress: Progress
    ) -> None:
        left_out = {*add, *remove}
        if self._root.exists():
            _link_tree(self._root, shadow, left_out)
        for done, path in enumerate(add, 1):
            (shadow / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(folder / path, shadow / path)
            progress(done)


def _walk(root: Path, prefix: str = "") -> Iterator[tuple[str, Remote]]:
    try:
        with os.scandir(root) as found:
            entries = list(found)
    except FileNotFoundError:
        return
    for entry in entries:
        path = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), f"{path}/")
        else:
            status = entry.stat(follow_symlinks=False)
            is_file = stat.S_ISREG(status.st_mode)
            yield path, Remote(status.st_size if is_file else -1, int(status.st_mtime))


def _link_tree(source: Path, target: Path, left_out: Collection[str], prefix: str = "") -> None:
    """Hard-links the files of a folder, except `left_out`, into another one. Only folders that were empty before stay empty."""
    with os.scandir(source) as found:
        entries = list(found)
    for entry in entries:
        path = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            below = target / entry.name
            below.mkdir()
            _link_tree(Path(entry.path), below, left_out, f"{path}/")
            shutil.copystat(entry.path, below)
            if any(Path(entry.path).iterdir()) and not any(below.iterdir()):
                below.rmdir()
        elif path not in left_out:
            try:
                os.link(entry.path, target / entry.name, follow_symlinks=False)
            except OSError:
                shutil.copy2(entry.path, target / entry.name, follow_symlinks=False)


def _delete(root: Path, paths: Sequence[str]) -> None:
    for path in paths:
        (root / path).unlink(missing_ok=True)
    folders = {parent for path in paths for parent in Path(path).parents if parent != Path()}
    for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        with suppress(OSError):
            (root / folder).rmdir()


def _make_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)


def _remove_tree(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _nearest(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder


def _same_device(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev


def _check(root: Path, place: Place) -> None:
    """Raises `DeployError` for a folder that has another use."""
    used = [place.site / name for name in (*SOURCE_FOLDERS, STATE_FOLDER, ".git", ".github")]
    used += [place.output, place.output.with_name(f".{place.output.name}.shadow")]
    is_used = any(root.is_relative_to(each) or each.is_relative_to(root) for each in used)
    if is_used or place.site.is_relative_to(root):
        raise DeployError(
            "publish-target",
            f"the site itself is in the folder {root}, or needs it for something else",
            'choose another folder: to = "../public"',
            2,
        )
    if root.exists() and not root.is_dir():
        raise DeployError("publish-target", f"{root} is a file, not a folder", "choose a folder", 2)


def _mistakes(address: str) -> Iterator[Mistake]:
    scheme, separator, _ = address.partition("://")
    if separator and scheme != "file":
        yield Mistake(
            f'edblog cannot publish to an address that begins with "{scheme}://"',
            "see the table of addresses in the guide for districts, under Publish",
        )


METHOD = Method(
    name="folder",
    what="a folder on this computer or on a network drive",
    example="/srv/www/stories",
    matches=lambda _address: True,
    mistakes=_mistakes,
    open=Folder,
)
