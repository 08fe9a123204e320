"""`[digests]`, the settings of the emails about a week or a month, and which week and month it is."""

# No `from __future__ import annotations`: the annotations of `Digests` contain the declarations, and are needed at run time.
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Final, NamedTuple, Self
from zoneinfo import ZoneInfo

import msgspec

from edblog.options import option

DIGESTS = "digests/"
"""URL path of the page that lists them."""
WEEK, MONTH = "week", "month"
SITE: Final = "site"
CREDENTIALS: Final = "credentials"
CIRCLES: Final = "circles"

# fmt: off
# Formatted by hand as a table, as in `table.py`.


class Digests(msgspec.Struct, frozen=True):
    """`[digests]`: emails about a week or a month."""

    every: Annotated[
        tuple[Annotated[str, option(choices=(WEEK, MONTH), refusal="there is no digest of a {}")], ...],
        option("how often there is a [digest](#digests-by-email): an email with what is new; an empty list means never", ("week", "month")),
    ] = ()
    about: Annotated[
        tuple[Annotated[str, option(choices=(SITE, CREDENTIALS, CIRCLES), refusal="there is no digest about {}")], ...],
        option("what has digests: the whole site, each micro-credential, each circle", (SITE, CREDENTIALS)),
    ] = (SITE,)

    @property
    def has_weeks(self) -> bool:
        """Whether there are digests of weeks."""
        return WEEK in self.every

# fmt: on


class Period(NamedTuple):
    """A week, which begins on Monday (ISO 8601), or a month."""

    key: str
    """Such as `2026-W05` or `2026-01`."""
    first: date
    """Its first day."""
    end: date
    """The day after its last one."""

    @property
    def unit(self) -> str:
        """`week` or `month`."""
        return WEEK if "W" in self.key else MONTH


def week_key(day: date) -> str:
    """The key of the week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def month_key(day: date) -> str:
    """The key of the month of a day."""
    return f"{day.year:04}-{day.month:02}"


def period_of(key: str) -> Period:
    """The period with a key."""
    if "W" in key:
        first = date.fromisocalendar(int(key[:4]), int(key[6:]), 1)
        return Period(key, first, first + timedelta(days=7))
    first = date(int(key[:4]), int(key[5:]), 1)
    return Period(key, first, (first + timedelta(days=31)).replace(day=1))


class Current(msgspec.Struct, frozen=True):
    """The week and the month in which a build takes place, in the site's time zone: their digests are yet to come."""

    week: str
    month: str

    @classmethod
    def at(cls, now: datetime, zone: str) -> Self:
        """Those of a moment."""
        today = now.astimezone(ZoneInfo(zone)).date()
        return cls(week_key(today), month_key(today))

    def is_over(self, key: str) -> bool:
        """Whether a week or a month is over."""
        return key < (self.week if "W" in key else self.month)

    def turn(self, digests: Digests, zone: str) -> datetime:
        """The moment in UTC from which the next digests can be there: the next midnight at which a week or a month begins."""
        keys = (self.week,) * digests.has_weeks + (self.month,) * (MONTH in digests.every)
        return min(midnight(period_of(key).end, zone) for key in keys)


def midnight(day: date, zone: str) -> datetime:
    """The moment in UTC at which a day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
