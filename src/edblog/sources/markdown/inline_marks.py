"""Marks within a line that Python-Markdown does not know, or reads in another way than GitHub.

~struck out~  ~~struck out~~  H~2~O  x^2^  ==marked==  :smile:
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import (
    HTML_RE,
    REFERENCE_RE,
    HtmlInlineProcessor,
    InlineProcessor,
    ReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
    SubstituteTagInlineProcessor,
)

from edblog.sources.markdown.emphasis import Ahead, Emphasis
from edblog.sources.markdown.formulas import CODE, INLINE, InlineFormula
from edblog.sources.markdown.html_blocks import says_words

_Match = tuple[Any, int | None, int | None]
_NOTHING: _Match = (None, None, None)
_LOW = 30
"""Characters of a subscript or superscript."""
# Each begins with a character that the rest cannot hold, so none is read twice.
_RUN = re.compile(r"~+")
_SUB = re.compile(rf"~([^\s~]{{1,{_LOW}}})~(?!~)")
_SUP = rf"(?<=[\w)\]}}\x03])\^([^\s^]{{1,{_LOW}}})\^(?!\^)"
_MARKED = r"(?<![\w=])==(?=[^\s=])([^=\n]{1,500}+(?<!\s))==(?![\w=])"
_EMOJI = r"(?<![\w:]):([a-z0-9_+-]{1,40}):(?!\w)"


class _Tildes(InlineProcessor):
    """Words between tildes are struck out, as on GitHub; what is right behind a letter or number and has no space is set lower."""

    def __init__(self, md: Markdown) -> None:
        super().__init__("~", md)
        self._ahead = Ahead()
        self._closing: dict[int, int] = {}
        """Where runs that open end, and where those that close them start, both from the end of the text."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: N802
        start = m.start()
        if (
            start
            and (data[start - 1].isalnum() or data[start - 1] in ")]\x03")
            and (low := _SUB.match(data, start))
        ):
            element = Element("sub")
            element.text = low[1]
            return element, start, low.end()
        if not self._ahead.holds(data, start):
            self._closing = _struck(data, start)
            self._ahead.found(data, start)
        run = _RUN.match(data, start)
        assert run
        end = len(data) - self._closing.get(len(data) - run.end(), len(data) + 1)
        if end < 0 or (start and data[start - 1] == "~"):
            return _NOTHING
        element = Element("del")
        element.text = data[run.end() : end]
        self._ahead.found(data, end + len(run[0]))
        return element, start, end + len(run[0])


def _struck(data: str, position: int) -> dict[int, int]:
    """Where words that are struck out begin and end, from the end of the text."""
    closing: dict[int, int] = {}
    last: dict[int, re.Match[str]] = {}
    for run in _RUN.finditer(data, position):
        size = len(run[0])
        if size > 2:
            continue
        before = data[run.start() - 1 : run.start()] or " "
        after = data[run.end() : run.end() + 1] or " "
        opener = last.get(size)
        if not before.isspace() and opener is not None:
            closing[len(data) - opener.end()] = len(data) - run.start()
            last = {other: run for other, run in last.items() if run.start() < opener.start()}
        elif not after.isspace():
            last[size] = run
    return closing


class _Tag(InlineProcessor):
    """Something between two signs."""

    def __init__(self, pattern: str, tag: str, md: Markdown) -> None:
        super().__init__(pattern, md)
        self._tag = tag

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: ARG002, N802
        element = Element(self._tag)
        element.text = m[1]
        return element, m.start(), m.end()


class _Emoji(InlineProcessor):
    """An emoji by the name that GitHub knows it by."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: ARG002, N802
        # The list is long, and few stories need it.
        from edblog.sources.markdown.emoji import emoji

        found = emoji(m[1])
        return (found, m.start(), m.end()) if found else _NOTHING


class _Html(HtmlInlineProcessor):
    """HTML of the writer's own, and not what only looks like it."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: N802
        if says_words(m[0], data[m.start() - 1 : m.start()]):
            return _NOTHING
        found: _Match = super().handleMatch(m, data)
        return found


def _plain_label(self: Any, label: Any) -> Any:
    # In a label, code and so on has been replaced already.
    return self.unescape(label).lower() if label and "\x02" in label else label


class _Reference(ReferenceInlineProcessor):
    """`[words][label]`, where the label may hold code."""

    def evalId(self, data: str, index: int, text: str) -> Any:  # noqa: N802  (the library's name)
        label, end, handled = super().evalId(data, index, text)
        return _plain_label(self, label), end, handled


class _ShortReference(ShortReferenceInlineProcessor):
    """`[label]`, which may hold code."""

    def evalId(self, data: str, index: int, text: str) -> Any:  # noqa: N802  (the library's name)
        label, end, handled = super().evalId(data, index, text)
        return _plain_label(self, label), end, handled


def register_marks(md: Markdown) -> None:
    """Adds all of these to a converter, in the place of Python-Markdown's own."""
    patterns = md.inlinePatterns
    for name in ("em_strong", "em_strong2", "not_strong"):
        if name in patterns:
            patterns.deregister(name)
    parser: Any = md.parser
    # Before backslashes, which belong to TeX.
    patterns.register(InlineFormula(INLINE, md, lambda: parser.formulas), "formula", 186)
    # GitHub's other form has backticks inside, so it comes before code.
    patterns.register(InlineFormula(CODE, md, lambda: parser.formulas), "formula_code", 195)
    patterns.register(_Html(HTML_RE, md), "html", 90)
    patterns.register(_Reference(REFERENCE_RE, md), "reference", 170)
    patterns.register(_ShortReference(REFERENCE_RE, md), "short_reference", 130)
    patterns.register(_Tildes(md), "del", 65)
    patterns.register(_Tag(_SUP, "sup", md), "sup", 64)
    patterns.register(_Tag(_MARKED, "mark", md), "mark", 63)
    patterns.register(_Emoji(_EMOJI, md), "emoji", 62)
    patterns.register(Emphasis(md), "emphasis", 60)
    # After emphasis, for which the end of a line is a space.
    patterns.register(SubstituteTagInlineProcessor(r"(?:  |\\)\n", "br"), "linebreak", 55)
