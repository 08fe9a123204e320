"""Collects links, notes, formulas and pictures from all parts of a Word document."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from edblog.imports.word.ledger import Ledger
from edblog.imports.word.package import Package
from edblog.imports.word.pictures import Pictures
from edblog.imports.word.styles import Numbering, Styles
from edblog.imports.word.xml import PIC, WP, A, R, attribute, make

DECORATIVE = "\u2060decorative"
"""The placeholder description of a decorative picture during the conversion."""


class Formula(NamedTuple):
    """A formula in TeX."""

    tex: str
    is_block: bool


class Parts:
    """The parts of a document, and the links, notes, formulas and pictures in them."""

    def __init__(self, package: Package, ledger: Ledger) -> None:
        self.package, self.ledger = package, ledger
        self.styles = Styles(package.tree(package.part("styles")))
        self.numbering = Numbering(package.tree(package.part("numbering")))
        self.pictures = Pictures(package, ledger)
        self.formulas: list[Formula] = []
        self.notes: list[tuple[str, etree._Element]] = []
        """The part and element of each note, in the order in which the text refers to them."""
        self.links: list[str] = []
        self._of_notes = {
            "w:footnoteReference": self._notes("footnotes"),
            "w:endnoteReference": self._notes("endnotes"),
        }
        self._numbers: dict[tuple[str, str], int] = {}

    def _notes(self, kind: str) -> tuple[str, dict[str, etree._Element]]:
        part = self.package.part(kind)
        tree = self.package.tree(part) if part else None
        notes = (
            {}
            if tree is None
            else {
                attribute(note, "id"): note for note in tree if attribute(note, "type", "normal") == "normal"
            }
        )
        return part, notes

    def reference(self, kind: str, id_: str) -> int | None:
        """The number of a note to which the text refers; None if there is no such note."""
        part, notes = self._of_notes[kind]
        if id_ not in notes:
            return None
        if (kind, id_) not in self._numbers:
            self.notes.append((part, notes[id_]))
            self._numbers[kind, id_] = len(self.notes)
        return self._numbers[kind, id_]

    def formula(self, tex: str, *, is_block: bool) -> int:
        """Stores a formula, and returns its number."""
        self.formulas.append(Formula(tex, is_block))
        return len(self.formulas) - 1

    def link(self, href: str) -> str:
        """The id of the relation to an address, which is added if it is new."""
        if href not in self.links:
            self.links.append(href)
        return f"link{self.links.index(href)}"

    def image(self, saved: str, alt: str, *, decorative: bool) -> etree._Element:
        """A run with a saved picture."""
        said = DECORATIVE if decorative and not alt else self.pictures.description(alt, saved)
        blip = etree.Element(f"{{{A}}}blip", {f"{{{R}}}embed": f"picture:{saved}"})
        inner = blip
        for space, tag in ((PIC, "blipFill"), (PIC, "pic"), (A, "graphicData"), (A, "graphic")):
            outer = etree.Element(f"{{{space}}}{tag}")
            outer.append(inner)
            inner = outer
        inline = etree.Element(f"{{{WP}}}inline")
        inline.append(etree.Element(f"{{{WP}}}docPr", {"descr": said}))
        inline.append(inner)
        return make("r", make("drawing", inline))
