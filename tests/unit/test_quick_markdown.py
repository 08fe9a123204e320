"""The quick converter gives, byte for byte, what Python-Markdown gives: on thousands of texts made to tell them apart."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import markdown as stock
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edblog.sources.markdown import quick
from edblog.sources.markdown import rendering as markdown
from edblog.sources.markdown.finishing import FinisherState
from edblog.sources.markdown.phrases import ENGLISH

CASES = Path(__file__).parents[1] / "cases" / "markdown"
PACKAGE = Path(markdown.__file__).parents[2]
SIGNS = "ab *_`[]()!<>&\\~#-+=:|{}\"'.1^/;\n\n  \t\x02\x03é"
# fmt: off
WORDS = (
    "jar", "question", "class", "slips", "it's", "don't", "I", "Ünïcode", "日本", "a", "b", "x1", "HTML", "the_word", "snake_case_name", "2", "'90s",
    "\u00a0", "\u2028", "\x85",
)
INLINE = (
    "*a*", "**a b**", "***a***", "_a_", "__a__", "___a___", "*a **b** c*", "**a *b* c**", "*a", "a*", "**", "*", "_", "__", "* a *", "**a*", "*a**", "***a** b*", "***a* b**",
    "_a *b_ c*", "a_b_c", "*a_b*c_", "**a__b**", "~~gone~~", "~~ a~~", "~~a", "~", "~~~", "~~*a*~~", "*~~a*~~",
    "`code`", "``a ` b``", "`a", "```", "`` ` ``", "`<b>`", "`*a*`", "\\`a`", "`a\\`", "`a & b`", "\\\\`a`", "` `", "`a\nb`",
    "\\*", "\\_", "\\[", "\\a", "\\\\", "\\", "\\'", '\\"', "\\|", "\\{", "\\<", "\\&", "\\~",
    "[a](b.md)", '[a](<b c.md> "t")', "[a](b 't')", "[*a*](b)", "[a [b] c](d)", "[a](b(c)d)", "[a]()", "[a](", "[a", "a]", "[]", "[](b)", '[a](b "t)', "[a\nb](c)", "[a](b\nc)",
    "[a][r]", "[a] [r]", "[r][]", "[r]", "[R]", "[nope]", "[a][nope]", "![a](p.jpg)", '![a](p.jpg "cap")', "![a][r]", "![r]", "![*a*](p.jpg)", "![", "![a]", "!", "![](p.jpg)", "[![a](p.jpg)](b)",
    "[a](javascript:x)", "[a](https://x.org/?a=1&b=2)", "[a](mailto:a@b.c)", "[x](http://[::1)", "[x](//y.z)", "[x](#y)",
    "<https://a.b/c>", "<a@b.c>", "<mailto:a@b.c>", "<b>", "</b>", "<b>x</b>", "<br>", "<br/>", "<br />", "<img src=x>", "<span class='k zz'>", '<span lang="es">x</span>', "<!-- c -->", "<!--", "-->", "<", ">", '<a href="b.md">x</a>', "<a", "</", "</>", "<?php ?>", "<!x>", "<![CDATA[x]]>", "<script>", "<kbd>x</kbd>", "< b>", "<b", "<div>", "<p>x</p>",
    "&amp;", "&", "&lt;", "&#39;", "&#39", "&#x27;", "&nope;", "&nbsp;", "&;", "R&D", "AT&T", "&#2;", "&amp;amp;", "&copy",
    "[^1]", "[^n]", "[^nope]", "![^1]", "[^1]:", "[^]", "ABC", "ABCD", "xABC",
    '"quoted"', "'single'", "don't", "rock 'n' roll", "--", "---", "...", "a -- b", "'80s", '"', "'", "\"a 'b' c\"",
    "{: .x }", "{.note}", "{: #i }", "*a*{: .y }", '[a](b){: title="t" }', "{", "}", "{: a=b }", "{#eb-x}", "{: hidden }", "`c`{.k}",
    "\x02", "\x03", "\x02klzzwxh:0000\x03", "\x02wzxhzdk:0\x03", "\x0242\x03", "klzzwxh:0000", "\x02amp\x03", "\x0c", "\x0b", "\x1c", "\t", "  \n", "\\\n", " \n", "\n", "\r\n", "  ", "    ",
    "[TOC]", "///Footnotes Go Here///", "|", "a|b", ":", "#", "#tag", "1.", "-", "+", "=", "!!!", "::", "@", "http://a.b", "^", "$", "%",
)
BLOCKS = (
    "# {i}", "## {i} ##", "###{i}", "#", "####### {i}", "## {w} {{: #own }}", "## EB x", "{w}\n===", "{w}\n---", "{i}\n=-=", "{w}\n-", "## {w}\n{i}", "{i}\n# {w}\n{i}",
    "- {i}\n- {i}\n- {i}", "* {i}\n* {i}", "+ {i}", "1. {i}\n2. {i}", "3. {i}\n1. {i}", "- {i}\n\n- {i}", "- {i}\n\n    {i}\n\n- {w}", "- {i}\n    - {i}\n        - {w}\n- {w}", "- {i}\n  - {i}", "1. {w}\n    * {i}\n\n        {i}", "- # {w}\n{i}", "- > {i}", "-   {w}\n{i}", "- [ ] {i}\n- [x] {i}", "- [X]", "-", "- ", "* * {w}", "- - -", "1) {w}", "10. {w}", "- {w}\n1. {w}", "    - {i}", "   - {i}", "- {w}\n\n\n- {i}", "- ```\n  x\n  ```", "- {w}\n\n        code\n", "- {w}\n{{: .x }}", "- {w} {{: .y }}",
    "> {i}", "> {i}\n{i}", "> {i}\n> {i}", "> > {i}", "> # {w}\n> {i}", "> - {i}\n> - {i}", ">", "> {i}\n\n> {i}", ">     code", "{i}\n> {i}", "> " * 12 + "{w}",
    "    {i}", "\t{i}", "    {i}\n\n    {i}", "```\n{i}\n```", "```python\nx = {w}\n```", "~~~\n{i}\n~~~", "```\n{i}", '``` {{.py hl_lines="1"}}\nx\n```', "    :::python\n    x = 1", "    #!python\n    x = 1",
    "---", "***", "___", "- - -", "* * *", "--", "_ _ _", "{w}\n***\n{i}", " ---",
    "| {w} | {w} |\n| --- | :-: |\n| {i} | {i} |", "{w} | {w}\n--- | ---:\n{i} | {w}\n`a|b` | {w}", "|{w}|\n|---|\n|{i}|", "| {w} |\n| - |", "| {w} | {i}", "|  | {w} |\n|---|---|\n| {w} | \\| |", "a | b\n- | -", "|\n|",
    "{w}\n: {i}", "{w}\n{w}\n:   {i}\n\n    {i}", "{w}\n\n:   {i}\n:   {w}", ": {w}", "{w}\n: {w}\n: {w}\n\n{w}\n: - {i}",
    "[^1]: {i}", "[^n]: {i}\n    {i}\n\n    {i}", "[^1]:\n    - {i}", "[^1]: {w}\n[^n]: {i}",
    "*[ABC]: {w}", '*[HTML]: a "b"', "*[ABC]:", "*[it's]: {w}",
    "[r]: b.md", '[r]: <b.md> "t"', "[r]: b.md\n'{w}'", "   [r]: https://x.y (t)", "[r]:", "[R]: x\n[q]: y", "[r]: javascript:x",
    "!!! note\n    {i}", '!!! tip "{w}"\n    {i}\n\n    {i}', '!!! warning ""\n    {i}\n{i}', "!!!", "!!! note\n    - {i}\n\n        {i}", "!!! note inline\n    {i}\n\n    !!! tip\n        {i}", "{i}\n!!! note\n    {i}",
    "<div>\n{i}\n</div>", '<div markdown="1">{i}</div>', "<p>{i}</p>", "<!-- {i} -->", "<hr>", "<details>\n<summary>{w}</summary>\n{i}\n</details>", "<div>\n\n{i}\n\n</div>", "<ul><li>{w}</li></ul>\n{i}", "<script>\n{i}\n</script>", "<div", "<table><tr><td>{w}</td></tr></table>", "<pre>{i}</pre>", "<iframe src=x></iframe>",
    "[TOC]", "///Footnotes Go Here///", '![{w}](p.jpg "{w}")', '![{w}](p.jpg "{w}"){{: .wide }}', '![{w}](p.jpg "{w}") {w}', "![](https://x.y/p.jpg)", "{i}  \n{i}", "{i}\\\n{i}", "{i}\n{{: .lead }}", "   {i}", "\n{i}", "   ", "\u2028{w}\u2029", "{w}\x85{w}", "\f", "{w}\r{w}\r\n{w}", "\x0b- {w}", "\u00a0- {w}", "٣. {w}", "1.\u00a0{w}", "{{{{ x }}}}", "{{% raw %}}",
)
# fmt: on


def words(chance, count):
    parts = (chance.choice(INLINE if chance.random() < 0.45 else WORDS) for _ in range(count))
    return chance.choice([" ", " ", ""]).join(parts)


def block(chance):
    made = re.sub(
        r"\{\{|\}\}|\{i\}|\{w\}",
        lambda mark: (
            {"{{": "{", "}}": "}", "{w}": chance.choice(WORDS)}.get(mark[0])
            or words(chance, chance.randint(1, 7))
        ),
        chance.choice(BLOCKS),
    )
    before = chance.choice(["", "", "", "", "", "", "", "", "> ", "    ", "\t", "- "])
    return "\n".join(before + line for line in made.split("\n"))


def text(seed):
    """A text out of all that Markdown knows, in combinations that nobody writes on purpose."""
    chance = random.Random(seed)
    kind = chance.random()
    if kind < 0.2:
        signs = SIGNS if kind < 0.1 else chance.sample(SIGNS, 4)
        return "".join(chance.choice(signs) for _ in range(chance.randint(1, 100)))
    if kind < 0.4:
        return words(chance, chance.randint(1, 30))
    return chance.choice(["\n\n", "\n\n", "\n", "\n\n\n"]).join(
        block(chance) for _ in range(chance.randint(1, 8))
    )


def converter(kind):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "Markdown", kind)
        return markdown._converter.__wrapped__(code=True)


@pytest.fixture(scope="module")
def both():
    """A quick converter and one of the library's, each used for all texts of this file, so that nothing may leak from text to text."""
    return converter(quick.Markdown), converter(stock.Markdown)


