"""The lists of events: of micro-credentials, with feeds, and of years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from edblog.catalog.lists import List
from edblog.kinds.events.record import Event
from edblog.model import Document
from edblog.settings import Config

if TYPE_CHECKING:
    from edblog.kinds.kind import Records


def lists(records: Records, config: Config) -> Iterator[List]:
    """The lists of micro-credentials and of years."""
    labels = {record.slug: record.label for record in records["credentials"]}
    for id_, positions in _by_credential(records).items():
        url = events_url(id_)
        yield List(
            url, labels[id_], Event.folder, positions, f"{Event.folder}_of", feeds=url, has_pages=False
        )
    for year, positions in years_of(records[Event.folder], ZoneInfo(config.timezone)).items():
        yield List(year_url(year), str(year), Event.folder, positions, Event.folder)


def by_credential(records: Records) -> Iterator[str]:
    """URL paths of the pages with the events of micro-credentials."""
    yield from map(events_url, _by_credential(records))


def events_url(id_: str) -> str:
    """URL path of the page with the events of a micro-credential."""
    return f"credentials/{id_}/{Event.folder}/"


def year_url(year: int) -> str:
    """URL path of the page of a year."""
    return f"{Event.folder}/{year}/"


def years_of(events: Iterable[Document], zone: tzinfo) -> dict[int, list[int]]:
    """Positions of the events that began in each year, the latest year first.

    Coming events are in it, too: so which pages there are does not depend on the day.
    """
    found: dict[int, list[int]] = {}
    for position, event in enumerate(events):
        if isinstance(event, Event):
            found.setdefault(event.starts.astimezone(zone).year, []).append(position)
    return dict(sorted(found.items(), reverse=True))


def _by_credential(records: Records) -> dict[str, list[int]]:
    known = {record.slug: list[int]() for record in records["credentials"]}
    for position, event in enumerate(records[Event.folder]):
        if isinstance(event, Event) and not event.external:
            for id_ in event.credentials:
                if id_ in known:
                    known[id_].append(position)
    return {id_: positions for id_, positions in known.items() if positions}
