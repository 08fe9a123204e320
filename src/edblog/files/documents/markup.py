"""The XML in office documents: what it loads, starts or calls when it is opened.

The names of elements and attributes are looked at without their namespaces, so that no prefix hides one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from edblog.files.documents.refusals import NOBODY
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
    REPLACED,
    VALUE,
    DangerError,
    check_click,
    check_field,
    check_formula,
    check_link,
    check_open_document,
    is_outside,
    is_replaced,
    loads,
    use_of,
)

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
"""Attributes of which an element has one, so that no program reads another than the one that is looked at."""


@dataclass
class Found:
    """What the parts of a document say that means something only together."""

    people: dict[str, None] = field(default_factory=dict)
    """The names that comments and tracked changes keep, in their order."""
    named_in: set[str] = field(default_factory=set)
    """The parts that name who made the document."""
    shows_author: bool = False
    """Whether the pages of the document show names from its properties."""
    defaults: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The words for what parts would be by the endings of their names: programs, or objects of other programs."""
    ole_types: list[str] = field(default_factory=list)
    """Parts that are said to be objects of other programs."""
    objects: int = 0
    """Objects of other programs that have a picture."""
    relations: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    """By the name of the part that lists them: what each relation is for, its id, and where it leads."""
    replaced: dict[str, str] = field(default_factory=dict)
    """The parts whose relations lead to a template or a video that the published copy does not know, and where they lead."""
    slides: list[str] = field(default_factory=list)
    """The ids of slides in the order in which they are shown."""


def look_at(data: bytes, found: Found, *, name: str, open_document: bool) -> None:
    """Looks at one part. Raises DangerError, and ExpatError for a part that is no XML."""
    from xml.parsers.expat import ParserCreate

    look = _Look(found, name, open_document=open_document)
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = look.start
    parser.EndElementHandler = look.end
    parser.CharacterDataHandler = look.text
    parser.StartDoctypeDeclHandler = look.doctype
    parser.Parse(data, True)
    look.finish()


