"""Makes the card of a story for lists, and its entry in feeds."""

from __future__ import annotations

from edblog.catalog.cards import Cards
from edblog.catalog.feeds import Subscriptions
from edblog.kinds.stories.record import Post
from edblog.model import WORDS_PER_MINUTE
from edblog.views import Card, FeedItem, Link


def card(cards: Cards, story: Post) -> Card:
    """The card of a story for lists, with the date in the site's time zone."""
    return Card(
        title=story.title,
        url=cards.href(cards.site.urls[story.source]),
        date=story.date.astimezone(cards.zone),
        summary=story.about,
        terms=cards.chips_of(story),
        minutes=max(1, round(story.text.words / WORDS_PER_MINUTE)),
        image=cards.picture(story, "image"),
        lang=cards.lang(story),
    )


def feed_item(feeds: Subscriptions, position: int) -> FeedItem:
    """The feed entry of the story at a position."""
    cards = feeds.cards
    story, shown = cards.site.stories[position], cards.stories[position]
    assert isinstance(story, Post)
    categories = (chip for g in cards.site.groupings if g.is_category for chip in shown.terms[g.name])
    return feeds.item(
        story,
        id=story.feed_id or feeds.permanent(story),
        authors=tuple(Link(person.title, feeds.absolute(person.url)) for person in shown.terms["authors"]),
        categories=tuple(chip.title for chip in categories),
    )
