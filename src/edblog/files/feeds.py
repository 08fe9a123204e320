"""The formats of feeds: their names, their files and their media types.

They are here, and not beside the modules that write them, because the settings and the catalog need them as well.
"""

from __future__ import annotations

from typing import NamedTuple


class FeedFormat(NamedTuple):
    """A format in which a feed is written."""

    label: str
    """Name for people."""
    file: str
    """Name of the file in the folder of the page that the feed belongs to."""
    media_type: str


FEED_FORMATS: dict[str, FeedFormat] = {
    "rss": FeedFormat("RSS", "rss.xml", "application/rss+xml"),
    "atom": FeedFormat("Atom", "atom.xml", "application/atom+xml"),
    "json": FeedFormat("JSON", "feed.json", "application/feed+json"),
}
"""Every format by its name in `edblog.toml`; the module of that name in `outputs/feeds/` writes it."""
