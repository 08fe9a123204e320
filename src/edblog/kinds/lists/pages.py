"""Makes the pages of lists, and the page of all lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast
from urllib.parse import urlsplit

from edblog.catalog.cards import Cards, fields_of
from edblog.catalog.entries import word_of
from edblog.catalog.pages import Made, Pages
from edblog.kinds.lists.record import Pick, ReadingList
from edblog.kinds.lists.views import ListCard, ListsPage, PickedEntry, PickedPage
from edblog.kinds.people.record import Author
from edblog.kinds.people.views import AuthorChip
from edblog.views import Entry, Link

INDEX = f"{ReadingList.folder}/"
OTHERS = 3
"""The number of other lists on the page of a list."""


def made(pages: Pages) -> Iterator[Made]:
    """The page of each list, and that of all."""
    cards = pages.cards
    lists = all_lists(cards)
    for found in filter(pages.reach.has, lists):
        page = pages.page(found.address, found.title, found.about, section=ReadingList.folder)
        page |= pages.text(found)
        page["feeds"] = pages.feeds.links(pages.words["nav_lists"], INDEX)
        view = PickedPage(
            **page,
            card=card(cards, found),
            by=tuple(cast("AuthorChip", cards.chips[Author.folder][id_]) for id_ in found.by),
            date=found.date.astimezone(cards.zone) if found.date else None,
            numbered=found.numbered,
            picks=tuple(_entry(pages, number, pick) for number, pick in enumerate(picks_of(cards, found), 1)),
            others=others(cards, found),
            all=Link(pages.words["nav_lists"], cards.href(INDEX)),
        )
        yield found.address, "lists/list.html", view
    if lists and pages.reach.indexes:
        page = pages.page(INDEX, pages.words["nav_lists"], pages.words["lists.intro"], section="lists")
        page["feeds"] = pages.feeds.links(pages.words["nav_lists"], INDEX)
        yield INDEX, "lists/lists.html", ListsPage(**page, lists=tuple(card(cards, found) for found in lists))


def all_lists(cards: Cards) -> list[ReadingList]:
    """All lists of the site."""
    return [record for record in cards.site.records[ReadingList.folder] if isinstance(record, ReadingList)]


def picks_of(cards: Cards, found: ReadingList) -> list[Pick]:
    """The entries of a list that it shows: without records that are over, such as a notice of last month."""
    site = cards.site
    leaving = {kind.folder for kind in site.kinds if kind.leaves_lists}
    return [
        pick
        for pick in found.picks
        if pick.folder not in leaving or site.record(pick.folder, pick.id).source not in site.past
    ]


def card(cards: Cards, found: ReadingList) -> ListCard:
    """The card of a list."""
    return ListCard(
        title=found.title,
        url=cards.href(found.address),
        summary=found.about,
        image=cards.picture(found, "image"),
        items=len(picks_of(cards, found)),
        lang=cards.lang(found),
    )


def others(cards: Cards, found: ReadingList) -> tuple[ListCard, ...]:
    """The next few lists in the order of all, from the first again after the last."""
    lists = all_lists(cards)
    at = next(at for at, other in enumerate(lists) if other.source == found.source)
    following = (*lists[at + 1 :], *lists[:at])
    return tuple(card(cards, other) for other in following[:OTHERS])


def _entry(pages: Pages, number: int, pick: Pick) -> PickedEntry:
    if not pick.folder:
        entry = Entry(pick.title, pick.url, "")
        word = urlsplit(pick.url).hostname or pages.words["lists.elsewhere"]
        return PickedEntry(**fields_of(entry), number=number, word=word.removeprefix("www."), why=pick.why)
    kind = next(kind for kind in pages.site.kinds if kind.folder == pick.folder)
    entry = kind.entry(pages.cards, pages.site.record(pick.folder, pick.id))
    shown = {**fields_of(entry), **({"title": pick.title} if pick.title else {})}
    return PickedEntry(**shown, number=number, word=word_of(pages.words, kind), why=pick.why)
