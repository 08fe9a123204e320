"""Makes labels of people, their pages, and the list of all people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from edblog.catalog.cards import Cards, fields_of, initials, tone_of
from edblog.catalog.pages import Made, Pages
from edblog.catalog.words import Words
from edblog.files.feeds import FEED_FORMATS
from edblog.kinds.people import columns
from edblog.kinds.people.directory import (
    FACETS,
    GRADES,
    SCHOOLS,
    SUBJECTS,
    Facet,
    Value,
    keys_of,
    on_lists,
    positions_by,
    values,
)
from edblog.kinds.people.fediverse import profile
from edblog.kinds.people.record import Author
from edblog.kinds.people.sentences import first_sentences
from edblog.kinds.people.views import (
    AuthorCard,
    AuthorChip,
    AuthorPage,
    AuthorsPage,
    Pick,
    PickRow,
    School,
    SchoolPage,
    SchoolsPage,
    Writer,
)
from edblog.kinds.stories import grades
from edblog.views import Link, Opml, Outline, OutlineGroup, Output

INDEX = f"{Author.folder}/"
ALL_SCHOOLS = "schools/"
EVERYBODY = "educators.opml"
"""The name of the file with the feeds of all people."""
SCRIPT = "directory.js"
MOST_SCHOOLS = 8
"""The most schools among the values that narrow the directory."""


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
        fediverse=author.fediverse,
    )


def writer(cards: Cards, id_: str) -> Writer:
    """The view of a person for the end of a story."""
    about = cards.site.record(Author.folder, id_).text.first_paragraph
    return Writer(**fields_of(cards.chips["authors"][id_]), text=first_sentences(about))


def made(pages: Pages) -> Iterator[Made]:
    """The pages of people with their stories, the list of all people, and those of schools, subjects and grades."""
    site = pages.site
    for author in site.records[Author.folder]:
        assert isinstance(author, Author)
        yield from _author(pages, author)
    people = on_lists(site.records, site.groups)
    for school in values(SCHOOLS, people):
        yield from _school(pages, school)
    yield from columns.made(pages, people)
    if pages.reach.counts:
        yield from _directory(pages, people)


def _directory(pages: Pages, people: tuple[Author, ...]) -> Iterator[Made]:
    """The page of all people, those of subjects and grades, and the list of schools."""
    cards, words = pages.cards, pages.words
    everybody = tuple(_card(cards, author) for author in people)
    yield (
        INDEX,
        "authors.html",
        AuthorsPage(
            **pages.page(INDEX, words["nav_authors"], shown={"directory": {}}, section=Author.folder),
            authors=everybody,
            schools=tuple(_by_school(cards, people)),
            picks=_picks(pages, people),
            everybody="",
            opml=cards.href(INDEX + EVERYBODY) if _has_opml(pages, people) else "",
            script=pages.chrome.assets.get(SCRIPT, ""),
        ),
    )
    for facet in (SUBJECTS, GRADES):
        for value in values(facet, people):
            url = facet.url_of(value.key)
            yield (
                url,
                "authors.html",
                AuthorsPage(
                    **pages.page(url, _title(pages.words, facet, value), section=Author.folder),
                    authors=tuple(_card(cards, author) for author in value.people),
                    schools=(),
                    picks=_picks(pages, people, url),
                    everybody=cards.href(INDEX),
                    opml="",
                    script="",
                ),
            )
    if schools := values(SCHOOLS, people):
        page = pages.page(ALL_SCHOOLS, words["directory.schools"], section=Author.folder)
        picks = tuple(_pick(cards, words, SCHOOLS, school, "") for school in schools)
        yield ALL_SCHOOLS, "schools.html", SchoolsPage(**page, schools=picks, everybody=cards.href(INDEX))


def _by_school(cards: Cards, people: tuple[Author, ...]) -> Iterator[School]:
    """People by school; at last those without one."""
    for school in values(SCHOOLS, people):
        positions = positions_by(school.people, cards.site.groups)
        url = cards.href(SCHOOLS.url_of(school.key))
        yield School(
            school.title, url, len(positions), tuple(_card(cards, author) for author in school.people)
        )
    if rest := tuple(author for author in people if not keys_of(SCHOOLS, author)):
        positions = positions_by(rest, cards.site.groups)
        yield School("", "", len(positions), tuple(_card(cards, author) for author in rest))


def _picks(pages: Pages, people: tuple[Author, ...], current: str = "") -> tuple[PickRow, ...]:
    """The values that narrow the directory, without those that nobody has; of many schools, the largest."""
    rows = []
    for facet in FACETS:
        found, more = values(facet, people), ""
        if facet is SCHOOLS and len(found) > MOST_SCHOOLS:
            largest = sorted(found, key=lambda school: -len(school.people))[:MOST_SCHOOLS]
            found, more = (
                tuple(school for school in found if school in largest),
                pages.cards.href(ALL_SCHOOLS),
            )
        if found:
            picks = tuple(_pick(pages.cards, pages.words, facet, value, current) for value in found)
            rows.append(PickRow(facet.name, picks, more))
    return tuple(rows)


def _pick(cards: Cards, words: Words, facet: Facet, value: Value, current: str) -> Pick:
    url = facet.url_of(value.key)
    title = _short(words, value) if facet is GRADES else value.title
    return Pick(title, cards.href(url), f"{facet.name}/{value.key}", len(value.people), url == current)


def _title(words: Words, facet: Facet, value: Value) -> str:
    return _grade(words, value.key) if facet is GRADES else value.title


def _grade(words: Words, key: str) -> str:
    return words.get(f"grade_{key}", grades.title(key, Counter()))


def _short(words: Words, value: Value) -> str:
    """A grade within a row of grades: its number, `K`, or its name."""
    if value.key.isdigit():
        return value.key
    return words.get(f"directory.grade_{value.key}", _grade(words, value.key))


def _card(cards: Cards, author: Author) -> AuthorCard:
    return AuthorCard(
        **fields_of(cards.chips["authors"][author.slug]),
        stories=len(cards.site.groups["authors"][author.slug].positions),
        subjects=_links(cards, SUBJECTS, author),
        open_to=author.open_to,
        keys=tuple(f"{facet.name}/{key}" for facet in FACETS for key in keys_of(facet, author)),
    )


def _links(cards: Cards, facet: Facet, author: Author) -> tuple[Link, ...]:
    """The pages of a person's values; equal ones once."""
    return tuple(Link(word, cards.href(facet.url_of(key))) for key, word in keys_of(facet, author).items())


