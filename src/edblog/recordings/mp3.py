"""MP3 (ISO/IEC 11172-3, layer III): frames of sound, with tags before and behind them."""

from __future__ import annotations


def clean(data: bytes) -> tuple[bytes, list[bytes]]:
    """The sound without ID3 and APE tags, and what they were. Raises ValueError."""
    removed: list[bytes] = []
    start, end = 0, len(data)
    while data[start : start + 3] == b"ID3" and start + 10 <= len(data):
        digits = data[start + 6 : start + 10]
        size = sum(digit << shift for digit, shift in zip(digits, (21, 14, 7, 0), strict=True))
        stop = start + 10 + size + (10 if data[start + 5] & 0x10 else 0)
        if max(digits) > 0x7F or stop > len(data):
            raise ValueError("damaged tag")
        removed.append(data[start:stop])
        start = stop
    # Some programs leave room behind the tag.
    while start < end and data[start] == 0:
        start += 1
    while True:
        if end - start > 128 and data[end - 128 : end - 125] == b"TAG":
            size = 128
        elif end - start > 32 and data[end - 32 : end - 24] == b"APETAGEX":
            size = int.from_bytes(data[end - 20 : end - 16], "little")
            # Bit 31 of the flags: a header of 32 bytes stands before the tag, too.
            size += 32 if data[end - 9] & 0x80 else 0
            if not 32 <= size <= end - start:
                raise ValueError("damaged tag")
        else:
            break
        removed.append(data[end - size : end])
        end -= size
    if not is_frame(data, start):
        raise ValueError("no sound")
    return data[start:end], removed


def is_frame(data: bytes, at: int = 0) -> bool:
    """Whether a frame of sound begins here: eleven bits set, layer III, a bit rate and a sampling rate that exist."""
    head = data[at : at + 3]
    return (
        len(head) == 3
        and head[0] == 0xFF
        and head[1] & 0xE6 == 0xE2
        and head[1] & 0x18 != 0x08
        and 0 < head[2] >> 4 < 15
        and head[2] >> 2 & 3 != 3
    )
