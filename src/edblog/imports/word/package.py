"""Opens Word documents (ECMA-376): ZIP files of parts, most of them XML.

Nothing is unpacked without a limit, and XML with a document type is refused, so entities cannot expand or load anything.
"""

from __future__ import annotations

import posixpath
import struct
import zlib
from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from edblog.files.documents.archive import entries_of
from edblog.files.documents.shared_findings import UnsafeError

MAX_XML = 30_000_000
"""The most bytes of unpacked XML that are read from one document."""
MAX_PICTURES = 300_000_000
"""The most bytes of pictures that are read from one document."""
_SAVE_AS = "open it in the program that made it, and save it as Word document (.docx); in Google Docs: File, Download, Microsoft Word (.docx)"
_PROGRAMS = "open it in Word, and save it as Word Document (.docx), which holds no macros"
_LOCKED = "open it in Word, choose File, Info, Protect Document, Encrypt with Password, delete the password, and save it"
_AGAIN = "open it in Word or LibreOffice, and save it again as .docx"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OTHERS = {
    b"%PDF": "a PDF",
    b"{\\rtf": "an RTF document",
    b"<htm": "a web page",
    b"<!DO": "a web page",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
"""Descriptions of other types of files, by their first bytes."""


class Target(NamedTuple):
    """The target of a relation: the name of a part, or an address outside of the document."""

    kind: str
    """The last part of the relation's type, such as `image`."""
    name: str
    is_outside: bool


class Package:
    """An open document. Raises `UnsafeError` if it cannot be used."""

    def __init__(self, data: bytes) -> None:
        self._xml_left, self._pictures_left = MAX_XML, MAX_PICTURES
        self._trees: dict[str, etree._Element] = {}
        _refuse_other_files(data)
        try:
            self._archive = ZipFile(BytesIO(data))
            self._entries: dict[str, ZipInfo] = entries_of(self._archive, data)
        except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError, struct.error):
            raise _damaged() from None
        except UnsafeError as unsafe:
            locked = "password" in unsafe.message
            help_ = _LOCKED if locked else _PROGRAMS if "macros" in unsafe.message else _AGAIN
            raise UnsafeError(unsafe.message, help_) from None
        self._refuse_other_archives()
        starts = [target for target in self.relations("").values() if target.kind == "officeDocument"]
        self.main = starts[0].name if starts else "word/document.xml"
        if self.main.lower() not in self._entries:
            raise UnsafeError("this is not a Word document", _SAVE_AS)

    def part(self, kind: str) -> str:
        """The name of a part that the main one relates to, such as `styles`; empty if there is none."""
        found = (t.name for t in self.relations(self.main).values() if t.kind == kind and not t.is_outside)
        return next((name for name in found if name.lower() in self._entries), "")

    def tree(self, name: str) -> etree._Element | None:
        """The parsed XML of a part, which must not be changed; None if there is no such part."""
        entry = self._entries.get(name.lower())
        if entry is None or not entry.file_size:
            return None
        if name.lower() not in self._trees:
            self._xml_left -= entry.file_size
            if self._xml_left < 0:
                raise UnsafeError("this document is too large", "split it into several documents")
            self._trees[name.lower()] = _parsed(self._read(entry))
        return self._trees[name.lower()]

    def picture(self, name: str) -> bytes | None:
        """The bytes of a picture; None if there is none."""
        entry = self._entries.get(name.lower())
        if entry is None:
            return None
        self._pictures_left -= entry.file_size
        if self._pictures_left < 0:
            raise UnsafeError(
                "the pictures in this document are too large",
                "make them smaller (in Word: Picture Format, Compress Pictures)",
            )
        return self._read(entry)

    def names(self) -> list[str]:
        """The names of all parts."""
        return [entry.filename for entry in self._entries.values()]

    def relations(self, part: str) -> dict[str, Target]:
        """The relations of a part, by id; those of the whole document for the empty name."""
        folder, name = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Target] = {}
        for element in tree if tree is not None else ():
            target = element.get("Target", "").strip()
            outside = element.get("TargetMode", "").lower() == "external"
            kind = element.get("Type", "").rpartition("/")[2]
            where = target if outside else _resolved(folder, target)
            found[element.get("Id", "")] = Target(kind, where, outside)
        return found

    def _read(self, entry: ZipInfo) -> bytes:
        try:
            # Never reads more than the size in the directory.
            return self._archive.read(entry)
        except (BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError, RuntimeError):
            raise _damaged() from None

    def _refuse_other_archives(self) -> None:
        if "mimetype" in self._entries or "content.xml" in self._entries:
            raise UnsafeError("this is an OpenDocument or an e-book, not a Word document", _SAVE_AS)
        types = self.tree("[Content_Types].xml")
        if types is None:
            raise UnsafeError("this is not a Word document", _SAVE_AS)
        listed = " ".join(element.get("ContentType", "") for element in types)
        if "macroEnabled" in listed:
            raise UnsafeError("this document contains programs (macros)", _PROGRAMS)
        if f"{_OFFICE}wordprocessingml" not in listed:
            what = next((w for key, w in _PROGRAMS_OF.items() if f"{_OFFICE}{key}" in listed), "another file")
            raise UnsafeError(f"this is {what}, not a Word document", _SAVE_AS)


_PROGRAMS_OF = {"presentationml": "a presentation", "spreadsheetml": "a spreadsheet"}


def _refuse_other_files(data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnsafeError("this document is locked with a password", _LOCKED)
        raise UnsafeError("this document is in the old format of Word (.doc)", _SAVE_AS)
    start = data.lstrip()[:4] if data[:1] not in b"\x89\xff" else data[:4]
    for signature, what in _OTHERS.items():
        if start.lower().startswith(signature[:4].lower()):
            raise UnsafeError(f"this is {what}, not a Word document", _SAVE_AS)
    if not data.startswith(b"PK"):
        raise UnsafeError("this file is empty" if not data else "this is not a Word document", _SAVE_AS)


def _damaged() -> UnsafeError:
    return UnsafeError("this document is damaged", _AGAIN)


def _resolved(folder: str, target: str) -> str:
    """The name of a part, from the target of a relation."""
    target = unquote(target.partition("#")[0])
    return posixpath.normpath(target[1:] if target.startswith("/") else posixpath.join(folder, target))


def _parsed(data: bytes) -> etree._Element:
    """The XML of a part, without comments. Raises `UnsafeError` for a document type declaration, and for invalid XML."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            raise UnsafeError("the parts of this document are nested too deeply", _AGAIN) from None
        raise _damaged() from None
    if tree.getroottree().docinfo.internalDTD is not None:
        raise UnsafeError(
            "this document contains a part with a document type, which could expand without end", _AGAIN
        )
    return tree
