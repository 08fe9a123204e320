"""The length of a recording in seconds, by its own index. No sound or picture is decoded."""

from __future__ import annotations

import struct

from edblog.files.boxes import BoxFile
from edblog.files.recordings import fragments, mp3, ogg, webm

LONGEST = 7 * 24 * 60 * 60
"""More seconds than this are a mistake in the file, not a length."""
_MVHD = {0: (">II", 12), 1: (">IQ", 20)}
"""Form and place of the time scale and the length in an `mvhd` or `mdhd` box, by its version."""


def seconds_of(extension: str, data: bytes) -> float:
    """The length of a cleaned recording in seconds, to a thousandth; 0 if its index does not say."""
    try:
        found = _READERS[extension](data)
    except (struct.error, IndexError, KeyError, ValueError, ZeroDivisionError, OverflowError):
        return 0
    return round(found, 3) if 0 < found <= LONGEST else 0


def _mp3(data: bytes) -> float:
    """The sum of all frames; one that only describes the others (`Xing`, `Info`, `VBRI`) is silent and not counted."""
    at, seconds = 0, 0.0
    while length := mp3.frame_length(data, at):
        if at or not any(name in data[:200] for name in (b"Xing", b"Info", b"VBRI")):
            seconds += mp3.frame_seconds(data[at : at + 3])
        at += length
    return seconds


def _mp4(data: bytes) -> float:
    """The length of the video in its header, or of its longest track; without it, that of its fragments."""
    file = BoxFile(data)
    [movie] = (box for box in file.boxes(0, len(data)) if box.name == b"moov")
    found = 0.0
    for box in file.boxes(movie.body, movie.end):
        header = box if box.name == b"mvhd" else None
        if box.name == b"trak" and (media := file.child(box, b"mdia")):
            header = file.child(media, b"mdhd")
        if header is not None:
            form, at = _MVHD[data[header.body]]
            scale, length = struct.unpack_from(form, data, header.body + at)
            # All bits set: unknown, as in a film of fragments.
            if length not in (0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF) and scale:
                found = max(found, length / scale)
    return found or fragments.seconds_of(file, movie)


def _wav(data: bytes) -> float:
    """The bytes of sound by those of a second."""
    at, rate = 12, 0
    while at + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        if name == b"fmt ":
            (rate,) = struct.unpack_from("<I", data, at + 16)
        elif name == b"data":
            return float(min(length, len(data) - at - 8) / rate)
        at += 8 + length + (length & 1)
    return 0


def _ogg(data: bytes) -> float:
    """The position of the last page of the first stream, by its sampling rate. Opus counts in 48,000ths, and skips its start."""
    first, last, stream, rate, skipped = True, 0, b"", 0, 0
    for page in ogg.pages(data):
        if first:
            head, stream, first = data[page.body : page.end], page.stream, False
            if head.startswith(b"OpusHead"):
                rate, skipped = 48_000, struct.unpack_from("<H", head, 10)[0]
            else:
                (rate,) = struct.unpack_from("<I", head, 12)
        elif page.stream == stream:
            (position,) = struct.unpack_from("<q", data, page.start + 6)
            last = max(last, position)
    return float((last - skipped) / rate)


_READERS = {
    ".mp3": _mp3,
    ".mp4": _mp4,
    ".m4a": _mp4,
    ".mov": _mp4,
    ".wav": _wav,
    ".ogg": _ogg,
    ".webm": webm.seconds_of,
}
