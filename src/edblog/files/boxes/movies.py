"""Movies in `moov` and `moof` boxes: keeps the boxes that playback needs, by a list, and the played samples in `mdat`."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from edblog.files.boxes import Box, BoxFile
from edblog.files.boxes.in_place import span, spans

MAX_SAMPLES = 5_000_000
"""Most samples of a track or a fragment; a hundred megabytes of low-quality audio have about four million."""
MAX_SPANS = 1_000_000
"""Most pieces of samples in one file; a video of an hour has about two hundred thousand."""
PLAYED_TRACKS = frozenset([b"vide", b"soun"])
"""Handler types of tracks that browsers play. Cameras write positions and movements into all others, also captions."""
_KEPT = {
    b"moov": frozenset(b"mvhd trak mvex".split()),
    b"mvex": frozenset(b"mehd trex".split()),
    b"trak": frozenset(b"tkhd edts mdia tapt".split()),
    b"tapt": frozenset(b"clef prof enof".split()),
    b"edts": frozenset([b"elst"]),
    b"mdia": frozenset(b"mdhd hdlr minf elng".split()),
    b"minf": frozenset(b"vmhd smhd nmhd hdlr dinf stbl".split()),
    b"dinf": frozenset([b"dref"]),
    b"stbl": frozenset(b"stsd stts ctts cslg stss stps stsc stsz stco co64 sdtp sbgp sgpd".split()),
    b"moof": frozenset(b"mfhd traf".split()),
    b"traf": frozenset(b"tfhd tfdt trun sdtp sbgp sgpd".split()),
    b"mfra": frozenset(b"tfra mfro".split()),
}
"""Allowed boxes within each container box; no other containers are opened."""
_DECODER_BOXES = frozenset(
    b"avcC hvcC lhvC vvcC av1C vpcC d263 esds dOps dfLa alac dac3 dec3 damr wave chan chnl srat pcmC colr pasp clap fiel btrt mdcv"
    b" clli SmDm CoLL amve dvcC dvvC frma mp4a enda".split()
)
"""Boxes of a sample description (`stsd`) that decoders need."""
_TIMED = frozenset([b"mvhd", b"tkhd", b"mdhd"])


class Samples(NamedTuple):
    """The positions of the samples that are played."""

    tracks: dict[int, array[int]]
    """The spans of each track's samples in playing order, by track number."""
    sizes: dict[int, int]
    """Default size of samples in fragments, by track number."""

    def span_count(self) -> int:
        """Number of spans in all tracks."""
        return sum(map(len, self.tracks.values()))


def clean_movie(file: BoxFile, movie: Box) -> Samples:
    """Remove names, locations, times and measurement tracks from a `moov` box; return the samples of the other tracks."""
    samples = Samples({}, {})
    inside = file.free_others(file.boxes(movie.body, movie.end), _KEPT[b"moov"])
    for track in (box for box in inside if box.name == b"trak"):
        _clean_track(file, track, samples)
    for box in inside:
        if box.name == b"mvhd":
            _wipe_times(file, box)
        elif box.name == b"mvex":
            for row in file.free_others(file.boxes(box.body, box.end), _KEPT[b"mvex"]):
                if row.name == b"trex":
                    number, _, _, size = struct.unpack_from(">IIII", file.data, row.body + 4)
                    samples.sizes[number] = size
                    if number not in samples.tracks:
                        file.free(row)
    return samples


def clean_box(file: BoxFile, box: Box) -> None:
    """Remove everything that is not allowed from a box and from the boxes within it."""
    if box.name in _TIMED:
        _wipe_times(file, box)
    elif box.name == b"hdlr":
        file.blank_name(box)
    elif box.name == b"dref":
        _wipe_sources(file, box)
    elif box.name in _KEPT:
        inside = file.free_others(file.boxes(box.body, box.end), _KEPT[box.name])
        # Recursion is no deeper than the table of containers.
        for each in inside:
            clean_box(file, each)


