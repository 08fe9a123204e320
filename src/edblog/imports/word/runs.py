"""Simplifies the inline content of a Word document: runs, links, fields, notes, symbols, formulas and pictures.

The result has only elements that mammoth reads in full. An element that is not known here gives way to what is in it, so
text in a wrapper of another program is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from edblog.imports.word.drawings import boxes, chosen, outside_boxes, replaced
from edblog.imports.word.fields import Fields
from edblog.imports.word.formulas import tex_of
from edblog.imports.word.parts import Parts
from edblog.imports.word.pictures import drawn_shape, is_decorative, link_of, said_of, vml_shape
from edblog.imports.word.symbols import readable, symbol
from edblog.imports.word.xml import R, attribute, child, make, name, value, within
from edblog.outputs.markdown.marks import FORMULA, mark, without_private

Pieces: TypeAlias = "Iterator[etree._Element]"  # noqa: SLF001  (how lxml names its elements)
_SKIPPED = frozenset(
    """w:pPr w:rPr w:sectPr w:commentReference w:annotationRef w:footnoteRef w:endnoteRef w:delText w:delInstrText
    w:softHyphen w:lastRenderedPageBreak w:proofErr w:sdtPr w:sdtEndPr w:smartTagPr w:customXmlPr w:fldData w:ffData""".split()
)
_FIELD_MARKS = frozenset(["w:fldChar", "w:instrText"])
_GOOGLE = "https://www.google.com/url"
_LETTERS = ("b", "i", "strike")


class Look(NamedTuple):
    """The formatting of a run."""

    letters: tuple[str, ...] = ()
    position: str = ""
    font: str = ""
    is_hidden: bool = False


class Runs:
    """Simplifies the inline content of one part."""

    def __init__(self, parts: Parts, part: str, tree: etree._Element) -> None:
        self._parts = parts
        self._relations = parts.package.relations(part)
        self._fields = Fields(tree)
        self.after: list[etree._Element] = []
        """Blocks to add below the paragraph, such as the content of text boxes."""
        self.left_out: list[str] = []
        """The text of tables of contents, which is left out."""

    def inline(self, element: etree._Element, look: Look) -> Pieces:
        """The runs and links in an element."""
        for inner in element:
            kind = name(inner)
            if kind in _SKIPPED:
                continue
            if look.is_hidden and kind not in _FIELD_MARKS and kind in _MAKERS and kind != "w:r":
                continue
            make_pieces = _MAKERS.get(kind)
            yield from make_pieces(self, inner, look) if make_pieces else self.inline(inner, look)

    def deleted(self, element: etree._Element, _: Look) -> Pieces:
        """Counts a deletion; it has no pieces."""
        if next(within(element, "w:delText", "w:t", "w:drawing", "m:t"), None) is not None:
            self._parts.ledger.count("deletion")
        return iter(())

    def run(self, run: etree._Element, look: Look) -> Pieces:
        """The pieces of a run, each as a separate run."""
        properties = child(run, "w:rPr")
        letters = self._parts.styles.letters(properties)
        hidden = look.is_hidden or "vanish" in letters
        if hidden and next(within(run, "w:t", "w:drawing"), None) is not None and not self._fields.is_code:
            self._parts.ledger.count("hidden")
        position = value(properties, "w:vertAlign")
        return self.inline(
            run,
            Look(
                tuple(letter for letter in _LETTERS if letter in letters),
                position if position in ("superscript", "subscript") else "",
                attribute(child(properties, "w:rFonts"), "ascii"),
                hidden,
            ),
        )

    def link(self, link: etree._Element, look: Look) -> Pieces:
        """A link with its content."""
        target, anchor = self._relations.get(attribute(link, "id")), attribute(link, "anchor")
        href = target.name if target and target.is_outside else ""
        return self._linked(self.inline(link, look), href, anchor)

    def simple_field(self, element: etree._Element, look: Look) -> Pieces:
        """The result of a `w:fldSimple`, a field with its code in an attribute."""
        self._fields.push(self._fields.simple(element))
        yield from self.inline(element, look)
        self._fields.pop()

    def field_mark(self, element: etree._Element, look: Look) -> Pieces:
        """Reads a `w:fldChar`; its only piece may be the value of a form field that ends there."""
        text = self._fields.character(element)
        if text and not look.is_hidden:
            yield _piece(look, make("t", text=text))

    def field_code(self, element: etree._Element, _: Look) -> Pieces:
        """Adds a piece of code to the open field; it has no pieces."""
        self._fields.instruction(element.text or "")
        return iter(())

    def text(self, element: etree._Element, look: Look) -> Pieces:
        """The text of a `w:t`."""
        text = readable(without_private(element.text or ""), look.font, self._parts.ledger)
        return self._shown(make("t", text=text), look) if text else iter(())

    def symbol(self, element: etree._Element, look: Look) -> Pieces:
        """A character of a symbol font."""
        text = symbol(attribute(element, "font"), attribute(element, "char"), self._parts.ledger)
        return self._shown(make("t", text=text), look) if text else iter(())

    def tab(self, _: etree._Element, look: Look) -> Pieces:
        """A tab character."""
        return self._shown(make("tab"), look)

    def line_end(self, _: etree._Element, look: Look) -> Pieces:
        """The end of a line, a column or a page within a paragraph."""
        return self._shown(make("br"), look)

    def hyphen(self, _: etree._Element, look: Look) -> Pieces:
        """A non-breaking hyphen."""
        return self._shown(make("t", text="-"), look)

    def word_art(self, element: etree._Element, look: Look) -> Pieces:
        """The text of WordArt."""
        text = without_private(attribute(element, "string"))
        return self._shown(make("t", text=f" {text} "), look) if text.strip() else iter(())

    def note(self, element: etree._Element, _: Look) -> Pieces:
        """A reference to a footnote or an endnote."""
        number = self._parts.reference(name(element), attribute(element, "id"))
        if number is not None and not self._fields.is_code:
            yield make("r", make("footnoteReference", id=str(number)))

    def alternate(self, element: etree._Element, look: Look) -> Pieces:
        """The content of the chosen alternative."""
        found = chosen(element)
        return iter(()) if found is None else self.inline(found, look)

    def formula(self, element: etree._Element, look: Look) -> Pieces:
        """A mark in place of a formula."""
        if tex := without_private(tex_of(element)):
            number = self._parts.formula(tex, is_block=name(element) == "m:oMathPara")
            yield from self._shown(make("t", text=mark(FORMULA, number)), look)

    def ruby(self, element: etree._Element, look: Look) -> Pieces:
        """A text with its pronunciation (ruby) in parentheses."""
        base, above = child(element, "w:rubyBase"), child(element, "w:rt")
        if base is not None:
            yield from self.inline(base, look)
        if above is not None:
            yield from self._shown(make("t", text="("), look)
            yield from self.inline(above, look)
            yield from self._shown(make("t", text=")"), look)

    def drawing(self, drawing: etree._Element, look: Look) -> Pieces:
        """The pictures in a drawing; its text boxes, charts and diagrams are added below the paragraph."""
        if self._fields.is_code:
            return
        ledger = self._parts.ledger
        for box in boxes(drawing):
            ledger.count("box")
            self.after.extend(box)
        self.after.extend(replaced(drawing, self._parts.package, self._relations, ledger))
        found = [*self._drawn(drawing), *self._painted(drawing)]
        yield from self._linked(iter(found), self._fields.link[0])
        properties = next(within(drawing, "wp:docPr"), None)
        if not found and (said := said_of(properties)):
            ledger.note("the description of a drawing: left out", said)
        for letters in outside_boxes(drawing, "textpath"):
            yield from self.word_art(letters, look)
        for paragraph in outside_boxes(drawing, "txBody"):
            self.after.extend(_lines(paragraph))
        if name(drawing) == "w:object":
            ledger.count("object")

    def _drawn(self, drawing: etree._Element) -> Pieces:
        """The pictures of DrawingML in a drawing."""
        properties = next(within(drawing, "wp:docPr"), None)
        href = self._relations.get(link_of(properties))
        for picture in outside_boxes(drawing, "pic"):
            own = next((one for one in picture.iter() if str(one.tag).endswith("}cNvPr")), None)
            # Its own description is that of the file, unless it is one of several.
            alt = said_of(properties) or said_of(own)
            decorative = is_decorative(properties) or is_decorative(own)
            blip = next(within(picture, "a:blip"), None)
            target = self._relations.get(attribute(blip, "embed") or attribute(blip, "link"))
            if saved := self._parts.pictures.save(target, drawn_shape(picture), alt):
                image = self._parts.image(saved, alt, decorative=decorative)
                yield from self._linked(iter([image]), href.name if href and href.is_outside else "")

    def _painted(self, drawing: etree._Element) -> Pieces:
        """The pictures of VML in a drawing."""
        for data in outside_boxes(drawing, "imagedata"):
            alt = attribute(data.getparent(), "alt") or attribute(data, "title")
            target = self._relations.get(attribute(data, "id") or attribute(data, "relid"))
            if saved := self._parts.pictures.save(target, vml_shape(data), alt):
                yield self._parts.image(saved, alt, decorative=False)

    def _shown(self, piece: etree._Element, look: Look) -> Pieces:
        """The piece as a run, unless it is field code or in a table of contents."""
        if self._fields.is_code:
            return
        if self._fields.is_left_out:
            self.left_out.append(piece.text or " ")
            return
        yield from self._linked(iter([_piece(look, piece)]), *self._fields.link)

    def _linked(self, pieces: Iterable[etree._Element], href: str, anchor: str = "") -> Pieces:
        """The pieces inside a link; without a link if the address is not on the web."""
        if not href:
            if anchor and not self._fields.is_left_out:
                self._parts.ledger.count("inner-link")
            yield from pieces
            return
        href = _plain_address(href)
        if anchor and "#" not in href:
            href = f"{href}#{anchor}"
        if href.partition(":")[0].lower() not in ("http", "https", "mailto", "tel"):
            self._parts.ledger.note("a link without a web address became plain text", href)
            yield from pieces
        elif found := list(pieces):
            link = make("hyperlink", *found)
            link.set(f"{{{R}}}id", self._parts.link(href))
            yield link


def _piece(look: Look, piece: etree._Element) -> etree._Element:
    properties = [make(letter) for letter in look.letters]
    if look.position:
        properties.append(make("vertAlign", val=look.position))
    return make("r", *([make("rPr", *properties)] if properties else []), piece)


def _lines(body: etree._Element) -> Pieces:
    """The paragraphs of a shape (DrawingML), converted to WordprocessingML."""
    for paragraph in within(body, "a:p"):
        text = "".join(one.text or "" for one in within(paragraph, "a:t"))
        if text.strip():
            yield make("p", make("r", make("t", text=text)))


def _plain_address(address: str) -> str:
    """The target of an address; documents from Google Docs link to a redirect page of Google."""
    address = address.strip()
    if address.startswith(_GOOGLE):
        wanted = parse_qs(urlsplit(address).query).get("q", [""])[0]
        return wanted if wanted.startswith(("http://", "https://")) else address
    return address


_MAKERS: Mapping[str, Callable[[Runs, etree._Element, Look], Pieces]] = {
    "w:del": Runs.deleted,
    "w:moveFrom": Runs.deleted,
    "w:r": Runs.run,
    "w:hyperlink": Runs.link,
    "w:fldSimple": Runs.simple_field,
    "w:fldChar": Runs.field_mark,
    "w:instrText": Runs.field_code,
    "w:t": Runs.text,
    "w:sym": Runs.symbol,
    "w:tab": Runs.tab,
    "w:ptab": Runs.tab,
    "w:br": Runs.line_end,
    "w:cr": Runs.line_end,
    "w:noBreakHyphen": Runs.hyphen,
    "w:footnoteReference": Runs.note,
    "w:endnoteReference": Runs.note,
    "w:ruby": Runs.ruby,
    "w:drawing": Runs.drawing,
    "w:pict": Runs.drawing,
    "w:object": Runs.drawing,
    "m:oMath": Runs.formula,
    "m:oMathPara": Runs.formula,
    "mc:AlternateContent": Runs.alternate,
}
