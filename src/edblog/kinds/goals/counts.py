"""Counts the stories that serve each goal: those about its micro-credentials."""

from __future__ import annotations

from collections.abc import Iterator

from edblog.catalog.pages import Pages
from edblog.kinds.goals.record import Goal
from edblog.kinds.goals.stories import positions_of
from edblog.kinds.impact.tallies import Row, Tally, numbers


def counted(pages: Pages) -> Iterator[Tally]:
    """The stories for each goal."""
    words, groups = pages.words, pages.site.groups
    rows = tuple(
        Row(
            goal.title, numbers((len(positions_of(goal, groups)),)), goal.slug, pages.cards.href(goal.address)
        )
        for goal in pages.site.records[Goal.folder]
        if isinstance(goal, Goal)
    )
    if rows:
        title, about = words["impact.of_goal"], words["impact.of_goal_about"]
        columns = (words["impact.stories"],)
        head = words["impact.goal"]
        yield Tally("stories-by-goal", "planning", title, head, columns, ("stories",), rows, about=about)
