"""Makes the pages of resources, and of the walls on which they hang."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from edblog.catalog.pages import Later, Made, Pages
from edblog.catalog.sharing import CARD, WRITER, for_sharing
from edblog.kinds.boards.cards import others as other_boards
from edblog.kinds.boards.record import Board
from edblog.kinds.credentials.record import Credential
from edblog.kinds.flyers import FLYER, TEMPLATE
from edblog.kinds.new_files import new_file_address
from edblog.kinds.resources.cards import QR, Hung, hung_of, to_scan
from edblog.kinds.resources.flyers import cover, wall_card, wall_flyer, wall_flyer_url
from edblog.kinds.resources.record import Resource
from edblog.kinds.resources.views import BoardLink, PrintPage, ResourcePage, WallPage, WallPick, WallPickRow
from edblog.kinds.resources.walls import (
    ALL,
    PRINTED,
    SIZE,
    Value,
    Wall,
    has_print,
    of_credential,
    page_url,
    pages_of,
    value_url,
)
from edblog.model import Document
from edblog.services import hosts
from edblog.services.hosts import HOSTS
from edblog.views import Link, Pagination, QrCode
from edblog.web.policy import Sources
from edblog.web.urls import slugify

SCRIPT = "boards.js"
"""The script that narrows a wall."""
NEAR = 3
"""The number of other resources on the page of a resource, and of other boards on that of a board."""


def made(pages: Pages) -> Iterator[Made]:
    """The page of each resource, the wall of all, and the walls of micro-credentials."""
    if not _may_differ(pages):
        return
    hung = hung_of(pages.cards)
    for resource in filter(pages.reach.has, hung.resources):
        yield resource.address, "boards/resource.html", partial(_resource, pages, hung, resource)
    for wall in walls_within(pages):
        if not isinstance(wall.owner, Board):
            yield from on_wall(pages, wall)


def qr_codes(pages: Pages) -> Iterator[Later]:
    """The QR code of each resource. An edit of its text does not draw it again."""
    if _may_differ(pages):
        for resource in filter(pages.reach.has, hung_of(pages.cards).resources):
            if address := to_scan(pages.cards, resource):
                yield Later(resource.address + QR, "qr-code", partial(QrCode, address))


def walls_within(pages: Pages) -> Iterator[Wall]:
    """The walls that may differ: those whose board or micro-credential may, and those with a resource that may."""
    if _may_differ(pages):
        hung = hung_of(pages.cards)
        changed = _changed(pages, hung)
        for wall in hung.walls.values():
            if _has_all(pages, wall) or not changed.isdisjoint(wall.positions):
                yield wall


def _changed(pages: Pages, hung: Hung) -> set[int]:
    """The positions of the resources that may differ."""
    if pages.reach.everything:
        return set(range(len(hung.resources)))
    return {hung.of_sources[source] for source in pages.reach.records if source in hung.of_sources}


def _has_all(pages: Pages, wall: Wall) -> bool:
    """Whether all pages of a wall may differ, because its board or micro-credential may."""
    return pages.reach.everything or (wall.owner is not None and pages.reach.has(wall.owner))


def _numbers(pages: Pages, hung: Hung, wall: Wall, positions: Sequence[int]) -> Iterable[int]:
    """The numbers of the pages of a list on a wall that may differ: those with a changed resource, if all of them stay in their places."""
    if not pages.reach.in_place or _has_all(pages, wall):
        return range(1, pages_of(len(positions)) + 1)
    changed = _changed(pages, hung)
    return sorted({at // SIZE + 1 for at, position in enumerate(positions) if position in changed})


def _may_differ(pages: Pages) -> bool:
    """Whether any record may; an edit of a story alone touches no wall."""
    return pages.reach.everything or bool(pages.reach.records)


def _resource(pages: Pages, hung: Hung, resource: Resource) -> ResourcePage:
    cards = pages.cards
    wall, near = hung.after(resource, NEAR)
    # A pin needs a description.
    about = resource.about or pages.config.description or resource.title
    page = pages.page(resource.address, resource.title, about, section=section(pages))
    return ResourcePage(
        **page | pages.text(resource),
        resource=hung.card(hung.positions[resource.slug]),
        topics=tuple(_topics(pages, hung, resource)),
        boards=tuple(_board(pages, id_) for id_ in resource.boards),
        others=tuple(map(hung.card, near)),
        wall=Link(wall_title(pages, wall), cards.href(wall.url)) if wall and near else None,
        print=_in_print(pages, hung, resource),
        edit=_edit(pages, resource),
    )


def near(pages: Pages, resource: Resource) -> object:
    """What the page of a resource shows of others: its page of the list to print, and the next ones on its wall."""
    hung = hung_of(pages.cards)
    wall, positions = hung.after(resource, NEAR)
    number = hung.place(wall, resource) // SIZE if wall else 0
    return wall.url if wall else "", number, tuple(hung.resources[position] for position in positions)


def _topics(pages: Pages, hung: Hung, resource: Resource) -> Iterator[Link]:
    """The topics of a resource, with the page of all resources about it, if there is one."""
    wall = hung.walls[ALL]
    known = {value.key: value for value in hung.values(wall)["topic"]}
    words: dict[str, str] = {}
    for word in resource.topics:
        words.setdefault(slugify(word), word)
    for key, word in words.items():
        url = pages.cards.href(value_url(wall, known[key])) if key in known else ""
        yield Link(known[key].title if key in known else word, url)


def _board(pages: Pages, id_: str) -> Link:
    board = pages.site.record(Board.folder, id_)
    return Link(board.label, pages.cards.href(board.address))


def _in_print(pages: Pages, hung: Hung, resource: Resource) -> str:
    wall = hung.first_wall(resource)
    if wall is None or not has_print(wall):
        return ""
    number = hung.place(wall, resource) // SIZE + 1
    return f"{pages.cards.href(page_url(wall.url + PRINTED, number))}#{resource.slug}"


def _edit(pages: Pages, resource: Resource) -> str:
    submit = pages.config.submit
    if not submit.repository:
        return ""
    path = f"{submit.folder}/{resource.source}" if submit.folder else resource.source
    return hosts.address(HOSTS[submit.host].edit, submit.repository, branch=submit.branch, path=path)


def section(pages: Pages) -> str:
    """The menu entry of walls and resources: that of boards, or of resources where there are no boards."""
    return Board.folder if pages.site.records[Board.folder] else Resource.folder


def wall_title(pages: Pages, wall: Wall) -> str:
    """The title of a wall."""
    if wall.owner is None:
        return pages.words["nav_resources"]
    if isinstance(wall.owner, Board):
        return wall.owner.title
    return pages.words["boards.of_credential"].replace("{name}", wall.owner.label)


def on_wall(pages: Pages, wall: Wall, *, only_first: bool = False) -> Iterator[Made]:
    """The pages of a wall, those of each value that narrows it, those to print, and its flyer; or only its first page."""
    hung = hung_of(pages.cards)
    if only_first:
        yield from _wall_pages(pages, hung, wall, None, first=1)
        return
    yield from _wall_pages(pages, hung, wall, None)
    for found in hung.values(wall).values():
        for value in found:
            yield from _wall_pages(pages, hung, wall, value)
    if card := wall_card(pages, wall):
        yield wall.url + CARD, WRITER, card
    if wall_flyer_url(pages, wall):
        title = wall_title(pages, wall)
        yield wall.url + FLYER, TEMPLATE, partial(wall_flyer, pages, wall, title, section(pages))
    if has_print(wall):
        for number in _numbers(pages, hung, wall, wall.positions):
            address = page_url(wall.url + PRINTED, number)
            yield address, "boards/print.html", partial(_print_page, pages, hung, wall, number)


def _wall_pages(pages: Pages, hung: Hung, wall: Wall, value: Value | None, first: int = 0) -> Iterator[Made]:
    """The pages of a wall or of a value that narrows it; with `first`, only so many."""
    url = value_url(wall, value) if value else wall.url
    positions = value.positions if value else wall.positions
    for number in range(1, first + 1) if first else _numbers(pages, hung, wall, positions):
        address = page_url(url, number)
        yield address, "boards/wall.html", partial(_wall_page, pages, hung, wall, value, number)


def _wall_page(pages: Pages, hung: Hung, wall: Wall, value: Value | None, number: int) -> WallPage:
    cards, owner = pages.cards, wall.owner
    name = wall_title(pages, wall)
    rows = _pick_rows(pages, hung, wall, value)
    current = next((pick for row in rows for pick in row.picks if pick.is_current), None)
    url = value_url(wall, value) if value else wall.url
    is_first = value is None and number == 1
    positions, pagination = _part(pages, url, value.positions if value else wall.positions, number)
    heading = f"{name}: {current.title}" if current else name
    about = owner.about if isinstance(owner, Board) else ""
    shown: dict[str, Sources] = {"wall": {}} if rows and is_first and not pagination.older else {}
    page = pages.page(page_url(url, number), heading, about, section=section(pages), shown=shown)
    if isinstance(owner, Board):
        page["lang"] = cards.lang(owner)
        if is_first:
            page |= pages.text(owner, shown)
            page["image"] = for_sharing(pages, wall.url, cover(cards, wall), wall_card(pages, wall))
            # Without a summary, the first paragraph of the text would be there twice.
            about = owner.summary
    if not isinstance(owner, Credential):
        page["feeds"] = pages.feeds.links(name, wall.url)
    return WallPage(
        **page,
        # The district may have a page of its own at the address of the wall of all.
        wall=Link(page["title"] if is_first else name, cards.href(wall.url)),
        of=Link(owner.label, cards.href(owner.address)) if isinstance(owner, Credential) else None,
        is_board=isinstance(owner, Board),
        about=about,
        total=len(wall.positions),
        narrowed=current,
        rows=rows,
        cards=tuple(map(hung.card, positions)),
        pagination=pagination,
        print=cards.href(wall.url + PRINTED) if has_print(wall) else "",
        boards=other_boards(cards, owner, NEAR) if isinstance(owner, Board) and is_first else (),
        all=cards.href(f"{section(pages)}/") if owner else "",
        add=_add(pages, owner) if is_first else "",
        flyer=wall_flyer_url(pages, wall) if is_first else "",
        script=pages.chrome.assets.get(SCRIPT, "") if shown else "",
    )


def _add(pages: Pages, owner: Document | None) -> str:
    """Where somebody adds a resource to a wall: a new file at the host of the repository, or else the page to write."""
    within = f"{owner.folder}: [{owner.slug}]\n" if owner else ""
    text = f"---\ntitle: \nwhat: printable\nurl: \nadded: \n{within}---\n\n"
    return new_file_address(pages.config, Resource.folder, "new-resource.md", text) or pages.chrome.write


def _print_page(pages: Pages, hung: Hung, wall: Wall, number: int) -> PrintPage:
    name, url = wall_title(pages, wall), wall.url + PRINTED
    rows = _pick_rows(pages, hung, wall, None)
    positions, pagination = _part(pages, url, wall.positions, number)
    shown: dict[str, Sources] = {"wall": {}} if rows and not (pagination.newer or pagination.older) else {}
    heading = f"{pages.words['boards.print']}: {name}"
    page = pages.page(page_url(url, number), heading, section=section(pages), shown=shown)
    return PrintPage(
        **page | {"noindex": True},
        wall=Link(name, pages.cards.href(wall.url)),
        cards=tuple(map(hung.card, positions)),
        rows=rows,
        total=len(wall.positions),
        pagination=pagination,
        script=pages.chrome.assets.get(SCRIPT, "") if shown else "",
    )


def _part(pages: Pages, url: str, positions: Sequence[int], number: int) -> tuple[Sequence[int], Pagination]:
    """A page of the list at a URL path: its positions, and its place among the others.

    Page 1 has the newest or first resources, because a board has an order of its own.
    """
    count, href = pages_of(len(positions)), pages.cards.href
    near = range(max(1, number - 2), min(count, number + 2) + 1)
    pagination = Pagination(
        newer=href(page_url(url, number - 1)) if number > 1 else "",
        older=href(page_url(url, number + 1)) if number < count else "",
        number=number,
        newest=href(url),
        oldest=href(page_url(url, count)),
        nearby=tuple(Link(str(other), href(page_url(url, other))) for other in near),
    )
    return positions[(number - 1) * SIZE : number * SIZE], pagination


def _pick_rows(pages: Pages, hung: Hung, wall: Wall, current: Value | None) -> tuple[WallPickRow, ...]:
    rows: list[Any] = []
    for name, found in hung.values(wall).items():
        picks = tuple(
            WallPick(
                title=_name_of_value(pages, value),
                url=pages.cards.href(value_url(wall, value)),
                key=value.id,
                resources=len(value.positions),
                is_current=value == current,
            )
            for value in found
        )
        if picks:
            rows.append(WallPickRow(name, picks))  # type: ignore[arg-type]
    return tuple(rows)


def _name_of_value(pages: Pages, value: Value) -> str:
    if value.facet == "topic":
        return value.title
    return pages.words[f"boards.{value.facet}_{value.key.replace('-', '_')}"]


def beside(pages: Pages, record: Document) -> dict[str, Any]:
    """The board of a micro-credential, for its page. Of a board, the number of its resources, by which an edit finds what it lost."""
    hung = hung_of(pages.cards)
    if isinstance(record, Board):
        return {"hung": len(hung.walls[record.address].positions)}
    if not isinstance(record, Credential):
        return {}
    if (wall := hung.walls.get(of_credential(record.slug))) is None:
        return {"board": None}
    return {"board": BoardLink(wall_title(pages, wall), pages.cards.href(wall.url), len(wall.positions))}
