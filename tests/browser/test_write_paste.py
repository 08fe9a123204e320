"""What is pasted into the write page: clipboards as programs fill them, and any text with any marks.

`tests/cases/clipboards/` has the HTML of clipboards, each beside the Markdown that comes of it; `UPDATE_GOLDEN=1` writes the Markdown anew.
`make write-texts` tries thousands of texts instead of hundreds.
"""

from __future__ import annotations

import os
import random
import re
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple

import lxml.html
import pytest

from edblog.sources.markdown.plain_text import one_line, plain_text
from edblog.sources.markdown.rendering import render_text
from edblog.sources.markdown.typography import typeset

CLIPBOARDS = sorted((Path(__file__).parents[1] / "cases" / "clipboards").glob("*.html"))
TEXTS = int(os.environ.get("EDBLOG_TEXTS", "250"))


def html_of(markdown: str) -> str:
    return str(render_text("content/posts/x.md", markdown, 1)[1])


def converted(modules, htmls: list[str]) -> list[dict]:
    return modules.each("paste", "markdownFromHtml", [[html] for html in htmls])


def test_clipboards_become_clean_markdown(modules):
    found = converted(modules, [path.read_text(encoding="utf-8") for path in CLIPBOARDS])

    assert len(found) >= 12
    for path, made in zip(CLIPBOARDS, found, strict=True):
        notes = "".join(f"{note['code']}: {note['count']}\n" for note in made["notes"])
        text = f"{made['markdown']}\n\n=== left out\n{notes}"
        golden = path.with_suffix(".md")
        if "UPDATE_GOLDEN" in os.environ:
            golden.write_text(text, encoding="utf-8")
        assert golden.read_text(encoding="utf-8") == text
        problems = render_text("content/posts/x.md", made["markdown"], 1)[2]
        assert [problem for problem in problems if problem.code != "table-without-headers"] == [], path.name


def test_no_word_of_a_clipboard_is_lost(modules):
    """The words that readers see are those of the page, without what the notes count."""
    for path in CLIPBOARDS:
        page = path.read_text(encoding="utf-8")
        if path.stem in ("word-review", "google-docs-notes"):
            continue
        visible = re.sub(
            r"<(script|style|nav|title)[^>]*>.*?</\1>|<!--.*?-->|<!\[.*?\]>",
            " ",
            page,
            flags=re.DOTALL | re.IGNORECASE,
        )
        markdown = converted(modules, [page])[0]["markdown"]
        seen, shown = (unescape(re.sub("<[^>]*>", " ", html)) for html in (visible, html_of(markdown)))
        assert set(words(seen)) - set(words(shown)) <= LEFT_OUT.get(path.stem, set()), path.name


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


LEFT_OUT = {"word": {"o", "st"}}
"""A bullet that looks like a letter, and the end of 1st, which is one word then."""


PIECES = """* ** _ __ ` `` [ ] ( ) > - + 1. 2) ~ ~~ ^ = == | \\ \\\\ { } ! !!! ::: --- === ... ' " # ## & < $ $$ : [^1] [^1]: ]: ![ ]( <b> </b> <!-- --> &amp; &#35; :smile:
{.lead} {#x} x y word Word 3 12 é 漢 a_b*c www.example.org a@b.example (c) video *[IEP]: [x] title: H~2~O x^2^ % @ / C:\\temp \\( $5 $10 a*b*c snake_case_name _start
end_ 2*3*4 <3 AT&T R&D https://example.org/a_b_c""".split()


def line(chance: random.Random, most: int = 8) -> str:
    """A text out of what Markdown gives a meaning."""
    pieces = [chance.choice(PIECES) + chance.choice(["", "", " "]) for _ in range(chance.randint(1, most))]
    return "".join(pieces).strip()


def plainly(text: str) -> str:
    """A text without what typography changes."""
    for curly, straight in (
        ("‘", "'"),
        ("’", "'"),
        ("“", '"'),
        ("”", '"'),
        ("′", "'"),
        ("″", '"'),
        ("—", "-"),
        ("–", "-"),
        ("…", "..."),
    ):
        text = text.replace(curly, straight)
    return re.sub("-+", "-", one_line(text))


