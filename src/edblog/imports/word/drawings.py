"""Reads drawings in Word documents: pictures, text boxes, charts and diagrams (DrawingML, and VML in old documents)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edblog.imports.word.ledger import Ledger
from edblog.imports.word.package import Package, Target
from edblog.imports.word.xml import attribute, child, children, make, name, within

_BOXES = ("w:txbxContent",)
_TEXTS = frozenset(["node", "asst", "doc"])
"""The types of points in a diagram that have text."""


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The first alternative of `mc:AlternateContent` with known content, or else the fallback; None if it is empty."""
    for choice in children(alternate, "mc:Choice"):
        if (
            next(within(choice, "w:txbxContent", "a:blip", "c:chart", "dgm:relIds", "m:oMath", "w:t"), None)
            is not None
        ):
            return choice
    fallback = child(alternate, "mc:Fallback")
    return fallback if fallback is not None else child(alternate, "mc:Choice")


def boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes in a drawing, without duplicates in alternatives."""
    waiting = [drawing]
    while waiting:
        element = waiting.pop(0)
        if name(element) in _BOXES:
            yield element
        elif name(element) == "mc:AlternateContent":
            waiting = [*([one] if (one := chosen(element)) is not None else []), *waiting]
        else:
            waiting = [*element, *waiting]


def chart_rows(tree: etree._Element) -> tuple[str, list[list[str]]]:
    """The title of a chart, and its numbers as rows of a table; the first row has the names of the series."""
    chart = child(tree, "c:chart")
    title = _words(child(chart, "c:title"))
    series = list(within(tree, "c:ser"))
    names = [_points(child(one, "c:tx")) for one in series]
    categories = max(
        (_points(child(one, part)) for one in series for part in ("c:cat", "c:xVal")), key=len, default={}
    )
    values = [_points(child(one, "c:val")) or _points(child(one, "c:yVal")) for one in series]
    axes = [
        text
        for axis in ("c:catAx", "c:valAx", "c:dateAx", "c:serAx")
        for one in within(tree, axis)
        if (text := _words(child(one, "c:title")))
    ]
    title = " – ".join(filter(None, [title, *axes]))
    rows = [["", *(" ".join(one.values()) for one in names)]]
    indexes = sorted({*categories, *(key for one in values for key in one)})
    rows += ([categories.get(index, ""), *(one.get(index, "") for one in values)] for index in indexes)
    return title, rows if len(rows) > 1 or any(rows[0]) else []


def _words(element: etree._Element | None) -> str:
    """The text of a title; Word may split its words into several elements."""
    if element is None:
        return ""
    paragraphs = ("".join(t.text or "" for t in within(p, "a:t")) for p in within(element, "a:p"))
    return " ".join([*paragraphs, *_points(element).values()]).strip()


def _points(element: etree._Element | None) -> dict[int, str]:
    """The cached values of a series, by index."""
    if element is None:
        return {}
    found = {}
    for point in within(element, "c:pt"):
        text = child(point, "c:v")
        index = attribute(point, "idx")
        if text is not None and index.isdecimal():
            found[int(index)] = " ".join((text.text or "").split())
    if not found and (text := child(element, "c:v")) is not None:
        found[0] = " ".join((text.text or "").split())
    return found


def diagram_lines(tree: etree._Element) -> list[str]:
    """The texts of a diagram (SmartArt), in order."""
    points = (one for one in within(tree, "dgm:pt") if attribute(one, "type", "node") in _TEXTS)
    paragraphs = (p for point in points for p in children(child(point, "dgm:t"), "a:p"))
    lines = ("".join(t.text or "" for t in within(paragraph, "a:t")) for paragraph in paragraphs)
    return [line for line in lines if line.strip()]


def replaced(
    drawing: etree._Element, package: Package, relations: dict[str, Target], ledger: Ledger
) -> Iterator[etree._Element]:
    """Blocks of WordprocessingML in place of charts (tables) and diagrams (lists)."""
    for element in within(drawing, "c:chart", "dgm:relIds"):
        is_chart = name(element) == "c:chart"
        target = relations.get(attribute(element, "id" if is_chart else "dm"))
        tree = package.tree(target.name) if target and not target.is_outside else None
        if tree is None:
            ledger.note(f"a {'chart' if is_chart else 'diagram'} whose data is not in the file: left out")
        elif is_chart:
            title, rows = chart_rows(tree)
            ledger.count("chart")
            if title:
                yield _paragraph(title)
            if rows:
                yield make(
                    "tbl", *(make("tr", *(make("tc", _paragraph(text)) for text in row)) for row in rows)
                )
        else:
            ledger.count("diagram")
            for line in diagram_lines(tree):
                yield _paragraph(
                    line, make("pPr", make("numPr", make("ilvl", val="0"), make("numId", val="bullet")))
                )


def _paragraph(text: str, *properties: etree._Element) -> etree._Element:
    return make("p", *properties, make("r", make("t", text=text)))


def outside_boxes(drawing: etree._Element, local: str) -> Iterator[etree._Element]:
    """The elements with these names in a drawing, except in text boxes, whose paragraphs are read separately."""
    waiting = [drawing]
    while waiting:
        element = waiting.pop(0)
        if name(element) == "mc:AlternateContent":
            waiting = [*([one] if (one := chosen(element)) is not None else []), *waiting]
        elif str(element.tag).endswith(f"}}{local}"):
            yield element
        elif name(element) not in _BOXES:
            waiting = [*element, *waiting]
