"""Finds the effects of a quick edit: the site after a few stories changed, and its reach, without reading the other stories.

It covers the common edits of a large site: a changed text or title, or a new story with known authors, topics and
credentials. All other edits (another date or author, a new topic, another picture, a deleted story), and edits that may
cause or solve a problem between two files, are left to `assemble`, which takes the whole site.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Container, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from edblog.catalog.cards import Cards
from edblog.catalog.groups import Grouping, index_in
from edblog.catalog.index import Index, Records
from edblog.catalog.lists import List
from edblog.catalog.pages import LATEST
from edblog.catalog.pagination import Span, pages_of
from edblog.catalog.privacy import Privacy
from edblog.catalog.reach import Reach
from edblog.catalog.revision import (
    LEADS_NOWHERE,
    Change,
    Revision,
    differing,
    files_of,
    shadowed,
    ways_to,
)
from edblog.catalog.sharing import CARD
from edblog.catalog.site import stream_of
from edblog.catalog.sitemaps import has_parts
from edblog.kinds.flyers import FLYER
from edblog.kinds.stories.cards import card
from edblog.kinds.stories.checks import dates
from edblog.kinds.stories.groupings import GROUPINGS
from edblog.kinds.stories.record import Post
from edblog.kinds.stories.related import NEIGHBOURS
from edblog.model import Record
from edblog.problems import Problem
from edblog.settings import Config
from edblog.web.urls import output_of, root_of

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

_BETWEEN = frozenset(
    [
        "author-differs",
        "same-feed-id",
        "same-topic",
        "too-many-pinned",
        "duplicate-address",
        "address-taken",
        "same-part",
        "same-series",
        "series-gap",
    ]
)
"""Codes of problems that depend on other files."""
_FREE = frozenset(
    [
        "text",
        "lang",
        "private_details",
        "privacy_ok",
        "title",
        "updated",
        "summary",
        "image",
        "comments",
        "people_in_photo",
        "photo_release",
    ]
)
"""Fields of a story that affect only its own page, card, feed entries and sitemap entry.

