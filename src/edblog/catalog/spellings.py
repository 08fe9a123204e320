"""Finds different words that become one page, because an address leaves out some of their characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from edblog.model import Document
from edblog.problems import Problem
from edblog.web.urls import slugify


def same_address(
    words: Iterable[tuple[Document, str]],
    field: str,
    code: str,
    things: str,
    texts: str = "story",
    in_words: str = "C sharp",
) -> Iterator[Problem]:
    """Warnings for different words with the same address; `field` is the field that has them.

    For the messages: `things` are the words, `texts` the files with them, and `in_words` is one without special characters.
    """
    first: dict[str, str] = {}
    for text, word in words:
        slug = slugify(word)
        other = first.setdefault(slug, word)
        if slug and _letters(other) != _letters(word):
            message = f'the {things} "{word}" and "{other}" have the same address, so they are shown as one'
            help_ = f"write one of them in words, as in: {in_words}"
            if _letters(_with_hyphens(other)) == _letters(_with_hyphens(word)):
                message = (
                    f'the {things} "{word}" and "{other}" differ only in a dash, so they are shown as one'
                )
                help_ = f'write it in the same way in every {texts}: "{_with_hyphens(word)}"'
            yield Problem(text.source, "warning", code, message, help_, key=(field,), text=word)


def _with_hyphens(word: str) -> str:
    """The word with hyphens in place of dashes, as in K-2: word processors turn hyphens into dashes."""
    return "".join("-" if unicodedata.category(c) == "Pd" or c == "\u2212" else c for c in word)


def _letters(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not (unicodedata.combining(c) or c.isspace() or c in "-_'’"))
