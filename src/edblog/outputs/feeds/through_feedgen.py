"""Fills in feedgen's objects for RSS and Atom.

The bytes are the same with feedgen 0.4 and 1.0: extensions in each format correct what the two write differently or not at all.
"""

from __future__ import annotations

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from edblog.files.feeds import FEED_FORMATS
from edblog.outputs.writing import picture_type
from edblog.views import Feed, FeedItem


def generator_of(feed: Feed) -> FeedGenerator:
    """The feed as feedgen's object, without its entries."""
    generator = FeedGenerator()
    generator.title(feed.title)
    # The last link becomes the link of the RSS channel.
    generator.link(href=feed.self_url, rel="self", type=FEED_FORMATS[feed.format].media_type)
    generator.link(href=feed.url, rel="alternate", type="text/html")
    generator.language(feed.language)
    generator.generator("edblog")
    # By default, feedgen would set the time of the build.
    generator.updated(feed.updated)
    return generator


def entry_of(item: FeedItem) -> FeedEntry:
    """An item as feedgen's object, without its text."""
    entry = FeedEntry()
    entry.guid(item.id)
    entry.title(item.title)
    entry.link(href=item.url, rel="alternate")
    if item.published:
        entry.published(item.published)
    # feedgen 0.4 refuses an empty list.
    if item.categories:
        entry.category([{"term": category} for category in item.categories])
    return entry


def picture_of(item: FeedItem) -> dict[str, str]:
    """The attributes of Media RSS 1.5.1 for the picture of an item; empty without a picture."""
    if not item.image:
        return {}
    found = {"url": item.image, "type": picture_type(item.image), "medium": "image"}
    if item.image_width:
        found |= {"width": str(item.image_width), "height": str(item.image_height)}
    return {name: value for name, value in found.items() if value}
