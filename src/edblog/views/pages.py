"""Views of HTML pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from edblog.views.parts import (
    Body,
    Card,
    Fact,
    FeedLink,
    InLanguage,
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
    """Facts about the site, for every page."""

    title: str
    description: str
    base_url: str
    """Absolute, ends with `/`."""
    root: str
    """Path of `base_url`, starts and ends with `/`."""
    language: str
    """The language of the page around its content: that of the theme's words, dates and numbers."""
    menu: tuple[MenuItem, ...]
    footer: tuple[Link, ...]
    """Pages of the district, for the last row of the footer."""
    feeds: tuple[FeedLink, ...]
    opml: str
    follow: str
    write: str
    """URL of the page about writing a story, or an empty string."""
    assets: dict[str, str]
    """URLs of the theme's static files by name, such as `marigold.css`."""
    stylesheets: tuple[str, ...]
    """URLs, in order."""
    icon: str
    """URL of the favicon, or an empty string."""
    icon_type: str = ""
    """Media type of the favicon, or an empty string."""
    noindex: bool = False
    """Whether search engines are asked to leave out every page."""
    logo: Picture | None = None
    """The district's logo, without its size."""
    announcement: tuple[Piece, ...] = ()
    """One line for the top of every page, in pieces."""
    footer_text: tuple[Piece, ...] = ()
    """Footer text in place of the description, in pieces."""
    more: tuple[MenuItem, ...] = ()
    """Entries of the first row of the footer."""
    address: tuple[tuple[Piece, ...], ...] = ()
    """Contact lines of the district, each in pieces."""
    share: tuple[str, ...] = ()
    """Keys of the services for sharing a story, in order; empty if stories have no row for it."""
    search: str = ""
    """URL of the page that searches the site; empty if there is none."""
    home: str = ""
    """URL of the home page in the language of the page."""
    own_language: str = ""
    """The language of the site itself: of its title, its description and what else the district wrote for every page."""
    languages: tuple[InLanguage, ...] = ()
    """The home page in each language, that of the site first; empty for a site in one language."""


class PageView(View, kw_only=True, frozen=True):
    """Base of all HTML pages."""

    site: Site
    url: str
    title: str
    """Also the page's h1."""
    description: str
    lang: str
    section: str = ""
    """Name of the page's entry in the menu, such as `stories`, or the URL of a page in the menu."""
    image: Picture | None = None
    """Picture for sharing."""
    feeds: tuple[FeedLink, ...] = ()
    """Feeds of the page, in addition to those of the site."""
    policy: str
    """Content Security Policy for the meta element."""
    noindex: bool = False
    """Whether search engines are asked to leave out this page."""
    alternates: tuple[InLanguage, ...] = ()
    """The same page in each of its languages, this one included, and the one in which it was written first; empty if there is only one."""
    waits: bool = False
    """Whether the page has content that loads only after a click: comments, or a player of another host."""
    body: Body | None = None
    parts: dict[str, Any] = {}  # noqa: RUF012 - msgspec copies it
    """Additions of kinds of content, by name; each is also an attribute."""

    def __getattr__(self, name: str) -> Any:
        """The addition of a kind of content."""
        return part_of(self.parts, name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.parts]

    @property
    def texts(self) -> tuple[Body, ...]:
        """Further texts of the page; templates have their HTML in `texts`."""
        return ()

    def structured_data(self) -> dict[str, Any] | None:
        """The schema.org data of the page; None for lists and plain text."""
        return None

    def script_data(self) -> View | None:
        """The data for the script of the page; None if it has no script of its own."""
        return None


class KindPage(PageView, kw_only=True, frozen=True):
    """A page of a kind of content, with the fields for `record.html` and `list.html`, which work for every kind."""

    pagination: Pagination | None = None
    """Position of the page in its list; None without a list, or without numbered pages."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Lines about its record."""
        return ()

    @property
    def entries(self) -> tuple[Link, ...]:
        """The entries of its list."""
        return ()


class RecordPage(KindPage, kw_only=True, frozen=True):
    """A record of any kind; uses template `record.html` in a theme without a template for its kind."""


class ListPage(KindPage, kw_only=True, frozen=True):
    """A list of any kind; uses template `list.html` in a theme without a template for its kind."""


class FlyerPage(RecordPage, kw_only=True, frozen=True):
    """A page of paper about another page, to print and to pin up; template `flyer.html`."""

    of: Link
    """The page that it is about."""
    kicker: str
    """What it is, such as `Chat`; may be empty."""
    about: Link | None
    """What it is about; None if it does not say."""
    picture: Picture | None
    sentences: str
    """Up to three sentences; may be empty."""
    by: str
    """Who wrote or leads it, in words; may be empty."""
    starts: datetime | None = None
    """When it begins; None if it is no event."""
    until: datetime | None = None
    """The end of an event, or the last day or the time until which a notice counts; None if neither is known."""
    has_time: bool = False
    """Whether `starts` and `until` have a time, not only a day."""
    zone: str = ""
    """The name of the time zone of `starts`."""
    place: str = ""
    tone: int
    """The number of a theme color."""


class TermPage(ListPage, kw_only=True, frozen=True):
    """The stories of a term, such as a topic; the term is also available by the name of its grouping: `page.topic`."""

    term: Link
    stories: int
    """Number of stories; 0 on numbered pages, so that a new story does not change those."""
    cards: tuple[Card, ...]
    pagination: Pagination

    @property
    def entries(self) -> tuple[Link, ...]:
        """The stories."""
        return self.cards


class TermsPage(ListPage, kw_only=True, frozen=True):
    """All terms of a grouping, also available by its name: `page.topics`."""

    terms: tuple[TermCard, ...]

    @property
    def entries(self) -> tuple[Link, ...]:
        """The terms."""
        return self.terms


class HomePage(PageView, kw_only=True, frozen=True):
    """The front page; template `home.html`."""

    lead: Card | None
    """The first pinned story, or else the newest story."""
    latest: tuple[Card, ...]
    archive: str
    """URL of the list of all stories."""
    welcome: str
    """Heading of the text from `content/pages/home.md`; empty if there is none."""
    pinned: int
    """Number of pinned stories, counted from the leading story."""


class FeedGroup(View, frozen=True):
    """A heading on the follow page, and one row of feeds for each subject under it."""

    kind: str
    """`site`, or the name of a grouping or of a kind of content."""
    rows: tuple[FeedRow, ...]


class FeedRow(View, frozen=True):
    """One subject and its feeds."""

    title: str
    url: str
    feeds: tuple[FeedLink, ...]


class FollowPage(PageView, kw_only=True, frozen=True):
    """The page with all feeds; template `follow.html`."""

    groups: tuple[FeedGroup, ...]


class NotFoundPage(PageView, kw_only=True, frozen=True):
    """The page for addresses that do not exist; template `404.html`."""

    latest: tuple[Card, ...]
    archive: str


class RedirectPage(PageView, kw_only=True, frozen=True):
    """A redirect from a former address; template `redirect.html`."""

    target: str
