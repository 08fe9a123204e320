"""Makes the pages of events, the lists of all and of those of a micro-credential, and the pages of years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from edblog.catalog.cards import Cards, initials, tone_of
from edblog.catalog.pages import Made, Pages
from edblog.catalog.pagination import Slice, paginate
from edblog.catalog.sharing import CARD, WRITER, card_of, for_sharing, names
from edblog.kinds.events.agenda import Agenda, Date, agenda_of
from edblog.kinds.events.calendars import GROUP, SITE, subscription
from edblog.kinds.events.lists import year_url, years_of
from edblog.kinds.events.record import Event
from edblog.kinds.events.sheet.pages import address, sheets
from edblog.kinds.events.shown import hashtag, person
from edblog.kinds.events.views import (
    AddToCalendar,
    ChatAnswer,
    ChatQuestion,
    EventCard,
    EventPage,
    EventsPage,
    Month,
    Year,
    YearPage,
)
from edblog.kinds.flyers import FLYER, TEMPLATE, flyer, flyer_url
from edblog.kinds.people.record import Author
from edblog.kinds.people.views import AuthorChip
from edblog.model import Document
from edblog.views import Card, FlyerPage, Link, SharingCard

INDEX = f"{Event.folder}/"
LATEST = 5
"""The number of past events on the page of all events."""
OF_SERIES = 3
"""The number of dates of each series in a list."""
SCRIPT = "zone.js"
"""The script that shows times in the reader's zone."""


def made(pages: Pages) -> Iterator[Made]:
    """The page of each event, the list of all events, those of micro-credentials, and the pages of years."""
    agenda = agenda_of(pages.cards)
    for event in filter(pages.reach.has, agenda.events):
        yield event.address, "events/event.html", partial(_event, pages, agenda, event)
        if card := _sharing_card(pages, event):
            yield event.address + CARD, WRITER, card
        if _flyer_url(pages, event):
            yield event.address + FLYER, TEMPLATE, partial(_flyer, pages, agenda, event)
    yield from sheets(pages, agenda.events)
    if not agenda.events or not pages.reach.indexes:
        return
    yield INDEX, "events/events.html", partial(_events, pages, agenda)
    for credential in pages.site.records["credentials"]:
        if events := agenda.by_id.get(("credentials", credential.slug)):
            url = credential.address + INDEX
            yield url, "events/events.html", partial(_events_of, pages, agenda, credential, events)
    yield from _years(pages, agenda)


def _event(pages: Pages, agenda: Agenda, event: Event) -> EventPage:
    cards = pages.cards
    dates = agenda.dates.get(event.source, ())
    shown = agenda.card(event, dates[0].starts if dates else None)
    page = pages.page(event.address, event.title, event.about, section=Event.folder) | pages.text(event)
    page["image"] = for_sharing(
        pages, event.address, cards.picture(event, "image"), _sharing_card(pages, event)
    )
    circle = next(iter(event.circle), "")
    return EventPage(
        **page,
        event=shown,
        calendar=None
        if shown.is_past or shown.is_cancelled
        else agenda.add_to_calendar(event, dates[0].starts),
        circle=_link(cards, "circles", circle) if circle else None,
        dates=tuple(agenda.card(event, date.starts) for date in dates) if shown.repeats else (),
        recap=_recap(cards, event),
        sheet="" if shown.is_past else address(pages, event),
        flyer=_flyer_url(pages, event),
        questions=_questions(cards, agenda, event),
        **shown_of_others(pages, event),
        parts=pages.beside(event),
    )


