"""Writes feeds in each format of `FEED_FORMATS`. Each format has a module with its name and a function `write`.

The bytes depend only on the view and the bodies.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from importlib import import_module

from edblog.outputs.feeds.cleaning import clean_body, clean_feed
from edblog.views import Feed, FeedItem
from edblog.web.markup import SafeHtml

Write = Callable[[Feed, Sequence[str]], bytes]
"""Makes the file of a cleaned feed from the view and the HTML of each item, in the order of `feed.items`."""


def render_feed(feed: Feed, bodies: Sequence[SafeHtml]) -> bytes:
    """The file of a feed: UTF-8, newest entry first, with a final newline.

    `bodies` holds the HTML of each item in the order of `feed.items`, with absolute URLs. Characters that
    XML 1.0 forbids are left out, in JSON too. Raises ValueError where there are more or fewer bodies than
    items, or a time has no zone.
    """
    newest_first = sorted(zip(feed.items, bodies, strict=True), key=_published, reverse=True)
    texts = [clean_body(feed, item, body) for item, body in newest_first]
    return writer(feed.format)(clean_feed(feed, [item for item, _ in newest_first]), texts)


def _published(pair: tuple[FeedItem, SafeHtml]) -> float:
    moment = pair[0].published
    return moment.timestamp() if moment else -math.inf


def writer(name: str) -> Write:
    """The function that writes a format. Its module is imported late: most sites have few formats."""
    write: Write = import_module(f"{__name__}.{name}").write
    return write
