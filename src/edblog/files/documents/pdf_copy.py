"""The published copy of a PDF (ISO 32000-2), read and written by qpdf, without active content and without leftovers.

Active content is refused and not removed, because the author may rely on it. The walk follows all references from the
pages and the catalog (`pdf_roles.py` lists what each object may contain), so unreferenced objects are not in the copy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfError, Stream, StreamDecodeLevel, String

from edblog.files.documents.pdf_roles import UNLISTED, role_within
from edblog.files.documents.shared_findings import (
    PLACEHOLDER_AUTHORS,
    PRINT_TO_PDF,
    UnsafeError,
    author_removed,
    comment_authors,
    left_out,
)
from edblog.files.findings import Finding

_SIGNED = (
    "this PDF is signed, and the copy that edblog publishes would break the signature",
    "publish a copy without the signature: open it, choose Print, and then Save as PDF",
)
_PORTFOLIO = (
    "this PDF is a folder of other files (a portfolio)",
    "save the files in it in the same folder as the story, and link to each",
)
_VIDEO = "a video, sound or 3D model"
_ACTS = {
    "/JavaScript": "a program (JavaScript)",
    "/Launch": "a link that starts another program",
    "/SubmitForm": "a form that sends what is typed to another computer",
    "/ImportData": "a command that reads files on the reader's computer",
    "/GoToR": "a link that opens another file on the reader's computer or network",
    "/GoToE": "a link into an attached file",
    **dict.fromkeys("/Rendition /Movie /Sound /RichMediaExecute /GoTo3DView".split(), _VIDEO),
}
_ACTS_IN_FILES = frozenset(name.encode() for name in _ACTS)
_ACTIONS = frozenset("/GoTo /URI /Named /Hide /SetOCGState /Thread /Trans /ResetForm".split())
_COMMANDS = frozenset("/NextPage /PrevPage /FirstPage /LastPage /GoBack /GoForward /GoToPage /Find /FullScreen /Print".split())  # fmt: skip
_ANNOTATIONS = frozenset("/Link /Popup /Widget /Screen /PrinterMark /TrapNet /Watermark".split())
_COMMENTS = frozenset("/Text /FreeText /Line /Square /Circle /Polygon /PolyLine /Highlight /Underline /Squiggly /StrikeOut /Caret /Stamp /Ink /Redact".split())  # fmt: skip
_VIDEOS = frozenset("/Movie /Sound /RichMedia /3D /Projection".split())
_ELSEWHERE = frozenset("/F /FFilter /FDecodeParms".split())
"""Keys of a stream with its data in another file."""
# One scheme at the start: linear.
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*+):|[\\/]{2}")
_CONTAINERS = (Array, Dictionary, Stream)
_JUDGED = frozenset([UNLISTED, "script", "address", "action", "start", "numbers"])
"""Roles in which even a plain name or text may have to be removed."""
_SCHEMES = frozenset("http https mailto tel ftp".split())
_PROGRAMS = frozenset("javascript vbscript data".split())

_XMP = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="">{}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_TITLE = '<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:title>'
_UA = '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">{}</pdfuaid:part>'


class PdfCopy:
    """Removes everything from an open PDF that is not allowed, and collects the findings."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._pages = {page.obj.objgen for page in pdf.pages}
        self._page = 0
        """Number of the current page; 0 outside of pages."""
        self._seen: set[tuple[object, str]] = set()
        self._left_out: dict[str, int] = {}
        """Left-out content, with the page where it first appears."""
        self._names: dict[str, int] = {}
        """Authors of comments, with the page of their first comment."""
        self._has_author = False
        self._judges: dict[str, Callable[[Object], bool]] = {
            "action": self._acts,
            "start": self._starts,
            "annotation": self._is_shown,
            "page-reference": self._is_page,
            "place": self._is_place,
            "value": self._is_entered,
            "drawn": self._is_drawn,
        }
        if not self._pages:
            raise ValueError("a PDF without pages")

    def written(self) -> bytes:
        """The bytes of the copy."""
        pdf, out = self._pdf, BytesIO()
        pages = [page.obj for page in pdf.pages]
        tree = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array(pages), Count=len(pages)))
        for self._page, page in enumerate(pages, 1):
            self._walk(page, "page")
            page.Parent = tree
        self._page = 0
        pdf.Root.Pages = tree
        properties = self._properties()
        self._walk(pdf.Root, "catalog")
        if str(pdf.Root.get("/PageMode")) == "/UseAttachments":
            del pdf.Root.PageMode
        if properties:
            pdf.Root.Metadata = pdf.make_stream(properties, Type=Name.Metadata, Subtype=Name.XML)
        # The copy's identifier is computed from its bytes. qpdf updates /Size only if it exists.
        for key in set(pdf.trailer.keys()) - {"/Root", "/Info"}:
            del pdf.trailer[key]
        pdf.trailer.Size = 1
        none = StreamDecodeLevel.none
        pdf.save(out, deterministic_id=True, stream_decode_level=none, fix_metadata_version=False)
        with Pdf.open(BytesIO(out.getvalue()), attempt_recovery=False) as copy:
            if len(copy.pages) != len(self._pages):
                raise ValueError("pages are missing in the copy")
        return out.getvalue()

    def findings(self) -> Iterator[Finding]:
        """The findings about the copy."""
        if self._has_author:
            yield author_removed("PDF")
        if self._left_out:
            yield left_out("PDF", [what + _on_page(page) for what, page in self._left_out.items()])
        if self._names:
            yield comment_authors("PDF", [name + _on_page(page) for name, page in self._names.items()])

    def _properties(self) -> bytes:
        """The metadata to keep, as XMP: the title and the mark of PDF/UA."""
        pdf = self._pdf
        try:
            xmp: Mapping[str, Any] = pdf.open_metadata()
        except PdfError:
            xmp = {}
        info = pdf.trailer.get("/Info")
        info = info if isinstance(info, Dictionary) else Dictionary()
        title = _printable(info.get("/Title", "")) or _printable(xmp.get("dc:title") or "")
        part = str(xmp.get("{http://www.aiim.org/pdfua/ns/id/}part") or "")
        authors = [str(info.get("/Author", "")), *(xmp.get("dc:creator") or [])]
        self._has_author = any(
            name.strip() and name.strip(" ()").casefold() not in PLACEHOLDER_AUTHORS
            for name in map(str, authors)
        )
        pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=title) if title else Dictionary())
        kept = _TITLE.format(escape(title)) * bool(title) + _UA.format(part) * (part in ("1", "2"))
        return _XMP.format(kept).encode() if kept else b""

    def _walk(self, start: Object, role: str) -> None:
        """Visit everything that an object refers to, each object once in each role."""
        waiting = [(start, role)]
        while waiting:
            holder, role = waiting.pop()
            if holder.is_indirect:
                if (holder.objgen, role) in self._seen:
                    continue
                self._seen.add((holder.objgen, role))
            if isinstance(holder, Stream) and not _ELSEWHERE.isdisjoint(holder.keys()):
                raise self._refused("a part that is loaded from another file")
            unwanted, onward = [], []
            for key, value, within in _entries(holder, role):
                is_container = isinstance(value, _CONTAINERS)
                if value is None or not (is_container or within in _JUDGED):
                    continue
                if not self._may_stay(key, value, within):
                    unwanted.append(key)
                    if within != "script":
                        continue
                if is_container and value.objgen not in self._pages:
                    onward.append((value, within))
            _remove(holder, unwanted, role)
            waiting += reversed(onward)

    def _may_stay(self, key: str | int, value: Any, role: str) -> bool:
        """Whether a value may be in the copy. Raises UnsafeError if the PDF must not be published."""
        if role == UNLISTED:
            self._notice(key, value)
        if role in (UNLISTED, "script"):
            return False
        if role == "address":
            return self._is_web(str(value))
        if role == "numbers" and not isinstance(value, (Array, int, float, Decimal)):
            raise self._refused("a font with text where only numbers may be")
        if isinstance(value, (Dictionary, Stream)):
            judge = self._judges.get(role)
            return judge is None or judge(value)
        return isinstance(value, Array) or role not in ("action", "start")

    def _is_drawn(self, thing: Object) -> bool:
        """Whether a drawn object is free of actions; no program looks for an action there, so the copy has none."""
        action_type = thing.get("/S")
        return not isinstance(action_type, Name) or action_type.unparse() not in _ACTS_IN_FILES

    def _is_page(self, thing: Object) -> bool:
        return thing.objgen in self._pages

    def _is_place(self, thing: Object) -> bool:
        """Whether a link target exists; other programs remove pages, but links to them keep those pages in the file."""
        return self._is_page(thing) or not {"/D", "/Kids", "/Names"}.isdisjoint(thing.keys())

    def _is_entered(self, value: Object) -> bool:
        """Whether the value of a form field may stay. Raises UnsafeError for a signature."""
        if "/ByteRange" in value:
            raise UnsafeError(*_SIGNED)
        return True

    def _notice(self, key: str | int, value: Any) -> None:
        """Report removed content that readers may miss. Raises UnsafeError if the PDF is useless without it."""
        if key == "/XFA" and value != Array():
            raise self._refused("an XFA form, which can run programs")
        if key == "/Collection":
            raise UnsafeError(*_PORTFOLIO)
        is_tree = isinstance(value, Dictionary) and any(value.get(part) for part in ("/Names", "/Kids"))
        if key == "/AF" or (key == "/EmbeddedFiles" and is_tree):
            self._leave_out("attached files")

    def _is_web(self, address: str) -> bool:
        found = _SCHEME.match("".join(character for character in address if character > " "))
        scheme = (found[1] or "file").lower() if found else "https"
        if scheme in _PROGRAMS:
            raise self._refused("a link that is a program")
        if scheme not in _SCHEMES:
            self._leave_out("links that do not lead to a web page")
        return scheme in _SCHEMES

    def _starts(self, action: Object) -> bool:
        """Whether an action that runs without a click may stay."""
        stays = self._acts(action)
        if str(action.get("/S", "")) == "/URI":
            raise self._refused("a link that opens without a click")
        return stays and "Page" in str(action.get("/N", "Page"))

    def _acts(self, action: Object) -> bool:
        """Whether an action that runs on a click may stay."""
        action_type = str(action.get("/S", ""))
        if (
            action_type == "/JavaScript"
            and isinstance(action.get("/JS"), String)
            and not str(action.JS).strip()
        ):
            return False
        if action_type in _ACTS:
            raise self._refused(_ACTS[action_type])
        if action_type == "/URI":
            return "/URI" in action and self._is_web(str(action.URI))
        return action_type in _ACTIONS and (action_type != "/Named" or str(action.get("/N")) in _COMMANDS)

    def _is_shown(self, annotation: Object) -> bool:
        subtype = str(annotation.get("/Subtype", ""))
        if subtype in _VIDEOS:
            raise self._refused(_VIDEO)
        if subtype == "/FileAttachment":
            self._leave_out("attached files")
        if subtype in _COMMENTS and (name := _printable(annotation.get("/T", ""))):
            self._names.setdefault(name, self._page)
        # Form fields outside of pages have no subtype.
        return not subtype or subtype in _ANNOTATIONS or subtype in _COMMENTS

    def _leave_out(self, what: str) -> None:
        self._left_out.setdefault(what, self._page)

    def _refused(self, what: str) -> UnsafeError:
        where = f"page {self._page} of " if self._page else ""
        return UnsafeError(f"{where}this PDF contains {what}", PRINT_TO_PDF)


def _entries(holder: Object, role: str) -> Iterable[tuple[Any, Any, str]]:
    """The keys or positions in an object, with their values and roles."""
    if isinstance(holder, Array):
        return ((index, value, role) for index, value in enumerate(holder))
    is_stream = isinstance(holder, Stream)
    return ((key, value, role_within(role, key, value, is_stream=is_stream)) for key, value in holder.items())


def _remove(holder: Object, keys: list[Any], role: str) -> None:
    for key in reversed(keys):
        # Deleting from a list of pairs would shift the pairs.
        if isinstance(holder, Array) and role != "annotation":
            holder[key] = None
        else:
            del holder[key]


def _printable(text: object) -> str:
    """A text with spaces in place of invisible characters."""
    return "".join(character if character.isprintable() else " " for character in str(text)).strip()


def _on_page(page: int) -> str:
    return f" (page {page})" if page else ""
