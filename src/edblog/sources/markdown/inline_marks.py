"""Marks within a line that Python-Markdown does not have, or reads differently from GitHub.

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

from edblog.sources.markdown.emphasis import Emphasis, RestOfText
from edblog.sources.markdown.formulas import CODE, INLINE, InlineFormula
from edblog.sources.markdown.html_blocks import is_prose

_Match = tuple[Any, int | None, int | None]
_NOTHING: _Match = (None, None, None)
_LONGEST_SCRIPT = 30
"""Characters of a subscript or superscript."""
# Linear: each starts with a character that the rest cannot contain.
_RUN = re.compile(r"~+")
_SUB = re.compile(rf"~([^\s~]{{1,{_LONGEST_SCRIPT}}})~(?!~)")
_SUP = rf"(?<=[\w)\]}}\x03])\^([^\s^]{{1,{_LONGEST_SCRIPT}}})\^(?!\^)"
_MARKED = r"(?<![\w=])==(?=[^\s=])([^=\n]{1,500}+(?<!\s))==(?![\w=])"
_EMOJI = r"(?<![\w:]):([a-z0-9_+-]{1,40}):(?!\w)"


class _Tildes(InlineProcessor):
    """Words between tildes are struck out, as on GitHub; right after a letter or digit, and without spaces, they are a subscript."""

    def __init__(self, md: Markdown) -> None:
        super().__init__("~", md)
        self._rest = RestOfText()
        self._closing: dict[int, int] = {}
        """The start of each closing run by the end of its opening run; both are distances from the end of the text."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: N802
        start = m.start()
        if (
            start
            and (data[start - 1].isalnum() or data[start - 1] in ")]\x03")
            and (sub := _SUB.match(data, start))
        ):
            element = Element("sub")
            element.text = sub[1]
            return element, start, sub.end()
        if not self._rest.is_known(data, start):
            self._closing = _struck(data, start)
            self._rest.set(data, start)
        run = _RUN.match(data, start)
        assert run
        end = len(data) - self._closing.get(len(data) - run.end(), len(data) + 1)
        if end < 0 or (start and data[start - 1] == "~"):
            return _NOTHING
        element = Element("del")
        element.text = data[run.end() : end]
        self._rest.set(data, end + len(run[0]))
        return element, start, end + len(run[0])


def _struck(data: str, position: int) -> dict[int, int]:
    """The ends of words that are struck out by their starts; both are distances from the end of the text."""
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
    """An element between two marks."""

    def __init__(self, pattern: str, tag: str, md: Markdown) -> None:
        super().__init__(pattern, md)
        self._tag = tag

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: ARG002, N802
        element = Element(self._tag)
        element.text = m[1]
        return element, m.start(), m.end()


class _Emoji(InlineProcessor):
    """An emoji by its name on GitHub."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: ARG002, N802
        # Imported late: the list is long, and few stories need it.
        from edblog.sources.markdown.emoji import emoji

        found = emoji(m[1])
        return (found, m.start(), m.end()) if found else _NOTHING


class _Html(HtmlInlineProcessor):
    """HTML in a text, except prose that only looks like it."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: N802
        if is_prose(m[0], data[m.start() - 1 : m.start()]):
            return _NOTHING
        found: _Match = super().handleMatch(m, data)
        return found


def _plain_label(self: Any, label: Any) -> Any:
    # Placeholders already stand for code and the like.
    return self.unescape(label).lower() if label and "\x02" in label else label


class _Reference(ReferenceInlineProcessor):
    """`[words][label]`; the label may contain code."""

    def evalId(self, data: str, index: int, text: str) -> Any:  # noqa: N802  (the library's name)
        label, end, handled = super().evalId(data, index, text)
        return _plain_label(self, label), end, handled


class _ShortReference(ShortReferenceInlineProcessor):
    """`[label]`; the label may contain code."""

    def evalId(self, data: str, index: int, text: str) -> Any:  # noqa: N802  (the library's name)
        label, end, handled = super().evalId(data, index, text)
        return _plain_label(self, label), end, handled


def register_marks(md: Markdown) -> None:
    """Adds these marks to a converter, in place of Python-Markdown's own."""
    patterns = md.inlinePatterns
    for name in ("em_strong", "em_strong2", "not_strong"):
        if name in patterns:
            patterns.deregister(name)
    parser: Any = md.parser
    # Before backslash escapes: in a formula, backslashes belong to TeX.
    patterns.register(InlineFormula(INLINE, md, lambda: parser.formulas), "formula", 186)
    # Before code: GitHub's other form of formulas has backticks inside.
    patterns.register(InlineFormula(CODE, md, lambda: parser.formulas), "formula_code", 195)
    patterns.register(_Html(HTML_RE, md), "html", 90)
    patterns.register(_Reference(REFERENCE_RE, md), "reference", 170)
    patterns.register(_ShortReference(REFERENCE_RE, md), "short_reference", 130)
    patterns.register(_Tildes(md), "del", 65)
    patterns.register(_Tag(_SUP, "sup", md), "sup", 64)
    patterns.register(_Tag(_MARKED, "mark", md), "mark", 63)
    patterns.register(_Emoji(_EMOJI, md), "emoji", 62)
    patterns.register(Emphasis(md), "emphasis", 60)
    # After emphasis, which counts the end of a line as a space.
    patterns.register(SubstituteTagInlineProcessor(r"(?:  |\\)\n", "br"), "linebreak", 55)
