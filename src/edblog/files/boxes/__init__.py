"""Boxes of the ISO base media file format (ISO/IEC 14496-12): the parts of MP4, M4A and MOV files.

Boxes refer to each other by positions in the file, so nothing is ever moved. A box to remove becomes a `free` box of the
same length, filled with zeros.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from edblog.files.boxes.in_place import InPlaceCopy

MAX_BOX_VISITS = 500_000
"""Most visits of boxes in one file; a video of an hour in fragments of a second has about fifty thousand boxes."""


class Box(NamedTuple):
    """The name of a box, and its start, the start of its content, and its end, as positions in the file."""

    name: bytes
    start: int
    body: int
    end: int


class BoxFile(InPlaceCopy):
    """A copy of a file of boxes, to be cleaned in place. Reading always gives the original content."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._visits = 0

    def boxes(self, start: int, end: int, *, is_closed: bool = False) -> Iterator[Box]:
        """The boxes in a part of the file; raises ValueError if they do not fill it, apart from zeros at its end if `is_closed`."""
        at = start
        while at < end:
            if is_closed and end - at < 8 and not any(self.data[at:end]):
                return
            self._visits += 1
            if self._visits > MAX_BOX_VISITS:
                raise ValueError("too many boxes")
            try:
                size, name = struct.unpack_from(">I4s", self.data, at)
                body = at + 8
                if size == 1:
                    (size,) = struct.unpack_from(">Q", self.data, body)
                    body += 8
            except struct.error:
                raise ValueError("damaged box") from None
            stop = end if size == 0 else at + size
            if not body <= stop <= end:
                raise ValueError("damaged box")
            yield Box(name, at, body, stop)
            at = stop

    def child(self, parent: Box, name: bytes, skip: int = 0) -> Box | None:
        """The only box of this name within another, after `skip` bytes of other content. Raises ValueError if there are several."""
        found = [box for box in self.boxes(parent.body + skip, parent.end) if box.name == name]
        if len(found) > 1:
            raise ValueError("the same box twice")
        return found[0] if found else None

    def free(self, box: Box) -> None:
        """Turn a box into a `free` box, which programs ignore."""
        self.write(box.start + 4, b"free")
        # The name may show that the box held a location.
        self.wipe(box.body, box.end, box.name)

    def free_others(self, inside: Iterable[Box], kept: frozenset[bytes]) -> list[Box]:
        """Free all boxes whose names are not in `kept`; return the others."""
        left = []
        for box in inside:
            if box.name in kept:
                left.append(box)
            else:
                self.free(box)
        return left

    def blank_name(self, handler: Box) -> None:
        """Wipe the name in a `hdlr` box, where programs and cameras write theirs; keep the handler type."""
        if handler.end - handler.body < 12:
            raise ValueError("damaged handler")
        self.wipe(handler.body + 12, handler.end)
