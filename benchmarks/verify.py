"""A look at what a generator wrote: whether it is the work that was asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from html import unescape
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from corpus import FEED_SIZE, PAGE_SIZE, Post

SAMPLE = 200
"""Post pages that are read; all of them are counted."""
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_TAG = re.compile(r"<[^>]*>")
_SIGN = re.compile(r"[\W_]+")


class VerificationError(Exception):
    """A generator did not write what it should have."""


class Story(NamedTuple):
    """What is looked for of a post."""

    slug: str
    title: str
    last_sentence: str


class Places(NamedTuple):
    """Where a generator puts things, in its output folder."""

    output: str
    feed: str
    """Name of a feed's file, in the folder of what it is about."""
    listing: str
    """Folder of the listing of all posts."""
    numbers: Callable[[int], Iterable[int]]
    """Numbers of the pages of a listing besides its first one, by the number of posts."""


def from_newest(posts: int) -> range:
    """Page 1 is the newest and has no number in its address."""
    return range(2, (posts - 1) // PAGE_SIZE + 2)


def from_oldest(posts: int) -> range:
    """Page 1 is the oldest; the newest one has no number, and room for up to two pages' worth."""
    return range(1, max(1, posts // PAGE_SIZE))


PLACES = {
    "edblog": Places("site", "rss.xml", "posts", from_oldest),
    # Hugo sends visitors on from page/1/ to the listing.
    "hugo": Places("public", "index.xml", "posts", lambda posts: (1, *from_newest(posts))),
    "pelican": Places("output", "rss.xml", "", from_newest),
    "eleventy": Places("_site", "feed.xml", "posts", from_newest),
}


class Census:
    """Which posts there are, and under which terms."""

    def __init__(self, posts: Iterable[Post]) -> None:
        self.posts: list[Story] = []
        """Oldest first."""
        self.terms: dict[str, list[Story]] = defaultdict(list)
        """By folder, such as `topics/music`; oldest first."""
        for post in posts:
            story = Story(post.slug, post.title, post.last_sentence)
            self.posts.append(story)
            for kind, term in post.terms():
                self.terms[f"{kind}/{term.id}"].append(story)


def verify(tool: str, site: Path, census: Census) -> None:
    """Raises `VerificationError` unless the output of a full build has all its pages, listings and feeds."""
    places = PLACES[tool]
    root = site / places.output
    pages = {path.parent.name for path in root.glob("posts/*/index.html")}
    _equal(f"{tool}: post pages", pages - {"page"}, {story.slug for story in census.posts})
    for story in census.posts[:: max(1, len(census.posts) // SAMPLE)]:
        holds(root / "posts" / story.slug / "index.html", story.title, story.last_sentence)
    _listing(root / places.listing, census.posts, places)
    _feed(root / places.feed, census.posts)
    for folder, stories in census.terms.items():
        _listing(root / folder, stories, places)
        _feed(root / folder / places.feed, stories)


def holds(page: Path, *texts: str) -> None:
    """Raises `VerificationError` unless a page says all this, however its quotes and dashes are set."""
    said = letters(_read(page))
    for text in texts:
        if letters(text) not in said:
            raise VerificationError(f"{page} does not say: {text}")


def letters(markup: str) -> str:
    """The letters and digits of HTML, and nothing else."""
    return _SIGN.sub("", unescape(_TAG.sub(" ", markup)))


def _listing(folder: Path, stories: list[Story], places: Places) -> None:
    found = {int(path.parent.name) for path in folder.glob("page/*/index.html")}
    _equal(f"numbered pages of {folder}", found, set(places.numbers(len(stories))))
    holds(folder / "index.html", stories[-1].title)


def _feed(path: Path, stories: list[Story]) -> None:
    try:
        items = list(ET.fromstring(_read(path)).iter("item"))
    except ET.ParseError as error:
        raise VerificationError(f"{path} is no XML: {error}") from error
    newest = stories[: -FEED_SIZE - 1 : -1]
    titles = [letters(item.findtext("title") or "") for item in items]
    if titles != [letters(story.title) for story in newest]:
        raise VerificationError(f"{path} does not have the {len(newest)} newest posts, newest first")
    for item, story in zip(items, newest, strict=True):
        text = item.findtext(_CONTENT) or item.findtext("description") or ""
        if letters(story.last_sentence) not in letters(text):
            raise VerificationError(f'{path} does not have the full text of "{story.title}"')


def _equal(what: str, found: set[str] | set[int], expected: set[str] | set[int]) -> None:
    if found != expected:
        missing, more = sorted(expected - found)[:3], sorted(found - expected)[:3]
        raise VerificationError(
            f"{what}: {len(found)}, expected {len(expected)}; missing: {missing}, unexpected: {more}"
        )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise VerificationError(f"{path} was not written") from None
