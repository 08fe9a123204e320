"""ZIP archives (APPNOTE 6.3) that everybody reads in one way: what is taken apart, and what is put together again.

An archive that was read here is written again from its parts alone, in their order and with one date, so that
nothing of it hides between or behind them. What is packed stays packed as it is, and so the same archive gives
the same bytes, whatever version of a packer is installed.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from zlib import crc32

from edblog.files.documents.rules import CONTROLS, MACROS, DangerError

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MAX_UNPACKED = 500_000_000
"""Bytes that an office document may have once it is unpacked."""
MAX_PARTS = 20_000
AGAIN = "save it again from the program that made it"
_TAIL = 66_000
"""A ZIP file is known by its end, which is 22 bytes and a comment of at most 65,535."""
# One pass over a short name each, so linear.
_PART = re.compile(r"(?:[\w .()\[\]+,&=~-]+/)*(?:[\w .()\[\]+,&=~-]+)?", re.ASCII)
_PROGRAMS = re.compile(
    r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml|macrosheets/|basic/|scripts/|dialogs/|customui/|webextensions/)"
)
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_NEEDS = 20
"""The version of ZIP that packed parts need, which is 2.0."""
_FIRST_DAY = 0x21
"""January 1, 1980, the first day that the format knows."""


def entries_of(archive: ZipFile, data: bytes) -> dict[str, ZipInfo]:
    """The parts of an archive by their names in lower case. Raises DangerError for one that is not plain."""
    entries = {entry.filename.lower(): entry for entry in archive.infolist()}
    _check_names(archive.infolist(), entries)
    if not _is_whole(data, archive.start_dir, archive.infolist()):
        raise DangerError("there is something before or behind this document in its file", AGAIN)
    return entries


def _check_names(infos: list[ZipInfo], entries: Mapping[str, ZipInfo]) -> None:
    """Refuse names that two programs could understand in two ways, and those of programs."""
    from zipfile import ZIP_DEFLATED, ZIP_STORED

    if len(infos) > MAX_PARTS or sum(entry.file_size for entry in infos) > MAX_UNPACKED:
        raise DangerError("this document is far larger inside than outside", AGAIN)
    if any(_PROGRAMS.search(name) for name in entries):
        raise DangerError(*MACROS)
    if any("activex/" in name for name in entries):
        raise DangerError(*CONTROLS)
    if any(entry.flag_bits & 1 for entry in infos):
        raise DangerError("this document holds parts that are locked with a password")
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in infos):
        raise DangerError("this document is packed in an unusual way", AGAIN)
    if len(entries) < len(infos):
        raise DangerError("this document holds two parts of one name", AGAIN)
    if not all(map(_is_plain, infos)):
        raise DangerError("this document holds names that lead out of it", AGAIN)


def _is_plain(entry: ZipInfo) -> bool:
    """Whether a name is the same for every program, and within the document."""
    name = entry.filename
    folders = name.removesuffix("/").split("/")
    return (
        name == entry.orig_filename
        and _PART.fullmatch(name) is not None
        and all(part.strip(". ") for part in folders)
    )


def _is_whole(data: bytes, directory: int, entries: list[ZipInfo]) -> bool:
    """Whether a ZIP file begins with its first part and ends with its directory (APPNOTE 4.3.16).

    One byte behind it, or empty space, is what a download or an editor left. No two parts share bytes.
    """
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - _TAIL))
    behind = data[end + 22 + int.from_bytes(data[end + 20 : end + 22], "little") :]
    first = min((entry.header_offset for entry in entries), default=1)
    return (
        first == 0
        and 0 < directory <= end
        and (len(behind) <= 1 or not behind.strip(b"\0\r\n\t "))
        and sum(entry.compress_size for entry in entries) <= directory
    )


def is_tight(data: bytes, archive: ZipFile) -> bool:
    """Whether there is nothing in an archive besides its parts, what says where they are, and when they were made."""
    size = 0
    for entry in archive.infolist():
        *_, name, extra = _LOCAL.unpack_from(data, entry.header_offset)
        size += _LOCAL.size + name + extra + entry.compress_size
        if extra or entry.extra or entry.comment or entry.flag_bits & 8:
            return False
    listed = sum(_CENTRAL.size + len(entry.filename) for entry in archive.infolist())
    return size == archive.start_dir and size + listed + _END.size == len(data)


def written(data: bytes, entries: Mapping[str, ZipInfo], changed: Mapping[str, bytes | None]) -> bytes:
    """An archive of the same parts; those that changed have other bytes, or are left out where there are none."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for name, entry in _in_order(entries):
        new = changed.get(name, b"")
        if new is None:
            continue
        shown = entry.filename.encode("ascii")
        if name in changed:
            body, method, checksum, size = new, 0, crc32(new), len(new)
        else:
            body, method, checksum, size = (
                _packed(data, entry),
                entry.compress_type,
                entry.CRC,
                entry.file_size,
            )
        facts = (_NEEDS, 0, method, 0, _FIRST_DAY, checksum, len(body), size, len(shown), 0)
        pieces += [_LOCAL.pack(b"PK\3\4", *facts), shown, body]
        directory += [_CENTRAL.pack(b"PK\1\2", _NEEDS, *facts, 0, 0, 0, 0, at), shown]
        at += _LOCAL.size + len(shown) + len(body)
    count, listed = len(directory) // 2, b"".join(directory)
    return b"".join([*pieces, listed, _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), at, 0)])


def _in_order(entries: Mapping[str, ZipInfo]) -> Iterator[tuple[str, ZipInfo]]:
    """The parts as they stood; what says of itself which kind of document this is comes first (OpenDocument 1.3, part 2, 3.3)."""
    return iter(sorted(entries.items(), key=lambda item: item[0] != "mimetype"))


def _packed(data: bytes, entry: ZipInfo) -> bytes:
    """The bytes of a part as they are packed."""
    begin = entry.header_offset + _LOCAL.size
    *_, name, extra = _LOCAL.unpack_from(data, entry.header_offset)
    begin += name + extra
    packed = data[begin : begin + entry.compress_size]
    if len(packed) < entry.compress_size:
        raise ValueError("a part that ends before its end")
    return packed
