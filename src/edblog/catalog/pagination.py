"""Listings over several pages, numbered from the oldest.

The numbered pages are always full, and the newest page, which has no number, shows what is left over
and the newest full page's worth. A new story therefore changes the newest page alone, and a link to
page 3 keeps its meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from edblog.views import Link, Pagination

NEARBY = 2
"""Pages on each side that a page links to by number."""


class Slice(NamedTuple):
    """One page of a listing."""

    url: str
    """Relative to the site's root."""
    positions: tuple[int, ...]
    """Positions in the listing, newest first."""
    pagination: Pagination


def paginate(base: str, root: str, items: Sequence[int], size: int) -> list[Slice]:
    """The pages of a listing at the URL `base` (relative to `root`), newest first; at least one.

    >>> [page.positions for page in paginate("posts/", "/", range(7), 2)]
    [(0, 1, 2), (3, 4), (5, 6)]
    """
    numbered = max(0, len(items) // size - 1)
    first = len(items) - numbered * size
    cuts = [(0, first), *((first + n * size, first + (n + 1) * size) for n in range(numbered))]
    urls = [base, *(f"{base}page/{number}/" for number in range(numbered, 0, -1))]
    hrefs = tuple(root + url for url in urls)
    return [
        Slice(
            urls[n],
            tuple(items[start:end]),
            Pagination(
                newer=hrefs[n - 1] if n else "",
                older=hrefs[n + 1] if n + 1 < len(urls) else "",
                number=len(urls) - n,
                newest=hrefs[0],
                oldest=hrefs[-1],
                nearby=tuple(
                    Link(str(len(urls) - other), hrefs[other])
                    for other in range(max(0, n - NEARBY), min(len(urls), n + NEARBY + 1))
                ),
            ),
        )
        for n, (start, end) in enumerate(cuts)
    ]
