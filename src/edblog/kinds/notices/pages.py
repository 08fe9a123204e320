"""Makes the pages of notices, the community board, and the part of the home page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from edblog.catalog.cards import Cards, tone_of
from edblog.catalog.feeds import Subscriptions
from edblog.catalog.pages import Made, Pages
from edblog.catalog.variants import FOR_FEEDS, FOR_SHARING
from edblog.kinds.events.record import Event
from edblog.kinds.flyers import FLYER, TEMPLATE, flyer, flyer_url
from edblog.kinds.new_files import new_file_address
from edblog.kinds.notices.record import Notice
from edblog.kinds.notices.views import HomeNotices, NoticeCard, NoticePage, NoticesPage
from edblog.model import Document
from edblog.views import FeedItem, FlyerPage, Link

INDEX = f"{Notice.folder}/"
ON_HOME = 3
"""The most notices on the home page, and on that of a micro-credential."""
_SECOND = timedelta(seconds=1)
_NEW = "new-notice.md"
_TEXT = "---\ntitle: \nexpires: \nplace: \n---\n\n"


def made(pages: Pages) -> Iterator[Made]:
    """The page of each notice, and the community board; what is left of a notice that is gone leads there."""
    site = pages.site
    notices = [record for record in site.records[Notice.folder] if isinstance(record, Notice)]
    for notice in filter(pages.reach.has, notices):
        if notice.source in site.gone:
            yield notice.address, "redirect.html", pages.redirect(notice.address, INDEX)
        else:
            yield notice.address, "notices/notice.html", _notice(pages, notice)
            if _flyer_url(pages, notice):
                yield notice.address + FLYER, TEMPLATE, _flyer(pages, notice)
    if notices and pages.reach.indexes:
        title = pages.words["nav_notices"]
        page = pages.page(INDEX, pages.words.get("notices.title", title), section=Notice.folder)
        view = NoticesPage(
            **page | {"feeds": pages.feeds.links(title, INDEX)},
            notices=tuple(card(pages.cards, notice) for notice in _present(pages)),
            post=new_file_address(pages.config, Notice.folder, _NEW, _TEXT) or pages.chrome.write,
        )
        yield INDEX, "notices/notices.html", view


def on_home(pages: Pages) -> dict[str, Any]:
    """The first notices of the community board, for the home page."""
    return {"notices": _first(pages, _present(pages))}


def beside(pages: Pages, record: Document) -> dict[str, HomeNotices | None]:
    """The first notices about a micro-credential, for its page."""
    if record.folder != "credentials":
        return {}
    return {"notices": _first(pages, [n for n in _present(pages) if record.slug in n.credentials])}


def _first(pages: Pages, notices: list[Notice]) -> HomeNotices | None:
    """The first of these notices; None if there are none."""
    found = tuple(card(pages.cards, notice) for notice in notices[:ON_HOME])
    return HomeNotices(found, pages.cards.href(INDEX)) if found else None


def feed_item(feeds: Subscriptions, position: int) -> FeedItem:
    """The feed entry of the notice at a position."""
    cards = feeds.cards
    notice = cards.site.records[Notice.folder][position]
    image = cards.one_size(cards.picture(notice, "flyer"), FOR_FEEDS)
    if image is None:
        return feeds.item(notice)
    shown = {"image": feeds.absolute(image.url), "image_alt": image.alt}
    return feeds.item(notice, **shown, image_width=image.width, image_height=image.height)


def card(cards: Cards, notice: Notice) -> NoticeCard:
    """The card of a notice."""
    site = cards.site
    event = next((site.record(Event.folder, id_) for id_ in notice.event), None)
    assert event is None or isinstance(event, Event)
    is_series = event is not None and event.repeats is not None and not notice.expires
    following = site.next_dates.get(event.source) if event and is_series else None
    chips = cards.chips["credentials"]
    credentials = tuple(chips[id_] for id_ in notice.credentials if id_ in chips)
    return NoticeCard(
        title=notice.title,
        url=cards.href(notice.address),
        summary=notice.about,
        starts=_local(cards, notice.starts),
        until=None if following else _until(cards, notice),
        has_time=not notice.is_until_day,
        over=_local(cards, notice.over),
        next=_local(cards, following),
        event=Link(event.title, cards.href(event.address)) if event else None,
        place=notice.place,
        more=cards.link(notice, notice.url) if notice.url else "",
        host=_host(notice.url),
        flyer=cards.picture(notice, "flyer"),
        file=cards.link(notice, notice.flyer_file) if notice.flyer_file else "",
        credentials=credentials,
        is_past=notice.source in site.past,
        is_canceled=event is not None and event.cancelled,
        tone=getattr(credentials[0], "tone", 0) if credentials else tone_of(notice.slug),
        lang=cards.lang(notice),
    )


def _present(pages: Pages) -> list[Notice]:
    """The notices that count now, the one that is over first comes first."""
    found, past = pages.site.records[Notice.folder], pages.site.past
    return [record for record in found if isinstance(record, Notice) and record.source not in past]


def _notice(pages: Pages, notice: Notice) -> NoticePage:
    cards = pages.cards
    shown = card(cards, notice)
    page = pages.page(notice.address, notice.title, notice.about, section=Notice.folder)
    page |= pages.text(notice) | {"image": cards.one_size(shown.flyer, FOR_SHARING)}
    gone = _local(cards, notice.gone)
    return NoticePage(
        **page | {"noindex": shown.is_past},
        notice=shown,
        stays=gone - _SECOND if shown.is_past and gone else None,
        board=cards.href(INDEX),
        paper=_flyer_url(pages, notice),
    )


def _flyer_url(pages: Pages, notice: Notice) -> str:
    """The URL of the page to print; empty once the notice is over, or if its event does not take place."""
    events = (pages.site.record(Event.folder, id_) for id_ in notice.event)
    is_idle = notice.source in pages.site.past or any(getattr(event, "cancelled", False) for event in events)
    return "" if is_idle else flyer_url(pages, notice)


def _flyer(pages: Pages, notice: Notice) -> FlyerPage:
    shown = card(pages.cards, notice)
    return flyer(
        pages,
        notice,
        section=Notice.folder,
        kicker=pages.words.get("notices.title", pages.words["nav_notices"]),
        about=shown.credentials,
        picture=shown.flyer,
        tone=shown.tone,
        starts=shown.next,
        until=shown.until,
        has_time=shown.has_time,
        zone=pages.config.timezone if shown.next else "",
        place=notice.place,
    )


def _local(cards: Cards, moment: datetime | None) -> datetime | None:
    return moment.astimezone(cards.zone) if moment else None


def _until(cards: Cards, notice: Notice) -> datetime | None:
    """The time until which a notice counts, or a moment of its last day."""
    over = notice.over
    if over is None:
        return None
    return (over - _SECOND if notice.is_until_day else over).astimezone(cards.zone)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
