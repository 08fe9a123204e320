"""Plans the sitemaps for search engines: every story with the time of its last change, and every other page.

A large site has an index of sitemaps. Those of stories are numbered from the oldest, and all but the newest are
full, so that a new story changes only the newest one.
"""

from __future__ import annotations

from collections.abc import Iterator

from edblog.catalog.cards import Cards
from edblog.catalog.reach import Reach
from edblog.catalog.site import Site
from edblog.views import SITEMAP_LIMIT, Output, Sitemap, SitemapEntry, SitemapIndex

PART = 500
"""The number of stories in each sitemap of a large site."""


def sitemaps(cards: Cards, reach: Reach) -> Iterator[Output]:
    """The outputs of all sitemaps within reach."""
    if not reach.indexes and not reach.listed:
        return
    count = len(cards.site.stories)
    pages = [SitemapEntry(cards.origin + cards.href(url), None) for url in _pages(cards.site)]
    names, parts = _names(len(pages), count)
    if not parts:
        stories = (_story(cards, position) for position in range(count))
        yield Output("sitemap.xml", "sitemap", Sitemap((*pages, *stories)))
        return
    shares = [tuple(pages[start : start + SITEMAP_LIMIT]) for start in range(0, len(pages), SITEMAP_LIMIT)]
    urls = tuple(cards.origin + cards.href(name) for name in (*names, *parts))
    yield Output("sitemap.xml", "sitemap-index", SitemapIndex(urls))
    if reach.indexes:
        for name, share in zip(names, shares, strict=True):
            yield Output(name, "sitemap", Sitemap(share))
    # A story's sitemap follows from its position, counted from the oldest.
    touched = {(count - 1 - position) // PART for position in reach.listed}
    for part in range(len(parts)) if reach.everything else sorted(touched):
        newest, oldest = max(0, count - (part + 1) * PART), count - part * PART
        yield Output(parts[part], "sitemap", Sitemap(tuple(_story(cards, n) for n in range(newest, oldest))))


def sitemap_paths(site: Site) -> list[str]:
    """The paths of all sitemaps."""
    names, parts = _names(len(_pages(site)), len(site.stories))
    return ["sitemap.xml", *names, *parts]


def has_parts(site: Site, stories: int) -> bool:
    """Whether a site with this number of stories needs an index of several sitemaps."""
    return stories > PART or stories + len(_pages(site)) > SITEMAP_LIMIT


def _names(pages: int, stories: int) -> tuple[list[str], list[str]]:
    """The names of the sitemaps of pages, and of those of stories; none for a site that needs only one sitemap."""
    if stories <= PART and stories + pages <= SITEMAP_LIMIT:
        return [], []
    return (
        [f"sitemap-pages-{number}.xml" for number in range(1, -(-pages // SITEMAP_LIMIT) + 1)],
        [f"sitemap-stories-{number}.xml" for number in range(1, -(-stories // PART) + 1)],
    )


def _pages(site: Site) -> list[str]:
    """URL paths of all pages except those of stories."""
    indexes = [url for kind in site.kinds for url in kind.sitemap(site)]
    return list(dict.fromkeys(["", *indexes, "follow/", *site.asked]))


def _story(cards: Cards, position: int) -> SitemapEntry:
    story = cards.site.stories[position]
    changed = story.changed.astimezone(cards.zone) if story.changed else None
    return SitemapEntry(cards.origin + cards.href(cards.site.urls[story.source]), changed)
