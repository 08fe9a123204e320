"""Makes the entries of events in feeds."""

from __future__ import annotations

from functools import lru_cache

from edblog.catalog.feeds import Subscriptions
from edblog.kinds.events.record import Event
from edblog.outputs.templates.texts import Texts
from edblog.views import FeedItem


def feed_item(feeds: Subscriptions, position: int) -> FeedItem:
    """The feed entry of the event at a position.

    Its date is `updated`, and without that it has none: feed readers hide what was published in the future, and show an entry without
    a date as of the day on which they find it. The summary begins with the day and the time of an event that does not repeat.
    """
    cards = feeds.cards
    event = cards.site.records[Event.folder][position]
    assert isinstance(event, Event)
    known = event.updated.astimezone(cards.zone) if event.updated else None
    published = min(known, event.starts.astimezone(cards.zone)) if known else None
    canceled = f"{feeds.words.get('events.canceled', 'Canceled')}." if event.cancelled else ""
    summary = " ".join(filter(None, (canceled, "" if event.repeats else _when(feeds, event), event.about)))
    return feeds.item(event, published=published, updated=known, summary=summary)


def _when(feeds: Subscriptions, event: Event) -> str:
    cards, texts = feeds.cards, _texts(feeds)
    when = texts.day(event.starts.astimezone(cards.zone), "full", time=True)
    return f"{when} {texts.zone(cards.config.timezone)}."


@lru_cache(maxsize=2)
def _texts(feeds: Subscriptions) -> Texts:
    return Texts(feeds.theme, feeds.cards.config.language)
