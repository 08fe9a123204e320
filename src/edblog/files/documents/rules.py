"""Rules for links, fields, formulas, relations and clicks in office documents, with the message of each refusal."""

from __future__ import annotations

import re
from urllib.parse import unquote

from edblog.files.documents.shared_findings import UnsafeError, shortened

LINKED = "insert the picture itself, choose another template, or save the document as PDF"
LOADS = "when this document is opened, it loads something from elsewhere, such as a template or a picture"
CALLED, VALUE = (
    "a formula in this document calls another program or file",
    "replace the formula with its value",
)
_OPENS = "a link in this document opens a file or a program on the reader's computer"
_PLAIN_LINK = "use a link that starts with https://, or remove it"
MACROS = "this document contains programs (macros)", "save it without macros, or as PDF"
CONTROLS = (
    "this document contains ActiveX buttons or fields, which are programs",
    "remove them (in Word: Developer, Design Mode, then delete them), or save the document as PDF",
)
OLE = (
    "this document contains an object from another program (OLE), which opens that program when somebody clicks it",
    "replace it with a picture (cut it, then choose Paste Special, Picture), or save the document as PDF",
)
PLAYS = "this document plays a video from another website"
NO_VIDEO = "remove the video, and put its address into the story"
_EXTERNAL_FIELD = (
    "remove the field (in Word: click it, then press Ctrl+Shift+F9), or save the document as PDF"
)

