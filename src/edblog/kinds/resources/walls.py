"""The walls of resources: all of them, those of a board, and those of a micro-credential; and the values that narrow a wall."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from edblog.kinds.boards.record import Board
from edblog.kinds.credentials.record import Credential
from edblog.kinds.resources.record import WHAT, Resource
from edblog.kinds.stories import grades
from edblog.model import Document
from edblog.web.urls import slugify

if TYPE_CHECKING:
    from edblog.kinds.kind import Records

ALL = f"{Resource.folder}/"
"""URL path of the wall of all resources."""
OF_CREDENTIAL = "board/"
"""The last part of the address of the wall of a micro-credential."""
PRINTED = "print/"
"""The last part of the address of a wall to print."""
SIZE = 60
"""The most resources on a page of a wall."""
MOST_TOPICS = 12
"""The most topics that narrow a wall: those of the most resources."""
BANDS = {
    "prek": ("prek",),
    "k-2": ("k", "1", "2"),
    "3-5": ("3", "4", "5"),
    "6-8": ("6", "7", "8"),
    "9-12": ("9", "10", "11", "12"),
    "adult": ("adult",),
}
"""The grades that narrow a wall together, from the youngest."""
_BAND_OF = {grade: band for band, ids in BANDS.items() for grade in ids}


class Wall(NamedTuple):
    """Resources that are shown together."""

    url: str
    """URL path of its page."""
    owner: Document | None
    """The board or the micro-credential; None for all resources."""
    positions: Sequence[int]
    """Positions among all resources, in the order of the wall."""


class Facet(NamedTuple):
    """A way to narrow a wall."""

    name: str
    """`grade`, `kind` or `topic`; also part of addresses."""
    words: Callable[[Resource], Sequence[str]]
    key: Callable[[str], str]


class Value(NamedTuple):
    """A value that narrows a wall, such as a topic."""

    facet: str
    key: str
    title: str
    """As in the resources; for grades and kinds, the key."""
    positions: tuple[int, ...]

    @property
    def id(self) -> str:
        """The facet and the key: `topic/feedback`."""
        return f"{self.facet}/{self.key}"


@lru_cache(maxsize=512)
def bands_of(ids: tuple[str, ...]) -> tuple[str, ...]:
    """The bands of grades; all of them without a grade."""
    found = {_BAND_OF[id_] for id_ in ids}
    return tuple(band for band in BANDS if band in found) if ids else tuple(BANDS)


FACETS = (
    Facet("grade", lambda resource: bands_of(resource.grades), str),
    Facet("kind", lambda resource: (resource.what,), str),
    Facet("topic", lambda resource: resource.topics, slugify),
)


def walls(records: Records) -> dict[str, Wall]:
    """All walls that have resources, and those of all boards, by URL path."""
    resources = records[Resource.folder]
    if not resources and not records[Board.folder]:
        return {}
    of: dict[tuple[str, str], list[int]] = {}
    for position, resource in enumerate(resources):
        assert isinstance(resource, Resource)
        for id_ in resource.boards:
            of.setdefault((Board.folder, id_), []).append(position)
        for id_ in resource.credentials:
            of.setdefault((Credential.folder, id_), []).append(position)
    found = [Wall(ALL, None, range(len(resources)))] if resources else []
    for board in records[Board.folder]:
        assert isinstance(board, Board)
        positions = of.get((Board.folder, board.slug), [])
        found.append(Wall(board.address, board, _in_order(board, positions, resources)))
    found += [
        Wall(of_credential(credential.slug), credential, of[Credential.folder, credential.slug])
        for credential in records[Credential.folder]
        if (Credential.folder, credential.slug) in of
    ]
    return {wall.url: wall for wall in found}


def of_credential(id_: str) -> str:
    """URL path of the wall of a micro-credential."""
    return f"{Credential.folder}/{id_}/{OF_CREDENTIAL}"


def values(wall: Wall, resources: Sequence[Document]) -> dict[str, tuple[Value, ...]]:
    """The values by which a wall can be narrowed, by the name of their facet; none of a facet in which all its resources are the same."""
    return {facet.name: tuple(_values(facet, wall, resources)) for facet in FACETS}


def value_url(wall: Wall, value: Value) -> str:
    """URL path of the page of a value of a wall."""
    return f"{wall.url}{value.id}/"


def pages_of(count: int) -> int:
    """The number of pages for so many resources."""
    return max(1, -(-count // SIZE))


def page_url(url: str, number: int) -> str:
    """URL path of a page of a wall or of one of its values, from 1."""
    return url if number == 1 else f"{url}page/{number}/"


def urls(records: Records) -> Iterator[str]:
    """URL paths of all pages of all walls, and of those to print."""
    resources = records[Resource.folder]
    for wall in walls(records).values():
        count = pages_of(len(wall.positions))
        yield from (page_url(wall.url, number) for number in range(1, count + 1))
        if has_print(wall):
            yield from (page_url(wall.url + PRINTED, number) for number in range(1, count + 1))
        # Topics are in the order of their numbers, which an edit may change.
        for found in values(wall, resources).values():
            for value in sorted(found, key=lambda value: value.key):
                url, count = value_url(wall, value), pages_of(len(value.positions))
                yield from (page_url(url, number) for number in range(1, count + 1))


def has_print(wall: Wall) -> bool:
    """Whether a wall has a page to print: boards with resources have."""
    return wall.owner is not None and bool(wall.positions)


def _in_order(board: Board, positions: list[int], resources: Sequence[Document]) -> list[int]:
    """The positions of a board's resources: first those that it names, then the newest."""
    if not board.order:
        return positions
    place = {id_: at for at, id_ in enumerate(board.order)}
    return sorted(positions, key=lambda at: (place.get(resources[at].slug, len(place)), at))


def _values(facet: Facet, wall: Wall, resources: Sequence[Document]) -> Iterator[Value]:
    found: dict[str, dict[int, None]] = {}
    spellings: dict[str, dict[str, int]] = {}
    said = set[str]()
    for position in wall.positions:
        resource = resources[position]
        assert isinstance(resource, Resource)
        for word in facet.words(resource):
            key = facet.key(word)
            found.setdefault(key, {})[position] = None
            if facet.name == "topic":
                counts = spellings.setdefault(key, {})
                counts[word] = counts.get(word, 0) + 1
        if facet.name == "grade" and resource.grades:
            said.update(bands_of(resource.grades))
    if all(len(positions) == len(wall.positions) for positions in found.values()):
        return
    keys = [*found]
    if facet.name == "grade":
        # A resource for all grades adds none by itself.
        keys = [band for band in BANDS if band in keys and band in said]
    elif facet.name == "kind":
        keys = [what for what in WHAT if what in keys]
    else:
        keys = sorted(keys, key=lambda key: (-len(found[key]), key))[:MOST_TOPICS]
    for key in keys:
        words = spellings.get(key, {key: 1})
        title = min(words, key=lambda word: (-words[word], word))
        yield Value(facet.name, key, title, tuple(found[key]))


def runs(ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The first and the last grade of each run of grades without a gap.

    >>> runs(("k", "1", "5"))
    (('k', '1'), ('5', '5'))
    """
    found: list[list[str]] = []
    for id_ in ids:
        at = grades.IDS.index(id_)
        if found and grades.IDS.index(found[-1][-1]) == at - 1:
            found[-1].append(id_)
        else:
            found.append([id_])
    return tuple((run[0], run[-1]) for run in found)
