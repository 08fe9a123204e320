"""Makes the views of feeds, and of everything that lists feeds: OPML, the Follow page, feed links of pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from edblog.catalog.cards import Cards
from edblog.catalog.lists import List
from edblog.catalog.reach import WHOLE, Reach
from edblog.catalog.variants import FOR_FEEDS
from edblog.catalog.words import Words
from edblog.files.feeds import FEED_FORMATS
from edblog.model import Document, Theme
from edblog.views import (
    Body,
    Feed,
    FeedGroup,
    FeedItem,
    FeedLink,
    FeedRow,
    Opml,
    Outline,
    OutlineGroup,
    Output,
    Picture,
)
from edblog.web.urls import ascii_url

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Subscriptions:
    """The feeds of a site."""

    def __init__(self, cards: Cards, words: Words, theme: Theme) -> None:
        self.cards, self.words, self.theme = cards, words, theme
        self._items: dict[tuple[str, int], FeedItem] = {}
        self._former: dict[str, list[str]] = {}
        """Former URL paths by current URL path."""
        for former, url in cards.site.moved.items():
            self._former.setdefault(url, []).append(former)
        self._kinds = {kind.folder: kind for kind in cards.site.kinds}
        self._with_feeds = [found for found in cards.lists if found.feeds is not None]
        self._own = [found for found in self._with_feeds if found.language == cards.other_language]

    def title(self, found: List) -> str:
        """The title of a list."""
        return found.title or self.words[f"nav_{found.heading}"]

    def links(self, title: str, url: str) -> tuple[FeedLink, ...]:
        """The feeds of the page at a URL path, one for each format; `title` is that of the page."""
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
        """The outputs of all feeds within reach."""
        for found, form in self._within(reach):
            feed = self._feed(found, form)
            yield from (Output(path, "feed", feed) for path in self._paths(found, form))

    def paths(self, reach: Reach) -> Iterable[str]:
        """The paths of `outputs`."""
        return (path for found, form in self._within(reach) for path in self._paths(found, form))

    def _within(self, reach: Reach) -> Iterator[tuple[List, str]]:
        """The lists with feeds within reach, each with every format."""
        for found in self._own:
            is_of_stories = found.folder == self.cards.site.stream.folder
            span = reach.span(found.url) if is_of_stories else WHOLE if reach.indexes else None
            if span is None or (span.top >= self.cards.config.feeds.size and not reach.everything):
                continue
            yield from ((found, form) for form in self.cards.config.feeds.formats)

    def _paths(self, found: List, form: str) -> Iterator[str]:
        # Static hosts cannot redirect feeds, so a feed is also written at its former address.
        for url in (found.feeds or "", *self._former.get(found.url, ())):
            yield url + FEED_FORMATS[form].file

    def groups(self) -> tuple[FeedGroup, ...]:
        """The groups of feeds on the Follow page."""
        rows: dict[str, list[FeedRow]] = {}
        for found in (found for found in self._with_feeds if found.is_followed):
            title, url = self.title(found), found.feeds or ""
            row = FeedRow(title, self.cards.href(url), self.links(title, url))
            rows.setdefault(found.heading, []).append(row)
        return tuple(FeedGroup(heading, tuple(found)) for heading, found in rows.items())

    def opml(self) -> Opml:
        """The subscription list of all feeds, each in the first configured format."""
        groups = tuple(
            OutlineGroup(
                self.cards.config.title if group.kind == "site" else self.words[f"nav_{group.kind}"],
                tuple(
                    Outline(row.title, self.absolute(row.url), self.absolute(row.feeds[0].url))
                    for row in group.rows
                    if row.feeds
                ),
            )
            for group in self.groups()
        )
        return Opml(self.cards.config.title, groups)

    def _feed(self, found: List, form: str) -> Feed:
        config = self.cards.config
        positions = found.positions if found.has_past else self._present(found)
        positions = positions if found.fed is None else found.fed
        items = tuple(self._item(found.folder, position) for position in positions[: config.feeds.size])
        records = self.cards.site.records[found.folder]
        if not any(records[position].dated for position in positions[:1]):
            # Without dates, the newest are unknown, so the feed has all of them.
            items = tuple(self._item(found.folder, position) for position in positions)
        page = self.absolute(self.cards.href(found.feeds or ""))
        title = self.title(found)
        if found.title and found.folder != self.cards.site.stream.folder:
            # A page may have a feed of its stories and one of something else.
            title = f"{self.words[f'nav_{found.folder}']} · {title}"
        return Feed(
            format=form,
            title=config.title if found.heading == "site" else f"{title} · {config.title}",
            description=found.about or config.description or config.title,
            url=page,
            self_url=page + FEED_FORMATS[form].file,
            language=self.cards.language,
            updated=max((item.updated for item in items if item.updated), default=EPOCH),
            items=items,
            hub=config.feeds.hub,
        )

    def _present(self, found: List) -> list[int]:
        """Positions of the records of a list that are not past."""
        records, past = self.cards.site.records[found.folder], self.cards.site.past
        return [position for position in found.positions if records[position].source not in past]

    def _item(self, folder: str, position: int) -> FeedItem:
        key = folder, position
        if (item := self._items.get(key)) is None:
            item = self._items[key] = self._kinds[folder].feed_item(self, position)
        return item

    def item(self, document: Document, **more: Any) -> FeedItem:
        """A feed entry for a record; `more` replaces its fields."""
        cards = self.cards
        url = self.url(document)
        image = cards.one_size(cards.picture(document, "image"), FOR_FEEDS)
        fields: dict[str, Any] = {
            "id": self.permanent(document),
            "title": document.label,
            "url": url,
            "published": document.dated.astimezone(cards.zone) if document.dated else None,
            "updated": document.changed.astimezone(cards.zone) if document.changed else None,
            "authors": (),
            "categories": (),
            "summary": document.about,
            "image": self.absolute(image.url) if image else "",
            "image_alt": image.alt if image else "",
            "image_width": image.width if image else 0,
            "image_height": image.height if image else 0,
            "lang": cards.lang(document),
            "body": self.body(document),
        }
        return FeedItem(**(fields | more))

    def url(self, document: Document) -> str:
        """The absolute URL of the page of a record."""
        return self.absolute(self.cards.href(self.cards.site.urls[document.source]))

    def permanent(self, document: Document) -> str:
        """The permanent id of a record in feeds: its oldest known address, as an absolute URL."""
        first = (
            document.aliases[0].lstrip("/") if document.aliases else self.cards.site.former_address(document)
        )
        return self.cards.origin + self.cards.href(first or self.cards.site.urls[document.source])

    def absolute(self, url: str) -> str:
        """An absolute URL in ASCII, because some feed readers accept nothing else."""
        return ascii_url(self.cards.origin + url)

    def body(self, document: Document) -> Body:
        """The text of a record, with absolute addresses and one size of each picture."""
        body, url = self.cards.site.bodies[document.source], self.url(document)
        urls, pictures = list(body.urls), list(body.pictures)
        for index, (width, height, sizes) in enumerate(pictures):
            picture = self.cards.one_size(Picture(urls[index], "", width, height, "", sizes), FOR_FEEDS)
            if sizes and picture:
                urls[index], pictures[index] = picture.url, (picture.width, picture.height, "")
        origin = self.absolute("")
        # Nearly every address starts with one slash; joining a string is faster than `urljoin`.
        absolute = (origin + part if part[:1] == "/" != part[1:2] else urljoin(url, part) for part in urls)
        return Body(body.digest, tuple(map(ascii_url, absolute)), tuple(pictures))
