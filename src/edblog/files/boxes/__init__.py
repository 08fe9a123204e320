"""Boxes of the ISO base media file format (ISO/IEC 14496-12), of which MP4, M4A and MOV files consist.

Boxes name places in the file by their distance from its start. So nothing is ever moved: what has to go
becomes a `free` box, full of zeros, of the same length.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from edblog.files.boxes.copy import Copy

MAX_BOXES = 500_000
"""How often a box of one file is looked at; a film of an hour in fragments of a second has some fifty thousand."""


class Box(NamedTuple):
    """Where a box is: its start, its content, and its end, in bytes from the start of the file."""

    kind: bytes
    start: int
    body: int
    end: int


class File(Copy):
    """A copy of a file of boxes. What is read of it is always what it was; one allowance of boxes holds for all of it."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._boxes = 0

    def boxes(self, start: int, end: int, *, is_closed: bool = False) -> Iterator[Box]:
        """The boxes in a part of the file, which they fill, or a few zeros close it. Raises ValueError where they do not."""
        at = start
        while at < end:
            if is_closed and end - at < 8 and not any(self.data[at:end]):
                return
            self._boxes += 1
            if self._boxes > MAX_BOXES:
                raise ValueError("too many boxes")
            try:
                size, kind = struct.unpack_from(">I4s", self.data, at)
                body = at + 8
                if size == 1:
                    (size,) = struct.unpack_from(">Q", self.data, body)
                    body += 8
            except struct.error:
                raise ValueError("damaged box") from None
            stop = end if size == 0 else at + size
            if not body <= stop <= end:
                raise ValueError("damaged box")
            yield Box(kind, at, body, stop)
            at = stop

    def child(self, parent: Box, kind: bytes, skip: int = 0) -> Box | None:
        """The box of a kind within another; `skip` bytes stand before its boxes. Raises ValueError where there are several."""
        found = [box for box in self.boxes(parent.body + skip, parent.end) if box.kind == kind]
        if len(found) > 1:
            raise ValueError("a box that is there twice")
        return found[0] if found else None

    def free(self, box: Box) -> None:
        """Makes a box one that means nothing."""
        self.write(box.start + 4, b"free")
        # Its name may say that it was a place.
        self.wipe(box.body, box.end, box.kind)

    def free_others(self, inside: Iterable[Box], kept: frozenset[bytes]) -> list[Box]:
        """The same for all boxes that are not of some kinds; gives those that are."""
        stay = []
        for box in inside:
            if box.kind in kept:
                stay.append(box)
            else:
                self.free(box)
        return stay

    def blank_name(self, handler: Box) -> None:
        """Takes the name out of a `hdlr` box, where programs and cameras write theirs; what it handles stays."""
        if handler.end - handler.body < 12:
            raise ValueError("damaged handler")
        self.wipe(handler.body + 12, handler.end)
