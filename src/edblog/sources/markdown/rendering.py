"""From the Markdown of a text to sanitised HTML and what is known of it.

Python-Markdown does the work with its own extensions, and `finishing.py` has the last look at the document tree.
"""

from __future__ import annotations

import re
import sys
from collections import OrderedDict
from functools import lru_cache
from hashlib import blake2b
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import TocExtension

from edblog.files.deadline import DeadlineExceeded, TimeBudget
from edblog.markup import NO_HTML, CleanHtml
from edblog.model import Heading, Reference, Text
from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.sources.decode import has_controls
from edblog.sources.limits import expanded_length
from edblog.sources.markdown.block_parser import BlocksExtension, GitHubBlocks
from edblog.sources.markdown.checked_text import HtmlText, SourceText
from edblog.sources.markdown.checks import html_problems, source_problems
from edblog.sources.markdown.finishing import Notes, Story, StoryExtension
from edblog.sources.markdown.formulas import Formulas
from edblog.sources.markdown.formulas import Made as MadeFormulas
from edblog.sources.markdown.lengths import count_words, shorten
from edblog.sources.markdown.phrases import phrases
from edblog.sources.markdown.plain_text import tell
from edblog.sources.markdown.sanitize import Sanitiser, without_control_characters

try:
    from edblog.sources.markdown.quick import Markdown
except ImportError:
    from markdown import Markdown  # type: ignore[assignment]

if TYPE_CHECKING:
    from edblog.sources.markdown.players import Players

PAGE_LIMIT = 5_000_000
"""Characters of HTML that a text may become."""
WORK_LIMIT = 3_000_000
"""Characters of HTML that the sanitiser may make of tags that are left open, before it is put where it can be ended."""
STACK = 900
"""Calls inside each other that the conversion of a text may take."""

# Linear, as no two ways to go on begin with the same sign.
_ANCHOR = re.compile(r' id="([^"]+)"')
# An address, a link or a picture below an empty line. Only that one line is looked at, and given back once for each `)`.
_MAYBE_PLAYER = re.compile(r"\n[ \t]*\n[ \t]*(?:<?https?://|!?\[[^\]\n]*\]\([^\n]*\)[ \t]*\n)", re.IGNORECASE)
# A whole tag; each of its parts begins with a sign of its own, so no character is looked at twice.
_TAG = re.compile(r"""</?[A-Za-z](?:[^<>"']|"[^"<]*"|'[^'<]*')*>""")
# A block of code is fenced or indented.
_MAYBE_CODE = ("```", "~~~", "    ", "\t")


@lru_cache(maxsize=2)
def _converter(*, code: bool) -> tuple[Markdown, Story]:
    footnotes = _Footnotes(BACKLINK_TEXT="↩")
    extensions = [footnotes, *_extensions(), *(_highlighting() if code else ()), BlocksExtension(footnotes)]
    md = Markdown(extensions=extensions)
    story = md.treeprocessors["edblog-story"]
    assert isinstance(story, Story)
    return md, story


class _Listed(OrderedDict[str, str]):
    def keys(self) -> Any:
        return list(super().keys())


class _Footnotes(FootnoteExtension):
    """Footnotes. One that is defined inside another changes what the library is going through, which would end it."""

    def reset(self) -> None:
        super().reset()
        self.footnotes = _Listed()


def _extensions() -> list[Extension]:
    # By name, Python-Markdown would look through everything that is installed.
    return [
        AbbrExtension(),
        AttrListExtension(),
        TocExtension(permalink=False),
        StoryExtension(),
    ]


def _highlighting() -> list[Extension]:
    # Pygments takes long to load, and few stories hold code.
    from markdown.extensions.codehilite import CodeHiliteExtension
    from markdown.extensions.fenced_code import FencedCodeExtension

    return [CodeHiliteExtension(guess_lang=False, css_class="highlight"), FencedCodeExtension()]