_ACTIONS = ("ppaction://hlinkfile", "ppaction://hlinkpres", "ppaction://hlinksldjump", "ppaction://hlinkshowjump", "ppaction://media", "ppaction://customshow", "ppaction://ole", "ppaction://noaction")  # fmt: skip
_OPENING = ("ppaction://hlinkfile", "ppaction://hlinkpres", "ppaction://ole")
"""Actions that open the target of a relation, which is checked as a link, or an object, which is emptied."""
_EVENT_ACTIONS = frozenset(
    "none previous-page next-page first-page last-page last-visited-page hide stop fade-out show sound".split()
)
"""Allowed actions of a click in a presentation (OpenDocument 1.3, 19.386)."""
# Words within a name of at most some hundred letters, each of a fixed length: linear.
BAD_TYPE = re.compile(
    r"/control$|activex|afchunk|vba|macro|webextension|customui|extensibility|connections$|querytable|attachedtoolbars",
    re.IGNORECASE,
)
OBJECTS = re.compile(
    r"(?:Equation|Visio\.Drawing|MSGraph\.Chart|Excel\.(?:Sheet|Chart|OpenDocumentSpreadsheet)|Word\.(?:Document|Picture|OpenDocumentText)|PowerPoint\.(?:Show|Slide|OpenDocumentPresentation)|MSPhotoEd|Photoshop\.Image|AcroExch\.Document|Paint\.Picture|MS_ClipArt_Gallery|MSWordArt|CorelDraw\.Graphic|ChemDraw\.Document|ISISServer|Origin\d*\.Graph|MathType|Mathcad|SmartDraw|FLW3Drawing|TCLayout\.ActiveDocument)(?:\.[A-Za-z0-9]{1,9}){0,2}|PBrush|Acrobat Document|Unknown|"
)
"""Program names of objects that a picture can replace: formulas, drawings, tables, texts."""
_FIELDS = frozenset(
    """
    ADDIN ADVANCE AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT AUTOTEXT AUTOTEXTLIST BARCODE BIBLIOGRAPHY BIDIOUTLINE CITATION COMMENTS COMPARE
    CREATEDATE DATE DISPLAYBARCODE DOCPROPERTY DOCVARIABLE EDITTIME EQ FILENAME FILESIZE FILLIN ASK FORMCHECKBOX FORMDROPDOWN FORMTEXT
    GOTOBUTTON GREETINGLINE ADDRESSBLOCK HYPERLINK IF INDEX INFO KEYWORDS LASTSAVEDBY LISTNUM MERGEBARCODE MERGEFIELD MERGEREC MERGESEQ
    NEXT NEXTIF NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE QUOTE REF REVNUM SAVEDATE SECTION SECTIONPAGES
    SEQ SET SHAPE SKIPIF STYLEREF SUBJECT SYMBOL TA TC TEMPLATE TIME TITLE TOA TOC USERADDRESS USERINITIALS USERNAME XE
    """.split()
)
"""Word fields that neither load nor start anything (ECMA-376 part 1, 17.16.5)."""
# One word at the start, so linear.
_FIELD = re.compile(r"\s*+([A-Za-z]++|=)")
# "Click here and type" in a template: names a macro that does not exist, or does nothing.
_PROMPT = re.compile(r"\s*+MACROBUTTON\s++(?:NoMacro|DoFieldClick)\b", re.IGNORECASE)
# Quoted text is never a call. Calls of functions, other programs or other files: fixed words, so linear.
QUOTED = re.compile(r'"[^"]*+"')
_CALLS = re.compile(
    r"\b(?:DDE|WEBSERVICE|IMAGE|RTD|CALL|EXEC|REGISTER(?:\.ID)?|SQL\.REQUEST)\s{0,9}\(|://|\bfile:|\\\\",
    re.IGNORECASE,
)
_QUOTED_FILE = re.compile(r'"\s{0,9}(?:file:|\\\\)', re.IGNORECASE)
_FIELD_FILE = re.compile(r"file:|script:|\\\\", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:")
_LINK = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_LOCAL = re.compile(r"file:///(?![/\\])", re.IGNORECASE)
_FILE = re.compile(r"^(?:file:///|file://localhost/)", re.IGNORECASE)
_DRIVE = re.compile(r"^[A-Za-z]:(?=[/\\])")
# A path on an old Mac begins with the name of a disk.
_OLD_MAC = re.compile(r"[A-Za-z0-9 %]{1,40}:[^/\\:]{1,99}:")
_ROOTED = re.compile(r"/(?![/\\])[^\\\x00-\x1f]*+")
# The part after the last dot of a path, so linear.
_PROGRAM = re.compile(
    r"\.(?:exe|scr|pif|bat|cmd|ps1|msi|msp|msc|vb[es]?|jse?|ws[cfh]|hta|cpl|dll|jar|lnk|url|reg|inf|scf|command|desktop|iso|chm|do[ct]m|xl[st]m|xla[m]?|pp[ts]m|ppam|sldm)(?:[?#]|\s*+$)",
    re.IGNORECASE,
)
_MACROS = ("vnd.sun.star.script:", "macro:", "script:", "javascript:", "vbscript:")


NOWHERE = "NULL"
"""The target that PowerPoint itself gives to a broken relation."""
REDIRECTED = {
    "attachedTemplate": "Normal.dotm",
    **dict.fromkeys(("video", "audio", "media", "image", "chart"), NOWHERE),
}
"""Uses of relations that may lead outside, and their targets in the published copy: Word's own template, or nowhere."""


def use_of(part: str, type_: str) -> str:
    """The use of a relation: the last word of its type, or `chart` for the table behind a chart."""
    last = type_.rpartition("/")[2]
    return "chart" if last == "oleObject" and "/charts/_rels/" in part else last


def is_redirected(use: str, target: str) -> bool:
    """Whether the published copy redirects a relation: one to a template on the author's computer, a video or a table."""
    if use not in REDIRECTED or target == NOWHERE or use == "image":
        return target == NOWHERE
    online = use != "attachedTemplate" and target.lower().startswith(("http://", "https://"))
    return online or _is_on_disk(target)


def _is_on_disk(target: str) -> bool:
    """Whether a path is on the author's own computer, and not in a network."""
    path = _FILE.sub("", target, count=1)
    bare = _DRIVE.sub("", path, count=1)
    slashes = len(bare) - len(bare.lstrip("/\\"))
    if slashes > (0 if bare == path != target else 1):
        return False
    return bool(_OLD_MAC.match(bare)) or not _SCHEME.match(bare)


def check_field(code: str) -> str:
    """The type of a Word field, in capital letters. Raises UnsafeError for a field that loads or starts something."""
    if not code.strip():
        return ""
    found = _FIELD.match(code)
    field_type = found[1].upper() if found else ""
    if field_type != "=" and field_type not in _FIELDS and not _PROMPT.match(code):
        raise UnsafeError("this document contains a field that loads or starts something", _EXTERNAL_FIELD)
    # Zotero, Citavi and others keep their data in ADDIN fields, which no other program reads.
    if field_type != "ADDIN" and _FIELD_FILE.search(code):
        raise UnsafeError(_OPENS, _PLAIN_LINK)
    return field_type


def loading_error(target: str) -> UnsafeError:
    """The refusal of content that a document loads from this target."""
    return UnsafeError(LOADS, f"it is at {shortened([target])}; {LINKED}" if target else LINKED)


def check_formula(formula: str) -> None:
    """Refuse a formula that calls another program or file."""
    if _CALLS.search(QUOTED.sub('""', formula)) or _QUOTED_FILE.search(formula):
        raise UnsafeError(CALLED, VALUE)


def is_outside(target: str) -> bool:
    """Whether an address leads outside of the document and its folder."""
    return bool(_SCHEME.match(target)) or target.startswith(("\\", "//"))


def check_link(target: str) -> None:
    """Refuse a link, unless it leads to the web or to a file beside the document; it opens only on a click."""
    target = target.strip()
    if _LINK.match(target):
        return
    beside = not _SCHEME.match(target) and not target.startswith(("\\", "/"))
    if not (beside or _ROOTED.fullmatch(target)) or _PROGRAM.search(unquote(target)):
        raise UnsafeError(_OPENS, _PLAIN_LINK)


def check_click(name: str, attributes: dict[str, str]) -> None:
    """Refuse a click action of PowerPoint that opens something; without a click, an action may only change slides."""
    action = attributes.get("action", "").strip().lower()
    opens = action.startswith(_OPENING) or bool(attributes.get("id") and not action)
    if (action and not action.startswith(_ACTIONS)) or (name != "hlinkClick" and opens):
        raise UnsafeError(
            "a click in this document starts a program, or opens another file",
            "remove that action, or save the document as PDF",
        )


def check_open_document(name: str, attributes: dict[str, str]) -> None:
    """Refuse an element of OpenDocument that loads or starts something."""
    for key, value in attributes.items():
        short = key.rpartition(":")[2]
        if short == "formula":
            check_formula(value)
        elif short == "href" and value.strip():
            _check_href(name, value.strip())
    if name == "event-listener" and attributes.get("presentation:action", "execute") not in _EVENT_ACTIONS:
        raise UnsafeError("this document contains programs (macros), or a click in it starts one")


def _check_href(name: str, target: str) -> None:
    if target.lower().startswith(_MACROS):
        raise UnsafeError("this document contains programs (macros)")
    if name in ("a", "event-listener", "button", "area-rectangle", "area-circle", "area-polygon"):
        check_link(target)
    elif name == "template":
        # A template on the author's computer is harmless; one in a network or on the web would be fetched.
        if is_outside(target) and not _LOCAL.match(target):
            raise loading_error(target)
    elif not target.startswith("#") and (
        is_outside(target) or target.startswith("/") or ".." in target.split("/")
    ):
        raise loading_error(target)
