"""Writes notes about headers, footers and comments of a Word document, which are not imported."""

from __future__ import annotations

from lxml import etree

from edblog.imports.word.parts import Parts
from edblog.imports.word.simplify import Text
from edblog.imports.word.xml import attribute, children, within

_WHAT = {"header": "the header of the pages", "footer": "the footer of the pages"}


def note_margins(parts: Parts) -> None:
    """Adds notes with the words of headers and footers, and counts comments, whose words are never shown."""
    package, ledger = parts.package, parts.ledger
    main = package.tree(package.main)
    used = (
        set()
        if main is None
        else {attribute(one, "id") for one in within(main, "w:headerReference", "w:footerReference")}
    )
    seen = set()
    for id_, target in package.relations(package.main).items():
        if target.kind in _WHAT and id_ in used and (tree := package.tree(target.name)) is not None:
            saved, formulas = list(parts.pictures.saved), list(parts.formulas)
            words = _words(parts, target.name, tree)
            if words and (target.kind, words) not in seen:
                seen.add((target.kind, words))
                ledger.note(f"{_WHAT[target.kind]}: left out", words)
            parts.pictures.saved[:], parts.formulas[:] = saved, formulas
    comments = package.tree(package.part("comments"))
    if number := len(list(children(comments, "w:comment"))):
        ledger.count("comment", number)


def _words(parts: Parts, part: str, tree: etree._Element) -> str:
    text = Text(parts, part, tree)
    lines = []
    for block in [*text.blocks(tree), *text.rest()]:
        for paragraph in within(block, "w:p"):
            lines.append(
                "".join(
                    " " if str(one.tag).endswith(("}tab", "}br")) else one.text or ""
                    for one in within(paragraph, "w:t", "w:tab", "w:br")
                )
            )
            lines += [attribute(one, "descr") for one in within(paragraph, "wp:docPr")]
    return " ".join(" ".join(lines).split())
