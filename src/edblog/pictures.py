"""Photos without what cameras and editors write into them: positions, serial numbers, names, previews.

The picture itself is not touched: only whole segments (JPEG, ITU T.81), chunks (PNG, WebP) are left out.
What a browser needs stays: colour profile, resolution, transparency, animation, and which way is up.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

CLEANED = frozenset([".jpg", ".jpeg", ".png", ".webp"])
"""Extensions of the pictures from which metadata can be taken out."""

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_PRIVATE = frozenset([b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"])
_WEBP_PRIVATE = frozenset([b"EXIF", b"XMP "])
_ORIENTATION = 0x0112


def without_metadata(data: bytes) -> bytes:
    """The bytes of a JPEG, PNG or WebP picture without private metadata; other files come back as they are.

    Whatever follows the end of the picture goes too: some phones put a film there. Raises ValueError for
    a picture that is damaged, because nobody can say what is in it.
    """
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return b"".join(_jpeg(data))
        if data.startswith(_PNG):
            return b"".join(_png(data))
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError):
        raise ValueError("damaged picture") from None
    return data


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield b"\xff\xd8"
    at = 2
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:
            at += 1
        if data[at] != 0xFF:
            raise IndexError
        marker = data[at + 1]
        if marker == 0xD9:
            yield b"\xff\xd9"
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        segment = data[at : at + 2 + length]
        at += 2 + length
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            if (turn := _orientation(segment[10:])) != 1:
                yield _exif_with(turn)
        elif _is_kept(marker, segment):
            yield segment
        if marker == 0xDA:
            end = _end_of_scan(data, at)
            yield data[at:end]
            at = end


def _is_kept(marker: int, segment: bytes) -> bool:
    """JFIF, colour profiles and Adobe's colour transform are application data that a browser needs."""
    if marker == 0xFE:
        return False
    if not 0xE0 <= marker <= 0xEF:
        return True
    return segment[4:].startswith((b"JFIF\0", b"ICC_PROFILE\0", b"Adobe"))


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the coded data of a scan ends: at the next marker that is not stuffing or a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise IndexError
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7 and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def _orientation(tiff: bytes) -> int:
    """The Exif orientation (1 to 8), 1 where it is absent or makes no sense."""
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for entry in range(min(count, 512)):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * entry)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except (KeyError, struct.error):
        pass
    return 1


def _tiff_with(turn: int) -> bytes:
    """A TIFF header with one directory that holds nothing but the orientation."""
    return struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, _ORIENTATION, 3, 1, turn, 0, 0)


def _exif_with(turn: int) -> bytes:
    body = b"Exif\0\0" + _tiff_with(turn)
    return struct.pack(">2sH", b"\xff\xe1", len(body) + 2) + body


def _png(data: bytes) -> Iterator[bytes]:
    from zlib import crc32

    yield _PNG
    at = len(_PNG)
    while True:
        length, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise IndexError
        if kind not in _PNG_PRIVATE:
            yield chunk
        elif kind == b"eXIf" and (turn := _orientation(chunk[8:-4])) != 1:
            body = kind + _tiff_with(turn)
            yield struct.pack(">I", len(body) - 4) + body + struct.pack(">I", crc32(body))
        if kind == b"IEND":
            return
        at += 12 + length


def _webp(data: bytes) -> bytes:
    kept = []
    at = 12
    (size,) = struct.unpack_from("<I", data, 4)
    end = min(len(data), 8 + size)
    while at + 8 <= end:
        kind, length = struct.unpack_from("<4sI", data, at)
        chunk = data[at : at + 8 + length + (length & 1)]
        at += len(chunk)
        if kind == b"EXIF" and (turn := _orientation(chunk[8:].removeprefix(b"Exif\0\0"))) != 1:
            tiff = _tiff_with(turn)
            kept.append(struct.pack("<4sI", b"EXIF", len(tiff)) + tiff)
        elif kind not in _WEBP_PRIVATE:
            kept.append(chunk)
    has_exif = any(chunk[:4] == b"EXIF" for chunk in kept)
    # The header of the extended format announces what follows: bit 3 Exif, bit 2 XMP.
    kept = [
        chunk[:8] + bytes([(chunk[8] & ~0x0C) | (0x08 if has_exif else 0)]) + chunk[9:] if chunk[:4] == b"VP8X" else chunk
        for chunk in kept
    ]
    body = b"WEBP" + b"".join(kept)
    return struct.pack("<4sI", b"RIFF", len(body)) + body
