"""Makes the cards of events."""

from __future__ import annotations

from datetime import datetime, timedelta

from edblog.catalog.cards import Cards, tone_of
from edblog.files.zones import zone
from edblog.kinds.events.record import Event
from edblog.kinds.events.recurrence import WEEKDAYS, has_end
from edblog.kinds.events.views import EventCard, RepeatDay, Repeating
from edblog.kinds.people.record import Author
from edblog.kinds.people.views import AuthorChip


def card(cards: Cards, event: Event, starts: datetime | None = None) -> EventCard:
    """The card of a date of an event, by default its first, with times in the site's zone."""
    begins = starts or event.starts
    chips = cards.chips["credentials"]
    credentials = tuple(chips[id_] for id_ in event.credentials if id_ in chips)
    return EventCard(
        title=event.title,
        url=cards.href(event.address),
        what=event.what,
        starts=begins.astimezone(cards.zone),
        ends=(begins + event.length).astimezone(cards.zone),
        minutes=round(event.length.total_seconds() / 60),
        zone=cards.config.timezone,
        place=event.place,
        join_url=event.join_url,
        summary=event.about,
        hashtag=hashtag(cards, event),
        hosts=tuple(person(cards, id_) for id_ in event.hosts),
        credentials=credentials,
        repeats=repeating(event, begins.astimezone(cards.zone)),
        questions=len(event.questions),
        answers=len(event.answers),
        has_story=bool(event.recap),
        is_past=event.source in cards.site.past,
        is_cancelled=event.cancelled,
        is_external=event.external,
        tone=getattr(credentials[0], "tone", 0) if credentials else tone_of(event.slug),
        lang=cards.lang(event),
    )


def person(cards: Cards, id_: str) -> AuthorChip:
    """The label of an author."""
    chip = cards.chips[Author.folder][id_]
    assert isinstance(chip, AuthorChip)
    return chip


def hashtag(cards: Cards, event: Event) -> str:
    """The hashtag of an event: its own, or that of its first micro-credential."""
    if event.hashtag or not event.credentials:
        return event.hashtag
    return str(getattr(cards.site.record("credentials", event.credentials[0]), "hashtag", ""))


def repeating(event: Event, begins: datetime) -> Repeating | None:
    """How a series repeats, for a date of it in the site's zone; None for a single event."""
    found = event.repeats
    if found is None:
        return None
    there = begins.astimezone(zone(event.timezone))
    # Thursday night in one zone is Friday in another.
    days_later = (begins.date() - there.date()).days if found.unit == "week" else 0
    start = event.starts.astimezone(zone(event.timezone)).replace(tzinfo=None)
    monday = start - timedelta(days=start.weekday())
    on = found.on or ((WEEKDAYS[start.weekday()],) if found.unit == "week" else ())
    days = (
        RepeatDay(int(day[:-2] or 0), monday + timedelta(days=WEEKDAYS.index(day[-2:]) + days_later))
        for day in on
    )
    return Repeating(found.unit, found.every, tuple(days), is_endless=not has_end(found))
