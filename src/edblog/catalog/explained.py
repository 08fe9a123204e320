"""Finds which words of a text other pages explain. The renderer then finds their places in the HTML (`outputs/explained.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from edblog.catalog.cards import Cards
from edblog.model import Document
from edblog.views import Body, Explained
from edblog.web.languages import primary
from edblog.web.vocabulary import checksums, may_have

_WITH_S = frozenset(["en", "es", "fr", "pt"])
"""The languages in which most words get an `s` for more than one."""


class _Word(NamedTuple):
    explained: Explained
    lang: str
    phrases: tuple[tuple[bytes, ...], ...]
    """The checksums of the words of each of its forms."""


def with_explanations(cards: Cards, document: Document) -> Body:
    """The text of a document with the explained words of its language that it probably has, in their order."""
    body = cards.site.bodies[document.source]
    vocabulary = document.text.vocabulary
    if not vocabulary:
        return body
    lang = primary(cards.lang(document))
    found = tuple(
        word.explained
        for word in _words(cards)
        if word.lang == lang and any(may_have(vocabulary, phrase) for phrase in word.phrases)
    )
    return replace(body, explained=found) if found else body


@lru_cache(maxsize=16)
def _words(cards: Cards) -> list[_Word]:
    return list(_all(cards))


def _all(cards: Cards) -> Iterator[_Word]:
    for kind in cards.site.kinds:
        for record in cards.site.records[kind.folder] if kind.explains else ():
            explained = kind.explained(cards, record)
            lang = primary(explained.lang)
            forms = tuple(dict.fromkeys(_forms(explained.forms, lang)))
            phrases = tuple(filter(None, map(checksums, forms)))
            yield _Word(replace(explained, forms=forms), lang, phrases)


def _forms(forms: tuple[str, ...], lang: str) -> Iterator[str]:
    for form in forms:
        yield form
        if lang in _WITH_S and form[-1:].isalpha() and form[-1] not in "sSxXzZ":
            yield f"{form}s"
