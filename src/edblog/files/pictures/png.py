"""PNG (W3C, third edition): chunks, each a length, a name, content and a checksum."""

from __future__ import annotations

import struct
import zlib

from edblog.files.pictures.icc import MAX_BYTES, clean_profile
from edblog.files.pictures.metadata import MAX_PARTS, Cleaned, orientation, tiff_with

_START = b"\x89PNG\r\n\x1a\n"
_NEEDED = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA sBIT sRGB cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT".split()
)
"""The picture, its colors, its resolution and its animation."""
_TEXTS = frozenset([b"tEXt", b"zTXt", b"iTXt"])
_TEXT = 1_000_000
"""Bytes of all texts together, unpacked, that are looked at for a place."""


def is_png(data: bytes) -> bool:
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
    frames, room = 0, _TEXT
    for _ in range(MAX_PARTS):
        length, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise IndexError
        at += 12 + length
        if kind == b"iCCP":
            kept.append(_profile(chunk[8:-4]))
        elif kind in _NEEDED:
            kept.append(chunk)
            frames += kind == b"fcTL"
        elif kind == b"eXIf":
            removed.append(chunk[8:-4])
            if (turn := orientation(chunk[8:-4])) != 1:
                kept.append(_chunk(kind, tiff_with(turn)))
        elif kind in _TEXTS:
            # A text may be a thousand times as long as its chunk, so one allowance holds for all.
            text = _text(kind, chunk[8:-4], room) if room else b""
            room -= len(text)
            removed.append(_in_text(chunk[8:-4], text))
        elif not kind[0] & 0x20:
            # A capital letter says that nobody can show the picture without it.
            raise ValueError
        if kind == b"IEND":
            return Cleaned(b"".join(kept), width, height, max(frames, 1), tuple(removed))
    raise ValueError


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _profile(content: bytes) -> bytes:
    """The chunk of a color profile, whose name may be that of a display; nothing for one that no browser can use."""
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
    """A zlib stream (RFC 1950) of stored blocks, which is the same bytes with every version of a library."""
    pieces = [data[at : at + 65_535] for at in range(0, len(data), 65_535)]
    blocks = (
        struct.pack("<BHH", number == len(pieces), len(piece), len(piece) ^ 0xFFFF) + piece
        for number, piece in enumerate(pieces, 1)
    )
    return b"\x78\x01" + b"".join(blocks) + struct.pack(">I", zlib.adler32(data))


def _text(kind: bytes, content: bytes, room: int) -> bytes:
    """The first part of a text, unpacked; in bounded memory, whatever it says of itself."""
    _, _, rest = content.partition(b"\0")
    if kind == b"iTXt":
        packed = rest[:1] == b"\1"
        rest = rest[2:].split(b"\0", 2)[-1]
    else:
        packed = kind == b"zTXt"
        rest = rest[1:] if packed else rest
    if not packed:
        return rest[:room]
    try:
        return zlib.decompressobj().decompress(rest, room)
    except zlib.error:
        return b""


def _in_text(content: bytes, text: bytes) -> bytes:
    """What stands in a text: ImageMagick writes Exif and others as hexadecimal digits behind a name and a length."""
    if not content.startswith(b"Raw profile type"):
        return text
    try:
        return bytes.fromhex(b"".join(text.split()[2:]).decode("ascii"))
    except ValueError:
        return b""
