"""Feeds, and everything that lists them: OPML, the Follow page, autodiscovery."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Literal, NamedTuple
from urllib.parse import urljoin

from edblog.catalog.addresses import moved
from edblog.catalog.cards import Cards
from edblog.catalog.reach import Reach
from edblog.catalog.site import author_url, credential_url, topic_url
from edblog.catalog.variants import FOR_FEEDS
from edblog.catalog.words import Words
from edblog.files.feeds import FEED_FORMATS
from edblog.kinds.stories.record import Post
from edblog.urls import ascii_url
from edblog.views import (
    Body,
    Feed,
    FeedGroup,
    FeedItem,
    FeedLink,
    FeedRow,
    Link,
    Opml,
    Outline,
    OutlineGroup,
    Output,
    Picture,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Kind = Literal["site", "credentials", "authors", "topics"]


class Subject(NamedTuple):
    """Something that can be followed."""

    kind: Kind
    title: str
    description: str
    url: str
    """Of its page, relative to the site's root."""
    positions: Sequence[int]
    """Its stories, newest first."""


class Subscriptions:
    """Every feed of a site."""

    def __init__(self, cards: Cards, words: Words) -> None:
        self.cards, self.words = cards, words
        self._items: dict[int, FeedItem] = {}
        self._former: dict[str, list[str]] = {}
        """Former URL paths by the one of today."""
        for former, url in moved(cards.site.authors, cards.site.topics).items():
            self._former.setdefault(url, []).append(former)

    def subjects(self) -> Iterable[Subject]:
        """Everything that can be followed: the site, then credentials, people and topics by name."""
        site, config = self.cards.site, self.cards.config
        yield Subject("site", config.title, config.description, "", range(len(site.posts)))
        for slug, credential in site.credentials.items():
            about = credential.competency or credential.text.first_paragraph
            yield Subject(
                "credentials", credential.name, about, credential_url(slug), site.by_credential[slug]
            )
        for slug, author in site.authors.items():
            about = ", ".join(filter(None, (author.role, author.school)))
            yield Subject("authors", author.name, about, author_url(slug), site.by_author[slug])
        for slug, topic in site.topics.items():
            yield Subject("topics", topic.title, "", topic_url(slug), topic.posts)

    def links(self, title: str, url: str) -> tuple[FeedLink, ...]:
        """The feeds of the page at a URL."""
        return tuple(
            FeedLink(
                title=f"{title} ({form.label})",
                url=self.cards.href(url + form.file),
                type=form.media_type,
                format=name,
                label=self.words.get(f"feed_{name}", form.label),
            )
            for name, form in ((name, FEED_FORMATS[name]) for name in self.cards.config.feeds.formats)
        )

    def outputs(self, reach: Reach) -> Iterable[Output]:
        """Every feed file within reach."""
        for subject in self.subjects():
            # The feed of the site goes with the list of all stories.
            span = reach.span(subject.url or "posts/")
            if span is None or (span.top >= self.cards.config.feeds.size and not reach.everything):
                continue
            for name in self.cards.config.feeds.formats:
                feed, file = self._feed(subject, name), FEED_FORMATS[name].file
                # A reader who follows the file at a former address gets no redirect from a web host of plain files.
                for url in (subject.url, *self._former.get(subject.url, ())):
                    yield Output(url + file, "feed", feed)

    def groups(self) -> tuple[FeedGroup, ...]:
        """The feeds as the Follow page shows them."""
        rows: dict[Kind, list[FeedRow]] = {"site": [], "credentials": [], "authors": [], "topics": []}
        for subject in self.subjects():
            links = self.links(subject.title, subject.url)
            rows[subject.kind].append(FeedRow(subject.title, self.cards.href(subject.url), links))
        return tuple(FeedGroup(kind, tuple(found)) for kind, found in rows.items() if found)

    def opml(self) -> Opml:
        """Every subject once, in the first of the configured formats."""
        groups = tuple(
            OutlineGroup(
                self.cards.config.title if group.kind == "site" else self.words[f"nav_{group.kind}"],
                tuple(
                    Outline(row.title, self._absolute(row.url), self._absolute(row.feeds[0].url))
                    for row in group.rows
                    if row.feeds
                ),
            )
            for group in self.groups()
        )
        return Opml(self.cards.config.title, groups)

    def _feed(self, subject: Subject, name: str) -> Feed:
        config = self.cards.config
        items = tuple(map(self._item, subject.positions[: config.feeds.size]))
        page = self._absolute(self.cards.href(subject.url))
        return Feed(
            format=name,
            title=config.title if subject.kind == "site" else f"{subject.title} · {config.title}",
            description=subject.description or config.description or config.title,
            url=page,
            self_url=page + FEED_FORMATS[name].file,
            language=config.language,
            updated=max((item.updated for item in items), default=EPOCH),
            items=items,
        )

    def _item(self, position: int) -> FeedItem:
        if (item := self._items.get(position)) is None:
            item = self._items[position] = self._make_item(self.cards.site.posts[position], position)
        return item

    def _make_item(self, post: Post, position: int) -> FeedItem:
        card = self.cards.posts[position]
        url = self._absolute(card.url)
        image = self.cards.one_size(card.image, FOR_FEEDS)
        return FeedItem(
            id=post.feed_id or self._permanent(post),
            title=card.title,
            url=url,
            published=card.date,
            updated=post.updated.astimezone(self.cards.zone) if post.updated else card.date,
            authors=tuple(Link(a.title, self._absolute(a.url)) for a in card.authors),
            categories=tuple(term.title for term in (*card.credentials, *card.topics)),
            summary=card.summary,
            image=self._absolute(image.url) if image else "",
            image_alt=image.alt if image else "",
            image_width=image.width if image else 0,
            image_height=image.height if image else 0,
            lang=card.lang,
            body=self._body(self.cards.site.bodies[post.source], url),
        )

    def _permanent(self, post: Post) -> str:
        """The address by which readers know a story: the first that it had, as far as anybody has said."""
        first = post.aliases[0].lstrip("/") if post.aliases else self.cards.site.former_url(post)
        return self.cards.origin + self.cards.href(first or self.cards.site.urls[post.source])

    def _absolute(self, url: str) -> str:
        """A URL of the site for programs, some of which know ASCII alone."""
        return ascii_url(self.cards.origin + url)

    def _body(self, body: Body, url: str) -> Body:
        """The text of the story at a URL with absolute addresses, and each picture in one size."""
        urls, pictures = list(body.urls), list(body.pictures)
        for index, (width, height, sizes) in enumerate(pictures):
            picture = self.cards.one_size(Picture(urls[index], "", width, height, "", sizes), FOR_FEEDS)
            if sizes and picture:
                urls[index], pictures[index] = picture.url, (picture.width, picture.height, "")
        origin = self._absolute("")
        # Nearly every address starts at the root of the host.
        absolute = (origin + part if part[:1] == "/" != part[1:2] else urljoin(url, part) for part in urls)
        return Body(body.digest, tuple(map(ascii_url, absolute)), tuple(pictures))