def _school(pages: Pages, school: Value) -> Iterator[Made]:
    cards, url = pages.cards, SCHOOLS.url_of(school.key)
    positions = positions_by(school.people, cards.site.groups)
    for part, stories in pages.slices(url, positions):
        is_newest = not part.pagination.newer
        view = SchoolPage(
            **pages.page(part.url, school.title, section=Author.folder),
            feeds=pages.feeds.links(school.title, url),
            authors=tuple(_card(cards, author) for author in school.people) if is_newest else (),
            stories=len(positions) if is_newest else 0,
            cards=stories,
            pagination=part.pagination,
            everybody=cards.href(INDEX),
        )
        yield part.url, "school.html", view


def outputs(pages: Pages) -> Iterator[Output]:
    """The file with the feeds of everybody who is on lists."""
    people = on_lists(pages.site.records, pages.site.groups)
    if pages.reach.counts and _has_opml(pages, people):
        title = f"{pages.words['nav_authors']} · {pages.config.title}"
        group = OutlineGroup(pages.words["nav_authors"], tuple(outline(pages, author) for author in people))
        yield Output(INDEX + EVERYBODY, "opml", Opml(title, (group,)))


def outline(pages: Pages, author: Author) -> Outline:
    """A person's feed in a subscription list, in the first configured format."""
    feeds, url = pages.feeds, pages.cards.href(author.address)
    form = FEED_FORMATS[pages.config.feeds.formats[0]]
    return Outline(author.name, feeds.absolute(url), feeds.absolute(url + form.file))


def _has_opml(pages: Pages, people: tuple[Author, ...]) -> bool:
    return bool(pages.config.feeds.formats and people)


def _author(pages: Pages, author: Author) -> Iterator[Made]:
    site, cards = pages.site, pages.cards
    awards = next(grouping for grouping in site.groupings if grouping.name == "credentials")
    shown = cards.chips["authors"][author.slug]
    assert isinstance(shown, AuthorChip)
    positions = site.groups["authors"][author.slug].positions
    is_listed = author.is_on_lists(len(positions))
    for part, stories in pages.slices(author.address, positions):
        is_newest = not part.pagination.newer
        about = {id_ for at in positions for id_ in awards.keys(site.stories[at])} if is_newest else set()
        description = author.text.first_paragraph or author.about
        page = pages.page(part.url, author.name, description, section="authors")
        page |= {"feeds": pages.feeds.links(author.name, author.address), "image": shown.photo}
        page |= pages.holding(None if author.is_introduced else site.bodies[author.source])
        page["noindex"] = author.listed is False
        view = AuthorPage(
            **page,
            author=shown,
            links=_elsewhere(author),
            credentials=tuple(cards.chips["credentials"][id_] for id_ in sorted(about)),
            school=next(iter(_links(cards, SCHOOLS, author)), None) if is_listed else None,
            subjects=_links(cards, SUBJECTS, author) if is_listed else (),
            grades=_grades(pages, author) if is_listed else (),
            open_to=author.open_to if is_listed else (),
            column=columns.link(cards, author) if is_listed else None,
            stories=len(positions) if is_newest else 0,
            cards=stories,
            pagination=part.pagination,
            parts=pages.beside(author) if is_newest else {},
        )
        yield part.url, "author.html", view


def _elsewhere(author: Author) -> tuple[Link, ...]:
    """Where else a person can be found: the links, and the profile in the fediverse, which shows in turn that this page is the person's."""
    links = tuple(Link(link.label, link.url) for link in author.links)
    if not author.fediverse:
        return links
    url = profile(author.fediverse)
    known = {link.url.rstrip("/").lower() for link in links}
    return links if url.lower() in known else (*links, Link(author.fediverse, url))


def _grades(pages: Pages, author: Author) -> tuple[Link, ...]:
    return tuple(
        Link(_grade(pages.words, key), pages.cards.href(GRADES.url_of(key))) for key in author.grades
    )