def _clean_track(file: BoxFile, track: Box, samples: Samples) -> None:
    media, head = file.child(track, b"mdia"), file.child(track, b"tkhd")
    handler = file.child(media, b"hdlr") if media else None
    if media is None or head is None or handler is None:
        raise ValueError("a track without a handler")
    handler_type = file.data[handler.body + 8 : handler.body + 12]
    if handler_type not in PLAYED_TRACKS:
        # Its samples are wiped later, with everything that no track plays.
        file.free(track)
        return
    (number,) = struct.unpack_from(">I", file.data, head.body + (20 if file.data[head.body] else 12))
    inside = file.child(media, b"minf")
    table = file.child(inside, b"stbl") if inside else None
    if table is None or number in samples.tracks:
        raise ValueError("a track without samples")
    samples.tracks[number] = _samples(
        file, table, MAX_SPANS - samples.span_count(), is_sound=handler_type == b"soun"
    )
    if (rows := file.child(table, b"stsd")) is not None:
        _clean_codecs(file, rows, is_sound=handler_type == b"soun")
    clean_box(file, track)


def _wipe_times(file: BoxFile, box: Box) -> None:
    """Wipe the times of creation and change, the first fields of such a box, 4 or 8 bytes each."""
    long = file.data[box.body] == 1
    file.wipe(box.body + 4, min(box.end, box.body + (20 if long else 12)))


def _wipe_sources(file: BoxFile, box: Box) -> None:
    """Wipe the names of source files. Raises ValueError if the samples are in another file, which cannot be checked."""
    for row in file.boxes(box.body + 8, box.end):
        if row.end - row.body < 4 or not file.data[row.body + 3] & 1:
            raise ValueError("samples in another file")
        file.wipe(row.body + 4, row.end)


def _clean_codecs(file: BoxFile, rows: Box, *, is_sound: bool) -> None:
    """Keep in each sample description only the boxes for decoders, without names of programs."""
    for row in file.boxes(rows.body + 8, rows.end):
        if is_sound:
            (version,) = struct.unpack_from(">H", file.data, row.body + 8)
            # QuickTime's own versions are longer; ISO files have another version of the table.
            skip = 28 if file.data[rows.body] else {0: 28, 1: 44, 2: 64}.get(version, -1)
        else:
            skip = 78
            file.wipe(row.body + 8, row.body + 24)
            file.wipe(row.body + 42, row.body + 74)
        if skip < 0 or row.body + skip > row.end:
            raise ValueError("damaged codec")
        _clean_decoder_boxes(file, row.body + skip, row.end)


def _clean_decoder_boxes(file: BoxFile, start: int, end: int) -> None:
    for box in file.free_others(file.boxes(start, end, is_closed=True), _DECODER_BOXES):
        if box.name == b"wave":
            _clean_decoder_boxes(file, box.body, box.end)
        elif box.name == b"dfLa":
            for block, block_type, stop in flac_blocks(file.data, box.body + 4, box.end):
                if block_type:
                    file.wipe(block + 4, stop)


