"""Blocks are where GitHub's own renderer has them: on texts that people write, and on thousands that nobody would."""

from __future__ import annotations

import random
import re

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from edblog.sources.markdown.rendering import render_text

PIECES = ("*", "**", "***", "_", "__", "a", "b", " ", "a b", ".", "(", ")", "*a*", '"', "a_b", "~", "~~")
INLINE = re.compile(r"</?(?:em|strong|del)>")
TAG = re.compile(r"</?(ul|ol|li|blockquote|table|tr|pre|hr|h[1-6])\b")
MARKS = (
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2. ",
    "1) ",
    "> ",
    ">",
    "  ",
    "   ",
    "    ",
    "",
    "",
    "",
    "-",
    "1.",
    "10. ",
    "     ",
    "-     ",
)
WORDS = (
    "a jar", "two slips", "", "", "", "# up", "## up ##", "#up", "---", "***", "===", "- - -", "```", "```python", "~~~", "`a`", "| a | b |", "|---|---|",
    "| 1 | 2 |", "a | b", "--- | ---", "**bold**", "1. one", "2. two", "- one", "* one", "> quoted", "word\\", "####### seven", "#", "-", "+", "[a](b)",
)  # fmt: skip


def written(seed):
    """Lines out of the beginnings that blocks have, one behind another."""
    chance = random.Random(seed)
    lines = []
    for _ in range(chance.randint(1, 9)):
        before = "".join(chance.choice(MARKS) for _ in range(chance.choice((0, 0, 1, 1, 2, 3))))
        lines.append(before + chance.choice(WORDS))
    return "\n".join(lines) + "\n"


def ours(source):
    _, html, _ = render_text("content/posts/a.md", source, 1)
    return shape(html)


def theirs(source):
    return shape(cmarkgfm.github_flavored_markdown_to_html(source, Options.CMARK_OPT_UNSAFE))


def shape(html):
    """The tags of blocks in their order. All headings are the same, as edblog makes an outline of them."""
    return [re.sub(r"h[1-6]", "h", tag[0]) for tag in TAG.finditer(html)]


@pytest.mark.parametrize("part", range(4))
def test_blocks_are_where_github_has_them(part):
    for seed in range(part * 1000, part * 1000 + 1000):
        source = written(seed)
        assert ours(source) == theirs(source), f"{seed}: {source!r}"


def test_words_are_emphasized_where_github_has_them():
    differing = []
    for seed in range(2000):
        chance = random.Random(seed)
        source = f"w {''.join(chance.choice(PIECES[:15]) for _ in range(chance.randint(2, 9)))}"
        _, html, _ = render_text("content/posts/a.md", source, 1)
        if INLINE.findall(html) != INLINE.findall(cmarkgfm.github_flavored_markdown_to_html(source)):
            differing.append(source)

    # Nobody writes them.
    assert len(differing) <= 4
