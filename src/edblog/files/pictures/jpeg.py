"""JPEG (ITU-T T.81): segments, each with a marker and a length, and between them the coded data of scans."""

from __future__ import annotations

import re
import struct

from edblog.files.pictures.icc import clean_profile
from edblog.files.pictures.metadata import MAX_PARTS, Cleaned, orientation, tiff_with

_FRAMES = frozenset([0xC0, 0xC1, 0xC2])
"""Frame types that browsers decode: baseline, extended and progressive."""
_NEEDED = _FRAMES | {0xC4, 0xDA, 0xDB, 0xDD}
"""Segments to keep: frames, Huffman tables, scans, quantization tables and restart intervals."""

_PROFILE = b"ICC_PROFILE\0"
_PIECE = 65_519
"""Most bytes of a color profile in one segment."""
# One run of one character, from its start, so linear.
_FILL = re.compile(rb"\xff+")
# Two characters, so linear; FF before a marker may be repeated.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def is_jpeg(data: bytes) -> bool:
    """Whether the bytes begin like a JPEG."""
    return data.startswith(b"\xff\xd8\xff")


def clean(data: bytes) -> Cleaned:
    """The picture without comments, application data, and anything after its end.

    After the end, some phones store a video of the moment before, and cameras a second picture (MPF).
    Raises ValueError, IndexError and struct.error.
    """
    kept: list[bytes | memoryview] = [b"\xff\xd8"]
    removed: list[bytes] = []
    profile: dict[int, bytes] = {}
    profile_at = 0
    width = height = scans = 0
    at = 2
    # Each iteration moves forward by a segment, and each scan is searched once, so the loop is linear.
    for _ in range(MAX_PARTS):
        marker, segment, at = _segment(data, at)
        if marker == 0xD9:
            kept.append(b"\xff\xd9")
            kept[profile_at:profile_at] = _clean_profile_segments(profile)
            return Cleaned(b"".join(kept), width, height, scans, tuple(removed))
        if marker in _NEEDED:
            kept.append(segment)
        elif marker == 0xE2 and segment[4:].startswith(_PROFILE):
            # Pieces of a profile are numbered from 1, and follow each other.
            profile_at = profile_at or len(kept)
            profile[segment[16]] = segment[16:]
        elif 0xE0 <= marker <= 0xEF:
            kept += _application(segment, removed)
        elif marker != 0xFE:
            raise ValueError
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", segment, 5)
        elif marker == 0xDA:
            scans += 1
            end = _end_of_scan(data, at)
            kept.append(memoryview(data)[at:end])
            at = end
    raise ValueError


def _clean_profile_segments(pieces: dict[int, bytes]) -> list[bytes]:
    """The segments of a color profile, cleaned; none if a piece is missing, since browsers ignore such a profile."""
    if any(sorted(pieces) != list(range(1, piece[1] + 1)) for piece in pieces.values()):
        return []
    profile = clean_profile(b"".join(pieces[number][2:] for number in sorted(pieces)))
    cut = [profile[at : at + _PIECE] for at in range(0, len(profile), _PIECE)]
    return [
        struct.pack(">2sH12sBB", b"\xff\xe2", len(piece) + 16, _PROFILE, number, len(cut)) + piece
        for number, piece in enumerate(cut, 1)
    ]


def _segment(data: bytes, at: int) -> tuple[int, bytes, int]:
    """The marker at this position, its segment, and the end of that."""
    if (filled := _FILL.match(data, at)) is not None:
        at = filled.end() - 1
    if data[at] != 0xFF:
        raise IndexError
    if (marker := data[at + 1]) == 0xD9:
        return marker, b"", at + 2
    (length,) = struct.unpack_from(">H", data, at + 2)
    segment = data[at : at + 2 + length]
    if length < 2 or len(segment) < 2 + length:
        raise IndexError
    return marker, segment, at + 2 + length


def _application(segment: bytes, removed: list[bytes]) -> list[bytes]:
    """The application data that a browser needs: JFIF, Adobe's color transform, and the Exif orientation."""
    marker, content = segment[1], segment[4:]
    if marker == 0xE0 and content.startswith(b"JFIF\0"):
        # After the density follows a preview, which may still show what was cropped.
        return [b"\xff\xe0\0\x10" + content[:12] + b"\0\0"] if len(content) >= 14 else []
    if marker == 0xEE and content.startswith(b"Adobe") and len(content) >= 12:
        return [b"\xff\xee\0\x0e" + content[:12]]
    removed.append(content)
    if marker == 0xE1 and content.startswith(b"Exif\0\0") and (turn := orientation(content[6:])) != 1:
        exif = b"Exif\0\0" + tiff_with(turn)
        return [struct.pack(">2sH", b"\xff\xe1", len(exif) + 2) + exif]
    return []


def _end_of_scan(data: bytes, at: int) -> int:
    """End of the coded data of a scan: the next marker that is not stuffing or a restart."""
    found = _MARKER.search(data, at)
    if found is None:
        raise IndexError
    return found.start()
