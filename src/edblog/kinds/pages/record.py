"""A page outside the stream of stories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from edblog.model import Document, PictureRef
from edblog.urls import HOME_SLUG


class Page(Document, kw_only=True, frozen=True):
    """A page outside the stream of stories, such as About."""

    folder = "pages"

    title: str
    image: PictureRef | None = None
    menu: Literal["", "header", "footer"] = ""
    order: int = 0

    @property
    def label(self) -> str:
        """The title."""
        return self.title

    @property
    def place_in_menu(self) -> Literal["", "header", "footer"]:
        """Where the menus have a link to it."""
        return self.menu

    def named_pictures(self) -> Mapping[str, PictureRef]:
        """The picture for sharing."""
        return {"image": self.image} if self.image else {}

    @classmethod
    def address_of(cls, slug: str) -> str:
        """Pages are at the root of the site; `home.md` is the text of the home page."""
        return "" if slug == HOME_SLUG else f"{slug}/"
