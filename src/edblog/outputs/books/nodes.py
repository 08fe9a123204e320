"""The text of a chapter as a tree of few kinds of nodes, which both formats of books are made of.

The HTML of a story is the sanitizer's. Here it loses what a page needs and a book does not (scrolling, colors of code, sizes of
pictures), and gets what the schema of EPUB asks for: attributes with values that it knows. `structure` does the same for elements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from edblog.web.markup import SafeHtml


class Node(NamedTuple):
    """An element: a tag of HTML, or `noteref`, `notes` and `note` for footnotes."""

    tag: str
    attributes: dict[str, str]
    children: list[Node | str]


class Target(NamedTuple):
    """Where a link leads: to a chapter of the book, or to an absolute address."""

    chapter: int
    """Its number, from 0; -1 for an address."""
    place: str
    """The id of an element, which may be empty; or the address."""


Leads = Callable[[str], Target]
"""Finds the target of an address as it is in the HTML of the site."""
Pictures = Callable[[str, str], str | None]
"""Finds a picture by its `src` and `srcset`: the name of its file in the book; None if the book does not have it."""

_BLANK = re.compile(r"[ \t\n\r\f]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_NUMBER = re.compile(r"[1-9][0-9]{0,2}")
_WHOLE = re.compile(r"-?[0-9]{1,6}")
_KEPT: dict[str, re.Pattern[str]] = {
    "lang": _LANGUAGE,
    "dir": re.compile("ltr|rtl|auto"),
    "title": re.compile(r".{1,300}"),
    "colspan": _NUMBER,
    "rowspan": _NUMBER,
    "scope": re.compile("row|col|rowgroup|colgroup"),
    "start": _WHOLE,
    "value": _WHOLE,
    "reversed": re.compile(".{0,20}"),
    "type": re.compile("[1aAiI]"),
}
_ONLY: dict[str, frozenset[str]] = {
    "colspan": frozenset(["td", "th"]),
    "rowspan": frozenset(["td", "th"]),
    "scope": frozenset(["th"]),
    "start": frozenset(["ol"]),
    "reversed": frozenset(["ol"]),
    "type": frozenset(["ol"]),
    "value": frozenset(["li"]),
}
_CLASSES = frozenset(["align-left", "align-center", "align-right", "center", "small", "lead"])
_MATH = frozenset(
    """math mrow mi mn mo mtext mspace mfrac msup msub msubsup msqrt mroot munder mover munderover mtable mtr mtd mstyle
    mpadded mphantom menclose merror mmultiscripts mprescripts none""".split()
)
_MATH_ATTRIBUTES = frozenset(
    """display alttext mathvariant stretchy fence separator accent accentunder displaystyle scriptlevel linethickness
    columnalign rowalign width height depth lspace rspace minsize maxsize largeop movablelimits form""".split()
)


def nodes_of(html: SafeHtml, leads: Leads, pictures: Pictures) -> list[Node | str]:
    """The nodes of the HTML of a story."""
    from lxml.html import fragment_fromstring

    if not html.html.strip():
        return []
    root = fragment_fromstring(html.html, create_parent="div")
    return _Reader(leads, pictures).children(root)


def text_of(nodes: list[Node | str]) -> str:
    """The words of nodes, without elements."""
    return "".join(node if isinstance(node, str) else text_of(node.children) for node in nodes)


def ids_in(nodes: list[Node | str]) -> Iterator[str]:
    """The ids of all elements."""
    for node in nodes:
        if not isinstance(node, str):
            if found := node.attributes.get("id"):
                yield found
            yield from ids_in(node.children)


class _Reader:
    def __init__(self, leads: Leads, pictures: Pictures) -> None:
        self._leads, self._pictures = leads, pictures
        self._ids: set[str] = set()

    def children(self, element: Any, *, keeps_space: bool = False) -> list[Node | str]:
        found: list[Node | str] = []

        def add(text: str | None) -> None:
            if text:
                found.append(text if keeps_space else _BLANK.sub(" ", text))

        add(element.text)
        for child in element:
            if isinstance(child.tag, str):
                found += self._element(child, keeps_space=keeps_space)
            add(child.tail)
        return found

    def _element(self, element: Any, *, keeps_space: bool) -> list[Node | str]:
        tag = element.tag
        classes = frozenset((element.get("class") or "").split())
        if tag == "math":
            return [_math(element)]
        if tag == "img":
            return self._image(element)
        if "footnote-backref" in classes or (tag == "span" and not len(element) and not element.text):
            return []
        if tag == "sup" and (link := element.find("a")) is not None and link.get("class") == "footnote-ref":
            to = (link.get("href") or "#").rpartition("#")[2]
            return [Node("noteref", {"to": to, **self._id(element)}, [link.text or "*"])]
        children = self.children(element, keeps_space=keeps_space or tag == "pre")
        attributes = self._attributes(element, classes)
        if tag == "a":
            attributes |= self._target(element.get("href") or "")
        return [_named(tag, classes, attributes, children)]

    def _id(self, element: Any) -> dict[str, str]:
        found = element.get("id") or ""
        if not found or found in self._ids:
            return {}
        self._ids.add(found)
        return {"id": found}

    def _attributes(self, element: Any, classes: frozenset[str]) -> dict[str, str]:
        kept = self._id(element)
        for name, pattern in _KEPT.items():
            value = element.get(name)
            if (
                value is not None
                and element.tag in _ONLY.get(name, (element.tag,))
                and pattern.fullmatch(value)
            ):
                kept[name] = name if name == "reversed" else value
        if own := classes & _CLASSES:
            kept["class"] = " ".join(sorted(own))
        if element.get("role") == "img" and element.get("aria-label"):
            kept |= {"role": "img", "aria-label": element.get("aria-label")}
        return kept

    def _target(self, href: str) -> dict[str, str]:
        target = self._leads(href)
        return (
            {"href": target.place} if target.chapter < 0 else {"to": str(target.chapter), "at": target.place}
        )

    def _image(self, element: Any) -> list[Node | str]:
        alt = element.get("alt") or ""
        name = self._pictures(element.get("src") or "", element.get("srcset") or "")
        if name is None:
            return [alt] if alt else []
        size = {side: element.get(side) or "0" for side in ("width", "height")}
        return [Node("img", {"src": name, "alt": alt, **size}, [])]


def _named(tag: str, classes: frozenset[str], attributes: dict[str, str], children: list[Node | str]) -> Node:
    """An element by what it is for: its classes say it where HTML has no element."""
    if tag == "div" and "footnote" in classes:
        return _notes(children)
    if tag == "div" and "admonition" in classes:
        return Node("aside", attributes, children)
    if "admonition-title" in classes:
        return Node("p", attributes, [Node("strong", {}, children)])
    if tag == "pre":
        return Node(tag, attributes, [text_of(children).strip("\n")])
    return Node("span" if tag == "time" else tag, attributes, children)


def _notes(children: list[Node | str]) -> Node:
    """The footnotes at the end of a text, each a `note` with its id."""
    items = [
        item
        for node in children
        if isinstance(node, Node) and node.tag == "ol"
        for item in node.children
        if isinstance(item, Node) and item.tag == "li"
    ]
    return Node("notes", {}, [Node("note", item.attributes, item.children) for item in items])


def _math(element: Any) -> Node:
    """A formula in MathML, with the attributes that MathML Core and EPUB know."""
    attributes = {name: element.get(name) for name in element.keys() if name in _MATH_ATTRIBUTES}  # noqa: SIM118
    children: list[Node | str] = [element.text] if element.text and not len(element) else []
    children += [_math(child) for child in element if isinstance(child.tag, str) and child.tag in _MATH]
    return Node(element.tag, attributes, children)
