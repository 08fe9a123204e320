"""Boxes of the ISO base media file format (ISO/IEC 14496-12), of which MP4, M4A and AVIF files consist.

Boxes name places in the file by their distance from its start. So nothing is ever moved: what has to go
becomes a `free` box, full of zeros, of the same length.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

MAX_BOXES = 100_000
_PLAYED = frozenset([b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"tmcd", b"pict", b"auxv"])
"""Kinds of tracks that a player shows; cameras write positions and movements into others."""
_IN_MOVIE = frozenset([b"mvhd", b"trak", b"mvex", b"iods", b"pssh"])
_IN_TRACK = frozenset([b"tkhd", b"edts", b"mdia", b"tref", b"tapt", b"trgr"])


class Box(NamedTuple):
    """Where a box is: its start, its content, and its end, in bytes from the start of the file."""

    kind: bytes
    start: int
    body: int
    end: int


def boxes(data: bytes | bytearray, start: int, end: int) -> Iterator[Box]:
    """The boxes in a part of a file, which they fill. Raises ValueError where they do not."""
    at = start
    for _ in range(MAX_BOXES):
        if at == end:
            return
        try:
            size, kind = struct.unpack_from(">I4s", data, at)
            body = at + 8
            if size == 1:
                (size,) = struct.unpack_from(">Q", data, body)
                body += 8
        except struct.error:
            raise ValueError("damaged box") from None
        stop = end if size == 0 else at + size
        if not body <= stop <= end:
            raise ValueError("damaged box")
        yield Box(kind, at, body, stop)
        at = stop
    raise ValueError("too many boxes")


def child(data: bytes | bytearray, parent: Box, kind: bytes, skip: int = 0) -> Box | None:
    """The first box of a kind within another; `skip` bytes stand before its boxes."""
    return next((box for box in boxes(data, parent.body + skip, parent.end) if box.kind == kind), None)


def wipe(data: bytearray, start: int, end: int) -> bytes:
    """Overwrites a part of a file with zeros; gives what was there."""
    if not 0 <= start <= end <= len(data):
        raise ValueError("a place outside of the file")
    gone = bytes(data[start:end])
    data[start:end] = bytes(end - start)
    return gone


def free(data: bytearray, box: Box) -> bytes:
    """Makes a box one that means nothing; gives what it was."""
    gone = box.kind + wipe(data, box.body, box.end)
    data[box.start + 4 : box.start + 8] = b"free"
    return gone


def free_others(data: bytearray, inside: Iterable[Box], kept: frozenset[bytes]) -> list[bytes]:
    """The same for all boxes that are not of some kinds."""
    return [free(data, box) for box in inside if box.kind not in kept]


def clean_movie(data: bytearray, movie: Box) -> list[bytes]:
    """Takes names, places, times and tracks of measurements out of a `moov` box; gives what they were."""
    inside = list(boxes(data, movie.body, movie.end))
    removed = free_others(data, inside, _IN_MOVIE)
    for box in inside:
        if box.kind == b"mvhd":
            _forget_times(data, box)
        elif box.kind == b"trak":
            removed += _clean_track(data, box)
    return removed


def _clean_track(data: bytearray, track: Box) -> list[bytes]:
    media = child(data, track, b"mdia")
    handler = child(data, media, b"hdlr") if media else None
    if media is None or handler is None:
        raise ValueError("a track without a handler")
    if bytes(data[handler.body + 8 : handler.body + 12]) not in _PLAYED:
        gone = b"".join(wipe(data, *place)[:4096] for place in _samples(data, media))
        return [gone, free(data, track)]
    inside = list(boxes(data, track.body, track.end))
    removed = free_others(data, inside, _IN_TRACK)
    for box in (*inside, *boxes(data, media.body, media.end)):
        if box.kind in (b"tkhd", b"mdhd"):
            _forget_times(data, box)
    return removed


def _forget_times(data: bytearray, box: Box) -> None:
    """When something was made and changed stands first in these boxes, in 4 or 8 bytes each."""
    long = data[box.body] == 1
    wipe(data, box.body + 4, min(box.end, box.body + (20 if long else 12)))


def _samples(data: bytearray, media: Box) -> Iterator[tuple[int, int]]:
    """Where the samples of a track are, chunk by chunk."""
    table = child(data, media, b"minf")
    table = child(data, table, b"stbl") if table else None
    if table is None:
        raise ValueError("a track without samples")
    inside = {box.kind: box for box in boxes(data, table.body, table.end)}
    wide = b"co64" in inside
    offsets = [n for (n,) in _rows(data, inside[b"co64" if wide else b"stco"], ">Q" if wide else ">I")]
    runs = [*_rows(data, inside[b"stsc"], ">III"), (len(offsets) + 1, 0, 0)]
    sizes = inside[b"stsz"]
    (same, count) = struct.unpack_from(">II", data, sizes.body + 4)
    if count > len(data):
        raise ValueError("more samples than bytes")
    lengths = [same] * count if same else [n for (n,) in _rows(data, sizes, ">I", 8)]
    sample = 0
    for (first, many, _), (following, _, _) in pairwise(runs):
        for offset in offsets[first - 1 : following - 1]:
            yield offset, offset + sum(lengths[sample : sample + many])
            sample += many


def _rows(data: bytearray, box: Box, form: str, skip: int = 4) -> list[tuple[int, ...]]:
    """The rows of a table, which has their number before the first one."""
    (count,) = struct.unpack_from(">I", data, box.body + skip)
    start, size = box.body + skip + 4, struct.calcsize(form)
    if start + count * size > box.end:
        raise ValueError("damaged table")
    return list(struct.iter_unpack(form, data[start : start + count * size]))
