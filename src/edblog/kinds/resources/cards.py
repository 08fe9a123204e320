"""Makes the cards of resources, and knows on which walls they hang."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Literal
from urllib.parse import urlsplit

from edblog.catalog.cards import Cards, tone_of
from edblog.files.types import PUBLISHED_AS, extension
from edblog.kinds.boards.record import Board
from edblog.kinds.people.record import Author
from edblog.kinds.people.views import AuthorChip
from edblog.kinds.resources.record import Resource
from edblog.kinds.resources.views import Credit, Download, ResourceCard
from edblog.kinds.resources.walls import ALL, FACETS, Value, Wall, of_credential, runs, values, walls
from edblog.web.licenses import license_of
from edblog.web.qr import LONGEST
from edblog.web.urls import ascii_url

QR = "qr.svg"
"""The last part of the address of a resource's QR code."""
MEGABYTE = 1_000_000


class Hung:
    """The resources of a site, as they hang on its walls."""

    def __init__(self, cards: Cards) -> None:
        self._made_from = cards
        self.resources = [
            resource for resource in cards.site.records[Resource.folder] if isinstance(resource, Resource)
        ]
        """The newest first."""
        self.walls: Mapping[str, Wall] = walls(cards.site.records)
        self._cards: dict[int, ResourceCard] = {}
        self._values: dict[str, Mapping[str, tuple[Value, ...]]] = {}

    def card(self, position: int) -> ResourceCard:
        """The card of the resource at a position among all."""
        if (found := self._cards.get(position)) is None:
            found = self._cards[position] = card(self._made_from, self.resources[position])
        return found

    def values(self, wall: Wall) -> Mapping[str, tuple[Value, ...]]:
        """The values by which a wall can be narrowed, by the name of their facet."""
        if (found := self._values.get(wall.url)) is None:
            found = self._values[wall.url] = values(wall, self.resources)
        return found

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """The position of each resource by its id."""
        return {resource.slug: at for at, resource in enumerate(self.resources)}

    @cached_property
    def of_sources(self) -> Mapping[str, int]:
        """The position of each resource by its source file."""
        return {resource.source: at for at, resource in enumerate(self.resources)}

    @cached_property
    def _places(self) -> Mapping[str, Mapping[int, int]]:
        """The place of each resource on each wall, by the wall's URL path and the position."""
        return {
            url: {position: at for at, position in enumerate(wall.positions)}
            for url, wall in self.walls.items()
        }

    def after(self, resource: Resource, count: int) -> tuple[Wall | None, Sequence[int]]:
        """The first wall of a resource, and the positions of the next ones on it; after the last comes the first."""
        wall = self.first_wall(resource)
        if wall is None:
            return None, ()
        at, size = self.place(wall, resource), len(wall.positions)
        return wall, [wall.positions[(at + step) % size] for step in range(1, min(count, size - 1) + 1)]

    def place(self, wall: Wall, resource: Resource) -> int:
        """The place of a resource on a wall, from 0."""
        return self._places[wall.url][self.positions[resource.slug]]

    def first_wall(self, resource: Resource) -> Wall | None:
        """The first board of a resource, or else the wall of its first micro-credential, or that of all."""
        urls = (
            *(Board.address_of(id_) for id_ in resource.boards),
            *map(of_credential, resource.credentials),
            ALL,
        )
        return next((self.walls[url] for url in urls if url in self.walls), None)


@lru_cache(maxsize=2)
def hung_of(cards: Cards) -> Hung:
    """The resources of a site on their walls. An edit compares two sites, and asks for both many times."""
    return Hung(cards)


def card(cards: Cards, resource: Resource) -> ResourceCard:
    """The card of a resource."""
    chips = cards.chips["credentials"]
    credentials = tuple(chips[id_] for id_ in resource.credentials if id_ in chips)
    license_ = license_of(resource.license)
    return ResourceCard(
        title=resource.title,
        url=cards.href(resource.address),
        what=resource.what,
        summary=resource.about,
        image=cards.picture(resource, "image"),
        file=_file_of(cards, resource),
        link=resource.url,
        host=_host(resource.url),
        credit=Credit(license_.name, license_.url, license_.terms, resource.made_by),
        by=tuple(_person(cards, id_) for id_ in resource.by),
        credentials=credentials,
        grades=runs(resource.grades),
        keys=tuple(
            dict.fromkeys(
                f"{facet.name}/{facet.key(word)}" for facet in FACETS for word in facet.words(resource)
            )
        ),
        added=resource.added.astimezone(cards.zone),
        qr=cards.href(resource.address + QR) if to_scan(cards, resource) else "",
        tone=getattr(credentials[0], "tone", 0) if credentials else tone_of(resource.slug),
        lang=cards.lang(resource),
    )


def to_scan(cards: Cards, resource: Resource) -> str:
    """The absolute URL of a resource for its QR code; empty if it is too long for one."""
    address = ascii_url(cards.origin + cards.href(resource.address))
    return address if len(address) <= LONGEST else ""


def _person(cards: Cards, id_: str) -> AuthorChip:
    chip = cards.chips[Author.folder][id_]
    assert isinstance(chip, AuthorChip)
    return chip


def _file_of(cards: Cards, resource: Resource) -> Download | None:
    url = cards.site.links.get((resource.source, resource.file_address), "") if resource.file else ""
    if not url:
        return None
    media = cards.site.media_at.get(url)
    size, unit = _size(media.size if media else 0)
    kind = PUBLISHED_AS.get(extension(resource.file), extension(resource.file))
    return Download(
        url=url,
        type=kind[1:].upper(),
        size=size,
        unit=unit,
        pages=media.pages if media else 0,
        paper=media.paper if media else "",
    )


def _size(count: int) -> tuple[float, Literal["kB", "MB"]]:
    """A number of bytes in kilobytes, or in megabytes with one digit after the point."""
    if count < MEGABYTE - 500:
        return max(1, round(count / 1000)) if count else 0, "kB"
    size = round(count / MEGABYTE, 1)
    return int(size) if size.is_integer() else size, "MB"


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
