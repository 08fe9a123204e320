"""The feed formats: name, file name and media type of each.

Not beside the modules in `outputs/feeds/` that write them, because the settings and the catalog need this table too.
"""

from __future__ import annotations

from typing import NamedTuple


class FeedFormat(NamedTuple):
    """One feed format."""

    label: str
    """Display name."""
    file: str
    """File name, in the folder of the feed's page."""
    media_type: str


FEED_FORMATS: dict[str, FeedFormat] = {
    "rss": FeedFormat("RSS", "rss.xml", "application/rss+xml"),
    "atom": FeedFormat("Atom", "atom.xml", "application/atom+xml"),
    "json": FeedFormat("JSON", "feed.json", "application/feed+json"),
}
"""Every feed format, by its name in `edblog.toml`; the module of the same name in `outputs/feeds/` writes it."""