def _sharing_card(pages: Pages, event: Event) -> SharingCard | None:
    """The card of an event, without its time: networks keep a card for weeks, and the time may change."""
    cards = pages.cards
    awards = [chip for id_ in event.credentials if (chip := cards.chips["credentials"].get(id_))]
    hosts = [person(cards, id_) for id_ in event.hosts]
    alone = hosts[0] if len(hosts) == 1 else None
    tag = hashtag(cards, event)
    return card_of(
        pages,
        cards.picture(event, "image"),
        event.title,
        kicker=" · ".join(filter(None, (_what(pages, event), f"#{tag}" if tag else ""))),
        tone=getattr(awards[0], "tone", 0) if awards else tone_of(event.slug),
        letter=getattr(awards[0], "letter", "") if awards else "",
        by=names(pages.words, [host.title for host in hosts]),
        place=alone.school if alone else "",
        initials=alone.initials if alone else "",
        person=alone.tone if alone else 0,
        about=event.about,
        drawing=3,
    )


def _what(pages: Pages, event: Event) -> str:
    return pages.words.get(f"events.what_{event.what.replace('-', '_')}", "") if event.what else ""


def _flyer_url(pages: Pages, event: Event) -> str:
    """The URL of the flyer of an event of the district that is to come; else empty."""
    is_to_come = not (event.source in pages.site.past or event.cancelled or event.external)
    return flyer_url(pages, event) if is_to_come else ""


def _flyer(pages: Pages, agenda: Agenda, event: Event) -> FlyerPage:
    dates = agenda.dates.get(event.source, ())
    shown = agenda.card(event, dates[0].starts if dates else None)
    what = _what(pages, event)
    return flyer(
        pages,
        event,
        section=Event.folder,
        kicker=" · ".join((*filter(None, (what,)), *(chip.title for chip in shown.credentials[:1]))),
        about=shown.credentials,
        picture=None,
        tone=shown.tone,
        by=", ".join(host.title for host in shown.hosts),
        starts=shown.starts,
        until=shown.ends,
        has_time=True,
        zone=shown.zone,
        place=shown.place or (f"#{shown.hashtag}" if shown.hashtag else ""),
    )


def shown_of_others(pages: Pages, event: Event) -> dict[str, Any]:
    """What the page of an event shows of other events."""
    agenda = agenda_of(pages.cards)
    is_past = event.source in pages.site.past
    newer, older = _neighbors(agenda, event) if is_past else (None, None)
    following = _next_chat(pages.cards, agenda, event) if is_past and event.what == "chat" else None
    return {
        "next": _card(agenda, following),
        "next_calendar": _calendar(agenda, following),
        "newer": newer,
        "older": older,
    }


def _link(cards: Cards, folder: str, id_: str) -> Link:
    record = cards.site.record(folder, id_)
    return Link(record.label, cards.href(record.address))


def _questions(cards: Cards, agenda: Agenda, event: Event) -> tuple[ChatQuestion, ...]:
    answers = [
        (answer.question, ChatAnswer(_speaker(cards, agenda, answer.who), answer.text, answer.url))
        for answer in event.answers
    ]
    return tuple(
        ChatQuestion(number, text, tuple(answer for at, answer in answers if at == number))
        for number, text in enumerate(event.questions, 1)
    )


def _speaker(cards: Cards, agenda: Agenda, who: str) -> AuthorChip:
    """Somebody who answered: an author of the site, by name or id, or another person."""
    id_ = agenda.speakers.get(who, who)
    if id_ in cards.chips[Author.folder]:
        return person(cards, id_)
    return AuthorChip(
        who, "", role="", school="", initials=initials(who), tone=tone_of(who), photo=None, fediverse=""
    )


def _recap(cards: Cards, event: Event) -> Card | None:
    stream = cards.site.stream
    return next((stream.card(cards, cards.site.record(stream.folder, id_)) for id_ in event.recap), None)


def _next_chat(cards: Cards, agenda: Agenda, event: Event) -> Date | None:
    """The next chat with the same hashtag, or else about the same micro-credential."""
    found = agenda.next_chats
    keys = (f"#{hashtag(cards, event)}", *event.credentials)
    return next((found[key] for key in keys if key in found), None)


