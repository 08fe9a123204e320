"""Converts HTML to Markdown with html-to-markdown, whose options are fixed here for all importers.

The HTML must be sanitized. Text that would be read as Markdown, also in edblog's dialect, is escaped. Marks, which are
characters of a private range (see `marks.py`), pass unchanged.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from html_to_markdown import ConversionOptions

# Linear: no two alternatives start with the same character.
_DIALECT = re.compile(r"[$^{|]|:(?=[\w+-]+:)|!(?=!!|\[)|(?<=!)!")
"""Characters with a meaning in edblog's Markdown that html-to-markdown does not escape."""
_STAND_IN = 0xF5000
_ESCAPED = re.compile("[\U000f5000-\U000f507f]")
_GAP = "\U000f5100"
"""A paragraph before a quotation, where html-to-markdown writes no blank line."""
_GAPS = re.compile(f"^[ \t>]*{_GAP}\n", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")


@cache
def _options() -> ConversionOptions:
    from html_to_markdown import ConversionOptions

    return ConversionOptions(
        escape_asterisks=True,
        escape_underscores=True,
        escape_misc=True,
        heading_style="atx",
        bullets="-",
        list_indent_width=4,
        sub_symbol="~",
        sup_symbol="^",
        newline_style="backslash",
        br_in_tables=True,
        compact_tables=True,
        autolinks=False,
        extract_metadata=False,
    )


def markdown_of(tree: etree._Element) -> str:
    """The Markdown of a tree of sanitized HTML; the tree is changed."""
    from html_to_markdown import convert

    for element in tree.iter():
        if element.tag not in ("code", "pre"):
            element.text = _protected(element.text)
        element.tail = _protected(element.tail)
        if element.tag == "img":
            element.set("alt", _protected(element.get("alt", "")) or "")
    for quotation in list(tree.iter("blockquote")):
        _separate(quotation)
    html = etree.tostring(tree, encoding="unicode", method="html")
    found = convert(html, _options()).content or ""
    found = _ESCAPED.sub(lambda mark: f"\\{chr(ord(mark[0]) - _STAND_IN)}", found)
    return _BLANK_LINES.sub("\n\n", _GAPS.sub("", found)).strip("\n") + "\n"


def _separate(quotation: etree._Element) -> None:
    """Adds a blank line before a quotation, except between two neighboring quotations."""
    before = quotation.getprevious()
    if before is not None and before.tag == "blockquote" and not (before.tail or "").strip():
        for inner in reversed(list(before)):
            quotation.insert(0, inner)
        before.drop_tree()
        before = quotation.getprevious()
    if before is not None or (quotation.getparent().text or "").strip():
        gap = quotation.makeelement("p")
        gap.text = _GAP
        quotation.addprevious(gap)


def _protected(text: str | None) -> str | None:
    """The text with placeholders for the characters to escape."""
    return text and _DIALECT.sub(lambda found: chr(_STAND_IN + ord(found[0])), text)
