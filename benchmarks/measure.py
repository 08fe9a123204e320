"""What a command costs: time, processor time, and the memory of all its processes together. Needs Linux.

Memory is the proportional set size: a page that processes share is divided among them. It is read from
`/proc/*/smaps_rollup` while the command runs, so a short peak between two looks is missed.
"""

from __future__ import annotations

import ctypes
import os
import resource
import select
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

INTERVAL = 0.05
"""Seconds between two looks at memory."""
SHARE = 25
"""A look that takes long is followed by a pause this many times as long, so that looking costs at most 4 %."""
_PR_SET_CHILD_SUBREAPER = 36


class Cost(NamedTuple):
    """What a command took."""

    wall: float
    """Seconds from its start to its end."""
    cpu: float
    """Seconds of processor time, user and system, of all its processes."""
    memory: int
    """Bytes at the highest look."""


class OverLimitError(Exception):
    """A command took longer than it may."""


class FailedError(Exception):
    """A command failed; has the end of what it said."""


def run(
    command: Sequence[str | Path], folder: Path, limit: float, env: Mapping[str, str], *, look: bool = True
) -> Cost:
    """Runs a command to its end; raises `OverLimitError` after `limit` seconds, and `FailedError`.

    Without `look`, nothing disturbs it, and nothing is known of its memory.
    """
    # Processes that a command leaves behind become children of this one, so that their time is counted.
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    os.sync()
    log = folder.with_name(f"{folder.name}.log")
    before = _cpu()
    with log.open("wb") as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment(env), stdout=said, stderr=said, start_new_session=True
        )
        try:
            memory = _watch(process.pid, started + limit, look=look)
        finally:
            wall = time.perf_counter() - started
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            _reap()
    if process.returncode:
        tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise FailedError(f"{command[0]} ended with {process.returncode}:\n{tail}")
    return Cost(wall, _cpu() - before, memory)


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """The environment of what is measured: this one's, and bytecode is kept, as it is wherever Python is left alone."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **more}


def memory_of(pid: int) -> int:
    """Proportional set size of a process and all below it, in bytes."""
    total = 0
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                total = int(line.split()[1]) * 1024
    except OSError:
        return 0
    return total + sum(map(memory_of, _children(pid)))


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [
            int(child) for task in tasks for child in (task / "children").read_text(encoding="ascii").split()
        ]
    except OSError:
        return []


def _watch(pid: int, end: float, *, look: bool) -> int:
    """Waits for the end of a process; the highest memory that was seen."""
    peak = 0
    pause = INTERVAL
    handle = os.pidfd_open(pid)
    try:
        while not select.select([handle], [], [], pause)[0]:
            started = time.perf_counter()
            if started > end:
                raise OverLimitError
            if not look:
                continue
            peak = max(peak, memory_of(pid))
            pause = max(INTERVAL, SHARE * (time.perf_counter() - started))
    finally:
        os.close(handle)
    return peak


def _reap() -> None:
    """Ends and collects what a command left behind."""
    for child in _children(os.getpid()):
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