def _neighbors(agenda: Agenda, event: Event) -> tuple[EventCard | None, EventCard | None]:
    at = agenda.places.get(event.source)
    if at is None:
        return None, None
    ours = agenda.our_past
    newer = agenda.card(ours[at - 1]) if at else None
    return newer, agenda.card(ours[at + 1]) if at + 1 < len(ours) else None


def _card(agenda: Agenda, date: Date | None) -> EventCard | None:
    return agenda.card(*date) if date else None


def _calendar(agenda: Agenda, date: Date | None) -> AddToCalendar | None:
    return agenda.add_to_calendar(*date) if date else None


def _dates(cards: Cards, agenda: Agenda, events: Sequence[Event] | None = None) -> dict[str, Any]:
    """The next date and the others to come, by month."""
    following = agenda.next(events)
    others = [date for date in agenda.coming(events, of_series=OF_SERIES) if date != following]
    shown = [agenda.card(*date) for date in others]
    months = groupby(shown, key=lambda date: (date.starts.year, date.starts.month))
    return {
        "next": _card(agenda, following),
        "next_calendar": _calendar(agenda, following),
        "upcoming": tuple(
            Month(dates[0].starts, tuple(dates)) for dates in (list(some) for _, some in months)
        ),
        "zone": cards.config.timezone,
    }


def _events(pages: Pages, agenda: Agenda) -> EventsPage:
    cards, title = pages.cards, pages.words["nav_events"]
    others = sorted(
        (
            agenda.card(*agenda.dates[event.source][0])
            for event in agenda.events
            if event.external and agenda.dates.get(event.source)
        ),
        key=lambda shown: (shown.starts.weekday(), shown.starts.time(), shown.title),
    )
    over = {str(event.starts.astimezone(cards.zone).year) for event in agenda.past}
    page = pages.page(INDEX, title, section=Event.folder, shown={"zone": {}} if others else {})
    return EventsPage(
        **page | {"feeds": pages.feeds.links(title, INDEX)},
        **_dates(cards, agenda),
        of=None,
        others=tuple(others),
        past=tuple(map(agenda.card, agenda.past[:LATEST])),
        years=tuple(year for year in _year_links(cards) if year.title in over),
        subscription=subscription(cards, INDEX + SITE, title, has_others=bool(agenda.by_id)),
        script=pages.chrome.assets.get(SCRIPT, "") if others else "",
    )


def _events_of(pages: Pages, agenda: Agenda, record: Document, events: Sequence[Event]) -> EventsPage:
    cards, url = pages.cards, record.address + INDEX
    title = f"{pages.words['nav_events']} · {record.label}"
    page = pages.page(url, title, section=Event.folder) | {"feeds": pages.feeds.links(title, url)}
    return EventsPage(
        **page,
        **_dates(cards, agenda, events),
        of=_link(cards, record.folder, record.slug),
        others=(),
        past=tuple(agenda.card(event) for event in events if event.source in pages.site.past),
        years=(),
        subscription=subscription(cards, record.address + GROUP, title),
        script="",
    )


def _year_links(cards: Cards) -> tuple[Year, ...]:
    years = years_of(cards.site.records[Event.folder], cards.zone)
    return tuple(Year(str(year), cards.href(year_url(year)), len(found)) for year, found in years.items())


def _years(pages: Pages, agenda: Agenda) -> Iterator[Made]:
    cards, links = pages.cards, _year_links(pages.cards)
    for year, positions in years_of(agenda.events, cards.zone).items():
        for part in paginate(year_url(year), cards.root, positions, pages.config.page_size):
            yield part.url, "events/year.html", partial(_year, pages, agenda, year, links, part)


def _year(pages: Pages, agenda: Agenda, year: int, links: tuple[Year, ...], part: Slice) -> YearPage:
    title = pages.words["events.in_year"].replace("{year}", str(year))
    return YearPage(
        **pages.page(part.url, title, section=Event.folder),
        year=year,
        events=tuple(agenda.card(agenda.events[at]) for at in part.positions),
        years=links,
        pagination=part.pagination,
    )
