"""Makes the flyers of walls: of boards, and of the boards of micro-credentials."""

from __future__ import annotations

from edblog.catalog.cards import Cards, tone_of
from edblog.catalog.pages import Pages
from edblog.catalog.sharing import card_of
from edblog.kinds.boards.record import Board
from edblog.kinds.credentials.record import Credential
from edblog.kinds.flyers import flyer, flyer_url
from edblog.kinds.resources.cards import hung_of
from edblog.kinds.resources.walls import Wall
from edblog.views import FlyerPage, Picture, SharingCard


def cover(cards: Cards, wall: Wall) -> Picture | None:
    """The picture of a wall where it is shared: that of its board, or of its first resource with one."""
    if wall.owner and (found := cards.picture(wall.owner, "cover")):
        return found
    hung = hung_of(cards)
    pictures = (cards.picture(hung.resources[position], "image") for position in wall.positions)
    return next(filter(None, pictures), None)


def wall_card(pages: Pages, wall: Wall) -> SharingCard | None:
    """The card of a board on which no resource has a picture."""
    if not isinstance(wall.owner, Board):
        return None
    return card_of(
        pages,
        cover(pages.cards, wall),
        wall.owner.title,
        kicker=pages.words.get("lists.kind_boards", ""),
        about=wall.owner.about,
        tone=tone_of(wall.owner.slug),
        drawing=1,
    )


def wall_flyer_url(pages: Pages, wall: Wall) -> str:
    """The URL of the flyer of a wall; empty for an empty wall, and for that of all resources."""
    return flyer_url(pages, wall.owner, wall.url) if wall.owner and wall.positions else ""


def wall_flyer(pages: Pages, wall: Wall, title: str, section: str) -> FlyerPage:
    """The flyer of a wall."""
    owner = wall.owner
    assert owner is not None
    about = (pages.cards.chips["credentials"][owner.slug],) if isinstance(owner, Credential) else ()
    return flyer(
        pages,
        owner,
        section=section,
        kicker=pages.words.get("boards.board", ""),
        about=about,
        picture=cover(pages.cards, wall),
        tone=getattr(about[0], "tone", 0) if about else tone_of(owner.slug),
        title=title,
        url=wall.url,
    )
