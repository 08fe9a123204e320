"""Google Calendar."""

from __future__ import annotations

from datetime import datetime

from edblog.services.calendars.service import Entry, Service
from edblog.services.queries import query

_PAGE = "https://calendar.google.com/calendar/render"


def _add(entry: Entry) -> str:
    times = f"{_local(entry.starts)}/{_local(entry.ends.astimezone(entry.starts.tzinfo))}"
    return f"{_PAGE}?" + query(
        action="TEMPLATE",
        text=entry.title,
        dates=times,
        ctz=str(entry.starts.tzinfo),
        details=entry.details,
        location=entry.location,
        recur=f"RRULE:{entry.repeats}" if entry.repeats else "",
    )


def _subscribe(address: str, _title: str) -> str:
    # With https:, it takes the address for the id of one of its own calendars.
    return f"{_PAGE}?" + query(cid=f"webcal:{address.partition(':')[2]}")


def _local(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


SERVICE = Service(
    "Google", "Google Calendar", _add, _subscribe, takes_series=True, learns=("device", "event", "account")
)
