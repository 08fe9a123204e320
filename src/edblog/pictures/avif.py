"""AVIF (AV1 Image File Format 1.2): pictures and what is said of them are items of a `meta` box (ISO/IEC 23008-12)."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Iterator

from edblog.boxes import Box, File
from edblog.boxes.copy import place, places
from edblog.boxes.movies import clean_movie
from edblog.pictures.av1 import Frames
from edblog.pictures.parts import Cleaned

_BRANDS = (b"avif", b"avis")
_AT_TOP = frozenset([b"ftyp", b"meta", b"mdat", b"moov"])
_IN_META = frozenset([b"hdlr", b"pitm", b"iloc", b"iinf", b"iref", b"iprp", b"idat", b"dinf", b"grpl"])
_IN_PROPERTIES = frozenset([b"ipco", b"ipma"])
_PROPERTIES = frozenset(
    b"ispe pixi colr pasp clap irot imir av1C a1op a1lx lsel auxC clli mdcv cclv amve rloc iscl ccst".split()
)
"""What is said of a picture to show it; times and descriptions are not."""
_PICTURES = frozenset([b"av01", b"grid", b"iovl", b"iden", b"tmap"])
MAX_ITEMS = 10_000
"""Pictures, and parts in which they lie; a photo of a phone has some hundred."""
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
    file = File(data)
    top = file.free_others(file.boxes(0, len(data)), _AT_TOP)
    inside = {box.kind: box for box in top}
    if (
        len(inside) < len([box for box in top if box.kind != b"mdat"]) + (b"mdat" in inside)
        or b"meta" not in inside
    ):
        raise ValueError("an AVIF with too few parts, or too many")
    kept, width, height, frames = _clean_items(file, inside[b"meta"])
    if (movie := inside.get(b"moov")) is not None:
        for track in clean_movie(file, movie).tracks.values():
            kept.extend(track)
            moving = _drawn([_views(data, track)])
            width, height, frames = (
                max(width, moving.width),
                max(height, moving.height),
                max(frames, moving.shown),
            )
    file.wipe_gaps([(box.body, box.end) for box in top if box.kind == b"mdat"], kept)
    if not width:
        raise ValueError("an AVIF without a size")
    return Cleaned(file.result(), width, height, frames, tuple(file.removed))


def _clean_items(file: File, meta: Box) -> tuple[array[int], int, int, int]:
    """Takes what is no picture out of a `meta` box; gives where the pictures are, how large they are, and how much is drawn.

    How large is what the box says, or the pictures themselves if that is more.
    """
    items = _items(file, meta)
    kept = _forget_items(file, items)
    for box in file.free_others(file.boxes(meta.body + 4, meta.end), _IN_META):
        if box.kind == b"hdlr":
            file.blank_name(box)
        elif box.kind == b"iprp":
            for part in file.free_others(file.boxes(box.body, box.end), _IN_PROPERTIES):
                if part.kind == b"ipco":
                    file.free_others(file.boxes(part.body, part.end), _PROPERTIES)
    sizes = [*_sizes(file, meta), *(_grid(file.data, where) for kind, where in items if kind == b"grid")]
    drawn = _drawn(_views(file.data, where) for kind, where in items if kind == b"av01")
    width, height = (
        max([one, *(size[side] for size in sizes)]) for side, one in enumerate((drawn.width, drawn.height))
    )
    return kept, width, height, max(1, -(-drawn.pixels // max(1, width * height)))


def _drawn(pictures: Iterable[Iterator[memoryview]]) -> Frames:
    frames = Frames()
    for picture in pictures:
        frames.read(picture)
    return frames


def _views(data: bytes, where: array[int]) -> Iterator[memoryview]:
    """The parts in which a picture lies, in its order."""
    for both in where:
        yield memoryview(data)[both >> 32 : both & 0xFFFFFFFF]


def _forget_items(file: File, items: list[tuple[bytes, array[int]]]) -> array[int]:
    """Overwrites all items that are no pictures; gives where the others are."""
    kept = places()
    forgotten = 0
    for kind, where in items:
        if kind in _PICTURES:
            kept.extend(where)
            continue
        for both in where:
            start, end = both >> 32, both & 0xFFFFFFFF
            forgotten += end - start
            if forgotten > len(file.data):
                raise ValueError("items that lie over each other")
            gone = file.wipe(start, end)
            if kind == b"Exif" and end - start >= len(_NO_EXIF):
                # Exif begins behind as many bytes as the first four say.
                file.remember(gone[4 + int.from_bytes(gone[:4]) :])
                file.write(start, _NO_EXIF)
                kept.append(place(start, start + len(_NO_EXIF)))
    return kept


def _items(file: File, meta: Box) -> list[tuple[bytes, array[int]]]:
    """The kind of each item, and where in the file it is."""
    kinds = dict(_kinds(file, meta))
    room = file.child(meta, b"idat", 4)
    found = []
    total = count = 0
    for item, inside, parts in _places(file, meta):
        count += 1
        if inside and room is None:
            raise ValueError("an item in a place that is not there")
        base = room.body if inside and room else 0
        limit = room.end if inside and room else len(file.data)
        where = places()
        for at, length in parts:
            start = base + at
            end = start + length if length else limit
            count += 1
            total += max(0, end - start)
            # The same part may be of several pictures.
            if end > limit or total > 4 * len(file.data) or count > MAX_ITEMS:
                raise ValueError("an item outside of the file, or too many")
            where.append(place(start, end))
        found.append((kinds.get(item, b""), where))
        if count > MAX_ITEMS:
            raise ValueError("too many items")
    return found


def _kinds(file: File, meta: Box) -> Iterator[tuple[int, bytes]]:
    """Number and kind of each item; its name is taken out."""
    listed = file.child(meta, b"iinf", 4)
    if listed is None:
        raise ValueError("an AVIF without items")
    skip = 6 if file.data[listed.body] == 0 else 8
    for box in file.boxes(listed.body + skip, listed.end):
        wide = file.data[box.body] == 3
        number, _, kind = struct.unpack_from(">IH4s" if wide else ">HH4s", file.data, box.body + 4)
        file.wipe(box.body + (14 if wide else 12), box.end)
        yield number, kind


def _places(file: File, meta: Box) -> Iterator[tuple[int, bool, Iterator[tuple[int, int]]]]:
    """Number of each item, whether it is within the `meta` box, and offset and length of its parts, which have to be taken first."""
    data, listed = file.data, file.child(meta, b"iloc", 4)
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

    def parts(base: int, count: int) -> Iterator[tuple[int, int]]:
        for _ in range(count):
            if version:
                number(of_index)
            yield base + number(of_offset), number(of_length)

    of_id = 4 if version == 2 else 2
    for _ in range(number(of_id)):
        item = number(of_id)
        method = number(2) & 15 if version else 0
        if method > 1 or number(2):
            raise ValueError("an item in another file")
        base = number(of_base)
        yield item, method == 1, parts(base, number(2))


def _sizes(file: File, meta: Box) -> list[tuple[int, int]]:
    """The width and height that are said of each item."""
    properties = file.child(meta, b"iprp", 4)
    listed = file.child(properties, b"ipco") if properties else None
    if listed is None:
        return []
    return [
        struct.unpack_from(">II", file.data, box.body + 4)
        for box in file.boxes(listed.body, listed.end)
        if box.kind == b"ispe"
    ]


def _grid(data: bytes, where: array[int]) -> tuple[int, int]:
    """Width and height of a picture that others are put together to (ISO/IEC 23008-12, 6.6.2.3)."""
    said = b"".join(bytes(view[:12]) for view in _views(data, where))
    width, height = struct.unpack_from(">II" if said[1] & 1 else ">HH", said, 4)
    return width, height
