"""The XML in office documents: what it loads, starts or calls when it is opened.

The names of elements and attributes are looked at without their namespaces, so that no prefix hides one.
"""

from __future__ import annotations

import re

_LINKED = "put the picture itself into it, choose another template, or save it as PDF"
_LOADS = "this document loads something from elsewhere when it is opened, such as a template or a picture"
_CALLED, _VALUE = "a formula of this document calls another program or file", "write the value itself"
_OPENS = "a link of this document opens a file or a program of its reader"
_PLAIN_LINK = "let the link begin with https://, or take it out"
_EXTERNAL_FIELD = "take the field out (in Word: click into it, then Ctrl+Shift+F9), or save it as PDF"

_STARTS = frozenset(
    "script applet object-ole floating-frame libraries library-embedded library-linked".split()
)
_FETCHES = frozenset("ddeLink oleLink dde-source dde-link dde-connection dde-connection-decl auto-reload mailMerge connectString connections connection-resource queryTable".split())  # fmt: skip
_ACTIONS = ("ppaction://hlinksldjump", "ppaction://hlinkshowjump", "ppaction://media", "ppaction://customshow", "ppaction://noaction")  # fmt: skip
_EVENT_ACTIONS = frozenset(
    "none previous-page next-page first-page last-page last-visited-page hide stop fade-out show sound".split()
)
"""What a click in a presentation may do (OpenDocument 1.3, 19.386)."""
# Words within a name of at most some hundred letters, each of a fixed length: linear.
_BAD_TYPE = re.compile(
    r"oleobject|/control$|activex|afchunk|vba|macro|webextension|customui|extensibility|connections$|querytable|attachedtoolbars",
    re.IGNORECASE,
)
_FIELDS = frozenset(
    """
    ADVANCE AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT AUTOTEXT AUTOTEXTLIST BARCODE BIBLIOGRAPHY BIDIOUTLINE CITATION COMMENTS COMPARE
    CREATEDATE DATE DISPLAYBARCODE DOCPROPERTY DOCVARIABLE EDITTIME EQ FILENAME FILESIZE FILLIN ASK FORMCHECKBOX FORMDROPDOWN FORMTEXT
    GOTOBUTTON GREETINGLINE ADDRESSBLOCK HYPERLINK IF INDEX INFO KEYWORDS LASTSAVEDBY LISTNUM MERGEBARCODE MERGEFIELD MERGEREC MERGESEQ
    NEXT NEXTIF NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE QUOTE REF REVNUM SAVEDATE SECTION SECTIONPAGES
    SEQ SET SHAPE SKIPIF STYLEREF SUBJECT SYMBOL TA TC TEMPLATE TIME TITLE TOA TOC USERADDRESS USERINITIALS USERNAME XE
    """.split()
)
"""Fields of Word that neither load nor start anything (ECMA-376 part 1, 17.16.5)."""
# One word at the start, so linear.
_FIELD = re.compile(r"\s*+([A-Za-z]++|=)")
# What is between quotes is text. The call of a function, of another program, or of another file: fixed words, so linear.
_QUOTED = re.compile(r'"[^"]*+"')
_CALLS = re.compile(
    r"\b(?:DDE|WEBSERVICE|IMAGE|RTD|CALL|EXEC|REGISTER(?:\.ID)?|SQL\.REQUEST)\s{0,9}\(|://|\bfile:|\\\\",
    re.IGNORECASE,
)
_QUOTED_FILE = re.compile(r'"\s{0,9}(?:file:|\\\\)', re.IGNORECASE)
_FIELD_FILE = re.compile(r"file:|script:|\\\\", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:")
_LINK = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_LOCAL = re.compile(r"file:///(?![/\\])", re.IGNORECASE)
_MACROS = ("vnd.sun.star.script:", "macro:", "script:", "javascript:", "vbscript:")


class DangerError(Exception):
    """What must not be in a document, in words, and what to do."""

    def __init__(self, what: str, help_: str = "") -> None:
        super().__init__(what)
        self.what, self.help = what, help_


def look_at(data: bytes, *, relations: bool, open_document: bool) -> bool:
    """Whether a part names who made the document. Raises DangerError, and ExpatError for a part that is no XML."""
    from xml.parsers.expat import ParserCreate

    look = _Look(relations=relations, open_document=open_document)
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = look.start
    parser.EndElementHandler = look.end
    parser.CharacterDataHandler = look.text
    parser.StartDoctypeDeclHandler = look.doctype
    parser.Parse(data, True)
    look.finish()
    return look.author


class _Look:
    """Meets the elements of one part."""

    def __init__(self, *, relations: bool, open_document: bool) -> None:
        self.author = False
        self._relations, self._open = relations, open_document
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
            raise DangerError("this document holds programs (macros)")
        if name in _FETCHES:
            raise DangerError(
                "this document fetches data from another file or program when it is opened", _LINKED
            )
        if name == "encryption-data":
            raise DangerError("this document holds parts that are locked with a password")
        self._meaning = _meaning(tag, name)
        self._said = []
        if attributes:
            self._attributes(
                name, {key.rpartition(":")[2]: value for key, value in attributes.items()}, attributes
            )

    def _attributes(self, name: str, short: dict[str, str], attributes: dict[str, str]) -> None:
        if self._relations:
            _relation(short)
        elif "ContentType" in short and _BAD_TYPE.search(short["ContentType"]):
            raise DangerError("this document holds programs (macros)", "save it without macros, or as PDF")
        if self._open:
            _open_document(name, attributes)
        elif _is_outside(short.get("src", "").strip()):
            raise DangerError(_LOADS, _LINKED)
        elif "href" in short:
            _check_link(short["href"])
        elif name == "fldChar":
            self._field(short.get("fldCharType", ""))
        elif name == "fldSimple":
            _check_field(short.get("instr", ""))
        elif name in ("hlinkClick", "hlinkHover", "hlinkMouseOver"):
            _pressed(name, short)

    def end(self, _: str) -> None:
        said = "".join(self._said)
        if self._meaning == "formula":
            _check_formula(said)
            # Nothing but a call of another program has this sign; in OpenDocument, it parts the rows of a list.
            if "|" in _QUOTED.sub("", said):
                raise DangerError(_CALLED, _VALUE)
        elif self._meaning == "field":
            if self._fields:
                self._fields[-1].append(said)
            else:
                _check_field(said)
        elif self._meaning == "author" and said.strip():
            self.author = True
        self._meaning, self._said = "", []

    def finish(self) -> None:
        """Look at the fields that nothing ended."""
        for pieces in self._fields:
            _check_field("".join(pieces))

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
            _check_field("".join(self._fields[-1]))
            # What fields show is no code.
            self._fields[-1] = ["PAGE "]
        elif self._fields and what == "end":
            _check_field("".join(self._fields.pop()))


def _meaning(tag: str, name: str) -> str:
    if tag in ("dc:creator", "cp:lastModifiedBy", "meta:initial-creator"):
        return "author"
    if name in ("instrText", "delInstrText"):
        return "field"
    return "formula" if name in ("f", "definedName") or "ormula" in name else ""


def _check_field(code: str) -> None:
    if not code.strip():
        return
    found = _FIELD.match(code)
    if found is None or (found[1] != "=" and found[1].upper() not in _FIELDS):
        raise DangerError("this document holds a field that loads or starts something", _EXTERNAL_FIELD)
    if _FIELD_FILE.search(code):
        raise DangerError(_OPENS, _PLAIN_LINK)


def _check_formula(formula: str) -> None:
    if _CALLS.search(_QUOTED.sub('""', formula)) or _QUOTED_FILE.search(formula):
        raise DangerError(_CALLED, _VALUE)


def _is_outside(target: str) -> bool:
    return bool(_SCHEME.match(target)) or target.startswith(("\\", "//"))


def _check_link(target: str) -> None:
    """Somebody has to press a link; it may lead to the web, and to what lies beside the document."""
    target = target.strip()
    if not _LINK.match(target) and (_SCHEME.match(target) or target.startswith(("\\", "/"))):
        raise DangerError(_OPENS, _PLAIN_LINK)


def _relation(attributes: dict[str, str]) -> None:
    """What a part is used for, or where it leads (ECMA-376, part 2)."""
    kind, target = attributes.get("Type", ""), attributes.get("Target", "")
    outside = attributes.get("TargetMode", "").strip().lower() == "external"
    if outside and kind.endswith("/hyperlink"):
        _check_link(target)
    elif outside or _is_outside(target.strip()):
        raise DangerError(_LOADS, _LINKED)
    elif _BAD_TYPE.search(kind):
        raise DangerError("this document holds programs, or another file inside")


def _pressed(name: str, attributes: dict[str, str]) -> None:
    """What a press does in PowerPoint; and no more than within the slides when nothing is pressed."""
    action = attributes.get("action", "").strip().lower()
    if (action and not action.startswith(_ACTIONS)) or (
        name != "hlinkClick" and attributes.get("id") and not action
    ):
        raise DangerError(
            "a click in this document starts a program, or opens another file",
            "take that action out, or save it as PDF",
        )


def _open_document(name: str, attributes: dict[str, str]) -> None:
    for key, value in attributes.items():
        short = key.rpartition(":")[2]
        if short == "formula":
            _check_formula(value)
        elif short == "href" and value.strip():
            _check_href(name, value.strip())
    if name == "event-listener" and attributes.get("presentation:action", "execute") not in _EVENT_ACTIONS:
        raise DangerError("this document holds programs (macros), or a click in it starts one")


def _check_href(name: str, target: str) -> None:
    if target.lower().startswith(_MACROS):
        raise DangerError("this document holds programs (macros)")
    if name in ("a", "event-listener", "button", "area-rectangle", "area-circle", "area-polygon"):
        _check_link(target)
    elif name == "template":
        # Where the template was on the author's computer; in a network or on the web, it would be fetched.
        if _is_outside(target) and not _LOCAL.match(target):
            raise DangerError(_LOADS, _LINKED)
    elif not target.startswith("#") and (
        _is_outside(target) or target.startswith("/") or ".." in target.split("/")
    ):
        raise DangerError(_LOADS, _LINKED)
