"""Knows which digests there are and what is in each: positions of stories, and records of other kinds. No story is read for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Literal, NamedTuple

from edblog.catalog.cards import Cards
from edblog.catalog.lists import List
from edblog.kinds.circles.record import Circle
from edblog.kinds.circles.stories import positions_of
from edblog.kinds.credentials.record import Credential
from edblog.kinds.events.record import Event
from edblog.kinds.events.recurrence import dates
from edblog.kinds.notices.record import Notice
from edblog.kinds.recordings.record import Recording
from edblog.kinds.resources.record import Resource
from edblog.kinds.stories.groupings import MONTHS, WEEKS
from edblog.kinds.stories.record import Post
from edblog.model import Document
from edblog.settings import Config
from edblog.settings.digests import (
    CIRCLES,
    CREDENTIALS,
    DIGESTS,
    MONTH,
    SITE,
    WEEK,
    Period,
    midnight,
    month_key,
    period_of,
    week_key,
)

if TYPE_CHECKING:
    from edblog.kinds.kind import Groups

EMAIL, TEXT = "email.html", "email.txt"
"""The last parts of the addresses of a digest."""
AHEAD = {WEEK: timedelta(days=14), MONTH: timedelta(days=31)}
"""How far after its period a digest names events, and notices that end."""
NEW = (Recording, Resource, Notice)
"""The kinds of records, beside stories, of which a digest has the new ones."""


class Subject(NamedTuple):
    """What digests are about: the whole site, a micro-credential or a circle."""

    kind: Literal["site", "credentials", "circles"]
    record: Document | None
    """None for the site."""
    positions: Sequence[int]
    """Positions of its stories, newest first."""

    @property
    def url(self) -> str:
        """The first part of the URL paths of its digests."""
        return f"{DIGESTS}{self.record.address}" if self.record else DIGESTS

    def has(self, record: Document) -> bool:
        """Whether a record of another kind than stories is about it."""
        if self.record is None:
            return True
        if self.kind == CIRCLES:
            return isinstance(record, Event) and self.record.slug in record.circle
        return self.record.slug in getattr(record, "credentials", ())


class Bundle(NamedTuple):
    """What is new in a digest."""

    subject: Subject
    period: Period
    positions: tuple[int, ...]
    """Positions of its stories, newest first."""
    others: tuple[Document, ...]
    """New records of other kinds, the newest first."""

    @property
    def url(self) -> str:
        """URL path of the folder of its files."""
        return f"{self.subject.url}{self.period.key}/"

    @property
    def list(self) -> str:
        """URL path that stands for all digests of its period in what an edit reaches."""
        return list_of(self.period.key)


def list_of(key: str) -> str:
    """URL path that stands for all digests of a period."""
    return f"{DIGESTS}{key}/"


def ended(groups: Groups, config: Config) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The keys of the weeks and months with stories that are over and have digests, with the positions of their stories."""
    if config.current is None:
        return
    for unit, name in ((WEEK, WEEKS.name), (MONTH, MONTHS.name)):
        if unit in config.digests.every:
            for key, group in groups[name].items():
                if config.current.is_over(key := key.replace("/", "-")):
                    yield key, group.positions


def lists(groups: Groups, config: Config) -> Iterator[List]:
    """A list for each week and month that is over, so that an edit of a story reaches its digests."""
    for key, positions in ended(groups, config):
        url = list_of(key)
        files = (url + EMAIL, url + TEXT) if SITE in config.digests.about else ()
        yield List(url, "", Post.folder, positions, "digests", has_pages=False, files=files)


