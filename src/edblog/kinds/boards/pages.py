"""Makes the pages of boards, and the list of all boards."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from edblog.catalog.pages import Made, Pages
from edblog.kinds.boards.cards import after, all_cards, boards_of, others
from edblog.kinds.boards.record import Board
from edblog.kinds.boards.views import BoardsPage, CredentialBoard
from edblog.kinds.credentials.record import Credential
from edblog.kinds.resources.cards import hung_of
from edblog.kinds.resources.pages import NEAR, on_wall, walls_within
from edblog.kinds.resources.walls import ALL

INDEX = f"{Board.folder}/"


def made(pages: Pages) -> Iterator[Made]:
    """The wall of each board, and the list of all boards."""
    changed = {wall.url for wall in walls_within(pages) if isinstance(wall.owner, Board)}
    for board in boards_of(pages.cards) if changed else ():
        if board.address in changed:
            yield from on_wall(pages, hung_of(pages.cards).walls[board.address])
        elif changed.intersection(other.address for other in after(pages.cards, board, NEAR)):
            yield from on_wall(pages, hung_of(pages.cards).walls[board.address], only_first=True)
    if boards_of(pages.cards) and pages.reach.indexes:
        yield INDEX, "boards/boards.html", partial(_boards, pages)


def compared(pages: Pages, board: Board) -> object:
    """What the page of a board shows of other boards."""
    return others(pages.cards, board, NEAR)


def _boards(pages: Pages) -> BoardsPage:
    cards, hung = pages.cards, hung_of(pages.cards)
    return BoardsPage(
        **pages.page(INDEX, pages.words["nav_boards"], section=Board.folder),
        boards=tuple(all_cards(cards)),
        credentials=tuple(
            CredentialBoard(
                wall.owner.label,
                cards.href(wall.url),
                len(wall.positions),
                getattr(cards.chips["credentials"][wall.owner.slug], "tone", 0),
            )
            for wall in hung.walls.values()
            if isinstance(wall.owner, Credential)
        ),
        all=cards.href(ALL) if hung.resources else "",
        total=len(hung.resources),
    )
