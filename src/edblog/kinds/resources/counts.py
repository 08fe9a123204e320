"""Counts resources by sort, and by the term in which they were added."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from edblog.catalog.pages import Pages
from edblog.kinds.impact.periods import Periods
from edblog.kinds.impact.sorts import by_sort
from edblog.kinds.impact.tallies import Tally
from edblog.kinds.resources.record import WHAT, Resource


def counted(pages: Pages, periods: Periods) -> Iterator[Tally]:
    """Resources by sort and term."""
    added: dict[str, list[datetime]] = {sort: [] for sort in WHAT}
    for resource in pages.site.records[Resource.folder]:
        if isinstance(resource, Resource):
            added[resource.what].append(resource.added)
    titles = {sort: pages.words[f"boards.kind_{sort}"] for sort in WHAT}
    return by_sort(pages, periods, "resources", added, titles)
