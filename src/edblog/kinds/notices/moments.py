"""The moments of notices: the ends of their events, and checks of those that are over or never end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from edblog.kinds.events.record import Event
from edblog.kinds.events.recurrence import dates, has_end
from edblog.kinds.notices.record import Notice
from edblog.model import Document
from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.web.urls import readable_date

if TYPE_CHECKING:
    from edblog.kinds.kind import Records


def with_event(notice: Notice, events: Mapping[str, Document]) -> Notice:
    """The notice with the end of its event; `events` are all events by their ids."""
    event = next((events.get(id_) for id_ in notice.event), None)
    ends = _end(event) if isinstance(event, Event) else None
    return notice if notice.event_ends == ends else replace(notice, event_ends=ends)


def _end(event: Event) -> datetime | None:
    """The end of an event in UTC, of a series that of its last date; None for a series that goes on."""
    if event.repeats and not has_end(event.repeats):
        return None
    return max(dates(event), default=event.starts) + event.length


def checks(records: Records, now: datetime, zone: ZoneInfo) -> Iterator[Problem]:
    """Notices of those that nobody sees any more, and errors for those that are over before they start."""
    for notice in records[Notice.folder]:
        if not isinstance(notice, Notice):
            continue
        if notice.starts and notice.event_ends and not notice.expires and notice.event_ends <= notice.starts:
            day = readable_date(notice.event_ends.astimezone(zone))
            message = f"this notice would be shown after its event is over, which ends on {day}"
            help_ = "write an earlier day, or delete this line: then it is shown at once"
            yield problem_of("wrong-value", notice.source, message, help_, key=("starts",))
        elif notice.due(now).is_gone and notice.over:
            last = notice.over - timedelta(seconds=1) if notice.is_until_day else notice.over
            when = (
                f"{last.astimezone(zone):%Y-%m-%d}"
                if notice.is_until_day
                else readable_date(last.astimezone(zone))
            )
            message = f"this notice counted until {when}, so its address leads to the community board now"
            help_ = "delete the file; or, if it counts again, give it a later day: expires: 2027-01-31"
            key = ("expires",) if notice.expires else ("event",)
            yield problem_of("over", notice.source, message, help_, key=key)
