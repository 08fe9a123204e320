"""MP4 and M4A (ISO/IEC 14496-14)."""

from __future__ import annotations

from edblog.boxes import boxes, clean_movie, free_others

_AT_TOP = frozenset([b"ftyp", b"styp", b"moov", b"moof", b"mfra", b"mdat", b"sidx", b"ssix", b"pdin"])


def clean(data: bytes) -> tuple[bytes, list[bytes]]:
    """The film or sound without names, places, times and measurements, and what they were.

    Raises ValueError, KeyError and struct.error.
    """
    out = bytearray(data)
    top = list(boxes(out, 0, len(out)))
    kinds = [box.kind for box in top]
    if kinds.count(b"moov") != 1:
        raise ValueError("a film without a table of its parts")
    removed = free_others(out, top, _AT_TOP)
    for box in top:
        if box.kind == b"moov":
            removed += clean_movie(out, box)
    return bytes(out), removed
