"""The record of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from edblog.model import Document, PictureRef
from edblog.web.urls import HOME_SLUG


class Page(Document, kw_only=True, frozen=True):
    """A page such as About, which is not a story."""

    folder = "pages"

    title: str
    image: PictureRef | None = None
    menu: Literal["", "header", "footer"] = ""
    order: int = 0
    shows: tuple[str, ...] = ()
    """What is added below its text: `services`."""

    @property
    def label(self) -> str:
        """The page's title."""
        return self.title

    @property
    def place_in_menu(self) -> Literal["", "header", "footer"]:
        """The menu that links to the page; empty for none."""
        return self.menu

    def named_pictures(self) -> Mapping[str, PictureRef]:
        """The picture for sharing, as the field `image`."""
        return {"image": self.image} if self.image else {}

    @classmethod
    def address_of(cls, slug: str) -> str:
        """The URL path at the site's root; empty for `home.md`, the text of the home page."""
        return "" if slug == HOME_SLUG else f"{slug}/"
