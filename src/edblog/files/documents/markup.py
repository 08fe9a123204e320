"""Inspection of the XML in office documents, for anything that it loads, starts or calls when the document is opened.

Elements and attributes are recognized without their namespaces, so that no prefix can hide one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from edblog.files.documents.rules import (
    BAD_TYPE,
    CALLED,
    LINKED,
    MACROS,
    NO_VIDEO,
    OBJECTS,
    OLE,
    PLAYS,
    QUOTED,
    REDIRECTED,
    VALUE,
    check_click,
    check_field,
    check_formula,
    check_link,
    check_open_document,
    is_outside,
    is_redirected,
    loading_error,
    use_of,
)
from edblog.files.documents.shared_findings import PLACEHOLDER_AUTHORS, UnsafeError

_STARTS = frozenset(
    "script applet object-ole floating-frame libraries library-embedded library-linked".split()
)
_FETCHES = frozenset("ddeLink oleLink dde-source dde-link dde-connection dde-connection-decl auto-reload mailMerge connectString connections connection-resource queryTable".split())  # fmt: skip
# Words of a fixed length: linear.
_NAMES = re.compile(r"author|creator|company|manager|saved|owner|editor", re.IGNORECASE)
_PROPERTIES = frozenset(["Company", "Manager"])
_ONCE = frozenset(
    "instr fldCharType action Target TargetMode Type ContentType PartName Extension ProgID progId link cmd".split()
)
"""Attributes that an element may have only once, so that no program reads another one than was checked."""


@dataclass
class Facts:
    """Facts collected from all parts of a document, for checks that compare several parts."""

    people: dict[str, None] = field(default_factory=dict)
    """The authors of comments and tracked changes, in order."""
    naming_parts: set[str] = field(default_factory=set)
    """The parts that name the author of the document."""
    shows_author: bool = False
    """Whether the pages of the document show names from its properties."""
    defaults: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By extension: the refusal of parts that are declared as programs, or as objects of other programs."""
    ole_types: list[str] = field(default_factory=list)
    """Parts that are declared as objects of other programs."""
    objects: int = 0
    """Number of objects of other programs that have a picture."""
    relations: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    """The relations that each part lists: use, id and target."""
    redirected: dict[str, str] = field(default_factory=dict)
    """Parts with relations to redirect in the published copy, and the address of the video, if it is one."""
    slides: list[str] = field(default_factory=list)
    """The ids of the slides, in order."""


def inspect_part(data: bytes, facts: Facts, *, name: str, open_document: bool) -> None:
    """Inspect one part, and add to the facts. Raises UnsafeError, and ExpatError for invalid XML."""
    from xml.parsers.expat import ParserCreate

    inspector = _Inspector(facts, name, open_document=open_document)
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = inspector.start
    parser.EndElementHandler = inspector.end
    parser.CharacterDataHandler = inspector.text
    parser.StartDoctypeDeclHandler = inspector.doctype
    parser.Parse(data, True)
    inspector.finish()


