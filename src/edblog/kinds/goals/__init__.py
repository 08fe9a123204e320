"""The kind of content for goals: what the district wants, with the micro-credentials, stories and events that serve it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from edblog.kinds.goals.record import Goal
from edblog.kinds.kind import Kind
from edblog.model import Document

if TYPE_CHECKING:
    from edblog.catalog.lists import List
    from edblog.catalog.pages import Made, Pages
    from edblog.kinds.impact.periods import Periods
    from edblog.kinds.impact.tallies import Tally
    from edblog.kinds.kind import Groups, Records
    from edblog.problems import Problem
    from edblog.settings import Config


class Goals(Kind):
    """The kind of goals, in `content/goals/`."""

    record = Goal
    what = "a goal"
    is_idle_without_records = True
    word = "goal"
    in_footer = True
    is_official = True
    templates = ("goals/goal.html",)
    names = MappingProxyType(
        {
            "credentials": "credentials",
            "stories": "posts",
            "events": "events",
            "circles": "circles",
            "recordings": "recordings",
            "resources": "resources",
        }
    )
    free = frozenset(Goal.__struct_fields__).difference(Document.__struct_fields__)
    english = MappingProxyType(
        {"nav_goals": "Goals", "goals.intro": "What the district wants, and what serves it."}
    )

    def order(self, record: Any) -> tuple[object, ...]:
        """The sort key: the number in the plan; goals without one come last."""
        return record.number or 1_000_000, record.slug

    def checks(self, records: Records, now: datetime, zone: ZoneInfo) -> Iterator[Problem]:
        """Warnings for goals with the same number."""
        from edblog.kinds.goals.fields import same_numbers

        return same_numbers(record for record in records[self.folder] if isinstance(record, Goal))

    def lists(self, records: Records, groups: Groups, config: Config) -> Iterator[List]:
        """The stories about the micro-credentials of each goal. They have no feeds: those of the micro-credentials have all of them."""
        from edblog.catalog.lists import List
        from edblog.kinds.goals.stories import positions_of

        for goal in records[self.folder]:
            assert isinstance(goal, Goal)
            if positions := positions_of(goal, groups):
                yield List(goal.address, goal.title, "posts", positions, self.folder, has_pages=False)

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The page of each goal, and that of all."""
        from edblog.kinds.goals.pages import made

        return made(pages)

    def beside(self, pages: Pages, record: Document) -> Mapping[str, Any]:
        """The goals that a micro-credential, an event or a circle serves."""
        from edblog.kinds.goals.pages import beside

        return beside(pages, record)

    def counted(self, pages: Pages, periods: Periods) -> Iterator[Tally]:
        """The stories for each goal."""
        from edblog.kinds.goals.counts import counted

        return counted(pages)

    def compared(self, pages: Pages, record: Any) -> object:
        """The other goals on the page of a goal."""
        from edblog.kinds.goals.pages import others

        return others(pages.cards, record)


KIND = Goals()
