"""From all records to the site: drafts and dates, groups, and every reference resolved."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from edblog.catalog.references import Resolver, reason_of, used_media
from edblog.catalog.site import Held, Site, Topic, document_url
from edblog.config import Config
from edblog.model import AnyRecord, Author, Credential, Document, Media, Page, PictureRef, Post
from edblog.problems import Problem, did_you_mean
from edblog.urls import collision_key, root_of, shown_day, slugify
from edblog.views import Picture

GENERATED = frozenset(
    ["", "posts/", "authors/", "credentials/", "topics/", "follow/", "feeds.opml", "404.html", "sitemap.xml"]
)
"""URL paths of pages that no source file stands for."""
_Named = TypeVar("_Named", Author, Credential)
_TAKEN = frozenset(["posts", "authors", "credentials", "topics", "follow", "media", "assets", "404", "index"])


def assemble(
    records: Mapping[str, AnyRecord | None],
    config: Config,
    now: datetime,
    *,
    drafts: bool = False,
    future: bool = False,
) -> tuple[Site, list[Problem]]:
    """The site that the records make, and what is wrong between them.

    `records` has every source file; None for one that could not be read. Stories after `now` and
    drafts are held back unless asked for.
    """
    problems: list[Problem] = []
    zone = ZoneInfo(config.timezone)
    posts = [record for record in records.values() if isinstance(record, Post)]
    held = {post.source: post for post in posts if (post.draft and not drafts) or (post.date > now and not future)}
    shown = sorted((p for p in posts if p.source not in held), key=lambda p: (p.date, p.slug, p.source), reverse=True)
    authors = _authors(records.values(), shown)
    credentials = _by_name(record for record in records.values() if isinstance(record, Credential))
    pages = tuple(sorted((r for r in records.values() if isinstance(r, Page)), key=lambda p: (p.order, p.slug)))
    everyone = {**authors, **{person.slug: person for post in posts for person in post.inline_authors}}
    for post in posts:
        problems += _unknown(post, post.authors, everyone, "author", ("authors", "author"), "content/authors")
        problems += _unknown(
            post, post.credentials, credentials, "micro-credential", ("credentials", "credential"), "content/credentials"
        )
    shown = [_only_known(post, authors, credentials) for post in shown]
    documents: dict[str, Document] = {d.source: d for d in (*shown, *credentials.values(), *pages)}
    documents |= {a.source: a for a in authors.values() if a.source.startswith("content/authors/")}
    problems += _collisions(documents.values(), [*held.values()])
    urls = {source: document_url(document) for source, document in documents.items()}
    topics = _topics(shown)
    resolver = Resolver(
        root_of(config.base_url),
        urls,
        documents,
        {source: record for source, record in records.items() if isinstance(record, Media)},
        frozenset(records),
        {source: reason_of(post.date.astimezone(zone), post.draft) for source, post in held.items()},
    )
    generated = GENERATED | {f"topics/{slug}/" for slug in topics} | {f"authors/{slug}/" for slug in authors}
    bodies = {source: resolver.body(document, generated=generated) for source, document in documents.items()}
    pictures = _pictures([*documents.values(), *authors.values()], resolver)
    published = {found for document in documents.values() for found in used_media(document, resolver)}
    published |= {found for author in authors.values() for found in used_media(author, resolver)}
    waiting = {found for post in held.values() for found in used_media(post, resolver)}
    problems += resolver.problems
    problems += _problems_ahead(held, resolver, generated)
    problems += _unused(records, published | waiting)
    problems += [_notice(post, zone) for post in held.values()]
    site = Site(
        posts=tuple(shown),
        authors=authors,
        credentials=credentials,
        topics=topics,
        pages=pages,
        by_author=_positions((post.authors for post in shown), authors),
        by_credential=_positions((post.credentials for post in shown), credentials),
        media={source: resolver.media[source] for source in sorted(published)},
        urls=urls,
        bodies=bodies,
        pictures=pictures,
        held=tuple(
            Held(p.source, p.title, p.date.astimezone(zone), "draft" if p.draft and not drafts else "scheduled")
            for p in sorted(held.values(), key=lambda p: (p.date, p.slug))
        ),
    )
    return site, problems


def _problems_ahead(held: Mapping[str, Post], resolver: Resolver, generated: frozenset[str]) -> Iterable[Problem]:
    """What would be wrong once the held stories appear, so that nothing breaks on the day; drafts are only warned of."""
    everyone = {slugify(topic) for post in held.values() for topic in post.topics}
    people = {person.slug for post in held.values() for person in post.inline_authors}
    generated |= {f"topics/{slug}/" for slug in everyone} | {f"authors/{slug}/" for slug in people}
    ahead = Resolver(
        resolver.root,
        {**resolver.urls, **{source: document_url(post) for source, post in held.items()}},
        {**resolver.documents, **held},
        resolver.media,
        resolver.sources,
        {},
    )
    for post in held.values():
        ahead.body(post, generated=generated)
    _pictures(list(held.values()), ahead)
    for problem in ahead.problems:
        draft = held[problem.path].draft
        yield msgspec.structs.replace(problem, severity="warning") if draft else problem


def _authors(records: Iterable[AnyRecord | None], posts: list[Post]) -> dict[str, Author]:
    """People with a file, and those who are introduced inside a story; a file says more."""
    people = {record.slug: record for record in records if isinstance(record, Author)}
    for post in reversed(posts):
        for person in post.inline_authors:
            people.setdefault(person.slug, person)
    return _by_name(people.values())


def _by_name(people: Iterable[_Named]) -> dict[str, _Named]:
    return {item.slug: item for item in sorted(people, key=lambda item: (slugify(item.name), item.slug))}


def _unknown(
    post: Post, ids: Iterable[str], known: Mapping[str, Author | Credential], what: str, keys: tuple[str, str], folder: str
) -> Iterable[Problem]:
    for id_ in ids:
        if id_ in known:
            continue
        names = {item.name.casefold(): slug for slug, item in known.items()}
        meant = names.get(id_.casefold()) or (slugify(id_) if slugify(id_) in known else "")
        article = "an" if what[0] in "aeiou" else "a"
        help_ = f'write the id: "{meant}"' if meant else did_you_mean(id_, known)
        new = slugify(id_) or "new-id"
        yield Problem(
            post.source,
            "error",
            f"unknown-{what.rpartition('-')[2]}",
            f'there is no {what} "{id_}"',
            help_ or f'{article} {what} has a file: add {folder}/{new}.md, and write here: "{new}"',
            key=keys,
            text=id_,
        )


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
            if slug:
                spellings[slug][spelling] += 1
                positions[slug].append(position)
    topics = {
        slug: Topic(slug, min(found, key=lambda word: (-found[word], word)), tuple(positions[slug]))
        for slug, found in spellings.items()
    }
    return dict(sorted(topics.items(), key=lambda item: (item[1].title.casefold(), item[0])))


def _positions(terms: Iterable[tuple[str, ...]], known: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {key: [] for key in known}
    for position, keys in enumerate(terms):
        for key in keys:
            found[key].append(position)
    return {key: tuple(positions) for key, positions in found.items()}


def _collisions(documents: Iterable[Document], held: list[Post]) -> Iterable[Problem]:
    """Two files with one address, also only by case or Unicode form."""
    owners: dict[str, Document] = {}
    for document in sorted((*documents, *held), key=lambda d: d.source):
        if isinstance(document, Page) and document.slug in _TAKEN:
            yield Problem(
                document.source,
                "error",
                "address-taken",
                f'the address "/{document.slug}/" belongs to edblog itself',
                "rename the file, or give it another address: slug: another-name",
                line=1,
                column=1,
            )
        url = document_url(document)
        other = owners.setdefault(collision_key(url), document)
        if other is not document:
            what = "story" if isinstance(document, Post) else "file"
            yield Problem(
                document.source,
                "error",
                "duplicate-address",
                f'this {what} and "{other.source}" have the same address, "/{url}"',
                f"rename one of the two files, or give it another address: slug: {document.slug}-2",
                key=("slug",),
                text=document.slug,
            )
    for document in sorted(owners.values(), key=lambda d: d.source):
        for alias in document.aliases:
            path = alias.lstrip("/")
            other = owners.setdefault(collision_key(path), document)
            if other is not document or collision_key(path) == collision_key(document_url(document)):
                of = f'"{other.source}"' if other is not document else "this file itself"
                yield Problem(
                    document.source,
                    "error",
                    "duplicate-address",
                    f'the alias "{alias}" is already an address of {of}',
                    "take this alias out",
                    key=("aliases",),
                    text=alias,
                )


def _pictures(documents: Iterable[Document], resolver: Resolver) -> dict[tuple[str, str], Picture]:
    found = {}
    for document in {(d.source, d.slug): d for d in documents}.values():
        for name in ("image", "photo", "badge"):
            named = getattr(document, name, None)
            if isinstance(named, PictureRef) and (picture := resolver.picture(document, named, name)):
                found[document.source, named.path] = picture
    return found


def _unused(records: Mapping[str, AnyRecord | None], used: set[str]) -> Iterable[Problem]:
    for source, record in records.items():
        if isinstance(record, Media) and source not in used:
            yield Problem(
                source,
                "notice",
                "unused-file",
                f'no published text uses "{posixpath.basename(source)}", so it is not published',
                "name it in a story, or delete it",
                line=1,
                column=1,
            )


def _notice(post: Post, zone: ZoneInfo) -> Problem:
    if post.draft:
        message, help_ = "this story is a draft, so it is not published", "take the line draft: true out when it is ready"
        return Problem(post.source, "notice", "draft", message, help_, key=("draft",))
    shown = shown_day(post.date.astimezone(zone))
    return Problem(
        post.source,
        "notice",
        "scheduled",
        f"this story is dated in the future: it appears with the first build on or after {shown}",
        "nothing to do; to publish it now, give it today's date",
        key=("date",),
    )

