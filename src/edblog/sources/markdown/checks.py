"""The list of all checks of a text: those of its Markdown, and those of its HTML. A new check is a function and a line here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.sources import unfinished
from edblog.sources.markdown import accessibility, bare_addresses, not_rendered, readability, silent_mistakes
from edblog.sources.markdown.checked_text import Find, HtmlText, SourceText
from edblog.sources.markdown.sanitize import has_unusual_tags

LIMIT = 100
"""Finds of one check in one text."""


class SourceCheck(NamedTuple):
    """A check of the Markdown of a text."""

    find: Callable[[SourceText], Iterable[Find]]
    hints: tuple[str, ...] = ("",)
    """Pieces of text: the check runs only on texts with one of them, and few texts have one."""


SOURCE_CHECKS = (
    # Left half done
    SourceCheck(unfinished.merge_conflicts, ("<<<<<<<", ">>>>>>>", "|||||||")),
    SourceCheck(unfinished.open_comment, ("<!--",)),
    # Pages that do not look as the writer meant
    SourceCheck(silent_mistakes.lists, (". ", ") ")),
    SourceCheck(silent_mistakes.nested_lists, ("\n  ", "\n ")),
    SourceCheck(silent_mistakes.headings, ("##",)),
    SourceCheck(silent_mistakes.paragraphs_as_headings, ("\n--", "\n==")),
    SourceCheck(silent_mistakes.other_spaces, tuple(silent_mistakes.SPACES)),
    SourceCheck(silent_mistakes.unseen_characters, tuple(silent_mistakes.UNSEEN)),
    SourceCheck(silent_mistakes.boxes, ("[!",)),
    SourceCheck(silent_mistakes.stars, ("**",)),
    SourceCheck(silent_mistakes.open_code, ("```", "~~~")),
    SourceCheck(silent_mistakes.footnotes, ("[^",)),
    SourceCheck(silent_mistakes.unused_footnotes, ("[^",)),
    SourceCheck(silent_mistakes.references, ("][",)),
    SourceCheck(bare_addresses.addresses, ("://", "www.")),
    SourceCheck(bare_addresses.emails, ("@",)),
    SourceCheck(bare_addresses.half_addresses, ("/",)),
    SourceCheck(not_rendered.wiki_links, ("[[",)),
    SourceCheck(not_rendered.diagrams, ("mermaid", "plantuml", "graphviz")),
    SourceCheck(not_rendered.comparisons, ("<",)),
    # Accessibility
    SourceCheck(accessibility.pictures, ("![", "<img")),
    SourceCheck(accessibility.links, ("](", "][", "<a ", "<http")),
    SourceCheck(accessibility.headings, ("#", "\n--", "\n==", "<h")),
    SourceCheck(accessibility.bold_headings, ("\n\n**", "\n\n__")),
    SourceCheck(accessibility.tables, ("|", "<table")),
    SourceCheck(accessibility.bullets),
    SourceCheck(accessibility.capitals),
    # Plain language
    SourceCheck(readability.long_sentences),
    SourceCheck(readability.hard_text),
)


def source_problems(text: SourceText) -> list[Problem]:
    """The problems in the Markdown of a text."""
    written = text.written
    finds: list[Find] = []
    for find, hints in SOURCE_CHECKS:
        for hint in hints:
            if hint in written:
                finds += islice(find(text), LIMIT)
                break
    return text.problems(finds)


_MAYBE_REMOVED = re.compile(r"<[A-Za-z!/?]|\{|\]\(\s*(?:<\s*)?[a-z]+:|\]:\s*<?[a-z]+:", re.IGNORECASE)


def removed(text: HtmlText) -> Iterable[Problem]:
    """HTML that the sanitizer removed."""
    if not (has_unusual_tags(text.raw) and _MAYBE_REMOVED.search(text.body)):
        return ()
    from edblog.sources.markdown.removals import removals

    return removals(text)


def remote_pictures(text: HtmlText) -> Iterator[Problem]:
    """Pictures on other sites, which pages never load."""
    for address in dict.fromkeys(text.remote_pictures):
        message = "this picture is on another website, so the page shows a link in its place"
        help_ = "if you may use it, download it, save it in the same folder as the story, and write its file name here"
        yield problem_of("picture-elsewhere", text.path, message, help_, text=address)


HTML_CHECKS: tuple[Callable[[HtmlText], Iterable[Problem]], ...] = (removed, remote_pictures)


def html_problems(text: HtmlText) -> list[Problem]:
    """The problems in the HTML of a text."""
    return list(chain.from_iterable(check(text) for check in HTML_CHECKS))
