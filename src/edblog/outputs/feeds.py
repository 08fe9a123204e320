"""Feeds: RSS 2.0 and Atom (RFC 4287) through feedgen, and JSON Feed 1.1.

The bytes depend on the view and the bodies alone, and are the same with feedgen 0.4 and 1.0: what the two
write differently, or cannot write at all, is set right by the extensions below.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from edblog.markup import SafeHtml
from edblog.outputs.writing import plain_for_html, timestamp, xml_text
from edblog.views import Feed, FeedItem

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XML = "{http://www.w3.org/XML/1998/namespace}"


def render_feed(feed: Feed, bodies: Sequence[SafeHtml]) -> bytes:
    """The file of a feed: UTF-8, newest entry first, with a final newline.

    `bodies` holds the HTML of each item in the order of `feed.items`, with absolute URLs. Characters that
    XML 1.0 forbids are left out, in JSON too. Raises ValueError where there are more or fewer bodies than
    items, or a time has no zone.
    """
    items = [(item, xml_text(body.html)) for item, body in zip(feed.items, bodies, strict=True)]
    items.sort(key=lambda pair: pair[0].published, reverse=True)
    return _WRITERS[feed.format](feed, items)


_Items = list[tuple[FeedItem, str]]


def _rss(feed: Feed, items: _Items) -> bytes:
    channel = _generator(feed, "application/rss+xml")
    channel.description(xml_text(feed.description).strip() or _title(feed))
    channel.register_extension("edblog", _RssFeed, _RssEntry, atom=False, rss=True)
    channel.entry([_rss_entry(feed, item, body) for item, body in items], replace=True)
    channel.edblog.dated = bool(items)
    return bytes(channel.rss_str(pretty=True))


def _rss_entry(feed: Feed, item: FeedItem, body: str) -> FeedEntry:
    entry = _entry(item)
    entry.title(plain_for_html(_title(item)))
    if categories := _categories(item):
        entry.category([{"term": plain_for_html(category)} for category in categories], replace=True)
    summary = xml_text(item.summary).strip()
    if summary:
        # Readers take a description for HTML.
        entry.description(html.escape(summary, quote=False))
    entry.content(body)
    entry.register_extension("edblog", _RssEntry, atom=False, rss=True)
    entry.edblog.creators = [plain_for_html(name) for name, _ in _authors(item)]
    entry.edblog.has_summary = bool(summary)
    entry.edblog.lang = _lang(feed, item)
    return entry


def _atom(feed: Feed, items: _Items) -> bytes:
    generator = _generator(feed, "application/atom+xml")
    generator.id(xml_text(feed.self_url))
    generator.subtitle(xml_text(feed.description).strip() or None)
    generator.register_extension("edblog", _AtomFeed, _AtomEntry, atom=True, rss=False)
    if not all(_authors(item) for item, _ in items) or not items:
        # RFC 4287, section 4.1.1: a feed has an author unless each of its entries has one.
        generator.author({"name": _title(feed), "uri": xml_text(feed.url)})
    generator.entry([_atom_entry(feed, item, body) for item, body in items], replace=True)
    return bytes(generator.atom_str(pretty=True))


def _atom_entry(feed: Feed, item: FeedItem, body: str) -> FeedEntry:
    entry = _entry(item)
    entry.updated(_moment(item.updated))
    entry.content(body, type="html")
    entry.summary(xml_text(item.summary).strip() or None)
    for name, url in _authors(item):
        entry.author({"name": name, "uri": url})
    entry.register_extension("edblog", _AtomEntry, atom=True, rss=False)
    entry.edblog.lang = _lang(feed, item)
    return entry


def _json(feed: Feed, items: _Items) -> bytes:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(feed),
        "home_page_url": xml_text(feed.url),
        "feed_url": xml_text(feed.self_url),
        "description": xml_text(feed.description).strip(),
        "language": xml_text(feed.language),
        "items": [_json_item(feed, item, body) for item, body in items],
    }
    return msgspec.json.format(msgspec.json.encode(_present(document)), indent=2) + b"\n"


def _json_item(feed: Feed, item: FeedItem, body: str) -> dict[str, Any]:
    fields = {
        "id": xml_text(item.id),
        "url": xml_text(item.url),
        "title": _title(item),
        "summary": xml_text(item.summary).strip(),
        "image": xml_text(item.image),
        "date_published": timestamp(item.published),
        "date_modified": timestamp(item.updated),
        "authors": [_present({"name": name, "url": url}) for name, url in _authors(item)],
        "tags": _categories(item),
        "language": _lang(feed, item),
    }
    return _present(fields) | {"content_html": body}


_WRITERS: dict[str, Callable[[Feed, _Items], bytes]] = {"rss": _rss, "atom": _atom, "json": _json}


def _generator(feed: Feed, media_type: str) -> FeedGenerator:
    generator = FeedGenerator()
    generator.title(_title(feed))
    # The last link becomes that of the RSS channel.
    generator.link(href=xml_text(feed.self_url), rel="self", type=media_type)
    generator.link(href=xml_text(feed.url), rel="alternate", type="text/html")
    generator.language(xml_text(feed.language))
    generator.generator("edblog")
    # Left unset, feedgen takes the time of the build.
    generator.updated(_moment(feed.updated))
    return generator


def _entry(item: FeedItem) -> FeedEntry:
    entry = FeedEntry()
    entry.guid(xml_text(item.id))
    entry.title(_title(item))
    entry.link(href=xml_text(item.url), rel="alternate")
    entry.published(_moment(item.published))
    # feedgen 0.4 takes no empty list.
    if categories := _categories(item):
        entry.category([{"term": category} for category in categories])
    return entry


def _title(subject: Feed | FeedItem) -> str:
    # Both formats want one, and feedgen raises where it is empty.
    return xml_text(subject.title).strip() or xml_text(subject.url)


def _authors(item: FeedItem) -> list[tuple[str, str]]:
    pairs = ((xml_text(author.title).strip(), xml_text(author.url)) for author in item.authors)
    return [(name, url) for name, url in pairs if name]


def _categories(item: FeedItem) -> list[str]:
    return [text for text in (xml_text(category).strip() for category in item.categories) if text]


def _lang(feed: Feed, item: FeedItem) -> str:
    return "" if item.lang == feed.language else xml_text(item.lang)


def _moment(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return datetime.fromisoformat(timestamp(value))


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value or key == "items"}


class _RssFeed(BaseExtension):  # type: ignore[misc]
    """Dublin Core for the channel, and no date for a feed that has nothing to date."""

    dated = True

    def extend_ns(self) -> dict[str, str]:
        return {"dc": _DC[1:-1]}

    def extend_rss(self, rss: etree._Element) -> etree._Element:
        channel = rss[0]
        if not self.dated:
            channel.remove(channel.find("lastBuildDate"))
        return rss


class _RssEntry(BaseEntryExtension):  # type: ignore[misc]
    """What RSS itself has no element for, or feedgen 0.4 no method."""

    creators: Sequence[str] = ()
    has_summary = False
    lang = ""

    def extend_rss(self, item: etree._Element) -> etree._Element:
        item.find("guid").set("isPermaLink", "true")
        if not self.has_summary:
            # feedgen puts a text that stands alone into the description.
            item.find("description").tag = f"{_CONTENT}encoded"
        for creator in self.creators:
            etree.SubElement(item, f"{_DC}creator").text = creator
        if self.lang:
            etree.SubElement(item, f"{_DC}language").text = self.lang
        return item


class _AtomFeed(BaseExtension):  # type: ignore[misc]
    """What feedgen 0.4 gets wrong."""

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        for url in feed.iterfind("author/url"):
            url.tag = "uri"
        return feed


class _AtomEntry(_AtomFeed):
    """What feedgen 1.0 leaves out, and the language of an entry."""

    lang = ""

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        super().extend_atom(entry)
        entry.find("link").set("rel", "alternate")
        if self.lang:
            entry.set(f"{_XML}lang", self.lang)
        return entry
