"""Formulas: what is one, and that no formula brings anything into a page but MathML of edblog's own making."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from tests.payloads.corpus import every

from edblog.sources.markdown.mathml import _PARTS, _VALUES, FormulaError, mathml
from edblog.sources.markdown.rendering import render_text
from edblog.sources.markdown.sanitize import ATTRIBUTES, TAGS

MATHML = {"math", *_PARTS}
OURS = {("math", "alttext"), ("math", "display"), ("mtd", "class"), ("div", "tabindex"), ("pre", "tabindex")}


class Look(HTMLParser):
    """Takes down whatever a page with formulas must not hold."""

    def __init__(self):
        super().__init__()
        self.found, self.formulas = [], 0

    def handle_starttag(self, tag, attrs):
        self.formulas += tag == "math"
        if tag not in TAGS | MATHML:
            self.found.append(tag)
        known = set(_VALUES) if tag in MATHML else ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set())
        self.found += [f"{tag} {name}" for name, _ in attrs if name not in known and (tag, name) not in OURS]


def look(body):
    _, html, problems = render_text("content/posts/a.md", body, 1)
    seen = Look()
    seen.feed(html)
    seen.close()
    return seen, html, problems


def test_no_payload_gets_out_of_a_formula():
    left, formulas = {}, 0
    for number, payload in enumerate(every()):
        if number % 32 == 0:
            line = " ".join(payload.split())[:1500]
            for body in (
                f"$\\text{{{line}}}$",
                f'<b title="$x{line}$">b</b>',
                f"![$x{line}$](a.png)",
                f"```math\n{line}\n```",
            ):
                seen, _, _ = look(body)
                formulas += seen.formulas
                if seen.found:
                    left[body] = seen.found

    assert formulas > 100
    assert left == {}


@pytest.mark.parametrize("tag", ["a title", "img src=a.png alt", "span lang"])
def test_a_formula_in_an_attribute_stays_there(tag):
    name, _, attribute = tag.rpartition(" ")
    seen, html, _ = look(f'<{name} {attribute}="$x onload=alert(1) y$">b')

    assert seen.formulas == 0
    assert f'{attribute}="$x onload=alert(1) y$"' in html


@pytest.mark.parametrize(
    "body",
    [
        "It costs $5 to $10, or $5-$10.", "US$4 and 5$ and 10$", "$20/$30, ($5) and ($6)", "`$x$`", "\\$x\\$", "$ x $", "$HOME and $PATH", "$x$y", "a$x$", "$$", "$",
        "$x", "$\n\nx$", "**$148+ → $19**, ~$1,550; $15.4/mo", "Cost $20 (USD$).", "S$15 vs S$25, A$5.6M and US$3.7M", "from $104K to $60K, and $60-65K",
    ],
)  # fmt: skip
def test_what_only_has_dollars_is_no_formula(body):
    assert look(body)[0].formulas == 0


@pytest.mark.parametrize(
    "body",
    [
        "$x$",
        "($x$)",
        "$x$.",
        "$x$ and",
        "**$x$**",
        "$`x`$",
        "$$x$$",
        "a\n$$\nx\n$$",
        "> $$x$$",
        "# The $x$",
        "| $x$ |\n|---|",
    ],
)
def test_what_is_a_formula(body):
    assert look(body)[0].formulas == 1


def test_words_that_stand_for_formulas_cannot_be_named():
    _, html, _ = look("$x$ and edblogmath0n, edblogmath00000000000000000000000000000000n0n")

    assert html.count("<math") == 1
    assert "edblogmath0n, edblogmath00000000000000000000000000000000n0n" in html


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        ("\\nope{x}", "\\nope is not a command that edblog knows"),
        ("\\frac{1}", "a part of it is missing"),
        ("a & b", "an & separates columns, but there is no table here"),
        ("{" * 50 + "}" * 50, "its groups are nested too deeply"),
        ("\\sqrt{" * 90 + "}" * 90, "its groups are nested too deeply"),
        ("\\left(" * 90 + "\\right)" * 90, "it has too many parts"),
    ],
)
def test_what_has_no_mathml_says_why(tex, reason):
    with pytest.raises(FormulaError, match=f"^{re.escape(reason)}$"):
        mathml(tex, is_block=False)


def test_a_story_is_told_what_its_formulas_say():
    text, _, _ = render_text("content/posts/a.md", "The rule $a^2$ holds.\n\n## The $b$ rule\n", 1)

    assert text.first_paragraph == "The rule a^2 holds."
    assert [heading.title for heading in text.headings] == ["The b rule"]
