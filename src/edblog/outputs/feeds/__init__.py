"""Feeds: RSS 2.0 and Atom (RFC 4287) through feedgen, and JSON Feed 1.1.

The bytes depend on the view and the bodies alone, and are the same with feedgen 0.4 and 1.0: what the two
write differently, or cannot write at all, is set right by the extensions below.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from typing import Any

import msgspec
from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from edblog.markup import SafeHtml
from edblog.outputs.writing import is_rtl, picture_type, plain_for_html, timestamp, xml_text
from edblog.views import Feed, FeedItem

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_XML = "{http://www.w3.org/XML/1998/namespace}"


def render_feed(feed: Feed, bodies: Sequence[SafeHtml]) -> bytes:
    """The file of a feed: UTF-8, newest entry first, with a final newline.

    `bodies` holds the HTML of each item in the order of `feed.items`, with absolute URLs. Characters that
    XML 1.0 forbids are left out, in JSON too. Raises ValueError where there are more or fewer bodies than
    items, or a time has no zone.
    """
    items = [
        (item, _directed(feed, item, xml_text(body.html)))
        for item, body in zip(feed.items, bodies, strict=True)
    ]
    items.sort(key=lambda pair: pair[0].published, reverse=True)
    return _WRITERS[feed.format](feed, items)


_Items = list[tuple[FeedItem, str]]


def _directed(feed: Feed, item: FeedItem, body: str) -> str:
    """The HTML of a story with its direction, which no feed format can say: readers show it from left to right, or as their own words."""
    if not body or not (is_rtl(item.lang) or is_rtl(feed.language)):
        return body
    return f'<div lang="{html.escape(item.lang)}" dir="{"rtl" if is_rtl(item.lang) else "ltr"}">{body}</div>'


def _rss(feed: Feed, items: _Items) -> bytes:
    channel = _generator(feed, "application/rss+xml")
    channel.description(xml_text(feed.description).strip() or _title(feed))
    channel.register_extension("edblog", _RssFeed, _RssEntry, atom=False, rss=True)
    channel.entry([_rss_entry(feed, item, body) for item, body in items], replace=True)
    channel.edblog.built = _rfc_822(feed.updated) if items else ""
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
    entry.edblog.published = _rfc_822(item.published)
    entry.edblog.is_address = item.id == item.url
    entry.edblog.picture = _picture(item)
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
    entry.edblog.picture = _picture(item)
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
    entry.guid(xml_text(item.id).strip() or xml_text(item.url))
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


def _picture(item: FeedItem) -> dict[str, str]:
    """The picture of a story for Media RSS 1.5.1: what its `content` element says, and its words under `alt`."""
    if not (url := xml_text(item.image)):
        return {}
    size = {"width": item.image_width, "height": item.image_height} if item.image_width else {}
    found = {"url": url, "type": picture_type(url), "medium": "image", **{k: str(v) for k, v in size.items()}}
    return {**{key: value for key, value in found.items() if value}, "alt": xml_text(item.image_alt).strip()}


def _moment(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return datetime.fromisoformat(timestamp(value))


def _rfc_822(value: datetime) -> str:
    """A time as RSS wants it. feedgen leaves the noughts out of the years before 1000, and readers take `26` for 2026."""
    return format_datetime(_moment(value))


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value or key == "items"}


class _RssFeed(BaseExtension):  # type: ignore[misc]
    """Dublin Core and Media RSS for the channel, and no date for a feed that has nothing to date."""

    built = ""
    """The date of the newest entry; empty where there is none."""

    def extend_ns(self) -> dict[str, str]:
        return {"dc": _DC[1:-1], "media": _MEDIA[1:-1]}

    def extend_rss(self, rss: etree._Element) -> etree._Element:
        channel = rss[0]
        date = channel.find("lastBuildDate")
        if self.built:
            date.text = self.built
        else:
            channel.remove(date)
        return rss


class _RssEntry(BaseEntryExtension):  # type: ignore[misc]
    """What RSS itself has no element for, or feedgen 0.4 no method."""

    creators: Sequence[str] = ()
    has_summary = False
    published = ""
    is_address = True
    """Whether the id is where the story is."""
    lang = ""
    picture: Mapping[str, str] = {}

    def extend_rss(self, item: etree._Element) -> etree._Element:
        item.find("pubDate").text = self.published
        item.find("guid").set("isPermaLink", "true" if self.is_address else "false")
        if not self.has_summary:
            # feedgen puts a text that stands alone into the description.
            item.find("description").tag = f"{_CONTENT}encoded"
        for creator in self.creators:
            etree.SubElement(item, f"{_DC}creator").text = creator
        if self.lang:
            etree.SubElement(item, f"{_DC}language").text = self.lang
        if self.picture:
            attributes = {key: value for key, value in self.picture.items() if key != "alt"}
            content = etree.SubElement(item, f"{_MEDIA}content", attributes)
            if words := self.picture["alt"]:
                etree.SubElement(content, f"{_MEDIA}description", {"type": "plain"}).text = words
        return item


class _AtomFeed(BaseExtension):  # type: ignore[misc]
    """What feedgen 0.4 gets wrong."""

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        for url in feed.iterfind("author/url"):
            url.tag = "uri"
        return feed


class _AtomEntry(_AtomFeed):
    """What feedgen 1.0 leaves out, the language of an entry, and its picture."""

    lang = ""
    picture: Mapping[str, str] = {}

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        super().extend_atom(entry)
        link = entry.find("link")
        link.set("rel", "alternate")
        if self.picture:
            enclosure = etree.Element("link", {"href": self.picture["url"], "rel": "enclosure"})
            if kind := self.picture.get("type"):
                enclosure.set("type", kind)
            link.addnext(enclosure)
        if self.lang:
            entry.set(f"{_XML}lang", self.lang)
        return entry
