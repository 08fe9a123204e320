"""Checks that an import has lost no words: each must be on the page that readers will see, or in the notes of the import."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from unicodedata import normalize

from lxml import html

from edblog.imports import Note
from edblog.outputs.markdown.marks import without_private

# Linear: one class of characters.
_WORD = re.compile(r"[^\W_]+")
_IGNORED = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
_ASCII = re.compile(r"[A-Za-z0-9]+")
_MOST = 100
"""The most lost words that are listed."""
_SECONDS = 60.0


def lost_words(
    texts: Iterable[str], formulas: Iterable[str], title: str, markdown: str, notes: Iterable[Note]
) -> tuple[str, ...]:
    """The lost words: words of a document that are neither on the page of the story nor in the notes."""
    shown = [title, _page(markdown), *(f"{note.message} {note.text}" for note in notes)]
    missing = _counted(texts) - _counted(shown)
    tex = normalize("NFKC", markdown).replace(" ", "").replace("\\", "")
    in_formulas = [
        one for text in formulas for one in _ASCII.findall(normalize("NFKC", text)) if one not in tex
    ]
    return tuple([*missing, *in_formulas][:_MOST])


def _counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(
        word
        for text in texts
        for word in _WORD.findall(normalize("NFKC", without_private(text).translate(_IGNORED)).casefold())
    )


def _page(markdown: str) -> str:
    """The text of the page that a build makes from Markdown, with the descriptions of its pictures."""
    from edblog.sources.markdown.rendering import render_text

    text, rendered, _ = render_text("import.md", markdown, 1, "en", _SECONDS)
    if text is None or not rendered.strip():
        return markdown
    tree = html.fragment_fromstring(rendered, create_parent="div")
    return " ".join([_text(tree), *(element.get("alt", "") for element in tree.iter("img"))])


_SEPARATE = frozenset("p div li td th h1 h2 h3 h4 h5 h6 br blockquote pre tr dt dd".split())


def _text(tree: html.HtmlElement) -> str:
    """The text of a tree, with a space between blocks and lines."""
    pieces: list[str] = []

    def walk(element: html.HtmlElement) -> None:
        separate = element.tag in _SEPARATE
        pieces.append(" " * separate)
        # The number of a footnote is not a word of the text.
        if "footnote-ref" not in element.get("class", ""):
            pieces.append(element.text or "")
            for inner in element:
                walk(inner)
        pieces.append(" " * separate)
        pieces.append(element.tail or "")

    walk(tree)
    return "".join(pieces)