class _Inspector:
    """Inspects the elements of one part."""

    def __init__(self, facts: Facts, name: str, *, open_document: bool) -> None:
        self._facts, self._name, self._open = facts, name, open_document
        self._relations = name.endswith(".rels")
        self._meaning = ""
        """The meaning of the following text: `formula`, `field`, `author`, `commenter`, or empty."""
        self._pieces: list[str] = []
        self._fields: list[list[str]] = []
        """The codes of the open Word fields, outermost first."""

    def doctype(self, *_: object) -> None:
        raise UnsafeError(
            "this document contains a part with a document type, which could expand without end"
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if self._meaning and "".join(self._pieces).strip():
            raise ValueError("an element within a field or a formula")
        if name in _STARTS:
            raise UnsafeError(*(OLE if name == "object-ole" else MACROS))
        if name in _FETCHES:
            raise UnsafeError(
                "this document fetches data from another file or program when it is opened", LINKED
            )
        if name == "encryption-data":
            raise UnsafeError("parts of this document are locked with a password")
        self._meaning = self._meaning_of(tag, name)
        self._pieces = []
        if attributes:
            self._attributes(
                name, {key.rpartition(":")[2]: value for key, value in attributes.items()}, attributes
            )

    def _attributes(self, name: str, short: dict[str, str], attributes: dict[str, str]) -> None:
        if len(short) < len(attributes):
            names = [key.rpartition(":")[2] for key in attributes]
            if any(names.count(once) > 1 for once in _ONCE.intersection(names)):
                raise ValueError("two attributes of the same name")
        if self._relations:
            self._relation(short)
        elif "ContentType" in short:
            self._type(short)
        self._collect_people(name, short)
        if self._open:
            check_open_document(name, attributes)
        else:
            self._check_addresses(attributes)
            self._element(name, short, attributes)

    def _check_addresses(self, attributes: dict[str, str]) -> None:
        for key, value in attributes.items():
            name = key.rpartition(":")[2]
            if name == "src" and is_outside(value.strip()):
                raise loading_error(value.strip())
            if name == "href":
                check_link(value)

    def _element(self, name: str, short: dict[str, str], attributes: dict[str, str]) -> None:
        """Inspect an element of Microsoft's formats that may act, show a name, or define the order of slides."""
        if name == "fldChar":
            self._field(short.get("fldCharType", ""))
        elif name == "fldSimple":
            self._code(short.get("instr", ""))
        elif name in ("OLEObject", "oleObj", "oleObject"):
            self._object(short)
        elif name == "sldId":
            # The other id of the element is a number, without a prefix.
            self._facts.slides += [value for key, value in attributes.items() if key.endswith(":id")]
        elif name == "cmd" and short.get("type") == "verb":
            raise UnsafeError(*OLE)
        elif name == "webVideoPr":
            raise UnsafeError(PLAYS, NO_VIDEO)
        elif name == "dataBinding" and _NAMES.search(short.get("xpath", "")):
            self._facts.shows_author = True
        elif name in ("hlinkClick", "hlinkHover", "hlinkMouseOver"):
            check_click(name, short)

    def end(self, _: str) -> None:
        text = "".join(self._pieces)
        if self._meaning == "formula":
            check_formula(text)
            # Only a call of another program contains "|"; in OpenDocument, it separates the rows of a list.
            if "|" in QUOTED.sub("", text):
                raise UnsafeError(CALLED, VALUE)
        elif self._meaning == "field":
            if self._fields:
                self._fields[-1].append(text)
            else:
                self._code(text)
        elif self._meaning == "author" and text.strip():
            self._facts.naming_parts.add(self._name)
        elif self._meaning == "commenter":
            self._add_person(text)
        self._meaning, self._pieces = "", []

    def finish(self) -> None:
        """Inspect the fields that were never closed."""
        for pieces in self._fields:
            self._code("".join(pieces))

    def text(self, text: str) -> None:
        if self._meaning:
            self._pieces.append(text)

    def _field(self, char_type: str) -> None:
        """Follow a Word field, which consists of runs: a beginning, pieces of code, an optional result, an end."""
        if char_type == "begin":
            if self._fields:
                # A field within the code may produce a word of it, but not the first.
                self._fields[-1].append("\0")
            self._fields.append([])
        elif self._fields and char_type == "separate":
            self._code("".join(self._fields[-1]))
            # The result of a field is not code.
            self._fields[-1] = ["PAGE "]
        elif self._fields and char_type == "end":
            self._code("".join(self._fields.pop()))

    def _code(self, code: str) -> None:
        """Inspect the code of a Word field."""
        field_type = check_field(code)
        if field_type in ("AUTHOR", "LASTSAVEDBY") or (
            field_type in ("DOCPROPERTY", "INFO") and _NAMES.search(code)
        ):
            self._facts.shows_author = True

    def _add_person(self, name: str) -> None:
        name = " ".join(name.split())
        # Threaded comments have a made-up author in Excel (MS-XLSX 2.6.205).
        if name and not name.startswith("tc={") and name.casefold() not in PLACEHOLDER_AUTHORS:
            self._facts.people[name] = None

    def _collect_people(self, name: str, short: dict[str, str]) -> None:
        """Collect the people in the attributes of comments and tracked changes."""
        if name == "person" and "author" in short:
            return
        if name == "presenceInfo" or (name == "chgData" and short.get("name")):
            self._facts.naming_parts.add(self._name)
        elif ("author" in short and "date" in short) or name in (
            "comment",
            "ins",
            "del",
            "moveFrom",
            "moveTo",
        ):
            self._add_person(short.get("author", ""))
        elif name in ("cmAuthor", "author") and self._name.startswith("ppt/"):
            self._add_person(short.get("name", ""))
        elif name == "person" and self._name.startswith("xl/"):
            self._add_person(short.get("displayName", ""))
        elif name in ("header", "userInfo") and self._name.startswith("xl/revisions/"):
            self._add_person(short.get("userName", short.get("name", "")))

    def _type(self, short: dict[str, str]) -> None:
        """Inspect the declared content type of a part, or of all parts with an extension (ECMA-376 part 2, 6.2.3)."""
        content_type = short["ContentType"]
        ole, bad = "oleobject" in content_type.lower(), BAD_TYPE.search(content_type)
        if not ole and not bad:
            return
        words = OLE if ole else MACROS
        if "Extension" in short:
            extension = f".{unquote(short['Extension']).lower()}"
            if self._facts.defaults.get(extension) != MACROS:
                self._facts.defaults[extension] = words
        elif ole and "PartName" in short:
            self._facts.ole_types.append(short["PartName"].lower())
        else:
            raise UnsafeError(*words)

    def _object(self, short: dict[str, str]) -> None:
        """Inspect an object of another program in a page."""
        program = short.get("ProgID", short.get("progId", ""))
        if short.get("Type", "Embed") != "Embed" or "link" in short or not OBJECTS.fullmatch(program):
            raise UnsafeError(*OLE)
        self._facts.objects += 1

    def _relation(self, attributes: dict[str, str]) -> None:
        """Inspect a relation: its use and its target (ECMA-376, part 2)."""
        type_, target = attributes.get("Type", ""), attributes.get("Target", "").strip()
        outside = attributes.get("TargetMode", "").strip().lower() == "external"
        use = use_of(self._name, type_)
        if outside and use == "hyperlink":
            check_link(target)
        elif outside and is_redirected(use, target):
            if target != REDIRECTED.get(use, target):
                self._facts.redirected[self._name] = target if use in ("video", "audio", "media") else ""
        elif outside or is_outside(target):
            raise loading_error(target)
        elif BAD_TYPE.search(type_):
            raise UnsafeError("this document contains programs or another file")
        self._facts.relations.setdefault(self._name, []).append((use, attributes.get("Id", ""), target))

    def _meaning_of(self, tag: str, name: str) -> str:
        if tag in ("dc:creator", "cp:lastModifiedBy", "meta:initial-creator"):
            return "commenter" if self._open and not self._name.endswith("meta.xml") else "author"
        if name in _PROPERTIES and self._name.startswith("docprops/"):
            return "author"
        if name == "author" and self._name.startswith("xl/comments"):
            return "commenter"
        if self._open and tag in ("text:initial-creator", "text:creator"):
            self._facts.shows_author = True
        return _meaning(name)


def _meaning(name: str) -> str:
    if name in ("instrText", "delInstrText"):
        return "field"
    return "formula" if name in ("f", "definedName") or "ormula" in name else ""
