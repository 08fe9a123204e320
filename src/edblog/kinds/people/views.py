"""Views of people."""

from __future__ import annotations

from typing import Any

from edblog.views import Card, Fact, Link, ListPage, Pagination, Picture, RecordPage


class AuthorChip(Link, frozen=True):
    """A person in a byline; `title` is the name."""

    role: str
    school: str
    initials: str
    tone: int
    """The number of a theme color, 0 to 3; always the same for a person."""
    photo: Picture | None


class Writer(AuthorChip, frozen=True):
    """A person at the end of a story."""

    text: str
    """The first two sentences of the person's own page, as plain text; may be empty."""


class AuthorCard(AuthorChip, frozen=True):
    """A person in a list of people."""

    stories: int


class AuthorPage(RecordPage, kw_only=True, frozen=True):
    """A person and their stories; template `author.html`."""

    author: AuthorChip
    links: tuple[Link, ...]
    credentials: tuple[Link, ...]
    """The micro-credentials of the stories; empty on the numbered pages."""
    stories: int
    """The number of stories; 0 on the numbered pages."""
    cards: tuple[Card, ...]
    pagination: Pagination

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The role, the school, and the links."""
        about = tuple(Fact(text) for text in (self.author.role, self.author.school) if text)
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
    """All people; template `authors.html`."""

    authors: tuple[AuthorCard, ...]

    @property
    def entries(self) -> tuple[Link, ...]:
        """The people."""
        return self.authors
