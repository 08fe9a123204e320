"""From the Markdown of a text to sanitised HTML and what is known of it.

Python-Markdown does the work with its own extensions, and `story.py` has the last look at the document tree.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from html import unescape
from typing import Any

from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension

from edblog.markup import NO_HTML, CleanHtml
from edblog.model import Reference, Text
from edblog.problems import Problem
from edblog.sources.deadline import DeadlineExceeded, within
from edblog.sources.phrases import phrases
from edblog.sources.sanitize import Sanitiser, has_unusual_tags, removed_by_cleaning
from edblog.sources.slips import slips
from edblog.sources.story import Notes, Story, StoryExtension
from edblog.urls import anchor

try:
    from edblog.sources.quick import Markdown
except ImportError:
    from markdown import Markdown  # type: ignore[assignment]

TIME_LIMIT = 5.0
"""Seconds that Python-Markdown may take for one text."""

_ANCHOR = re.compile(r' id="([^"]+)"')
_MAYBE_REMOVED = re.compile(r"<[A-Za-z!/?]|\{|\]\(\s*<?\s*[a-z]+:|\]:\s*<?[a-z]+:", re.IGNORECASE)
# A block of code is fenced or indented.
_MAYBE_CODE = ("```", "~~~", "    ", "\t")


@lru_cache(maxsize=2)
def _converter(*, code: bool) -> tuple[Markdown, Story]:
    md = Markdown(extensions=[*_extensions(), *(_highlighting() if code else ())])
    story = md.treeprocessors["edblog-story"]
    assert isinstance(story, Story)
    return md, story


def _extensions() -> list[Extension]:
    # By name, Python-Markdown would look through everything that is installed.
    return [
        AbbrExtension(),
        AdmonitionExtension(),
        AttrListExtension(),
        DefListExtension(),
        FootnoteExtension(BACKLINK_TEXT="↩"),
        SaneListExtension(),
        TableExtension(use_align_attribute=True),
        TocExtension(slugify=lambda value, _separator: anchor(value), permalink=False),
        StoryExtension(),
    ]


def _highlighting() -> list[Extension]:
    # Pygments takes long to load, and few stories hold code.
    from markdown.extensions.codehilite import CodeHiliteExtension
    from markdown.extensions.fenced_code import FencedCodeExtension

    return [CodeHiliteExtension(guess_lang=False, css_class="highlight"), FencedCodeExtension()]


def _convert(body: str, lang: str) -> tuple[str, Notes]:
    md, story = _converter(code=any(sign in body for sign in _MAYBE_CODE))
    md.reset()
    story.notes = Notes([], phrases=phrases(lang))
    return md.convert(body), story.notes


_sanitiser = lru_cache(Sanitiser)


EMPTY = Text(blake2b(b"", digest_size=16).digest(), (), (), (), "", 0)
"""What is known of a text that has no words."""


def render_text(
    path: str, body: str, first_line: int, lang: str = "en"
) -> tuple[Text | None, CleanHtml, list[Problem]]:
    """What is known of a Markdown text, its sanitised HTML, and the problems met.

    `first_line` is the line of the file on which the text starts. The text is None when it could not
    be converted.
    """
    try:
        return within(TIME_LIMIT, _render, path, body, first_line, lang)
    except DeadlineExceeded:
        _converter.cache_clear()
        return None, NO_HTML, [_too_slow(path, first_line)]
    except RecursionError:
        _converter.cache_clear()
        return None, NO_HTML, [_too_deep(path, first_line)]


def _render(path: str, body: str, first_line: int, lang: str) -> tuple[Text, CleanHtml, list[Problem]]:
    raw, notes = _convert(body, lang)
    cleaned = _sanitiser().clean(raw)
    problems = slips(path, body, first_line)
    problems += _removals(path, body, raw) if has_unusual_tags(raw) and _MAYBE_REMOVED.search(body) else []
    problems += [_picture_elsewhere(path, address) for address in dict.fromkeys(cleaned.away)]
    data = cleaned.html.encode()
    anchors = tuple(dict.fromkeys(map(unescape, _ANCHOR.findall(cleaned.html))))
    text = Text(
        digest=blake2b(data, digest_size=16).digest(),
        references=_references(cleaned.pointers),
        anchors=anchors,
        headings=tuple(heading for heading in notes.headings if heading.id in anchors),
        first_paragraph=notes.first_paragraph,
        words=notes.words,
    )
    return text, cleaned.html, problems


def _references(pointers: Any) -> tuple[Reference, ...]:
    seen: dict[str, int] = {}
    references = []
    for pointer in pointers:
        nth = seen.get(pointer.target, 0)
        seen[pointer.target] = nth + 1
        references.append(Reference(pointer.target, pointer.kind, nth))
    return tuple(references)


def _removals(path: str, body: str, raw: str) -> list[Problem]:
    problems = []
    for name in removed_by_cleaning(raw):
        inner = name.strip("<>").split('"')[0].rstrip("=")
        spot = f"<{inner}" if name.startswith("<") else name.split('"')[0]
        if name.startswith(('href="', 'src="')):
            spot = name.split('"')[1].rstrip("…")
        elif name.startswith(("class=", "id=")):
            spot = name.split('"')[1]
        found = re.search(re.escape(spot), body, re.IGNORECASE)
        problems.append(
            Problem(
                path,
                "warning",
                "html-removed",
                f"{name} was removed: it is not among the HTML that a story may use",
                _instead(name),
                text=found[0] if found else "",
            )
        )
    return problems


def _instead(name: str) -> str:
    if name in ("<iframe>", "<video>", "<audio>", "<embed>", "<object>"):
        return "link to it instead: [Watch the lesson](https://…)"
    if name.startswith(("href=", "src=")):
        return "use an address that starts with https://"
    if name.startswith("<"):
        return "say it in Markdown, or leave it out; a story cannot hold programs, styles or forms"
    return "leave it out; the theme gives a story its looks"


def _picture_elsewhere(path: str, address: str) -> Problem:
    return Problem(
        path,
        "warning",
        "picture-elsewhere",
        "this picture is on another web site, so the page shows a link in its place",
        "if you may use it, download it, put it beside the story and name that file",
        text=address,
    )


def _too_slow(path: str, line: int) -> Problem:
    return Problem(
        path,
        "error",
        "text-too-complex",
        f"this text could not be converted within {TIME_LIMIT:.0f} seconds",
        "look for very long runs of the same sign, such as [[[[ or ****, and take them out",
        line=line,
        column=1,
    )


def _too_deep(path: str, line: int) -> Problem:
    return Problem(
        path,
        "error",
        "text-too-complex",
        "this text has lists or quotes inside each other, too many levels deep",
        "bring the text down to a few levels",
        line=line,
        column=1,
    )
