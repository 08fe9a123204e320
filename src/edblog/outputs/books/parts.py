"""The parts of a book that both formats have: its chapters as nodes, with links that lead within the book where they can."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from msgspec.structs import replace

from edblog.files.types import extension
from edblog.outputs.body import resolve
from edblog.outputs.books.nodes import Node, Target, ids_in, nodes_of
from edblog.outputs.books.structure import structured
from edblog.outputs.writing import is_rtl
from edblog.views import Picture
from edblog.views.books import Book, Chapter, PictureFile
from edblog.web.markup import CleanHtml

Dates = Callable[[datetime], str]
"""Writes a date in the language of the book."""
TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
"""Media types of the pictures that every reader of books shows, by extension (EPUB 3.3, section 3.2)."""
WIDEST = 1600
"""Of a picture in several sizes, a book has the widest with at most so many pixels."""
# Linear: an address has no space.
_SIZE = re.compile(r"(?<!\S)(\S++) (\d{1,6})w(?:, |$)")


class Made(NamedTuple):
    """A book with the texts of its chapters as nodes."""

    book: Book
    texts: tuple[list[Node | str], ...]
    """The text of each chapter."""
    leads: tuple[str, ...]
    """The file of the picture at the top of each chapter; empty for none."""
    files: Mapping[str, PictureFile]
    """Its pictures, by URL path on the site."""
    dates: Dates
    cover: bytes = b""
    """The PNG of the cover; empty for none."""


def picture_urls(book: Book, html: Sequence[CleanHtml]) -> list[str]:
    """The URL paths of all pictures of a book, each once: what it needs of the site."""
    found: dict[str, None] = {}

    def found_picture(src: str, srcset: str) -> str | None:
        url = _chosen(src, srcset)
        if extension(urlsplit(url).path) in TYPES and url.startswith("/"):
            found[url] = None
        return None

    for chapter, text in zip(book.chapters, html, strict=True):
        if chapter.image:
            found_picture(chapter.image.url, chapter.image.srcset)
        _nodes(book, chapter, text, found_picture, ())
    return list(found)


def made(book: Book, html: Sequence[CleanHtml], pictures: Mapping[str, bytes], dates: Dates) -> Made:
    """The book, ready to write. `html` has the HTML of each chapter, `pictures` the bytes of pictures by URL path."""
    files = _files(pictures)

    def picture(src: str, srcset: str) -> str | None:
        file = files.get(_chosen(src, srcset))
        return file.name if file else None

    plain = [
        _nodes(book, chapter, text, picture, ()) for chapter, text in zip(book.chapters, html, strict=True)
    ]
    ids = tuple(frozenset(ids_in(text)) for text in plain)
    texts = [
        _nodes(book, chapter, text, picture, ids) for chapter, text in zip(book.chapters, html, strict=True)
    ]
    leads = [_lead(chapter.image, picture) for chapter in book.chapters]
    return Made(book, tuple(map(structured, texts)), tuple(leads), files, dates)


def _nodes(
    book: Book,
    chapter: Chapter,
    html: CleanHtml,
    picture: Callable[[str, str], str | None],
    ids: Sequence[frozenset[str]],
) -> list[Node | str]:
    chapters = {other.url: number for number, other in enumerate(book.chapters)}
    here = chapters[chapter.url]

    def leads(href: str) -> Target:
        address, _, place = href.partition("#")
        place = unquote(place)
        number = chapters.get(address, here if not address else -1)
        if number < 0:
            return Target(-1, urljoin(book.site.url, href))
        if ids and place not in ids[number]:
            place = ""
        return Target(number, place)

    # Each picture is in a book once, in the format that all readers of books know.
    return nodes_of(resolve(html, replace(chapter.body, webp=()), ""), leads, picture)


def _chosen(src: str, srcset: str) -> str:
    """The size of a picture that a book has."""
    sizes = {int(width): url for url, width in _SIZE.findall(srcset)}
    fitting = [width for width in sizes if width <= WIDEST]
    return sizes[max(fitting)] if fitting else src


def _lead(image: Picture | None, picture: Callable[[str, str], str | None]) -> str:
    found = picture(image.url, image.srcset) if image else None
    return found or ""


def _files(pictures: Mapping[str, bytes]) -> dict[str, PictureFile]:
    """The files of pictures, numbered: their names on the site may be of any alphabet."""
    found = {}
    for number, (url, data) in enumerate(pictures.items(), 1):
        kind = extension(posixpath.basename(urlsplit(url).path))
        found[url] = PictureFile(f"picture-{number}{kind}", TYPES[kind], data)
    return found


def byline(book: Book, chapter: Chapter) -> str:
    """Who wrote a story, with their roles and schools if these are in the language of the book; empty if it does not say."""
    people = (
        p.name if book.site_lang else ", ".join(filter(None, (p.name, p.role, p.school)))
        for p in chapter.people
    )
    names = " · ".join(people)
    return book.words["by"].replace("{names}", names) if names else ""


def caption(image: Picture) -> list[tuple[str, str]]:
    """The words under a picture, each with an address or an empty string."""
    found = [(image.caption, ""), (image.credit, ""), (image.license, image.license_url)]
    return [(words, url) for words, url in found if words]


def about_lines(made: Made) -> list[list[tuple[str, str]]]:
    """The lines about the book itself, each of words with an address or an empty string."""
    book = made.book
    before, _, after = book.words["from"].partition("{site}")
    rights = [(book.words["rights"], "")]
    if book.license:
        rights = [(f"{book.words['license']} ", ""), (book.license.title, book.license.url)]
    return [
        [(before, ""), (book.site.title, book.site.url), (after, "")],
        [(book.page, book.page)],
        [(book.words["newest"].replace("{date}", made.dates(book.newest)), "")],
        rights,
        [(book.words["access"], "")],
    ]


def absolute(book: Book, url: str) -> str:
    """The absolute address of a URL path of the site."""
    return urljoin(book.site.url, url)


def direction(language: str) -> str:
    """The direction of a language: `ltr` or `rtl`."""
    return "rtl" if is_rtl(language) else "ltr"
