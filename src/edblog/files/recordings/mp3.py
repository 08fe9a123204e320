"""MP3 (ISO/IEC 11172-3 and 13818-3, layer III): audio frames, one after another. Everything else is left out."""

from __future__ import annotations

import re
from functools import lru_cache

from edblog.files.recordings.removed import Removed

MAX_SEARCHES = 10_000
"""Most searches for the next frame or tag."""
_BIT_RATES = {
    3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Kilobits per second, by version; version 2.5 has those of 2."""
_SAMPLES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
# Fixed words, so linear.
_MARKER = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]|ID3|APETAGEX")


def clean(data: bytes) -> tuple[bytes, list[bytes]]:
    """The audio without tags, wherever they are, and the removed parts. Raises ValueError."""
    view, removed = memoryview(data), Removed()
    sound: list[memoryview] = []
    at = searches = 0
    while at < len(data):
        start = at
        while length := frame_length(data, at):
            at += length
        if at > start:
            sound.append(view[start:at])
        start = at
        while at < len(data):
            searches += 1
            if searches > MAX_SEARCHES:
                raise ValueError("too little sound")
            if stop := _end_of_tag(data, at):
                at = stop
                continue
            length = frame_length(data, at)
            # Two frames in a row, because a single match may be chance.
            if length and (
                at + length == len(data) or frame_length(data, at + length) or _end_of_tag(data, at + length)
            ):
                break
            at = _next_marker(data, at + 1)
        removed.add(view[start:at])
    if not sound:
        raise ValueError("no sound")
    return b"".join(sound), removed.parts


def _end_of_tag(data: bytes, at: int) -> int:
    """End of the tag that begins here and contains its length; 0 if there is none."""
    head = data[at : at + 32]
    if head.startswith(b"ID3") and len(head) > 10:
        digits = head[6:10]
        size = sum(digit << shift for digit, shift in zip(digits, (21, 14, 7, 0), strict=True))
        stop = at + 10 + size + (10 if head[5] & 0x10 else 0)
    elif head.startswith(b"APETAGEX") and len(head) == 32 and head[23] & 0x20:
        digits = b""
        stop = at + 32 + int.from_bytes(head[12:16], "little")
    else:
        return 0
    if max(digits, default=0) > 0x7F or stop > len(data):
        raise ValueError("damaged tag")
    return stop


def _next_marker(data: bytes, at: int) -> int:
    """Position of the next possible frame or tag, or the end of the data."""
    found = _MARKER.search(data, at)
    return found.start() if found else len(data)


def frame_length(data: bytes, at: int) -> int:
    """Length of the frame that begins here; 0 if there is none, or if it is cut off."""
    length = _length(data[at : at + 3])
    return length if at + length <= len(data) else 0


@lru_cache(4096)
def _length(head: bytes) -> int:
    """Length of a frame by its header: eleven bits set, layer III, a valid bit rate and sampling rate; 0 if invalid."""
    if len(head) < 3 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2 or head[1] & 0x18 == 0x08:
        return 0
    version, rate, samples = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if not 0 < rate < 15 or samples == 3:
        return 0
    bits = _BIT_RATES[version or 2][rate - 1] * 1000
    return (144 if version == 3 else 72) * bits // _SAMPLES[version][samples] + (head[2] >> 1 & 1)


def frame_seconds(head: bytes) -> float:
    """The length in seconds of a valid frame, by the first three bytes of its header."""
    version, samples = head[1] >> 3 & 3, head[2] >> 2 & 3
    return (1152 if version == 3 else 576) / _SAMPLES[version][samples]
