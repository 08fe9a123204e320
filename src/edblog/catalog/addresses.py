"""Every address of the site that no text stands for: listings, feeds and the district's own files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from typing import Any

from edblog.catalog.pagination import paginate
from edblog.catalog.site import (
    Topic,
    author_url,
    credential_url,
    document_url,
    former_url,
    static_url,
    topic_url,
)
from edblog.files.feeds import FEED_FORMATS
from edblog.kinds.people.record import Author
from edblog.model import Document
from edblog.settings import Config
from edblog.urls import collision_key, former_slug

RESERVED = frozenset(
    ["posts", "authors", "credentials", "topics", "follow", "media", "assets", "404", "index"]
)
"""First parts of addresses that belong to edblog itself."""
_ALWAYS = (
    "",
    "posts/",
    "authors/",
    "credentials/",
    "topics/",
    "follow/",
    "404.html",
    "sitemap.xml",
    "robots.txt",
    "_headers",
)


def ousted(documents: Iterable[Document]) -> frozenset[str]:
    """Sources of the documents whose former address is that of another one now; of two that had one, the first keeps it."""
    documents = list(documents)
    if not any(document.former for document in documents):
        return frozenset()
    taken = {
        collision_key(url): document.source
        for document in documents
        for url in (document_url(document), *(alias.lstrip("/") for alias in document.aliases))
    }
    return frozenset(
        document.source
        for document in sorted(documents, key=lambda document: document.source)
        if document.former
        and taken.setdefault(collision_key(former_url(document)), document.source) != document.source
    )


def moved(authors: Mapping[str, Author], topics: Mapping[str, Topic]) -> dict[str, str]:
    """Former URL paths of people who are introduced in stories, and of topics, each with the one of today."""
    found = {former_url(person): author_url(slug) for slug, person in authors.items() if person.inline}
    found |= {topic_url(former_slug(topic.title)): topic_url(slug) for slug, topic in topics.items()}
    taken = {*map(author_url, authors), *map(topic_url, topics)}
    return {url: target for url, target in found.items() if url and url not in taken}


def generated(
    config: Config,
    posts: Sized,
    authors: Mapping[str, Author],
    by_author: Mapping[str, Sized],
    by_credential: Mapping[str, Sized],
    topics: Mapping[str, Topic],
    static: Iterable[str],
) -> frozenset[str]:
    """URL paths relative to the site's root; `static` holds the sources of the district's own files."""
    listings: dict[str, Any] = {"posts/": posts}
    listings |= {author_url(slug): found for slug, found in by_author.items()}
    listings |= {credential_url(slug): found for slug, found in by_credential.items()}
    listings |= {topic_url(slug): topic.posts for slug, topic in topics.items()}
    pages = (
        part.url
        for url, found in listings.items()
        for part in paginate(url, "", range(len(found)), config.page_size)
    )
    followed = ("", *(url for url in listings if url != "posts/"))
    feeds = (url + FEED_FORMATS[name].file for url in followed for name in config.feeds.formats)
    opml = ("feeds.opml",) if config.feeds.formats else ()
    own = map(static_url, static)
    return frozenset((*_ALWAYS, *opml, *pages, *feeds, *own, *moved(authors, topics)))
