"""Writes a book as a tagged PDF (PDF/UA-1) with typst.

A template that is part of edblog reads the book as data, from JSON. typst never sees what people wrote as its own language, and is given a
folder with nothing in it but the template, that JSON and the pictures; it loads no packages and no fonts of the computer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from edblog.outputs.books.formulas import formula
from edblog.outputs.books.nodes import Node
from edblog.outputs.books.own import own_file
from edblog.outputs.books.parts import Made, about_lines, absolute, byline, caption
from edblog.outputs.books.tables import table
from edblog.views.books import Chapter

STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1 (ISO 14289-1): typst refuses to write a PDF that breaks it."""
BOX = "\u25af"
"""Stands for a letter that no font has."""
_LETTER_PAPER = frozenset(["US", "CA", "MX", "PH", "CL", "CO", "PR"])
_TRIES = 20
_POINTS = 0.75
"""Points in a pixel of CSS."""
_WIDE, _HIGH, _IN_CELL = 450.0, 270.0, 120.0
"""The widest picture, the highest, and the widest in a cell of a table, in points."""
_UNKNOWN_LETTERS = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}|\\(.)")


def pdf(made: Made, fonts: Path | None = None) -> tuple[bytes, str]:
    """The bytes of the PDF, and the letters that it cannot show, for which it has boxes. `fonts` is a folder with further fonts."""
    import typst

    own = [str(fonts)] if fonts else []
    known = typst.Fonts(include_system_fonts=False, font_paths=own)
    plain = set(typst.Fonts(include_system_fonts=False).families())
    data = _data(made, [family for family in dict.fromkeys(known.families()) if family not in plain])
    missing: dict[str, None] = {}
    with TemporaryDirectory(prefix="edblog-book-") as folder:
        root = Path(folder)
        (root / "pictures").mkdir()
        for file in made.files.values():
            (root / "pictures" / file.name).write_bytes(file.data)
        (root / "book.typ").write_bytes(own_file("book.typ"))
        for _ in range(_TRIES):
            (root / "book.json").write_text(json.dumps(_boxed(data, missing)), encoding="utf-8")
            try:
                found = typst.compile(
                    str(root / "book.typ"),
                    root=folder,
                    font_paths=known,
                    ignore_system_fonts=True,
                    pdf_standards=[STANDARD],
                    package_path=str(root / "packages"),
                    package_cache_path=str(root / "packages"),
                    timestamp=made.book.changed.astimezone(UTC),
                )
            except typst.TypstError as error:
                letters = _letters(f"{error.message}\n{error.diagnostic}") - missing.keys()
                if not letters:
                    raise
                missing |= dict.fromkeys(sorted(letters))
            else:
                return found, "".join(missing)
    raise AssertionError("letters without end")


def _letters(message: str) -> set[str]:
    """The letters of a message of typst that no font has."""

    def plain(match: re.Match[str]) -> str:
        return chr(int(match[1], 16)) if match[1] else match[2]

    return {letter for text in _UNKNOWN_LETTERS.findall(message) for letter in _ESCAPE.sub(plain, text)} - {
        BOX
    }


def _boxed(value: Any, missing: dict[str, None]) -> Any:
    """The data with a box for each missing letter."""
    if not missing:
        return value
    if isinstance(value, str):
        return "".join(BOX if letter in missing else letter for letter in value)
    if isinstance(value, dict):
        return {key: _boxed(each, missing) for key, each in value.items()}
    return [_boxed(each, missing) for each in value] if isinstance(value, list | tuple) else value


def _data(made: Made, fonts: list[str]) -> dict[str, Any]:
    book = made.book
    region = book.lang.partition("-")[2].upper()
    changed = book.changed
    return {
        "title": book.title,
        "about": book.about,
        "lang": _language(book.lang),
        "paper": "us-letter" if region in _LETTER_PAPER or book.lang == "en" else "a4",
        "fonts": fonts,
        "date": [changed.year, changed.month, changed.day],
        "day": made.dates(book.newest),
        "site": {"title": book.site.title},
        "words": book.words,
        "people": [
            {
                "name": person.name,
                "role": ", ".join(filter(None, (person.role, person.school))),
                "about": person.about,
                "url": absolute(book, person.url) if person.url else "",
            }
            for person in book.people
        ],
        "chapters": [_chapter(made, number) for number in range(len(book.chapters))],
        "lines": about_lines(made),
    }


