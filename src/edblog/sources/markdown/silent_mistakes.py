"""Warnings for mistakes in Markdown that cause no error, but a page that the writer did not mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from edblog.problems import messages
from edblog.sources.markdown.checked_text import Find, SourceText
from edblog.sources.markdown.emphasis import pairs

# All patterns are linear: each starts with a line, or with a character at which the part before it cannot continue.
_SHALLOW = re.compile(r"^(\d{1,9}[.)] +)\S[^\n]*\n {1,2}([-*+] +\S)", re.MULTILINE)
_NUMBERED = re.compile(r"^ {0,3}(\d{1,9})([.)]) ++(?=\S)", re.MULTILINE)
CLOSE_HEADING = re.compile(r"^ {0,3}(##{1,5})(?=[^\W\d_])", re.MULTILINE)
# A row of hyphens or equals signs; the lines above it are checked afterwards.
_UNDERLINE = re.compile(r"\n {0,3}(--+|==+) *$", re.MULTILINE)
# Words between stars on one line.
_BOLD = re.compile(r"(?<![\\*])\*\*(?!\*)([^*\n]{1,300}+)\*\*(?!\*)")
_MOST = 1_000
"""Numbered lines, or pairs of stars, that are checked in one text."""
SPACES = "\u00a0\u2007\u202f\u3000"
UNSEEN = "\u200b\u2060\ufeff\u200e\u200f\u00ad"
_NOT_SPACE = re.compile(rf"^ *(?:[-*+]|#{{1,6}}|\d{{1,9}}[.)])[{SPACES}]", re.MULTILINE)
_NOT_SEEN = re.compile(
    rf"^ {{0,3}}[{UNSEEN}]+ {{0,3}}(?:[-*+] |#{{1,6}} |\d{{1,9}}[.)] |>|\||```)", re.MULTILINE
)
_ALERT = re.compile(r"^ {0,3}>[ >]*\[!(\w{1,20})\]([^\n]*)", re.MULTILINE)
_FENCE = re.compile(r"^[ >]{0,3}(```+|~~~+)(?=[^`\n]*$)", re.MULTILINE)
_NO_PROSE = re.compile(r" {4}|\t| {0,3}(?:[-*+] |\d+[.)] |[>#|:<]|!!!|\[[^\]]+\]:|\*\[)")
_NOTE = re.compile(r"\[\^([^\[\]\s]+)\](?!:)")
_ANY_NOTE = re.compile(r"\[\^([^\[\]\n]*+)\]")
_REFERENCE = re.compile(r"\[([^\[\]\n^]+)\]\[([^\[\]\n]*)\]")
_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n]+)\]:", re.MULTILINE)


def lists(text: SourceText) -> Iterator[Find]:
    """Numbered lists right below a paragraph that do not start with 1; they need at least two items."""
    prose = text.prose
    last: re.Match[str] | None = None
    for found in islice(_NUMBERED.finditer(prose), _MOST):
        if (
            last
            and int(last[1]) != 1
            and int(found[1]) == int(last[1]) + 1
            and last[2] == found[2]
            and not _NO_PROSE.match(prose, above := prose.rfind("\n\n", 0, last.start()) + 2)
            and above < last.start()
            and "\n\n" not in prose[last.start() : found.start()]
        ):
            at = last.start() + len(last[0]) - len(last[0].lstrip())
            message = "this looks like a list, but without a blank line above it, it is part of the paragraph"
            yield Find(at, "list-in-paragraph", message, "add a blank line above the list")
        last = found


def nested_lists(text: SourceText) -> Iterator[Find]:
    """Inner lists with too few spaces before them."""
    for found in _SHALLOW.finditer(text.prose):
        message = "this looks like a list inside a list, but with so few spaces before it, it starts a separate list"
        help_ = f"put {len(found[1])} spaces before each line of the inner list"
        yield Find(found.start(2), "shallow-list", message, help_)


def headings(text: SourceText) -> Iterator[Find]:
    """Headings without a space after their # characters."""
    for found in CLOSE_HEADING.finditer(text.prose):
        message = messages.HEADING_WITHOUT_SPACE
        help_ = f"put a space between {found[1]} and the words"
        yield Find(found.start(1), "heading-without-space", message, help_)


def paragraphs_as_headings(text: SourceText) -> Iterator[Find]:
    """Rows of hyphens or equals signs that turn several lines into a heading."""
    prose = text.prose
    for found in _UNDERLINE.finditer(prose):
        if found[1] == "=======" and "<<<<<<<" in prose:
            # A merge conflict has an error of its own.
            continue
        above = prose[prose.rfind("\n\n", 0, found.start()) + 1 : found.start()].strip("\n")
        if above.count("\n") and not _NO_PROSE.match(above.rpartition("\n")[2]) and "|" not in above:
            message = f"the line {found[1]} makes a heading of the whole paragraph above it"
            help_ = f"put a blank line above {found[1]}"
            yield Find(found.start(1), "paragraph-as-heading", message, help_)


