"""What links, fields, formulas, relations and clicks in an office document may do, and what each refusal says."""

from __future__ import annotations

import re
from urllib.parse import unquote

from edblog.files.documents.refusals import shortened

LINKED = "put the picture itself into it, choose another template, or save it as PDF"
LOADS = "this document loads something from elsewhere when it is opened, such as a template or a picture"
CALLED, VALUE = "a formula of this document calls another program or file", "write the value itself"
_OPENS = "a link of this document opens a file or a program of its reader"
_PLAIN_LINK = "let the link begin with https://, or take it out"
MACROS = "this document holds programs (macros)", "save it without macros, or as PDF"
CONTROLS = (
    "this document holds buttons or fields of ActiveX, which are programs",
    "take them out (in Word: Developer, Design Mode, then delete them), or save the document as PDF",
)
OLE = (
    "this document holds an object of another program (OLE), which opens that program when it is clicked",
    "put a picture of it in its place (cut it, then choose Paste Special, Picture), or save the document as PDF",
)
PLAYS = "this document plays a video of another website inside itself"
NO_VIDEO = "take the video out, and put its address into the story"
_EXTERNAL_FIELD = "take the field out (in Word: click into it, then Ctrl+Shift+F9), or save it as PDF"

_ACTIONS = ("ppaction://hlinkfile", "ppaction://hlinkpres", "ppaction://hlinksldjump", "ppaction://hlinkshowjump", "ppaction://media", "ppaction://customshow", "ppaction://ole", "ppaction://noaction")  # fmt: skip
_OPENING = ("ppaction://hlinkfile", "ppaction://hlinkpres", "ppaction://ole")
"""What opens where a relation leads, which is a link and looked at as one, or an object, which is empty."""
_EVENT_ACTIONS = frozenset(
    "none previous-page next-page first-page last-page last-visited-page hide stop fade-out show sound".split()
)
"""What a click in a presentation may do (OpenDocument 1.3, 19.386)."""
# Words within a name of at most some hundred letters, each of a fixed length: linear.
BAD_TYPE = re.compile(
    r"/control$|activex|afchunk|vba|macro|webextension|customui|extensibility|connections$|querytable|attachedtoolbars",
    re.IGNORECASE,
)
OBJECTS = re.compile(
    r"(?:Equation|Visio\.Drawing|MSGraph\.Chart|Excel\.(?:Sheet|Chart|OpenDocumentSpreadsheet)|Word\.(?:Document|Picture|OpenDocumentText)|PowerPoint\.(?:Show|Slide|OpenDocumentPresentation)|MSPhotoEd|Photoshop\.Image|AcroExch\.Document|Paint\.Picture|MS_ClipArt_Gallery|MSWordArt|CorelDraw\.Graphic|ChemDraw\.Document|ISISServer|Origin\d*\.Graph|MathType|Mathcad|SmartDraw|FLW3Drawing|TCLayout\.ActiveDocument)(?:\.[A-Za-z0-9]{1,9}){0,2}|PBrush|Acrobat Document|Unknown|"
)
"""What objects of other programs call themselves that a picture stands for: formulas, drawings, tables, texts."""
_FIELDS = frozenset(
    """
    ADDIN ADVANCE AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT AUTOTEXT AUTOTEXTLIST BARCODE BIBLIOGRAPHY BIDIOUTLINE CITATION COMMENTS COMPARE
    CREATEDATE DATE DISPLAYBARCODE DOCPROPERTY DOCVARIABLE EDITTIME EQ FILENAME FILESIZE FILLIN ASK FORMCHECKBOX FORMDROPDOWN FORMTEXT
    GOTOBUTTON GREETINGLINE ADDRESSBLOCK HYPERLINK IF INDEX INFO KEYWORDS LASTSAVEDBY LISTNUM MERGEBARCODE MERGEFIELD MERGEREC MERGESEQ
    NEXT NEXTIF NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE QUOTE REF REVNUM SAVEDATE SECTION SECTIONPAGES
    SEQ SET SHAPE SKIPIF STYLEREF SUBJECT SYMBOL TA TC TEMPLATE TIME TITLE TOA TOC USERADDRESS USERINITIALS USERNAME XE
    """.split()
)
"""Fields of Word that neither load nor start anything (ECMA-376 part 1, 17.16.5)."""
# One word at the start, so linear.
_FIELD = re.compile(r"\s*+([A-Za-z]++|=)")
# "Click here and type": a place in a template, with the name of a macro that does not exist, or does nothing.
_PROMPT = re.compile(r"\s*+MACROBUTTON\s++(?:NoMacro|DoFieldClick)\b", re.IGNORECASE)
# What is between quotes is text. The call of a function, of another program, or of another file: fixed words, so linear.
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
# A path of an old Mac begins with the name of a disk.
_OLD_MAC = re.compile(r"[A-Za-z0-9 %]{1,40}:[^/\\:]{1,99}:")
_ROOTED = re.compile(r"/(?![/\\])[^\\\x00-\x1f]*+")
# What follows the last dot of a path, so linear.
_PROGRAM = re.compile(
    r"\.(?:exe|scr|pif|bat|cmd|ps1|msi|msp|msc|vb[es]?|jse?|ws[cfh]|hta|cpl|dll|jar|lnk|url|reg|inf|scf|command|desktop|iso|chm|do[ct]m|xl[st]m|xla[m]?|pp[ts]m|ppam|sldm)(?:[?#]|\s*+$)",
    re.IGNORECASE,
)
_MACROS = ("vnd.sun.star.script:", "macro:", "script:", "javascript:", "vbscript:")


