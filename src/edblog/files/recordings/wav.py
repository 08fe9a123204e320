"""WAVE: a RIFF file of chunks, each a name, a length and content of an even number of bytes."""

from __future__ import annotations

import struct

from edblog.files.recordings.parts import Removed

_NEEDED = frozenset([b"fmt ", b"data", b"fact"])
_MAX_CHUNKS = 100_000


def clean(data: bytes) -> tuple[bytes, list[bytes]]:
    """The sound without all chunks that are not needed to play it, and what they were.

    Raises ValueError and struct.error.
    """
    view, removed = memoryview(data), Removed()
    kept: list[bytes | memoryview] = []
    kinds = []
    at = 12
    (size,) = struct.unpack_from("<I", data, 4)
    # A recorder that was stopped in a hurry leaves no size.
    end = min(len(data), 8 + size) if size not in (0, 0xFFFFFFFF) else len(data)
    for _ in range(_MAX_CHUNKS):
        if at + 8 > end:
            break
        kind, length = struct.unpack_from("<4sI", data, at)
        content = view[at + 8 : min(end, at + 8 + length)]
        if kind in _NEEDED:
            kept += (struct.pack("<4sI", kind, len(content)), content, b"\0" * (len(content) & 1))
            kinds.append(kind)
        else:
            removed.add(content)
        at += 8 + length + (length & 1)
    if [kind for kind in kinds if kind != b"fact"] != [b"fmt ", b"data"]:
        raise ValueError("no sound")
    size = 4 + sum(map(len, kept))
    return b"".join((struct.pack("<4sI4s", b"RIFF", size, b"WAVE"), *kept)), removed.parts