A change of any other field needs a full build. So a newly added field is always correct, even if not fast."""
_FREE_TEXT = frozenset(
    ["digest", "references", "headings", "first_paragraph", "words", "players", "terms", "vocabulary"]
)
"""The same for fields of its text; `anchors` too, if no other text links to them."""
_LISTED = frozenset(
    ["source", "slug", "date", "month", "old_from", *(grouping.name for grouping in GROUPINGS)]
)
"""Fields of a new story that decide which lists it is in; `_fits` checks each of them."""
_NOWHERE = Span(sys.maxsize, -1, sys.maxsize, 0)


class _Edit(NamedTuple):
    """A story before and after an edit; `old` is None for a new story."""

    old: Post | None
    new: Post


def revise(
    index: Index[Any],
    changes: Iterable[Change],
    records: Records,
    sources: Collection[str],
    static: Collection[str],
    outputs: Container[str],
    problems: Sequence[Problem],
    kinds: tuple[Kind, ...],
    config: Config,
    now: datetime,
) -> Revision | None:
    """The site after a few stories changed; None if the site must be assembled as a whole.

    `records` returns the current record of a source. `sources` are all files in `content/`, `static` all in `static/`.
    `outputs` are the output paths of the last build, and `problems` its problems.
    """
    before, stream = index, stream_of(kinds)
    placed: list[tuple[int, _Edit]] = []
    for change in map(_edit, changes):
        new = change.new
        if (
            new.draft
            or new.due(now).reason
            or (change.old is None and new.due(now).is_past)
            or any(p.path == new.source and p.code in _BETWEEN for p in problems)
        ):
            return None
        if change.old is not None:
            if not _stays(change.old, new, index):
                return None
            placed.append((index.order.index(new.source), change))
        else:
            if not _fits(new, index, sources, outputs, problems, config, stream):
                return None
            index, at = index.with_story(new, stream, records)
            placed = [*((other + (other >= at), earlier) for other, earlier in placed), (at, change)]
    site, resolver = index.site(kinds, records, sources, static, config)
    if has_parts(site, len(index.order)) != has_parts(site, len(before.order)):
        return None
    cards = Cards(site, config)
    if _goes_further(placed, index, cards):
        return None
    for position, change in placed:
        # Accessing the body resolves its links, which finds their problems.
        assert site.bodies[change.new.source]
        cards.stories[position]
    changed = {change.new.source for _, change in placed}
    found = tuple(problem for problem in resolver.problems if problem.path in changed)
    found += tuple(Privacy(config, index.others).problems(change.new for _, change in placed))
    found += tuple(dates((change.new for _, change in placed), now, ZoneInfo(config.timezone)))
    if not resolver.anchored <= index.anchored:
        index = msgspec.structs.replace(index, anchored=index.anchored | resolver.anchored)
    return Revision(site, index, _reach(placed, index, cards, config), found)


def _edit(change: Change) -> _Edit:
    assert isinstance(change.new, Post)
    assert change.old is None or isinstance(change.old, Post)
    return _Edit(change.old, change.new)


def _stays(old: Post, new: Post, index: Index[Any]) -> bool:
    """Whether a changed story keeps its place in every list, and no other page depends on the changed fields."""
    return (
        differing(old, new) <= _FREE
        and new.source in index.order
        and differing(old.text, new.text)
        <= _FREE_TEXT | (set() if new.source in index.anchored else {"anchors"})
        and files_of(old) == files_of(new)
    )


def _goes_further(placed: Sequence[tuple[int, _Edit]], index: Index[Any], cards: Cards) -> bool:
    """Whether an edit may change pages that `_reach` does not know."""
    added = {position for position, change in placed if change.old is None}
    # A list with its first stories may be new.
    if any(found.positions and added.issuperset(found.positions) for found in _lists(cards)):
        return True
    # A question, an answer, or a story that another record names is shown on other pages, too.
    shown_elsewhere = (
        (position, old, new) for position, (old, new) in placed if new.asks or new.slug in index.named
    )
    return any(_shows(position, old, new, cards) for position, old, new in shown_elsewhere)


def _shows(position: int, old: Post | None, new: Post, cards: Cards) -> bool:
    """Whether the card of a story differs from before."""
    # `card` finds the picture by its path in the current site, so a new picture is compared separately.
    return old is None or old.image != new.image or card(cards, old) != cards.stories[position]


def _given(record: Record) -> set[str]:
    """The names of the fields of a record that are required, or differ from their default."""
    fields = msgspec.structs.fields(record)
    return {field.name for field in fields if field.required or getattr(record, field.name) != field.default}


def _fits(
    new: Post,
    index: Index[Any],
    sources: Collection[str],
    outputs: Container[str],
    problems: Iterable[Problem],
    config: Config,
    stream: Kind,
) -> bool:
    """Whether a new story only extends existing lists, at a free address."""
    path, root = output_of(new.address), root_of(config.base_url)
    return (
        # The first story adds a menu entry.
        bool(index.order)
        and _given(new) <= _FREE | _LISTED
        and not files_of(new)
        and all(_knows(index, grouping, new) for grouping in (*stream.groupings, *stream.inner_groupings))
        and new.slug.isascii()
        and new.source.isascii()
        and path not in outputs
        and index.is_free(path)
        and (not config.share.cards or index.is_free(output_of(new.address + CARD)))
        and (not config.stories.flyers or index.is_free(output_of(new.address + FLYER)))
        and not any(name in sources for name in shadowed(new))
        and not any(output_of(url) in outputs for url in ways_to(new, root))
        and not any(problem.code in LEADS_NOWHERE or problem.code == "same-topic" for problem in problems)
    )


def _knows(index: Index[Any], grouping: Grouping, story: Post) -> bool:
    """Whether all terms of a story exist already, each with only this spelling, and those with a page of their own with a story."""
    groups = index.groups[grouping.name]
    if grouping.folder:
        return all(key in groups and groups[key].positions for key in grouping.keys(story))
    words: tuple[str, ...] = getattr(story, grouping.name)
    return all(
        (known := groups.get(grouping.key(word))) is not None and (known.title, known.spellings) == (word, 1)
        for word in words
    )


def _reach(placed: Sequence[tuple[int, _Edit]], after: Index[Any], cards: Cards, config: Config) -> Reach:
    posts: set[int] = set()
    listed: set[int] = set()
    spans: dict[str, Span] = {}
    front = counts = False
    added = [position for position, change in placed if change.old is None]
    groupings = {grouping.name: grouping for grouping in cards.site.groupings}
    for position, change in placed:
        old, new = change.old, change.new
        is_new = old is None
        shows = _shows(position, old, new, cards)
        posts.add(position)
        if shows:
            posts |= {position - 1, position + 1}
        for found in _lists(cards):
            if (at := index_in(found.positions, position)) is None:
                continue
            if shows and found.heading in groupings:
                near = slice(max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1)
                posts |= set(found.positions[slice(None) if groupings[found.heading].is_ordered else near])
            size = found.page_size or config.page_size
            former = len(found.positions) - sum(index_in(found.positions, at) is not None for at in added)
            pages = pages_of(len(found.positions), size) - pages_of(former, size)
            here = Span(0 if is_new else at, at, at, pages)
            if not shows:
                here = Span(_NOWHERE.first, _NOWHERE.last, at, 0)
            spans[found.url] = here | spans.get(found.url, _NOWHERE)
        front |= is_new or (shows and (position <= LATEST or position in after.pinned))
        counts |= is_new
        if old is None:
            # Sitemaps are filled from the oldest story, so newer stories may move to another one.
            listed.update(range(position + 1))
        elif old.updated != new.updated:
            listed.add(position)
    inside = posts & set(range(len(after.order)))
    return Reach(frozenset(inside), spans, front=front, counts=counts, listed=frozenset(listed))


def _lists(cards: Cards) -> list[List]:
    """The lists of stories."""
    return [found for found in cards.lists if found.folder == Post.folder]
