"""Splits listings into pages, numbered from the oldest.

The numbered pages are always full. The newest page has no number, and fewer than two pages' worth of items.
So a new story changes only the newest page, and a link to page 3 keeps its meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from edblog.model import Record
from edblog.views import Link, Pagination

NEARBY = 2
"""The number of pages before and after a page to which it links by number."""


class Slice(NamedTuple):
    """One page of a listing."""

    url: str
    """URL path relative to the site's root."""
    positions: tuple[int, ...]
    """Positions in the listing, newest first."""
    pagination: Pagination


class Span(Record, frozen=True):
    """The part of a listing that a change may affect."""

    first: int
    last: int
    """The first and last index in the listing (0 is the newest) that may differ."""
    top: int
    """The newest index at which the listing itself differs from before."""
    added: int
    """The number of added pages, which show in the page links of the newest pages."""

    def has(self, start: int, end: int, page: int) -> bool:
        """Whether the change shows on page number `page` (0 is the newest), which has the items from `start` to `end`."""
        return (start <= self.last and self.first < max(end, 1)) or (
            self.added > 0 and page <= NEARBY + self.added
        )

    def __or__(self, other: Span) -> Span:
        """The smallest span that contains both."""
        return Span(
            min(self.first, other.first),
            max(self.last, other.last),
            min(self.top, other.top),
            max(self.added, other.added),
        )


def pages_of(count: int, size: int) -> int:
    """The number of pages of a listing of `count` items, with `size` items on a page."""
    return max(1, count // size)


def paginate(base: str, root: str, items: Sequence[int], size: int, span: Span | None = None) -> list[Slice]:
    """The pages of a listing at the URL `base` (relative to `root`), newest first; at least one.

    With `span`, only the pages that the change affects.

    >>> [page.positions for page in paginate("posts/", "/", range(7), 2)]
    [(0, 1, 2), (3, 4), (5, 6)]
    """
    count = pages_of(len(items), size)
    first = len(items) - (count - 1) * size

    def url(page: int) -> str:
        return f"{base}page/{count - page}/" if page else base

    found = []
    for page in range(count):
        start, end = (first + (page - 1) * size, first + page * size) if page else (0, first)
        if span is not None and not span.has(start, end, page):
            continue
        pagination = Pagination(
            newer=root + url(page - 1) if page else "",
            older=root + url(page + 1) if page + 1 < count else "",
            number=count - page,
            newest=root + base,
            oldest=root + url(count - 1),
            nearby=tuple(
                Link(str(count - other), root + url(other))
                for other in range(max(0, page - NEARBY), min(count, page + NEARBY + 1))
            ),
        )
        found.append(Slice(url(page), tuple(items[start:end]), pagination))
    return found