class DangerError(Exception):
    """What must not be in a document, in words, and what to do."""

    def __init__(self, what: str, help_: str = "") -> None:
        super().__init__(what)
        self.what, self.help = what, help_


NOWHERE = "NULL"
"""Where PowerPoint itself lets a relation lead when it has lost what a slide linked to."""
REPLACED = {
    "attachedTemplate": "Normal.dotm",
    **dict.fromkeys(("video", "audio", "media", "image", "chart"), NOWHERE),
}
"""Relations that may lead outside, and where they lead in the published copy: to Word's own template, and nowhere."""


def use_of(part: str, kind: str) -> str:
    """The use of a relation that a part lists: the last word of its type, and `chart` for the table behind a chart."""
    last = kind.rpartition("/")[2]
    return "chart" if last == "oleObject" and "/charts/_rels/" in part else last


def is_replaced(use: str, target: str) -> bool:
    """Whether a relation leads outside, and not so in the published copy: to a template on the author's computer, a video, a table."""
    if use not in REPLACED or target == NOWHERE or use == "image":
        return target == NOWHERE
    online = use != "attachedTemplate" and target.lower().startswith(("http://", "https://"))
    return online or _is_on_disk(target)


def _is_on_disk(target: str) -> bool:
    """Whether a path is one of the author's own computer, and of none in its network."""
    path = _FILE.sub("", target, count=1)
    bare = _DRIVE.sub("", path, count=1)
    slashes = len(bare) - len(bare.lstrip("/\\"))
    if slashes > (0 if bare == path != target else 1):
        return False
    return bool(_OLD_MAC.match(bare)) or not _SCHEME.match(bare)


def check_field(code: str) -> str:
    """The kind of a field, in capital letters."""
    if not code.strip():
        return ""
    found = _FIELD.match(code)
    kind = found[1].upper() if found else ""
    if kind != "=" and kind not in _FIELDS and not _PROMPT.match(code):
        raise DangerError("this document holds a field that loads or starts something", _EXTERNAL_FIELD)
    # What Zotero, Citavi and others keep in a field of theirs is data, which only they read.
    if kind != "ADDIN" and _FIELD_FILE.search(code):
        raise DangerError(_OPENS, _PLAIN_LINK)
    return kind


def loads(target: str) -> DangerError:
    """The refusal of what a document loads from there."""
    return DangerError(LOADS, f"it is at {shortened([target])}; {LINKED}" if target else LINKED)


def check_formula(formula: str) -> None:
    """Refuse a formula that calls another program or file."""
    if _CALLS.search(QUOTED.sub('""', formula)) or _QUOTED_FILE.search(formula):
        raise DangerError(CALLED, VALUE)


def is_outside(target: str) -> bool:
    """Whether an address leads out of the document and the folder that it lies in."""
    return bool(_SCHEME.match(target)) or target.startswith(("\\", "//"))


def check_link(target: str) -> None:
    """Somebody has to press a link; it may lead to the web, and to what lies beside the document."""
    target = target.strip()
    if _LINK.match(target):
        return
    beside = not _SCHEME.match(target) and not target.startswith(("\\", "/"))
    if not (beside or _ROOTED.fullmatch(target)) or _PROGRAM.search(unquote(target)):
        raise DangerError(_OPENS, _PLAIN_LINK)


def check_click(name: str, attributes: dict[str, str]) -> None:
    """What a press does in PowerPoint; and no more than within the slides when nothing is pressed."""
    action = attributes.get("action", "").strip().lower()
    opens = action.startswith(_OPENING) or bool(attributes.get("id") and not action)
    if (action and not action.startswith(_ACTIONS)) or (name != "hlinkClick" and opens):
        raise DangerError(
            "a click in this document starts a program, or opens another file",
            "take that action out, or save it as PDF",
        )


def check_open_document(name: str, attributes: dict[str, str]) -> None:
    """Refuse what an element of OpenDocument loads or starts."""
    for key, value in attributes.items():
        short = key.rpartition(":")[2]
        if short == "formula":
            check_formula(value)
        elif short == "href" and value.strip():
            _check_href(name, value.strip())
    if name == "event-listener" and attributes.get("presentation:action", "execute") not in _EVENT_ACTIONS:
        raise DangerError("this document holds programs (macros), or a click in it starts one")


def _check_href(name: str, target: str) -> None:
    if target.lower().startswith(_MACROS):
        raise DangerError("this document holds programs (macros)")
    if name in ("a", "event-listener", "button", "area-rectangle", "area-circle", "area-polygon"):
        check_link(target)
    elif name == "template":
        # Where the template was on the author's computer; in a network or on the web, it would be fetched.
        if is_outside(target) and not _LOCAL.match(target):
            raise loads(target)
    elif not target.startswith("#") and (
        is_outside(target) or target.startswith("/") or ".." in target.split("/")
    ):
        raise loads(target)