def converted(converter, source):
    md, finisher = converter
    md.reset()
    finisher.state = FinisherState(phrases=ENGLISH)
    return md.convert(source), finisher.state


def outcome(converter, source):
    """What a converter makes of a text, or that it finds the text too deep."""
    try:
        return converted(converter, source)
    except RecursionError:
        return RecursionError


def same(both, source):
    quick_one, library = (outcome(converter, source) for converter in both)
    assert quick_one == library, repr(source)


@pytest.mark.parametrize("part", range(6))
def test_texts_made_to_tell_them_apart(both, part):
    for seed in range(part * 1000, part * 1000 + 1000):
        same(both, text(seed))


@settings(max_examples=500, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(source=st.one_of(st.text(max_size=60), st.text(st.sampled_from(SIGNS), max_size=60)))
def test_any_text(both, source):
    same(both, source)


def test_every_text_that_has_a_test_of_its_own(both):
    for path in CASES.glob("*.md"):
        for source in path.read_text(encoding="utf-8").split("\n.\n"):
            same(both, source)


@pytest.mark.parametrize("deep", ["> ", "- ", "    ", "1. ", "*", "[", "![", "> - "])
@pytest.mark.parametrize("levels", [3, 20, 90, 400])
def test_deep_nesting(both, deep, levels):
    same(both, f"{deep * levels}a *b*\n\nc\n")
    same(both, "\n".join(f"{' ' * 4 * level}- a *{level}*" for level in range(min(levels, 40))))


def test_a_text_without_code_needs_no_pygments(both):
    without = markdown._converter.__wrapped__(code=False)
    plain = [
        source
        for source in map(text, range(1500))
        if not any(sign in source for sign in markdown._MAYBE_CODE)
    ]

    assert len(plain) > 300
    for source in plain:
        assert converted(without, source) == converted(both[1], source)


def test_the_library_is_one_that_was_looked_at():
    assert markdown._converter(code=False)[0].is_quick
    assert markdown._converter(code=True)[0].is_quick


def test_another_library_is_left_as_it_is(monkeypatch):
    monkeypatch.setattr(quick, "TESTED", ((3, 0, 0), (3, 6, 9)))
    md, finisher = converter(quick.Markdown)

    assert not md.is_quick
    assert type(md.treeprocessors["inline"]) is stock.treeprocessors.InlineProcessor
    assert converted((md, finisher), "*a* `b`")[0] == "<p><em>a</em> <code>b</code></p>"


def test_an_extension_that_it_does_not_know_turns_it_off():
    assert quick.Markdown().is_quick
    assert not quick.Markdown(extensions=["wikilinks"]).is_quick


STORY = """\
The *jar* -- "ours" -- filled up.[^1] See [how](https://jar.example/a_b_c).

## What `we` did

- [x] Ask
- Sort:
    1. by **length**
    2. by sense

| Day | Slips |
|-----|------:|
| 1 | 3 |

    a = 1

[^1]: In June.
"""


def test_without_the_file_the_site_is_the_same(make_site, tmp_path):
    site = make_site({})
    site.post("jar", "The jar", "2026-01-02", STORY)
    package = tmp_path / "src" / "edblog"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PACKAGE.parents[1] / "themes", tmp_path / "themes")
    found = []
    for _ in ("with it", "without it"):
        site.forget()
        command = [sys.executable, "-m", "edblog", "build", "--site", str(site.folder)]
        subprocess.run(command, env={"PYTHONPATH": str(package.parent)}, capture_output=True, check=True)
        found.append(site.outputs())
        (package / "sources" / "markdown" / "quick.py").unlink(missing_ok=True)

    assert "posts/jar/index.html" in found[0]
    assert found[0] == found[1]
