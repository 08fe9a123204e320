"""A forked process that imports code early, while this one finds out which files changed. This module imports very little itself."""

from __future__ import annotations

import os
import sys

# Not from `typing`: this module must import very little.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn, TypeVar

    T = TypeVar("T")
    R = TypeVar("R")

_SIGKILL = 9
"""The number in POSIX; importing `signal` takes longer than sending one."""


class ForkedHelper:
    """A forked process that runs `prepare` at once. `run` then works in it, or in this process if there is none.

    There is none on systems without fork, on a single CPU, and if this process has threads, which a fork would not copy.
    """

    def __init__(self, prepare: Callable[[], object]) -> None:
        self._ends: tuple[int, int] | None = None
        self._is_asked = False
        if not hasattr(os, "fork") or os.cpu_count() == 1 or _has_threads():
            return
        opened: list[int] = []
        try:
            opened += os.pipe()
            opened += os.pipe()
            self._process = os.fork()
        except OSError:
            # The limit of processes or open files is reached.
            for end in opened:
                os.close(end)
            return
        questions, ask, replies, reply = opened
        if self._process == 0:
            os.close(ask)
            os.close(replies)
            _serve(prepare, questions, reply)
        os.close(questions)
        os.close(reply)
        self._ends = ask, replies

    def run(self, work: Callable[[Sequence[T]], list[R]], items: Sequence[T]) -> list[R]:
        """The results of `work` for a few items; raises the exceptions of `work`."""
        if self._ends is not None:
            import pickle

            self._is_asked = True
            try:
                _put(self._ends[0], pickle.dumps((work, items)))
                return list(pickle.loads(_get(self._ends[1])))  # noqa: S301 - sent by the other process of this program
            except (OSError, EOFError):
                self.close()
        return work(items)

    def close(self) -> None:
        """Ends the process and waits for its end."""
        if self._ends is None:
            return
        try:
            if self._is_asked:
                # An empty message ends it. Closing the pipe would not, because a helper that was forked later has a copy of it.
                _put(self._ends[0], b"")
            else:
                # It may still be running `prepare`, whose result is not needed.
                os.kill(self._process, _SIGKILL)
        except OSError:
            pass
        for end in self._ends:
            os.close(end)
        self._ends = None
        try:
            os.waitpid(self._process, 0)
        except ChildProcessError:
            # The process that started this one may have set SIGCHLD to be ignored, so children end unnoticed.
            return


def _has_threads() -> bool:
    threading = sys.modules.get("threading")
    return threading is not None and threading.active_count() > 1


def _serve(prepare: Callable[[], object], questions: int, reply: int) -> NoReturn:
    """Works on messages until an empty one arrives. After any failure this process ends, and the main one does the work itself."""
    try:
        prepare()
        import pickle

        while question := _get(questions):
            work, items = pickle.loads(question)  # noqa: S301 - sent by the other process of this program
            _put(reply, pickle.dumps(work(items)))
    finally:
        os._exit(0)


def _put(end: int, data: bytes) -> None:
    view = memoryview(len(data).to_bytes(8, "big") + data)
    while view:
        view = view[os.write(end, view) :]


def _get(end: int) -> bytes:
    return _exactly(end, int.from_bytes(_exactly(end, 8), "big"))


def _exactly(end: int, size: int) -> bytes:
    parts = []
    while size:
        part = os.read(end, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
