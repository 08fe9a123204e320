"""Converts HTML to Markdown with html-to-markdown, whose options are fixed here for importers and for stories as Markdown.

The HTML must be sanitized. Text that would be read as Markdown, also in edblog's dialect, is escaped. Marks, which are
characters of a private range (see `marks.py`), pass unchanged.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from edblog.outputs.markdown.backslashes import without_needless

if TYPE_CHECKING:
    from html_to_markdown import ConversionOptions

# Linear: no two alternatives start with the same character.
_DIALECT = re.compile(r"[$^{|&\\]|(?<![^\W_]):(?=[a-z+-][\w+-]*:)|!(?=!!|\[)|(?<=!)!")
"""Characters with a meaning in edblog's Markdown that html-to-markdown does not escape."""
_STAND_IN, _TAG = 0xF5000, 0xF5200
_ESCAPED = re.compile("[\U000f5000-\U000f507f]")
_AND = chr(_STAND_IN + ord("&"))
_ENTITY = re.compile(f"{_AND}(?=#|[A-Za-z][A-Za-z0-9]*+;)")
"""What would be read as the name of a character; a backslash does not help there."""
_TAGS = re.compile("[\U000f5200-\U000f520f]")
_GAP = "\U000f5100"
"""A paragraph before a quotation, where html-to-markdown writes no blank line."""
_GAPS = re.compile(f"^[ \t>]*{_GAP}\n", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")
_MARKED = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "s": "s",
    "del": "del",
    "sub": "sub",
    "sup": "sup",
}
_NAMES = ("strong", "em", "s", "del", "sub", "sup")
_INLINE = frozenset([*_MARKED, "a", "span", "u", "mark", "code"])


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

    for element in list(tree.iter(*_MARKED)):
        if _needs_tags(element):
            _as_tags(element)
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
    found = _ENTITY.sub("&amp;", found).replace(_AND, "&")
    found = _ESCAPED.sub(lambda mark: f"\\{chr(ord(mark[0]) - _STAND_IN)}", found)
    found = _BLANK_LINES.sub("\n\n", _GAPS.sub("", found))
    found = without_needless(found.strip("\n")) + "\n"
    return _TAGS.sub(_tag, found)


def _needs_tags(element: etree._Element) -> bool:
    """Whether the characters of Markdown would not be read as marks there, by the rules of CommonMark and of edblog."""
    text = "".join(element.itertext())
    before, after = _beside(element)
    if element.tag in ("sub", "sup"):
        return not (text.isalnum() and before.isalnum()) or (element.tag == "sub" and after in ("~", ""))
    if not text.strip():
        return False
    # A run of stars between a letter and a punctuation mark opens or closes nothing.
    opens = before.isalnum() and not text.lstrip()[0].isalnum() and not text[0].isspace()
    closes = after.isalnum() and not text.rstrip()[-1].isalnum() and not text[-1].isspace()
    return opens or closes or (element.tag in ("s", "del") and (before.isalnum() or after.isalnum()))


def _beside(element: etree._Element) -> tuple[str, str]:
    """The characters before and after an element in its block; empty at an end."""
    before = after = ""
    above: etree._Element | None = element
    while above is not None and not (before and after):
        parent, previous, following = above.getparent(), above.getprevious(), above.getnext()
        if not before:
            text = (parent.text if parent is not None else "") if previous is None else previous.tail
            text = text or ("" if previous is None or previous.tag == "br" else "".join(previous.itertext()))
            before = text[-1:]
        if not after:
            text = above.tail or (
                "" if following is None or following.tag == "br" else "".join(following.itertext())
            )
            after = text[:1]
        above = parent if parent is not None and parent.tag in _INLINE else None
    return before, after


def _as_tags(element: etree._Element) -> None:
    """Puts stand-ins for the tags of an element in its place."""
    number = _TAG + 2 * _NAMES.index(_MARKED[element.tag])
    element.text = chr(number) + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + chr(number + 1)
    else:
        element.text += chr(number + 1)
    element.tag = "span"


def _tag(found: re.Match[str]) -> str:
    number, closes = divmod(ord(found[0]) - _TAG, 2)
    return f"<{'/' * closes}{_NAMES[number]}>"


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
