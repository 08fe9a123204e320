"""Work for other processes, which import it by name: each function takes some items and returns a list."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

from edblog.files.deadline import DeadlineExceeded, run_within


def doubled(numbers):
    return [2 * number for number in numbers]


def pids(items):
    return [os.getpid() for _ in items]


def parents(items):
    """The process that started this one; at a Dask worker that is the worker itself."""
    return [os.getppid() for _ in items]


def ends(_items):
    os._exit(1)


def fails(_items):
    raise ZeroDivisionError("not here")


def speaks(items):
    print("This must not get between the answers.", flush=True)
    return list(items)


def works():
    while True:
        pass


def takes_too_long(items):
    """Whether the time limit came from a timer, which needs the main thread."""
    try:
        # What counts is the time that a process works.
        run_within(0.05, works)
    except DeadlineExceeded:
        return [threading.current_thread() is threading.main_thread() for _ in items]


def kills_the_worker_once(note, items):
    """Kills the worker of the chunk that has item 0, the first time that it is asked for."""
    if items[0] == 0 and not Path(note).exists():
        Path(note).touch()
        os.kill(os.getppid(), signal.SIGKILL)
        # The next worker must not be quicker than the end of this one.
        signal.pause()
    return [2 * number for number in items]


def kills_the_worker(_items):
    os.kill(os.getppid(), signal.SIGKILL)
    signal.pause()
