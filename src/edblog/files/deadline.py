"""A limit on the time that one piece of work may take.

Python-Markdown has inputs on which it takes minutes, nearly all of it inside one regular expression.
A POSIX interval timer interrupts even that, because the `re` engine lets signal handlers run. It counts the time that this process
works, so that a busy machine does not refuse what an idle one takes. Where there are no such timers (Windows, or a thread that is
not the main one) the work runs in a helper process that can be ended.
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


class DeadlineExceeded(Exception):  # noqa: N818  (it names what happened)
    """The work did not end in time."""


_HAS_TIMER = hasattr(signal, "setitimer")
_AGAIN = 0.1
"""Seconds after which work that has not heard of its end hears of it again."""


def within(seconds: float, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of `work(*args)`; raises `DeadlineExceeded` when it takes longer than `seconds`."""
    if _HAS_TIMER and threading.current_thread() is threading.main_thread():
        return _with_timer(seconds, work, *args, **kwargs)
    return apart(seconds, work, *args, **kwargs)


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
    # What is raised may be swallowed on the way, as by a sanitiser that calls back: so it is raised again and again, and
    # what comes out of work that was late is never used.
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
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


class Allowance:
    """Seconds of work that several pieces of work may take together."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    def within(self, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of `work(*args)`; raises `DeadlineExceeded` when it takes longer than what is left."""
        started = time.process_time()
        try:
            return within(self._left, work, *args, **kwargs)
        finally:
            self._left = max(0.1, self._left - (time.process_time() - started))

    def apart(self, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """The same in the helper process."""
        return apart(self._left, work, *args, **kwargs)


_PATIENCE = 5
"""How many times as long the helper may take by the clock, which also counts what other programs do."""
_MEMORY = 2_000_000_000
"""Bytes that the helper may take, where the system can limit that."""
_helpers: dict[int, Popen[bytes]] = {}
"""The helper of this process, by its number: a process that was forked from it needs another."""
_helper_lock = threading.Lock()


def apart(seconds: float, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of `work(*args)`, done in a helper process: for work that may take all memory, or that no signal interrupts.

    Raises `DeadlineExceeded` when it takes longer than `seconds`, or when the process ended. What goes in and out is pickled.
    """
    import pickle

    with _helper_lock:
        helper = _helpers.pop(os.getpid(), None) or _started()
        assert helper.stdin is not None
        assert helper.stdout is not None
        end = threading.Timer(seconds * _PATIENCE, helper.kill)
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


def _started() -> Popen[bytes]:
    import atexit
    from subprocess import DEVNULL, PIPE, Popen

    atexit.unregister(end_helper)
    atexit.register(end_helper)
    # Not by multiprocessing, which would run the user's own program again in the helper.
    program = (
        f"import sys; sys.path[:] = {sys.path!r}; from edblog.files.deadline import help_out; help_out()"
    )
    helper = Popen([sys.executable, "-c", program], stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
    assert helper.stdout is not None
    # The start is not part of the time.
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
    """Ends the helper process, if there is one; the next call starts another."""
    with _helper_lock:
        if (helper := _helpers.pop(os.getpid(), None)) is not None:
            _end(helper)


def help_out() -> None:
    """Answers calls from standard input until it closes: what the helper process does."""
    import pickle

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit("RLIMIT_AS", _MEMORY)
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever is printed must not get between the answers.
    os.dup2(2, 1)
    answers.write(b"\n")
    while True:
        answers.flush()
        try:
            seconds, work, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301  (from the process that started this one)
        except (EOFError, OSError):
            return
        # The system ends what is deaf to signals.
        _limit("RLIMIT_CPU", ceil(time.process_time() + seconds))
        try:
            answer = (
                True,
                _with_timer(seconds, work, *args, **kwargs) if _HAS_TIMER else work(*args, **kwargs),
            )
        except Exception as error:  # noqa: BLE001  (it is raised again where the result is waited for)
            answer = False, error
        pickle.dump(answer, answers)


def _limit(name: str, value: int) -> None:
    with suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        what = getattr(resource, name)
        resource.setrlimit(what, (value, resource.getrlimit(what)[1]))
