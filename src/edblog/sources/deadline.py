"""A limit on the time that one piece of work may take.

Python-Markdown has inputs on which it takes minutes, nearly all of it inside one regular expression.
A POSIX interval timer interrupts even that, because the `re` engine lets signal handlers run. Where
there are no such timers (Windows, or a thread that is not the main one) the work runs in a helper
process that can be ended.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class DeadlineExceeded(Exception):  # noqa: N818  (it names what happened)
    """The work did not end in time."""


def within(seconds: float, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of `work(*args)`; raises `DeadlineExceeded` when it takes longer than `seconds`."""
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        return _with_timer(seconds, work, *args, **kwargs)
    return _in_helper(seconds, work, *args, **kwargs)


def _with_timer(seconds: float, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    def interrupt(_signal: int, _frame: object) -> None:
        raise DeadlineExceeded

    former = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return work(*args, **kwargs)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)


_helper: Any = None
_helper_lock = threading.Lock()


def _in_helper(seconds: float, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures import TimeoutError as Late
    from multiprocessing import get_context

    global _helper  # noqa: PLW0603  (one helper serves every call; starting one takes long)
    with _helper_lock:
        if _helper is None:
            _helper = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
            _helper.submit(int).result()
        future = _helper.submit(work, *args, **kwargs)
        try:
            result: R = future.result(timeout=seconds)
        except Late:
            for process in list(_helper._processes.values()):  # noqa: SLF001  (there is no public way)
                process.kill()
            _helper.shutdown(wait=False, cancel_futures=True)
            _helper = None
            raise DeadlineExceeded from None
        return result
