"""A page outside the stream of stories."""

from __future__ import annotations

from typing import Literal

from edblog.model import Document, PictureRef
from edblog.urls import HOME_SLUG


class Page(Document, kw_only=True, frozen=True):
    """A page outside the stream of stories, such as About."""

    folder = "pages"

    title: str
    summary: str = ""
    image: PictureRef | None = None
    menu: Literal["", "header", "footer"] = ""
    order: int = 0

    @property
    def label(self) -> str:
        """The title."""
        return self.title

    @classmethod
    def address_of(cls, slug: str) -> str:
        """Pages stand at the root of the site, and the one called home is what its front page says."""
        return "" if slug == HOME_SLUG else f"{slug}/"
