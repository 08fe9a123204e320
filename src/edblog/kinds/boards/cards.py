"""Makes the cards of boards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from edblog.catalog.cards import Cards, tone_of
from edblog.kinds.boards.record import Board
from edblog.kinds.resources.cards import hung_of
from edblog.kinds.resources.views import BoardCard
from edblog.views import Picture

PICTURES = 3
"""The most pictures of resources on the card of a board."""


def boards_of(cards: Cards) -> list[Board]:
    """All boards of the site."""
    return [board for board in cards.site.records[Board.folder] if isinstance(board, Board)]


def all_cards(cards: Cards) -> Sequence[BoardCard]:
    """The cards of all boards, in the order of lists."""
    return tuple(card(cards, board) for board in boards_of(cards))


def after(cards: Cards, board: Board, count: int) -> list[Board]:
    """The boards that come after a board in lists; after the last comes the first."""
    found = boards_of(cards)
    at = next(at for at, other in enumerate(found) if other.slug == board.slug)
    return [found[(at + step) % len(found)] for step in range(1, min(count, len(found) - 1) + 1)]


def others(cards: Cards, board: Board, count: int) -> tuple[BoardCard, ...]:
    """The cards of the boards that come after a board in lists."""
    return tuple(card(cards, other) for other in after(cards, board, count))


@lru_cache(maxsize=512)
def card(cards: Cards, board: Board) -> BoardCard:
    """The card of a board."""
    hung = hung_of(cards)
    positions = hung.walls[board.address].positions
    return BoardCard(
        title=board.title,
        url=cards.href(board.address),
        summary=board.about,
        resources=len(positions),
        pictures=_pictures(cards, board, positions),
        tone=tone_of(board.slug),
        lang=cards.lang(board),
    )


def _pictures(cards: Cards, board: Board, positions: Sequence[int]) -> tuple[Picture, ...]:
    if cover := cards.picture(board, "cover"):
        return (cover,)
    resources = hung_of(cards).resources
    found = (cards.picture(resources[position], "image") for position in positions)
    shown: list[Picture] = []
    for picture in found:
        if picture:
            shown.append(picture)
        if len(shown) == PICTURES:
            break
    return tuple(shown)
