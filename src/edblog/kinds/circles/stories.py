"""The stories of a circle: those by its people on its micro-credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edblog.kinds.circles.record import Circle
from edblog.kinds.people.directory import may_be_listed, positions_by
from edblog.kinds.people.record import Author

if TYPE_CHECKING:
    from edblog.kinds.kind import Groups, Records


def positions_of(circle: Circle, records: Records, groups: Groups) -> tuple[int, ...]:
    """Positions of a circle's stories, newest first. Without micro-credentials, all stories of its people are its stories."""
    by = positions_by(listed(circle, records, groups), groups)
    if not circle.credentials:
        return by
    about = {position for id_ in circle.credentials for position in groups["credentials"][id_].positions}
    return tuple(position for position in by if position in about)


def listed(circle: Circle, records: Records, groups: Groups) -> list[Author]:
    """The people of a circle whom its page may name, facilitators first."""
    wanted = frozenset(circle.people)
    people = {
        author.slug: author
        for author in records[Author.folder]
        if author.slug in wanted and isinstance(author, Author) and may_be_listed(author, groups)
    }
    return [people[id_] for id_ in circle.people if id_ in people]
