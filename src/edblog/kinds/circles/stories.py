"""The stories of a circle: those by its people on its micro-credentials."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from edblog.catalog.groups import Group
from edblog.kinds.circles.record import Circle
from edblog.kinds.people.directory import may_be_listed
from edblog.kinds.people.record import Author
from edblog.model import Document

Groups = Mapping[str, Mapping[str, Group]]
"""The terms of each grouping of stories, by its name and their keys."""


def positions_of(
    circle: Circle, records: Mapping[str, Sequence[Document]], groups: Groups
) -> tuple[int, ...]:
    """Positions of a circle's stories, newest first. Without micro-credentials, all stories of its people are its stories."""
    by = _union(groups["authors"], (author.slug for author in listed(circle, records, groups)))
    if circle.credentials:
        about = [groups["credentials"][id_].positions for id_ in circle.credentials]
        by = {position for positions in about for position in by.intersection(positions)}
    return tuple(sorted(by))


def listed(circle: Circle, records: Mapping[str, Sequence[Document]], groups: Groups) -> list[Author]:
    """The people of a circle whom its page may name, facilitators first."""
    wanted = frozenset(circle.people)
    people = {
        author.slug: author
        for author in records[Author.folder]
        if author.slug in wanted and isinstance(author, Author) and may_be_listed(author, groups)
    }
    return [people[id_] for id_ in circle.people if id_ in people]


def _union(groups: Mapping[str, Group], keys: Iterable[str]) -> set[int]:
    return {position for key in keys for position in groups[key].positions}
