"""The length of a video in fragments, whose header does not say it: browsers and phones record so (ISO/IEC 14496-12, 8.8)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from edblog.files.boxes import Box, BoxFile
from edblog.files.boxes.movies import MAX_SAMPLES

_BASE, _DESCRIPTION, _DURATION = 0x1, 0x2, 0x8
"""Flags of `tfhd` for its first fields: the base of offsets, the description of samples, and their usual duration."""
_OFFSET, _FIRST, _EACH = 0x1, 0x4, 0x100
"""Flags of `trun`: an offset, flags of the first sample, and a duration for each sample."""
_FIELDS = (0x100, 0x200, 0x400, 0x800)
"""Flags of `trun` for fields that each sample has, of four bytes each."""


def seconds_of(file: BoxFile, movie: Box) -> float:
    """The length of the longest track of a video in fragments; 0 for one without fragments."""
    scales, usual = _scales(file, movie), _usual(file, movie)
    lengths: dict[int, int] = {}
    left = MAX_SAMPLES
    for box in file.boxes(0, len(file.data)):
        if box.name != b"moof":
            continue
        for track in (part for part in file.boxes(box.body, box.end) if part.name == b"traf"):
            number, length, samples = _fragment(file, track, usual)
            left -= samples
            if left < 0:
                return 0
            lengths[number] = lengths.get(number, 0) + length
    return max((lengths[number] / scales[number] for number in lengths.keys() & scales.keys()), default=0)


def _scales(file: BoxFile, movie: Box) -> dict[int, int]:
    """The units of a second of each track, by its number."""
    found = {}
    for track in (box for box in file.boxes(movie.body, movie.end) if box.name == b"trak"):
        header, media = file.child(track, b"tkhd"), file.child(track, b"mdia")
        times = file.child(media, b"mdhd") if media else None
        if header and times:
            (number,) = struct.unpack_from(
                ">I", file.data, header.body + (20 if file.data[header.body] else 12)
            )
            (scale,) = struct.unpack_from(">I", file.data, times.body + (20 if file.data[times.body] else 12))
            if scale:
                found[number] = scale
    return found


def _usual(file: BoxFile, movie: Box) -> dict[int, int]:
    """The usual duration of a sample of each track, by its number."""
    more = file.child(movie, b"mvex")
    rows = (row for row in file.boxes(more.body, more.end) if row.name == b"trex") if more else ()
    found = (struct.unpack_from(">III", file.data, row.body + 4) for row in rows)
    return {number: duration for number, _, duration in found}


def _fragment(file: BoxFile, track: Box, usual: dict[int, int]) -> tuple[int, int, int]:
    """The number of the track of a fragment, its length, and how many samples it has."""
    header = file.child(track, b"tfhd")
    if header is None:
        raise ValueError("a fragment without a header")
    flags, number = struct.unpack_from(">II", file.data, header.body)
    duration = usual.get(number, 0)
    if flags & _DURATION:
        at = header.body + 8 + (8 if flags & _BASE else 0) + (4 if flags & _DESCRIPTION else 0)
        (duration,) = struct.unpack_from(">I", file.data, at)
    length = samples = 0
    for run in (box for box in file.boxes(track.body, track.end) if box.name == b"trun"):
        flags, count = struct.unpack_from(">II", file.data, run.body)
        samples += count
        length += sum(_durations(file, run, flags, count)) if flags & _EACH else count * duration
    return number, length, samples


def _durations(file: BoxFile, run: Box, flags: int, count: int) -> Iterator[int]:
    """The duration of each sample of a run, which is the first of its fields."""
    size = 4 * sum(bool(flags & field) for field in _FIELDS)
    at = run.body + 8 + (4 if flags & _OFFSET else 0) + (4 if flags & _FIRST else 0)
    if at + size * count > run.end:
        raise ValueError("a run that is longer than its box")
    return (struct.unpack_from(">I", file.data, at + size * number)[0] for number in range(count))
