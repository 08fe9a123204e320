"""The plain text of a story is what Chromium's `innerText` says of its HTML.

The texts come out of the generator that tells two converters apart, whose combinations nobody writes on purpose, out of paragraphs that
are mixed here from what stories hold, and out of the guides. `make inner-text` tries thousands instead of hundreds.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from edblog.sources.markdown.plain_text import one_line, plain_text
from edblog.sources.markdown.rendering import render_text

ROOT = Path(__file__).parents[2]
PARAGRAPHS = int(os.environ.get("EDBLOG_PARAGRAPHS", "400"))

# What a browser leaves out by rules of its own is opened or taken away first, as `plain_text.py` says at its top.
READ = """htmls => {
    const shown = document.body.appendChild(document.createElement('div'));
    const said = [];
    for (const html of htmls) {
        shown.innerHTML = html;
        shown.querySelectorAll('.footnote-ref, .footnote-backref').forEach(e => e.remove());
        shown.querySelectorAll('details').forEach(e => e.open = true);
        shown.querySelectorAll('math').forEach(e => e.replaceWith(e.getAttribute('alttext') || ''));
        const first = [...shown.querySelectorAll(':scope > p')].map(p => p.innerText).find(words => words.trim());
        const headings = [...shown.querySelectorAll('h2, h3, h4, h5, h6')].filter(h => h.id).map(h => h.innerText);
        said.push([shown.innerText, first || '', headings]);
    }
    return said;
}"""

WORDS = """The jar filled up. It's 12\\.5 m \\- (so far) snake\\_case 3\\*4 \\#1\\! 6'2" rock 'n' roll AT&T AT&amp;T R&D < 5 > 3 a<b a&lt;b
Caf&eacute; &mdash; 5&nbsp;km 20&deg;C &frac12; &#8217; &#x1F600; &notanentity; &copy 漢字の瓶。 日本語 한국어 ไทย שלום العربية हिन्दी 👩‍🏫 🇺🇸 co&shy;operate
&lt;b&gt; \\<b\\> \\`not\\` ]]> --- -- ... "quoted" 'single' www.example.org user@example.org https://example.org/a_b_c?x=1&y=2""".split()
MADE = [
    "*{}*", "**{}**", "`{}`", "``{} ` {}``", "~~{}~~", "***{}***", "_{}_", "[{}](https://example.org/)", "[{}](#x 'title')", "![{}](jar.svg)",
    "<kbd>{}</kbd>+<kbd>{}</kbd>", "{}<br>{}", "{}<br/>{}", "{}  \n{}", "{}\n{}", "{}[^1]", "{}[^2] {}", "<{{}}@example.org>".replace("{{}}", "pat"),
    "<https://example.org/a--b>", "{}<wbr>{}", "<sub>{}</sub>", "<sup>{}</sup>", "<mark>{}</mark>", "<q>{}</q>", "<abbr title='x'>{}</abbr>",
    "<span lang=es>{}</span>", "<!-- {} -->", "{}<!-- {} -->{}", "<script>{}</script>", "<small>{}</small>", "<del>{}</del><ins>{}</ins>",
    "<ruby>{}<rp>(</rp><rt>{}</rt><rp>)</rp></ruby>", "<bdo dir=rtl>{}</bdo>", "<time datetime=2026>{}</time>", "<b>{}</b>{}", "<i>{} </i> {}",
    "H~2~O", "x^2^", "=={}==", ":smile: {}", "$a^2 < b$", "$`x_1`$ {}", "{}\\\n{}", "[[{}]]", "<img src=jar.svg alt='{}'>", "<u>{}", "<code>{}</code>", "<var>{}</var><cite>{}</cite>", "<title>{}</title>", "<math><mi>{}</mi></math>",
]  # fmt: skip
AROUND = [
    "{}", "{}", "{}", "{}", "## {}\n\n{}", "### {} ###", "> {}\n\n{}", "- {}\n- {}", "1. {}\n2. {}\n\n{}", "- [x] {}\n- [ ] {}", "<p>{}</p>\n\n{}",
    "<div>{}</div>", "| {} | {} |\n|---|---|\n| {} | {} |", "{}\n: {}", "<details><summary>{}</summary>{}</details>", "!!! note\n    {}", "> [!TIP]\n> {}", "$$\nx^2\n$$\n\n{}",
    "```\n{}\n```", "    {}", "{}\n===", '![a](jar.svg "{}")', "<ul><li>{}<li>{}</ul>", "<h2 id=x>{}</h2>", "<pre>{}\n{}</pre>", "---\n\n{}", "<hr>{}",
    "<figure><img src=jar.svg alt=''><figcaption>{}</figcaption></figure>", "<dl><dt>{}<dd>{}</dl>", "<table><caption>{}</caption><tr><td>{}<td>{}</table>",
]  # fmt: skip


def _filled(chance: random.Random, form: str, depth: int) -> str:
    return "".join(
        part if part != "{}" else _words(chance, depth) for part in form.replace("{}", "\0{}\0").split("\0")
    )


def _words(chance: random.Random, depth: int) -> str:
    parts = []
    for _ in range(chance.randint(1, 5)):
        is_made = depth and chance.random() < 0.4
        parts.append(_filled(chance, chance.choice(MADE), depth - 1) if is_made else chance.choice(WORDS))
    return chance.choice([" ", " ", " ", ""]).join(parts)


def paragraphs(seed: int) -> str:
    """A text of a few paragraphs out of what stories hold."""
    chance = random.Random(seed)
    blocks = [_filled(chance, chance.choice(AROUND), 2) for _ in range(chance.randint(1, 4))]
    return "\n\n".join([*blocks, "[^1]: A note.", "[^2]: Another *note*."])


def _html(source: str) -> str:
    return str(render_text("content/posts/x.md", source, 1)[1])


def _ours(html: str) -> tuple[str, str, list[str]]:
    told = plain_text(html)
    return one_line(told.text), told.first_paragraph, [heading.title for heading in told.headings]


@pytest.fixture(scope="module")
def quiet(browser):
    """A page that loads nothing."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.set_content("<!DOCTYPE html><body></body>")
    yield page
    context.close()


def _same(quiet, sources: list[str]) -> None:
    htmls = [_html(source) for source in sources]
    for source, html, (text, first, headings) in zip(
        sources, htmls, quiet.evaluate(READ, htmls), strict=True
    ):
        ours, paragraph, titles = _ours(html)
        assert ours == one_line(text), f"{source!r}\n{html}"
        assert titles == list(map(one_line, headings)), f"{source!r}\n{html}"
        assert not first.strip() or paragraph == one_line(first), f"{source!r}\n{html}"


def test_paragraphs_of_stories(quiet):
    for start in range(0, PARAGRAPHS, 200):
        _same(quiet, [paragraphs(seed) for seed in range(start, min(start + 200, PARAGRAPHS))])


def test_what_is_written_here(quiet):
    files = [*ROOT.glob("docs/*.md"), *ROOT.glob("content/**/*.md"), *ROOT.glob("tests/cases/markdown/*.md")]
    texts = [file.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n") for file in files]

    _same(quiet, [body or whole for whole, _, body in texts])
