"""The start and the end of HTML blocks in a Markdown text: CommonMark 0.31, section 4.6.

A blank line ends most HTML blocks, and Markdown continues below. In `<details>` it continues even without a blank line, because writers
put text there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

# Linear: a tag name, an attribute and the space between them each start with characters of their own.
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


# The name of a tag, and its attributes one after another; each starts with a letter after a space.
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]*+)(?=[\s/>])")
_ATTRIBUTE = re.compile(r"\s([A-Za-z_:][\w.:-]*+)(\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>]++))?")
# CommonMark 0.31, section 6.6; the names of Word's elements also have colons.
_WELL_FORMED = re.compile(
    r"<(?:[A-Za-z][A-Za-z0-9:-]*+(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?)*+\s*+/?"
    r"|/[A-Za-z][A-Za-z0-9:-]*+\s*+)>",
    re.ASCII,
)
_ADDRESS = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}+:[^\s<>]*+|[^\s<>@]++@[^\s<>@]++)>")
_ALONE = frozenset(
    """allowfullscreen async autofocus autoplay checked compact controls default defer disabled download hidden inert ismap itemscope loop
    markdown multiple muted noshade novalidate nowrap open playsinline readonly required reversed selected""".split()
)
"""Attributes that need no value."""
_ELEMENTS = frozenset(
    """a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button canvas caption center
    cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame
    frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee math menu meta
    meter nav nobr noframes noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script search section
    select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track
    tt u ul var video wbr""".split()
)


def is_prose(tag: str, before: str) -> bool:
    """Whether something like a tag is part of a sentence: `a<b then c>d`, `x<y>z`, `a<b. Then c>d`. `before` is the character before it."""
    name = _NAME.match(tag)
    if name is None or _WELL_FORMED.match(tag) is None:
        return not (tag.startswith(("<!", "<?", "<www.")) or _ADDRESS.match(tag))
    if " " not in tag and "\n" not in tag:
        return before.isalnum() and name[1].lower() not in _ELEMENTS and name[1].isalnum()
    return any(
        not value and attribute.lower() not in _ALONE
        for attribute, value in _ATTRIBUTE.findall(tag, name.end())
    )


End = Callable[[str], bool]
"""Whether a line is the last one of an HTML block."""


def _has(word: str, line: str) -> bool:
    return word in line


def never(_line: str) -> bool:
    """The end of a block that only a blank line ends."""
    return False


def _at_once(_line: str) -> bool:
    return True


def html_block(text: str, *, is_paragraph: bool) -> End | None:
    """The end of the HTML block that starts with this line; None if it starts none. The line has no spaces at its start.

    `is_paragraph` is whether the line is right below a paragraph.
    """
    second = text[1:2]
    if second == "!":
        if text.startswith("<!--"):
            return partial(_has, "-->")
        # If it does not end on its line, it is plain text: as HTML it would hide everything below.
        return _at_once if text[2:3].isalpha() and ">" in text else None
    if second == "?":
        return _at_once if "?>" in text else None
    if _RAW.match(text):
        return lambda line: _RAW_END.search(line) is not None
    if _FOLDED.match(text):
        return _at_once
    if _BLOCK.match(text) or (not is_paragraph and _TAG.match(text) and not is_prose(text, "")):
        return never
    return None
