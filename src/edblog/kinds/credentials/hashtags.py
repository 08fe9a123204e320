"""Makes the page of all hashtags: what each is for, who looks after it, and its next chat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, cast

from edblog.catalog.cards import Cards
from edblog.catalog.pages import Made, Pages
from edblog.kinds.credentials.record import Credential
from edblog.kinds.credentials.views import Chat, CredentialChip, Hashtag, HashtagsPage
from edblog.kinds.events.record import Event
from edblog.kinds.events.shown import hashtag
from edblog.kinds.people.record import Author
from edblog.kinds.people.views import AuthorChip
from edblog.services.ids import anchor

if TYPE_CHECKING:
    from edblog.kinds.kind import Records

INDEX = "hashtags/"


def exist(records: Records) -> bool:
    """Whether there is a page of hashtags: a micro-credential has one. Those of events alone make no page, which would go with them."""
    return any(credential.hashtag for credential in _credentials(records))


def url_of(cards: Cards, hashtag: str) -> str:
    """The URL of a hashtag on the page."""
    return f"{cards.href(INDEX)}#{anchor(hashtag)}"


def made(pages: Pages) -> Iterator[Made]:
    """The page of all hashtags; none without a hashtag."""
    if pages.reach.indexes and exist(pages.site.records):
        yield INDEX, "hashtags.html", partial(_page, pages)


def _page(pages: Pages) -> HashtagsPage:
    title, intro = pages.words["nav_hashtags"], pages.words["hashtags.intro"]
    page = pages.page(INDEX, title, intro, section=Credential.folder)
    return HashtagsPage(**page, hashtags=tuple(_hashtags(pages.cards)))


def _hashtags(cards: Cards) -> Iterator[Hashtag]:
    """The hashtags in the order of the alphabet. Two that differ in capitals only are one, as networks see them."""
    chats, awards = _next_events(cards), dict[str, list[Credential]]()
    for credential in _credentials(cards.site.records):
        if credential.hashtag:
            awards.setdefault(credential.hashtag.casefold(), []).append(credential)
    for key in sorted(awards.keys() | chats.keys()):
        about = awards.get(key, [])
        name, chat = chats.get(key, ("", None))
        name = about[0].hashtag if about else name
        hosts = tuple(dict.fromkeys(id_ for credential in about for id_ in credential.hashtag_hosts))
        yield Hashtag(
            name=name,
            id=anchor(name),
            credentials=tuple(_chip(cards, credential) for credential in about),
            about=about[0].about if about else chat.about if chat else "",
            hosts=tuple(_people(cards, hosts or (chat.hosts if chat else ()))),
            chat=_chat(cards, chat) if chat else None,
        )


def _next_events(cards: Cards) -> dict[str, tuple[str, Event]]:
    """The next event under each hashtag, by the hashtag without capitals."""
    site, found = cards.site, dict[str, tuple[str, Event]]()
    events = (event for event in site.records[Event.folder] if isinstance(event, Event))
    coming = [(site.next_dates[event.source], event) for event in events if event.source in site.next_dates]
    for _, event in sorted(coming, key=itemgetter(0)):
        if (tag := hashtag(cards, event)) and not event.cancelled:
            found.setdefault(tag.casefold(), (tag, event))
    return found


def _chat(cards: Cards, event: Event) -> Chat:
    starts = cards.site.next_dates[event.source].astimezone(cards.zone)
    return Chat(event.title, cards.href(event.address), starts)


def _people(cards: Cards, ids: Iterable[str]) -> Iterator[AuthorChip]:
    known = cards.chips[Author.folder]
    return (cast("AuthorChip", known[id_]) for id_ in ids if id_ in known)


def _chip(cards: Cards, credential: Credential) -> CredentialChip:
    return cast("CredentialChip", cards.chips[Credential.folder][credential.slug])


def _credentials(records: Records) -> Iterator[Credential]:
    return (record for record in records[Credential.folder] if isinstance(record, Credential))
