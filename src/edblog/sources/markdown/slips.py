"""Slips in Markdown that its rules forgive without a word, so that a writer would wonder: each becomes a warning."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import islice

from edblog.problems import Problem
from edblog.sources.markdown.bare import bare_addresses, bare_emails, half_addresses
from edblog.sources.markdown.emphasis import pairs

# Every search here is linear in the length of a text: each pattern begins at the start of a line, or with a sign at which what
# comes before cannot go on, so no character is looked at more than a few times.
_SHALLOW = re.compile(r"^(\d{1,9}[.)] +)\S[^\n]*\n {1,2}([-*+] +\S)", re.MULTILINE)
_NUMBERED = re.compile(r"^ {0,3}(\d{1,9})([.)]) ++(?=\S)", re.MULTILINE)
_CLOSE_HEADING = re.compile(r"^ {0,3}(##{1,5})(?=[^\W\d_])", re.MULTILINE)
# A line below a paragraph; what is above it is looked at only then.
_UNDERLINE = re.compile(r"\n {0,3}(--+|==+) *$", re.MULTILINE)
# Words between stars on one line. A run of stars is read once, and so is what follows it.
_BOLD = re.compile(r"(?<![\\*])\*\*(?!\*)([^*\n]{1,300}+)\*\*(?!\*)")
_MANY = 1_000
"""Lines that begin with a number of which one text is looked at."""
_SPACES = "\u00a0\u2007\u202f\u3000"
_UNSEEN = "\u200b\u2060\ufeff\u200e\u200f\u00ad"
_NOT_SPACE = re.compile(rf"^ *(?:[-*+]|#{{1,6}}|\d{{1,9}}[.)])[{_SPACES}]", re.MULTILINE)
_NOT_SEEN = re.compile(
    rf"^ {{0,3}}[{_UNSEEN}]+ {{0,3}}(?:[-*+] |#{{1,6}} |\d{{1,9}}[.)] |>|\||```)", re.MULTILINE
)
_ALERT = re.compile(r"^ {0,3}>[ >]*\[!(\w{1,20})\]([^\n]*)", re.MULTILINE)
_FENCE = re.compile(r"^[ >]{0,3}(```+|~~~+)(?=[^`\n]*$)", re.MULTILINE)
_NO_PROSE = re.compile(r" {4}|\t| {0,3}(?:[-*+] |\d+[.)] |[>#|:<]|!!!|\[[^\]]+\]:|\*\[)")
_NOTE = re.compile(r"\[\^([^\[\]\s]+)\](?!:)")
_ANY_NOTE = re.compile(r"\[\^([^\[\]\n]*+)\]")
_REFERENCE = re.compile(r"\[([^\[\]\n^]+)\]\[([^\[\]\n]*)\]")
_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n]+)\]:", re.MULTILINE)


def slips(path: str, prose: str, first_line: int) -> list[Problem]:
    """The warnings about a Markdown text, without its code, that starts on line `first_line` of its file."""
    # Few texts have the signs of any slip, and to look for signs is quick.
    found = [slip for signs, rule in _RULES if any(sign in prose for sign in signs) for slip in rule(prose)]
    ends = [end.start() for end in re.finditer("\n", prose)] if found else []
    problems = []
    for start, code, message, help_ in found:
        row = bisect_left(ends, start)
        column = start - (ends[row - 1] if row else -1)
        problems.append(Problem(path, "warning", code, message, help_, line=first_line + row, column=column))
    return problems


_Slip = tuple[int, str, str, str]
"""Where in the text, code, message and help."""


def _lists(prose: str) -> Iterator[_Slip]:
    """A list that begins with another number than 1 right below words; one such number alone is none."""
    last: re.Match[str] | None = None
    for found in islice(_NUMBERED.finditer(prose), _MANY):
        if (
            last
            and int(last[1]) != 1
            and int(found[1]) == int(last[1]) + 1
            and last[2] == found[2]
            and not _NO_PROSE.match(prose, above := prose.rfind("\n\n", 0, last.start()) + 2)
            and above < last.start()
            and "\n\n" not in prose[last.start() : found.start()]
        ):
            message = "this looks like a list, but without a blank line above it, it is part of the paragraph"
            yield (
                last.start() + len(last[0]) - len(last[0].lstrip()),
                "list-in-paragraph",
                message,
                "add a blank line above the list",
            )
        last = found


def _nested_lists(prose: str) -> Iterator[_Slip]:
    for found in _SHALLOW.finditer(prose):
        message = "this looks like a list within a list, but with so few spaces before it, it begins a list of its own"
        help_ = f"put {len(found[1])} spaces before each line of the inner list"
        yield found.start(2), "shallow-list", message, help_


def _headings(prose: str) -> Iterator[_Slip]:
    for found in _CLOSE_HEADING.finditer(prose):
        message = "without a space after the # characters, this is no heading"
        yield (
            found.start(1),
            "heading-without-space",
            message,
            f"write {found[1]} and a space before the words",
        )


def _paragraph_as_heading(prose: str) -> Iterator[_Slip]:
    for found in _UNDERLINE.finditer(prose):
        if found[1] == "=======" and "<<<<<<<" in prose:
            # A merge conflict has an error of its own.
            continue
        start = max(0, prose.rfind("\n\n", 0, found.start()) + 2) if "\n\n" in prose[: found.start()] else 0
        above = prose[start : found.start()].strip("\n")
        if above.count("\n") and not _NO_PROSE.match(above.rpartition("\n")[2]) and "|" not in above:
            message = f"the line {found[1]} makes a heading of the whole paragraph above it"
            yield found.start(1), "paragraph-as-heading", message, f"put a blank line above {found[1]}"


def _other_spaces(prose: str) -> Iterator[_Slip]:
    for found in _NOT_SPACE.finditer(prose):
        sign = found[0].strip(f" {_SPACES}")
        what = "heading" if sign[0] == "#" else "list"
        message = f"the space after {sign} is a no-break space, so this is not a {what}"
        yield found.end() - 1, "no-break-space", message, "delete that space and press the space bar"


def _unseen(prose: str) -> Iterator[_Slip]:
    for found in _NOT_SEEN.finditer(prose):
        message = "an invisible character at the start of this line keeps it from being a heading, a list or a quote"
        help_ = "delete everything before the first character that you see, or type the line again"
        yield found.start(), "invisible-character", message, help_


def _bold(prose: str) -> Iterator[_Slip]:
    """Words between stars that are not bold, by the rules that GitHub has, too."""
    for found in islice(_BOLD.finditer(prose), _MANY):
        words = found[1]
        before, after = prose[found.start() - 1 : found.start()], prose[found.end() : found.end() + 1]
        spaced = (words[0] == " ") != (words[-1] == " ")
        signed = (not words[-1].isalnum() and after.isalnum()) or (
            not words[0].isalnum() and before.isalnum()
        )
        if not (spaced or (signed and words == words.strip(" "))):
            continue
        line = prose.rfind("\n", 0, found.start()) + 1
        end = prose.find("\n", found.end())
        text = prose[line : end if end >= 0 else len(prose)]
        if "**" in words or any(pair.start + line <= found.start() < pair.end + line for pair in pairs(text)):
            continue
        message = "these stars make nothing bold, and readers see them"
        help_ = f"write **{words.strip()}**, without spaces inside the stars"
        if not spaced:
            help_ = "put the punctuation outside the stars, or a space behind them"
        yield found.start(), "stars-shown", message, help_


def _alerts(prose: str) -> Iterator[_Slip]:
    kinds = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")
    for found in _ALERT.finditer(prose):
        at = found.start(1) - 2
        if found[1].upper() not in kinds:
            message = f"there is no box of the kind [!{found[1]}], so this is an ordinary quote"
            yield at, "unknown-box", message, f"write one of {', '.join(f'[!{kind}]' for kind in kinds)}"
        elif found[2].strip():
            message = f"[!{found[1]}] must be alone on its line, or this is an ordinary quote"
            help_ = "put the words on the next line, behind another >"
            yield at, "unknown-box", message, help_


def _fences(prose: str) -> Iterator[_Slip]:
    if found := _FENCE.search(prose):
        message = "this block of code is never closed, so everything below it is shown as code"
        yield found.start(), "unclosed-code", message, f"put {found[1]} on a line of its own after the code"


def _footnotes(prose: str) -> Iterator[_Slip]:
    defined = set(_DEFINITION.findall(prose))
    for found in _NOTE.finditer(prose):
        if f"^{found[1]}" not in defined:
            help_ = f"write it below the paragraph: [^{found[1]}]: …"
            yield found.start(), "missing-footnote", f'there is no footnote "{found[1]}"', help_


def _unused_footnotes(prose: str) -> Iterator[_Slip]:
    defined = {
        found.start(1) - 1: found[1][1:] for found in _DEFINITION.finditer(prose) if found[1][0] == "^"
    }
    used = {found[1] for found in _ANY_NOTE.finditer(prose) if found.start() not in defined}
    for at, name in defined.items():
        if name not in used:
            message = f'nothing in the text leads to the footnote "{name}"'
            yield at, "unused-footnote", message, f"write [^{name}] where it belongs"


def _references(prose: str) -> Iterator[_Slip]:
    defined = {name.lower() for name in _DEFINITION.findall(prose)}
    for found in _REFERENCE.finditer(prose):
        name = found[2] or found[1]
        if name.lower() not in defined:
            help_ = f"write the address in parentheses: [{found[1]}](other-story.md)"
            yield (
                found.start(),
                "missing-reference",
                f'there is no line "[{name}]: …" that says where this leads',
                help_,
            )


_RULES: tuple[tuple[tuple[str, ...], Callable[[str], Iterator[_Slip]]], ...] = (
    ((". ", ") "), _lists),
    (("\n  ", "\n "), _nested_lists),
    (("##",), _headings),
    (("\n--", "\n=="), _paragraph_as_heading),
    (tuple(_SPACES), _other_spaces),
    (tuple(_UNSEEN), _unseen),
    (("[!",), _alerts),
    (("**",), _bold),
    (("```", "~~~"), _fences),
    (("[^",), _footnotes),
    (("[^",), _unused_footnotes),
    (("][",), _references),
    (("://", "www."), bare_addresses),
    (("@",), bare_emails),
    (("/",), half_addresses),
)
"""Each rule, with signs of which a text that breaks it has at least one."""
