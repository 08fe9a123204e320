"""Metadata of pictures: Exif (TIFF) directories, locations, and the result of cleaning a picture."""

from __future__ import annotations

import re
import struct
from typing import NamedTuple

MAX_PARTS = 100_000
"""Most segments, chunks or blocks in one file; the largest photos have a few thousand."""
_ORIENTATION, _GPS = 0x0112, 0x8825
# Names of Exif GPS tags and of locations in XMP, however the XML is written. Fixed words, so linear.
_LOCATION_IN_XMP = re.compile(
    rb"GPSL(?:at|ong)itude|GPSPosition|Location(?:Created|Shown)|Iptc4xmpCore:Location|photoshop:City"
)
_LOCATIONS_IN_IPTC = (b"\x1c\x02\x5a", b"\x1c\x02\x5c")
"""Datasets 2:90 (city) and 2:92 (sublocation) of IPTC-IIM."""


class Cleaned(NamedTuple):
    """A picture without private metadata, and the size that a decoder has to handle."""

    data: bytes
    width: int
    height: int
    """Largest size that a decoder allocates, in pixels, before rotation; 0 if unknown."""
    frames: int = 1
    """Frames of an animation, or scans of a progressive JPEG."""
    removed: tuple[bytes, ...] = ()
    """Removed metadata that may contain a location."""


def holds_location(removed: tuple[bytes, ...]) -> bool:
    """Whether removed metadata contains the location of a photo."""
    return any(
        _has_gps(part) or _LOCATION_IN_XMP.search(part) or any(p in part for p in _LOCATIONS_IN_IPTC)
        for part in removed
    )


def _has_gps(part: bytes) -> bool:
    """Whether an Exif directory has GPS tags other than their version."""
    tiff = part.removeprefix(b"Exif\0\0")
    try:
        order, first = _header(tiff)
        (start,) = [value for tag, value in _entries(tiff, order, first) if tag == _GPS][:1] or (0,)
        return start != 0 and any(0 < tag < 0x100 for tag, _ in _entries(tiff, order, start))
    except (KeyError, struct.error):
        return False


def orientation(tiff: bytes) -> int:
    """The Exif orientation (1 to 8); 1 if it is absent or invalid."""
    try:
        order, first = _header(tiff)
        for tag, value in _entries(tiff, order, first):
            if tag == _ORIENTATION:
                # The value, a short, is in the first two of four bytes.
                turn = value >> 16 if order == ">" else value & 0xFFFF
                return turn if 1 <= turn <= 8 else 1
    except (KeyError, struct.error):
        pass
    return 1


def _header(tiff: bytes) -> tuple[str, int]:
    order = {b"II": "<", b"MM": ">"}[tiff[:2]]
    return order, struct.unpack_from(f"{order}I", tiff, 4)[0]


def _entries(tiff: bytes, order: str, start: int) -> list[tuple[int, int]]:
    """Tags of a directory, each with its four bytes of value as a number."""
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    entries = (
        struct.unpack_from(f"{order}HHII", tiff, start + 2 + 12 * entry) for entry in range(min(count, 512))
    )
    return [(tag, value) for tag, _, _, value in entries]


def tiff_with(turn: int) -> bytes:
    """An Exif block with nothing but the orientation."""
    return struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, _ORIENTATION, 3, 1, turn, 0, 0)
