"""Sanitizes the HTML of an import, and simplifies it for a story: headings start at `##`, and tables and notes are plain."""

from __future__ import annotations

from collections.abc import Iterable

import nh3
from lxml import etree, html

from edblog.outputs.markdown.marks import NUMBER, leading

_TAGS = frozenset(
    """a blockquote br code del em h1 h2 h3 h4 h5 h6 hr img li mark ol p pre s strong sub sup table tbody td tfoot th
    thead tr ul div span b i u caption figure figcaption dl dt dd""".split()
)
_ATTRIBUTES = {
    "a": {"href", "id"},
    "img": {"src", "alt"},
    "li": {"id"},
    "ol": {"start"},
    "h1": {"class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_DROPPED = {"script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CELLS = ("td", "th")
_BLOCKS = frozenset("p div blockquote ul ol table pre hr dl figure".split()) | frozenset(HEADINGS)


def sanitized(text: str) -> etree._Element:
    """The tree of sanitized HTML: without scripts, and without anything that could load or imitate parts of the page."""
    clean = nh3.clean(
        text,
        tags=set(_TAGS),
        clean_content_tags=_DROPPED,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    return html.fragment_fromstring(clean.replace("\t", " "), create_parent="div")


def unwrap(element: etree._Element) -> None:
    """Replaces an element by its content."""
    element.drop_tag()


def text_of(element: etree._Element) -> str:
    """The text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def tidy(tree: etree._Element) -> None:
    """Removes leftovers of other programs, such as empty links and headings."""
    for anchor in list(tree.iter("a")):
        if not anchor.get("href") or _is_empty(anchor):
            unwrap(anchor)
    for heading in list(tree.iter(*HEADINGS)):
        _tidy_heading(heading)
    for letters in list(tree.iter("strong", "em", "s")):
        # Marks around a lone full stop are left by a program, and mean nothing.
        if _is_empty(letters) or not any(map(str.isalnum, text_of(letters))):
            unwrap(letters)
    for cell in list(tree.iter(*_CELLS)):
        _flatten_cell(cell)
    for ordered in list(tree.iter("ol")):
        _number(ordered)


def _is_empty(element: etree._Element) -> bool:
    return not text_of(element) and element.find(".//img") is None


def _tidy_heading(heading: etree._Element) -> None:
    """Reduces a heading to its words on one line."""
    for inner in list(heading.iter("strong", "b", "em", "i", "br")):
        if inner.tag == "br":
            inner.tail = f" {inner.tail or ''}"
        unwrap(inner)
    _free_pictures(heading)
    if _is_empty(heading):
        unwrap(heading)


def _free_pictures(heading: etree._Element) -> None:
    """Moves the pictures in a heading to a paragraph below it."""
    for picture in list(heading.iter("img")):
        picture.drop_tree()
        paragraph = html.Element("p")
        picture.tail = None
        paragraph.append(picture)
        paragraph.tail, heading.tail = heading.tail, None
        parent = heading.getparent()
        parent.insert(parent.index(heading) + 1, paragraph)


def _flatten_cell(cell: etree._Element) -> None:
    """Converts the paragraphs in a table cell to lines."""
    for block in [one for one in cell.iter() if one is not cell and one.tag in _BLOCKS | {"li"}]:
        follows = bool("".join(cell.itertext()).strip()) and _has_text_behind(block, cell)
        if follows:
            line = html.Element("br")
            line.tail, block.tail = block.tail, None
            parent = block.getparent()
            parent.insert(parent.index(block) + 1, line)
        unwrap(block)


def _has_text_behind(block: etree._Element, cell: etree._Element) -> bool:
    element = block
    while element is not cell:
        if (element.tail or "").strip() or element.getnext() is not None:
            return True
        element = element.getparent()
    return False


def _number(ordered: etree._Element) -> None:
    """Removes the number marks of the items, and starts a new list where the numbers do not continue."""
    expected = 0
    current = ordered
    for item in list(ordered):
        number = _taken_number(item)
        if number is None:
            number = expected + 1 if expected else 1
        if not expected:
            if number != 1:
                ordered.set("start", str(number))
        elif number != expected + 1 or current is not ordered:
            if number != expected + 1:
                following = html.Element("ol")
                if number != 1:
                    following.set("start", str(number))
                following.tail, current.tail = current.tail, None
                parent = current.getparent()
                parent.insert(parent.index(current) + 1, following)
                current = following
            current.append(item)
        expected = number


def _taken_number(item: etree._Element) -> int | None:
    """Removes the mark at the start of an item, and returns its number; None if there is no mark."""
    element: etree._Element | None = item
    while element is not None:
        if element.text:
            number, element.text = leading(element.text, NUMBER)
            return number
        element = element[0] if len(element) else None
    return None


def shift_headings(headings: Iterable[etree._Element]) -> None:
    """Changes the levels of headings: they start at 2, and no level is skipped."""
    above: list[int] = []
    for heading in headings:
        level = HEADINGS.index(heading.tag) + 1
        above = [one for one in above if one < level]
        above.append(level)
        heading.tag = f"h{min(len(above) + 1, 6)}"
        heading.attrib.pop("class", None)