def test_a_text_is_shown_as_it_was_typed(modules):
    chance = random.Random(1)
    texts = [line(chance) for _ in range(TEXTS)]

    for text, markdown in zip(
        texts, modules.each("text", "escapeText", [[text] for text in texts]), strict=True
    ):
        html = html_of(markdown)
        assert plainly(plain_text(html).text) == plainly(typeset(text)), f"{text!r} {markdown!r} {html}"


def test_what_needs_no_backslash_gets_none(modules):
    texts = [
        "3 * 4 is 12, and 3*4 too", "a snake_case name, and _one underscore", "It cost $5; C:\\temp is a folder", "a < b, and I <3 it",
        "see [1] and (2)", "R&D at AT&T, 100% #1", "~5 minutes", "10:30 and a: b", "x^2 is a square", "don't -- stop!", "#hashtag", "-5 degrees",
    ]  # fmt: skip

    assert modules.each("text", "escapeText", [[text] for text in texts]) == texts


class Run(NamedTuple):
    text: str
    marks: frozenset[str]
    href: str


def marked(chance: random.Random) -> list[Run]:
    """A paragraph in which any part may be bold, italic, crossed out or a link."""
    found = []
    for _ in range(chance.randint(1, 6)):
        marks = frozenset(
            mark for mark, rate in (("b", 0.3), ("i", 0.3), ("s", 0.1)) if chance.random() < rate
        )
        href = f"https://example.org/{chance.choice('abc')}" if chance.random() < 0.2 else ""
        found.append(Run(line(chance, 3).replace("https:", "see:") + chance.choice(["", " "]), marks, href))
    return [*found, Run(" end.", frozenset(), "")]


def page_of(runs: list[Run]) -> str:
    forms = {"b": "<b>{}</b>", "i": '<span style="font-style:italic">{}</span>', "s": "<s>{}</s>"}
    html = ""
    for text, marks, href in runs:
        inner = escape(text)
        for mark in sorted(marks):
            inner = forms[mark].replace("{}", inner)
        html += f'<a href="{href}">{inner}</a>' if href else inner
    return f"<p>{html}</p>"


def characters(html: str) -> list[tuple[str, frozenset[str], str]]:
    """The characters that readers see, each with its marks and the address that it leads to."""
    found: list[tuple[str, frozenset[str], str]] = []
    names = {"strong": "b", "em": "i", "del": "s"}

    def walk(element, marks: frozenset[str], href: str) -> None:
        marks |= {names[element.tag]} if element.tag in names else set()
        href = element.get("href", "") if element.tag == "a" else href
        found.extend((character, marks, href) for character in element.text or "")
        for child in element:
            walk(child, marks, href)
            found.extend((character, marks, href) for character in child.tail or "")

    walk(lxml.html.fromstring(f"<div>{html}</div>"), frozenset(), "")
    return found