class _Look:
    """Meets the elements of one part."""

    def __init__(self, found: Found, name: str, *, open_document: bool) -> None:
        self._found, self._name, self._open = found, name, open_document
        self._relations = name.endswith(".rels")
        self._meaning = ""
        """What the text that comes next is: a formula, a field, or an author."""
        self._said: list[str] = []
        self._fields: list[list[str]] = []
        """The codes of the fields of Word that are open, the outer ones first."""

    def doctype(self, *_: object) -> None:
        raise DangerError("this document holds a part with a document type, which could repeat without end")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if self._meaning and "".join(self._said).strip():
            raise ValueError("an element within the words of a field or a formula")
        if name in _STARTS:
            raise DangerError(*(OLE if name == "object-ole" else MACROS))
        if name in _FETCHES:
            raise DangerError(
                "this document fetches data from another file or program when it is opened", LINKED
            )
        if name == "encryption-data":
            raise DangerError("this document holds parts that are locked with a password")
        self._meaning = self._meaning_of(tag, name)
        self._said = []
        if attributes:
            self._attributes(
                name, {key.rpartition(":")[2]: value for key, value in attributes.items()}, attributes
            )

    def _attributes(self, name: str, short: dict[str, str], attributes: dict[str, str]) -> None:
        if len(short) < len(attributes):
            names = [key.rpartition(":")[2] for key in attributes]
            if any(names.count(once) > 1 for once in _ONCE.intersection(names)):
                raise ValueError("two attributes of one name")
        if self._relations:
            self._relation(short)
        elif "ContentType" in short:
            self._type(short)
        self._names(name, short)
        if self._open:
            check_open_document(name, attributes)
        else:
            self._addresses(attributes)
            self._element(name, short, attributes)

    def _addresses(self, attributes: dict[str, str]) -> None:
        for key, value in attributes.items():
            name = key.rpartition(":")[2]
            if name == "src" and is_outside(value.strip()):
                raise loads(value.strip())
            if name == "href":
                check_link(value)

    def _element(self, name: str, short: dict[str, str], attributes: dict[str, str]) -> None:
        """Looks at an element of Microsoft's formats that may act, show a name, or say an order."""
        if name == "fldChar":
            self._field(short.get("fldCharType", ""))
        elif name == "fldSimple":
            self._code(short.get("instr", ""))
        elif name in ("OLEObject", "oleObj", "oleObject"):
            self._object(short)
        elif name == "sldId":
            # Its other id is a number, without a prefix.
            self._found.slides += [value for key, value in attributes.items() if key.endswith(":id")]
        elif name == "cmd" and short.get("type") == "verb":
            raise DangerError(*OLE)
        elif name == "webVideoPr":
            raise DangerError(PLAYS, NO_VIDEO)
        elif name == "dataBinding" and _NAMES.search(short.get("xpath", "")):
            self._found.shows_author = True
        elif name in ("hlinkClick", "hlinkHover", "hlinkMouseOver"):
            check_click(name, short)

    def end(self, _: str) -> None:
        said = "".join(self._said)
        if self._meaning == "formula":
            check_formula(said)
            # Nothing but a call of another program has this sign; in OpenDocument, it parts the rows of a list.
            if "|" in QUOTED.sub("", said):
                raise DangerError(CALLED, VALUE)
        elif self._meaning == "field":
            if self._fields:
                self._fields[-1].append(said)
            else:
                self._code(said)
        elif self._meaning == "author" and said.strip():
            self._found.named_in.add(self._name)
        elif self._meaning == "remark":
            self._remark(said)
        self._meaning, self._said = "", []

    def finish(self) -> None:
        """Look at the fields that nothing ended."""
        for pieces in self._fields:
            self._code("".join(pieces))

    def text(self, text: str) -> None:
        if self._meaning:
            self._said.append(text)

    def _field(self, what: str) -> None:
        """Word's fields consist of runs: a beginning, pieces of the code, perhaps a result, an end."""
        if what == "begin":
            if self._fields:
                # A field within the code may stand for a word of it, but not for the first.
                self._fields[-1].append("\0")
            self._fields.append([])
        elif self._fields and what == "separate":
            self._code("".join(self._fields[-1]))
            # What fields show is no code.
            self._fields[-1] = ["PAGE "]
        elif self._fields and what == "end":
            self._code("".join(self._fields.pop()))

    def _code(self, code: str) -> None:
        """Looks at the code of a field of Word."""
        kind = check_field(code)
        if kind in ("AUTHOR", "LASTSAVEDBY") or (kind in ("DOCPROPERTY", "INFO") and _NAMES.search(code)):
            self._found.shows_author = True

    def _remark(self, name: str) -> None:
        name = " ".join(name.split())
        # Comments that answer each other have a made-up author in Excel (MS-XLSX 2.6.205).
        if name and not name.startswith("tc={") and name.casefold() not in NOBODY:
            self._found.people[name] = None

    def _names(self, name: str, short: dict[str, str]) -> None:
        """The people whom comments and tracked changes keep, by their attributes."""
        if name == "person" and "author" in short:
            return
        if name == "presenceInfo" or (name == "chgData" and short.get("name")):
            self._found.named_in.add(self._name)
        elif ("author" in short and "date" in short) or name in (
            "comment",
            "ins",
            "del",
            "moveFrom",
            "moveTo",
        ):
            self._remark(short.get("author", ""))
        elif name in ("cmAuthor", "author") and self._name.startswith("ppt/"):
            self._remark(short.get("name", ""))
        elif name == "person" and self._name.startswith("xl/"):
            self._remark(short.get("displayName", ""))
        elif name in ("header", "userInfo") and self._name.startswith("xl/revisions/"):
            self._remark(short.get("userName", short.get("name", "")))

    def _type(self, short: dict[str, str]) -> None:
        """What a part, or all parts with an ending, are said to be (ECMA-376 part 2, 6.2.3)."""
        kind = short["ContentType"]
        ole, bad = "oleobject" in kind.lower(), BAD_TYPE.search(kind)
        if not ole and not bad:
            return
        words = OLE if ole else MACROS
        if "Extension" in short:
            ending = f".{unquote(short['Extension']).lower()}"
            if self._found.defaults.get(ending) != MACROS:
                self._found.defaults[ending] = words
        elif ole and "PartName" in short:
            self._found.ole_types.append(short["PartName"].lower())
        else:
            raise DangerError(*words)

    def _object(self, short: dict[str, str]) -> None:
        """An object of another program, as Word, PowerPoint and Excel put them into a page."""
        named = short.get("ProgID", short.get("progId", ""))
        if short.get("Type", "Embed") != "Embed" or "link" in short or not OBJECTS.fullmatch(named):
            raise DangerError(*OLE)
        self._found.objects += 1

    def _relation(self, attributes: dict[str, str]) -> None:
        """What a part is used for, or where it leads (ECMA-376, part 2)."""
        kind, target = attributes.get("Type", ""), attributes.get("Target", "").strip()
        outside = attributes.get("TargetMode", "").strip().lower() == "external"
        use = use_of(self._name, kind)
        if outside and use == "hyperlink":
            check_link(target)
        elif outside and is_replaced(use, target):
            if target != REPLACED.get(use, target):
                self._found.replaced[self._name] = target if use in ("video", "audio", "media") else ""
        elif outside or is_outside(target):
            raise loads(target)
        elif BAD_TYPE.search(kind):
            raise DangerError("this document holds programs, or another file inside")
        self._found.relations.setdefault(self._name, []).append((use, attributes.get("Id", ""), target))

    def _meaning_of(self, tag: str, name: str) -> str:
        if tag in ("dc:creator", "cp:lastModifiedBy", "meta:initial-creator"):
            return "remark" if self._open and not self._name.endswith("meta.xml") else "author"
        if name in _PROPERTIES and self._name.startswith("docprops/"):
            return "author"
        if name == "author" and self._name.startswith("xl/comments"):
            return "remark"
        if self._open and tag in ("text:initial-creator", "text:creator"):
            self._found.shows_author = True
        return _meaning(name)


def _meaning(name: str) -> str:
    if name in ("instrText", "delInstrText"):
        return "field"
    return "formula" if name in ("f", "definedName") or "ormula" in name else ""
