"""Ogg (RFC 3533) with Vorbis or Opus (RFC 7845): a sequence of pages; each stream begins with its headers.

Comments are overwritten and never shortened, so that no page is moved.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from edblog.files.boxes.in_place import InPlaceCopy
from edblog.files.recordings.removed import UnsupportedError

MAX_PAGES = 1_000_000
"""A page usually has a second of audio; one of a live stream has a fiftieth."""
MAX_COMMENTS = 20_000_000
"""Most bytes of comments in a file; a cover picture may have a few million."""
_VORBIS, _OPUS = b"\x01vorbis", b"OpusHead"
_COMMENTS = {_VORBIS: b"\x03vorbis", _OPUS: b"OpusTags"}
_IS_FIRST, _IS_LAST = 2, 4
# Ogg checksums are those of zlib with the order of all bits reversed.
_REVERSED_BITS = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


class OggPage(NamedTuple):
    """A page: its place in the file, the number of its stream, and its flags."""

    start: int
    body: int
    end: int
    stream: bytes
    flags: int


class _Comments:
    """The comments of a stream, its second packet, and the pages that it spans."""

    def __init__(self, codec: bytes) -> None:
        self.codec = codec
        self.pieces: list[tuple[int, int]] = []
        self.pages: list[OggPage] = []


def clean(data: bytes) -> tuple[bytes, list[bytes]]:
    """The audio with blank comments in each of its streams, and the removed parts. Raises ValueError and IndexError."""
    copy = InPlaceCopy(data)
    # The streams that have not ended; for each, its comments until they are complete.
    streams: dict[bytes, _Comments | None] = {}
    total, ended = 0, False
    for page in pages(data):
        if page.flags & _IS_FIRST:
            streams[page.stream] = _Comments(_codec(data, page))
            continue
        if page.stream not in streams:
            raise ValueError("a page without a stream")
        if (comments := streams[page.stream]) is not None:
            total += page.end - page.start
            if total > MAX_COMMENTS:
                raise ValueError("too long comments")
            if _collect(data, page, comments):
                _overwrite(copy, comments)
                streams[page.stream] = None
        if page.flags & _IS_LAST and streams[page.stream] is None:
            # Data after the last page of a stream is not audio.
            del streams[page.stream]
            ended = True
    if not (streams or ended) or any(streams.values()):
        raise ValueError("no audio")
    return copy.result(), copy.removed


def pages(data: bytes) -> Iterator[OggPage]:
    """The pages of a file, in order. Raises ValueError."""
    at = 0
    for _ in range(MAX_PAGES):
        if at == len(data):
            return
        if data[at : at + 4] != b"OggS":
            raise ValueError("damaged page")
        body = at + 27 + data[at + 26]
        end = body + sum(data[at + 27 : body])
        if end > len(data):
            raise ValueError("damaged page")
        yield OggPage(at, body, end, data[at + 14 : at + 18], data[at + 5])
        at = end
    raise ValueError("too many pages")


def _codec(data: bytes, page: OggPage) -> bytes:
    """The codec of a stream, from its first packet, which must fill its page and contain only the header for decoders."""
    first = data[page.body : page.end]
    if first.startswith(_VORBIS):
        is_whole = len(first) == 30
    elif first.startswith(_OPUS):
        # With or without a channel mapping table.
        is_whole = len(first) == (21 + first[9] if first[18] else 19)
    else:
        raise UnsupportedError(
            "an Ogg file with neither Vorbis nor Opus", "save it again as MP3, or as Ogg with Vorbis or Opus"
        )
    if not is_whole:
        raise ValueError("damaged header")
    return first[: len(_VORBIS)] if first.startswith(_VORBIS) else _OPUS


def _collect(data: bytes, page: OggPage, comments: _Comments) -> bool:
    """Add a page's part of the comments; return whether they end there."""
    comments.pages.append(page)
    at = page.body
    for length in data[page.start + 27 : page.body]:
        comments.pieces.append((at, at + length))
        at += length
        if length < 255:
            return True
    return False


def _overwrite(copy: InPlaceCopy, comments: _Comments) -> None:
    """Overwrite a comment packet with one of the same length that has no comments, and spaces in place of the program's name."""
    start_of_packet, end = _COMMENTS[comments.codec], b"\1" if comments.codec == _VORBIS else b""
    length = sum(stop - start for start, stop in comments.pieces)
    spaces = length - len(start_of_packet) - 8 - len(end)
    packet = b"".join(copy.data[start:stop] for start, stop in comments.pieces)
    if spaces < 0 or not packet.startswith(start_of_packet):
        raise ValueError("damaged comments")
    blank = start_of_packet + struct.pack("<I", spaces) + b" " * spaces + bytes(4) + end
    if blank == packet:
        return
    copy.remember(packet[len(start_of_packet) :])
    at = 0
    for start, stop in comments.pieces:
        copy.write(start, blank[at : at + stop - start])
        at += stop - start
    at = 0
    for page in comments.pages:
        # A page may contain the end of the comments and the packet after them.
        inside = min(length - at, page.end - page.body)
        head = copy.data[page.start : page.start + 22] + bytes(4) + copy.data[page.start + 26 : page.body]
        whole = head + blank[at : at + inside] + copy.data[page.body + inside : page.end]
        copy.write(page.start + 22, struct.pack("<I", checksum(whole)))
        at += inside


def checksum(page: bytes) -> int:
    """CRC-32 with the polynomial 0x04C11DB7, not reflected, from zero (RFC 3533, section 6)."""
    reflected = zlib.crc32(page.translate(_REVERSED_BITS), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{reflected:032b}"[::-1], 2)


def without_comments(packet: bytes) -> bytes:
    """A comment packet of Vorbis outside of Ogg pages, with spaces in place of all comments."""
    spaces = len(packet) - 16
    if spaces < 0 or not packet.startswith(_COMMENTS[_VORBIS]):
        raise ValueError("damaged comments")
    return packet[:7] + struct.pack("<I", spaces) + b" " * spaces + bytes(4) + b"\1"