class Contents:
    """All digests of a site."""

    def __init__(self, cards: Cards) -> None:
        self._cards, self._site, self._config = cards, cards.site, cards.config
        self._zone = cards.config.timezone
        self._events: dict[str, list[tuple[datetime, Event]]] = {}

    @cached_property
    def subjects(self) -> list[Subject]:
        """What has digests, in the order of the page that lists them."""
        site, about = self._site, self._config.digests.about
        found = [Subject(SITE, None, range(len(site.stories)))] if SITE in about else []
        if CREDENTIALS in about:
            groups = site.groups[Credential.folder]
            found += (
                Subject(CREDENTIALS, record, groups[record.slug].positions)
                for record in site.records[Credential.folder]
            )
        if CIRCLES in about:
            found += (
                Subject(CIRCLES, record, positions_of(record, site.records, site.groups))
                for record in site.records[Circle.folder]
                if isinstance(record, Circle)
            )
        return found

    @cached_property
    def bundles(self) -> Mapping[str, Bundle]:
        """All digests by their URL path; those of a subject the newest first, weeks before months."""
        stories = {
            unit: {
                at: key for key, positions in self._ended if period_of(key).unit == unit for at in positions
            }
            for unit in self._config.digests.every
        }
        others = {unit: self._others(unit) for unit in self._config.digests.every}
        found = {}
        for subject in self.subjects:
            for unit in (WEEK, MONTH):
                if unit in stories:
                    for bundle in _bundles(subject, stories[unit], others[unit]):
                        found[bundle.url] = bundle
        return found

    @cached_property
    def _ended(self) -> list[tuple[str, tuple[int, ...]]]:
        return list(ended(self._site.groups, self._config))

    def _others(self, unit: str) -> dict[str, list[Document]]:
        """The records of other kinds that are new, by the keys of periods that are over."""
        current, found = self._config.current, dict[str, list[Document]]()
        records = [record for kind in NEW for record in self._site.records[kind.folder] if record.dated]
        for record in sorted(records, key=_newest_first):
            key = self.key(record, unit)
            if current and current.is_over(key):
                found.setdefault(key, []).append(record)
        return found

    def key(self, record: Document, unit: str) -> str:
        """The key of the week or month of a record's date."""
        assert record.dated
        day = record.dated.astimezone(self._cards.zone).date()
        return week_key(day) if unit == WEEK else month_key(day)

    def of_subject(self, subject: Subject, unit: str) -> list[Bundle]:
        """The digests of a subject, the newest first."""
        return [b for b in self._by_subject.get(subject.url, ()) if b.period.unit == unit]

    @cached_property
    def _by_subject(self) -> Mapping[str, list[Bundle]]:
        found: dict[str, list[Bundle]] = {}
        for bundle in self.bundles.values():
            found.setdefault(bundle.subject.url, []).append(bundle)
        return found

    def after(self, period: Period) -> tuple[datetime, datetime]:
        """The time after a period of which its digests tell, in UTC."""
        end = period.end
        return midnight(end, self._zone), midnight(end + AHEAD[period.unit], self._zone)

    def events(self, bundle: Bundle) -> list[tuple[datetime, Event]]:
        """The dates of events of the district in the time after a digest, in their order."""
        if (found := self._events.get(bundle.period.key)) is None:
            start, end = self.after(bundle.period)
            ours = (event for event in self._site.records[Event.folder] if isinstance(event, Event))
            dated = (
                (at, event)
                for event in ours
                if not (event.external or event.cancelled)
                for at in dates_between(event, start, end)
            )
            found = sorted(dated, key=lambda date: (date[0], date[1].slug))
            self._events[bundle.period.key] = found
        return [(at, event) for at, event in found if bundle.subject.has(event)]

    def ending(self, bundle: Bundle) -> list[Notice]:
        """The older notices that end in the time after a digest, the first one first."""
        start, end = self.after(bundle.period)
        found = [
            notice
            for notice in self._site.records[Notice.folder]
            if isinstance(notice, Notice)
            and notice not in bundle.others
            and notice.over is not None
            and start < notice.over <= end
            and (notice.starts is None or notice.starts < start)
            and bundle.subject.has(notice)
        ]
        return sorted(found, key=lambda notice: (notice.over or start, notice.slug))

    def showing(self, record: Document) -> Iterator[str]:
        """The keys of all periods that are over and whose digests show a record."""
        keys = {bundle.period.key: bundle.period for bundle in self.bundles.values()}
        if isinstance(record, NEW) and record.dated:
            yield from (key for unit in self._config.digests.every if (key := self.key(record, unit)) in keys)
        if isinstance(record, Notice | Event):
            for key, period in keys.items():
                start, end = self.after(period)
                if isinstance(record, Event):
                    if any(True for _ in dates_between(record, start, end)):
                        yield key
                elif record.over and start < record.over <= end:
                    yield key


def dates_between(event: Event, start: datetime, end: datetime) -> Iterator[datetime]:
    """The dates of an event in UTC that begin in a stretch of time."""
    if event.starts >= end or (event.repeats is None and event.starts < start):
        return iter(())
    found = takewhile(lambda at: at < end, dates(event, start))
    return (at for at in found if at >= start)


def _bundles(
    subject: Subject, stories: Mapping[int, str], others: Mapping[str, Sequence[Document]]
) -> Iterator[Bundle]:
    """The digests of a subject about weeks or about months; `stories` has the key of each story that can be in one."""
    positions: dict[str, list[int]] = {}
    for at in subject.positions:
        if at in stories:
            positions.setdefault(stories[at], []).append(at)
    records: dict[str, list[Document]] = {}
    for key, found in others.items():
        if mine := [record for record in found if subject.has(record)]:
            records[key] = mine
    for key in sorted({*positions, *records}, reverse=True):
        yield Bundle(subject, period_of(key), tuple(positions.get(key, ())), tuple(records.get(key, ())))


def _newest_first(record: Document) -> tuple[float, str, str]:
    return -record.dated.timestamp() if record.dated else 0, record.folder, record.slug


@lru_cache(maxsize=2)
def contents_of(cards: Cards) -> Contents:
    """The digests of a site. An edit compares those of two sites."""
    return Contents(cards)
