"""Locks on files, which the system releases when their process ends."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import msvcrt

    def acquire(handle: int) -> None:
        """Locks an open file; raises `BlockingIOError` or `PermissionError` if another process has it."""
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def release(handle: int) -> None:
        """Releases the lock on an open file."""
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def acquire(handle: int) -> None:
        """Locks an open file; raises `BlockingIOError` or `PermissionError` if another process has it."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def release(handle: int) -> None:
        """Releases the lock on an open file."""
        fcntl.flock(handle, fcntl.LOCK_UN)
