"""AVIF (AV1 Image File Format 1.2): pictures and what is said of them are items of a `meta` box (ISO/IEC 23008-12)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from edblog.boxes import Box, boxes, child, clean_movie, free_others, wipe
from edblog.pictures.parts import Cleaned

_BRANDS = (b"avif", b"avis")
_AT_TOP = frozenset([b"ftyp", b"meta", b"mdat", b"moov"])
_IN_META = frozenset([b"hdlr", b"pitm", b"iloc", b"iinf", b"iref", b"iprp", b"idat", b"dinf", b"grpl"])
_PICTURES = frozenset([b"av01", b"grid", b"iovl", b"iden", b"tmap"])
_NO_EXIF = bytes(4) + struct.pack("<2sHIHI", b"II", 42, 8, 0, 0)
"""What stands where Exif was: a directory of nothing."""


def is_one(data: bytes) -> bool:
    """Whether the bytes begin as an AVIF does."""
    length = int.from_bytes(data[:4])
    if data[4:8] != b"ftyp" or not 16 <= length <= 1024:
        return False
    brands = [data[at : at + 4] for at in (8, *range(16, min(length, len(data)), 4))]
    return any(brand in _BRANDS for brand in brands)


def clean(data: bytes) -> Cleaned:
    """The picture with zeros in place of Exif, XMP, times, and all bytes that belong to nothing.

    Which way is up is a property of its own in this format, and stays. Raises ValueError and struct.error.
    """
    out = bytearray(data)
    top = list(boxes(out, 0, len(out)))
    removed = free_others(out, top, _AT_TOP)
    # A film says itself which bytes of `mdat` it needs, so the others are known only without one.
    rooms = [] if any(box.kind == b"moov" for box in top) else [box for box in top if box.kind == b"mdat"]
    width = height = 0
    for box in top:
        if box.kind == b"moov":
            removed += clean_movie(out, box)
        elif box.kind == b"meta":
            kept, gone = _forget_items(out, box)
            removed += gone
            for room in rooms:
                _wipe_gaps(out, room, kept)
            removed += free_others(out, boxes(out, box.body + 4, box.end), _IN_META)
            width, height = _size(out, box)
    if not width:
        raise ValueError("an AVIF without a size")
    return Cleaned(bytes(out), width, height, 1, tuple(removed))


def _forget_items(out: bytearray, meta: Box) -> tuple[list[tuple[int, int]], list[bytes]]:
    """Overwrites all items that are no pictures; gives where the others are, and what was there."""
    kept: list[tuple[int, int]] = []
    removed = []
    for kind, places in _items(out, meta):
        if kind in _PICTURES:
            kept += places
            continue
        for start, end in places:
            gone = wipe(out, start, end)
            # Exif begins behind as many bytes as the first four say.
            removed.append(gone[4 + int.from_bytes(gone[:4]) :] if kind == b"Exif" else gone)
            if kind == b"Exif" and end - start >= len(_NO_EXIF):
                out[start : start + len(_NO_EXIF)] = _NO_EXIF
                kept.append((start, start + len(_NO_EXIF)))
    return kept, removed


def _wipe_gaps(out: bytearray, room: Box, kept: list[tuple[int, int]]) -> None:
    at = room.body
    for start, end in sorted(kept):
        if start < room.end and end > room.body:
            wipe(out, at, max(at, start))
            at = max(at, min(end, room.end))
    wipe(out, at, room.end)


def _items(data: bytearray, meta: Box) -> list[tuple[bytes, list[tuple[int, int]]]]:
    """The kind of each item, and where in the file it is."""
    kinds = dict(_kinds(data, meta))
    room = child(data, meta, b"idat", 4)
    found = []
    total = 0
    for item, inside, places in _places(data, meta):
        if inside and room is None:
            raise ValueError("an item in a place that is not there")
        base = room.body if inside and room else 0
        limit = room.end if inside and room else len(data)
        here = [(base + at, base + at + length if length else limit) for at, length in places]
        total += sum(end - start for start, end in here)
        if total > 4 * len(data) or any(not 0 <= start <= end <= limit for start, end in here):
            raise ValueError("an item outside of the file")
        found.append((kinds.get(item, b""), here))
    return found


def _kinds(data: bytearray, meta: Box) -> Iterator[tuple[int, bytes]]:
    """Number and kind of each item."""
    listed = child(data, meta, b"iinf", 4)
    if listed is None:
        raise ValueError("an AVIF without items")
    skip = 6 if data[listed.body] == 0 else 8
    for box in boxes(data, listed.body + skip, listed.end):
        wide = data[box.body] == 3
        number, _, kind = struct.unpack_from(">IH4s" if wide else ">HH4s", data, box.body + 4)
        yield number, kind


def _places(data: bytearray, meta: Box) -> Iterator[tuple[int, bool, list[tuple[int, int]]]]:
    """Number of each item, whether it is within the `meta` box, and offset and length of its parts."""
    listed = child(data, meta, b"iloc", 4)
    if listed is None:
        raise ValueError("an AVIF without places")
    version, sizes = data[listed.body], struct.unpack_from(">H", data, listed.body + 4)[0]
    of_offset, of_length, of_base, of_index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    at = listed.body + 6

    def number(size: int) -> int:
        nonlocal at
        at += size
        if at > listed.end:
            raise ValueError("damaged table")
        return int.from_bytes(data[at - size : at])

    of_id = 4 if version == 2 else 2
    for _ in range(number(of_id)):
        item = number(of_id)
        method = number(2) & 15 if version else 0
        if method > 1 or number(2):
            raise ValueError("an item in another file")
        base = number(of_base)
        places = []
        for _ in range(number(2)):
            if version:
                number(of_index)
            places.append((base + number(of_offset), number(of_length)))
        yield item, method == 1, places


def _size(data: bytearray, meta: Box) -> tuple[int, int]:
    """The largest width and height that an item has."""
    properties = child(data, meta, b"iprp", 4)
    listed = child(data, properties, b"ipco") if properties else None
    if listed is None:
        return 0, 0
    found = [struct.unpack_from(">II", data, box.body + 4) for box in boxes(data, listed.body, listed.end) if box.kind == b"ispe"]
    return max((w for w, _ in found), default=0), max((h for _, h in found), default=0)
