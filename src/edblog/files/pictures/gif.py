"""GIF (version 89a): a header, and blocks whose content is in pieces of at most 255 bytes."""

from __future__ import annotations

import struct

from edblog.files.pictures.icc import clean_profile
from edblog.files.pictures.metadata import MAX_PARTS, Cleaned

_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""Applications whose block says how often an animation is repeated."""
_PROFILE = b"ICCRGBG1012"


def is_gif(data: bytes) -> bool:
    """Whether the bytes begin as a GIF does."""
    return data.startswith((b"GIF87a", b"GIF89a"))


def clean(data: bytes) -> Cleaned:
    """The picture without comments, texts, data of applications, and what follows its end.

    Raises ValueError, IndexError and struct.error.
    """
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    at = 13 + _table(flags)
    kept = [data[:at]]
    removed: list[bytes] = []
    frames = 0
    # Each round goes forward, so the whole is linear.
    for _ in range(MAX_PARTS):
        if at >= len(data):
            break
        kind = data[at]
        if kind == 0x3B:
            kept.append(b";")
            break
        start = at
        if kind == 0x2C:
            left, top, w, h, flags = struct.unpack_from("<HHHHB", data, at + 1)
            # Some decoders enlarge the canvas for a frame that reaches beyond it.
            width, height = max(width, left + w), max(height, top + h)
            frames += 1
            at = _pieces(data, at + 11 + _table(flags))
            kept.append(data[start:at])
        elif kind == 0x21:
            at = _pieces(data, at + 2)
            block = data[start:at]
            name = block[3:14]
            is_loop = name in _LOOPS and len(block) == 19 and block[14:16] == b"\3\1"
            if data[start + 1] == 0xF9 or (data[start + 1] == 0xFF and is_loop):
                kept.append(block)
            elif data[start + 1] == 0xFF and name == _PROFILE:
                kept.append(_profile(block))
            else:
                removed.append(block)
        else:
            raise ValueError
    else:
        raise ValueError
    if not frames:
        raise ValueError
    return Cleaned(b"".join(kept), width, height, frames, tuple(removed))


def _profile(block: bytes) -> bytes:
    """The block of a color profile; nothing for one that no program can use."""
    at, pieces = 14, []
    while length := block[at]:
        pieces.append(block[at + 1 : at + 1 + length])
        at += 1 + length
    profile = clean_profile(b"".join(pieces))
    cut = [profile[at : at + 255] for at in range(0, len(profile), 255)]
    return block[:14] + b"".join(bytes([len(piece)]) + piece for piece in cut) + b"\0" if cut else b""


def _table(flags: int) -> int:
    """Bytes of a colour table."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _pieces(data: bytes, at: int) -> int:
    """Where the pieces of a block end."""
    while length := data[at]:
        at += 1 + length
    return at + 1
