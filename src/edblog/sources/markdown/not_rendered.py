"""What other programs understand in a text and edblog does not: links of wikis, and diagrams. Each becomes a warning with the form to use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from edblog.files.types import PUBLISHED, extension
from edblog.problems import Problem
from edblog.problems.places import line_and_column
from edblog.sources.markdown.html_blocks import says_words

LIMIT = 100
"""Warnings of each kind for one text."""

# What is between the brackets holds none, so it is read once; `[[1]](address)` is a link of Markdown.
_WIKI = re.compile(r"(?<!\\)(!?)\[\[(?! )([^\[\]\n|]{1,200}+)(?:\|([^\[\]\n]{0,200}+))?\]\](?!\()")
_DIAGRAM = re.compile(
    r"^[ \t>]*+(?:[-*+] |\d{1,9}[.)] )?[ \t]*+(?:```+|~~~+)[ \t]*+(mermaid|plantuml|graphviz)\b", re.MULTILINE
)
_DEFINED = re.compile(r"^ {0,3}\[([^\[\]\n]++)\]:", re.MULTILINE)
# A whole tag on one or two lines.
_TAG = re.compile(r"<[A-Za-z][^<>]{0,300}>")


def not_rendered(path: str, written: str, prose: str, first_line: int) -> list[Problem]:
    """The warnings of a text that starts on line `first_line`; `prose` is the text without its code."""
    found = [*_finds(written, prose)]
    return [
        Problem(
            path,
            "warning",
            code,
            message,
            help_,
            *line_and_column(written, at, first_line),
        )
        for at, code, message, help_ in found
    ]


_Find = tuple[int, str, str, str]
"""Where in the text, code, message and help."""


def _finds(written: str, prose: str) -> Iterator[_Find]:
    if "[[" in prose:
        yield from islice(_wiki_links(prose), LIMIT)
    if "mermaid" in written or "plantuml" in written or "graphviz" in written:
        for found in islice(_DIAGRAM.finditer(written), LIMIT):
            message = f"a diagram of {found[1].capitalize()} is not drawn here, so readers see its code"
            help_ = "save the diagram as a picture (SVG) beside the story and write: ![What it shows](diagram.svg)"
            yield found.start(1), "diagram-as-code", message, help_
    if "<" in prose and ">" in prose:
        yield from islice(_comparisons(prose), LIMIT)


def _wiki_links(prose: str) -> Iterator[_Find]:
    defined = {name.casefold() for name in _DEFINED.findall(prose)} if "]:" in prose else ()
    for found in _WIKI.finditer(prose):
        # An address is reported as one, `[[^1]]` as a footnote, and `[[1]]` is a source or a place in a list of a program.
        if (
            found[2][0] == "^"
            or found[2].casefold() in defined
            or "://" in found[2]
            or found[2].strip().isdigit()
        ):
            continue
        name, _, heading = found[2].strip().partition("#")
        typed = found[0] if len(found[0]) < 80 else "[[…]]"
        message = f"{typed} is how wikis write a link, and here it is only words"
        target = _target(name, heading)
        words = (found[3] or "").strip()
        if found[1]:
            message = f"{typed} is how wikis show a picture, and here it is only words"
            words = "" if not words or words.replace("x", "").isdigit() else words
            yield found.start(), "wiki-link", message, f"write: ![{words or 'What it shows'}]({target})"
        else:
            yield found.start(), "wiki-link", message, f"write: [{words or name or heading}]({target})"


def _target(name: str, heading: str) -> str:
    """The address that a link needs in Markdown."""
    if name and extension(name) not in PUBLISHED and not name.endswith(".md"):
        name = f"{name}.md"
    target = name + (f"#{'-'.join(heading.lower().split())}" if heading else "")
    return f"<{target}>" if " " in target else target


def _comparisons(prose: str) -> Iterator[_Find]:
    for found in _TAG.finditer(prose):
        # `[words](<two words.md>)` is a link.
        if prose.startswith("](", max(0, found.start() - 2)) or prose.startswith(
            "]: ", max(0, found.start() - 3)
        ):
            continue
        if says_words(found[0], prose[found.start() - 1 : found.start()]):
            message = "this < looks like the beginning of HTML; it is shown as it is"
            yield found.start(), "less-than", message, "write \\< so that everybody sees that it is no HTML"
