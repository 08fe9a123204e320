"""What all kinds of recordings have in common."""

from __future__ import annotations

_EACH, _ALL = 256_000, 4_000_000
"""Bytes of what was left out that are looked at for a place: of each part, and of all."""


class UnsupportedError(ValueError):
    """A recording that is not damaged, and in which nobody can say what is private."""

    def __init__(self, what: str, help_: str) -> None:
        super().__init__(what)
        self.what, self.help = what, help_


class Removed:
    """What was left out of a file, as far as it may hold a place."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self._size = 0

    def add(self, part: memoryview) -> None:
        """The beginning of a part, while there is room."""
        if part and self._size < _ALL:
            self.parts.append(bytes(part[:_EACH]))
            # The object itself takes room, too.
            self._size += len(self.parts[-1]) + 64
