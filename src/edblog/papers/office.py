"""Office documents: ZIP files of parts, mostly XML (ECMA-376 of Microsoft, and OpenDocument 1.3 of OASIS).

Only parts of kinds that are listed here may be in one, and no two under one name. Each part of XML is read for
what it loads or starts (`markup.py`); each drawing must be one that may be published by itself, and the table
behind a chart a document that may be.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from edblog.drawings import DrawingError, read_drawing
from edblog.kinds import extension
from edblog.papers.markup import DangerError, look_at
from edblog.papers.refusals import error, named
from edblog.problems import Problem

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MAX_OFFICE_UNPACKED = 500_000_000
"""Bytes that an office document may have once it is unpacked."""
MAX_READ = 100_000_000
"""Bytes that are read of it: its XML, its drawings, and the tables behind its charts."""
_AGAIN = "save it again from the program that made it"
_WITHOUT = "save it without, or as PDF"
_TAIL = 66_000
"""A ZIP file is known by its end, which is 22 bytes and a comment of at most 65,535."""

_MAIN = {".docx": "word/document.xml", ".pptx": "ppt/presentation.xml", ".xlsx": "xl/workbook.xml"}
_ODF = {".odt": b"text", ".odp": b"presentation", ".ods": b"spreadsheet"}
_XML = frozenset([".xml", ".rels", ".rdf", ".vml", ".psmdcp"])
_KEPT = frozenset(
    """
    .png .jpg .jpeg .jpe .jfif .gif .bmp .dib .tif .tiff .webp .emf .wmf .svm .wdp
    .ttf .otf .odttf .fntdata
    .mp3 .m4a .wav .mp4
    """.split()
)
"""Pictures, fonts, sounds and films, which no program runs."""
# One pass over a short name each, so linear.
_PART = re.compile(r"(?:[\w .()\[\]+,&=~-]+/)*(?:[\w .()\[\]+,&=~-]+)?", re.ASCII)
_PROGRAMS = re.compile(
    r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml|activex/|macrosheets/|basic/|scripts/|dialogs/|customui/|webextensions/)"
)
_UNNAMED = re.compile(
    r"mimetype|layout-cache|objectreplacements/[^/]+|(?:word|ppt|xl)/(?:metadata|printersettings/printersettings[0-9]+\.bin)"
)
"""Parts that say of themselves what they are, or are bytes of a printer or of Google."""
_CHART_TABLE = re.compile(r"(?:word|ppt)/embeddings/[^/]+\.xlsx")
_CARRIERS = (b"\xd0\xcf\x11\xe0", b"PK", b"MZ")
"""How files begin that can hold others, or run."""


def read_office(path: str, data: bytes) -> Iterator[Problem]:
    """What is wrong with an office document."""
    from xml.parsers.expat import ExpatError
    from zipfile import BadZipFile

    try:
        author = _Document(MAX_READ).read(extension(path), data)
    except DangerError as danger:
        yield error(path, "unsafe-document", danger.what, danger.help or _WITHOUT)
    except (
        BadZipFile,
        ExpatError,
        zlib.error,
        ValueError,
        LookupError,
        NotImplementedError,
        OSError,
        EOFError,
        RuntimeError,
    ):
        message = "this document is damaged, or it is not the kind that its name says"
        yield error(path, "damaged-file", message, _AGAIN)
    else:
        if author:
            yield named(
                path, "this document says in its properties who made it, and it is published as it is"
            )


class _Document:
    """Looks at one document, and at those in it, which share what may be read."""

    def __init__(self, left: int) -> None:
        self._left = left

    def read(self, kind: str, data: bytes, *, inner: bool = False) -> bool:
        """Whether it names its author. Raises DangerError for what must not be in it, and others for damage."""
        from zipfile import ZipFile

        with ZipFile(BytesIO(data)) as archive:
            entries = {entry.filename.lower(): entry for entry in archive.infolist()}
            _check_names(archive, entries)
            if not _is_whole(data, archive.start_dir, archive.infolist()):
                raise DangerError("there is something before or behind this document in its file", _AGAIN)
            if not self._is_of_kind(archive, kind, entries):
                raise ValueError("another kind of document")
            found = [self._part(archive, kind, name, entry, inner=inner) for name, entry in entries.items()]
        return any(found)

    def _take(self, archive: ZipFile, entry: ZipInfo) -> bytes:
        self._left -= entry.file_size
        if self._left < 0:
            raise DangerError("this document is too large to be looked into", "split it, or save it as PDF")
        # Never more than its directory says.
        return archive.read(entry)

    def _is_of_kind(self, archive: ZipFile, kind: str, entries: dict[str, ZipInfo]) -> bool:
        if kind in _MAIN:
            return _MAIN[kind] in entries and "[content_types].xml" in entries
        if "mimetype" not in entries:
            return False
        return (
            self._take(archive, entries["mimetype"]).strip()
            == b"application/vnd.oasis.opendocument." + _ODF[kind]
        )

    def _part(self, archive: ZipFile, kind: str, name: str, entry: ZipInfo, *, inner: bool) -> bool:
        """Whether a part names the author."""
        # A name may consist of its ending: `_rels/.rels`.
        _, dot, last = name.rpartition("/")[2].rpartition(".")
        ending = f".{last}" if dot else ""
        if name.endswith("/"):
            if entry.file_size:
                raise DangerError("this document holds a folder that is none", _AGAIN)
        elif _UNNAMED.fullmatch(name):
            if name != "mimetype" and self._take(archive, entry).startswith(_CARRIERS):
                raise DangerError("this document holds another file inside")
        elif ending in _XML:
            # OpenDocument has empty ones.
            return bool(entry.file_size) and look_at(
                self._take(archive, entry), relations=ending == ".rels", open_document=kind in _ODF
            )
        elif ending == ".svg":
            try:
                read_drawing(self._take(archive, entry))
            except DrawingError:
                help_ = "put the drawing into it as PNG, or save it as PDF"
                raise DangerError(
                    "this document holds a drawing (SVG) that could run or load something", help_
                ) from None
        elif _CHART_TABLE.fullmatch(name) and not inner:
            self.read(".xlsx", self._take(archive, entry), inner=True)
        elif ending not in _KEPT:
            raise DangerError("this document holds another file inside")
        return False


def _check_names(archive: ZipFile, entries: dict[str, ZipInfo]) -> None:
    """Refuse names that two programs could understand in two ways, and those of programs."""
    from zipfile import ZIP_DEFLATED, ZIP_STORED

    infos = archive.infolist()
    if len(infos) > 20_000 or sum(entry.file_size for entry in infos) > MAX_OFFICE_UNPACKED:
        raise DangerError("this document is far larger inside than outside", _AGAIN)
    if any(_PROGRAMS.search(name) for name in entries):
        raise DangerError("this document holds programs (macros)")
    if any(entry.flag_bits & 1 for entry in infos):
        raise DangerError("this document holds parts that are locked with a password")
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in infos):
        raise DangerError("this document is packed in an unusual way", _AGAIN)
    if len(entries) < len(infos):
        raise DangerError("this document holds two parts of one name", _AGAIN)
    if not all(map(_is_plain, infos)):
        raise DangerError("this document holds names that lead out of it", _AGAIN)


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
    """Whether a ZIP file begins with its first part and ends with its directory (APPNOTE 4.3.16)."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - _TAIL))
    comment = int.from_bytes(data[end + 20 : end + 22], "little")
    first = min((entry.header_offset for entry in entries), default=1)
    return first == 0 and 0 < directory <= end and end + 22 + comment == len(data)
