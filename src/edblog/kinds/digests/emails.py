"""Makes the emails of digests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import cast

from msgspec.structs import replace

from edblog.catalog.pages import Pages
from edblog.catalog.sharing import for_sharing, has_shown
from edblog.kinds.digests.contents import EMAIL, NEW, TEXT, Bundle, Contents, contents_of
from edblog.kinds.events.record import Event
from edblog.kinds.notices.record import Notice
from edblog.kinds.stories.archive import url_of as archive_url
from edblog.kinds.stories.pages import sharing_card
from edblog.kinds.stories.record import Post
from edblog.model import Document
from edblog.outputs.templates.texts import Texts
from edblog.views import Link, Picture, Site
from edblog.views.digests import (
    Digest,
    DigestEntry,
    DigestEvent,
    DigestGroup,
    DigestPage,
    DigestStory,
    Unit,
)
from edblog.web.policy import email_policy

MOST_STORIES, MOST_EVENTS, MOST_ENTRIES = 12, 6, 6
"""The most of each in a digest: Gmail cuts off an email of more than 102 kB."""
MOST_WORDS = 280
"""The most characters of a summary."""
LEAD, SMALL = 1104, 208
"""The least widths in pixels of the first picture and of the others, for screens with two pixels for each of CSS."""


@lru_cache(maxsize=2)
def _made_emails(_pages: Pages) -> dict[str, DigestPage]:
    return {}


def email(pages: Pages, bundle: Bundle) -> DigestPage:
    """The email of a digest, which its plain text and its feed show as well."""
    known = _made_emails(pages)
    if (found := known.get(bundle.url)) is None:
        found = known[bundle.url] = _page(pages, bundle)
    return found


def _page(pages: Pages, bundle: Bundle) -> DigestPage:
    digest = _digest(pages, bundle)
    title = _subject_line(pages, bundle, digest)
    page = pages.page(bundle.url + EMAIL, title, digest.preview, section="digests")
    return DigestPage(
        **page
        | {
            "site": _frame(pages),
            "policy": email_policy(pages.cards.origin),
            "noindex": True,
            "waits": False,
            "body": None,
        },
        digest=digest,
    )


@lru_cache(maxsize=2)
def _frame(pages: Pages) -> Site:
    """What emails show of the site: not the menu and the like, so that another menu changes no email."""
    chrome = pages.chrome
    return replace(
        chrome,
        menu=(),
        more=(),
        footer=(),
        feeds=(),
        assets={},
        stylesheets=(),
        announcement=(),
        share=(),
        icon="",
        icon_type="",
        opml="",
        follow="",
        search="",
    )


def _digest(pages: Pages, bundle: Bundle) -> Digest:
    cards, contents = pages.cards, contents_of(pages.cards)
    absolute, period, record = pages.feeds.absolute, bundle.period, bundle.subject.record
    positions = bundle.positions[:MOST_STORIES]
    stories = tuple(_story(pages, position, is_first=not at) for at, position in enumerate(positions))
    groups = tuple(_groups(pages, contents, bundle))
    names = [story.title for story in stories[1:]] or [story.summary for story in stories]
    return Digest(
        key=period.key,
        unit=cast("Unit", period.unit),
        first=day(pages, period.first.toordinal()),
        last=day(pages, period.end.toordinal() - 1),
        about=Link(record.label, absolute(cards.href(record.address))) if record else None,
        preview=_short(" · ".join(names)),
        count=len(bundle.positions),
        stories=stories,
        more=len(bundle.positions) - len(stories),
        all=absolute(cards.href(_all_stories(bundle))),
        events=tuple(_event(pages, *date) for date in contents.events(bundle)[:MOST_EVENTS]),
        groups=groups,
        write=absolute(pages.chrome.write) if pages.chrome.write else "",
        home=absolute(cards.href("")),
        browser=absolute(cards.href(bundle.url + EMAIL)),
        text=absolute(cards.href(bundle.url + TEXT)),
    )


def _all_stories(bundle: Bundle) -> str:
    """URL path of the page with all stories of a digest."""
    record, first = bundle.subject.record, bundle.period.first
    return record.address if record else archive_url(f"{first.year:04}/{first.month:02}")


def day(pages: Pages, ordinal: int) -> datetime:
    """The beginning of a day, by its number (`date.toordinal`), in the site's time zone."""
    return datetime.fromordinal(ordinal).replace(tzinfo=pages.cards.zone)


