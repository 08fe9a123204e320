"""ZIP archives (APPNOTE 6.3) that every program reads in the same way.

An archive is written again from its parts alone, in the same order and with one fixed date, so that nothing can hide
between or after them. The parts stay compressed, so the result does not depend on the installed version of zlib.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from zlib import crc32

from edblog.files.documents.rules import CONTROLS, MACROS
from edblog.files.documents.shared_findings import UnsafeError

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MAX_UNPACKED = 500_000_000
"""Largest size of an unpacked office document in bytes."""
MAX_PARTS = 20_000
SAVE_AGAIN = "save it again from the program that made it"
_TAIL = 66_000
"""Bytes to search for the end record of a ZIP file: 22, and a comment of at most 65,535."""
# One pass over a short name each, so linear.
_PART = re.compile(r"(?:[\w .()\[\]+,&=~-]+/)*(?:[\w .()\[\]+,&=~-]+)?", re.ASCII)
_PROGRAMS = re.compile(
    r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml|macrosheets/|basic/|scripts/|dialogs/|customui/|webextensions/)"
)
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_NEEDS = 20
"""The ZIP version that compressed parts need: 2.0."""
_FIRST_DAY = 0x21
"""January 1, 1980, the earliest date of the format."""


def entries_of(archive: ZipFile, data: bytes) -> dict[str, ZipInfo]:
    """The parts of an archive by their names in lower case. Raises UnsafeError for an unusual archive."""
    entries = {entry.filename.lower(): entry for entry in archive.infolist()}
    _check_names(archive.infolist(), entries)
    if not _is_whole(data, archive.start_dir, archive.infolist()):
        raise UnsafeError("this file contains something before or after the document", SAVE_AGAIN)
    return entries


def _check_names(infos: list[ZipInfo], entries: Mapping[str, ZipInfo]) -> None:
    """Refuse names that two programs could read differently, and names of programs."""
    from zipfile import ZIP_DEFLATED, ZIP_STORED

    if len(infos) > MAX_PARTS or sum(entry.file_size for entry in infos) > MAX_UNPACKED:
        raise UnsafeError("this document unpacks to far more than the size of its file", SAVE_AGAIN)
    if any(_PROGRAMS.search(name) for name in entries):
        raise UnsafeError(*MACROS)
    if any("activex/" in name for name in entries):
        raise UnsafeError(*CONTROLS)
    if any(entry.flag_bits & 1 for entry in infos):
        raise UnsafeError("parts of this document are locked with a password")
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in infos):
        raise UnsafeError("this document is compressed in an unusual way", SAVE_AGAIN)
    if len(entries) < len(infos):
        raise UnsafeError("two parts of this document have the same name", SAVE_AGAIN)
    if not all(map(_is_plain, infos)):
        raise UnsafeError("this document contains file names that lead outside of it", SAVE_AGAIN)


def _is_plain(entry: ZipInfo) -> bool:
    """Whether every program reads the name of a part in the same way, and as one within the document."""
    name = entry.filename
    folders = name.removesuffix("/").split("/")
    return (
        name == entry.orig_filename
        and _PART.fullmatch(name) is not None
        and all(part.strip(". ") for part in folders)
    )


def _is_whole(data: bytes, directory: int, entries: list[ZipInfo]) -> bool:
    """Whether a ZIP file begins with its first part and ends with its directory (APPNOTE 4.3.16), and no parts overlap.

    One more byte or blank space at the end is accepted; downloads and editors leave those.
    """
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - _TAIL))
    rest = data[end + 22 + int.from_bytes(data[end + 20 : end + 22], "little") :]
    first = min((entry.header_offset for entry in entries), default=1)
    return (
        first == 0
        and 0 < directory <= end
        and (len(rest) <= 1 or not rest.strip(b"\0\r\n\t "))
        and sum(entry.compress_size for entry in entries) <= directory
    )


def has_no_extras(data: bytes, archive: ZipFile) -> bool:
    """Whether an archive contains nothing but its parts and their plain directory: no extra fields and no comments."""
    size = 0
    for entry in archive.infolist():
        *_, name, extra = _LOCAL.unpack_from(data, entry.header_offset)
        size += _LOCAL.size + name + extra + entry.compress_size
        if extra or entry.extra or entry.comment or entry.flag_bits & 8:
            return False
    listed = sum(_CENTRAL.size + len(entry.filename) for entry in archive.infolist())
    return size == archive.start_dir and size + listed + _END.size == len(data)


def rewritten(data: bytes, entries: Mapping[str, ZipInfo], changed: Mapping[str, bytes | None]) -> bytes:
    """An archive of the same parts with the changed bytes of some; parts whose bytes are None are left out."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for name, entry in _in_order(entries):
        new = changed.get(name, b"")
        if new is None:
            continue
        stored_name = entry.filename.encode("ascii")
        if name in changed:
            body, method, checksum, size = new, 0, crc32(new), len(new)
        else:
            body, method, checksum, size = (
                _compressed(data, entry),
                entry.compress_type,
                entry.CRC,
                entry.file_size,
            )
        fields = (_NEEDS, 0, method, 0, _FIRST_DAY, checksum, len(body), size, len(stored_name), 0)
        pieces += [_LOCAL.pack(b"PK\3\4", *fields), stored_name, body]
        directory += [_CENTRAL.pack(b"PK\1\2", _NEEDS, *fields, 0, 0, 0, 0, at), stored_name]
        at += _LOCAL.size + len(stored_name) + len(body)
    count, listed = len(directory) // 2, b"".join(directory)
    return b"".join([*pieces, listed, _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), at, 0)])


def _in_order(entries: Mapping[str, ZipInfo]) -> Iterator[tuple[str, ZipInfo]]:
    """The parts in their original order, except that `mimetype` comes first (OpenDocument 1.3, part 2, 3.3)."""
    return iter(sorted(entries.items(), key=lambda item: item[0] != "mimetype"))


def _compressed(data: bytes, entry: ZipInfo) -> bytes:
    """The compressed bytes of a part."""
    begin = entry.header_offset + _LOCAL.size
    *_, name, extra = _LOCAL.unpack_from(data, entry.header_offset)
    begin += name + extra
    compressed = data[begin : begin + entry.compress_size]
    if len(compressed) < entry.compress_size:
        raise ValueError("a part that is cut off")
    return compressed
