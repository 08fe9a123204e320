"""The stories that serve a goal: those about its micro-credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edblog.kinds.goals.record import Goal

if TYPE_CHECKING:
    from edblog.kinds.kind import Groups


def positions_of(goal: Goal, groups: Groups) -> tuple[int, ...]:
    """Positions of the stories about a goal's micro-credentials, newest first."""
    about = groups["credentials"]
    return tuple(sorted({position for id_ in goal.credentials for position in about[id_].positions}))
