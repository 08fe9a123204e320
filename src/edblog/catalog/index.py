"""What is remembered of a site beside its stories, and the site that comes of it when stories are read on demand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable
from zoneinfo import ZoneInfo

import msgspec

from edblog.catalog.addresses import generated
from edblog.catalog.assemble import newest_first
from edblog.catalog.lazy import LazyMapping, LazySequence
from edblog.catalog.lookup import Lookup
from edblog.catalog.references import Resolver
from edblog.catalog.site import Held, Site, Topic
from edblog.kinds.credentials.record import Credential
from edblog.kinds.pages.record import Page
from edblog.kinds.people.record import Author
from edblog.kinds.stories.record import Post
from edblog.model import AnyRecord, Document, Media, PictureRef, Record
from edblog.settings import Config
from edblog.urls import collision_key, output_of, root_of, slugify
from edblog.views import Output, Picture

_STORIES = frozenset(
    ["post.html", "archive.html", "credential.html", "author.html", "topic.html", "feed", "sitemap"]
)
"""Renderers of what stands for a story or a list of stories."""
Records = Callable[[str], AnyRecord | None]
"""Gives the record of a source; None where there is none."""


class Index(Record, frozen=True):
    """Who is in which list, and what others rely on; a site without its stories."""

    order: tuple[str, ...]
    """Sources of the published stories, newest first."""
    authors: dict[str, Author]
    credentials: dict[str, Credential]
    topics: dict[str, Topic]
    pages: tuple[Page, ...]
    by_author: dict[str, tuple[int, ...]]
    by_credential: dict[str, tuple[int, ...]]
    held: tuple[Held, ...]
    pinned: tuple[int, ...]
    anchored: frozenset[str]
    ousted: frozenset[str]
    taken: frozenset[str]
    """Collision keys of the outputs that stand for no published story and no list, and of those of held stories."""

    @classmethod
    def of(cls, site: Site, outputs: Iterable[Output]) -> Index:
        """The index of a site with these outputs."""
        # Two names of stories can only fold into one where one of them has other letters.
        others = (o.path for o in outputs if o.renderer not in _STORIES or not o.path.isascii())
        later = (output_of(url.lstrip("/")) for story in site.held for url in (story.url, *story.aliases))
        keys = map(collision_key, (*others, *later))
        return cls(
            order=tuple(post.source for post in site.posts),
            authors=site.authors,
            credentials=site.credentials,
            topics=site.topics,
            pages=site.pages,
            by_author=site.by_author,
            by_credential=site.by_credential,
            held=site.held,
            pinned=site.pinned,
            anchored=site.anchored,
            ousted=site.ousted,
            taken=frozenset(keys),
        )

    def is_free(self, path: str) -> bool:
        """Whether none of `taken` is in the way of an output, as a file or as a folder."""
        key = collision_key(path)
        above = {key[:at] for at, sign in enumerate(key) if sign == "/"}
        return (
            key not in self.taken
            and not above & self.taken
            and not any(t.startswith(key + "/") for t in self.taken)
        )

    def with_story(self, post: Post, records: Records) -> tuple[Index, int]:
        """The index with one more story by known people about known things, and its position."""
        key = newest_first(post)

        def is_newer(source: str) -> bool:
            other = records(source)
            return isinstance(other, Post) and newest_first(other) > key

        at = bisect_left(range(len(self.order)), True, key=lambda n: not is_newer(self.order[n]))

        def grown(positions: tuple[int, ...], *, here: bool) -> tuple[int, ...]:
            split = bisect_left(positions, at)
            return (*positions[:split], *([at] if here else ()), *(n + 1 for n in positions[split:]))

        about = {slugify(topic) for topic in post.topics}
        index = msgspec.structs.replace(
            self,
            order=(*self.order[:at], post.source, *self.order[at:]),
            pinned=grown(self.pinned, here=False),
            by_author={
                slug: grown(found, here=slug in post.authors) for slug, found in self.by_author.items()
            },
            by_credential={
                slug: grown(found, here=slug in post.credentials)
                for slug, found in self.by_credential.items()
            },
            topics={
                slug: msgspec.structs.replace(topic, posts=grown(topic.posts, here=slug in about))
                for slug, topic in self.topics.items()
            },
        )
        return index, at

    def site(
        self, records: Records, sources: Collection[str], static: Collection[str], config: Config
    ) -> tuple[Site, Resolver]:
        """The site, with its stories read on demand; the resolver collects problems while that is done.

        `sources` are all files of the content, `static` those of the district that are published as they are.
        """
        stories = frozenset(self.order)
        others: dict[str, Document] = {
            document.source: document
            for document in (*self.credentials.values(), *self.pages, *self.authors.values())
            if not (isinstance(document, Author) and document.inline)
        }

        def document(source: str) -> Document:
            found = records(source) if source in stories else others[source]
            if not isinstance(found, Document):
                raise KeyError(source)
            return found

        def media(source: str) -> Media:
            found = records(source)
            if not isinstance(found, Media):
                raise KeyError(source)
            return found

        def story(position: int) -> Post:
            found = documents[self.order[position]]
            assert isinstance(found, Post)
            return found

        def picture(named: tuple[str, str]) -> Picture:
            source, path = named
            inline = (person for person in self.authors.values() if person.inline and person.source == source)
            # As when all are looked at, the last one who names a picture says what it shows.
            for owner in reversed((documents[source], *inline)):
                for name in ("image", "photo", "badge"):
                    ref = getattr(owner, name, None)
                    if (
                        isinstance(ref, PictureRef)
                        and ref.path == path
                        and (found := resolver.picture(owner, ref, name))
                    ):
                        return found
            raise KeyError(named)

        # What was remembered is in UTC.
        zone = ZoneInfo(config.timezone)
        held = tuple(msgspec.structs.replace(story, date=story.date.astimezone(zone)) for story in self.held)
        documents = LazyMapping((*self.order, *others), document)
        lookup = Lookup(
            root_of(config.base_url),
            documents,
            LazyMapping(sources, media),
            sources,
            lambda: generated(
                config, self.order, self.authors, self.by_author, self.by_credential, self.topics, static
            ),
            static,
        )
        by_source = {story.source: story for story in held}
        resolver = Resolver(lookup, by_source, config.pictures.widths, config.files.types)
        site = Site(
            posts=LazySequence(len(self.order), story),
            authors=self.authors,
            credentials=self.credentials,
            topics=self.topics,
            pages=self.pages,
            by_author=self.by_author,
            by_credential=self.by_credential,
            media={},
            shown=resolver.shown,
            urls=lookup.urls,
            bodies=LazyMapping(documents, lambda source: resolver.body(documents[source])),
            pictures=LazyMapping((), picture),
            held=held,
            pinned=self.pinned,
            anchored=self.anchored,
            ousted=self.ousted,
        )
        return site, resolver
