"""WebP (RFC 9649): a RIFF file of chunks, each with a name, a length and content padded to an even number of bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from edblog.files.pictures.icc import clean_profile
from edblog.files.pictures.metadata import MAX_PARTS, Cleaned, orientation, tiff_with

_NEEDED = frozenset([b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"])
_OF_FRAME = frozenset([b"VP8 ", b"VP8L", b"ALPH"])


def is_webp(data: bytes) -> bool:
    """Whether the bytes begin like a WebP."""
    return data.startswith(b"RIFF") and data[8:12] == b"WEBP"


def clean(data: bytes) -> Cleaned:
    """The picture without XMP, unknown chunks, Exif other than the orientation, and anything after its end.

    Raises ValueError, IndexError and struct.error.
    """
    kept: list[tuple[bytes, bytes]] = []
    removed: list[bytes] = []
    width = height = frames = 0
    (size,) = struct.unpack_from("<I", data, 4)
    for name, content in _chunks(data[12 : 8 + size]):
        if name == b"EXIF":
            removed.append(content)
            if (turn := orientation(content.removeprefix(b"Exif\0\0"))) != 1:
                kept.append((name, tiff_with(turn)))
        elif name == b"ICCP":
            if profile := clean_profile(content):
                kept.append((name, profile))
        elif name not in _NEEDED:
            removed.append(content)
        elif name == b"ANMF":
            frames += 1
            inside = (_chunk(*part) for part in _chunks(content[16:]) if part[0] in _OF_FRAME)
            kept.append((name, content[:16] + b"".join(inside)))
        else:
            kept.append((name, content))
            chunk_size = _size(name, content)
            width, height = max(width, chunk_size[0]), max(height, chunk_size[1])
    present = {name for name, _ in kept}
    # The header of the extended format announces what follows: bit 5 a color profile, bit 3 Exif, bit 2 XMP.
    announced = 0x20 * (b"ICCP" in present) | 0x08 * (b"EXIF" in present)
    kept = [
        (
            name,
            bytes([(content[0] & ~0x2C) | announced]) + content[1:] if name == b"VP8X" else content,
        )
        for name, content in kept
    ]
    body = b"WEBP" + b"".join(_chunk(*part) for part in kept)
    return Cleaned(
        struct.pack("<4sI", b"RIFF", len(body)) + body, width, height, max(frames, 1), tuple(removed)
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each chunk, without its padding."""
    at = 0
    for _ in range(MAX_PARTS):
        if at + 8 > len(data):
            return
        name, length = struct.unpack_from("<4sI", data, at)
        content = data[at + 8 : at + 8 + length]
        if len(content) < length:
            raise IndexError
        yield name, content
        at += 8 + length + (length & 1)
    raise ValueError


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack("<4sI", name, len(content)) + content + b"\0" * (len(content) & 1)


def _size(name: bytes, content: bytes) -> tuple[int, int]:
    """Width and height from the header of a chunk."""
    if name == b"VP8X":
        return 1 + int.from_bytes(content[4:7], "little"), 1 + int.from_bytes(content[7:10], "little")
    if name == b"VP8L":
        bits = int.from_bytes(content[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if name == b"VP8 ":
        width, height = struct.unpack_from("<HH", content, 6)
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0
