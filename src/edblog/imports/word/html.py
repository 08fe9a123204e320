"""Converts a simplified Word document to HTML with mammoth."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from edblog.imports.word.parts import Parts
from edblog.imports.word.xml import R, make

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_STYLES = """
p.Title => h1.title:fresh
p.Heading7 => h6:fresh
p.Heading8 => h6:fresh
p.Heading9 => h6:fresh
p.Quote => blockquote > p:fresh
"""
_LEVELS = 9


def html_of(document: etree._Element, notes: etree._Element, parts: Parts) -> str:
    """The HTML of a simplified document. Its pictures have addresses such as `picture-1.png`."""
    import mammoth

    def convert_image(image: Any) -> dict[str, str]:
        with image.open() as file:
            return {"src": file.read().decode()}

    result = mammoth.convert_to_html(
        BytesIO(_archive(document, notes, parts)),
        style_map=_STYLES + _lists(),
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(convert_image),
    )
    return str(result.value)


def _lists() -> str:
    """Style mappings for lists below the five levels that mammoth knows."""
    rules = []
    for depth in range(6, _LEVELS + 1):
        above = "ul|ol > li > " * (depth - 1)
        rules += [
            f"p:{kind}-list({depth}) => {above}{tag} > li:fresh"
            for kind, tag in (("unordered", "ul"), ("ordered", "ol"))
        ]
    return "\n".join(rules)


def _archive(document: etree._Element, notes: etree._Element, parts: Parts) -> bytes:
    out = BytesIO()
    types = "".join(
        f'<Default Extension="{suffix}" ContentType="{kind}"/>'
        for suffix, kind in (
            ("png", "image/png"),
            ("jpg", "image/jpeg"),
            ("gif", "image/gif"),
            ("webp", "image/webp"),
            ("svg", "image/svg+xml"),
        )
    )
    with ZipFile(out, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>',
        )
        archive.writestr("_rels/.rels", _relations([("main", "officeDocument", "word/document.xml", False)]))
        archive.writestr("word/document.xml", etree.tostring(document))
        archive.writestr("word/footnotes.xml", etree.tostring(notes))
        archive.writestr("word/numbering.xml", etree.tostring(_numbering()))
        pictures = [
            (f"picture:{one.name}", "image", f"media/{one.name}", False) for one in parts.pictures.saved
        ]
        links = [(f"link{at}", "hyperlink", href, True) for at, href in enumerate(parts.links)]
        for part in ("document", "footnotes"):
            archive.writestr(f"word/_rels/{part}.xml.rels", _relations([*pictures, *links]))
        for picture in parts.pictures.saved:
            archive.writestr(f"word/media/{picture.name}", picture.name)
    return out.getvalue()


def _relations(rows: list[tuple[str, str, str, bool]]) -> bytes:
    tree = etree.Element(f"{{{_PACKAGE}}}Relationships")
    for id_, kind, target, outside in rows:
        row = etree.SubElement(tree, f"{{{_PACKAGE}}}Relationship", Id=id_, Type=f"{R}/{kind}", Target=target)
        if outside:
            row.set("TargetMode", "External")
    return bytes(etree.tostring(tree))


def _numbering() -> etree._Element:
    """The definitions of a bullet list and a numbered list, as XML."""
    lists = [
        make(
            "abstractNum",
            *(make("lvl", make("numFmt", val=form), ilvl=str(at)) for at in range(_LEVELS)),
            abstractNumId=id_,
        )
        for id_, form in (("1", "bullet"), ("2", "decimal"))
    ]
    return make(
        "numbering", *lists, *(make("num", make("abstractNumId", val=id_), numId=id_) for id_ in ("1", "2"))
    )
