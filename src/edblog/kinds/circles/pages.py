"""Makes the pages of circles, the lists of their stories, and the list of all circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial

from edblog.catalog.cards import Cards, fields_of
from edblog.catalog.pages import Made, Pages
from edblog.kinds.circles.record import MEMBERS, Circle
from edblog.kinds.circles.stories import listed, positions_of
from edblog.kinds.circles.views import (
    CircleCard,
    CircleDocument,
    CirclePage,
    CirclesPage,
    CircleStoriesPage,
    Member,
    Milestone,
    ProtocolStep,
)
from edblog.kinds.credentials.record import Credential
from edblog.kinds.people.directory import may_be_listed
from edblog.kinds.people.pages import outline
from edblog.kinds.people.record import Author
from edblog.kinds.people.views import AuthorChip
from edblog.model import Document
from edblog.views import Link, Opml, OutlineGroup, Output

INDEX = f"{Circle.folder}/"
NEWEST = 4
"""The number of stories on the page of a circle."""


def made(pages: Pages) -> Iterator[Made]:
    """The page of each circle, the list of its stories, and the list of all circles."""
    circles = all_circles(pages.cards)
    for circle in circles:
        if pages.reach.has(circle) or pages.reach.span(circle.stories) is not None:
            yield from _circle(pages, circle)
    if circles and pages.reach.indexes:
        yield INDEX, "circles/circles.html", partial(_index, pages, circles)


def _index(pages: Pages, circles: Iterable[Circle]) -> CirclesPage:
    page = pages.page(INDEX, pages.words["nav_circles"], section=Circle.folder)
    return CirclesPage(**page, circles=tuple(card(pages.cards, circle) for circle in circles))


def all_circles(cards: Cards) -> list[Circle]:
    """All circles of the site."""
    return [record for record in cards.site.records[Circle.folder] if isinstance(record, Circle)]


def card(cards: Cards, circle: Circle) -> CircleCard:
    """The card of a circle for lists."""
    chips = tuple(cards.chips["credentials"][id_] for id_ in circle.credentials)
    return CircleCard(
        title=circle.name,
        url=cards.href(circle.address),
        summary=circle.about,
        credentials=chips,
        facilitators=tuple(
            _person(cards, author)
            for author in listed(circle, cards.site.records, cards.site.groups)
            if author.slug in circle.facilitators
        ),
        people=len(circle.people),
        how_to_join=circle.how_to_join,
        join=cards.link(circle, circle.join),
        image=cards.picture(circle, "image"),
        tone=getattr(chips[0], "tone", 0) if chips else cards.numbers[Circle.folder][circle.slug] % 4,
        lang=cards.lang(circle),
    )


def beside(pages: Pages, record: Document) -> dict[str, tuple[Link, ...]]:
    """The circles of a micro-credential or of a person, for its page."""
    cards, folder = pages.cards, record.folder
    if folder not in (Credential.folder, Author.folder):
        return {}
    found = _circles_of(cards).get((folder, record.slug), [])
    if isinstance(record, Author) and not may_be_listed(record, cards.site.groups):
        found = []
    return {"circles": tuple(Link(circle.name, cards.href(circle.address)) for circle in found)}


@lru_cache(maxsize=2)
def _circles_of(cards: Cards) -> Mapping[tuple[str, str], list[Circle]]:
    """The circles of each micro-credential and person, by folder and id. An edit compares two sites, and asks for both many times."""
    found: dict[tuple[str, str], list[Circle]] = {}
    for circle in all_circles(cards):
        named = [(Credential.folder, id_) for id_ in circle.credentials]
        for key in dict.fromkeys([*named, *((Author.folder, id_) for id_ in circle.people)]):
            found.setdefault(key, []).append(circle)
    return found


def _circle(pages: Pages, circle: Circle) -> Iterator[Made]:
    cards, site = pages.cards, pages.site
    positions = positions_of(circle, site.records, site.groups)
    people = tuple(
        Member(**fields_of(_person(cards, author)), is_facilitator=author.slug in circle.facilitators)
        for author in listed(circle, site.records, site.groups)
    )
    page = pages.page(circle.address, circle.name, circle.about, section=Circle.folder)
    page |= (
        pages.text(circle)
        | {"parts": pages.beside(circle)}
        | {"feeds": pages.feeds.links(circle.name, circle.address)}
    )
    yield (
        circle.address,
        "circles/circle.html",
        CirclePage(
            **page,
            circle=card(cards, circle),
            deck="" if circle.text.first_paragraph.startswith(circle.summary[:40]) else circle.summary,
            people=people,
            unlisted=len(circle.people) - len(people),
            protocol=tuple(ProtocolStep(step.title, step.text) for step in circle.protocol),
            documents=tuple(
                CircleDocument(paper.label, cards.link(circle, paper.url), paper.note)
                for paper in circle.documents
            ),
            milestones=tuple(_milestones(cards, circle)),
            reached=sum(bool(milestone.reached) for milestone in circle.milestones),
            opml=cards.href(circle.address + MEMBERS) if _has_opml(pages, circle) else "",
            stories=len(positions),
            cards=tuple(cards.stories[position] for position in positions[:NEWEST]),
            archive=cards.href(circle.stories),
        ),
    )
    for part, stories in pages.slices(circle.stories, positions):
        page = pages.page(part.url, circle.name, circle.about, section=Circle.folder)
        page["feeds"] = pages.feeds.links(circle.name, circle.address)
        view = CircleStoriesPage(
            **page,
            circle=Link(circle.name, cards.href(circle.address)),
            stories=0 if part.pagination.newer else len(positions),
            cards=stories,
            pagination=part.pagination,
        )
        yield part.url, "circles/stories.html", view


def _person(cards: Cards, author: Author) -> AuthorChip:
    chip = cards.chips["authors"][author.slug]
    assert isinstance(chip, AuthorChip)
    return chip


def _milestones(cards: Cards, circle: Circle) -> Iterator[Milestone]:
    following = next((entry for entry in circle.milestones if not entry.reached), None)
    for entry in circle.milestones:
        date = entry.reached or entry.due
        yield Milestone(
            entry.title,
            date.astimezone(cards.zone) if date else None,
            "reached" if entry.reached else "next" if entry is following else "later",
        )


def _has_opml(pages: Pages, circle: Circle) -> bool:
    return bool(pages.config.feeds.formats and listed(circle, pages.site.records, pages.site.groups))


def outputs(pages: Pages) -> Iterator[Output]:
    """The files with the feeds of the members of each circle."""
    for circle in filter(pages.reach.has, all_circles(pages.cards)):
        if _has_opml(pages, circle):
            people = tuple(
                outline(pages, author) for author in listed(circle, pages.site.records, pages.site.groups)
            )
            view = Opml(circle.name, (OutlineGroup(circle.name, people),))
            yield Output(circle.address + MEMBERS, "opml", view)
