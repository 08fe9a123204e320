"""Views of goals."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from edblog.kinds.credentials.views import CredentialCard
from edblog.views import Card, Entry, Fact, Link, ListPage, RecordPage, View


class GoalLink(Link, frozen=True):
    """A goal with its number."""

    number: int
    """Its number in the strategic plan; 0 for none."""
    lang: str
    """BCP 47 tag of its title."""


class GoalCard(GoalLink, frozen=True):
    """A goal in the list of all."""

    period: str
    """The years of the plan, as written; may be empty."""
    summary: str
    credentials: tuple[Link, ...]
    stories: int
    """The number of stories about its micro-credentials."""


class Measure(View, frozen=True):
    """A number by which the district sees how far it is; its values are texts and may be empty."""

    name: str
    start: str
    now: str
    target: str
    due: datetime | None
    """In the site's time zone; None if the file does not say."""


class GoalEntry(Entry, kw_only=True, frozen=True):
    """Something that serves a goal, such as an event."""

    word: str
    """The name of its kind in the site's language."""


class GoalPage(RecordPage, kw_only=True, frozen=True):
    """A goal; template `goals/goal.html`."""

    goal: GoalLink
    period: str
    deck: str
    """The summary; empty if there is none, or if the text begins with it."""
    measures: tuple[Measure, ...]
    ask: str
    """Whom to ask, in words; may be empty."""
    contact: str
    """URL of a page, or `mailto:`; may be empty."""
    plan: str
    """URL of the strategic plan; may be empty."""
    credentials: tuple[CredentialCard, ...]
    stories: int
    """The number of stories about its micro-credentials."""
    cards: tuple[Card, ...]
    """The newest of these, without those among `picks`."""
    picks: tuple[GoalEntry, ...]
    """The stories, events, circles, recordings and resources that its file names."""
    others: tuple[GoalLink, ...]
    """A few other goals."""
    all: Link
    """The page of all goals."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The years, the measures, whom to ask, and the plan."""
        from edblog.outputs.writing import is_rtl

        # Unlike brackets, an arrow is not turned around among words from right to left.
        arrow = "←" if is_rtl(self.lang) else "→"
        measures = (
            Fact(f"{m.name}: {m.now or m.start} {arrow} {m.target}" if m.target else m.name)
            for m in self.measures
        )
        found = (
            Fact(self.period),
            *measures,
            Fact(self.ask or self.contact, self.contact),
            Fact(self.plan, self.plan),
        )
        return tuple(fact for fact in found if fact.text)

    @property
    def entries(self) -> tuple[Link, ...]:
        """The micro-credentials, what its file names, and the newest stories."""
        return *self.credentials, *self.picks, *self.cards

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the goal."""
        from edblog.outputs.schema_org import collection

        return collection(self, (self.all,), self.entries)


class GoalsPage(ListPage, kw_only=True, frozen=True):
    """All goals; template `goals/goals.html`."""

    goals: tuple[GoalCard, ...]

    @property
    def entries(self) -> tuple[Link, ...]:
        """The goals."""
        return self.goals
