"""A lock, so that only one build publishes a site at a time."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from edblog.files.lock import acquire, release
from edblog.outputs.publish.errors import BusyError


class Lock:
    """An exclusive lock on a file in the state folder; the system releases it when its process ends.

    Raises `BusyError` on entering if another build has it.
    """

    def __init__(self, output: Path, state: Path) -> None:
        self._output = output
        self._state = state
        self._handle = -1

    def __enter__(self) -> Self:
        self._state.mkdir(parents=True, exist_ok=True)
        self._handle = os.open(self._state / "publish.lock", os.O_RDWR | os.O_CREAT, 0o666)
        try:
            acquire(self._handle)
        except (BlockingIOError, PermissionError):
            os.close(self._handle)
            raise BusyError(self._output) from None
        except BaseException:
            os.close(self._handle)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A worker process that was forked meanwhile shares the lock, so closing alone would not release it.
        try:
            release(self._handle)
        finally:
            os.close(self._handle)
