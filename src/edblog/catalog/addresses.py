"""Addresses of pages and files that edblog makes: listings, feeds and the district's own files."""

from __future__ import annotations

from collections.abc import Iterable

from edblog.catalog.lists import List
from edblog.catalog.pagination import paginate
from edblog.catalog.site import static_url
from edblog.files.feeds import FEED_FORMATS
from edblog.model import Document
from edblog.settings import Config
from edblog.urls import collision_key

_ALWAYS = ("", "follow/", "404.html", "sitemap.xml", "robots.txt", "_headers")


def ousted(documents: Iterable[Document]) -> frozenset[str]:
    """Sources of documents whose former address another document has now; of two with one former address, the first keeps it."""
    documents = list(documents)
    if not any(document.former for document in documents):
        return frozenset()
    taken = {
        collision_key(url): document.source
        for document in documents
        for url in (document.address, *(alias.lstrip("/") for alias in document.aliases))
    }
    return frozenset(
        document.source
        for document in sorted(documents, key=lambda document: document.source)
        if document.former
        and taken.setdefault(collision_key(document.former_address), document.source) != document.source
    )


def generated(
    config: Config, indexes: Iterable[str], lists: Iterable[List], moved: Iterable[str], static: Iterable[str]
) -> frozenset[str]:
    """URL paths of the pages and files that edblog makes, relative to the site's root.

    `indexes` are the pages of kinds and groupings, and `static` the sources of the district's own files.
    """
    lists = tuple(lists)
    pages = (
        part.url
        for found in lists
        if found.has_pages
        for part in paginate(found.url, "", range(len(found.positions)), config.page_size)
    )
    feeds = (
        found.feeds + FEED_FORMATS[name].file
        for found in lists
        if found.feeds is not None
        for name in config.feeds.formats
    )
    opml = ("feeds.opml",) if config.feeds.formats else ()
    return frozenset((*_ALWAYS, *indexes, *opml, *pages, *feeds, *map(static_url, static), *moved))
