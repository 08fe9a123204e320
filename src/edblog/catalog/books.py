"""Chooses the stories of a book, and makes its view from the published site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from edblog.catalog.cards import Cards
from edblog.catalog.sharing import drawn, look_of, names
from edblog.catalog.site import Site
from edblog.catalog.words import Words
from edblog.model import Document, Theme
from edblog.settings import Config
from edblog.views import Link, SharingCard
from edblog.views.books import Anthology, Book, Chapter
from edblog.web.languages import is_in
from edblog.web.licenses import license_of

ENGLISH = {
    "by": "by {names}",
    "contents": "Contents",
    "part": "Part {part}",
    "people": "Who wrote this book",
    "about": "About this book",
    "from": "These stories are from {site}.",
    "newest": "The newest one is from {date}.",
    "license": "Anyone may use them under this license:",
    "rights": "Each story belongs to the people who wrote it. Ask them before you share it elsewhere.",
    "online": "Read this story online",
    "access": "Pictures have descriptions, headings and lists are marked up as such, and the table of contents leads to every story.",
}
"""The texts of books in English, for themes without them."""


def words_of(words: Words) -> dict[str, str]:
    """The texts of a theme for books, by their keys without `book.`."""
    return {key: words.get(f"book.{key}", text) for key, text in ENGLISH.items()}


def anthologies(cards: Cards) -> dict[str, Mapping[str, Anthology]]:
    """What books can be made of: by the word in the command, such as `series`, and by name."""
    found: dict[str, Mapping[str, Anthology]] = {}
    for kind in cards.site.kinds:
        found |= kind.anthologies(cards)
    return found


def cards_of(site: Site, theme: Theme, config: Config, language: str = "") -> tuple[Cards, Words]:
    """The cards and the words that books are made with, in the language of the site or another of its languages."""
    words = Words(theme, language or config.language)
    return Cards(site.titled(words), config, language), words


def untold(cards: Cards, anthology: Anthology) -> Iterator[Document]:
    """The stories of an anthology that cannot be read in the language of the cards."""
    for story in (cards.site.stories[position] for position in anthology.positions):
        if not is_in(cards.lang(cards.told(story)), cards.language):
            yield story


def book_of(
    cards: Cards, words: Words, anthology: Anthology, title: str = "", license_name: str = ""
) -> Book:
    """The book of an anthology; `title` is one in place of its own, `license_name` that of the stories.

    With cards in another language than that of the site, its stories are in that language where they are translated.
    """
    site, lang = cards.site, cards.other_language or anthology.lang
    is_own = is_in(anthology.lang, lang)
    # Only the main kind makes chapters.
    stream: Any = site.stream
    chapters = []
    for at, position in enumerate(anthology.positions):
        chapter: Chapter = stream.chapter(cards, site.stories[position], position)
        why = anthology.whys[at] if anthology.whys else ""
        part = anthology.parts[at] if anthology.parts else 0
        chapters.append(replace(chapter, why=why, part=part))
    named = license_of(license_name) if license_name else None
    return Book(
        title=title or anthology.title,
        about=anthology.about if is_own else "",
        lang=lang,
        site=Link(cards.config.title, cards.config.base_url),
        page=cards.origin + cards.href(anthology.url),
        license=Link(named.name, named.url) if named else None,
        chapters=tuple(chapters),
        words=words_of(words),
        title_lang="" if title or is_own else anthology.lang,
        site_lang=cards.config.language if cards.other_language else "",
    )


def cover_of(book: Book, theme: Theme, words: Words) -> SharingCard | None:
    """The card that is on the cover of a book; None for a theme without cards."""
    look = look_of(theme)
    if look is None:
        return None
    by = names(words, [person.name for person in book.people])
    return drawn(look, book.site.title, book.title, by=by)
