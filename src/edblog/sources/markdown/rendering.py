"""Converts the Markdown of a text to sanitized HTML and a `Text` record.

Python-Markdown does the work with its own extensions and edblog's.
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
from edblog.model import Acronym, Heading, Reference, Text
from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.sources.decode import has_controls
from edblog.sources.limits import expanded_length
from edblog.sources.markdown.acronyms import acronyms
from edblog.sources.markdown.asked import NOTHING, Asked
from edblog.sources.markdown.block_parser import BlocksExtension, GitHubBlocks
from edblog.sources.markdown.checked_text import HtmlText, SourceText
from edblog.sources.markdown.checks import html_problems, source_problems
from edblog.sources.markdown.finishing import FinisherState, FinishingExtension, TreeFinisher
from edblog.sources.markdown.formulas import Formulas, RenderedFormulas
from edblog.sources.markdown.lengths import count_words, shorten
from edblog.sources.markdown.phrases import phrases
from edblog.sources.markdown.plain_text import plain_text
from edblog.sources.markdown.sanitize import Sanitizer, without_control_characters
from edblog.web.markup import NO_HTML, CleanHtml

try:
    from edblog.sources.markdown.quick import Markdown
except ImportError:
    from markdown import Markdown  # type: ignore[assignment]

if TYPE_CHECKING:
    from edblog.sources.markdown.players import Players

PAGE_LIMIT = 5_000_000
"""Characters of HTML of one text."""
WORK_LIMIT = 3_000_000
"""Characters of HTML that the sanitizer may make of unclosed tags; beyond that, it runs in a process that can be ended."""
STACK = 900
"""Nested calls that the conversion of a text may take."""

# Linear: the next character decides how each goes on.
_ANCHOR = re.compile(r' id="([^"]+)"')
# An address, a link or a picture below a blank line. Linear: one line is read, and given back at most once for each `)`.
_MAYBE_PLAYER = re.compile(r"\n[ \t]*\n[ \t]*(?:<?https?://|!?\[[^\]\n]*\]\([^\n]*\)[ \t]*\n)", re.IGNORECASE)
# A whole tag. Linear: each of its parts starts with a character of its own.
_TAG = re.compile(r"""</?[A-Za-z](?:[^<>"']|"[^"<]*"|'[^'<]*')*>""")
_MAYBE_CODE = ("```", "~~~", "    ", "\t")


@lru_cache(maxsize=2)
def _converter(*, code: bool) -> tuple[Markdown, TreeFinisher]:
    footnotes = _Footnotes(BACKLINK_TEXT="↩")
    extensions = [footnotes, *_extensions(), *(_highlighting() if code else ()), BlocksExtension(footnotes)]
    md = Markdown(extensions=extensions)
    finisher = md.treeprocessors["edblog-finishing"]
    assert isinstance(finisher, TreeFinisher)
    return md, finisher


class _Listed(OrderedDict[str, str]):
    def keys(self) -> Any:
        return list(super().keys())


class _Footnotes(FootnoteExtension):
    """Python-Markdown's footnotes, where one may be defined inside another while the library loops over them."""

    def reset(self) -> None:
        super().reset()
        self.footnotes = _Listed()


def _extensions() -> list[Extension]:
    # Given names instead, Python-Markdown would search all installed packages.
    return [
        AbbrExtension(),
        AttrListExtension(),
        TocExtension(permalink=False),
        FinishingExtension(),
    ]


def _highlighting() -> list[Extension]:
    # Imported late: Pygments takes long to load, and few stories have code.
    from markdown.extensions.codehilite import CodeHiliteExtension
    from markdown.extensions.fenced_code import FencedCodeExtension

    return [CodeHiliteExtension(guess_lang=False, css_class="highlight"), FencedCodeExtension()]


def _convert(body: str, lang: str, players: Players | None, formulas: Formulas) -> tuple[str, FinisherState]:
    md, finisher = _converter(code=any(start in body for start in _MAYBE_CODE))
    md.reset()
    assert isinstance(md.parser, GitHubBlocks)
    md.parser.formulas = formulas
    finisher.state = FinisherState(phrases=phrases(lang), players=players.paragraphs() if players else {})
    return md.convert(players.marked() if players else body), finisher.state


_sanitizer = lru_cache(Sanitizer)


EMPTY = Text(blake2b(b"", digest_size=16).digest(), (), (), (), "", 0)
"""The record of an empty text."""


def render_text(
    path: str, body: str, first_line: int, lang: str = "en", seconds: float = 2, asked: Asked = NOTHING
) -> tuple[Text | None, CleanHtml, list[Problem]]:
    """The record of a Markdown text, its sanitized HTML, and its problems.

    `first_line` is the line of the file on which the text starts. The record is None if the text could not
    be converted, for example because it took longer than `seconds`. It has the words that are `asked` for.
    """
    allowed = TimeBudget(seconds)
    try:
        size, converted, problems, finished = allowed.run_within(
            _convert_and_finish, path, body, first_line, lang, asked
        )
        if converted is None or size > PAGE_LIMIT:
            return None, NO_HTML, [_too_long(path, first_line, size)]
        # The sanitizer is not in Python, so no signal interrupts it.
        text, html, more = finished or allowed.run_in_helper(
            _finished, path, body, first_line, converted, asked
        )
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
    """A converted text: HTML that is not sanitized yet, and the data needed to finish it."""

    raw: str
    state: FinisherState
    players: Players | None
    formulas: RenderedFormulas | None
    acronyms: tuple[Acronym, ...] = ()


class _Result(NamedTuple):
    """The result of converting a text, as far as it went."""

    size: int
    """Characters of its HTML, or of its expanded definitions alone if these are too long."""
    converted: _Converted | None
    problems: list[Problem]
    finished: tuple[Text, CleanHtml, list[Problem]] | None
    """None if finishing may take long, or if the text is too long."""


def _convert_and_finish(path: str, body: str, first_line: int, lang: str, asked: Asked) -> _Result:
    # Definitions are measured before they are expanded: long ones would take too much memory.
    if (size := expanded_length(body)) > PAGE_LIMIT:
        return _Result(size, None, [], None)
    converted, problems = _converted(path, body, first_line, lang, asked)
    size = len(converted.raw)
    if size > PAGE_LIMIT or _is_heavy(body, converted.raw):
        return _Result(size, converted, problems, None)
    return _Result(size, converted, problems, _finished(path, body, first_line, converted, asked))


def _converted(
    path: str, body: str, first_line: int, lang: str, asked: Asked
) -> tuple[_Converted, list[Problem]]:
    limit = sys.getrecursionlimit()
    # Python-Markdown checks how much of the stack is left, but the nesting that a text may have must not depend on the caller.
    sys.setrecursionlimit(_depth() + STACK)
    try:
        players = _players(path, body, first_line, lang)
        formulas = Formulas(body)
        raw, state = _convert(body, lang, players, formulas)
        problems: list[Problem] = []
        rendered = None
        written = body
        if players:
            raw, problems = players.restored(raw, state.placed)
            problems += players.problems(state.placed)
            written = players.without(state.placed)
        if formulas.found:
            rendered, invalid = formulas.render(path)
            problems += invalid
        text = SourceText.of(path, written, first_line, lang, asked)
        problems += source_problems(text)
        found = acronyms(text) if asked.acronyms else ()
        return _Converted(raw, state, players, rendered, found), problems
    finally:
        sys.setrecursionlimit(limit)


def _players(path: str, body: str, first_line: int, lang: str) -> Players | None:
    if ":::" not in body and not _MAYBE_PLAYER.search(f"\n\n{body}\n"):
        return None
    from edblog.sources.markdown.players import Players

    players = Players(path, body, first_line, lang)
    return players if players.found else None


def _depth() -> int:
    depth, frame = 0, sys._getframe()  # noqa: SLF001  (there is no other way)
    while (above := frame.f_back) is not None:
        depth, frame = depth + 1, above
    return depth


def _is_heavy(body: str, raw: str) -> bool:
    """Whether the writer's own HTML may make the sanitizer work without end.

    By the rules of HTML, an element such as `<s>` that is never closed is opened again in each paragraph below it. So the output has
    at most the length of the writer's tags times the number of all tags.
    """
    if "<" not in body:
        return False
    tags = _TAG.findall(body)
    # If some `<` starts no whole tag, any part of the text may be a tag.
    length = sum(map(len, tags)) if len(tags) == body.count("<") else len(body)
    return length * raw.count("<") > WORK_LIMIT


def _finished(
    path: str,
    body: str,
    first_line: int,
    converted: _Converted,
    asked: Asked,
) -> tuple[Text, CleanHtml, list[Problem]]:
    raw, _, players, formulas, acronyms_ = converted
    cleaned = _sanitizer().clean(raw, players.prefix if players else "")
    problems = html_problems(HtmlText(path, body, first_line, raw, cleaned.remote_pictures))
    html = formulas.insert(cleaned.html) if formulas else cleaned.html
    data = html.encode()
    if has_controls(data, html):
        html = without_control_characters(html)
        data = html.encode()
    anchors = tuple(dict.fromkeys(map(unescape, _ANCHOR.findall(html))))
    references = _references(cleaned.pointers)
    played = [
        (place, pointer.target) for place, pointer in enumerate(cleaned.pointers) if pointer.kind == "player"
    ]
    records = players.records(references, played) if players else ()
    plain = plain_text(html, [f"edblog:{place}" for place, _ in played])
    text = Text(
        digest=blake2b(data, digest_size=16).digest(),
        references=tuple(references),
        anchors=anchors,
        headings=tuple(Heading(level, id_, title) for level, id_, title in plain.headings),
        first_paragraph=shorten(plain.first_paragraph),
        words=count_words(plain.text),
        players=records,
        terms=_terms(plain.text) if asked.search else b"",
        acronyms=acronyms_,
        vocabulary=_vocabulary(plain.text) if asked.vocabulary else b"",
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
    message = f"this text becomes a page of {size / 1e6:,.1f} MB, and the limit is {PAGE_LIMIT / 1e6:.0f} MB"
    help_ = "divide it into two or more stories; publish long tables and programs as files"
    return problem_of("text-too-complex", path, message, help_, line, 1)


def _unreadable(path: str, line: int, error: Exception) -> Problem:
    message = f"this text could not be converted: {type(error).__name__} {error}".strip()
    help_ = "find the line that causes this: delete half of the text and try again; please report that line to the edblog project"
    return problem_of("text-unreadable", path, message, help_, line, 1)


def _too_deep(path: str, line: int) -> Problem:
    message = "the lists or quotes in this text are nested too deeply"
    return problem_of("text-too-complex", path, message, "use only a few levels", line, 1)


def _terms(text: str) -> bytes:
    from edblog.web.terms import packed

    return packed(text)


def _vocabulary(text: str) -> bytes:
    from edblog.web.vocabulary import packed

    return packed(text)
