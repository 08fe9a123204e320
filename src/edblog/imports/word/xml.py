"""Reads names and attributes of WordprocessingML (transitional and strict, ECMA-376), and makes new elements."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_STRICT = "http://purl.oclc.org/ooxml"
_PREFIXES = {
    W: "w",
    f"{_STRICT}/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    f"{_STRICT}/officeDocument/math": "m",
    WP: "wp",
    f"{_STRICT}/drawingml/wordprocessingDrawing": "wp",
    A: "a",
    f"{_STRICT}/drawingml/main": "a",
    f"{_DRAWING}/chart": "c",
    f"{_STRICT}/drawingml/chart": "c",
    f"{_DRAWING}/diagram": "dgm",
    f"{_STRICT}/drawingml/diagram": "dgm",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
}
"""The prefix of each known namespace; strict documents have other addresses for the same namespaces."""


def name(element: etree._Element) -> str:
    """The name of an element, such as `w:p`; without a prefix in another namespace."""
    return _name(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=2_000)
def _name(tag: str) -> str:
    space, _, local = tag[1:].rpartition("}")
    prefix = _PREFIXES.get(space, "")
    return f"{prefix}:{local}" if prefix else local or tag


def attribute(element: etree._Element | None, local: str, default: str = "") -> str:
    """The value of the attribute with this name in any namespace; `default` if there is none."""
    if element is None:
        return default
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == local:
            return str(value)
    return default


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The element at a path of child names, each time the first child; None if there is none."""
    for step in path:
        if element is None:
            return None
        element = next((inner for inner in element if name(inner) == step), None)
    return element


def children(element: etree._Element | None, wanted: str) -> Iterator[etree._Element]:
    """The children with this name."""
    return (inner for inner in (() if element is None else element) if name(inner) == wanted)


def within(element: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """All descendants with these names, in document order."""
    return (inner for inner in element.iter() if name(inner) in wanted)


def value(element: etree._Element | None, *path: str) -> str:
    """The attribute `val` of a child; empty if there is none."""
    return attribute(child(element, *path), "val")


def is_on(element: etree._Element | None, *path: str) -> bool | None:
    """Whether a property such as `w:b` is on; None if it is missing."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val", "true") not in ("0", "false", "off", "none")


def make(tag: str, *inner: etree._Element, text: str = "", **attributes: str) -> etree._Element:
    """A new element of WordprocessingML, such as `p`, with attributes of its namespace."""
    element = etree.Element(f"{{{W}}}{tag}", {f"{{{W}}}{key}": said for key, said in attributes.items()})
    element.extend(inner)
    if text:
        element.text = text
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element
