"""The kind of content for people who write: with a page of their own, or introduced in a story."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from edblog.kinds.kind import Kind
from edblog.kinds.people.record import Author

if TYPE_CHECKING:
    from edblog.catalog.cards import Cards
    from edblog.catalog.frame import MenuEntry
    from edblog.catalog.lists import List
    from edblog.catalog.pages import Made, Pages
    from edblog.catalog.site import Site
    from edblog.kinds.kind import Groups, Records
    from edblog.kinds.people.views import AuthorChip
    from edblog.problems import Problem
    from edblog.settings import Config
    from edblog.views import Output


class People(Kind):
    """The kind of people, in `content/authors/`."""

    record = Author
    what = "an author"
    word = "author"
    book_words = ("author",)
    templates = ("author.html", "authors.html")
    unknown = "unknown-author"
    has_list = False
    further_indexes = ("schools/", "columns/")
    english = MappingProxyType(
        {
            "nav_authors": "Educators",
            "feeds_authors": "One educator",
            "nav_schools": "Schools",
            "feeds_schools": "One school",
            "directory.schools": "All schools",
            "nav_columns": "Columns",
            "feeds_columns": "One column",
            "columns.intro": "People who write here again and again, under a name of their own.",
        }
    )

    def introduce(self, id_: str, file: str) -> str:
        """Advice to introduce the person in the story, so that a first story needs only one file."""
        name = id_ if re.fullmatch(r"[^\W\d_][\w .’'-]*", id_) else json.dumps(id_, ensure_ascii=False)
        return (
            f"introduce the person here: author: {{name: {name}}}; or give them a page: "
            f"create {file}, then write: author: {file.rpartition('/')[2].removesuffix('.md')}"
        )

    def checks(self, records: Records, now: datetime, zone: ZoneInfo) -> Iterator[Problem]:
        """Warnings for different schools, subjects or columns with the same address, and for columns that nobody sees."""
        from edblog.catalog.spellings import same_address

        people = [author for author in records[self.folder] if isinstance(author, Author)]
        schools = ((author, author.school) for author in people if author.school)
        yield from same_address(schools, "school", "same-school", "schools", "file", "Public School 4")
        subjects = ((author, subject) for author in people for subject in author.subjects)
        yield from same_address(subjects, "subjects", "same-subject", "subjects", "file")
        from edblog.kinds.people.columns import problems

        yield from problems(people)

    def lists(
        self,
        records: Records,
        groups: Groups,
        config: Config,
    ) -> Iterator[List]:
        """The lists of the stories of each school and of each column, with feeds."""
        from edblog.catalog.lists import List
        from edblog.kinds.people import columns
        from edblog.kinds.people.directory import SCHOOLS, on_lists, positions_by, values
        from edblog.kinds.stories.record import Post

        for school in values(SCHOOLS, on_lists(records, groups)):
            url = SCHOOLS.url_of(school.key)
            yield List(
                url, school.title, Post.folder, positions_by(school.people, groups), "schools", feeds=url
            )
        yield from columns.lists(records, groups)

    def indexes(self, records: Records, groups: Groups) -> Iterator[str]:
        """URL paths of the lists of schools and of columns, and of the pages of subjects and grades."""
        from edblog.kinds.people.directory import COLUMNS, GRADES, SCHOOLS, SUBJECTS, on_lists, values

        people = on_lists(records, groups)
        for facet, url in zip((SCHOOLS, COLUMNS), self.further_indexes, strict=True):
            if values(facet, people):
                yield url
        for facet in (SUBJECTS, GRADES):
            yield from (facet.url_of(value.key) for value in values(facet, people))

    def sitemap(self, site: Site) -> Iterable[str]:
        """URL paths of its pages for the sitemap, without people who want to be on no list."""
        from edblog.kinds.people.directory import COLUMNS, SCHOOLS, on_lists, values

        people = on_lists(site.records, site.groups)
        lists = (facet.url_of(value.key) for facet in (SCHOOLS, COLUMNS) for value in values(facet, people))
        hidden = {author.source for author in site.records[self.folder] if not author.is_on_lists(1)}
        pages = (
            site.urls[author.source]
            for author in site.records[self.folder]
            if not author.is_introduced and author.source not in hidden
        )
        return *self.indexes(site.records, site.groups), *lists, *pages

    def outputs(self, pages: Pages) -> Iterator[Output]:
        """The file with the feeds of all people."""
        from edblog.kinds.people.pages import outputs

        return outputs(pages)

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The page of each person, the directory of people, and the pages of schools and columns."""
        from edblog.kinds.people.pages import made

        return made(pages)

    def menu(self, site: Site) -> Iterator[MenuEntry]:
        """The entry of the list of columns, where the settings ask for it."""
        from edblog.catalog.frame import MenuEntry

        url = self.further_indexes[1]
        is_there = url in self.indexes(site.records, site.groups)
        yield MenuEntry("columns", url, is_shown=False, is_there=is_there)

    def chip(self, cards: Cards, record: Author) -> AuthorChip:
        """The linked label of a person for bylines."""
        from edblog.kinds.people.pages import chip

        return chip(cards, record)

    def filters(self, cards: Cards, record: Author) -> dict[str, tuple[str, ...]]:
        """The values by which a search can be narrowed to a person; their school is their own."""
        return super().filters(cards, record) | {"schools": (record.school,) if record.school else ()}


KIND = People()