def _convert(body: str, lang: str, players: Players | None, formulas: Formulas) -> tuple[str, Notes]:
    md, story = _converter(code=any(sign in body for sign in _MAYBE_CODE))
    md.reset()
    assert isinstance(md.parser, GitHubBlocks)
    md.parser.formulas = formulas
    story.notes = Notes(phrases=phrases(lang), players=players.shown() if players else {})
    return md.convert(players.marked() if players else body), story.notes


_sanitiser = lru_cache(Sanitiser)


EMPTY = Text(blake2b(b"", digest_size=16).digest(), (), (), (), "", 0)
"""What is known of a text that has no words."""


def render_text(
    path: str, body: str, first_line: int, lang: str = "en", seconds: float = 2
) -> tuple[Text | None, CleanHtml, list[Problem]]:
    """What is known of a Markdown text, its sanitised HTML, and the problems met.

    `first_line` is the line of the file on which the text starts. The text is None when it could not
    be converted, for instance within so many seconds of work.
    """
    allowed = TimeBudget(seconds)
    try:
        size, converted, problems, finished = allowed.run_within(_made, path, body, first_line, lang)
        if converted is None or size > PAGE_LIMIT:
            return None, NO_HTML, [_too_long(path, first_line, size)]
        # The sanitiser is not in Python, so no signal interrupts it.
        text, html, more = finished or allowed.run_in_helper(_finished, path, body, first_line, converted)
    except DeadlineExceeded:
        _converter.cache_clear()
        return None, NO_HTML, [_too_slow(path, first_line, seconds)]
    except RecursionError:
        _converter.cache_clear()
        return None, NO_HTML, [_too_deep(path, first_line)]
    except Exception as error:  # noqa: BLE001  (a text that a library cannot take must not stop a site)
        _converter.cache_clear()
        return None, NO_HTML, [_unreadable(path, first_line, error)]
    if len(html) > PAGE_LIMIT:
        return None, NO_HTML, [_too_long(path, first_line, len(html))]
    return text, html, [*problems, *more]


class _Converted(NamedTuple):
    """A text as HTML that is not safe yet, and what is known of it."""

    raw: str
    notes: Notes
    players: Players | None
    formulas: MadeFormulas | None


class _Made(NamedTuple):
    """What became of a text."""

    size: int
    """Characters of its HTML, or of what would come of its definitions alone where that is too much."""
    converted: _Converted | None
    problems: list[Problem]
    finished: tuple[Text, CleanHtml, list[Problem]] | None
    """None where that may take long, or is not wanted."""


def _made(path: str, body: str, first_line: int, lang: str) -> _Made:
    # Looked at before it becomes so long: that would take memory, and not much time.
    if (size := expanded_length(body)) > PAGE_LIMIT:
        return _Made(size, None, [], None)
    converted, problems = _converted(path, body, first_line, lang)
    size = len(converted.raw)
    if size > PAGE_LIMIT or _is_heavy(body, converted.raw):
        return _Made(size, converted, problems, None)
    return _Made(size, converted, problems, _finished(path, body, first_line, converted))


def _converted(path: str, body: str, first_line: int, lang: str) -> tuple[_Converted, list[Problem]]:
    limit = sys.getrecursionlimit()
    # How deep a text may go must not depend on who calls: Python-Markdown looks at what is left of the stack.
    sys.setrecursionlimit(_depth() + STACK)
    try:
        players = _players(path, body, first_line, lang)
        formulas = Formulas(body)
        raw, notes = _convert(body, lang, players, formulas)
        problems: list[Problem] = []
        made = None
        written = body
        if players:
            raw, problems = players.restored(raw, notes.live)
            problems += players.problems(notes.live)
            written = players.without(notes.live)
        if formulas.found:
            made, unknown = formulas.made(path)
            problems += unknown
        problems += source_problems(SourceText.of(path, written, first_line))
        return _Converted(raw, notes, players, made), problems
    finally:
        sys.setrecursionlimit(limit)


