"""Finds the effects of a quick edit of a few records that are not stories: the site after it, and its reach.

All these records are in the index, so no story is read for it. What stories show of them must stay: their labels, their
addresses, and which stories are in which lists. Every other edit is left to `assemble`, which takes the whole site.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec

from edblog.catalog.acronyms import unexplained
from edblog.catalog.cards import Cards
from edblog.catalog.index import Index, Records
from edblog.catalog.moments import dated_changes
from edblog.catalog.named_links import named_links
from edblog.catalog.pagination import Span, pages_of
from edblog.catalog.privacy import Privacy
from edblog.catalog.reach import WHOLE, Reach
from edblog.catalog.revision import LEADS_NOWHERE, Change, Revision, differing, files_of, shadowed, ways_to
from edblog.catalog.site import Site, stream_of
from edblog.model import Document
from edblog.problems import Problem
from edblog.settings import Config
from edblog.web.urls import output_of, root_of

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

_FREE = frozenset(
    ["text", "lang", "private_details", "privacy_ok", "people_in_photo", "photo_release", "summary"]
)
"""Fields of every record that affect only its own page and feed entry, and the pages of stories that refer to it."""


def revise(
    index: Index[Any],
    changes: Sequence[Change],
    records: Records,
    sources: Collection[str],
    static: Collection[str],
    outputs: Container[str],
    problems: Sequence[Problem],
    kinds: tuple[Kind, ...],
    config: Config,
    now: datetime,
) -> Revision | None:
    """The site after a few records changed that are not stories; None if the site must be assembled as a whole.

    `records` returns the current record of a source. `sources` are all files in `content/`, `static` all in `static/`.
    `outputs` are the output paths of the last build, and `problems` its problems.
    """
    dated = dated_changes(index, changes, kinds)
    if dated is None or any(
        kind.explains and kind.folder == each.new.folder for kind in kinds for each in dated
    ):
        # Any story may have a word that is explained.
        return None
    changes = dated
    root = root_of(config.base_url)
    if not all(_is_quick(each, kinds, index, sources, outputs, problems, root, now) for each in changes):
        return None
    after = index.with_records([change.new for change in changes], kinds, now)
    before, _ = index.site(kinds, records, sources, static, config)
    site, resolver = after.site(kinds, records, sources, static, config)
    if _indexes(before) != _indexes(site):
        # An index page may be new, such as that of hashtags.
        return None
    cards = Cards(before, config), Cards(site, config)
    if any(problem.code in LEADS_NOWHERE for problem in problems) and _has_more_pages(*cards):
        # A link may lead to one of them.
        return None
    checks = _checks(site, now, config)
    if checks != _checks(before, now, config) or not all(_shows_the_same(each, *cards) for each in changes):
        return None
    found = [problem for problem in checks if problem.path in {change.new.source for change in changes}]
    for new in (change.new for change in changes):
        # Accessing the body resolves its links, which finds their problems; pictures have problems as well.
        assert site.bodies[new.source]
        for field, picture in new.named_pictures().items():
            resolver.picture(new, picture, field)
        named_links([new], resolver)
        found += [problem for problem in resolver.problems if problem.path == new.source]
        found += Privacy(config, after.others).problems([new])
        found += unexplained([new], config, kinds, after.others)
    after = msgspec.structs.replace(after, anchored=after.anchored | resolver.anchored)
    reach = _with_lists(_reach(changes, *cards), kinds, *cards, changes)
    return Revision(site, after, reach, tuple(found), tuple(changes), before) if reach else None


def _is_quick(
    change: Change,
    kinds: tuple[Kind, ...],
    index: Index[Any],
    sources: Collection[str],
    outputs: Container[str],
    problems: Sequence[Problem],
    root: str,
    now: datetime,
) -> bool:
    """Whether a record was and is on the site, and its change moves nothing that others depend on."""
    old, new = change.old, change.new
    kind = next(kind for kind in kinds if kind.folder == new.folder)
    return (
        _is_shown(new, now)
        and new.source not in index.gone
        and new.source not in {text.source for text in index.held}
        and _knows(index, kind, old, new, kinds)
        and (
            _stays(old, new, kind, index)
            if old
            else _fits(new, kind, index, sources, outputs, problems, root)
        )
    )


def _is_shown(record: Document, now: datetime) -> bool:
    """Whether a record has a page now."""
    due = record.due(now)
    return not (record.draft or due.reason or due.is_gone)


def _knows(
    index: Index[Any], kind: Kind, old: Document | None, new: Document, kinds: tuple[Kind, ...]
) -> bool:
    """Whether all ids in a record exist; ids of stories, which are not in the index, must be as before."""
    stream = stream_of(kinds).folder
    stories = [
        [(field, id_) for field, folder, id_ in kind.named_ids(text) if folder == stream]
        for text in (old, new)
        if text
    ]
    if stories[0] != stories[-1] or (old is None and stories[0]):
        return False
    ids: dict[str, set[str]] = {}
    for _, folder, id_ in kind.named_ids(new):
        if folder != stream:
            ids.setdefault(folder, set()).add(id_)
    return all(
        folder in index.others and {text.slug for text in index.others[folder]} >= found
        for folder, found in ids.items()
    )


def _stays(old: Document, new: Document, kind: Kind, index: Index[Any]) -> bool:
    """Whether a changed record keeps its address, its files and its place in menus, and nothing unexpected changed."""
    return (
        differing(old, new) <= _FREE | kind.free
        and old.address == new.address
        and (not kind.is_at_root or _in_frame(old, kind) == _in_frame(new, kind))
        and not (old.introduced() or new.introduced())
        and (new.source not in index.anchored or old.text.anchors == new.text.anchors)
        and files_of(old) == files_of(new)
        and old.public_names() == new.public_names()
        and old.public_addresses() == new.public_addresses()
    )


def _in_frame(text: Document, kind: Kind) -> object:
    """What the menus of all pages show of a text at the root of the site."""
    return text.place_in_menu and (text.place_in_menu, text.label, kind.order(text))


def _fits(
    new: Document,
    kind: Kind,
    index: Index[Any],
    sources: Collection[str],
    outputs: Container[str],
    problems: Iterable[Problem],
    root: str,
) -> bool:
    """Whether a new record is one more of a kind that the site has already, at a free address."""
    path = output_of(new.address)
    fields = msgspec.structs.fields(new)
    given = {f.name for f in fields if f.required or getattr(new, f.name) != f.default}
    return (
        # The first record adds a menu entry.
        bool(index.others[kind.folder])
        and not kind.is_at_root
        and given <= {"source", "slug"} | _FREE | kind.free
        and not files_of(new)
        and not (new.introduced() or new.public_names() or new.public_addresses())
        and new.slug.isascii()
        and new.source.isascii()
        and path not in outputs
        and index.is_free(path)
        and not any(name in sources for name in shadowed(new))
        and not any(output_of(url) in outputs for url in ways_to(new, root))
        and not any(problem.code in LEADS_NOWHERE for problem in problems)
    )


def _shows_the_same(change: Change, before: Cards, after: Cards) -> bool:
    """Whether stories and their lists show the same of a record."""
    old, new, site = change.old, change.new, after.site
    kind = next(kind for kind in site.kinds if kind.folder == new.folder)
    if new.folder in _folders_of_terms(site):
        order = [[record.slug for record in each.site.records[new.folder]] for each in (before, after)]
        return (
            old is not None
            and old.label == new.label
            and order[0] == order[1]
            and kind.chip(before, old) == kind.chip(after, new)
        )
    # A page at the address of a list stands above that list.
    return not kind.is_at_root or new.address not in site.indexes


def _folders_of_terms(site: Site) -> set[str]:
    return {grouping.folder for grouping in site.groupings}


def _indexes(site: Site) -> list[str]:
    return [url for kind in site.kinds for url in kind.indexes(site.records, site.groups)]


def _has_more_pages(before: Cards, after: Cards) -> bool:
    """Whether a list is new, or has more pages."""
    size = after.config.page_size
    former, now = (
        {found.url: pages_of(len(found.positions), found.page_size or size) for found in cards.lists}
        for cards in (before, after)
    )
    return any(pages > former.get(url, 0) for url, pages in now.items())


def _checks(site: Site, now: datetime, config: Config) -> list[Problem]:
    """Problems between the records of kinds other than stories."""
    zone = ZoneInfo(config.timezone)
    # Those of translations depend on stories, which stay.
    others = (kind for kind in site.kinds if not (kind.is_stream or kind.stands_by))
    return [
        problem
        for kind in others
        for problem in (*kind.checks(site.records, now, zone), *kind.checks_of_site(site, config))
    ]


def _reach(changes: Iterable[Change], before: Cards, after: Cards) -> Reach:
    """The records that changed and those that name them, their stories, the lists that differ, and what is made of many records."""
    site, posts = after.site, set[int]()
    lists = [{found.url: found for found in cards.lists} for cards in (before, after)]
    listings: dict[str, Span] = {
        url: WHOLE for url in lists[0] | lists[1] if lists[0].get(url) != lists[1].get(url)
    }
    ids: dict[str, set[str]] = {}
    for new in (change.new for change in changes):
        listings[new.address] = WHOLE
        ids.setdefault(new.folder, set()).add(new.slug)
        for grouping in site.groupings:
            if grouping.folder == new.folder:
                posts |= {*site.groups[grouping.name][new.slug].positions}
    grown = {change.new.folder for change in changes if change.old is None}
    others = [
        r
        for kind in site.kinds
        if kind.is_numbered and kind.folder in grown
        for r in site.records[kind.folder]
    ]
    naming = [
        record
        for kind in site.kinds
        if not kind.is_stream and not ids.keys().isdisjoint(kind.folders_named(site.records[kind.folder]))
        for record in site.records[kind.folder]
        if any(id_ in ids.get(folder, ()) for _, folder, id_ in kind.named_ids(record))
    ]
    records = frozenset(change.new.source for change in changes)
    counts = not _folders_of_terms(site).isdisjoint(ids)
    in_place = all(_stays_in_place(change, site) for change in changes)
    reach = Reach(
        frozenset(posts),
        listings,
        front=True,
        counts=counts,
        records=records,
        indexes=True,
        in_place=in_place,
    )
    return reach.with_newest_pages([*others, *naming])


def _with_lists(
    reach: Reach, kinds: Iterable[Kind], before: Cards, after: Cards, changes: Sequence[Change]
) -> Reach | None:
    """The reach with what kinds know to differ besides; None if the site must be assembled as a whole."""
    listings = dict(reach.listings)
    for kind in kinds:
        if (urls := kind.reached(before, after, changes)) is None:
            return None
        listings |= dict.fromkeys(urls, WHOLE)
    return msgspec.structs.replace(reach, listings=listings)


def _stays_in_place(change: Change, site: Site) -> bool:
    """Whether a changed record has the same place as before in every list."""
    kind = next(kind for kind in site.kinds if kind.folder == change.new.folder)
    return change.old is not None and differing(change.old, change.new) <= _FREE | kind.keeps_place
