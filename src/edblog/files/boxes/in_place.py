"""A copy of a file whose parts are overwritten and never moved, because other parts refer to their positions."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from io import BytesIO

_REMEMBERED_EACH, _REMEMBERED = 256_000, 4_000_000
"""Removed bytes that are searched for a location: of each part, and altogether."""
_BLOCK = 1_000_000


class InPlaceCopy:
    """A copy of a file and the parts removed from it. It takes no additional memory until something is overwritten."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        """The original file."""
        self.removed: list[bytes] = []
        """Overwritten parts that may contain a location."""
        # BytesIO shares its initial bytes, and returns its own without another copy.
        self._out = BytesIO(data)
        self._remembered = 0

    def result(self) -> bytes:
        """The bytes of the copy."""
        return self._out.getvalue()

    def write(self, start: int, content: bytes) -> None:
        """Overwrite a part without remembering it."""
        if not 0 <= start <= start + len(content) <= len(self.data):
            raise ValueError("a position outside of the file")
        self._out.seek(start)
        self._out.write(content)

    def wipe(self, start: int, end: int, name: bytes = b"") -> None:
        """Overwrite a part with zeros, and remember its beginning after a name."""
        if not 0 <= start <= end <= len(self.data):
            raise ValueError("a position outside of the file")
        self._out.seek(start)
        for at in range(start, end, _BLOCK):
            self._out.write(bytes(min(_BLOCK, end - at)))
        part = self.data[start : min(end, start + _REMEMBERED_EACH)]
        self.remember(name + part if part.strip(b"\0") else b"")

    def remember(self, part: bytes) -> None:
        """Keep a removed part, up to a limit for all parts together."""
        if part and self._remembered < _REMEMBERED:
            # Each object needs some memory of its own.
            self._remembered += len(part) + 64
            self.removed.append(part)

    def wipe_gaps(self, areas: Iterable[tuple[int, int]], kept: Iterable[int]) -> None:
        """Overwrite everything in the areas that is not in one of the kept spans."""
        at, outside = 0, []
        for start, end in areas:
            outside.append(span(at, start))
            at = end
        outside.append(span(at, len(self.data)))
        at = 0
        for each in sorted((*outside, *kept)):
            start, end = each >> 32, each & 0xFFFFFFFF
            if start > at:
                self.wipe(at, start)
            at = max(at, end)


def span(start: int, end: int) -> int:
    """A part of a file as a single integer, because a video may have a million of them."""
    if not 0 <= start <= end <= 0xFFFFFFFF:
        raise ValueError("a position outside of the file")
    return start << 32 | end


def spans() -> array[int]:
    """An empty, compact list of spans."""
    return array("Q")