def _players(path: str, body: str, first_line: int, lang: str) -> Players | None:
    if ":::" not in body and not _MAYBE_PLAYER.search(f"\n\n{body}\n"):
        return None
    from edblog.sources.markdown.players import Players

    players = Players(path, body, first_line, lang)
    return players if players.drafts else None


def _depth() -> int:
    depth, frame = 0, sys._getframe()  # noqa: SLF001  (there is no other way)
    while (above := frame.f_back) is not None:
        depth, frame = depth + 1, above
    return depth


def _is_heavy(body: str, raw: str) -> bool:
    """Whether HTML of the writer's own may make the sanitiser work without end.

    By the rules of HTML, each element such as `<s>` that is never closed is opened again in each paragraph below it. So what comes
    out is at most the length of the writer's tags times the number of all tags.
    """
    if "<" not in body:
        return False
    tags = _TAG.findall(body)
    # What stands between signs that are no whole tag may be anything.
    length = sum(map(len, tags)) if len(tags) == body.count("<") else len(body)
    return length * raw.count("<") > WORK_LIMIT


def _finished(
    path: str, body: str, first_line: int, converted: _Converted
) -> tuple[Text, CleanHtml, list[Problem]]:
    raw, _, players, formulas = converted
    cleaned = _sanitiser().clean(raw, players.prefix if players else "")
    problems = html_problems(HtmlText(path, body, first_line, raw, cleaned.away))
    html = formulas.put(cleaned.html) if formulas else cleaned.html
    data = html.encode()
    if has_controls(data, html):
        html = without_control_characters(html)
        data = html.encode()
    anchors = tuple(dict.fromkeys(map(unescape, _ANCHOR.findall(html))))
    references = _references(cleaned.pointers)
    played = [
        (place, pointer.target) for place, pointer in enumerate(cleaned.pointers) if pointer.kind == "player"
    ]
    embeds = players.embeds(references, played) if players else ()
    # Last: what is told of the text is what the page will say.
    told = tell(html, [f"edblog:{place}" for place, _ in played])
    text = Text(
        digest=blake2b(data, digest_size=16).digest(),
        references=tuple(references),
        anchors=anchors,
        headings=tuple(Heading(level, id_, title) for level, id_, title in told.headings),
        first_paragraph=shorten(told.first_paragraph),
        words=count_words(told.text),
        embeds=embeds,
    )
    return text, html, problems


def _references(pointers: Any) -> list[Reference]:
    seen: dict[str, int] = {}
    references = []
    for pointer in pointers:
        nth = seen.get(pointer.target, 0)
        seen[pointer.target] = nth + 1
        references.append(Reference(pointer.target, pointer.kind, nth))
    return references


def _too_slow(path: str, line: int, seconds: float) -> Problem:
    message = f"this text could not be converted within {seconds:g} seconds"
    help_ = "look for very long runs of the same character, such as [[[[ or ****, and delete them"
    return problem_of("text-too-slow", path, message, help_, line, 1)


def _too_long(path: str, line: int, size: int) -> Problem:
    message = f"this text becomes a page of {size / 1e6:,.1f} MB, and at most {PAGE_LIMIT / 1e6:.0f} MB are published"
    help_ = "make two or more stories of it; long tables and long programs are better as files"
    return problem_of("text-too-complex", path, message, help_, line, 1)


def _unreadable(path: str, line: int, error: Exception) -> Problem:
    message = f"this text could not be converted: {type(error).__name__} {error}".strip()
    help_ = "take out half of it and try again until you find the line; please tell the makers of edblog about that line"
    return problem_of("text-unreadable", path, message, help_, line, 1)


def _too_deep(path: str, line: int) -> Problem:
    message = "this text has lists or quotes inside each other, too many levels deep"
    return problem_of("text-too-complex", path, message, "bring the text down to a few levels", line, 1)
