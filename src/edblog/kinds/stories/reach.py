"""How far changed stories reach: the pages, parts of lists and feeds that may show something else."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

from edblog.catalog.cards import Cards
from edblog.catalog.groups import index_in
from edblog.catalog.index import Index
from edblog.catalog.lists import List
from edblog.catalog.pages import LATEST
from edblog.catalog.pagination import Span, pages_of
from edblog.catalog.reach import Reach
from edblog.kinds.stories.record import Post
from edblog.kinds.stories.related import NEIGHBOURS
from edblog.settings import Config

_NOWHERE = Span(sys.maxsize, -1, sys.maxsize, 0)


class Place(NamedTuple):
    """The position of a story that an edit changes, or of which it changes a translation."""

    position: int
    shows: bool
    """Whether a card differs, which is on other pages, too."""
    is_new: bool = False
    is_updated: bool = False
    """Whether its entry in the sitemap differs."""


def reach_of(places: Sequence[Place], after: Index[Any], cards: Cards, config: Config) -> Reach:
    """The reach of an edit that changes the stories at these places; `after` is the index after it."""
    posts: set[int] = set()
    listed: set[int] = set()
    spans: dict[str, Span] = {}
    front = counts = False
    added = [place.position for place in places if place.is_new]
    groupings = {grouping.name: grouping for grouping in cards.site.groupings}
    for position, shows, is_new, is_updated in places:
        posts.add(position)
        if shows:
            posts |= {position - 1, position + 1}
        for found in lists_of_stories(cards):
            if (at := index_in(found.positions, position)) is None:
                continue
            if shows and found.heading in groupings:
                near = slice(max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1)
                posts |= set(found.positions[slice(None) if groupings[found.heading].is_ordered else near])
            size = found.page_size or config.page_size
            former = len(found.positions) - sum(index_in(found.positions, at) is not None for at in added)
            pages = pages_of(len(found.positions), size) - pages_of(former, size)
            fed = at if found.fed is None else index_in(found.fed, position)
            top = _NOWHERE.top if fed is None else fed
            here = Span(0 if is_new else at, at, top, pages)
            if not shows:
                here = Span(_NOWHERE.first, _NOWHERE.last, top, 0)
            spans[found.url] = here | spans.get(found.url, _NOWHERE)
        front |= is_new or (shows and (position <= LATEST or position in after.pinned))
        counts |= is_new
        if is_new:
            # Sitemaps are filled from the oldest story, so newer stories may move to another one.
            listed.update(range(position + 1))
        elif is_updated:
            listed.add(position)
    inside = posts & set(range(len(after.order)))
    return Reach(frozenset(inside), spans, front=front, counts=counts, listed=frozenset(listed))


def lists_of_stories(cards: Cards) -> list[List]:
    """The lists of stories."""
    return [found for found in cards.lists if found.folder == Post.folder]
