"""Outlook on the web, with an account of a school or an office."""

from __future__ import annotations

from datetime import UTC, datetime

from edblog.services.calendars.service import Entry, Service
from edblog.services.queries import query

_PAGE = "https://outlook.office.com/calendar/0/"


def _add(entry: Entry) -> str:
    return f"{_PAGE}deeplink/compose?" + query(
        path="/calendar/action/compose",
        rru="addevent",
        subject=entry.title,
        startdt=_utc(entry.starts),
        enddt=_utc(entry.ends),
        body=entry.details,
        location=entry.location,
    )


def _subscribe(address: str, title: str) -> str:
    return f"{_PAGE}addfromweb?" + query(url=address, name=title)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


SERVICE = Service(
    "Outlook",
    "Outlook on the web",
    _add,
    _subscribe,
    takes_series=False,
    learns=("device", "event", "account"),
)
