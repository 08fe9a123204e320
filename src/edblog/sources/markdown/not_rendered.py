"""What other programs understand in a text and edblog does not: links of wikis, and diagrams. Each becomes a warning with the form to use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edblog.files.types import PUBLISHED, extension
from edblog.sources.markdown.checked_text import Find, SourceText
from edblog.sources.markdown.html_blocks import says_words

# What is between the brackets holds none, so it is read once; `[[1]](address)` is a link of Markdown.
_WIKI = re.compile(r"(?<!\\)(!?)\[\[(?! )([^\[\]\n|]{1,200}+)(?:\|([^\[\]\n]{0,200}+))?\]\](?!\()")
_DIAGRAM = re.compile(
    r"^[ \t>]*+(?:[-*+] |\d{1,9}[.)] )?[ \t]*+(?:```+|~~~+)[ \t]*+(mermaid|plantuml|graphviz)\b", re.MULTILINE
)
_DEFINED = re.compile(r"^ {0,3}\[([^\[\]\n]++)\]:", re.MULTILINE)
# A whole tag on one or two lines.
_TAG = re.compile(r"<[A-Za-z][^<>]{0,300}>")


def wiki_links(text: SourceText) -> Iterator[Find]:
    """Links and pictures as wikis write them."""
    prose = text.prose
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
        words, target = (found[3] or "").strip(), _target(name, heading)
        if found[1]:
            words = "" if not words or words.replace("x", "").isdigit() else words
            message = f"{typed} is how wikis show a picture, and here it is only words"
            yield Find(found.start(), "wiki-link", message, f"write: ![{words or 'What it shows'}]({target})")
        else:
            message = f"{typed} is how wikis write a link, and here it is only words"
            yield Find(found.start(), "wiki-link", message, f"write: [{words or name or heading}]({target})")


def _target(name: str, heading: str) -> str:
    """The address that a link needs in Markdown."""
    if name and extension(name) not in PUBLISHED and not name.endswith(".md"):
        name = f"{name}.md"
    target = name + (f"#{'-'.join(heading.lower().split())}" if heading else "")
    return f"<{target}>" if " " in target else target


def diagrams(text: SourceText) -> Iterator[Find]:
    """Diagrams that other programs draw from their code."""
    for found in _DIAGRAM.finditer(text.written):
        message = f"a diagram of {found[1].capitalize()} is not drawn here, so readers see its code"
        help_ = (
            "save the diagram as a picture (SVG) beside the story and write: ![What it shows](diagram.svg)"
        )
        yield Find(found.start(1), "diagram-as-code", message, help_)


def comparisons(text: SourceText) -> Iterator[Find]:
    """Characters < that are no HTML, and look as if they were."""
    prose = text.prose
    for found in _TAG.finditer(prose):
        # `[words](<two words.md>)` is a link.
        if prose.startswith("](", max(0, found.start() - 2)) or prose.startswith(
            "]: ", max(0, found.start() - 3)
        ):
            continue
        if says_words(found[0], prose[found.start() - 1]):
            message = "this < looks like the beginning of HTML; it is shown as it is"
            help_ = "write \\< so that everybody sees that it is no HTML"
            yield Find(found.start(), "less-than", message, help_)
