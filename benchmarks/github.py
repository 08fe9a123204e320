"""How often edblog shows a text in another structure than GitHub, and how often it does so without a word.

$ python benchmarks/github.py FOLDER …             the shares, and each text that differs
$ python benchmarks/github.py FOLDER … --show 3    with the lines of HTML of the first three

Every Markdown file below the folders is converted by edblog and by `cmarkgfm`, GitHub's own renderer. Of both the lists, items, tables, blocks
of code, code in lines, quotes, headings and emphasis are counted. Texts with HTML or footnotes are left out, as the two differ there on purpose.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

import cmarkgfm
from cmarkgfm.cmark import Options

from edblog.sources.front_matter.parsing import parse
from edblog.sources.markdown.prose import without_code
from edblog.sources.markdown.rendering import render_text

COUNTED = {
    "ul": "lists", "ol": "lists", "li": "items", "table": "tables", "pre": "code", "code": "code", "blockquote": "quotes",
    **{f"h{level}": "headings" for level in range(1, 7)}, "em": "emphasis", "strong": "emphasis", "del": "emphasis",
}  # fmt: skip
TOLD = frozenset(
    """diagram-as-code embed-in-paragraph embed-unclosed fake-list heading-without-space invisible-character less-than list-in-paragraph
    missing-reference no-break-space paragraph-as-heading shallow-list unclosed-code unknown-box unknown-formula wiki-link""".split()
)
"""Codes of problems that say that a text may not be shown as it was meant."""
_TAG = re.compile(r"<([a-z]+[1-6]?)(?=[ />])")
_RAW_HTML = re.compile(r"<[A-Za-z!/?](?!https?:|[^\s<>]*@)")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]+\]")
_ALERT = re.compile(r'<div class="admonition [a-z]+">')


class Compared(NamedTuple):
    """A text as the two show it."""

    path: Path
    ours: Counter[str]
    theirs: Counter[str]
    told: list[str]
    """Codes of the problems of structure that edblog reports."""
    html: tuple[str, str]


def compared(folders: list[Path]) -> Iterator[Compared]:
    """Each text below the folders that has no HTML and no footnotes."""
    for path in sorted(path for folder in folders for path in folder.rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").removeprefix("\ufeff")
        parsed = parse("content/posts/a.md", text, len(text))
        body = parsed.body if parsed.fields is not None else text
        prose = without_code(body)
        if not body.strip() or _RAW_HTML.search(prose) or _FOOTNOTE.search(prose):
            continue
        _, html, problems = render_text("content/posts/a.md", body, 1)
        theirs = cmarkgfm.github_flavored_markdown_to_html(body, Options.CMARK_OPT_UNSAFE)
        # An alert is a quote to cmarkgfm, and a box on GitHub itself.
        quotes = _ALERT.sub("<blockquote>", html)
        yield Compared(
            path,
            _counted(quotes),
            _counted(theirs),
            sorted({p.code for p in problems} & TOLD),
            (theirs, html),
        )


def _counted(html: str) -> Counter[str]:
    return Counter(COUNTED[tag] for tag in _TAG.findall(html) if tag in COUNTED)


def main() -> None:
    """Prints the shares."""
    parser = argparse.ArgumentParser(description="Compares edblog's structure with GitHub's.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0, help="of how many texts to show the HTML")
    arguments = parser.parse_args()
    texts = list(compared(arguments.folders))
    differing = [text for text in texts if text.ours != text.theirs]
    silent = [text for text in differing if not text.told]
    for number, text in enumerate(differing):
        parts = (
            f"{name} {text.theirs[name]} → {text.ours[name]}"
            for name in dict.fromkeys(COUNTED.values())
            if text.ours[name] != text.theirs[name]
        )
        print(f"{text.path}: {', '.join(parts)}; {', '.join(text.told) or 'without a word'}")
        if number < arguments.show:
            print(
                *unified_diff(
                    *(html.split("\n") for html in text.html), "GitHub", "edblog", lineterm="", n=1
                ),
                sep="\n",
            )
    size = max(1, len(texts))
    print(f"{len(texts)} texts; {len(differing)} differ ({len(differing) / size:.1%}), ", end="")
    print(f"{len(silent)} of them without a word ({len(silent) / size:.2%})")


if __name__ == "__main__":
    main()