def other_spaces(text: SourceText) -> Iterator[Find]:
    """Spaces that keep a line from being a list or a heading."""
    for found in _NOT_SPACE.finditer(text.prose):
        marker = found[0].strip(f" {SPACES}")
        what = "heading" if marker[0] == "#" else "list"
        message = f"the space after {marker} is a no-break space, so this is not a {what}"
        help_ = "delete that space and press the space bar"
        yield Find(found.end() - 1, "no-break-space", message, help_)


def unseen_characters(text: SourceText) -> Iterator[Find]:
    """Invisible characters that keep a line from being a list, a heading or a quote."""
    for found in _NOT_SEEN.finditer(text.prose):
        message = "an invisible character at the start of this line keeps it from being a heading, a list or a quote"
        help_ = "delete everything before the first character that you see, or type the line again"
        yield Find(found.start(), "invisible-character", message, help_)


def stars(text: SourceText) -> Iterator[Find]:
    """Words between stars that are not bold by GitHub's rules."""
    prose = text.prose
    for found in islice(_BOLD.finditer(prose), _MOST):
        words = found[1]
        before, after = prose[found.start() - 1], prose[found.end() : found.end() + 1]
        spaced = (words[0] == " ") != (words[-1] == " ")
        signed = (not words[-1].isalnum() and after.isalnum()) or (
            not words[0].isalnum() and before.isalnum()
        )
        if not (spaced or (signed and words == words.strip(" "))):
            continue
        start = prose.rfind("\n", 0, found.start()) + 1
        end = prose.find("\n", found.end())
        line = prose[start : end if end >= 0 else len(prose)]
        if "**" in words or any(
            pair.start + start <= found.start() < pair.end + start for pair in pairs(line)
        ):
            continue
        message = "these stars make nothing bold, and readers see them"
        help_ = f"write **{words.strip()}**, without spaces inside the stars"
        if not spaced:
            help_ = "put the punctuation outside the stars, or a space after them"
        yield Find(found.start(), "stars-shown", message, help_)


def boxes(text: SourceText) -> Iterator[Find]:
    """Boxes such as `> [!NOTE]` that become ordinary quotes."""
    kinds = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")
    for found in _ALERT.finditer(text.prose):
        message = help_ = ""
        if found[1].upper() not in kinds:
            message = f"there is no box [!{found[1]}], so this is an ordinary quote"
            help_ = f"write one of {', '.join(f'[!{kind}]' for kind in kinds)}"
        elif found[2].strip():
            message = f"there are more words on the line of [!{found[1]}], so this is an ordinary quote"
            help_ = "put the words on the next line, after another >"
        if message:
            yield Find(found.start(1) - 2, "unknown-box", message, help_)


def open_code(text: SourceText) -> Iterator[Find]:
    """A block of code that is never closed."""
    if found := _FENCE.search(text.prose):
        message = "this block of code is never closed, so everything below it is shown as code"
        help_ = f"put {found[1]} on a line of its own after the code"
        yield Find(found.start(), "unclosed-code", message, help_)


def footnotes(text: SourceText) -> Iterator[Find]:
    """References to footnotes that do not exist."""
    defined = set(_DEFINITION.findall(text.prose))
    for found in _NOTE.finditer(text.prose):
        if f"^{found[1]}" not in defined:
            help_ = f"write it below the paragraph: [^{found[1]}]: …"
            yield Find(found.start(), "missing-footnote", f'there is no footnote "{found[1]}"', help_)


def unused_footnotes(text: SourceText) -> Iterator[Find]:
    """Footnotes without a reference."""
    notes = (found for found in _DEFINITION.finditer(text.prose) if found[1][0] == "^")
    defined = {found.start(1) - 1: found[1][1:] for found in notes}
    used = {found[1] for found in _ANY_NOTE.finditer(text.prose) if found.start() not in defined}
    for at, name in defined.items():
        if name not in used:
            message = f'nothing in the text refers to the footnote "{name}"'
            yield Find(at, "unused-footnote", message, f"write [^{name}] in the text where it belongs")


def references(text: SourceText) -> Iterator[Find]:
    """Named links without a line that has their address."""
    defined = {name.lower() for name in _DEFINITION.findall(text.prose)}
    for found in _REFERENCE.finditer(text.prose):
        name = found[2] or found[1]
        if name.lower() not in defined:
            message = f'there is no line "[{name}]: …" with the address of this link'
            help_ = f"write the address in parentheses: [{found[1]}](other-story.md)"
            yield Find(found.start(), "missing-reference", message, help_)
