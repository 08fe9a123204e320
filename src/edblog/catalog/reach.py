"""The reach of a change: the outputs that it may have changed.

A reach may be too large, but never too small: an output that is planned again and has the same
it had is left alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

import msgspec

from edblog.catalog.pagination import Span
from edblog.model import Record

WHOLE = Span(0, sys.maxsize, 0, 0)


class Reach(Record, frozen=True):
    """The outputs that may have changed."""

    posts: frozenset[int] = frozenset()
    """Positions of the stories whose own pages may differ."""
    listings: dict[str, Span] = msgspec.field(default_factory=dict)
    """The part of each listing, by the URL path of its newest page; feeds go with their listings."""
    front: bool = False
    """The home page, and the page for an address that leads nowhere."""
    counts: bool = False
    """The pages that say how many stories there are of each kind."""
    listed: frozenset[int] = frozenset()
    """Positions of the stories whose entries in the sitemap may differ."""
    everything: bool = False

    def pages(self, count: int) -> Iterable[int]:
        """Positions of the stories, of `count`, whose own pages may differ."""
        return range(count) if self.everything else sorted(self.posts)

    def span(self, url: str) -> Span | None:
        """The part of the listing at a URL path; None where it is all as it was."""
        return WHOLE if self.everything else self.listings.get(url)


EVERYTHING = Reach(front=True, counts=True, everything=True)
"""Everything: the change was not analyzed."""
