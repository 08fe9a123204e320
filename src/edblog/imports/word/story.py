"""Converts the HTML of a Word document to a story: its title, and its text with notes in Markdown."""

from __future__ import annotations

import re

from lxml import etree

from edblog.imports.tidy import HEADINGS, sanitized, shift_headings, text_of, tidy
from edblog.imports.word.parts import DECORATIVE, Formula
from edblog.outputs.markdown.conversion import markdown_of
from edblog.outputs.markdown.marks import FORMULA, NOTE, filled, leading, mark

_NOTE = re.compile(r"#?footnote-(?:ref-)?([0-9]+)")
_INDENT = re.compile(r"^(?=.)", re.MULTILINE)
# Linear: one picture, whose description is on one line.
_DECORATIVE = re.compile(rf"!\[{DECORATIVE}\]\(([^()\n]*)\)")


def story(text: str, formulas: list[Formula], title: str = "") -> tuple[str, str]:
    """The title and the Markdown of a text; the title is empty if it was not given and there is no heading."""
    tree = sanitized(text)
    notes = _notes(tree)
    tidy(tree)
    title = _title(tree, title)
    shift_headings(list(tree.iter(*HEADINGS)))
    markdown = markdown_of(tree)
    for number, note in notes.items():
        tidy(note)
        for heading in list(note.iter(*HEADINGS)):
            heading.tag = "p"
        lines = _INDENT.sub("    ", markdown_of(note).strip())
        markdown += f"\n[^{number}]: {lines.strip()}\n"
    markdown = filled(markdown, NOTE, lambda number: f"[^{number}]")
    markdown = _with_formulas(markdown, formulas)
    return title, _DECORATIVE.sub(r"![](\1){.decorative}", markdown)


def _notes(tree: etree._Element) -> dict[int, etree._Element]:
    """Removes the notes from the text, and puts a mark at each reference."""
    for anchor in list(tree.iter("a")):
        if anchor.get("id", "").startswith("footnote-ref-") and (
            found := _NOTE.fullmatch(anchor.get("href", ""))
        ):
            outer = anchor.getparent() if anchor.getparent().tag == "sup" else anchor
            outer.tail = mark(NOTE, int(found[1])) + (outer.tail or "")
            outer.drop_tree()
    notes = {}
    for item in list(tree.iter("li")):
        if found := _NOTE.fullmatch(item.get("id", "")):
            for back in list(item.iter("a")):
                if back.get("href", "").startswith("#footnote-ref-"):
                    back.drop_tree()
            item.tag = "div"
            del item.attrib["id"]
            parent = item.getparent()
            parent.remove(item)
            item.tail = None
            if not len(parent):
                parent.drop_tree()
            notes[int(found[1])] = item
    return notes


def _title(tree: etree._Element, given: str) -> str:
    """The title; if it is the first heading of the text, that heading is removed."""
    headings = list(tree.iter(*HEADINGS))
    first = next((one for one in headings if one.get("class") == "title"), headings[0] if headings else None)
    if first is None:
        return given
    found = text_of(first)
    if given and given.casefold() != found.casefold():
        return given
    if not any(text_of(one) for one in first.itersiblings(preceding=True)):
        first.drop_tree()
    return given or found


def _with_formulas(markdown: str, formulas: list[Formula]) -> str:
    lines = []
    for line in markdown.split("\n"):
        number, rest = leading(line, FORMULA)
        if number is not None and not rest and formulas[number].is_block:
            lines.append(f"$$\n{formulas[number].tex}\n$$")
        else:
            # In a list or a table, or beside words, a formula stays within its line.
            lines.append(filled(line, FORMULA, lambda at: f"${formulas[at].tex}$"))
    return "\n".join(lines)
