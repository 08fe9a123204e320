"""The views of HTML pages."""

from __future__ import annotations

from typing import Any

from edblog.views.parts import (
    Body,
    Card,
    Fact,
    FeedLink,
    Link,
    MenuItem,
    Pagination,
    Picture,
    Piece,
    TermCard,
    View,
    part_of,
)


class Site(View, frozen=True):
    """The parts of the site that every page shows."""

    title: str
    description: str
    base_url: str
    """Absolute, ends with `/`."""
    root: str
    """Path of `base_url`, starts and ends with `/`."""
    language: str
    menu: tuple[MenuItem, ...]
    footer: tuple[Link, ...]
    feeds: tuple[FeedLink, ...]
    opml: str
    follow: str
    write: str
    """URL of the page that invites to write, or an empty string."""
    assets: dict[str, str]
    """URLs of the theme's static files by name, such as `marigold.css`."""
    stylesheets: tuple[str, ...]
    """URLs, in order."""
    icon: str
    """URL of the favicon, or an empty string."""
    icon_type: str = ""
    """Media type of the favicon, or an empty string."""
    noindex: bool = False
    """Whether search engines are asked to leave every page out."""
    logo: Picture | None = None
    """The district's logo, without its size."""
    announcement: tuple[Piece, ...] = ()
    """One line for the top of every page, in pieces."""
    footer_text: tuple[Piece, ...] = ()
    """What the foot of every page says instead of the description, in pieces."""
    address: tuple[tuple[Piece, ...], ...] = ()
    """How to reach the district: lines, each in pieces."""


class PageView(View, kw_only=True, frozen=True):
    """What every HTML page has."""

    site: Site
    url: str
    title: str
    """As in the page's h1."""
    description: str
    lang: str
    section: str = ""
    """The name of the menu's entry to which the page belongs, such as `stories`, or the URL of a page in the menu."""
    image: Picture | None = None
    """For sharing."""
    feeds: tuple[FeedLink, ...] = ()
    """Beside those of the site."""
    policy: str
    """Content Security Policy for the meta element."""
    waits: bool = False
    """Whether something waits here for the reader to ask: comments, or a player of another host."""
    body: Body | None = None
    parts: dict[str, Any] = {}  # noqa: RUF012 - msgspec copies it
    """What kinds of content add to the page, by names of theirs; each is an attribute of its own, too."""

    def __getattr__(self, name: str) -> Any:
        """What a kind of content adds under a name."""
        return part_of(self.parts, name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.parts]

    def structured_data(self) -> dict[str, Any] | None:
        """What the page is about in schema.org's words; None where it is only a list or plain text."""
        return None


class KindPage(PageView, kw_only=True, frozen=True):
    """A page of a kind of content, with all that `record.html` and `list.html` may ask of it, which know no kind."""

    pagination: Pagination | None = None
    """Where the page is in its list; None where it has no list, or one without numbered pages."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Lines about its record."""
        return ()

    @property
    def entries(self) -> tuple[Link, ...]:
        """The entries of its list."""
        return ()


class RecordPage(KindPage, kw_only=True, frozen=True):
    """A record of any kind; template `record.html` in a theme without the template of its kind."""


class ListPage(KindPage, kw_only=True, frozen=True):
    """A list of any kind; template `list.html` in a theme without the template of its kind."""


class TermPage(ListPage, kw_only=True, frozen=True):
    """The stories of a term that is a word, such as a topic; the term is also under the name of its grouping: `page.topic`."""

    term: Link
    stories: int
    """How many; 0 on the numbered pages, which a new story leaves as they are."""
    cards: tuple[Card, ...]
    pagination: Pagination

    @property
    def entries(self) -> tuple[Link, ...]:
        """The stories."""
        return self.cards


class TermsPage(ListPage, kw_only=True, frozen=True):
    """All terms of a grouping; they are also under its name: `page.topics`."""

    terms: tuple[TermCard, ...]

    @property
    def entries(self) -> tuple[Link, ...]:
        """The terms."""
        return self.terms


class HomePage(PageView, kw_only=True, frozen=True):
    """The front page; template `home.html`."""

    lead: Card | None
    """The first of the pinned stories, or else the newest one."""
    latest: tuple[Card, ...]
    archive: str
    """URL of all stories."""
    welcome: str
    """Heading of the text from `content/pages/home.md`; empty where there is none."""
    pinned: int
    """How many stories, from the leading one on, are there because somebody pinned them."""


class FeedGroup(View, frozen=True):
    """A heading and the feeds under it, one row for each subject."""

    kind: str
    """`site`, or the name of a grouping or of a kind of content."""
    rows: tuple[FeedRow, ...]


class FeedRow(View, frozen=True):
    """One subject and its feeds."""

    title: str
    url: str
    feeds: tuple[FeedLink, ...]


class FollowPage(PageView, kw_only=True, frozen=True):
    """Every feed, explained; template `follow.html`."""

    groups: tuple[FeedGroup, ...]


class NotFoundPage(PageView, kw_only=True, frozen=True):
    """The page for an address that leads nowhere; template `404.html`."""

    latest: tuple[Card, ...]
    archive: str


class RedirectPage(PageView, kw_only=True, frozen=True):
    """A former address; template `redirect.html`."""

    target: str
