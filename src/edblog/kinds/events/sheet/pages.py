"""Makes the pages with chat sheets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache, lru_cache, partial

from edblog.catalog.pages import Made, Pages
from edblog.kinds.events.agenda import Date, agenda_of
from edblog.kinds.events.record import Event
from edblog.kinds.events.recurrence import dates
from edblog.kinds.events.sheet.posts import ended, posts
from edblog.kinds.events.sheet.views import ChatSheet
from edblog.kinds.events.shown import hashtag
from edblog.outputs.templates.texts import Texts
from edblog.services.sharing import SERVICES
from edblog.views import Link
from edblog.web.urls import ascii_url

SHEET = "script/"
"""The last part of the address of a sheet."""
TEMPLATE = "events/script.html"
SCRIPT = "copy.js"
NETWORKS = tuple(SERVICES[name] for name in ("bluesky", "mastodon", "threads", "x"))
"""The networks on which people chat."""


def sheets(pages: Pages, events: Iterable[Event]) -> Iterator[Made]:
    """The sheet of each chat that has one, within reach."""
    chats = [event for event in filter(pages.reach.has, events) if address(pages, event)]
    texts_in = cache(partial(Texts, pages.theme))
    for event in chats:
        yield event.address + SHEET, TEMPLATE, partial(_sheet, pages, event, texts_in)


def following(pages: Pages, event: Event) -> tuple[datetime, str] | None:
    """The date and the title of the chat that follows the next date of one; None if there is none, or if the chat is over."""
    if not (start := pages.site.next_dates.get(event.source)) or not address(pages, event):
        return None
    coming = _coming(pages)
    later = bisect_right(coming, start, key=lambda date: date.starts)
    return (coming[later].starts, coming[later].event.title) if later < len(coming) else None


def address(pages: Pages, event: Event) -> str:
    """The URL of the sheet of an event; empty unless it is a chat of the district with questions, and the theme has sheets."""
    is_chat = event.what == "chat" and event.questions and not event.external and not event.cancelled
    return pages.cards.href(event.address + SHEET) if is_chat and TEMPLATE in pages.theme.templates else ""


@lru_cache(maxsize=2)
def _coming(pages: Pages) -> list[Date]:
    """The next date of each chat, and the one after that. An edit compares two sites, and asks for both many times."""
    return [date for date in agenda_of(pages.cards).coming(of_series=2) if address(pages, date.event)]


def _sheet(pages: Pages, event: Event, texts_in: Callable[[str], Texts]) -> ChatSheet:
    cards = pages.cards
    lang = cards.lang(event)
    texts, here = texts_in(lang), texts_in(cards.config.language)
    start = pages.site.next_dates.get(event.source) or [*dates(event)][-1]
    starts, ends = start.astimezone(cards.zone), (start + event.length).astimezone(cards.zone)
    tag = hashtag(cards, event)
    tail = " ".join(filter(None, (f"#{tag}" if tag else "", _absolute(pages, event))))
    coming = ""
    if following_one := following(pages, event):
        when = f"{texts.day(following_one[0].astimezone(cards.zone), 'full', time=True)} {texts.zone(cards.config.timezone)}"
        coming = texts.text("sheet.post_next", title=ended(following_one[1]), when=when)
    page = pages.page(
        event.address + SHEET, here.text("sheet.title"), section=Event.folder, shown={"copy": {}}
    )
    return ChatSheet(
        **page,
        event=Link(event.title, cards.href(event.address)),
        when=here.text(
            "sheet.when",
            day=here.day(starts, "full"),
            start=here.day(starts, "time"),
            end=here.day(ends, "time"),
            zone=here.zone(cards.config.timezone),
        ),
        hosts=", ".join(cards.chips["authors"][id_].title for id_ in event.hosts),
        hashtag=tag,
        tail=tail,
        post_lang=lang,
        posts=tuple(
            posts(texts, event.title, event.questions, starts, _minutes(event), tail, coming, NETWORKS)
        ),
        script=pages.chrome.assets.get(SCRIPT, ""),
    )


def _minutes(event: Event) -> int:
    return int(event.length.total_seconds()) // 60


def _absolute(pages: Pages, event: Event) -> str:
    return ascii_url(pages.cards.origin + pages.cards.href(event.address))
