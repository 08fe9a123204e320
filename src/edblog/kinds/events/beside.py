"""Makes what other kinds of content show of events: the next one, and a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from edblog.catalog.pages import Pages
from edblog.kinds.events.agenda import agenda_of
from edblog.kinds.events.calendars import GROUP, GROUPS, subscription
from edblog.kinds.events.record import Event
from edblog.kinds.events.views import NextUp
from edblog.kinds.people.record import Author
from edblog.model import Document

INDEX = f"{Event.folder}/"
FIELDS = {"credentials": "credentials", "circles": "circle", Author.folder: "hosts"}
"""The field of an event with the ids of records of another kind, by the folder of that kind."""


def beside(pages: Pages, record: Document) -> dict[str, Any]:
    """The next event of a micro-credential, a circle or a person, and the calendar of its events."""
    field = FIELDS.get(record.folder, "")
    events = agenda_of(pages.cards).by_id.get((field, record.slug), [])
    has_calendar = bool(events) and field in GROUPS
    title = f"{pages.words['nav_events']} · {record.label}"
    return {
        "next_up": _next_up(pages, events, record.address + INDEX if field == "credentials" else INDEX),
        "events_calendar": subscription(pages.cards, record.address + GROUP, title) if has_calendar else None,
    }


def on_home(pages: Pages) -> dict[str, Any]:
    """The next event for the home page."""
    return {"next_up": _next_up(pages, None, INDEX, at_home=True)}


def _next_up(
    pages: Pages, events: Sequence[Event] | None, all_: str, *, at_home: bool = False
) -> NextUp | None:
    cards, agenda = pages.cards, agenda_of(pages.cards)
    if (date := agenda.next(events)) is None:
        return None
    return NextUp(
        event=agenda.card(*date),
        calendar=None if at_home else agenda.add_to_calendar(*date),
        more=sum(not other.event.cancelled for other in agenda.coming(events)) - 1,
        all=cards.href(all_),
    )
