"""GIF (version 89a): a header, then blocks, each split into sub-blocks of at most 255 bytes."""

from __future__ import annotations

import struct

from edblog.files.pictures.icc import clean_profile
from edblog.files.pictures.metadata import MAX_PARTS, Cleaned

_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""Application blocks that contain the number of repeats of an animation."""
_PROFILE = b"ICCRGBG1012"


def is_gif(data: bytes) -> bool:
    """Whether the bytes begin like a GIF."""
    return data.startswith((b"GIF87a", b"GIF89a"))


def clean(data: bytes) -> Cleaned:
    """The picture without comments, texts, application data, and anything after its end.

    Raises ValueError, IndexError and struct.error.
    """
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    at = 13 + _color_table_size(flags)
    kept = [data[:at]]
    removed: list[bytes] = []
    frames = 0
    # Each iteration moves forward, so the loop is linear.
    for _ in range(MAX_PARTS):
        if at >= len(data):
            break
        block_type = data[at]
        if block_type == 0x3B:
            kept.append(b";")
            break
        start = at
        if block_type == 0x2C:
            left, top, w, h, flags = struct.unpack_from("<HHHHB", data, at + 1)
            # Some decoders enlarge the canvas for a frame that extends beyond it.
            width, height = max(width, left + w), max(height, top + h)
            frames += 1
            at = _end_of_block(data, at + 11 + _color_table_size(flags))
            kept.append(data[start:at])
        elif block_type == 0x21:
            at = _end_of_block(data, at + 2)
            block = data[start:at]
            name = block[3:14]
            is_loop = name in _LOOPS and len(block) == 19 and block[14:16] == b"\3\1"
            if data[start + 1] == 0xF9 or (data[start + 1] == 0xFF and is_loop):
                kept.append(block)
            elif data[start + 1] == 0xFF and name == _PROFILE:
                kept.append(_clean_profile_block(block))
            else:
                removed.append(block)
        else:
            raise ValueError
    else:
        raise ValueError
    if not frames:
        raise ValueError
    return Cleaned(b"".join(kept), width, height, frames, tuple(removed))


def _clean_profile_block(block: bytes) -> bytes:
    """The block of a color profile with the profile cleaned; empty if the profile is unusable."""
    at, pieces = 14, []
    while length := block[at]:
        pieces.append(block[at + 1 : at + 1 + length])
        at += 1 + length
    profile = clean_profile(b"".join(pieces))
    cut = [profile[at : at + 255] for at in range(0, len(profile), 255)]
    return block[:14] + b"".join(bytes([len(piece)]) + piece for piece in cut) + b"\0" if cut else b""


def _color_table_size(flags: int) -> int:
    """Size of a color table in bytes."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _end_of_block(data: bytes, at: int) -> int:
    """Position after the sub-blocks that begin here."""
    while length := data[at]:
        at += 1 + length
    return at + 1
