"""Makes the pages of events, and the list of all events."""

from __future__ import annotations

from collections.abc import Iterator

from edblog.catalog.cards import Cards
from edblog.catalog.pages import Made, Pages
from edblog.kinds.events.calendars import SITE, add_to_calendar, subscription
from edblog.kinds.events.record import Event
from edblog.kinds.events.sheet.pages import sheets
from edblog.kinds.events.views import EventCard, EventPage, EventsPage

INDEX = f"{Event.folder}/"


def made(pages: Pages) -> Iterator[Made]:
    """The page of each event, and the list of all events."""
    events = [event for event in pages.site.records[Event.folder] if isinstance(event, Event)]
    for event in filter(pages.reach.has, events):
        page = pages.page(event.address, event.title, event.about, section=Event.folder)
        page |= pages.text(event)
        shown = card(pages.cards, event)
        view = EventPage(
            **page,
            event=shown,
            calendar=None
            if shown.is_past
            else add_to_calendar(pages.cards, event, pages.site.next_dates.get(event.source, event.starts)),
            parts=pages.beside(event),
        )
        yield event.address, "events/event.html", view
    yield from sheets(pages, events)
    if not events or not pages.reach.indexes:
        return
    cards = [card(pages.cards, event) for event in events]
    title = pages.words["nav_events"]
    page = pages.page(INDEX, title, section=Event.folder) | {"feeds": pages.feeds.links(title, INDEX)}
    upcoming = tuple(shown for shown in reversed(cards) if not shown.is_past)
    past = tuple(shown for shown in cards if shown.is_past)
    yield (
        INDEX,
        "events/events.html",
        EventsPage(
            **page,
            upcoming=upcoming,
            past=past,
            subscription=subscription(pages.cards, INDEX + SITE, title, has_others=True),
        ),
    )


def card(cards: Cards, event: Event) -> EventCard:
    """The card of an event for lists, with times in the site's zone."""
    return EventCard(
        title=event.title,
        url=cards.href(event.address),
        starts=event.starts.astimezone(cards.zone),
        ends=event.ends.astimezone(cards.zone) if event.ends else None,
        place=event.place,
        join_url=event.join_url,
        summary=event.about,
        is_past=event.source in cards.site.past,
    )
