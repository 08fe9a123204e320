"""A copy of a file of which parts are overwritten and none is moved, because others name them by where they are."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from io import BytesIO

_REMEMBERED_EACH, _REMEMBERED = 256_000, 4_000_000
"""Bytes of what was taken out that are looked at for a place: of each part, and of all."""
_BLOCK = 1_000_000


class Copy:
    """The copy, and what was taken out of it. It takes no more memory than the file, and none while nothing is overwritten."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        """The file as it was."""
        self.removed: list[bytes] = []
        """What was overwritten, as far as it may hold a place."""
        # Shares the bytes that it is given, and gives its own without copying them once more.
        self._out = BytesIO(data)
        self._remembered = 0

    def result(self) -> bytes:
        """The file as it is published."""
        return self._out.getvalue()

    def write(self, start: int, content: bytes) -> None:
        """Overwrites a part of which nothing has to be remembered."""
        if not 0 <= start <= start + len(content) <= len(self.data):
            raise ValueError("a place outside of the file")
        self._out.seek(start)
        self._out.write(content)

    def wipe(self, start: int, end: int, name: bytes = b"") -> None:
        """Overwrites a part with zeros, and remembers its beginning, behind a name."""
        if not 0 <= start <= end <= len(self.data):
            raise ValueError("a place outside of the file")
        self._out.seek(start)
        for at in range(start, end, _BLOCK):
            self._out.write(bytes(min(_BLOCK, end - at)))
        gone = self.data[start : min(end, start + _REMEMBERED_EACH)]
        self.remember(name + gone if gone.strip(b"\0") else b"")

    def remember(self, gone: bytes) -> None:
        """What was taken out, while there is room."""
        if gone and self._remembered < _REMEMBERED:
            # The object itself takes room, too.
            self._remembered += len(gone) + 64
            self.removed.append(gone)

    def wipe_gaps(self, rooms: Iterable[tuple[int, int]], kept: Iterable[int]) -> None:
        """Overwrites what is in some parts of the file and in none of others, each of which `place()` has made."""
        at, outside = 0, []
        for start, end in rooms:
            outside.append(place(at, start))
            at = end
        outside.append(place(at, len(self.data)))
        at = 0
        for both in sorted((*outside, *kept)):
            start, end = both >> 32, both & 0xFFFFFFFF
            if start > at:
                self.wipe(at, start)
            at = max(at, end)


def place(start: int, end: int) -> int:
    """A part of a file as one number, because a film may have a million of them."""
    if not 0 <= start <= end <= 0xFFFFFFFF:
        raise ValueError("a place outside of the file")
    return start << 32 | end


def places() -> array[int]:
    """An empty list of such parts, which takes little room."""
    return array("Q")
