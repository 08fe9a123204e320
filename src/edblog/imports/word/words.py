"""Reads the words of a Word document independently of the import, to check that the import has lost none.

Words are read from the parts as they are. Deleted and hidden text, comments and codes of fields do not count; notes count
where the text refers to them.
"""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from edblog.imports.word.package import Package
from edblog.imports.word.styles import Styles, is_deleted_mark
from edblog.imports.word.xml import attribute, child, children, name, within

_SKIPPED = frozenset(
    """w:del w:moveFrom w:sdtPr w:sdtEndPr w:instrText w:delText w:delInstrText w:rPr w:sectPr w:tblPr w:trPr w:tcPr
    w:tblGrid w:numPr w:fldData w:ffData""".split()
)
_BREAKS = frozenset(["w:tab", "w:ptab", "w:br", "w:cr", "w:tc", "w:rt", "w:rubyBase"])


class Words(NamedTuple):
    """The texts of a document."""

    texts: list[str]
    formulas: list[str]
    """The letters of its formulas."""


def words_of(package: Package) -> Words:
    """The texts of all parts of a document that its readers see."""
    reader = _Reader(Styles(package.tree(package.part("styles"))))
    main = package.tree(package.main)
    if main is None:
        return Words([], [])
    relations = package.relations(package.main)
    reader.read(main)
    for kind in ("footnotes", "endnotes"):
        if (tree := package.tree(package.part(kind))) is not None:
            reader.read_notes(kind[:-1], tree)
    margins = [
        target.name
        for id_, target in relations.items()
        if target.kind in ("header", "footer") and id_ in _used(main)
    ]
    for part in dict.fromkeys(margins):
        if (tree := package.tree(part)) is not None:
            reader.read_once(tree)
    for part in (package.main, *dict.fromkeys(margins)):
        for target in package.relations(part).values():
            if target.kind in ("chart", "diagramData") and (tree := package.tree(target.name)) is not None:
                # The series of a chart repeat the names of its categories.
                reader.texts += dict.fromkeys(_of_drawing(tree))
    return Words(reader.texts, reader.formulas)


def _used(main: etree._Element) -> set[str]:
    return {attribute(one, "id") for one in within(main, "w:headerReference", "w:footerReference")}


def _of_drawing(tree: etree._Element) -> list[str]:
    """The texts of a chart or a diagram."""
    paragraphs = ["".join(t.text or "" for t in within(p, "a:t")) for p in within(tree, "a:p")]
    return paragraphs + [
        inner.text or ""
        for cache in within(tree, "c:strCache", "c:multiLvlStrCache")
        if name(cache.getparent().getparent()) in ("c:cat", "c:tx")
        for inner in within(cache, "c:v")
    ]


class _Reader:
    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[bool] = []
        """For each open field, whether its code has not ended yet."""
        self._ends: set[etree._Element] = set()
        self._line: list[str] = []
        self._seen: set[str] = set()
        self.texts: list[str] = []
        self.formulas: list[str] = []
        self.references: list[str] = []

    def read(self, part: etree._Element) -> None:
        self._fields, self._ends = [], _whole(part)
        self._walk(part)
        self._end()

    def read_notes(self, kind: str, part: etree._Element) -> None:
        """Reads the notes to which the text, or another note, refers."""
        notes = {
            f"{kind}{attribute(one, 'id')}": one
            for one in part
            if attribute(one, "type", "normal") == "normal"
        }
        # Grows while it is read.
        for reference in self.references:
            if (note := notes.pop(reference, None)) is not None:
                self.read(note)

    def read_once(self, part: etree._Element) -> None:
        """Reads a header or a footer, unless the same text was read before."""
        before = len(self.texts)
        self.read(part)
        new = " ".join(" ".join(self.texts[before:]).split())
        if new in self._seen:
            del self.texts[before:]
        self._seen.add(new)

    def _end(self) -> None:
        if text := "".join(self._line):
            self.texts.append(text)
        self._line = []

    def _walk(self, element: etree._Element) -> None:
        kind = name(element)
        if kind in _SKIPPED or kind.endswith("Change"):
            return
        if kind == "w:tr" and child(element, "w:trPr", "w:del") is not None:
            return
        if kind == "w:tc" and child(element, "w:tcPr", "w:cellDel") is not None:
            return
        if kind == "w:r" and "vanish" in self._styles.letters(child(element, "w:rPr")):
            for mark in children(element, "w:fldChar"):
                self._field(mark)
            return
        if kind == "mc:AlternateContent":
            chosen = next(
                (one for one in children(element, "mc:Choice") if _holds(one)), child(element, "mc:Fallback")
            )
            if chosen is not None:
                self._inside(chosen)
        elif kind == "w:p":
            self._paragraph(element)
        elif kind == "w:txbxContent":
            outer, self._line = self._line, []
            self._inside(element)
            self._end()
            self._line = outer
        else:
            self._one(element, kind)
            self._inside(element)

    def _inside(self, element: etree._Element) -> None:
        for inner in element:
            self._walk(inner)

    def _paragraph(self, element: etree._Element) -> None:
        properties = child(element, "w:pPr")
        if self._styles.hides(properties):
            for mark in within(element, "w:fldChar"):
                self._field(mark)
            return
        self._inside(element)
        initial = attribute(child(properties, "w:framePr"), "dropCap", "none") != "none"
        if not (initial or is_deleted_mark(properties)):
            self._end()

    def _one(self, element: etree._Element, kind: str) -> None:
        if kind == "w:fldChar":
            self._field(element)
        elif kind == "m:t":
            self.formulas.append(element.text or "")
        elif not any(self._fields):
            self._line.append(_text(element, kind))
            if kind in ("w:footnoteReference", "w:endnoteReference"):
                self.references.append(kind[2:].removesuffix("Reference") + attribute(element, "id"))
            elif kind == "wp:docPr":
                self._described(element)

    def _described(self, element: etree._Element) -> None:
        """Reads the description of a drawing; if it has none, those of the pictures in it."""
        said = attribute(element, "descr").strip() or attribute(element, "title").strip()
        own = [
            attribute(one, "descr") for one in element.getparent().iter() if str(one.tag).endswith("}cNvPr")
        ]
        self.texts += [said] if said else own

    def _field(self, element: etree._Element) -> None:
        kind = attribute(element, "fldCharType")
        if element not in self._ends:
            return
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate":
            self._fields[-1] = False
        else:
            self._fields.pop()


def _text(element: etree._Element, kind: str) -> str:
    """The text of an element, or the space or line break that it stands for."""
    if kind in ("w:t", "a:t"):
        return element.text or ""
    if kind == "v:textpath":
        return f" {attribute(element, 'string')} "
    return " " if kind in _BREAKS or kind == "a:p" else "-" * (kind == "w:noBreakHyphen")


def _holds(element: etree._Element) -> bool:
    return (
        next(within(element, "w:t", "m:t", "a:blip", "a:t", "w:txbxContent", "c:chart", "dgm:relIds"), None)
        is not None
    )


def _whole(part: etree._Element) -> set[etree._Element]:
    """The `w:fldChar` elements of fields with a start and an end."""
    whole: set[etree._Element] = set()
    waiting: list[list[etree._Element]] = []
    for element in within(part, "w:fldChar"):
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            waiting.append([element])
        elif waiting:
            waiting[-1].append(element)
            if kind == "end":
                whole.update(waiting.pop())
    return whole
