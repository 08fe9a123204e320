"""Writes JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from edblog.outputs.writing import timestamp
from edblog.views import Feed, FeedItem


def write(feed: Feed, bodies: Sequence[str]) -> bytes:
    """The file of a cleaned feed."""
    document: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": feed.self_url,
        "description": feed.description,
        "language": feed.language,
    }
    if feed.hub:
        document["hubs"] = [{"type": "WebSub", "url": feed.hub}]
    items = [_item(item, body) for item, body in zip(feed.items, bodies, strict=True)]
    whole = _present(document) | {"items": items}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def _item(item: FeedItem, body: str) -> dict[str, Any]:
    fields = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "image": item.image,
        "date_published": timestamp(item.published) if item.published else "",
        "date_modified": timestamp(item.updated) if item.updated else "",
        "authors": [_present({"name": author.title, "url": author.url}) for author in item.authors],
        "tags": item.categories,
        "language": item.lang,
    }
    return _present(fields) | {"content_html": body}


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value}
