"""Writes RSS 2.0 (https://www.rssboard.org/rss-specification), with Dublin Core, Media RSS and the content module."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from email.utils import format_datetime

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree

from edblog.outputs.feeds.through_feedgen import entry_of, generator_of, picture_of
from edblog.outputs.writing import plain_for_html
from edblog.views import Feed, FeedItem

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MEDIA = "{http://search.yahoo.com/mrss/}"


def write(feed: Feed, bodies: Sequence[str]) -> bytes:
    """The file of a cleaned feed."""
    channel = generator_of(feed)
    channel.description(feed.description or feed.title)
    channel.register_extension("edblog", _Channel, _Item, atom=False, rss=True)
    entries = [_entry(item, body) for item, body in zip(feed.items, bodies, strict=True)]
    channel.entry(entries, replace=True)
    channel.edblog.built = format_datetime(feed.updated) if any(item.updated for item in feed.items) else ""
    channel.edblog.hub = feed.hub
    return bytes(channel.rss_str(pretty=True))


def _entry(item: FeedItem, body: str) -> FeedEntry:
    entry = entry_of(item)
    entry.title(plain_for_html(item.title))
    if item.categories:
        entry.category([{"term": plain_for_html(category)} for category in item.categories], replace=True)
    if item.summary:
        # Feed readers read a description as HTML.
        entry.description(html.escape(item.summary, quote=False))
    entry.content(body)
    entry.register_extension("edblog", _Item, atom=False, rss=True)
    entry.edblog.creators = [plain_for_html(author.title) for author in item.authors]
    entry.edblog.has_summary = bool(item.summary)
    entry.edblog.lang = item.lang
    # feedgen leaves out the leading zeros of years before 1000, and feed readers read `26` as 2026.
    entry.edblog.published = format_datetime(item.published) if item.published else ""
    entry.edblog.is_address = item.id == item.url
    entry.edblog.picture = picture_of(item)
    entry.edblog.picture_text = item.image_alt
    return entry


class _Channel(BaseExtension):  # type: ignore[misc]
    """The namespaces of the channel, and its date if an entry has one."""

    built = ""
    """The date of the newest entry; empty for none."""
    hub = ""
    """The address of the hub; empty for none."""

    def extend_ns(self) -> dict[str, str]:
        return {"dc": _DC[1:-1], "media": _MEDIA[1:-1]}

    def extend_rss(self, rss: etree._Element) -> etree._Element:
        channel = rss[0]
        date = channel.find("lastBuildDate")
        if self.built:
            date.text = self.built
        else:
            channel.remove(date)
        if self.hub:
            # Of the links of a feed, feedgen writes one into RSS.
            itself = channel.find(f"{_ATOM}link")
            itself.addprevious(etree.Element(f"{_ATOM}link", href=self.hub, rel="hub"))
        return rss


class _Item(BaseEntryExtension):  # type: ignore[misc]
    """Elements that RSS itself does not have, or that feedgen 0.4 has no method for."""

    creators: Sequence[str] = ()
    has_summary = False
    published = ""
    """Empty where it has no date."""
    is_address = True
    """Whether the id is the address of the story."""
    lang = ""
    picture: Mapping[str, str] = {}
    picture_text = ""

    def extend_rss(self, item: etree._Element) -> etree._Element:
        if self.published:
            item.find("pubDate").text = self.published
        item.find("guid").set("isPermaLink", "true" if self.is_address else "false")
        if not self.has_summary:
            # Without a summary, feedgen puts the text into the description.
            item.find("description").tag = f"{_CONTENT}encoded"
        for creator in self.creators:
            etree.SubElement(item, f"{_DC}creator").text = creator
        if self.lang:
            etree.SubElement(item, f"{_DC}language").text = self.lang
        if self.picture:
            content = etree.SubElement(item, f"{_MEDIA}content", dict(self.picture))
            if self.picture_text:
                etree.SubElement(content, f"{_MEDIA}description", {"type": "plain"}).text = self.picture_text
        return item