def _subject_line(pages: Pages, bundle: Bundle, digest: Digest) -> str:
    """The title of the newest story, or else of what is newest, and how many stories there are besides."""
    title = digest.stories[0].title if digest.stories else bundle.others[0].label
    others = digest.count - 1
    return _texts(pages).text("digests.and_more", title=title, count=others) if others > 0 else title


def _story(pages: Pages, position: int, *, is_first: bool) -> DigestStory:
    absolute, card = pages.feeds.absolute, pages.cards.stories[position]
    credentials = card.terms["credentials"]
    people = card.terms["authors"]
    return DigestStory(
        title=card.title,
        url=absolute(card.url),
        about=Link(credentials[0].title, absolute(credentials[0].url)) if credentials else None,
        tone=getattr(credentials[0], "tone", 0) if credentials else 0,
        summary=_short(card.summary),
        people=tuple(person.title for person in people),
        school=getattr(people[0], "school", "") if people else "",
        date=card.date,
        minutes=card.minutes,
        image=_lead(pages, position) if is_first else _picture(pages, card.image, SMALL),
        lang=card.lang,
    )


def _lead(pages: Pages, position: int) -> Picture | None:
    """The picture of the first story, or its card, which shows the words that follow it."""
    story, card = pages.site.stories[position], pages.cards.stories[position]
    assert isinstance(story, Post)
    drawn = sharing_card(pages, position)
    shown = for_sharing(pages, story.address, card.image, drawn) if drawn else None
    if shown is None:
        return _picture(pages, card.image, LEAD)
    return replace(shown, url=pages.feeds.absolute(shown.url), alt="")


def _picture(pages: Pages, picture: Picture | None, width: int) -> Picture | None:
    """A picture in one size at an absolute address; programs for email show no drawings (SVG)."""
    found = pages.cards.one_size(picture, width) if has_shown(picture) else None
    if found is None:
        return None
    return Picture(pages.feeds.absolute(found.url), found.alt, found.width, found.height)


def _event(pages: Pages, starts: datetime, event: Event) -> DigestEvent:
    cards = pages.cards
    return DigestEvent(
        title=event.title,
        url=pages.feeds.absolute(cards.href(event.address)),
        starts=starts.astimezone(cards.zone),
        zone=cards.config.timezone,
        place=event.place,
        is_online=bool(event.join_url),
        lang=cards.lang(event),
    )


def _groups(pages: Pages, contents: Contents, bundle: Bundle) -> Iterator[DigestGroup]:
    """What else is new, and the notices that end soon."""
    for kind in NEW:
        records: list[Document] = [record for record in bundle.others if isinstance(record, kind)]
        if kind is Notice:
            records += contents.ending(bundle)
        if records:
            yield DigestGroup(
                name=kind.folder,
                entries=tuple(_entry(pages, record) for record in records[:MOST_ENTRIES]),
                more=max(0, len(records) - MOST_ENTRIES),
                url=pages.feeds.absolute(pages.cards.href(f"{kind.folder}/")),
            )


def _entry(pages: Pages, record: Document) -> DigestEntry:
    cards = pages.cards
    over = record.over if isinstance(record, Notice) else None
    is_day = isinstance(record, Notice) and record.is_until_day
    if over:
        # A notice counts until the midnight after its last day.
        over = (over - timedelta(seconds=1) if is_day else over).astimezone(cards.zone)
    return DigestEntry(
        title=record.label,
        url=pages.feeds.absolute(cards.href(record.address)),
        summary=_short(record.about),
        until=over,
        has_time=not is_day,
        lang=cards.lang(record),
    )


def _short(text: str) -> str:
    """A text of at most so many characters, without half of a word."""
    if len(text) <= MOST_WORDS:
        return text
    start = text[:MOST_WORDS]
    return f"{start[: start.rfind(' ')] if ' ' in start else start} …"


@lru_cache(maxsize=2)
def _texts(pages: Pages) -> Texts:
    return Texts(pages.theme, pages.config.language)
