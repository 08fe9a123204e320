"""Makes labels of people, their pages, and the list of all people."""

from __future__ import annotations

from collections.abc import Iterator

from edblog.catalog.cards import Cards, fields_of, initials, tone_of
from edblog.catalog.pages import Made, Pages
from edblog.kinds.people.record import Author
from edblog.kinds.people.sentences import first_sentences
from edblog.kinds.people.views import AuthorCard, AuthorChip, AuthorPage, AuthorsPage, Writer
from edblog.views import Link


def chip(cards: Cards, author: Author) -> AuthorChip:
    """The linked label of a person for bylines."""
    return AuthorChip(
        title=author.name,
        url=cards.href(author.address),
        role=author.role,
        school=author.school,
        initials=initials(author.name),
        tone=tone_of(author.slug),
        photo=cards.picture(author, "photo"),
    )


def writer(cards: Cards, id_: str) -> Writer:
    """The view of a person for the end of a story."""
    about = cards.site.record(Author.folder, id_).text.first_paragraph
    return Writer(**fields_of(cards.chips["authors"][id_]), text=first_sentences(about))


def made(pages: Pages) -> Iterator[Made]:
    """The pages of people with their stories, and the list of all people."""
    site = pages.site
    for author in site.records[Author.folder]:
        assert isinstance(author, Author)
        yield from _author(pages, author)
    if pages.reach.counts:
        url = f"{Author.folder}/"
        chips, groups = pages.cards.chips["authors"], site.groups["authors"]
        everybody = tuple(
            AuthorCard(**fields_of(chips[key]), stories=len(group.positions)) for key, group in groups.items()
        )
        page = pages.page(url, pages.words["nav_authors"], section="authors")
        yield url, "authors.html", AuthorsPage(**page, authors=everybody)


def _author(pages: Pages, author: Author) -> Iterator[Made]:
    site, cards = pages.site, pages.cards
    awards = next(grouping for grouping in site.groupings if grouping.name == "credentials")
    shown = cards.chips["authors"][author.slug]
    assert isinstance(shown, AuthorChip)
    positions = site.groups["authors"][author.slug].positions
    for part, stories in pages.slices(author.address, positions):
        is_newest = not part.pagination.newer
        about = {id_ for at in positions for id_ in awards.keys(site.stories[at])} if is_newest else set()
        description = author.text.first_paragraph or author.about
        page = pages.page(part.url, author.name, description, section="authors")
        page |= {"feeds": pages.feeds.links(author.name, author.address), "image": shown.photo}
        page |= pages.holding(None if author.is_introduced else site.bodies[author.source])
        view = AuthorPage(
            **page,
            author=shown,
            links=tuple(Link(link.label, link.url) for link in author.links),
            credentials=tuple(cards.chips["credentials"][id_] for id_ in sorted(about)),
            stories=len(positions) if is_newest else 0,
            cards=stories,
            pagination=part.pagination,
            parts=pages.beside(author) if is_newest else {},
        )
        yield part.url, "author.html", view
