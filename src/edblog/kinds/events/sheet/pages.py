"""Makes the pages with chat sheets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache, partial

from edblog.catalog.pages import Made, Pages
from edblog.kinds.events.record import Event
from edblog.kinds.events.recurrence import dates
from edblog.kinds.events.sheet.posts import ended, posts
from edblog.kinds.events.sheet.views import ChatSheet
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
_Coming = Sequence[tuple[datetime, str, Event]]


def sheets(pages: Pages, events: Iterable[Event]) -> Iterator[Made]:
    """The sheet of each chat that has one, within reach. Until it is over it names the next chat, so an edit of any event may change it."""
    chats = [event for event in events if address(pages, event)]
    if not chats or not (pages.reach.indexes or any(map(pages.reach.has, chats))):
        return
    coming = _coming(pages, chats)
    texts_in = cache(partial(Texts, pages.theme))
    for event in filter(partial(_is_within, pages), chats):
        yield event.address + SHEET, TEMPLATE, _sheet(pages, event, coming, texts_in)


def _is_within(pages: Pages, event: Event) -> bool:
    """Whether the sheet of an event may differ."""
    return pages.reach.has(event) or (pages.reach.indexes and event.source in pages.site.next_dates)


def address(pages: Pages, event: Event) -> str:
    """The URL of the sheet of an event; empty unless it is a chat of the district with questions, and the theme has sheets."""
    is_chat = event.what == "chat" and event.questions and not event.external and not event.cancelled
    return pages.cards.href(event.address + SHEET) if is_chat and TEMPLATE in pages.theme.templates else ""


def _coming(pages: Pages, chats: Iterable[Event]) -> _Coming:
    """The next date of each chat, and the one after that."""
    found = []
    for event in chats:
        if start := pages.site.next_dates.get(event.source):
            later = (date for date in dates(event, start) if date > start)
            found += [(date, event.slug, event) for date in (start, next(later, None)) if date]
    return sorted(found, key=lambda date: date[:2])


def _sheet(pages: Pages, event: Event, coming: _Coming, texts_in: Callable[[str], Texts]) -> ChatSheet:
    cards = pages.cards
    lang = cards.lang(event)
    texts, here = texts_in(lang), texts_in(cards.config.language)
    start = pages.site.next_dates.get(event.source) or [*dates(event)][-1]
    starts, ends = start.astimezone(cards.zone), (start + event.length).astimezone(cards.zone)
    hashtag = _hashtag(pages, event)
    tail = " ".join(filter(None, (f"#{hashtag}" if hashtag else "", _absolute(pages, event))))
    is_over = event.source not in pages.site.next_dates
    later = len(coming) if is_over else bisect_right(coming, start, key=lambda date: date[0])
    following = ""
    if later < len(coming):
        date, _, other = coming[later]
        when = texts.day(date.astimezone(cards.zone), time=True)
        following = texts.text("sheet.post_next", title=ended(other.title), when=when)
    page = pages.page(
        event.address + SHEET, here.text("sheet.title"), section=Event.folder, shown={"copy": {}}
    )
    return ChatSheet(
        **page,
        event=Link(event.title, cards.href(event.address)),
        when=here.text(
            "sheet.when", day=here.day(starts), start=here.day(starts, "time"), end=here.day(ends, "time")
        ),
        hosts=", ".join(cards.chips["authors"][id_].title for id_ in event.hosts),
        hashtag=hashtag,
        tail=tail,
        post_lang=lang,
        posts=tuple(
            posts(texts, event.title, event.questions, starts, _minutes(event), tail, following, NETWORKS)
        ),
        script=pages.chrome.assets.get(SCRIPT, ""),
    )


def _minutes(event: Event) -> int:
    return int(event.length.total_seconds()) // 60


def _hashtag(pages: Pages, event: Event) -> str:
    if event.hashtag or not event.credentials:
        return event.hashtag
    return str(getattr(pages.site.record("credentials", event.credentials[0]), "hashtag", ""))


def _absolute(pages: Pages, event: Event) -> str:
    return ascii_url(pages.cards.origin + pages.cards.href(event.address))
