"""Formulas in a text: `$a^2$`, and `$$…$$` or a block of code named `math` for one on lines of its own.

While the text is converted, a word that nobody can guess stands for each. After the sanitiser, which knows no MathML, edblog's own MathML takes
its place where it stands between tags; within a tag, such as in the words for a picture, it is the TeX again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import blake2b
from html import escape
from typing import NamedTuple

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from edblog.markup import CleanHtml
from edblog.problems import Problem
from edblog.problems.checks import problem_of

MOST = 500
"""Formulas of one text."""
LONGEST = 2_000
"""Characters of one formula."""
_ALL = 500_000
"""Characters of MathML in one text."""

# By GitHub's rule, so that `$5 to $10` stays: no letter, number or dollar before it, no space inside, no letter or number behind it.
# What is inside a formula is read once, as each of its parts begins with a character of its own.
INLINE = (
    r"(?<![\\\w$])\$(?:"
    rf"\$(?P<block>(?:\\.|[^$\\]){{1,{LONGEST}}}+)\$\$"
    rf"|(?P<line>(?![\s$`])(?:\\[^\n]|[^$\\\n]|\n(?!\n)){{1,{LONGEST}}}+(?<!\s)(?<!\s\\))\$)(?![\w$])"
)
CODE = rf"(?<![\\\w$`])\$`(?P<line>[^`\n]{{1,{LONGEST}}}+)`\$(?!\w)(?P<block>)"
# `$20 (USD$)`: a number, and words without a command of TeX.
_PRICE = re.compile(r"\d[^\\{^_=+]*?(?<![A-Za-z])[A-Za-z]{3}")
# A tag as the sanitiser writes it, or else a word; each goes one way at each character.
_TAG = r'</?[a-z][a-z0-9]*+(?:[^"<>]++|"[^"]*+")*+>'


class Formula(NamedTuple):
    """A formula as it was typed."""

    tex: str
    is_block: bool


class Formulas:
    """Those of one text."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._prefix = ""
        self.found: list[Formula] = []

    @property
    def prefix(self) -> str:
        """How each word begins that stands for a formula."""
        # A text that holds its own digest is not to be found, so no text can name a word.
        return (
            self._prefix
            or f"edblogmath{blake2b(self._body.encode('utf-8', 'replace'), digest_size=16).hexdigest()}n"
        )

    def add(self, tex: str, *, is_block: bool) -> str:
        """The word that stands for a formula; empty where there are too many."""
        if len(self.found) >= MOST or len(tex) > LONGEST:
            return ""
        self._prefix = self.prefix
        self.found.append(Formula(tex.strip(), is_block))
        return f"{self._prefix}{len(self.found) - 1}n"

    def made(self, path: str) -> tuple[Made, list[Problem]]:
        """MathML for each formula, and what is wrong with those that have none."""
        # It takes long to load, and few texts have formulas.
        from edblog.sources.markdown.mathml import NoMathMl, mathml

        shown: list[str] = []
        problems = []
        size = 0
        for tex, is_block in self.found:
            code = f"<code>{escape(tex, quote=False)}</code>"
            try:
                html = mathml(tex, is_block=is_block) if size < _ALL else code
            except NoMathMl as error:
                html = f'<pre tabindex="0">{code}</pre>' if is_block else code
                problems.append(_unknown(path, tex, str(error)))
            else:
                html = f'<div class="math" tabindex="0">{html}</div>' if is_block else html
            size += len(html)
            shown.append(html)
        return Made(self.prefix, [tex for tex, _ in self.found], shown), problems


class Made(NamedTuple):
    """What stands for formulas, and what they become."""

    prefix: str
    typed: list[str]
    shown: list[str]

    def put(self, html: CleanHtml) -> CleanHtml:
        """Sanitised HTML with its formulas."""
        word = re.compile(rf"<p>{self.prefix}(\d+)n</p>|{self.prefix}(\d+)n|{_TAG}")
        return CleanHtml(word.sub(self._shown, html))

    def put_back(self, text: str) -> str:
        """Text with formulas as they were typed, escaped for HTML."""
        # The library has put a backslash before it.
        return re.sub(
            rf"\\?{self.prefix}(\d+)n", lambda found: escape(f"${self.typed[int(found[1])]}$"), text
        )

    def _shown(self, found: re.Match[str]) -> str:
        number = found[1] or found[2]
        if not number:
            return self.put_back(found[0]) if self.prefix in found[0] else found[0]
        html = self.shown[int(number)]
        if found[2] and html.startswith(("<div", "<pre")):
            # In the middle of words, there can be no block.
            html = re.sub(r"^<(?:div|pre)[^<>]*>|</(?:div|pre)>$", "", html)
        return html if found[2] or html.startswith(("<div", "<pre")) else f"<p>{html}</p>"


def _unknown(path: str, tex: str, reason: str) -> Problem:
    message = f"this formula is shown as it was typed: {reason}"
    help_ = "write it with other commands of TeX; if it is no formula, put a backslash before each $"
    return problem_of("unknown-formula", path, message, help_, text=tex.partition("\n")[0].strip())


class InlineFormula(InlineProcessor):
    """`$…$` and its other forms within a line."""

    def __init__(self, pattern: str, md: Markdown, formulas: Callable[[], Formulas]) -> None:
        super().__init__(pattern, md)
        self._formulas = formulas

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str | None, int | None, int | None]:  # type: ignore[override]  # noqa: ARG002, N802
        """What stands for the formula."""
        assert self.md is not None
        tex = m["block"] or m["line"]
        # Code has been read already, and is no part of a formula.
        word = (
            ""
            if "\x02" in tex or (m["line"] and _PRICE.match(tex))
            else self._formulas().add(tex, is_block=bool(m["block"]))
        )
        return (self.md.htmlStash.store(word), m.start(), m.end()) if word else (None, None, None)
