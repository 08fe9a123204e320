"""Detection of edits, from the operating system's file notifications without false alarms."""

from __future__ import annotations

import os
import re
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from watchfiles import Change, watch

from edblog.serve.state import PreviewState

QUIET_MS = 20
"""A burst of changes ends after this time without a change."""
LONGEST_BURST_MS = 500
TICK_MS = 200
"""Time between checks of the inputs themselves; see `builds_due`."""
CLOCK_STEP_NS = 10_000_000
"""File times on Linux may lag behind `time.time_ns` by one scheduler tick."""

# Hidden files need no pattern; vim writes `4913` to test whether it may write to a folder.
# Runs over file names, which have at most 255 characters.
_TEMPORARY = re.compile(
    r"~$|^#.*#$|___jb_\w+___$|\.sw[a-z]$|\.(tmp|temp|bak|part|crdownload)$|^4913$", re.IGNORECASE
)
_IGNORED_FOLDERS = {"__pycache__", "node_modules"}


def builds_due(state: PreviewState, stop: threading.Event, announce: Callable[[str], None]) -> Iterator[None]:
    """Yield once for every burst of changes to the inputs of the last build, until `stop` is set.

    A notification belongs to an inode. Many editors replace a file when they save it, and `git checkout` may replace a
    whole folder. So every tick checks the inputs themselves (but not their content), and watching starts again when one
    of them was replaced.
    """
    # Taken before a build, so that changes during the build are noticed after it.
    stamps: dict[Path, tuple[int, ...]] = {}
    while not stop.is_set():
        armed_for = state.current.result.inputs, state.current.result.output
        inputs = tuple(path if path.is_symlink() else _real(path) for path in armed_for[0])
        # On Linux, watching would follow links to folders, and so perhaps reach every folder of the computer.
        folders = tuple(_folders(inputs)) if any(map(_has_link, inputs)) else ()
        is_input = input_filter(inputs, _real(armed_for[1]))
        stamps = {path: stamps.get(path, _stamp(path)) for path in inputs}
        # Edits between the start of the build and the start of the notifications.
        is_first = True
        for changes in _notifications(folders or inputs, is_input, stop, announce, recursive=not folders):
            found = {path: _stamp(path) for path in inputs}
            replaced = found != stamps
            missed = is_first and changed_since(state.built_at - CLOCK_STEP_NS, inputs, is_input)
            is_first = False
            if changes or replaced or missed:
                stamps = found
                yield
            is_new = bool(folders) and any(Path(path).is_dir() for _, path in changes)
            if replaced or is_new or armed_for != (state.current.result.inputs, state.current.result.output):
                break


def input_filter(inputs: Iterable[Path], output: Path) -> Callable[[Path], bool]:
    """A predicate for edits, as opposed to files of editors, version control and builds; for real paths only.

    Only names below an input are checked, because the site itself may be in a hidden folder.
    """
    roots = tuple(inputs)

    def is_input(path: Path) -> bool:
        if path.is_relative_to(output):
            return False
        below = [path.relative_to(root).parts for root in roots if path.is_relative_to(root)]
        return any(not any(_is_noise(part) for part in parts) for parts in below)

    return is_input


def changed_since(moment: int, inputs: Iterable[Path], is_input: Callable[[Path], bool]) -> bool:
    """Whether anything in the inputs was written, renamed, added or deleted at or after `moment`."""
    for root in inputs:
        # The target of a link is not part of the site.
        for folder, folders, files in () if root.is_symlink() else os.walk(root):
            here = Path(folder)
            folders[:] = [name for name in folders if is_input(here / name)]
            found = [here, *(here / name for name in files if is_input(here / name))]
            if any(_touched(path) >= moment for path in found):
                return True
        if _touched(root) >= moment:
            return True
    return False


def _is_noise(name: str) -> bool:
    hidden = name.startswith(".") and name != ".well-known"
    return hidden or name in _IGNORED_FOLDERS or _TEMPORARY.search(name) is not None


def _notifications(
    inputs: tuple[Path, ...],
    is_input: Callable[[Path], bool],
    stop: threading.Event,
    announce: Callable[[str], None],
    *,
    recursive: bool,
) -> Iterator[set[tuple[Change, str]]]:
    """Yield the changes of each burst, and an empty set on each tick without any."""
    existing = [path for path in inputs if path.exists() and not path.is_symlink()]

    def notified(*, force_polling: bool | None) -> Iterator[set[tuple[Change, str]]]:
        bursts = watch(
            *existing,
            watch_filter=lambda _, path: is_input(Path(path)),
            debounce=LONGEST_BURST_MS,
            step=QUIET_MS,
            rust_timeout=TICK_MS,
            yield_on_timeout=True,
            stop_event=stop,
            force_polling=force_polling,
            ignore_permission_denied=True,
            recursive=recursive,
        )
        with closing(bursts):
            yield from bursts

    try:
        yield from notified(force_polling=None)
    except FileNotFoundError:
        # An input was just deleted; the caller starts again.
        return
    except OSError as error:
        announce(
            f"File notifications do not work here ({error}); checking for changes several times a second"
        )
        yield from notified(force_polling=True)


def _has_link(root: Path) -> bool:
    """Whether an input is a link, or contains a link to a folder."""
    return root.is_symlink() or any(
        (Path(folder) / name).is_symlink() for folder, folders, _ in os.walk(root) for name in folders
    )


def _folders(inputs: Iterable[Path]) -> Iterator[Path]:
    """The inputs and all folders in them, without following links."""
    for root in inputs:
        yield root
        for folder, folders, _ in () if root.is_symlink() else os.walk(root):
            yield from (path for name in folders if not (path := Path(folder) / name).is_symlink())


def _real(path: Path) -> Path:
    # Some systems report real paths, even if the watched path is not one.
    return Path(os.path.realpath(path))


def _stamp(path: Path) -> tuple[int, ...]:
    """The identity of a folder, or the identity, time and size of a file; () if it does not exist."""
    try:
        found = path.lstat()
    except OSError:
        return ()
    identity = (found.st_dev, found.st_ino)
    return identity if stat.S_ISDIR(found.st_mode) else (*identity, found.st_mtime_ns, found.st_size)


def _touched(path: Path) -> int:
    try:
        found = path.stat()
    except OSError:
        return 0
    # A moved file keeps the time of its last edit.
    return max(found.st_mtime_ns, found.st_ctime_ns)
