"""The months and terms of a site. Which stories are in one follows from the positions that the index keeps; no story is read but at the ends of terms."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from edblog.catalog.site import Site
from edblog.kinds.stories.groupings import MONTHS
from edblog.settings.impact import Term

MOST_MONTHS = 600


class Run(NamedTuple):
    """Stories of one month that follow each other."""

    start: int
    """The position of the newest one."""
    end: int
    """The position after that of the oldest one."""
    month: str
    """Such as `2026/01`."""


class Spread(NamedTuple):
    """Where some stories are."""

    months: frozenset[str]
    terms: frozenset[int]
    """Numbers of terms; the number after the last one is that of days outside of all terms."""


class Periods:
    """The months with stories, and the terms of the settings."""

    def __init__(self, site: Site, terms: Sequence[Term], timezone: str) -> None:
        self._stories, self._zone = site.stories, ZoneInfo(timezone)
        self.terms = tuple(terms)
        groups = site.groups[MONTHS.name]
        self._runs = sorted(run for key, group in groups.items() for run in _runs(key, group.positions))
        self._starts = [run.start for run in self._runs]
        self.months = tuple(_between(min(groups), max(groups))) if groups else ()
        """All months from the first with stories to the last, in order."""
        self._ranges = [
            (self._since(term.last), self._since(term.first - timedelta(days=1))) for term in self.terms
        ]

    def month_of(self, moment: datetime) -> str:
        """The month of a moment."""
        return f"{moment.astimezone(self._zone):%Y/%m}"

    def term_of(self, day: datetime | date) -> int:
        """The number of the term of a day; the one after the last for a day outside of all."""
        day = day.astimezone(self._zone).date() if isinstance(day, datetime) else day
        for number, term in enumerate(self.terms):
            if term.first <= day <= term.last:
                return number
        return len(self.terms)

    def in_term(self, number: int) -> int:
        """The number of stories in a term."""
        newest, oldest = self._ranges[number]
        return oldest - newest

    def spread(self, positions: Sequence[int]) -> Spread:
        """The months and terms of stories, given by their positions in order."""
        months, at = set(), 0
        while at < len(positions):
            run = self._runs[bisect_right(self._starts, positions[at]) - 1]
            months.add(run.month)
            at = bisect_left(positions, run.end, at)
        counts = self.counts(positions)
        return Spread(frozenset(months), frozenset(n for n, count in enumerate(counts) if count))

    def counts(self, positions: Sequence[int]) -> tuple[int, ...]:
        """How many of these stories are in each term, and outside of all."""
        inside = [
            bisect_left(positions, oldest) - bisect_left(positions, newest) for newest, oldest in self._ranges
        ]
        return (*inside, len(positions) - sum(inside))

    def counts_of(self, days: Iterable[datetime | date]) -> tuple[int, ...]:
        """How many of these days or moments are in each term, and outside of all."""
        found = [0] * (len(self.terms) + 1)
        for day in days:
            found[self.term_of(day)] += 1
        return tuple(found)

    def _since(self, day: date) -> int:
        """The position of the newest story that is not after a day; the number of stories if all are."""
        month = f"{day:%Y/%m}"
        for run in self._runs:
            if run.month == month:
                found = bisect_left(range(run.start, run.end), True, key=lambda n: self._day(n) <= day)
                if (at := run.start + found) < run.end:
                    return at
            elif run.month < month:
                return run.start
        return len(self._stories)

    def _day(self, position: int) -> date:
        moment = self._stories[position].dated
        return (moment or datetime.min.replace(tzinfo=UTC)).astimezone(self._zone).date()


def _runs(key: str, positions: Sequence[int]) -> Iterator[Run]:
    """The runs of a month: one, except where a zone has set its clock back over midnight."""
    start = 0
    while start < len(positions):
        end = len(positions)
        if positions[-1] - positions[start] != end - 1 - start:
            end = next(
                n for n in range(start + 1, end + 1) if n == end or positions[n] != positions[n - 1] + 1
            )
        yield Run(positions[start], positions[end - 1] + 1, key)
        start = end


def _between(first: str, last: str) -> Iterator[str]:
    number, end = (int(key[:4]) * 12 + int(key[5:]) - 1 for key in (first, last))
    for each in range(max(number, end - MOST_MONTHS + 1), end + 1):
        yield f"{each // 12:04}/{each % 12 + 1:02}"
