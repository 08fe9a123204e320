"""URL paths of generated pages and files: listings, feeds and the district's own files."""

from __future__ import annotations

from collections.abc import Iterable

from edblog.catalog.lists import List
from edblog.catalog.pagination import paginate
from edblog.catalog.site import static_url
from edblog.files.feeds import FEED_FORMATS
from edblog.model import Document
from edblog.settings import Config
from edblog.web.urls import collision_key

_ALWAYS = ("", "follow/", "404.html", "sitemap.xml", "robots.txt", "_headers")


def ousted(documents: Iterable[Document]) -> frozenset[str]:
    """Sources of documents that lost their former address, because another document has it now.

    If two documents have the same former address, the first one by source keeps it.
    """
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
    """URL paths of generated pages and files, relative to the site's root.

    `indexes` are the URL paths of index pages of kinds and groupings, and of pages that the settings ask for; `moved` the former URL
    paths of terms; `static` the sources of the district's own files.
    """
    lists = tuple(lists)
    pages = (
        part.url
        for found in lists
        if found.has_pages
        for part in paginate(found.url, "", range(len(found.positions)), found.page_size or config.page_size)
    )
    feeds = (
        found.feeds + FEED_FORMATS[name].file
        for found in lists
        if found.feeds is not None
        for name in config.feeds.formats
    )
    files = (url for found in lists for url in found.files)
    opml = ("feeds.opml",) if config.feeds.formats else ()
    return frozenset(
        (
            *_ALWAYS,
            *indexes,
            *opml,
            *pages,
            *feeds,
            *files,
            *map(static_url, static),
            *moved,
        )
    )
