"""Ogg (RFC 3533) with Vorbis or Opus: pages, the first few of which hold comments.

Comments are overwritten and never shortened, so that no page is moved.
"""

from __future__ import annotations

import struct
from functools import cache

_HEADERS = (b"\x03vorbis", b"OpusTags")
_PAGES = 64
"""Comments are in the second packet; a cover picture may make it long."""


def clean(data: bytes) -> tuple[bytes, list[bytes]]:
    """The sound with comments that say nothing, and what they said. Raises ValueError and struct.error."""
    out = bytearray(data)
    pages = _pages(data)
    # The packet as a list of (start, end) in the file, from the page on which it begins.
    places: list[tuple[int, int]] = []
    touched = []
    for start, body, lengths in pages:
        at, here = body, []
        ends = False
        if not places and not data.startswith(_HEADERS, body):
            continue
        for length in lengths:
            here.append((at, at + length))
            at += length
            if length < 255:
                ends = True
                break
        places += here
        touched.append((start, body + sum(lengths)))
        if ends:
            break
    packet = b"".join(data[a:b] for a, b in places)
    if not packet:
        return data, []
    fresh, removed = _blank(packet)
    at = 0
    for a, b in places:
        out[a:b] = fresh[at : at + b - a]
        at += b - a
    for start, end in touched:
        out[start + 22 : start + 26] = bytes(4)
        out[start + 22 : start + 26] = struct.pack("<I", _checksum(out[start:end]))
    return bytes(out), removed


def _pages(data: bytes) -> list[tuple[int, int, bytes]]:
    """Start, start of the content, and lengths of the pieces of each of the first pages."""
    found: list[tuple[int, int, bytes]] = []
    at = 0
    while at < len(data) and len(found) < _PAGES:
        if data[at : at + 4] != b"OggS":
            raise ValueError("damaged page")
        body = at + 27 + data[at + 26]
        lengths = data[at + 27 : body]
        found.append((at, body, lengths))
        at = body + sum(lengths)
    return found


def _blank(packet: bytes) -> tuple[bytes, list[bytes]]:
    """The packet with the vendor and each comment overwritten; a comment is a name, = and a text."""
    out = bytearray(packet)
    at = 7 if packet.startswith(_HEADERS[0]) else 8
    (length,) = struct.unpack_from("<I", packet, at)
    at += 4 + length
    (count,) = struct.unpack_from("<I", packet, at)
    at += 4
    removed = []
    for _ in range(min(count, len(packet))):
        (length,) = struct.unpack_from("<I", packet, at)
        comment = packet[at + 4 : at + 4 + length]
        if len(comment) < length:
            raise ValueError("damaged comment")
        removed.append(comment)
        out[at + 4 : at + 4 + length] = (b"X=" + b" " * length)[:length]
        at += 4 + length
    return bytes(out), removed


def _checksum(page: bytes | bytearray) -> int:
    """CRC-32 with the polynomial 0x04C11DB7, not reflected, from zero (RFC 3533, section 6)."""
    table, crc = _table(), 0
    for byte in page:
        crc = (crc << 8 & 0xFFFFFFFF) ^ table[crc >> 24 ^ byte]
    return crc


@cache
def _table() -> tuple[int, ...]:
    rows = []
    for byte in range(256):
        crc = byte << 24
        for _ in range(8):
            crc = (crc << 1 & 0xFFFFFFFF) ^ (0x04C11DB7 if crc & 0x80000000 else 0)
        rows.append(crc)
    return tuple(rows)
