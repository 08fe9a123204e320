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


# The name of a tag, and its attributes one after another; each begins with a letter behind a space.
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]*+)(?=[\s/>])")
_ATTRIBUTE = re.compile(r"\s([A-Za-z_:][\w.:-]*+)(\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>]++))?")
# CommonMark 0.31, section 6.6; Word also has colons in the names of its elements.
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


def says_words(tag: str, before: str) -> bool:
    """Whether what looks like a tag is a part of a sentence: `a<b then c>d`, `x<y>z`, `a<b. Then c>d`. `before` is the character in front of it."""
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
    if _BLOCK.match(text) or (not is_paragraph and _TAG.match(text) and not says_words(text, "")):
        return never
    return None
