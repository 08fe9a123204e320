"""Types for the modules of all audio and video formats: removed parts, and the error for unsupported files."""

from __future__ import annotations

_EACH, _ALL = 256_000, 4_000_000
"""Removed bytes that are searched for a location: of each part, and altogether."""


class UnsupportedError(ValueError):
    """A valid recording in a format whose private parts edblog cannot locate; `what` describes it for the writer."""

    def __init__(self, what: str, help_: str) -> None:
        super().__init__(what)
        self.what, self.help = what, help_


class Removed:
    """Removed parts of a file that may contain a location."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self._size = 0

    def add(self, part: memoryview) -> None:
        """Keep the beginning of a removed part, up to a limit for all parts together."""
        if part and self._size < _ALL:
            self.parts.append(bytes(part[:_EACH]))
            # Each object needs some memory of its own.
            self._size += len(self.parts[-1]) + 64
