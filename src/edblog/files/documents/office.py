"""Office documents: ZIP files of parts, mostly XML (ECMA-376 by Microsoft, and OpenDocument 1.3 by OASIS).

A document may contain only the types of parts listed here, each under a name of its own. Each part in XML is inspected
for anything that it loads or starts (`markup.py`); drawings and documents within it must be publishable themselves. The
published copy has the same parts, with names and file paths removed (`cleaning.py`), and with pictures in place of
objects of other programs.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

from edblog.files import pictures
from edblog.files.documents.archive import SAVE_AGAIN, entries_of, has_no_extras, rewritten
from edblog.files.documents.cleaning import cleaned_part, may_name_people
from edblog.files.documents.markup import Facts, inspect_part
from edblog.files.documents.package import (
    EMBEDDED_DOCUMENT,
    EMPTY_OBJECT,
    HARMLESS_PARTS,
    OLE_FILE,
    check_objects,
    extension_of,
    main_part,
    videos,
)
from edblog.files.documents.shared_findings import (
    TOO_LARGE,
    UnsafeError,
    author_removed,
    author_shown,
    comment_authors,
    error,
    left_out,
    location_removed,
)
from edblog.files.drawings import DrawingError, read_drawing
from edblog.files.findings import Finding

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MAX_READ = 100_000_000
"""Most bytes of XML, drawings and embedded documents that are read of one document, and of each picture."""
_MAIN = {".docx": "word/document.xml", ".pptx": "ppt/presentation.xml", ".xlsx": "xl/workbook.xml"}
_ODF = {".odt": b"text", ".odp": b"presentation", ".ods": b"spreadsheet"}
_XML = frozenset([".xml", ".rels", ".rdf", ".vml", ".psmdcp"])
_INERT = frozenset(
    """
    .png .jpg .jpeg .jpe .jfif .gif .bmp .dib .tif .tiff .webp .emf .wmf .svm .wdp
    .ttf .otf .odttf .fntdata
    .mp3 .m4a .wav .mp4
    """.split()
)
"""Pictures, fonts, audio and video, which no program runs."""
_OBJECT = re.compile(r"(?:word|ppt|xl)/embeddings/[^/]+\.(?:bin|doc|xls|ppt|vsd)")
_PHOTOS = frozenset([".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp"])
"""Pictures in which cameras store locations."""
_PICTURE = re.compile(r"(?:word|ppt|xl)/media/[^/]+\.(?:bin|tmp)")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")
"""First bytes of pictures, for those that PowerPoint stores under another extension."""
_TRASH = re.compile(r"\[trash\]/[0-9a-f]{4}\.dat")
"""Padding that SharePoint and OneDrive leave in place of a removed part."""
_WITHOUT = "save it without that, or as PDF"
_INSIDE = "this document contains another file"
_DRAWING = (
    "this document contains an SVG drawing that could run or load something",
    "insert the drawing as PNG, or save the document as PDF",
)
_CARRIERS = (b"\xd0\xcf\x11\xe0", b"PK", b"MZ")
"""First bytes of files that can contain other files, or run."""


def read_office(extension: str, data: bytes) -> tuple[bytes, list[Finding]]:
    """The bytes to publish of an office document, and the findings about it."""
    from xml.parsers.expat import ExpatError
    from zipfile import BadZipFile

    document = _Document(MAX_READ)
    try:
        published = document.read(extension, data)
    except UnsafeError as unsafe:
        return b"", [error("unsafe-document", unsafe.message, unsafe.help or _WITHOUT)]
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
        message = "this document is damaged, or it is not of the type that its name says"
        return b"", [error("damaged-file", message, SAVE_AGAIN)]
    return published, list(document.findings())


_ReadPart: TypeAlias = "Callable[[ZipInfo], bytes]"
"""Reads the bytes of a part."""
_Changed: TypeAlias = dict[str, bytes | None]
"""The changed bytes of parts in the published copy; None for a removed part."""


class _Document:
    """Reads one document and those embedded in it, which share the limit of bytes."""

    def __init__(self, left: int) -> None:
        self._left = left
        self._people: dict[str, None] = {}
        self._left_out: list[str] = []
        self._names_removed = self._names_kept = self._has_location = False

    def findings(self) -> Iterator[Finding]:
        """The findings about a document that may be published."""
        if self._people:
            yield comment_authors("document", list(self._people))
        if self._names_removed:
            yield author_removed("document")
        if self._names_kept:
            yield author_shown(
                "this document prints a name from its properties on its pages, so the published copy keeps those names",
            )
        if self._has_location:
            yield location_removed("document")
        if self._left_out:
            yield left_out("document", self._left_out)

    def read(self, extension: str, data: bytes, *, inner: bool = False) -> bytes:
        """The document to publish. Raises UnsafeError for unsafe content, and other exceptions for damage."""
        from zipfile import ZipFile

        facts = Facts()
        with ZipFile(BytesIO(data)) as archive:
            entries = entries_of(archive, data)
            read_part = partial(self._read_part, archive)
            changed: _Changed = {}
            if extension in _ODF and (
                "mimetype" not in entries
                or read_part(entries["mimetype"]).strip()
                != b"application/vnd.oasis.opendocument." + _ODF[extension]
            ):
                raise ValueError("another type of document")
            for name, entry in entries.items():
                if not self._replace(name, partial(read_part, entry), changed, inner=inner):
                    self._check_part(extension, name, entry, read_part, facts)
            main = main_part(_MAIN[extension], entries, facts) if extension in _MAIN else ""
            check_objects(entries, facts, changed)
            self._remove_people(entries, facts, read_part, changed)
            is_plain = has_no_extras(data, archive)
        self._people |= facts.people
        self._left_out += dict.fromkeys(videos(facts, main))
        if count := sum(content == EMPTY_OBJECT for content in changed.values()):
            self._left_out.append(
                f"the data behind {count} formula{'s'[: count > 1]} or other OLE object{'s'[: count > 1]} (pictures of them stay)"
            )
        return data if is_plain and not changed else rewritten(data, entries, changed)

    def _read_part(self, archive: ZipFile, entry: ZipInfo) -> bytes:
        if extension_of(entry.filename.lower()) not in _PHOTOS:
            self._left -= entry.file_size
        if self._left < 0 or entry.file_size > MAX_READ:
            raise UnsafeError(*TOO_LARGE)
        # Never reads more than the size in the directory.
        return archive.read(entry)

    def _check_part(
        self, document: str, name: str, entry: ZipInfo, read_part: _ReadPart, facts: Facts
    ) -> None:
        """Check a part that stays in the document."""
        extension = extension_of(name)
        if name.endswith("/"):
            if entry.file_size:
                raise UnsafeError("this document contains a damaged folder", SAVE_AGAIN)
        elif HARMLESS_PARTS.fullmatch(name):
            if name != "mimetype" and read_part(entry).startswith(_CARRIERS):
                raise UnsafeError(_INSIDE)
        elif extension in _XML:
            # OpenDocument has parts of XML that are empty.
            if entry.file_size:
                inspect_part(read_part(entry), facts, name=name, open_document=document in _ODF)
        elif extension == ".svg":
            try:
                read_drawing(read_part(entry))
            except DrawingError:
                raise UnsafeError(*_DRAWING) from None
        elif extension not in _INERT and not (
            _PICTURE.fullmatch(name) and read_part(entry).startswith(_PICTURES)
        ):
            raise UnsafeError(_INSIDE)

    def _replace(self, name: str, content: Callable[[], bytes], changed: _Changed, *, inner: bool) -> bool:
        """Replace padding, an embedded document, an object of another program or a photo; return whether it was one of these."""
        if _TRASH.fullmatch(name):
            if content().strip(b"\0\xff"):
                raise UnsafeError(_INSIDE)
            changed[name] = None
        elif not inner and (within := EMBEDDED_DOCUMENT.fullmatch(name)):
            data = content()
            new = self.read(within[1], data, inner=True)
            if new != data:
                changed[name] = new
        elif _OBJECT.fullmatch(name) and content().startswith(OLE_FILE):
            changed[name] = EMPTY_OBJECT
        elif extension_of(name) in _PHOTOS:
            self._clean_photo(name, content(), changed)
        else:
            return False
        return True

    def _clean_photo(self, name: str, data: bytes, changed: _Changed) -> None:
        """Remove the metadata of a picture; a picture that cannot be read stays unchanged."""
        try:
            cleaned = pictures.clean(data)
        except ValueError:
            return
        if cleaned is not None and cleaned.removed:
            changed[name] = cleaned.data
            self._has_location |= pictures.holds_location(cleaned.removed)

    def _remove_people(
        self, entries: Mapping[str, ZipInfo], facts: Facts, read_part: _ReadPart, changed: _Changed
    ) -> None:
        """Remove the names of people, and paths on the author's computer."""
        for name, entry in entries.items():
            if not entry.file_size or not (
                name in facts.redirected or name in facts.naming_parts or may_name_people(name)
            ):
                continue
            data = read_part(entry)
            new = cleaned_part(name, data, keep_names=facts.shows_author, has_comments=bool(facts.people))
            if new is not data:
                changed[name] = new
                self._names_removed |= name in facts.naming_parts
        self._names_kept |= bool(facts.naming_parts) and facts.shows_author
