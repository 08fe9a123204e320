"""PNG (W3C, third edition): chunks, each a length, a name, content and a checksum."""

from __future__ import annotations

import struct
import zlib

from edblog.pictures.parts import MAX_PARTS, Cleaned, orientation, tiff_with

_START = b"\x89PNG\r\n\x1a\n"
_NEEDED = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT".split()
)
"""The picture, its colours, its resolution and its animation."""
_TEXTS = frozenset([b"tEXt", b"zTXt", b"iTXt"])
_LONGEST_TEXT = 1_000_000
"""Bytes of a compressed text that are looked at for a place."""


def is_one(data: bytes) -> bool:
    """Whether the bytes begin as a PNG does."""
    return data.startswith(_START)


def clean(data: bytes) -> Cleaned:
    """The picture without texts, times, Exif but which way is up, and what programs keep for themselves.

    Raises ValueError, IndexError and struct.error.
    """
    kept = [_START]
    removed: list[bytes] = []
    at = len(_START)
    width, height = struct.unpack_from(">II", data, at + 8)
    frames = 0
    for _ in range(MAX_PARTS):
        length, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise IndexError
        at += 12 + length
        if kind in _NEEDED:
            kept.append(chunk)
            frames += kind == b"fcTL"
        elif kind == b"eXIf":
            removed.append(chunk[8:-4])
            if (turn := orientation(chunk[8:-4])) != 1:
                kept.append(_chunk(kind, tiff_with(turn)))
        elif kind in _TEXTS:
            removed.append(_text(kind, chunk[8:-4]))
        elif not kind[0] & 0x20:
            # A capital letter says that nobody can show the picture without it.
            raise ValueError
        if kind == b"IEND":
            return Cleaned(b"".join(kept), width, height, max(frames, 1), tuple(removed))
    raise ValueError


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _text(kind: bytes, content: bytes) -> bytes:
    """The first part of a text, unpacked; in bounded memory, whatever it says of itself."""
    keyword, _, rest = content.partition(b"\0")
    if kind == b"iTXt":
        packed = rest[:1] == b"\1"
        rest = rest[2:].split(b"\0", 2)[-1]
    else:
        packed = kind == b"zTXt"
        rest = rest[1:] if packed else rest
    if packed:
        try:
            rest = zlib.decompressobj().decompress(rest, _LONGEST_TEXT)
        except zlib.error:
            return b""
    if keyword.startswith(b"Raw profile type"):
        # ImageMagick writes Exif and others as hexadecimal digits behind a name and a length.
        digits = b"".join(rest[:_LONGEST_TEXT].split()[2:])
        try:
            return bytes.fromhex(digits.decode("ascii"))
        except ValueError:
            return b""
    return rest
