"""Where HTML of the writer's own begins and ends between the blocks of a Markdown text: CommonMark 0.31, section 4.6.

Markdown goes on below the blank line that ends most HTML. In `<details>` it also goes on without one, since what writers put there is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

# Each pattern goes one way at each character: a tag name, an attribute and what is between them begin differently.
_RAW = re.compile(r"<(?:script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE)
_RAW_END = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
_FOLDED = re.compile(
    r"(?:</?details(?: [^<>]*+)?>|<summary(?: [^<>]*+)?>(?:[^<]|<(?!/summary))*+</summary>| )++$",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|"
    r"figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|"
    r"optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=\s|/?>|$)",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"<(?:[A-Za-z][A-Za-z0-9-]*+(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?)*+\s*+/?"
    r"|/[A-Za-z][A-Za-z0-9-]*+\s*+)>\s*$",
    re.ASCII,
)


End = Callable[[str], bool]
"""Says whether a block of HTML ends with a line."""


def _has(word: str, line: str) -> bool:
    return word in line


def never(_line: str) -> bool:
    """A block that only a blank line ends."""
    return False


def _at_once(_line: str) -> bool:
    return True


def html_block(text: str, *, is_paragraph: bool) -> End | None:
    """How the HTML ends that begins with this line, which has no spaces before it; None where it is none.

    `is_paragraph` says that it stands right below words.
    """
    second = text[1:2]
    if second == "!":
        if text.startswith("<!--"):
            return partial(_has, "-->")
        # Without an end on their line these are words, as they would hide what comes below.
        return _at_once if text[2:3].isalpha() and ">" in text else None
    if second == "?":
        return _at_once if "?>" in text else None
    if _RAW.match(text):
        return lambda line: _RAW_END.search(line) is not None
    if _FOLDED.match(text):
        return _at_once
    if _BLOCK.match(text) or (not is_paragraph and _TAG.match(text)):
        return never
    return None
