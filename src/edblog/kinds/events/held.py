"""Counts the events of the district that are over. They change only when `Due` says so: each date of a series ends at such a moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile

from edblog.catalog.pages import Pages
from edblog.kinds.events.record import WHAT, Event
from edblog.kinds.events.recurrence import dates
from edblog.kinds.impact.periods import Periods
from edblog.kinds.impact.sorts import by_sort
from edblog.kinds.impact.tallies import Tally


def counted(pages: Pages, periods: Periods) -> Iterator[Tally]:
    """Events that were held, by sort and term."""
    words = pages.words
    held: dict[str, list[datetime]] = {sort: [] for sort in (*WHAT, "")}
    for event in pages.site.records[Event.folder]:
        if isinstance(event, Event) and not (event.cancelled or event.external):
            held[event.what] += over(event, pages.site.next_dates.get(event.source))
    titles = {
        sort: words.get(f"impact.event_{sort.replace('-', '_')}", sort.capitalize()) for sort in WHAT
    } | {"": words["impact.event_other"]}
    return by_sort(pages, periods, "events", held, titles)


def over(event: Event, following: datetime | None) -> Iterator[datetime]:
    """The starts of an event's dates that are over: those before the one that is now or comes next."""
    if following is None:
        return iter(dates(event))
    return takewhile(lambda start: start < following, dates(event))
