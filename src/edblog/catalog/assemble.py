"""From all records to the site: drafts and dates, groups, and every reference resolved."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from edblog.catalog import checks
from edblog.catalog.addresses import generated, ousted
from edblog.catalog.lookup import Lookup
from edblog.catalog.privacy import Privacy
from edblog.catalog.references import Resolver
from edblog.catalog.site import Held, Site, Topic, document_url
from edblog.kinds.credentials.record import Credential
from edblog.kinds.pages.record import Page
from edblog.kinds.people.record import Author
from edblog.kinds.stories.record import Post
from edblog.model import AnyRecord, Document, Media, PictureRef
from edblog.problems import Problem
from edblog.settings import Config
from edblog.urls import root_of, slugify
from edblog.views import Picture

PINNED = 3
"""Stories that can be pinned at one time."""
_Named = TypeVar("_Named", Author, Credential)


def assemble(
    records: Mapping[str, AnyRecord | None],
    config: Config,
    now: datetime,
    *,
    static: Collection[str] = (),
    drafts: bool = False,
    future: bool = False,
) -> tuple[Site, list[Problem]]:
    """The site that the records make, and what is wrong between them.

    `records` has every source file; None for one that could not be read. Stories after `now` and
    drafts are held back unless asked for. `static` holds the sources of the district's own files.
    """
    found = [record for record in records.values() if record is not None]
    stories = [record for record in found if isinstance(record, Post)]
    written = [record for record in found if isinstance(record, Document)]
    zone = ZoneInfo(config.timezone)
    held: dict[str, Held] = {}
    for post in stories:
        if (reason := _reason(post, now, drafts=drafts, future=future)) is not None:
            held[post.source] = Held(
                post.source, post.title, post.date.astimezone(zone), reason, document_url(post), post.aliases
            )
    shown = sorted((p for p in stories if p.source not in held), key=newest_first, reverse=True)
    authors = _authors(found, shown)
    credentials = _by_name(record for record in found if isinstance(record, Credential))
    pages = tuple(sorted((r for r in found if isinstance(r, Page)), key=lambda page: (page.order, page.slug)))

    everyone = _authors(found, stories)
    problems = [
        *checks.collisions(written),
        *checks.feed_ids(stories),
        *checks.introductions(stories, everyone),
        *checks.topic_spellings(stories),
        *checks.dates(stories, now, zone),
    ]
    for post in stories:
        people = everyone if post.source in held else authors
        problems += checks.unknown_ids(post, post.authors, people, "author", ("authors", "author"))
        problems += checks.unknown_ids(
            post, post.credentials, credentials, "micro-credential", ("credentials", "credential")
        )
    shown = [_only_known(post, authors, credentials) for post in shown]

    pinned = [position for position, post in enumerate(shown) if post.pinned]
    problems += [checks.pinned_in_vain(shown[position]) for position in pinned[PINNED:]]
    topics = _topics(shown)
    by_author = _positions((post.authors for post in shown), authors)
    by_credential = _positions((post.credentials for post in shown), credentials)
    documents: dict[str, Document] = {
        document.source: document
        for document in (*shown, *credentials.values(), *pages, *authors.values())
        if not (isinstance(document, Author) and document.inline)
    }
    lookup = Lookup(
        root_of(config.base_url),
        documents,
        {source: record for source, record in records.items() if isinstance(record, Media)},
        frozenset(records),
        lambda: generated(config, shown, authors, by_author, by_credential, topics, static),
        static,
    )
    resolver = Resolver(lookup, held, config.pictures.widths, config.files.types)
    bodies = {source: resolver.body(document) for source, document in documents.items()}
    pictures = _pictures([*documents.values(), *authors.values()], resolver)
    ahead = _ahead(resolver, {post.source: post for post in stories if post.source in held})
    problems += [*resolver.problems, *_softened(ahead.problems, held)]
    problems += Privacy(config, authors, credentials).problems(found)
    problems += checks.unused(records, resolver.used | ahead.used)
    problems += [checks.waiting(story) for story in held.values()]
    site = Site(
        posts=tuple(shown),
        authors=authors,
        credentials=credentials,
        topics=topics,
        pages=pages,
        by_author=by_author,
        by_credential=by_credential,
        media={source: lookup.media[source] for source in sorted(resolver.published)},
        shown=resolver.shown,
        urls=lookup.urls,
        bodies=bodies,
        pictures=pictures,
        held=tuple(sorted(held.values(), key=lambda story: (story.date, story.source))),
        pinned=tuple(pinned[:PINNED]),
        anchored=frozenset(resolver.anchored | ahead.anchored),
        ousted=ousted(documents.values()),
    )
    return site, problems


def _reason(post: Post, now: datetime, *, drafts: bool, future: bool) -> Literal["draft", "scheduled"] | None:
    """Why a story is not published now, if it is not."""
    if post.draft and not drafts:
        return "draft"
    return "scheduled" if post.date > now and not future else None


def newest_first(post: Post) -> tuple[datetime, str, str]:
    """The key by which stories are sorted, from the newest down."""
    return post.date, post.slug, post.source


def _authors(records: Iterable[AnyRecord], posts: Iterable[Post]) -> dict[str, Author]:
    """People with a file, and those who are introduced inside a story; a file, or an older story, says more."""
    people = {record.slug: record for record in records if isinstance(record, Author)}
    for post in sorted(posts, key=newest_first):
        for person in post.inline_authors:
            people.setdefault(person.slug, person)
    return _by_name(people.values())


def _by_name(people: Iterable[_Named]) -> dict[str, _Named]:
    return {item.slug: item for item in sorted(people, key=lambda item: (slugify(item.name), item.slug))}


def _only_known(post: Post, authors: Mapping[str, Author], credentials: Mapping[str, Credential]) -> Post:
    people = tuple(id_ for id_ in post.authors if id_ in authors)
    about = tuple(id_ for id_ in post.credentials if id_ in credentials)
    if (people, about) == (post.authors, post.credentials):
        return post
    return msgspec.structs.replace(post, authors=people, credentials=about)


def _topics(posts: list[Post]) -> dict[str, Topic]:
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    positions: dict[str, list[int]] = defaultdict(list)
    for position, post in enumerate(posts):
        for slug, spelling in {slugify(topic): topic for topic in reversed(post.topics)}.items():
            spellings[slug][spelling] += 1
            positions[slug].append(position)
    topics = {
        slug: Topic(
            slug, min(found, key=lambda word: (-found[word], word)), tuple(positions[slug]), len(found)
        )
        for slug, found in spellings.items()
    }
    return dict(sorted(topics.items(), key=lambda item: (item[1].title.casefold(), item[0])))


def _positions(terms: Iterable[tuple[str, ...]], known: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {key: [] for key in known}
    for position, keys in enumerate(terms):
        for key in keys:
            found[key].append(position)
    return {key: tuple(positions) for key, positions in found.items()}


def _pictures(documents: Iterable[Document], resolver: Resolver) -> dict[tuple[str, str], Picture]:
    found = {}
    for document in documents:
        for name in ("image", "photo", "badge"):
            named = getattr(document, name, None)
            if isinstance(named, PictureRef) and (picture := resolver.picture(document, named, name)):
                found[document.source, named.path] = picture
    return found


def _ahead(resolver: Resolver, waiting: Mapping[str, Post]) -> Resolver:
    """The site as it will be once all held stories are out, so that what is wrong is told before that day."""
    topics = {f"topics/{slugify(topic)}/" for post in waiting.values() for topic in post.topics}
    people = {f"authors/{person.slug}/" for post in waiting.values() for person in post.inline_authors}
    now = resolver.lookup
    then = Lookup(
        now.root,
        {**now.documents, **waiting},
        now.media,
        now.sources,
        lambda: now.generated | topics | people,
        now.static,
    )
    ahead = Resolver(then, {}, resolver.widths, resolver.types)
    for post in waiting.values():
        ahead.body(post)
    _pictures([document for post in waiting.values() for document in (post, *post.inline_authors)], ahead)
    return ahead


def _softened(problems: Iterable[Problem], held: Mapping[str, Held]) -> Iterable[Problem]:
    """What is wrong in a draft is only a warning."""
    for problem in problems:
        draft = held[problem.path].reason == "draft"
        yield msgspec.structs.replace(problem, severity="warning") if draft else problem
