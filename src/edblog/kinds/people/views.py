"""Views of people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from edblog.views import Card, Fact, Link, ListPage, Pagination, Picture, RecordPage, View


class AuthorChip(Link, frozen=True):
    """A person in a byline; `title` is the name."""

    role: str
    school: str
    initials: str
    tone: int
    """The number of a theme color, 0 to 3; always the same for a person."""
    photo: Picture | None
    fediverse: str
    """Name in the fediverse, `@NAME@HOST`; may be empty."""


class Writer(AuthorChip, frozen=True):
    """A person at the end of a story."""

    text: str
    """The first two sentences of the person's own page, as plain text; may be empty."""


class AuthorCard(AuthorChip, frozen=True):
    """A person in a list of people."""

    stories: int
    subjects: tuple[Link, ...] = ()
    """Each with the page of its educators."""
    open_to: tuple[str, ...] = ()
    """What the person offers colleagues: `observation`, `co-planning`, `questions`."""
    keys: tuple[str, ...] = ()
    """The keys of the picks that the person belongs to."""


class Pick(Link, frozen=True):
    """A value that narrows the directory, such as a grade, with a page of its own."""

    key: str
    """`school/KEY`, `subject/KEY` or `grade/KEY`."""
    people: int
    is_current: bool


class PickRow(View, frozen=True):
    """The values of one sort: schools, subjects or grades."""

    name: str
    """`school`, `subject` or `grade`."""
    picks: tuple[Pick, ...]
    more: str
    """URL of the list of all values, if these are only the largest; else empty."""


class School(Link, frozen=True):
    """A school and its people; `title` is empty for people without a school."""

    stories: int
    people: tuple[AuthorCard, ...]


class AuthorPage(RecordPage, kw_only=True, frozen=True):
    """A person and their stories; template `author.html`."""

    author: AuthorChip
    links: tuple[Link, ...]
    credentials: tuple[Link, ...]
    """The micro-credentials of the stories; empty on the numbered pages."""
    school: Link | None
    """The page of the school; None if it has none, as for people who are on no list."""
    subjects: tuple[Link, ...]
    grades: tuple[Link, ...]
    open_to: tuple[str, ...]
    """What the person offers colleagues: `observation`, `co-planning`, `questions`."""
    column: Link | None
    """The page of the person's column; None without one."""
    stories: int
    """The number of stories; 0 on the numbered pages."""
    cards: tuple[Card, ...]
    pagination: Pagination

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The role, the school, and the links."""
        school = Fact(self.author.school, self.school.url if self.school else "")
        about = tuple(fact for fact in (Fact(self.author.role), school) if fact.text)
        return about + tuple(Fact(link.title, link.url) for link in self.links)

    @property
    def entries(self) -> tuple[Link, ...]:
        """The stories."""
        return self.cards

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the profile page."""
        from edblog.kinds.people.data import profile

        return profile(self)


class AuthorsPage(ListPage, kw_only=True, frozen=True):
    """All people, or those of a subject or a grade; template `authors.html`."""

    authors: tuple[AuthorCard, ...]
    schools: tuple[School, ...]
    """The same people by school; empty on the page of a subject or a grade."""
    picks: tuple[PickRow, ...]
    everybody: str
    """URL of the page of all people; empty on that page."""
    opml: str
    """URL of a file with the feeds of everybody; empty if there is none."""
    script: str
    """URL of the script that narrows the list; empty on the page of a subject or a grade, and in a theme without it."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """The people."""
        return self.authors


class SchoolPage(ListPage, kw_only=True, frozen=True):
    """A school with its people and their stories; template `school.html`."""

    authors: tuple[AuthorCard, ...]
    """Empty on the numbered pages."""
    stories: int
    """The number of stories; 0 on the numbered pages."""
    cards: tuple[Card, ...]
    pagination: Pagination
    everybody: str
    """URL of the page of all people."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """The stories."""
        return self.cards


class SchoolsPage(ListPage, kw_only=True, frozen=True):
    """All schools; template `schools.html`."""

    schools: tuple[Pick, ...]
    everybody: str
    """URL of the page of all people."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """The schools."""
        return self.schools


class ColumnMonth(View, frozen=True):
    """The stories of a column in a month."""

    first: datetime
    """A day in it, in the site's time zone."""
    cards: tuple[Card, ...]


class Column(Link, frozen=True):
    """What somebody writes regularly under a name."""

    people: tuple[AuthorChip, ...]
    """Those who write it."""
    about: str
    """The first two sentences of the first person's page; may be empty."""
    stories: int
    """The number of stories; 0 on the numbered pages."""


class ColumnPage(ListPage, kw_only=True, frozen=True):
    """A column with its stories by month; template `column.html`."""

    column: Column
    months: tuple[ColumnMonth, ...]
    """The latest first."""
    pagination: Pagination

    @property
    def entries(self) -> tuple[Link, ...]:
        """The stories."""
        return tuple(card for month in self.months for card in month.cards)

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the column."""
        from edblog.kinds.people.data import column

        return column(self)


class ColumnsPage(ListPage, kw_only=True, frozen=True):
    """All columns; template `columns.html`."""

    columns: tuple[Column, ...]

    @property
    def entries(self) -> tuple[Link, ...]:
        """The columns."""
        return self.columns
