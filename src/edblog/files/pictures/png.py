"""PNG (W3C, third edition): chunks, each with a length, a name, content and a checksum."""

from __future__ import annotations

import struct
import zlib

from edblog.files.pictures.icc import MAX_BYTES, clean_profile
from edblog.files.pictures.metadata import MAX_PARTS, Cleaned, orientation, tiff_with

_START = b"\x89PNG\r\n\x1a\n"
_NEEDED = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA sBIT sRGB cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT".split()
)
"""Chunks to keep: the picture, its colors, its resolution and its animation."""
_TEXTS = frozenset([b"tEXt", b"zTXt", b"iTXt"])
_TEXT_LIMIT = 1_000_000
"""Unpacked bytes of all texts together that are searched for a location."""


def is_png(data: bytes) -> bool:
    """Whether the bytes begin like a PNG."""
    return data.startswith(_START)


def clean(data: bytes) -> Cleaned:
    """The picture without texts, times, private chunks of programs, and Exif other than the orientation.

    Raises ValueError, IndexError and struct.error.
    """
    kept = [_START]
    removed: list[bytes] = []
    at = len(_START)
    width, height = struct.unpack_from(">II", data, at + 8)
    frames, room = 0, _TEXT_LIMIT
    for _ in range(MAX_PARTS):
        length, name = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise IndexError
        at += 12 + length
        if name == b"iCCP":
            kept.append(_clean_profile_chunk(chunk[8:-4]))
        elif name in _NEEDED:
            kept.append(chunk)
            frames += name == b"fcTL"
        elif name == b"eXIf":
            removed.append(chunk[8:-4])
            if (turn := orientation(chunk[8:-4])) != 1:
                kept.append(_chunk(name, tiff_with(turn)))
        elif name in _TEXTS:
            # A text may unpack to a thousand times its size, so one limit holds for all texts together.
            text = _unpacked(name, chunk[8:-4], room) if room else b""
            room -= len(text)
            removed.append(_decoded(chunk[8:-4], text))
        elif not name[0] & 0x20:
            # A capital letter marks a chunk as critical: no program can show the picture without it.
            raise ValueError
        if name == b"IEND":
            return Cleaned(b"".join(kept), width, height, max(frames, 1), tuple(removed))
    raise ValueError


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _clean_profile_chunk(content: bytes) -> bytes:
    """The chunk of a color profile, cleaned and without its name, which may identify a display; empty if it is unusable."""
    packed = content[content.find(b"\0") + 2 :]
    unpacker = zlib.decompressobj()
    try:
        profile = unpacker.decompress(packed, MAX_BYTES)
    except zlib.error:
        return b""
    cleaned = clean_profile(profile) if unpacker.eof else b""
    if not cleaned:
        return b""
    stream = packed[: len(packed) - len(unpacker.unused_data)] if cleaned == profile else _stored(cleaned)
    return _chunk(b"iCCP", b"ICC Profile\0\0" + stream)


def _stored(data: bytes) -> bytes:
    """An uncompressed zlib stream (RFC 1950), whose bytes do not depend on the version of zlib."""
    pieces = [data[at : at + 65_535] for at in range(0, len(data), 65_535)]
    blocks = (
        struct.pack("<BHH", number == len(pieces), len(piece), len(piece) ^ 0xFFFF) + piece
        for number, piece in enumerate(pieces, 1)
    )
    return b"\x78\x01" + b"".join(blocks) + struct.pack(">I", zlib.adler32(data))


def _unpacked(name: bytes, content: bytes, room: int) -> bytes:
    """The first `room` bytes of a text chunk, unpacked in bounded memory."""
    _, _, rest = content.partition(b"\0")
    if name == b"iTXt":
        packed = rest[:1] == b"\1"
        rest = rest[2:].split(b"\0", 2)[-1]
    else:
        packed = name == b"zTXt"
        rest = rest[1:] if packed else rest
    if not packed:
        return rest[:room]
    try:
        return zlib.decompressobj().decompress(rest, room)
    except zlib.error:
        return b""


def _decoded(content: bytes, text: bytes) -> bytes:
    """A text, decoded if ImageMagick wrote it: metadata in hexadecimal digits, after a name and a length."""
    if not content.startswith(b"Raw profile type"):
        return text
    try:
        return bytes.fromhex(b"".join(text.split()[2:]).decode("ascii"))
    except ValueError:
        return b""
