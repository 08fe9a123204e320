"""The reach of an edit: the outputs that it may change.

A reach may be too large, but never too small: an output that is planned again with the same view as
before is not written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

import msgspec

from edblog.catalog.pagination import Span
from edblog.model import Document, Record

WHOLE = Span(0, sys.maxsize, 0, 0)
NEWEST = Span(0, 0, sys.maxsize, 0)
"""The newest page of a list, without its feeds."""


class Reach(Record, frozen=True):
    """The outputs that an edit may change."""

    posts: frozenset[int] = frozenset()
    """Positions of the stories whose own pages may differ."""
    listings: dict[str, Span] = msgspec.field(default_factory=dict)
    """The part of each listing that may differ, by the URL path of its newest page; its feeds are included."""
    front: bool = False
    """Whether the home page and the 404 page may differ."""
    counts: bool = False
    """Whether the pages with numbers of stories, such as the list of topics, may differ: they show stories and their terms."""
    listed: frozenset[int] = frozenset()
    """Positions of the stories whose entries in the sitemap may differ."""
    records: frozenset[str] = frozenset()
    """Sources of the records of other kinds whose own pages and files may differ."""
    indexes: bool = False
    """Whether the other index pages, such as the list of events, may differ, and the feeds and files of all kinds but stories."""
    everything: bool = False
    in_place: bool = False
    """Whether no record that changed has another place in any list than before, so that only pages that show it may differ."""

    @property
    def goes_beyond_stories(self) -> bool:
        """Whether pages may differ that show no stories."""
        return self.everything or self.indexes or bool(self.records)

    def pages(self, count: int) -> Iterable[int]:
        """Positions of the stories whose own pages may differ; `count` is the number of all stories."""
        return range(count) if self.everything else sorted(self.posts)

    def has(self, record: Document) -> bool:
        """Whether the own pages and files of a record of another kind than stories may differ."""
        return self.everything or record.source in self.records

    def with_newest_pages(self, records: Iterable[Document]) -> Reach:
        """The reach with the own pages of further records; of those with lists of stories, the newest page."""
        found = list(records)
        listings = {**{record.address: NEWEST for record in found}, **self.listings}
        sources = self.records.union(record.source for record in found)
        return msgspec.structs.replace(self, listings=listings, records=sources)

    def span(self, url: str) -> Span | None:
        """The part of the listing at a URL path that may differ; None if it does not."""
        return WHOLE if self.everything else self.listings.get(url)


EVERYTHING = Reach(front=True, counts=True, indexes=True, everything=True)
"""The reach of a full build: all outputs."""
