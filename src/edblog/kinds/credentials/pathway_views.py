"""Views of pathways and of the page that says what counts."""

from __future__ import annotations

from typing import Any

from edblog.kinds.credentials.views import CredentialChip, Renewal
from edblog.kinds.people.views import AuthorChip
from edblog.views import Link, ListPage, View


class PathwayStep(CredentialChip, frozen=True):
    """A micro-credential in a pathway."""

    competency: str
    """May be empty."""
    evidence: tuple[str, ...]
    """What it asks for."""
    renewal: tuple[Renewal, ...]
    stories: int
    people: tuple[AuthorChip, ...]
    """A few of those who wrote about it, and are on lists."""
    writers: int
    """The number of all of those."""


class PathwayPerson(AuthorChip, frozen=True):
    """Somebody's way through a pathway."""

    stories: tuple[int, ...]
    """The number of their stories about each step."""


class SumRow(View, frozen=True):
    """What an authority counts, in one unit."""

    authority: str
    unit: str
    """`clock_hour`, `ceu`, `pdp` or `board_credit`."""
    amounts: tuple[float | None, ...]
    """For each micro-credential in order; None if it does not count it."""
    total: float


class PathwayCard(Link, frozen=True):
    """A pathway in a list of them."""

    steps: tuple[CredentialChip, ...]
    stories: int


class PathwayPage(ListPage, kw_only=True, frozen=True):
    """The micro-credentials of a stack, in order; template `pathway.html`."""

    steps: tuple[PathwayStep, ...]
    sums: tuple[SumRow, ...]
    people: tuple[PathwayPerson, ...]
    """Those who wrote about a step and are on lists: those with the most steps first."""
    others: int
    """The number of further people."""
    all: Link
    """The page of all pathways."""
    counts: str
    """URL of the page that says what counts; empty if there is none."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """The steps."""
        return self.steps

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the pathway."""
        from edblog.outputs.schema_org import collection

        return collection(self, (self.all,), self.steps)


class PathwaysPage(ListPage, kw_only=True, frozen=True):
    """All pathways; template `pathways.html`."""

    pathways: tuple[PathwayCard, ...]

    @property
    def entries(self) -> tuple[Link, ...]:
        """The pathways."""
        return self.pathways


class CountRow(CredentialChip, frozen=True):
    """What a micro-credential counts for."""

    amounts: tuple[float | None, ...]
    """For each column; None if it does not count there."""


class CountGroup(Link, frozen=True):
    """The micro-credentials of a pathway; `title` and `url` are empty for those in none."""

    rows: tuple[CountRow, ...]


class CountsPage(ListPage, kw_only=True, frozen=True):
    """What each micro-credential counts for, by authority; template `counts.html`."""

    columns: tuple[SumRow, ...]
    """The authorities and their units; their amounts are empty."""
    groups: tuple[CountGroup, ...]

    @property
    def entries(self) -> tuple[Link, ...]:
        """The micro-credentials."""
        return tuple(row for group in self.groups for row in group.rows)


class Way(Link, frozen=True):
    """How far somebody is in a pathway."""

    written: int
    """The number of steps about which they wrote."""
    size: int
    """The number of all steps."""