def test_marks_are_where_they_were(modules):
    """Punctuation and spaces at the ends of bold text may lose their mark, because there it would not count."""
    chance = random.Random(2)
    paragraphs = [marked(chance) for _ in range(TEXTS)]

    made = converted(modules, [page_of(runs) for runs in paragraphs])
    for runs, markdown in zip(paragraphs, (one["markdown"] for one in made), strict=True):
        html = html_of(markdown)
        seen = characters(html)
        wanted = [(character, run.marks, run.href) for run in runs for character in run.text]
        about = f"{page_of(runs)}\n{markdown}\n{html}"
        assert plainly("".join(c for c, *_ in seen)).replace(" ", "") == plainly(
            "".join(c for c, *_ in wanted)
        ).replace(" ", ""), about
        assert [one for one in seen if one[0].isalnum()] == [one for one in wanted if one[0].isalnum()], about


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        # What other converters got wrong, by their public bug reports.
        ("<p><strong><br>Strong text<br></strong> after</p>", "**Strong text**\\\nafter"),
        ("<p><b>foo&nbsp;</b>bar&nbsp;&nbsp;baz</p>", "**foo** bar baz"),
        ("<p><em>I have, @_test here</em></p>", "*I have, @\\_test here*"),
        ('<b style="font-weight:normal"><p>plain <span style="font-weight:700">bold</span></p></b>', "plain **bold**"),
        ("<ul><li>one</li><ul><li>two</li></ul><li>three</li></ul>", "- one\n  - two\n- three"),
        (
            "".join(
                f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'><span style='mso-list:Ignore'>{sign}</span>{text}</p>"
                for level, sign, text in ((1, "·", "one"), (3, "§", "deep"), (2, "a.", "middle"), (1, "·", "two"))
            ),
            "- one\n  - deep\n  1. middle\n- two",
        ),
        ("<table><tr><th>No break:<div></div></th><th>x</th></tr><tr><td>Oh</td><td>no</td></tr></table>", "| No break: | x |\n| --- | --- |\n| Oh | no |"),
        ("<table><tr><td><table><tr><td>a|b</td><td>c</td></tr></table></td><td>d</td></tr></table>", "| a\\|b · c | d |\n| --- | --- |"),
        ("<ul><li><h2>Head</h2>text</li></ul>", "- **Head**\n\n  text"),
        ("<ol><li>a</li></ol><ol><li>b</li></ol>", "1. a\n\n1) b"),
        # What people type instead of lists.
        ("<p>Bring:<br>• a jar<br>• slips<br>Thanks</p>", "Bring:\n\n- a jar\n- slips\n\nThanks"),
        ("<p>1. one</p><p>2) two</p><p>and 3. three</p>", "1. one\n2. two\n\nand 3. three"),
        ("<div>- milk</div><div>- jar</div>", "- milk\n- jar"),
        ("<div>- not a list</div>", "\\- not a list"),
        ("", ""),
        ("just text", "just text"),
    ],
)  # fmt: skip
def test_what_others_got_wrong(modules, html, markdown):
    assert modules.call("paste", "markdownFromHtml", html)["markdown"] == markdown


def test_nothing_of_a_clipboard_runs(modules):
    """A page with scripts, handlers and addresses that run or load something; the page here notices none of it."""
    hostile = """<img src="https://elsewhere.example/x.png" onerror="window.ran = 1"><svg onload="window.ran = 1"></svg><script>window.ran = 1</script>
    <iframe srcdoc="<script>parent.ran = 1</script>"></iframe><a href="javascript:ran=1">one</a><a href=" java&#10;script:ran=1">two</a>
    <a href="data:text/html,x">three</a><a href="vbscript:x">four</a><math><mtext><img src=x onerror="window.ran=1"></mtext></math>
    <style>@import "https://elsewhere.example/x.css";</style><link rel=stylesheet href="https://elsewhere.example/x.css"><base href="https://elsewhere.example/">"""
    asked: list[str] = []
    modules.page.on("request", lambda request: asked.append(request.url))

    made = modules.call("paste", "markdownFromHtml", hostile)

    assert made["markdown"] == "onetwo threefour"
    assert modules.run("return window.ran") is None
    assert [url for url in asked if "elsewhere" in url] == []


def test_a_title_is_taken_off(modules):
    html = "<h1>The <b>jar</b></h1><p>It filled up.</p><h2>On Monday</h2>"

    made = modules.call("paste", "markdownFromHtml", html, {"takeTitle": True})

    assert made == {"markdown": "It filled up.\n\n## On Monday", "notes": [], "title": "The jar"}


def test_pictures_that_are_known_stay_in_their_place(modules):
    made = modules.run(
        """const {markdownFromHtml} = await use('paste');
        return markdownFromHtml(argument, {picture: (image) => image.getAttribute('src')});""",
        '<p>See <img src="jar.jpg" alt="A [glass]\njar"> here.</p><table><tr><td><img src="b.png" alt="b"></td><td>x</td></tr></table>',
    )

    assert made["markdown"] == "See ![A (glass) jar](jar.jpg) here.\n\n| ![b](b.png) | x |\n| --- | --- |"
