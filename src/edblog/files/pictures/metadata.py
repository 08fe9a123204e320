"""What all kinds of pictures have in common: what cleaning one gives, and Exif (TIFF) directories."""

from __future__ import annotations

import re
import struct
from typing import NamedTuple

MAX_PARTS = 100_000
"""Segments, chunks or blocks in one file; the largest photos have some thousands."""
_ORIENTATION, _GPS = 0x0112, 0x8825
# Fixed words, so linear: names of Exif GPS tags and of places in XMP, in any spelling of XML.
_PLACE_IN_XMP = re.compile(
    rb"GPSL(?:at|ong)itude|GPSPosition|Location(?:Created|Shown)|Iptc4xmpCore:Location|photoshop:City"
)
_PLACES_IN_IPTC = (b"\x1c\x02\x5a", b"\x1c\x02\x5c")
"""Datasets 2:90 (city) and 2:92 (sublocation) of IPTC-IIM."""


class Cleaned(NamedTuple):
    """A picture without what cameras and editors wrote into it, and what a decoder will have to do."""

    data: bytes
    width: int
    height: int
    """The largest that a decoder makes room for, in pixels, before it is turned; 0: unknown."""
    frames: int = 1
    """Of an animation; of a progressive JPEG, the scans."""
    removed: tuple[bytes, ...] = ()
    """What was taken out, as far as it may hold a place."""


def holds_location(removed: tuple[bytes, ...]) -> bool:
    """Whether what was taken out of a picture says where it was taken."""
    return any(
        _in_tiff(part) or _PLACE_IN_XMP.search(part) or any(p in part for p in _PLACES_IN_IPTC)
        for part in removed
    )


def _in_tiff(part: bytes) -> bool:
    """Whether an Exif directory has a position: anything beyond the version of its tags."""
    tiff = part.removeprefix(b"Exif\0\0")
    try:
        order, first = _header(tiff)
        (start,) = [value for tag, value in _entries(tiff, order, first) if tag == _GPS][:1] or (0,)
        return start != 0 and any(0 < tag < 0x100 for tag, _ in _entries(tiff, order, start))
    except (KeyError, struct.error):
        return False


def orientation(tiff: bytes) -> int:
    """The Exif orientation (1 to 8), 1 where it is absent or makes no sense."""
    try:
        order, first = _header(tiff)
        for tag, value in _entries(tiff, order, first):
            if tag == _ORIENTATION:
                # A short stands in the first two of four bytes.
                turn = value >> 16 if order == ">" else value & 0xFFFF
                return turn if 1 <= turn <= 8 else 1
    except (KeyError, struct.error):
        pass
    return 1


def _header(tiff: bytes) -> tuple[str, int]:
    order = {b"II": "<", b"MM": ">"}[tiff[:2]]
    return order, struct.unpack_from(f"{order}I", tiff, 4)[0]


def _entries(tiff: bytes, order: str, start: int) -> list[tuple[int, int]]:
    """Tags of a directory, each with the four bytes of its value as a number."""
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    entries = (
        struct.unpack_from(f"{order}HHII", tiff, start + 2 + 12 * entry) for entry in range(min(count, 512))
    )
    return [(tag, value) for tag, _, _, value in entries]


def tiff_with(turn: int) -> bytes:
    """A TIFF header with one directory that holds nothing but the orientation."""
    return struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, _ORIENTATION, 3, 1, turn, 0, 0)