def _chapter(made: Made, number: int) -> dict[str, Any]:
    book, chapter = made.book, made.book.chapters[number]
    writer = _Writer(number)
    writer.find_notes(made.texts[number])
    return {
        "title": chapter.title,
        "label": _label(number, ""),
        "lang": _language(chapter.lang),
        "part": book.words["part"].replace("{part}", str(chapter.part)) if chapter.part else "",
        "by": byline(book, chapter),
        "day": made.dates(chapter.date),
        "subjects": list(chapter.subjects),
        "why": chapter.why,
        "deck": chapter.deck,
        "lead": _lead(chapter, made.leads[number]),
        "nodes": writer.nodes(made.texts[number]),
        "url": absolute(book, chapter.url),
    }


def _lead(chapter: Chapter, name: str) -> dict[str, Any] | None:
    if not name or chapter.image is None:
        return None
    words = [_element("a", {"href": url} if url else {}, [text]) for text, url in caption(chapter.image)]
    said: list[Any] = [part for word in words for part in (word, " · ")][:-1]
    size = {"width": str(chapter.image.width), "height": str(chapter.image.height)}
    picture = _scaled({"src": name, "alt": chapter.image.alt, **size}, _WIDE)
    return _element("figure", {}, [picture, *([_element("figcaption", {}, said)] if said else [])])


def _scaled(attributes: Mapping[str, str], widest: float) -> dict[str, Any]:
    """A picture at its own size, or as large as fits; one whose size is unknown, such as a drawing, is as wide as fits."""
    wide, high = (float(attributes[side] or 0) * _POINTS for side in ("width", "height"))
    shown = min(wide, widest, _HIGH * wide / high) if wide and high else widest
    return _element("img", {"src": attributes["src"], "alt": attributes["alt"], "width": round(shown, 2)})


def _has_picture(node: Node | str) -> bool:
    return isinstance(node, Node) and (node.tag == "img" or any(map(_has_picture, node.children)))


def _element(tag: str, attributes: dict[str, Any], children: list[Any] | None = None) -> dict[str, Any]:
    return {"t": tag, "a": attributes, "c": children or []}


class _Writer:
    """Turns the nodes of a chapter into data for the template."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._notes: dict[str, list[Node | str]] = {}
        self._said: set[str] = set()
        self._width = _WIDE

    def find_notes(self, nodes: list[Node | str]) -> None:
        """Finds the footnotes, which the template sets at the foot of the page that names them first."""
        for node in nodes:
            if isinstance(node, Node):
                if node.tag == "note" and "id" in node.attributes:
                    self._notes[node.attributes["id"]] = node.children
                self.find_notes(node.children)

    def nodes(self, nodes: list[Node | str]) -> list[Any]:
        """The data of nodes."""
        return [
            node if isinstance(node, str) else self._node(node) for node in nodes if not _is(node, "notes")
        ]

    def _node(self, node: Node) -> dict[str, Any]:
        attributes: dict[str, Any] = dict(node.attributes)
        if "id" in attributes:
            attributes["id"] = _label(self._number, attributes["id"])
        if "lang" in attributes:
            attributes["lang"] = _language(attributes["lang"])
        if node.tag == "noteref":
            return self._reference(node)
        if node.tag == "table":
            before, self._width = self._width, _IN_CELL
            found = _element("table", {**attributes, **table(node, self.nodes)})
            self._width = before
            return found
        if node.tag == "math":
            return _element("math", attributes, formula(node))
        if node.tag == "img":
            return _scaled(node.attributes, self._width)
        if node.tag == "figure" and not _has_picture(node):
            return _element("div", attributes, self.nodes(node.children))
        if node.tag == "a" and "to" in attributes:
            attributes["to"] = _label(int(attributes["to"]), attributes.pop("at"))
        return _element(node.tag, attributes, self.nodes(node.children))

    def _reference(self, node: Node) -> dict[str, Any]:
        to = node.attributes["to"]
        if to not in self._notes:
            return _element("noteref", {}, self.nodes(node.children))
        found = _element("noteref", {"to": _label(self._number, to)})
        if to not in self._said:
            self._said.add(to)
            found["a"]["first"] = True
            found["note"] = self.nodes(_without_first_paragraph(self._notes[to]))
        return found


def _without_first_paragraph(nodes: list[Node | str]) -> list[Node | str]:
    """The nodes of a footnote, whose first words stand beside its number."""
    first = nodes[0] if nodes else ""
    return [*first.children, *nodes[1:]] if isinstance(first, Node) and first.tag == "p" else nodes


def _is(node: Node | str, tag: str) -> bool:
    return isinstance(node, Node) and node.tag == tag


def _label(number: int, id_: str) -> str:
    return f"story-{number + 1}" + (f":{id_}" if id_ else "")


def _language(tag: str) -> list[str | None]:
    """The language and the region of a tag, as typst takes them."""
    parts = tag.split("-")
    region = next((part.upper() for part in parts[1:] if len(part) == 2 and part.isalpha()), None)
    return [parts[0].lower(), region]
