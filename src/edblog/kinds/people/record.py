"""A person who writes."""

from __future__ import annotations

from edblog.model import Document, PictureRef, SiteLink


class Author(Document, kw_only=True, frozen=True):
    """A person who writes."""

    folder = "authors"

    name: str
    role: str = ""
    school: str = ""
    links: tuple[SiteLink, ...] = ()
    photo: PictureRef | None = None

    @property
    def label(self) -> str:
        """The name."""
        return self.name
