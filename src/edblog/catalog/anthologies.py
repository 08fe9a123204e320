"""Anthologies of the terms of a grouping, for the books of stories."""

from __future__ import annotations

from collections.abc import Mapping

from edblog.catalog.cards import Cards
from edblog.catalog.groups import Grouping
from edblog.views.books import Anthology


def stories_of(cards: Cards, grouping: Grouping) -> Mapping[str, Anthology]:
    """The stories of each term that has some, by the key of the term; the oldest first."""
    site = cards.site
    records = {record.slug: record for record in site.records[grouping.folder]} if grouping.folder else {}
    found = {}
    for key, group in site.groups[grouping.name].items():
        record = records.get(key)
        if group.positions:
            found[key] = Anthology(
                group.title,
                record.about if record else "",
                cards.lang(record) if record else cards.config.language,
                grouping.url_of(key),
                tuple(reversed(group.positions)),
            )
    return found


def of_kind(cards: Cards, folder: str, word: str) -> dict[str, Mapping[str, Anthology]]:
    """The stories of each record of a kind, under its word in the command; nothing if stories are not grouped by it."""
    grouping = next((grouping for grouping in cards.site.groupings if grouping.folder == folder), None)
    return {word: stories_of(cards, grouping)} if grouping else {}
