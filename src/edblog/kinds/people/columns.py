"""Makes the pages of columns: what people write regularly under a name of their own, by month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, cast

from edblog.catalog.cards import Cards
from edblog.catalog.lists import List
from edblog.catalog.pages import Made, Pages
from edblog.catalog.spellings import same_address
from edblog.kinds.people.directory import COLUMNS, Value, keys_of, on_lists, positions_by, values
from edblog.kinds.people.record import Author
from edblog.kinds.people.sentences import first_sentences
from edblog.kinds.people.views import AuthorChip, Column, ColumnMonth, ColumnPage, ColumnsPage
from edblog.problems import Problem
from edblog.views import Card, Link

if TYPE_CHECKING:
    from edblog.kinds.kind import Groups, Records

INDEX = "columns/"
ROWS = 50
"""The number of stories on a page of a column: each takes one line."""
_STORIES = "posts"


def problems(people: Iterable[Author]) -> Iterator[Problem]:
    """Warnings for two columns with one address, and for the column of somebody who is on no list."""
    people = [author for author in people if author.column]
    named = ((author, author.column) for author in people)
    yield from same_address(named, "column", "same-column", "columns", "file", "C plus and better")
    for author in people:
        if author.listed is False:
            yield Problem(
                author.source,
                "warning",
                "column-hidden",
                f'the column "{author.column}" has no page, because this file says listed: no',
                "delete the line listed: no, or the line with the column",
                key=("column",),
                text=author.column,
            )
        elif not COLUMNS.key(author.column):
            yield Problem(
                author.source,
                "warning",
                "column-hidden",
                f'the column "{author.column}" has no page, because its name has no letters',
                "give it a name in words: column: From the front office",
                key=("column",),
                text=author.column,
            )


def lists(records: Records, groups: Groups) -> Iterator[List]:
    """The list of the stories of each column, with feeds."""
    for column in values(COLUMNS, on_lists(records, groups)):
        url, positions = COLUMNS.url_of(column.key), positions_by(column.people, groups)
        yield List(url, column.title, _STORIES, positions, "columns", feeds=url, page_size=ROWS)


def link(cards: Cards, author: Author) -> Link | None:
    """The page of a person's column; None without one."""
    return next(
        (Link(word, cards.href(COLUMNS.url_of(key))) for key, word in keys_of(COLUMNS, author).items()), None
    )


def made(pages: Pages, people: tuple[Author, ...]) -> Iterator[Made]:
    """The pages of columns within reach, and the list of all columns."""
    columns = values(COLUMNS, people)
    for column in columns:
        yield from _column(pages, column)
    if columns and pages.reach.counts:
        page = pages.page(INDEX, pages.words["nav_columns"], pages.words["columns.intro"], section="columns")
        shown = tuple(_shown(pages.cards, column, is_newest=True) for column in columns)
        yield INDEX, "columns.html", ColumnsPage(**page, columns=shown)


def _column(pages: Pages, column: Value) -> Iterator[Made]:
    url, groups = COLUMNS.url_of(column.key), pages.site.groups
    for part, stories in pages.slices(url, positions_by(column.people, groups), ROWS):
        shown = _shown(pages.cards, column, is_newest=not part.pagination.newer)
        page = pages.page(part.url, column.title, shown.about, section="columns")
        page |= {"feeds": pages.feeds.links(column.title, url), "image": shown.people[0].photo}
        view = ColumnPage(**page, column=shown, months=tuple(_months(stories)), pagination=part.pagination)
        yield part.url, "column.html", view


def _months(cards: Iterable[Card]) -> Iterator[ColumnMonth]:
    for _, found in groupby(cards, key=lambda card: (card.date.year, card.date.month)):
        stories = tuple(found)
        yield ColumnMonth(stories[0].date, stories)


def _shown(cards: Cards, column: Value, *, is_newest: bool) -> Column:
    positions = positions_by(column.people, cards.site.groups) if is_newest else ()
    chips = tuple(cast("AuthorChip", cards.chips[Author.folder][author.slug]) for author in column.people)
    return Column(
        title=column.title,
        url=cards.href(COLUMNS.url_of(column.key)),
        people=chips,
        about=first_sentences(column.people[0].text.first_paragraph),
        stories=len(positions),
    )
