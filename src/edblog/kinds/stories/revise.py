"""Finds the effects of a quick edit: the site after a few stories changed, and its reach, without reading the other stories.

It covers the common edits of a large site: a changed text or title, or a new story with known authors, topics and
credentials. All other edits (another date or author, a new topic, another picture, a deleted story), and edits that may
cause or solve a problem between two files, are left to `assemble`, which takes the whole site.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from edblog.catalog.acronyms import unexplained
from edblog.catalog.cards import Cards
from edblog.catalog.groups import Grouping
from edblog.catalog.index import Index, Records
from edblog.catalog.privacy import Privacy
from edblog.catalog.references import Resolver
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
from edblog.kinds.stories import series
from edblog.kinds.stories.cards import card
from edblog.kinds.stories.checks import dates
from edblog.kinds.stories.groupings import GROUPINGS
from edblog.kinds.stories.reach import Place, lists_of_stories, reach_of
from edblog.kinds.stories.record import MARKDOWN, Post
from edblog.model import Record
from edblog.problems import Problem
from edblog.settings import Config
from edblog.web.urls import output_of, root_of, slugify

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
_FOR_TRANSLATIONS = frozenset(["comments", "people_in_photo", "photo_release", "privacy_ok"])
"""Those of them that also count for its translations."""
_FREE_TEXT = frozenset(
    [
        "digest",
        "references",
        "headings",
        "first_paragraph",
        "words",
        "players",
        "terms",
        "vocabulary",
        "acronyms",
    ]
)
"""The same for fields of its text; `anchors` too, if no other text links to them."""
_LISTED = frozenset(
    [
        "source",
        "slug",
        "date",
        "month",
        "week",
        "old_from",
        "part",
        *(grouping.name for grouping in GROUPINGS),
    ]
)
"""Fields of a new story that decide which lists it is in; `_fits` and `_continues` check each of them."""


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
    before, changes = index, tuple(changes)
    retold = [change for change in changes if change.new.translates]
    if retold:
        from edblog.kinds.translations import revise as translations

        known = translations.completed(index, retold, changes, records, problems, kinds, now)
        if known is None:
            return None
        retold = known
        index = index.with_records([change.new for change in retold], kinds, now)
    edits = [_edit(change) for change in changes if not change.new.translates]
    where = _placed(edits, index, records, sources, outputs, problems, stream_of(kinds), config, now)
    if where is None:
        return None
    placed, index = where
    site, resolver = index.site(kinds, records, sources, static, config)
    if has_parts(site, len(index.order)) != has_parts(site, len(before.order)):
        return None
    cards = Cards(site, config)
    if _goes_further(placed, index, cards):
        return None
    changes = (*(Change(edit.old, edit.new) for _, edit in placed), *retold)
    for new in (change.new for change in changes):
        # Accessing the body and the picture resolves their links, which finds their problems.
        assert site.bodies[new.source]
        cards.picture(new, "image")
    found = _problems(changes, resolver, index, kinds, config, now)
    places = [_place(position, change, cards) for position, change in placed]
    if retold:
        found += translations.problems_of(retold, records, config)
        places += [_place_of(change, index, translations.differs(change)) for change in retold]
    if not resolver.anchored <= index.anchored:
        index = msgspec.structs.replace(index, anchored=index.anchored | resolver.anchored)
    return Revision(site, index, reach_of(places, index, cards, config), tuple(found), changes)


def _placed(
    edits: Iterable[_Edit],
    index: Index[Any],
    records: Records,
    sources: Collection[str],
    outputs: Container[str],
    problems: Sequence[Problem],
    stream: Kind,
    config: Config,
    now: datetime,
) -> tuple[list[tuple[int, _Edit]], Index[Any]] | None:
    """The changed stories with their positions, and the index with new ones; None if the site must be assembled as a whole."""
    placed: list[tuple[int, _Edit]] = []
    for change in edits:
        new = change.new
        if (
            new.draft
            or new.due(now).reason
            or (change.old is None and new.due(now).is_past)
            or any(p.path == new.source and p.code in _BETWEEN for p in problems)
            # On a site in several languages, that of a story decides which readers it is for.
            or (config.languages and new.lang != (change.old.lang if change.old else ""))
        ):
            return None
        if change.old is not None:
            if not _stays(change.old, new, index):
                return None
            placed.append((index.order.index(new.source), change))
        else:
            if not (
                _fits(new, index, sources, outputs, problems, config, stream)
                and _continues(new, index, records)
            ):
                return None
            index, at = index.with_story(new, stream, records)
            placed = [*((other + (other >= at), earlier) for other, earlier in placed), (at, change)]
    return placed, index


def _problems(
    changes: Iterable[Change],
    resolver: Resolver,
    index: Index[Any],
    kinds: tuple[Kind, ...],
    config: Config,
    now: datetime,
) -> list[Problem]:
    """The problems of changed texts with other files and with their dates."""
    texts = [change.new for change in changes]
    changed = {text.source for text in texts}
    stories = (text for text in texts if isinstance(text, Post))
    return [
        *(problem for problem in resolver.problems if problem.path in changed),
        *Privacy(config, index.others).problems(texts),
        *unexplained(texts, config, kinds, index.others),
        *dates(stories, now, ZoneInfo(config.timezone)),
    ]


def _place(position: int, change: _Edit, cards: Cards) -> Place:
    old, new = change
    return Place(
        position,
        _shows(position, old, new, cards),
        is_new=old is None,
        is_updated=old is not None and old.updated != new.updated,
    )


def _place_of(retold: Change, index: Index[Any], shows: bool) -> Place:
    """That of a story with a changed translation, whose entry in the sitemap is beside it."""
    is_updated = retold.old is not None and retold.old.changed != retold.new.changed
    return Place(index.order.index(retold.new.translates), shows, is_updated=is_updated)


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
    if any(found.positions and added.issuperset(found.positions) for found in lists_of_stories(cards)):
        return True
    # A question, an answer, or a story that another record names, such as a translation, is shown on other pages, too.
    shown_elsewhere = (
        (position, old, new) for position, (old, new) in placed if new.asks or new.slug in index.named
    )
    return any(
        _shows(position, old, new, cards) or (old and not differing(old, new).isdisjoint(_FOR_TRANSLATIONS))
        for position, old, new in shown_elsewhere
    )


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
        and not _is_in_digest(new, config)
        and _given(new) <= _FREE | _LISTED
        and not files_of(new)
        and all(_knows(index, grouping, new) for grouping in (*stream.groupings, *stream.inner_groupings))
        and new.slug.isascii()
        and new.source.isascii()
        and path not in outputs
        and index.is_free(path)
        and (not config.share.cards or index.is_free(output_of(new.address + CARD)))
        and (not config.programs.markdown or index.is_free(output_of(new.address + MARKDOWN)))
        and (not config.stories.flyers or index.is_free(output_of(new.address + FLYER)))
        and not any(name in sources for name in shadowed(new))
        and not any(output_of(url) in outputs for url in ways_to(new, root))
        and not any(problem.code in LEADS_NOWHERE or problem.code == "same-topic" for problem in problems)
    )


def _continues(new: Post, index: Index[Any], records: Records) -> bool:
    """Whether a new story is in no series, or the next part of one."""
    if not new.series:
        return True
    known = index.groups[series.NAME][slugify(new.series[0])].positions
    return series.is_next(new.part, (getattr(records(index.order[at]), "part", 0) for at in known))


def _is_in_digest(new: Post, config: Config) -> bool:
    """Whether a new story belongs to a week or a month that is over, whose digests it may begin."""
    current = config.current
    return current is not None and any(
        map(current.is_over, filter(None, (new.week, new.month.replace("/", "-"))))
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
