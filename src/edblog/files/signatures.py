"""The format of a file, recognized by its first bytes.

The byte patterns come from the format standards, the WHATWG's MIME Sniffing Standard and the magic files of the `file`
program. The table is short on purpose: the formats that edblog publishes, and those that people most often rename to them.
"""

from __future__ import annotations

_FIRST = (
    (b"\xff\xd8\xff", "a JPEG picture", (".jpg", ".jpeg", ".jfif", ".jpe")),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", (".png",)),
    (b"GIF87a", "a GIF picture", (".gif",)),
    (b"GIF89a", "a GIF picture", (".gif",)),
    (b"%PDF-", "a PDF", (".pdf",)),
    (b"OggS", "an Ogg audio file", (".ogg",)),
    (b"ID3", "an MP3 audio file", (".mp3",)),
    (b"PK\x03\x04", "a ZIP file or an office document", (".docx", ".pptx", ".xlsx", ".odt", ".odp", ".ods")),
    (b"BEGIN:VCALENDAR", "a calendar", (".ics",)),
    (b"WEBVTT", "captions", (".vtt",)),
    (b"BM", "a BMP picture", ()),
    (b"II*\0", "a TIFF picture", ()),
    (b"MM\0*", "a TIFF picture", ()),
    (b"8BPS", "a Photoshop picture", ()),
    (b"\0\0\1\0", "an icon", ()),
    (b"\xff\x0a", "a JPEG XL picture", ()),
    (b"\0\0\0\x0cJXL ", "a JPEG XL picture", ()),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document in the old format (.doc, .xls, .ppt)", ()),
    (b"{\\rtf", "a word processor document (RTF)", ()),
    (b"\x1f\x8b", "a gzip file", ()),
    (b"Rar!", "a RAR file", ()),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip file", ()),
    (b"MZ", "a program", ()),
    (b"\x7fELF", "a program", ()),
    (b"#!", "a program", ()),
    (b"fLaC", "a FLAC audio file", ()),
    (b"FLV", "a Flash video", ()),
    (b"FWS", "a Flash video", ()),
    (b"CWS", "a Flash video", ()),
)
_RIFF = {
    b"WEBP": ("a WebP picture", (".webp",)),
    b"WAVE": ("a WAV audio file", (".wav",)),
    b"AVI ": ("an AVI video", ()),
}
_HEIC = frozenset([b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"])
_VIDEOS = frozenset(
    [
        b"isom",
        b"iso2",
        b"iso4",
        b"iso5",
        b"iso6",
        b"mp41",
        b"mp42",
        b"avc1",
        b"M4V ",
        b"dash",
        b"MSNV",
        b"f4v ",
    ]
)
_BOXES = frozenset([b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"])
"""First boxes of an ISO base media file."""
_SOUNDS = frozenset([b"M4A ", b"M4B ", b"F4A "])
_MARKUP = (
    (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<iframe", b"<!--", b"<?php"),
    "a web page",
)
_POINTERS = (b"version https://git-lfs.github.com/spec/", b"version https://hawser.github.com/spec/")
"""First bytes of a Git LFS pointer file (specification version 1, and the name before 2015)."""
HEIC = "a HEIC photo"
UNKNOWN = ""


def is_lfs_pointer(data: bytes) -> bool:
    """Whether a file is a Git LFS pointer: a small text in place of the real file."""
    return len(data) < 1024 and data.startswith(_POINTERS)


_PDF, _BYTE_ORDER_MARK = b"%PDF-", b"\xef\xbb\xbf"


def file_format(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The format of a file, in words, and the extensions it may have; UNKNOWN and no extensions if not recognized."""
    start = data[:64]
    for first_bytes, words, extensions in _FIRST:
        # Some programs write blank lines above a PDF, and PDF readers accept that.
        head = start.removeprefix(_BYTE_ORDER_MARK).lstrip() if first_bytes == _PDF else start
        if head.startswith(first_bytes):
            return words, extensions
    if start.startswith(b"RIFF"):
        return _RIFF.get(start[8:12], (UNKNOWN, ()))
    if start[4:8] in _BOXES:
        return _iso_media_format(data)
    if start.startswith(b"\x1aE\xdf\xa3"):
        return ("a WebM video", (".webm",)) if b"\x42\x82\x84webm" in start else ("a Matroska video", ())
    if start[0:1] == b"\xff" and len(start) > 1 and start[1] & 0xE6 == 0xE2:
        return "an MP3 audio file", (".mp3",)
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(b"webvtt"):
        return "captions", (".vtt",)
    if text.startswith(_MARKUP[0]) and b"<svg" not in data[:4096]:
        return _MARKUP[1], ()
    if text.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")):
        return "an SVG drawing", (".svg",)
    return UNKNOWN, ()


def _iso_media_format(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The format of an ISO base media file: its first box lists the brands, the major one first (ISO/IEC 14496-12)."""
    if data[4:8] != b"ftyp":
        # Old QuickTime files do not name their brand.
        return ("a QuickTime video", (".mov",)) if b"moov" in data else (UNKNOWN, ())
    length = min(int.from_bytes(data[:4]), 1024, len(data))
    major = data[8:12]
    brands = [major, *(data[at : at + 4] for at in range(16, length - 3, 4))]
    if b"avif" in brands or b"avis" in brands:
        return "an AVIF picture", (".avif",)
    if not _HEIC.isdisjoint(brands):
        return HEIC, (".heic", ".heif", ".hif")
    if major == b"qt  ":
        return "a QuickTime video", (".mov",)
    if major in _SOUNDS:
        return "an MPEG-4 audio file", (".m4a", ".mp4", ".mov")
    if major.startswith(b"3g"):
        return "a phone video (3GP)", ()
    # Sound and video share this container, and many programs write sound under the brand of a video.
    return ("an MPEG-4 video", (".mp4", ".m4a", ".mov")) if not _VIDEOS.isdisjoint(brands) else (UNKNOWN, ())
