"""Plans the sitemaps for search engines: every story and translation with the time of its last change, and every other page.

Each version of a page in several languages names all of them, itself too, as Google asks for.
A large site has an index of sitemaps. Those of stories are numbered from the oldest, and all but the newest are
full, so that a new story changes only the newest one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

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
    homes = cards.homes
    pages = [_entry(cards, url, None, homes if url in homes.values() else {}) for url in _pages(cards.site)]
    names, parts = _names(cards.site, len(pages))
    if not parts:
        yield Output("sitemap.xml", "sitemap", Sitemap((*pages, *_stories(cards, range(count)))))
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
        yield Output(parts[part], "sitemap", Sitemap(tuple(_stories(cards, range(newest, oldest)))))


def sitemap_paths(site: Site) -> list[str]:
    """The paths of all sitemaps."""
    names, parts = _names(site, len(_pages(site)))
    return ["sitemap.xml", *names, *parts]


def has_parts(site: Site, stories: int) -> bool:
    """Whether a site with this number of stories needs an index of several sitemaps."""
    return _has_parts(site, stories, len(_pages(site)))


def _has_parts(site: Site, stories: int, pages: int) -> bool:
    translations = sum(map(len, site.translations.values()))
    return stories > PART or stories + translations + pages > SITEMAP_LIMIT


def _names(site: Site, pages: int) -> tuple[list[str], list[str]]:
    """The names of the sitemaps of pages, and of those of stories; none for a site that needs only one sitemap."""
    stories = len(site.stories)
    if not _has_parts(site, stories, pages):
        return [], []
    return (
        [f"sitemap-pages-{number}.xml" for number in range(1, -(-pages // SITEMAP_LIMIT) + 1)],
        [f"sitemap-stories-{number}.xml" for number in range(1, -(-stories // PART) + 1)],
    )


def _pages(site: Site) -> list[str]:
    """URL paths of all pages except those of stories and their translations."""
    indexes = [url for kind in site.kinds for url in kind.sitemap(site)]
    return list(dict.fromkeys(["", *indexes, "follow/", *site.asked]))


def _stories(cards: Cards, positions: Iterable[int]) -> Iterator[SitemapEntry]:
    """The entries of stories, each followed by those of its translations."""
    for story in (cards.site.stories[position] for position in positions):
        versions = cards.versions(story)
        for text in (story, *cards.site.translations.get(story.source, {}).values()):
            yield _entry(cards, cards.site.urls[text.source], text.changed, versions)


def _entry(cards: Cards, url: str, changed: datetime | None, versions: Mapping[str, str]) -> SitemapEntry:
    alternates = {language: cards.origin + cards.href(path) for language, path in versions.items()}
    if alternates:
        alternates["x-default"] = next(iter(alternates.values()))
    modified = changed.astimezone(cards.zone) if changed else None
    return SitemapEntry(cards.origin + cards.href(url), modified, tuple(alternates.items()))
