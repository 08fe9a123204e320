"""Writes Atom feeds (RFC 4287)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from lxml import etree

from edblog.outputs.feeds.through_feedgen import entry_of, generator_of, picture_of
from edblog.views import Feed, FeedItem

_XML = "{http://www.w3.org/XML/1998/namespace}"


def write(feed: Feed, bodies: Sequence[str]) -> bytes:
    """The file of a cleaned feed."""
    generator = generator_of(feed)
    generator.id(feed.self_url)
    if feed.hub:
        generator.link(href=feed.hub, rel="hub")
    generator.subtitle(feed.description or None)
    generator.register_extension("edblog", _Feed, _Entry, atom=True, rss=False)
    if not all(item.authors for item in feed.items) or not feed.items:
        # RFC 4287, section 4.1.1: a feed has an author unless each of its entries has one.
        generator.author({"name": feed.title, "uri": feed.url})
    entries = [_entry(item, body, feed.updated) for item, body in zip(feed.items, bodies, strict=True)]
    generator.entry(entries, replace=True)
    return bytes(generator.atom_str(pretty=True))


def _entry(item: FeedItem, body: str, updated: datetime) -> FeedEntry:
    entry = entry_of(item)
    # RFC 4287, section 4.1.2: every entry has this. One without a date has that of the feed.
    entry.updated(item.updated or updated)
    entry.content(body, type="html")
    entry.summary(item.summary or None)
    for author in item.authors:
        entry.author({"name": author.title, "uri": author.url})
    entry.register_extension("edblog", _Entry, atom=True, rss=False)
    entry.edblog.lang = item.lang
    entry.edblog.picture = picture_of(item)
    return entry


class _Feed(BaseExtension):  # type: ignore[misc]
    """Corrects an element with a wrong name in feedgen 0.4."""

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        for url in feed.iterfind("author/url"):
            url.tag = "uri"
        return feed


class _Entry(_Feed):
    """Adds the link relation that feedgen 1.0 leaves out, and the language and the picture of an entry."""

    lang = ""
    picture: Mapping[str, str] = {}

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        super().extend_atom(entry)
        link = entry.find("link")
        link.set("rel", "alternate")
        if self.picture:
            enclosure = etree.Element("link", {"href": self.picture["url"], "rel": "enclosure"})
            if media_type := self.picture.get("type"):
                enclosure.set("type", media_type)
            link.addnext(enclosure)
        if self.lang:
            entry.set(f"{_XML}lang", self.lang)
        return entry
