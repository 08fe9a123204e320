"""Time limits for single function calls.

Some inputs keep Python-Markdown busy for minutes, nearly all of it inside one regular expression. A POSIX interval timer
interrupts even that, because the `re` engine lets signal handlers run. The timer counts processor time, so a busy machine
accepts the same inputs as an idle one. Without such timers (on Windows, or outside the main thread), the call runs in a
helper process that can be killed.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from math import ceil
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from subprocess import Popen
    from sys import UnraisableHookArgs

P = ParamSpec("P")
R = TypeVar("R")


class DeadlineExceeded(Exception):  # noqa: N818  (an event, and not always an error)
    """A call did not finish in time."""


_HAS_TIMER = hasattr(signal, "setitimer")
_REPEAT = 0.1
"""Seconds between interrupts, for work that swallowed the first one."""


def run_within(seconds: float, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of `work(*args)`; raises `DeadlineExceeded` when it takes longer than `seconds`."""
    if _HAS_TIMER and threading.current_thread() is threading.main_thread():
        return _with_timer(seconds, work, *args, **kwargs)
    return run_in_helper(seconds, work, *args, **kwargs)


def _with_timer(seconds: float, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    is_late = is_over = False

    def interrupt(_signal: int, _frame: object) -> None:
        nonlocal is_late
        is_late = True
        if not is_over:
            raise DeadlineExceeded

    def ignore(unraisable: UnraisableHookArgs) -> None:
        if unraisable.exc_type is not DeadlineExceeded:
            hook(unraisable)

    hook, sys.unraisablehook = sys.unraisablehook, ignore
    former = signal.signal(signal.SIGPROF, interrupt)
    # Code on the way may swallow the exception, as the sanitizer's callbacks do. So the timer raises it again and again, and
    # a late result is never used.
    signal.setitimer(signal.ITIMER_PROF, seconds, _REPEAT)
    try:
        try:
            result = work(*args, **kwargs)
        finally:
            is_over = True
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)
        sys.unraisablehook = hook
    if is_late:
        raise DeadlineExceeded
    return result


class TimeBudget:
    """A time limit that several calls share."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    def run_within(self, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of `work(*args)`; raises `DeadlineExceeded` when it takes longer than the rest of the budget."""
        started = time.process_time()
        try:
            return run_within(self._left, work, *args, **kwargs)
        finally:
            self._left = max(0.1, self._left - (time.process_time() - started))

    def run_in_helper(self, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of `work(*args)`, computed in the helper process within the same budget."""
        return run_in_helper(self._left, work, *args, **kwargs)


_CLOCK_FACTOR = 5
"""Wall-clock limit of the helper, as a multiple of its processor time: the clock also runs while other programs do."""
_MEMORY = 2_000_000_000
"""Memory limit of the helper in bytes, on systems that can enforce one."""
_helpers: dict[int, Popen[bytes]] = {}
"""The helper of this process, by process id: a forked process inherits the table, and needs a helper of its own."""
_helper_lock = threading.Lock()


def run_in_helper(seconds: float, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of `work(*args)`, computed in a helper process: for work that may fill the memory or ignore signals.

    Raises `DeadlineExceeded` when it takes longer than `seconds`, or when the process ended. Arguments and results are pickled.
    """
    import pickle

    with _helper_lock:
        helper = _helpers.pop(os.getpid(), None) or _start_helper()
        assert helper.stdin is not None
        assert helper.stdout is not None
        end = threading.Timer(seconds * _CLOCK_FACTOR, helper.kill)
        answer: tuple[bool, Any] | None = None
        try:
            end.start()
            pickle.dump((seconds, work, args, kwargs), helper.stdin)
            helper.stdin.flush()
            answer = pickle.load(helper.stdout)  # noqa: S301  (this machine's own process)
        except (EOFError, OSError, pickle.UnpicklingError):
            raise DeadlineExceeded from None
        finally:
            end.cancel()
            if answer is None:
                _end(helper)
        _helpers[os.getpid()] = helper
    if not answer[0]:
        raise answer[1]
    result: R = answer[1]
    return result


def _start_helper() -> Popen[bytes]:
    import atexit
    from subprocess import DEVNULL, PIPE, Popen

    atexit.unregister(end_helper)
    atexit.register(end_helper)
    # Not multiprocessing, which would run the user's own program again in the helper.
    program = f"import sys; sys.path[:] = {sys.path!r}; from edblog.files.deadline import serve_calls; serve_calls()"
    helper = Popen([sys.executable, "-c", program], stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
    assert helper.stdout is not None
    # Start-up does not count toward the limit.
    helper.stdout.readline()
    return helper


def _end(helper: Popen[bytes]) -> None:
    helper.kill()
    for pipe in (helper.stdin, helper.stdout):
        with suppress(OSError):
            assert pipe is not None
            pipe.close()
    helper.wait()


def end_helper() -> None:
    """End the helper process, if there is one; the next call starts another."""
    with _helper_lock:
        if (helper := _helpers.pop(os.getpid(), None)) is not None:
            _end(helper)


def serve_calls() -> None:
    """The main loop of the helper process: answers calls from standard input until it closes."""
    import pickle

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit("RLIMIT_AS", _MEMORY)
    answers = os.fdopen(os.dup(1), "wb")
    # Printed text must not end up between the answers.
    os.dup2(2, 1)
    answers.write(b"\n")
    while True:
        answers.flush()
        try:
            seconds, work, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301  (from the process that started this one)
        except (EOFError, OSError):
            return
        # The system kills work that ignores signals.
        _limit("RLIMIT_CPU", ceil(time.process_time() + seconds))
        try:
            answer = (
                True,
                _with_timer(seconds, work, *args, **kwargs) if _HAS_TIMER else work(*args, **kwargs),
            )
        except Exception as error:  # noqa: BLE001  (`run_in_helper` raises it again in the calling process)
            answer = False, error
        pickle.dump(answer, answers)


def _limit(name: str, value: int) -> None:
    with suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        limit = getattr(resource, name)
        resource.setrlimit(limit, (value, resource.getrlimit(limit)[1]))
