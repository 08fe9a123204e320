"""WAVE: a RIFF file of chunks, each with a name, a length and content padded to an even number of bytes."""

from __future__ import annotations

import struct

from edblog.files.recordings.removed import Removed

_NEEDED = frozenset([b"fmt ", b"data", b"fact"])
_MAX_CHUNKS = 100_000


def clean(data: bytes) -> tuple[bytes, list[bytes]]:
    """The audio with only the chunks that playback needs, and the removed parts.

    Raises ValueError and struct.error.
    """
    view, removed = memoryview(data), Removed()
    kept: list[bytes | memoryview] = []
    names = []
    at = 12
    (size,) = struct.unpack_from("<I", data, 4)
    # An interrupted recorder leaves no size.
    end = min(len(data), 8 + size) if size not in (0, 0xFFFFFFFF) else len(data)
    for _ in range(_MAX_CHUNKS):
        if at + 8 > end:
            break
        name, length = struct.unpack_from("<4sI", data, at)
        content = view[at + 8 : min(end, at + 8 + length)]
        if name in _NEEDED:
            kept += (struct.pack("<4sI", name, len(content)), content, b"\0" * (len(content) & 1))
            names.append(name)
        else:
            removed.add(content)
        at += 8 + length + (length & 1)
    if [name for name in names if name != b"fact"] != [b"fmt ", b"data"]:
        raise ValueError("no audio")
    size = 4 + sum(map(len, kept))
    return b"".join((struct.pack("<4sI4s", b"RIFF", size, b"WAVE"), *kept)), removed.parts
