"""Simplifies the text of a Word document: paragraphs, lists and tables.

Tracked changes are accepted; comments, deletions and hidden text are left out. The result is a small document of elements
that mammoth reads in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree

from edblog.files.documents.shared_findings import UnsafeError
from edblog.imports.word.drawings import chosen
from edblog.imports.word.parts import Parts
from edblog.imports.word.runs import Look, Runs
from edblog.imports.word.styles import Item, is_deleted_mark
from edblog.imports.word.xml import attribute, child, children, make, name, value, within
from edblog.outputs.markdown.marks import NUMBER, mark

_SKIPPED = frozenset(
    "w:sectPr w:tblPr w:tblGrid w:trPr w:tcPr w:tblPrEx w:sdtPr w:sdtEndPr w:customXmlPr w:pPr".split()
)
_INLINE = frozenset(["w:r", "w:hyperlink", "w:fldSimple", "m:oMath", "m:oMathPara"])
"""Inline elements, which some programs write outside of paragraphs."""
_WITHIN = "open it in Word, save it again, and import it then"
_BULLETS, _NUMBERS = "1", "2"


class Text:
    """Simplifies the blocks of one part or one note."""

    def __init__(self, parts: Parts, part: str, tree: etree._Element) -> None:
        self._parts = parts
        self._runs = Runs(parts, part, tree)
        self._carried: list[etree._Element] = []
        """Content that belongs to the next paragraph: a drop cap, or a paragraph whose end was deleted."""
        self._depths: list[int] = []
        """The levels of the open list."""

    def blocks(
        self, elements: Iterable[etree._Element], *, in_cell: bool = False
    ) -> Iterator[etree._Element]:
        """The paragraphs and tables among elements, and in those that hold others."""
        for inner in elements:
            kind = name(inner)
            if kind in _SKIPPED:
                continue
            if kind == "w:p":
                yield from self._paragraph(inner, in_cell=in_cell)
            elif kind == "w:tbl":
                yield from self._table(inner, in_cell=in_cell)
            elif kind in _INLINE:
                yield from self._paragraph(make("p", deepcopy(inner)), in_cell=in_cell)
            elif (found := self._known(inner, kind)) is not None:
                yield from self.blocks(found, in_cell=in_cell)

    def _known(self, element: etree._Element, kind: str) -> etree._Element | None:
        """The element whose content to read; None to skip it. Raises `UnsafeError` for an embedded document."""
        if kind == "w:altChunk":
            raise UnsafeError("this document contains another document", _WITHIN)
        if kind in ("w:del", "w:moveFrom"):
            self._parts.ledger.count("deletion")
            return None
        if kind == "w:subDoc":
            self._parts.ledger.note("a part of this document is in another file: import that one, too")
            return None
        return chosen(element) if kind == "mc:AlternateContent" else element

    def rest(self) -> Iterator[etree._Element]:
        """The content that still waits for a next paragraph. Adds a note about the table of contents."""
        if self._carried:
            yield make("p", *self._carried)
        if any(text.strip() for text in self._runs.left_out):
            self._parts.ledger.note(
                "the table of contents: left out, because the site makes its own",
                "".join(self._runs.left_out),
            )

    def _paragraph(self, paragraph: etree._Element, *, in_cell: bool) -> Iterator[etree._Element]:
        properties = child(paragraph, "w:pPr")
        hidden = self._parts.styles.hides(properties)
        runs = [*self._carried, *self._runs.inline(paragraph, Look(is_hidden=hidden))]
        self._carried = []
        if (
            any(name(one) == "w:del" for one in within(properties, "w:del"))
            if properties is not None
            else False
        ):
            self._parts.ledger.count("deletion")
        if self._runs.left_out:
            self._runs.left_out.append(" ")
        drop = attribute(child(properties, "w:framePr"), "dropCap", "none") != "none"
        if is_deleted_mark(properties) or (drop and runs):
            self._carried = runs
            return
        if runs:
            yield make("p", *self._properties(properties, runs, in_cell=in_cell), *runs)
        after, self._runs.after = self._runs.after, []
        if after:
            yield from self.blocks(after, in_cell=in_cell)

    def _properties(
        self, properties: etree._Element | None, runs: list[etree._Element], *, in_cell: bool
    ) -> Iterator[etree._Element]:
        role = self._parts.styles.role(properties)
        item = self._parts.styles.number(properties)
        level = self._parts.numbering.level(item) if item else None
        number = self._parts.numbering.next_number(item, level) if item and level and level.is_ordered else 0
        if in_cell:
            if level and not role.startswith("Heading"):
                runs.insert(0, make("r", make("t", text=f"{number}. " if level.is_ordered else "• ")))
            return
        if role.startswith(("Heading", "Title")) or not (item and level):
            self._depths = []
            if role and role != "Contents":
                yield make("pPr", make("pStyle", val=role))
            return
        if level.is_ordered:
            runs.insert(0, make("r", make("t", text=mark(NUMBER, number))))
        list_id = _NUMBERS if level.is_ordered else _BULLETS
        depth = make("ilvl", val=str(self._depth(item)))
        yield make("pPr", make("numPr", depth, make("numId", val=list_id)))

    def _depth(self, item: Item) -> int:
        """The depth of a list item, without levels that the list skips."""
        self._depths = [depth for depth in self._depths if depth < item.depth]
        self._depths.append(item.depth)
        return len(self._depths) - 1

    def _table(self, table: etree._Element, *, in_cell: bool) -> Iterator[etree._Element]:
        self._depths = []
        rows = [(row, list(_cells(row))) for row in _rows(table, self._parts)]
        if in_cell:
            self._parts.ledger.count("nested")
            for _, cells in rows:
                yield from self._line(cells)
            return
        if (len(rows) == 1 and len(rows[0][1]) == 1) or all(len(cells) == 1 for _, cells in rows):
            # A frame around text.
            for _, cells in rows:
                yield from self.blocks(cells[0])
            return
        simple, merged = [], False
        for _, cells in rows:
            row: list[etree._Element] = []
            for cell in cells:
                span, continues = _span(cell)
                merged |= span > 1 or continues
                blocks = list(self.blocks(cell, in_cell=True))
                row += [
                    make("tc", *(blocks or [make("p")])),
                    *(make("tc", make("p")) for _ in range(span - 1)),
                ]
            simple.append(row)
        width = max(map(len, simple), default=0)
        if merged:
            self._parts.ledger.count("merged")
        if width:
            yield make("tbl", *(_row(row, width, is_first=at == 0) for at, row in enumerate(simple)))
        self._depths = []

    def _line(self, cells: Iterable[etree._Element]) -> Iterator[etree._Element]:
        """A row of a nested table as a paragraph."""
        runs: list[etree._Element] = []
        for cell in cells:
            for block in self.blocks(cell, in_cell=True):
                found = [one for one in block if name(one) != "w:pPr"]
                if found:
                    runs += [*([make("r", make("t", text=", "))] if runs else []), *found]
        if runs:
            yield make("p", *runs)


def _rows(table: etree._Element, parts: Parts) -> Iterator[etree._Element]:
    """The rows of a table, including those inside wrapper elements."""
    for inner in table:
        if name(inner) == "w:tr":
            if child(inner, "w:trPr", "w:del") is not None:
                parts.ledger.count("deletion")
            else:
                yield inner
        elif name(inner) not in _SKIPPED:
            yield from _rows(inner, parts)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for inner in row:
        if name(inner) == "w:tc":
            if child(inner, "w:tcPr", "w:cellDel") is None:
                yield inner
        elif name(inner) not in _SKIPPED:
            yield from _cells(inner)


def _span(cell: etree._Element) -> tuple[int, bool]:
    """The number of columns that a cell spans, and whether it continues the cell above."""
    properties = child(cell, "w:tcPr")
    span = value(properties, "w:gridSpan")
    merge = child(properties, "w:vMerge")
    continues = merge is not None and attribute(merge, "val", "continue") == "continue"
    return min(int(span), 60) if span.isdecimal() and span != "0" else 1, continues


def _row(cells: list[etree._Element], width: int, *, is_first: bool) -> etree._Element:
    empty = (make("tc", make("p")) for _ in range(width - len(cells)))
    return make("tr", *([make("trPr", make("tblHeader"))] if is_first else []), *cells, *empty)


def simplified(parts: Parts) -> tuple[etree._Element, etree._Element]:
    """The simplified body and notes of a document."""
    tree = parts.package.tree(parts.package.main)
    bodies = list(children(tree, "w:body"))
    if tree is None or not bodies:
        raise UnsafeError(
            "this document is damaged", "open it in Word or LibreOffice, and save it again as .docx"
        )
    text = Text(parts, parts.package.main, tree)
    found = make("body", *text.blocks(bodies), *text.rest())
    notes = make("footnotes")
    # A note may refer to another one.
    for number, (part, note) in enumerate(parts.notes, 1):
        of_note = Text(parts, part, note)
        notes.append(make("footnote", *of_note.blocks(note), *of_note.rest(), id=str(number)))
    return make("document", found), notes
