"""Films in `moov` and `moof` boxes: what says how they are played stays, by a list, and of `mdat` what they play."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from edblog.files.boxes import Box, File
from edblog.files.boxes.copy import place, places

MAX_SAMPLES = 5_000_000
"""Of a track or a fragment; a hundred megabytes of poor sound have some four millions."""
MAX_PLACES = 1_000_000
"""Pieces in which a film lies in its file; one of an hour has some two hundred thousand."""
PLAYED = frozenset([b"vide", b"soun"])
"""Kinds of tracks that a browser plays. Cameras write positions and movements into all others, also into captions."""
_STAYS = {
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
"""What may be in each box that has others; those of no other name are opened."""
_OF_CODECS = frozenset(
    b"avcC hvcC lhvC vvcC av1C vpcC d263 esds dOps dfLa alac dac3 dec3 damr wave chan chnl srat pcmC colr pasp clap fiel btrt mdcv"
    b" clli SmDm CoLL amve dvcC dvvC frma mp4a enda".split()
)
"""What decoders are told, in a row of `stsd`."""
_TIMES = frozenset([b"mvhd", b"tkhd", b"mdhd"])


class Played(NamedTuple):
    """What is played of a film."""

    tracks: dict[int, array[int]]
    """The number of each track, and where in the file it is, in its order."""
    sizes: dict[int, int]
    """How long a sample is in a fragment that does not say so, by track."""

    def pieces(self) -> int:
        """In how many pieces."""
        return sum(map(len, self.tracks.values()))


def clean_movie(file: File, movie: Box) -> Played:
    """Takes names, places, times and tracks of measurements out of a `moov` box, and leaves what may stay."""
    played = Played({}, {})
    inside = file.free_others(file.boxes(movie.body, movie.end), _STAYS[b"moov"])
    for track in (box for box in inside if box.kind == b"trak"):
        _clean_track(file, track, played)
    for box in inside:
        if box.kind == b"mvhd":
            _forget_times(file, box)
        elif box.kind == b"mvex":
            for row in file.free_others(file.boxes(box.body, box.end), _STAYS[b"mvex"]):
                if row.kind == b"trex":
                    number, _, _, size = struct.unpack_from(">IIII", file.data, row.body + 4)
                    played.sizes[number] = size
                    if number not in played.tracks:
                        file.free(row)
    return played


def clean_others(file: File, box: Box) -> None:
    """Takes what is not listed out of a box, and out of those within it."""
    if box.kind in _TIMES:
        _forget_times(file, box)
    elif box.kind == b"hdlr":
        file.blank_name(box)
    elif box.kind == b"dref":
        _forget_sources(file, box)
    elif box.kind in _STAYS:
        inside = file.free_others(file.boxes(box.body, box.end), _STAYS[box.kind])
        # These nest no deeper than the list does.
        for each in inside:
            clean_others(file, each)


def _clean_track(file: File, track: Box, played: Played) -> None:
    media, head = file.child(track, b"mdia"), file.child(track, b"tkhd")
    handler = file.child(media, b"hdlr") if media else None
    if media is None or head is None or handler is None:
        raise ValueError("a track without a handler")
    kind = file.data[handler.body + 8 : handler.body + 12]
    if kind not in PLAYED:
        # Its samples go with all that no other track plays.
        file.free(track)
        return
    (number,) = struct.unpack_from(">I", file.data, head.body + (20 if file.data[head.body] else 12))
    inside = file.child(media, b"minf")
    table = file.child(inside, b"stbl") if inside else None
    if table is None or number in played.tracks:
        raise ValueError("a track without samples")
    played.tracks[number] = _samples(file, table, MAX_PLACES - played.pieces(), is_sound=kind == b"soun")
    if (rows := file.child(table, b"stsd")) is not None:
        _clean_codecs(file, rows, is_sound=kind == b"soun")
    clean_others(file, track)


def _forget_times(file: File, box: Box) -> None:
    """When something was made and changed stands first in these boxes, in 4 or 8 bytes each."""
    long = file.data[box.body] == 1
    file.wipe(box.body + 4, min(box.end, box.body + (20 if long else 12)))


def _forget_sources(file: File, box: Box) -> None:
    """Names of the files that a film was made of. It is in this one, or it would play nothing of what was looked at."""
    for row in file.boxes(box.body + 8, box.end):
        if row.end - row.body < 4 or not file.data[row.body + 3] & 1:
            raise ValueError("a film in another file")
        file.wipe(row.body + 4, row.end)


def _clean_codecs(file: File, rows: Box, *, is_sound: bool) -> None:
    """Leaves in each row of `stsd` what decoders are told, without the names of programs."""
    for row in file.boxes(rows.body + 8, rows.end):
        if is_sound:
            (version,) = struct.unpack_from(">H", file.data, row.body + 8)
            # QuickTime's own versions are longer; in ISO files, the version of the table says that it is another.
            skip = 28 if file.data[rows.body] else {0: 28, 1: 44, 2: 64}.get(version, -1)
        else:
            skip = 78
            file.wipe(row.body + 8, row.body + 24)
            file.wipe(row.body + 42, row.body + 74)
        if skip < 0 or row.body + skip > row.end:
            raise ValueError("damaged codec")
        _clean_told(file, row.body + skip, row.end)


def _clean_told(file: File, start: int, end: int) -> None:
    for box in file.free_others(file.boxes(start, end, is_closed=True), _OF_CODECS):
        if box.kind == b"wave":
            _clean_told(file, box.body, box.end)
        elif box.kind == b"dfLa":
            for block, kind, stop in flac_blocks(file.data, box.body + 4, box.end):
                if kind:
                    file.wipe(block + 4, stop)


def flac_blocks(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Start, kind and end of each block of metadata of FLAC (RFC 9639); 0 is what decoders need."""
    while start < end:
        stop = start + 4 + int.from_bytes(data[start + 1 : start + 4])
        if stop > end:
            raise ValueError("damaged block")
        yield start, data[start] & 0x7F, stop
        start = stop


