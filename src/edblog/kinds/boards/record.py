"""The record of a board."""

from __future__ import annotations

from collections.abc import Mapping

from edblog.model import Document, PictureRef


class Board(Document, kw_only=True, frozen=True):
    """A wall of resources that belong together. Each resource says itself on which boards it is."""

    folder = "boards"
    has_id = True

    title: str
    cover: PictureRef | None = None
    order: tuple[str, ...] = ()
    """Ids of the resources that come first."""

    @property
    def label(self) -> str:
        """The board's title."""
        return self.title

    def named_pictures(self) -> Mapping[str, PictureRef]:
        """The picture in lists of boards, as the field `cover`."""
        return {"cover": self.cover} if self.cover else {}
