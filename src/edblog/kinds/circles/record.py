"""The record of a circle."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import unquote

from edblog.model import Document, PictureRef, Record
from edblog.web.urls import is_on_site

STORIES = "stories/"
"""The last part of the address of the list of a circle's stories."""
MEMBERS = "members.opml"
"""The name of the file with the feeds of a circle's members."""


class Step(Record, frozen=True):
    """A step of a meeting."""

    title: str
    text: str = ""


class Paper(Record, frozen=True):
    """A document of the circle, on this site or elsewhere."""

    label: str
    url: str
    """As written: a path on this site, or an absolute URL."""
    note: str = ""


class Milestone(Record, frozen=True):
    """A part of the work, with the day by which it is due, or on which it was reached."""

    title: str
    due: datetime | None = None
    """In UTC, as is `reached`."""
    reached: datetime | None = None


class Circle(Document, kw_only=True, frozen=True):
    """Educators who work on the same micro-credential and meet."""

    folder = "circles"
    has_id = True

    name: str
    facilitators: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    """Ids of authors; facilitators need not be named again."""
    credentials: tuple[str, ...] = ()
    how_to_join: str = ""
    join: str = ""
    """The address of a page, here or elsewhere, or of an email with `mailto:`."""
    protocol: tuple[Step, ...] = ()
    documents: tuple[Paper, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    image: PictureRef | None = None

    @property
    def label(self) -> str:
        """The circle's name."""
        return self.name

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of all its people, facilitators first."""
        return tuple(dict.fromkeys((*self.facilitators, *self.members)))

    @property
    def stories(self) -> str:
        """URL path of the list of its stories."""
        return f"{self.address}{STORIES}"

    def named_pictures(self) -> Mapping[str, PictureRef]:
        """The circle's picture, as the field `image`."""
        return {"image": self.image} if self.image else {}

    def named_links(self) -> Mapping[str, tuple[str, ...]]:
        """The documents that are on this site, and the page of this site on which one joins."""
        documents = tuple(paper.url for paper in self.documents if is_on_site(paper.url))
        return {"documents": documents, "join": (self.join,) if is_on_site(self.join) else ()}

    def public_addresses(self) -> tuple[str, ...]:
        """The email address for joining (RFC 6068), in lowercase."""
        if not self.join.lower().startswith("mailto:"):
            return ()
        return (unquote(self.join[len("mailto:") :].partition("?")[0]).casefold(),)