def _samples(file: File, table: Box, most: int, *, is_sound: bool) -> array[int]:
    """Where the samples of a track are, chunk by chunk."""
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
        raise ValueError("chunks in no order")
    same, count = struct.unpack_from(">II", file.data, sizes.body + 4)
    if is_sound and same == 1:
        # Old QuickTime writes 1 for samples of any size.
        raise ValueError("sound of an unknown size")
    # Where each sample ends, if they were one behind the other.
    ends = (
        array("Q")
        if same
        else array("Q", accumulate(_numbers(file, sizes, "I", MAX_SAMPLES, skip=8), initial=0))
    )
    found, sample = places(), 0
    for (first, following), many in zip(pairwise(firsts), rows[1::3], strict=True):
        for start in starts[first - 1 : following - 1]:
            after = min(sample + many, count)
            length = same * (after - sample) if same else ends[after] - ends[sample]
            if start + length > len(file.data):
                raise ValueError("a sample outside of the file")
            found.append(place(start, start + length))
            sample = after
    return found


def _numbers(file: File, box: Box, form: str, most: int, many: int = 1, skip: int = 4) -> array[int]:
    """The rows of a table, each of so many numbers, with how many there are before the first one."""
    (count,) = struct.unpack_from(">I", file.data, box.body + skip)
    start = box.body + skip + 4
    return _array(file, form, start, min(count * many, most + 1), box.end, most)


def _array(file: File, form: str, start: int, count: int, end: int, most: int) -> array[int]:
    numbers = array(form)
    stop = start + count * numbers.itemsize
    if count > most or stop > end:
        raise ValueError("damaged table")
    numbers.frombytes(file.data[start:stop])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


# Fragments


def clean_fragment(file: File, fragment: Box, played: Played) -> None:
    """The same for a `moof` box; what of it is played is added to the tracks."""
    after = fragment.start
    for box in file.free_others(file.boxes(fragment.body, fragment.end), _STAYS[b"moof"]):
        if box.kind == b"traf":
            number, found = _runs(file, box, fragment.start, after, played)
            if number not in played.tracks:
                file.free(box)
            else:
                played.tracks[number].extend(found)
                if played.pieces() > MAX_PLACES:
                    raise ValueError("too many pieces")
                clean_others(file, box)
            after = found[-1] & 0xFFFFFFFF if found else after


def _runs(file: File, box: Box, start: int, after: int, played: Played) -> tuple[int, array[int]]:
    """The number of the track, and where the samples are of each run in a `traf` box."""
    head = file.child(box, b"tfhd")
    if head is None:
        raise ValueError("a fragment without a head")
    flags, number = struct.unpack_from(">II", file.data, head.body)
    at, size = head.body + 8, played.sizes.get(number, 0)
    # Without any word of it, a fragment begins where the one before it ended.
    base = start if flags & 0x20000 else after
    if flags & 1:
        (base,) = struct.unpack_from(">Q", file.data, at)
        at += 8
    at += 4 * ((flags >> 1 & 1) + (flags >> 3 & 1))
    if flags & 0x10:
        (size,) = struct.unpack_from(">I", file.data, at)
    found, following = places(), base
    for run in file.boxes(box.body, box.end):
        if run.kind == b"trun":
            begin, length = _run(file, run, base, size)
            begin = following if begin is None else begin
            following = begin + length
            if following > len(file.data):
                raise ValueError("a sample outside of the file")
            found.append(place(begin, following))
    return number, found


def _run(file: File, run: Box, base: int, size: int) -> tuple[int | None, int]:
    """Where a run begins, if it says so, and how long it is."""
    flags, count = struct.unpack_from(">II", file.data, run.body)
    at, begin = run.body + 8, None
    if flags & 1:
        begin = base + int(struct.unpack_from(">i", file.data, at)[0])
        at += 4
    at += flags & 4
    if not flags & 0x200:
        return begin, count * size
    # Up to four numbers for each sample: how long it lasts, its size, its flags, and when it is shown.
    many = (flags >> 8 & 15).bit_count()
    rows = _array(file, "I", at, count * many, run.end, 4 * MAX_SAMPLES)
    return begin, sum(rows[flags >> 8 & 1 :: many])