def flac_blocks(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Start, type and end of each metadata block of FLAC (RFC 9639); decoders need type 0."""
    while start < end:
        stop = start + 4 + int.from_bytes(data[start + 1 : start + 4])
        if stop > end:
            raise ValueError("damaged block")
        yield start, data[start] & 0x7F, stop
        start = stop


def _samples(file: BoxFile, table: Box, most: int, *, is_sound: bool) -> array[int]:
    """The spans of a track's samples, chunk by chunk."""
    wide = file.child(table, b"co64")
    offsets = file.child(table, b"stco") if wide is None else wide
    runs, sizes = file.child(table, b"stsc"), file.child(table, b"stsz")
    if offsets is None or runs is None or sizes is None:
        raise ValueError("a track without samples")
    starts = _numbers(file, offsets, "Q" if wide else "I", most)
    rows = _numbers(file, runs, "I", 3 * most, 3)
    firsts = rows[::3]
    firsts.append(len(starts) + 1)
    if starts and (firsts[0] != 1 or any(first >= following for first, following in pairwise(firsts))):
        raise ValueError("chunks out of order")
    same, count = struct.unpack_from(">II", file.data, sizes.body + 4)
    if is_sound and same == 1:
        # Old QuickTime files have 1 here for samples of any size.
        raise ValueError("audio of unknown size")
    # The end of each sample, as if they all followed each other.
    ends = (
        array("Q")
        if same
        else array("Q", accumulate(_numbers(file, sizes, "I", MAX_SAMPLES, skip=8), initial=0))
    )
    found, sample = spans(), 0
    for (first, following), per_chunk in zip(pairwise(firsts), rows[1::3], strict=True):
        for start in starts[first - 1 : following - 1]:
            after = min(sample + per_chunk, count)
            length = same * (after - sample) if same else ends[after] - ends[sample]
            if start + length > len(file.data):
                raise ValueError("a sample outside of the file")
            found.append(span(start, start + length))
            sample = after
    return found


def _numbers(file: BoxFile, box: Box, form: str, most: int, per_row: int = 1, skip: int = 4) -> array[int]:
    """All numbers of a table, which starts with its number of rows; each row has `per_row` numbers."""
    (count,) = struct.unpack_from(">I", file.data, box.body + skip)
    start = box.body + skip + 4
    return _array(file, form, start, min(count * per_row, most + 1), box.end, most)


def _array(file: BoxFile, form: str, start: int, count: int, end: int, most: int) -> array[int]:
    numbers = array(form)
    stop = start + count * numbers.itemsize
    if count > most or stop > end:
        raise ValueError("damaged table")
    numbers.frombytes(file.data[start:stop])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


# Fragments


def clean_fragment(file: BoxFile, fragment: Box, samples: Samples) -> None:
    """Clean a `moof` box, and add the samples of its fragment to the tracks."""
    after = fragment.start
    for box in file.free_others(file.boxes(fragment.body, fragment.end), _KEPT[b"moof"]):
        if box.name == b"traf":
            number, found = _runs(file, box, fragment.start, after, samples)
            if number not in samples.tracks:
                file.free(box)
            else:
                samples.tracks[number].extend(found)
                if samples.span_count() > MAX_SPANS:
                    raise ValueError("too many pieces")
                clean_box(file, box)
            after = found[-1] & 0xFFFFFFFF if found else after


def _runs(file: BoxFile, box: Box, start: int, after: int, samples: Samples) -> tuple[int, array[int]]:
    """The track number of a `traf` box, and the span of each of its runs of samples."""
    head = file.child(box, b"tfhd")
    if head is None:
        raise ValueError("a fragment without a header")
    flags, number = struct.unpack_from(">II", file.data, head.body)
    at, size = head.body + 8, samples.sizes.get(number, 0)
    # By default, a fragment begins at the end of the one before it.
    base = start if flags & 0x20000 else after
    if flags & 1:
        (base,) = struct.unpack_from(">Q", file.data, at)
        at += 8
    at += 4 * ((flags >> 1 & 1) + (flags >> 3 & 1))
    if flags & 0x10:
        (size,) = struct.unpack_from(">I", file.data, at)
    found, following = spans(), base
    for run in file.boxes(box.body, box.end):
        if run.name == b"trun":
            begin, length = _run(file, run, base, size)
            begin = following if begin is None else begin
            following = begin + length
            if following > len(file.data):
                raise ValueError("a sample outside of the file")
            found.append(span(begin, following))
    return number, found


def _run(file: BoxFile, run: Box, base: int, size: int) -> tuple[int | None, int]:
    """The start of a run, if given, and its length in bytes."""
    flags, count = struct.unpack_from(">II", file.data, run.body)
    at, begin = run.body + 8, None
    if flags & 1:
        begin = base + int(struct.unpack_from(">i", file.data, at)[0])
        at += 4
    at += flags & 4
    if not flags & 0x200:
        return begin, count * size
    # Up to four numbers per sample: duration, size, flags, and time offset.
    per_sample = (flags >> 8 & 15).bit_count()
    rows = _array(file, "I", at, count * per_sample, run.end, 4 * MAX_SAMPLES)
    return begin, sum(rows[flags >> 8 & 1 :: per_sample])
