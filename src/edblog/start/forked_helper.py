"""A forked process that loads code early, while this one finds out what there is to do. This module imports next to nothing."""

from __future__ import annotations

import os
import sys

# Modules that a light start has to do without.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn, TypeVar

    T = TypeVar("T")
    R = TypeVar("R")

_SIGKILL = 9
"""POSIX says so; to import `signal` takes longer than to send it."""


class ForkedHelper:
    """A forked process that runs `prepare` at once. `run` works there, or in this process if there is none.

    There is none where processes cannot be forked, where there is one processor, and where this process has threads.
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
            # The system may allow no more processes, or files.
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
        """The results of a few items; raises whatever `work` raises."""
        if self._ends is not None:
            import pickle

            self._is_asked = True
            try:
                _put(self._ends[0], pickle.dumps((work, items)))
                return list(pickle.loads(_get(self._ends[1])))  # noqa: S301 - it comes from a part of this program
            except (OSError, EOFError):
                self.close()
        return work(items)

    def close(self) -> None:
        """Ends the process and waits for its end."""
        if self._ends is None:
            return
        try:
            if self._is_asked:
                # An empty question ends it. Closing the pipe would not: a helper that was forked later holds a copy of its end.
                _put(self._ends[0], b"")
            else:
                # It may still be running `prepare`, whose result nobody needs.
                os.kill(self._process, _SIGKILL)
        except OSError:
            pass
        for end in self._ends:
            os.close(end)
        self._ends = None
        try:
            os.waitpid(self._process, 0)
        except ChildProcessError:
            # Whoever started this program may have asked the system to forget its children.
            return


def _has_threads() -> bool:
    threading = sys.modules.get("threading")
    return threading is not None and threading.active_count() > 1


def _serve(prepare: Callable[[], object], questions: int, reply: int) -> NoReturn:
    """Answers questions until an empty one comes. If anything fails this process ends, and the other one does the work itself."""
    try:
        prepare()
        import pickle

        while question := _get(questions):
            work, items = pickle.loads(question)  # noqa: S301 - it comes from a part of this program
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
