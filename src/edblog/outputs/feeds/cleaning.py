"""Cleans a feed for all formats: only characters that XML allows, a title and an id for each item, times with a zone."""

from __future__ import annotations

import html
from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from edblog.outputs.writing import is_rtl, timestamp, xml_text
from edblog.views import Feed, FeedItem, Link
from edblog.web.markup import SafeHtml


def clean_feed(feed: Feed, items: Iterable[FeedItem]) -> Feed:
    """The cleaned feed with these items. An item keeps its `lang` only if it differs from the feed's."""
    url = xml_text(feed.url)
    return replace(
        feed,
        title=_text(feed.title) or url,
        description=_text(feed.description),
        url=url,
        self_url=xml_text(feed.self_url),
        language=xml_text(feed.language),
        updated=_moment(feed.updated),
        items=tuple(_clean_item(item, "" if item.lang == feed.language else item.lang) for item in items),
    )


def _clean_item(item: FeedItem, lang: str) -> FeedItem:
    url = xml_text(item.url)
    return replace(
        item,
        id=_text(item.id) or url,
        title=_text(item.title) or url,
        url=url,
        published=_moment(item.published) if item.published else None,
        updated=_moment(item.updated) if item.updated else None,
        authors=tuple(Link(name, xml_text(a.url)) for a in item.authors if (name := _text(a.title))),
        categories=tuple(filter(None, map(_text, item.categories))),
        summary=_text(item.summary),
        image=xml_text(item.image),
        image_alt=_text(item.image_alt),
        lang=xml_text(lang),
    )


def clean_body(feed: Feed, item: FeedItem, body: SafeHtml) -> str:
    """The cleaned HTML of an item, with its text direction, for which no format has a field.

    Without it, feed readers show a text from left to right, or in the direction of their own interface.
    """
    text = xml_text(body.html)
    if not text or not (is_rtl(item.lang) or is_rtl(feed.language)):
        return text
    direction = "rtl" if is_rtl(item.lang) else "ltr"
    return f'<div lang="{html.escape(item.lang)}" dir="{direction}">{text}</div>'


def _text(value: str) -> str:
    return xml_text(value).strip()


def _moment(value: datetime) -> datetime:
    """A time in whole seconds, with an offset in whole minutes."""
    if value.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return datetime.fromisoformat(timestamp(value))
