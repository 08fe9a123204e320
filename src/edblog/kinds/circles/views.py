"""Views of circles."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from edblog.kinds.people.views import AuthorChip
from edblog.views import Card, Fact, Link, ListPage, Pagination, Picture, RecordPage, View


class Member(AuthorChip, frozen=True):
    """A person in a circle."""

    is_facilitator: bool


class ProtocolStep(View, frozen=True):
    """A step of a meeting."""

    title: str
    text: str
    """May be empty."""


class CircleDocument(Link, frozen=True):
    """A document of a circle, on this site or elsewhere."""

    note: str
    """May be empty."""


class Milestone(View, frozen=True):
    """A part of a circle's work."""

    title: str
    date: datetime | None
    """The day on which it was reached, or else by which it is due; None if neither is known. In the site's zone."""
    state: Literal["reached", "next", "later"]


class CircleCard(Link, frozen=True):
    """A circle in a list."""

    summary: str
    credentials: tuple[Link, ...]
    facilitators: tuple[AuthorChip, ...]
    """Without those who are not listed."""
    people: int
    """The number of its people, listed or not."""
    how_to_join: str
    join: str
    """URL of a page, or `mailto:`; may be empty."""
    image: Picture | None
    tone: int
    """The number of a theme color: that of the first micro-credential."""
    lang: str
    """BCP 47 tag of its texts."""


class CirclePage(RecordPage, kw_only=True, frozen=True):
    """A circle; template `circles/circle.html`."""

    circle: CircleCard
    deck: str
    """The summary; empty if there is none, or if the text begins with it."""
    people: tuple[Member, ...]
    """Those who are listed, facilitators first."""
    unlisted: int
    """The number of its people who are not listed."""
    protocol: tuple[ProtocolStep, ...]
    documents: tuple[CircleDocument, ...]
    milestones: tuple[Milestone, ...]
    reached: int
    """The number of milestones that were reached."""
    opml: str
    """URL of the file with the feeds of its members; empty if the site has no feeds, or nobody is listed."""
    stories: int
    cards: tuple[Card, ...]
    """Its newest stories."""
    archive: str
    """URL of the list of its stories."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The people, how to join, the steps of a meeting, the documents, and the milestones."""
        join = Fact(self.circle.how_to_join or self.circle.join, self.circle.join)
        return (
            *(Fact(person.title, person.url) for person in self.people),
            *((join,) if join.text else ()),
            *(Fact(step.title) for step in self.protocol),
            *(Fact(paper.title, paper.url) for paper in self.documents),
            *(Fact(milestone.title, date=milestone.date) for milestone in self.milestones),
        )

    @property
    def entries(self) -> tuple[Link, ...]:
        """The newest stories."""
        return self.cards

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the circle."""
        from edblog.kinds.circles.data import circle

        return circle(self)


class CircleStoriesPage(ListPage, kw_only=True, frozen=True):
    """The stories of a circle; template `circles/stories.html`."""

    circle: Link
    stories: int
    """The number of stories; 0 on the numbered pages."""
    cards: tuple[Card, ...]
    pagination: Pagination

    @property
    def entries(self) -> tuple[Link, ...]:
        """The stories."""
        return self.cards


class CirclesPage(ListPage, kw_only=True, frozen=True):
    """All circles; template `circles/circles.html`."""

    circles: tuple[CircleCard, ...]

    @property
    def entries(self) -> tuple[Link, ...]:
        """The circles."""
        return self.circles
