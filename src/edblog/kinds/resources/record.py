"""The record of a resource."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from edblog.model import Document, PictureRef

WHAT = ("printable", "lesson", "video", "tool", "article")
"""The sorts of resources."""


class Resource(Document, kw_only=True, frozen=True):
    """Something for teaching that a colleague can use: a file of the site, or a page elsewhere."""

    folder = "resources"
    has_id = True

    title: str
    what: Literal["printable", "lesson", "video", "tool", "article"]
    added: datetime
    """In UTC."""
    file: str = ""
    """The path of its file, relative to this one; empty if it has a `url`."""
    url: str = ""
    """Its address elsewhere, absolute; empty if it has a `file`."""
    by: tuple[str, ...] = ()
    """Ids of the authors who share it."""
    made_by: str = ""
    """Who made it, if not those who share it."""
    license: str = ""
    """As written: the id of a license, or words."""
    credentials: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    """From the youngest; empty for all grades."""
    boards: tuple[str, ...] = ()
    image: PictureRef | None = None

    @property
    def label(self) -> str:
        """The resource's title."""
        return self.title

    @property
    def dated(self) -> datetime:
        """The day on which it was added, in UTC."""
        return self.added

    def named_pictures(self) -> Mapping[str, PictureRef]:
        """The picture on its card, as the field `image`."""
        return {"image": self.image} if self.image else {}

    def named_links(self) -> Mapping[str, tuple[str, ...]]:
        """Its file, as the field `file`."""
        return {"file": (self.file_address,)} if self.file else {}

    @property
    def file_address(self) -> str:
        """The path of its file as in a link, in which `#` and `?` have another meaning than in a name."""
        return self.file.replace("#", "%23").replace("?", "%3F")

    def public_names(self) -> tuple[str, ...]:
        """The name of who made it."""
        return (self.made_by,) if self.made_by else ()
