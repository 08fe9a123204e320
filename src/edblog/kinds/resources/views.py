"""Views of resources, and of the walls on which they hang."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from edblog.kinds.people.views import AuthorChip
from edblog.views import Fact, Link, ListPage, Pagination, Picture, RecordPage, View


class Credit(View, frozen=True):
    """How others may use a resource."""

    license: str
    """Display name, such as `CC BY 4.0`, or words; may be empty."""
    url: str
    """Absolute URL of the license; may be empty."""
    terms: str
    """What the license asks: `by`, `by-sa`, `by-nc`, `by-nc-sa`, `by-nd`, `by-nc-nd`, `zero`, `mark` or `open`; empty if that is unknown."""
    maker: str
    """Who made it, if not those who share it."""


class Download(View, frozen=True):
    """The file of a resource."""

    url: str
    type: str
    """Its ending in capitals, such as `PDF`."""
    size: float
    """In kilobytes or megabytes; 0 if unknown."""
    unit: Literal["kB", "MB"]
    pages: int
    """Of a PDF; 0 for other files."""
    paper: str
    """`letter`, `legal` or `a4` for a PDF of that size; else empty."""


class ResourceCard(Link, frozen=True):
    """A resource on a wall."""

    what: Literal["printable", "lesson", "video", "tool", "article"]
    summary: str
    image: Picture | None
    file: Download | None
    """None for a page elsewhere."""
    link: str
    """The page elsewhere, absolute; empty for a file."""
    host: str
    """Its host, such as `example.org`."""
    credit: Credit
    by: tuple[AuthorChip, ...]
    """Those who share it."""
    credentials: tuple[Link, ...]
    grades: tuple[tuple[str, str], ...]
    """The first and the last grade of each run; empty for all grades."""
    keys: tuple[str, ...]
    """The keys of the picks that it belongs to."""
    added: datetime
    qr: str
    """URL of its QR code, an SVG; empty if its address is too long for one."""
    tone: int
    """The number of a theme color: that of its first micro-credential."""
    lang: str
    """BCP 47 tag of its texts."""


class ResourcePage(RecordPage, kw_only=True, frozen=True):
    """A resource; template `boards/resource.html`."""

    resource: ResourceCard
    topics: tuple[Link, ...]
    """Each with the page of its resources; the URL is empty if there is none."""
    boards: tuple[Link, ...]
    others: tuple[ResourceCard, ...]
    """Others on its first board, or else of its first micro-credential."""
    wall: Link | None
    """Where these are."""
    print: str
    """URL of the resource in the list to print of its board; empty if there is none."""
    edit: str
    """URL to suggest a change; empty if the site has no repository."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The file or the page, and the license."""
        resource = self.resource
        file = (
            Fact(resource.file.type, resource.file.url)
            if resource.file
            else Fact(resource.host, resource.link)
        )
        credit = resource.credit
        return tuple(fact for fact in (file, Fact(credit.license, credit.url)) if fact.text)

    @property
    def entries(self) -> tuple[Link, ...]:
        """Others on the same board."""
        return self.others

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the resource."""
        from edblog.kinds.resources.data import resource

        return resource(self)


class WallPick(Link, frozen=True):
    """A value that narrows a wall, with a page of its own."""

    key: str
    """`grade/KEY`, `kind/KEY` or `topic/KEY`."""
    resources: int
    is_current: bool


class WallPickRow(View, frozen=True):
    """The values of one sort."""

    name: Literal["grade", "kind", "topic"]
    picks: tuple[WallPick, ...]


class BoardCard(Link, frozen=True):
    """A board in a list."""

    summary: str
    resources: int
    pictures: tuple[Picture, ...]
    """Its cover, or the pictures of its first resources."""
    tone: int
    lang: str
    """BCP 47 tag of its texts."""


class WallPage(ListPage, kw_only=True, frozen=True):
    """Resources on a wall: of a board, of a micro-credential, or all; template `boards/wall.html`."""

    wall: Link
    """The wall as a whole."""
    of: Link | None
    """The micro-credential; None for another wall."""
    is_board: bool
    about: str
    """May be empty."""
    total: int
    """The number of all its resources."""
    narrowed: WallPick | None
    """The value of this page; None on the pages of the whole wall."""
    rows: tuple[WallPickRow, ...]
    cards: tuple[ResourceCard, ...]
    pagination: Pagination
    print: str
    """URL of its page to print; empty if there is none."""
    boards: tuple[BoardCard, ...]
    """Other boards."""
    all: str
    """URL of the list of boards, or of all resources where there are no boards."""
    add: str
    """URL to add a resource to this wall; empty on its further pages, and if there is no way to."""
    flyer: str
    """URL of its flyer, a page to print; only on its first page, and empty for the wall of all resources."""
    script: str
    """URL of the script that narrows the wall; empty if it does not, as on a wall with several pages."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """The resources."""
        return self.cards


class PrintPage(ListPage, kw_only=True, frozen=True):
    """A wall to print, as a list with QR codes; template `boards/print.html`."""

    wall: Link
    cards: tuple[ResourceCard, ...]
    rows: tuple[WallPickRow, ...]
    total: int
    pagination: Pagination
    script: str
    """URL of the script that narrows the list; empty if it does not."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """The resources."""
        return self.cards


class BoardLink(Link, frozen=True):
    """The board of a micro-credential, on its page."""

    resources: int
