"""The assembled site: every record once, everything resolved, groups as lists of keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Literal

from edblog.files.names import with_plain_spaces
from edblog.files.types import PUBLISHED_AS, extension
from edblog.kinds.credentials.record import Credential
from edblog.kinds.pages.record import Page
from edblog.kinds.people.record import Author
from edblog.kinds.stories.record import Post
from edblog.model import Document, Media, Record
from edblog.urls import HOME_SLUG
from edblog.views import Body, Picture


class Topic(Record, frozen=True):
    """A topic and the stories under it."""

    slug: str
    title: str
    """As most stories spell it."""
    posts: tuple[int, ...]
    spellings: int = 1
    """In how many ways the stories spell it."""


class Held(Record, frozen=True):
    """A story that is not published yet."""

    source: str
    title: str
    date: datetime
    """In the site's time zone."""
    reason: Literal["draft", "scheduled"]
    url: str
    """URL path at which it will be, relative to the site's root."""
    aliases: tuple[str, ...] = ()
    """Former paths that will lead to it."""


class Variant(Record, frozen=True):
    """A picture in one size."""

    path: str
    """URL path, relative to the site's root."""
    width: int
    height: int
    resized: bool = False
    """Whether edblog makes it, and it is not the file itself."""


class Shown(Record, frozen=True):
    """A picture that edblog makes smaller versions of."""

    digest: bytes
    sizes: tuple[Variant, ...]
    """The narrowest first."""


class Site(Record, frozen=True):
    """What the content says, once it is read together."""

    posts: Sequence[Post]
    """Published stories, newest first; groups hold positions in it."""
    authors: dict[str, Author]
    """By id, in the order of names; inline authors too."""
    credentials: dict[str, Credential]
    """By id, in the order of names."""
    topics: dict[str, Topic]
    """By slug, in the order of titles."""
    pages: tuple[Page, ...]
    by_author: dict[str, tuple[int, ...]]
    """Positions of stories, newest first."""
    by_credential: dict[str, tuple[int, ...]]
    media: Mapping[str, Media]
    """By source; what is published as it is, because a published text uses it."""
    shown: dict[str, Shown]
    """Pictures that are made smaller, by URL of the widest size, by which `bodies` and `pictures` know them."""
    urls: Mapping[str, str]
    """URL path of each published document and media file by source, relative to the site's root."""
    bodies: Mapping[str, Body]
    """Text of each document by source, with resolved URLs."""
    pictures: Mapping[tuple[str, str], Picture]
    """Pictures named in front matter, by source of the file that names them and path as written there."""
    held: tuple[Held, ...]
    pinned: tuple[int, ...]
    """Positions of the stories that come first on the home page, newest first."""
    anchored: frozenset[str]
    """Sources of the texts to whose headings another text links."""
    ousted: frozenset[str] = frozenset()
    """Sources of the texts whose former address is another text's now."""

    def former_url(self, document: Document) -> str:
        """The former URL path of a document, as long as it is still its own; else empty."""
        return "" if document.source in self.ousted else former_url(document)


def author_url(slug: str) -> str:
    """URL path of a person's page, relative to the site's root."""
    return f"authors/{slug}/"


def credential_url(slug: str) -> str:
    """URL path of a micro-credential's page, relative to the site's root."""
    return f"credentials/{slug}/"


def topic_url(slug: str) -> str:
    """URL path of a topic's page, relative to the site's root."""
    return f"topics/{slug}/"


def document_url(document: Document) -> str:
    """URL path of a document, relative to the site's root."""
    return _url(document, document.slug)


def former_url(document: Document) -> str:
    """The URL path that a document had until November 2026, where that was another one; else empty."""
    return _url(document, document.former) if document.former else ""


def _url(document: Document, slug: str) -> str:
    match document:
        case Post():
            return f"posts/{slug}/"
        case Author():
            return author_url(slug)
        case Credential():
            return credential_url(slug)
        case Page() if slug == HOME_SLUG:
            return ""
        case _:
            return f"{slug}/"


def static_url(source: str) -> str:
    """URL path of one of the district's own files, relative to the site's root and not yet encoded."""
    return with_plain_spaces(source.partition("/")[2])


def media_url(source: str) -> str:
    """URL path of a file beside the texts, relative to the site's root and not yet encoded.

    Its extension is in small letters, by which web hosts know what it is; a file that is published in another format has the
    extension of that one behind its own, so that `a.heic` and `a.jpg` are two files.
    """
    path = PurePosixPath(with_plain_spaces(source.partition("/")[2]))
    kind = extension(source)
    return f"media/{path.with_suffix(kind)}{PUBLISHED_AS.get(kind, '')}"
