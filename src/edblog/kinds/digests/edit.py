"""Finds the digests that an edit of records other than stories may change."""

from __future__ import annotations

from collections.abc import Iterable

from edblog.catalog.cards import Cards
from edblog.catalog.revision import Change
from edblog.kinds.digests.contents import Bundle, contents_of, list_of


def reached(before: Cards, after: Cards, changes: Iterable[Change]) -> set[str] | None:
    """The URL paths that stand for the periods of these digests; None if digests come or go."""
    former, now = contents_of(before), contents_of(after)
    if former.bundles.keys() != now.bundles.keys():
        return None
    keys = set[str]()
    for change in changes:
        keys.update(now.showing(change.new))
        if change.old:
            keys.update(former.showing(change.old))
    for url, bundle in now.bundles.items():
        if _shown(former.bundles[url]) != _shown(bundle):
            keys.add(bundle.period.key)
    return {list_of(key) for key in keys}


def _shown(bundle: Bundle) -> object:
    """What a digest shows of its subject, and which stories it has."""
    record = bundle.subject.record
    return bundle.positions, record and (record.label, record.address)
