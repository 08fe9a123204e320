"""Warnings for Markdown of other programs that edblog does not render: wiki links, and diagrams as code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edblog.files.types import PUBLISHED, extension
from edblog.sources.markdown.checked_text import Find, SourceText
from edblog.sources.markdown.html_blocks import is_prose

# Linear: no brackets inside the brackets. `[[1]](address)` is a Markdown link.
_WIKI = re.compile(r"(?<!\\)(!?)\[\[(?! )([^\[\]\n|]{1,200}+)(?:\|([^\[\]\n]{0,200}+))?\]\](?!\()")
_DIAGRAM = re.compile(
    r"^[ \t>]*+(?:[-*+] |\d{1,9}[.)] )?[ \t]*+(?:```+|~~~+)[ \t]*+(mermaid|plantuml|graphviz)\b", re.MULTILINE
)
_DEFINED = re.compile(r"^ {0,3}\[([^\[\]\n]++)\]:", re.MULTILINE)
# A whole tag on one or two lines.
_TAG = re.compile(r"<[A-Za-z][^<>]{0,300}>")


def wiki_links(text: SourceText) -> Iterator[Find]:
    """Links and pictures in wiki syntax."""
    prose = text.prose
    defined = {name.casefold() for name in _DEFINED.findall(prose)} if "]:" in prose else ()
    for found in _WIKI.finditer(prose):
        # Other checks report web addresses and footnotes (`[[^1]]`); `[[1]]` is a source, or an index in a program.
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
            message = f"{typed} shows a picture in a wiki, but here it is plain text"
            yield Find(found.start(), "wiki-link", message, f"write: ![{words or 'What it shows'}]({target})")
        else:
            message = f"{typed} is a link in a wiki, but here it is plain text"
            yield Find(found.start(), "wiki-link", message, f"write: [{words or name or heading}]({target})")


def _target(name: str, heading: str) -> str:
    """The target of a Markdown link."""
    if name and extension(name) not in PUBLISHED and not name.endswith(".md"):
        name = f"{name}.md"
    target = name + (f"#{'-'.join(heading.lower().split())}" if heading else "")
    return f"<{target}>" if " " in target else target


def diagrams(text: SourceText) -> Iterator[Find]:
    """Diagrams that other programs draw from their code."""
    for found in _DIAGRAM.finditer(text.written):
        message = f"a {found[1].capitalize()} diagram is not drawn here, so readers see its code"
        help_ = "save the diagram as a picture (SVG) in the same folder as the story, and write: ![What it shows](diagram.svg)"
        yield Find(found.start(1), "diagram-as-code", message, help_)


def comparisons(text: SourceText) -> Iterator[Find]:
    """Less-than signs that look like the start of a tag."""
    prose = text.prose
    for found in _TAG.finditer(prose):
        # `[words](<two words.md>)` is a link.
        if prose.startswith("](", max(0, found.start() - 2)) or prose.startswith(
            "]: ", max(0, found.start() - 3)
        ):
            continue
        if is_prose(found[0], prose[found.start() - 1]):
            message = "this < looks like the beginning of HTML, but it is shown as you typed it"
            help_ = "write \\< to make clear that it is not HTML"
            yield Find(found.start(), "less-than", message, help_)
