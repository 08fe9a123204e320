"""Makes the card of a story for lists, and its entry in feeds."""

from __future__ import annotations

from edblog.catalog.cards import Cards
from edblog.catalog.feeds import Subscriptions
from edblog.kinds.stories.record import Post
from edblog.model import WORDS_PER_MINUTE
from edblog.views import Card, FeedItem, InLanguage, Link


def card(cards: Cards, story: Post) -> Card:
    """The card of a story for lists, with the date in the site's time zone: that of its translation where there is one."""
    told = cards.told(story)
    return Card(
        title=told.label,
        url=cards.href(cards.site.urls[told.source]),
        date=story.date.astimezone(cards.zone),
        summary=told.about,
        terms=cards.chips_of(story),
        minutes=max(1, round(told.text.words / WORDS_PER_MINUTE)),
        image=cards.picture(told, "image"),
        lang=cards.lang(told),
    )


def titled(cards: Cards, position: int) -> InLanguage:
    """A link to the story at a position with its title, as its card has it."""
    shown = cards.stories[position]
    return InLanguage(shown.title, shown.url, shown.lang)


def feed_item(feeds: Subscriptions, position: int) -> FeedItem:
    """The feed entry of the story at a position."""
    cards = feeds.cards
    story, shown = cards.site.stories[position], cards.stories[position]
    assert isinstance(story, Post)
    categories = (chip for g in cards.site.groupings if g.is_category for chip in shown.terms[g.name])
    told = cards.told(story)
    return feeds.item(
        told,
        id=feeds.permanent(told) if told is not story else story.feed_id or feeds.permanent(story),
        authors=tuple(Link(person.title, feeds.absolute(person.url)) for person in shown.terms["authors"]),
        categories=tuple(chip.title for chip in categories),
    )
