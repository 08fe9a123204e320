"""Formulas in a text: `$a^2$`, and `$$…$$` or a block of code named `math` for one on lines of its own.

While the text is converted, a word that nobody can guess stands for each formula. The sanitizer allows no MathML, so the word becomes
edblog's own MathML only after it. Inside a tag, such as in the description of a picture, the word becomes the TeX again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import blake2b
from html import escape
from typing import NamedTuple

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.web.markup import CleanHtml

MAX_FORMULAS = 500
"""Formulas of one text."""
MAX_FORMULA = 2_000
"""Characters of one formula."""
_MAX_MATHML = 500_000
"""Characters of MathML in one text."""

# GitHub's rule leaves `$5 to $10` alone: no letter, digit or dollar before a formula, no space at its ends, no letter or digit after it.
# Linear: each part of a formula starts with a character of its own.
INLINE = (
    r"(?<![\\\w$])\$(?:"
    rf"\$(?P<block>(?:\\.|[^$\\]){{1,{MAX_FORMULA}}}+)\$\$"
    rf"|(?P<line>(?![\s$`])(?:\\[^\n]|[^$\\\n]|\n(?!\n)){{1,{MAX_FORMULA}}}+(?<!\s)(?<!\s\\))\$)(?![\w$])"
)
CODE = rf"(?<![\\\w$`])\$`(?P<line>[^`\n]{{1,{MAX_FORMULA}}}+)`\$(?!\w)(?P<block>)"
# `$20 (USD$)`: a number, and words without a TeX command.
_PRICE = re.compile(r"\d[^\\{^_=+]*?(?<![A-Za-z])[A-Za-z]{3}")
# A tag in the sanitizer's output.
_TAG = r'</?[a-z][a-z0-9]*+(?:[^"<>]++|"[^"]*+")*+>'


class Formula(NamedTuple):
    """A formula as it was typed."""

    tex: str
    is_block: bool


class Formulas:
    """The formulas of one text."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._prefix = ""
        self.found: list[Formula] = []

    @property
    def prefix(self) -> str:
        """The start of the placeholder words for formulas."""
        # Nobody can write a text that contains its own digest, so no text contains such a word.
        return (
            self._prefix
            or f"edblogmath{blake2b(self._body.encode('utf-8', 'replace'), digest_size=16).hexdigest()}n"
        )

    def add(self, tex: str, *, is_block: bool) -> str:
        """Adds a formula, and returns the word that stands for it; empty if it is too long or there are too many."""
        if len(self.found) >= MAX_FORMULAS or len(tex) > MAX_FORMULA:
            return ""
        self._prefix = self.prefix
        self.found.append(Formula(tex.strip(), is_block))
        return f"{self._prefix}{len(self.found) - 1}n"

    def render(self, path: str) -> tuple[RenderedFormulas, list[Problem]]:
        """The formulas as MathML, and a problem for each that cannot be converted."""
        # Imported late: it takes long to load, and few texts have formulas.
        from edblog.sources.markdown.mathml import FormulaError, mathml

        rendered: list[str] = []
        problems = []
        size = 0
        for tex, is_block in self.found:
            code = f"<code>{escape(tex, quote=False)}</code>"
            try:
                html = mathml(tex, is_block=is_block) if size < _MAX_MATHML else code
            except FormulaError as error:
                html = f'<pre tabindex="0">{code}</pre>' if is_block else code
                problems.append(_unknown(path, tex, str(error)))
            else:
                html = f'<div class="math" tabindex="0">{html}</div>' if is_block else html
            size += len(html)
            rendered.append(html)
        return RenderedFormulas(self.prefix, [tex for tex, _ in self.found], rendered), problems


class RenderedFormulas(NamedTuple):
    """The formulas of one text as TeX and as HTML."""

    prefix: str
    tex: list[str]
    html: list[str]

    def insert(self, html: CleanHtml) -> CleanHtml:
        """Sanitized HTML, with the formulas in place of their words."""
        word = re.compile(rf"<p>{self.prefix}(\d+)n</p>|{self.prefix}(\d+)n|{_TAG}")
        return CleanHtml(word.sub(self._formula, html))

    def restore_tex(self, text: str) -> str:
        """Text with the TeX of formulas in place of their words, escaped for HTML."""
        # Python-Markdown may have put a backslash before a word.
        return re.sub(rf"\\?{self.prefix}(\d+)n", lambda found: escape(f"${self.tex[int(found[1])]}$"), text)

    def _formula(self, found: re.Match[str]) -> str:
        number = found[1] or found[2]
        if not number:
            return self.restore_tex(found[0]) if self.prefix in found[0] else found[0]
        html = self.html[int(number)]
        if found[2] and html.startswith(("<div", "<pre")):
            # Within a line there can be no block.
            html = re.sub(r"^<(?:div|pre)[^<>]*>|</(?:div|pre)>$", "", html)
        return html if found[2] or html.startswith(("<div", "<pre")) else f"<p>{html}</p>"


def _unknown(path: str, tex: str, reason: str) -> Problem:
    message = f"this formula is shown as it was typed: {reason}"
    help_ = "use other TeX commands; if it is not a formula, put a backslash before each $"
    return problem_of("unknown-formula", path, message, help_, text=tex.partition("\n")[0].strip())


class InlineFormula(InlineProcessor):
    """`$…$` and its other forms within a line."""

    def __init__(self, pattern: str, md: Markdown, formulas: Callable[[], Formulas]) -> None:
        super().__init__(pattern, md)
        self._formulas = formulas

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str | None, int | None, int | None]:  # type: ignore[override]  # noqa: ARG002, N802
        """The placeholder of the word that stands for the formula."""
        assert self.md is not None
        tex = m["block"] or m["line"]
        # A placeholder of code cannot be part of a formula.
        word = (
            ""
            if "\x02" in tex or (m["line"] and _PRICE.match(tex))
            else self._formulas().add(tex, is_block=bool(m["block"]))
        )
        return (self.md.htmlStash.store(word), m.start(), m.end()) if word else (None, None, None)
