"""Office documents: ZIP files of parts, mostly XML (ECMA-376 of Microsoft, and OpenDocument 1.3 of OASIS).

Only parts of kinds that are listed here may be in one, and no two under one name. Each part of XML is read for
what it loads or starts (`markup.py`); each drawing must be one that may be published by itself, and each
document within it one that may be. The published copy has the same parts, apart from those that say who worked
on it or lead to the author's computer (`cleaning.py`), and objects of other programs, of which their pictures stay.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

from edblog.files import pictures
from edblog.files.documents.archive import AGAIN, entries_of, is_tight, written
from edblog.files.documents.cleaning import cleaned_part, may_name_people
from edblog.files.documents.markup import Found, look_at
from edblog.files.documents.package import (
    EMPTY_OBJECT,
    OLE_FILE,
    UNNAMED,
    WITHIN,
    check_objects,
    ending_of,
    main_part,
    videos,
)
from edblog.files.documents.refusals import author_removed, error, left_out, named, place_removed, remarks
from edblog.files.documents.rules import DangerError
from edblog.files.drawings import DrawingError, read_drawing
from edblog.files.findings import Finding

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MAX_READ = 100_000_000
"""Bytes that are read of a document: its XML, its drawings, and the documents within it; and of each picture."""
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
_OBJECT = re.compile(r"(?:word|ppt|xl)/embeddings/[^/]+\.(?:bin|doc|xls|ppt|vsd)")
_PHOTOS = frozenset([".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp"])
"""Pictures into which cameras write where they were."""
_PICTURE = re.compile(r"(?:word|ppt|xl)/media/[^/]+\.(?:bin|tmp)")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")
"""Pictures whose names PowerPoint does not care for: how they begin."""
_TRASH = re.compile(r"\[trash\]/[0-9a-f]{4}\.dat")
"""What SharePoint and OneDrive leave where a part was: padding, which belongs to nothing."""
_WITHOUT = "save it without, or as PDF"
_INSIDE = "this document holds another file inside"
_DRAWING = (
    "this document holds a drawing (SVG) that could run or load something",
    "put the drawing into it as PNG, or save it as PDF",
)
_CARRIERS = (b"\xd0\xcf\x11\xe0", b"PK", b"MZ")
"""How files begin that can hold others, or run."""


def read_office(kind: str, data: bytes) -> tuple[bytes, list[Finding]]:
    """The bytes to publish of an office document, and what there is to say about it."""
    from xml.parsers.expat import ExpatError
    from zipfile import BadZipFile

    document = _Document(MAX_READ)
    try:
        published = document.read(kind, data)
    except DangerError as danger:
        return b"", [error("unsafe-document", danger.what, danger.help or _WITHOUT)]
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
        return b"", [error("damaged-file", message, AGAIN)]
    return published, list(document.findings())


_Take: TypeAlias = "Callable[[ZipInfo], bytes]"
"""Gives the bytes of a part."""
_Changed: TypeAlias = dict[str, bytes | None]
"""The parts that have other bytes in the published copy, or none."""


class _Document:
    """Reads one document, and those in it, which share what may be read."""

    def __init__(self, left: int) -> None:
        self._left = left
        self._people: dict[str, None] = {}
        self._left_out: list[str] = []
        self._names_taken = self._names_kept = self._places = False

    def findings(self) -> Iterator[Finding]:
        """What to say about a document that may be published."""
        if self._people:
            yield remarks("document", list(self._people))
        if self._names_taken:
            yield author_removed("document")
        if self._names_kept:
            yield named(
                "this document shows a name from its properties on its pages, so the names stay in its properties",
            )
        if self._places:
            yield place_removed("document")
        if self._left_out:
            yield left_out("document", self._left_out)

    def read(self, kind: str, data: bytes, *, inner: bool = False) -> bytes:
        """The document as it is published. Raises DangerError for what must not be in it, and others for damage."""
        from zipfile import ZipFile

        found = Found()
        with ZipFile(BytesIO(data)) as archive:
            entries = entries_of(archive, data)
            take = partial(self._take, archive)
            changed: _Changed = {}
            if kind in _ODF and (
                "mimetype" not in entries
                or take(entries["mimetype"]).strip() != b"application/vnd.oasis.opendocument." + _ODF[kind]
            ):
                raise ValueError("another kind of document")
            for name, entry in entries.items():
                if not self._is_replaced(name, partial(take, entry), changed, inner=inner):
                    self._part(kind, name, entry, take, found)
            main = main_part(_MAIN[kind], entries, found) if kind in _MAIN else ""
            check_objects(entries, found, changed)
            self._clean(entries, found, take, changed)
            plain = is_tight(data, archive)
        self._people |= found.people
        self._left_out += dict.fromkeys(videos(found, main))
        if count := sum(content == EMPTY_OBJECT for content in changed.values()):
            self._left_out.append(
                f"the data behind {count} formula{'s'[: count > 1]} or other OLE object{'s'[: count > 1]} (pictures of them stay)"
            )
        return data if plain and not changed else written(data, entries, changed)

    def _take(self, archive: ZipFile, entry: ZipInfo) -> bytes:
        if ending_of(entry.filename.lower()) not in _PHOTOS:
            self._left -= entry.file_size
        if self._left < 0 or entry.file_size > MAX_READ:
            raise DangerError("this document is too large to be looked into", "split it, or save it as PDF")
        # Never more than its directory says.
        return archive.read(entry)

    def _part(self, kind: str, name: str, entry: ZipInfo, take: _Take, found: Found) -> None:
        """Looks at a part that is published as it is, unless it names people."""
        ending = ending_of(name)
        if name.endswith("/"):
            if entry.file_size:
                raise DangerError("this document holds a folder that is none", AGAIN)
        elif UNNAMED.fullmatch(name):
            if name != "mimetype" and take(entry).startswith(_CARRIERS):
                raise DangerError(_INSIDE)
        elif ending in _XML:
            # OpenDocument has empty ones.
            if entry.file_size:
                look_at(take(entry), found, name=name, open_document=kind in _ODF)
        elif ending == ".svg":
            try:
                read_drawing(take(entry))
            except DrawingError:
                raise DangerError(*_DRAWING) from None
        elif ending not in _KEPT and not (_PICTURE.fullmatch(name) and take(entry).startswith(_PICTURES)):
            raise DangerError(_INSIDE)

    def _is_replaced(
        self, name: str, content: Callable[[], bytes], changed: _Changed, *, inner: bool
    ) -> bool:
        """Whether a part is padding, a document, or an object of another program; `changed` gets what stays of it."""
        if _TRASH.fullmatch(name):
            if content().strip(b"\0\xff"):
                raise DangerError(_INSIDE)
            changed[name] = None
        elif not inner and (within := WITHIN.fullmatch(name)):
            data = content()
            new = self.read(within[1], data, inner=True)
            if new != data:
                changed[name] = new
        elif _OBJECT.fullmatch(name) and content().startswith(OLE_FILE):
            changed[name] = EMPTY_OBJECT
        elif ending_of(name) in _PHOTOS:
            self._photo(name, content(), changed)
        else:
            return False
        return True

    def _photo(self, name: str, data: bytes, changed: _Changed) -> None:
        """Takes out of a picture what a camera wrote into it; one that nobody can read stays as it is."""
        try:
            cleaned = pictures.clean(data)
        except ValueError:
            return
        if cleaned is not None and cleaned.removed:
            changed[name] = cleaned.data
            self._places |= pictures.holds_location(cleaned.removed)

    def _clean(self, entries: Mapping[str, ZipInfo], found: Found, take: _Take, changed: _Changed) -> None:
        """Takes out who worked on the document, and what leads to the author's computer."""
        for name, entry in entries.items():
            if not entry.file_size or not (
                name in found.replaced or name in found.named_in or may_name_people(name)
            ):
                continue
            data = take(entry)
            new = cleaned_part(name, data, keep_names=found.shows_author, has_remarks=bool(found.people))
            if new is not data:
                changed[name] = new
                self._names_taken |= name in found.named_in
        self._names_kept |= bool(found.named_in) and found.shows_author
