"""What a template or feed writer sees: one frozen view for each output, and nothing else.

An output file is a pure function of its view and its renderer. A view is therefore hashed to decide
whether the file must be written again, and new data in a template means a new field here. Projections
nest: a `Link` within a `Card` within a `FeedItem`.

URLs in views are ready for use in an `href`: they start with the path of the site's `base_url`
(`/stories/posts/jar/`) unless a field says that it is absolute.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec

from edblog.markup import SafeHtml


class View(msgspec.Struct, frozen=True):
    """Base of every view and every part of one."""


def _part(parts: dict[str, Any], name: str) -> Any:
    try:
        return parts[name]
    except KeyError:
        raise AttributeError(name) from None


class Picture(View, frozen=True):
    """A picture with all that an `img` element needs."""

    url: str
    alt: str
    width: int = 0
    """In CSS pixels; 0 when unknown."""
    height: int = 0
    caption: str = ""
    srcset: str = ""
    """Every size of it for the attribute of that name, the narrowest first; empty where there is only one."""


class Link(View, frozen=True):
    """A title and where it leads."""

    title: str
    url: str


class Piece(View, frozen=True):
    """A few words of a text that the district wrote in its settings."""

    text: str
    url: str
    """Where they lead; empty where they are no link."""


class MenuItem(Link, frozen=True):
    """An entry of the site's menu."""

    section: str
    """Equal to `page.section` on the pages that belong to this entry."""


class FeedLink(Link, frozen=True):
    """A feed that a page offers."""

    type: str
    """Media type, such as `application/rss+xml`."""
    format: str
    """A key of `FEED_FORMATS`, such as `rss`."""
    label: str
    """Name of the format, such as `RSS`."""


class TermCard(Link, frozen=True):
    """A term in a list of terms, such as a topic."""

    stories: int


class Card(Link, frozen=True):
    """A story as listings show it; also has its terms by the name of their grouping, such as `card.topics`."""

    date: datetime
    summary: str
    terms: dict[str, tuple[Link, ...]]
    """Labels by the name of their grouping; each is an attribute of its own, too."""
    minutes: int
    """Reading time, at least 1."""
    image: Picture | None
    lang: str
    """BCP 47 tag of the story."""

    def __getattr__(self, name: str) -> Any:
        """The labels of a grouping."""
        return _part(self.terms, name)


class Track(Link, frozen=True):
    """Captions of a video in one language; `title` is how a player's menu names them."""

    lang: str
    """BCP 47 tag."""


class Embed(Link, frozen=True):
    """A player in a text; template `partials/embed.html`. `url` is the host's page, or the file that is played."""

    kind: Literal["video", "audio", "slides", "post"]
    place: int
    """The placeholder in whose stead it stands."""
    host: str
    """Name for people, such as `YouTube`; empty for a file of the site."""
    frame: str
    """Absolute URL of the host's player; empty for a file of the site."""
    allow: str
    """For the attribute of the frame."""
    referrer: str
    """For the frame's `referrerpolicy`."""
    type: str
    """Media type of a file of the site."""
    poster: Picture | None
    tracks: tuple[Track, ...]
    transcript: str
    """URL; may be empty."""


class Body(View, frozen=True):
    """A rendered text, named by its digest; the HTML is loaded when the output is rendered."""

    digest: bytes
    urls: tuple[str, ...]
    """What its placeholders stand for, in order."""
    pictures: tuple[tuple[int, int, str], ...] = ()
    """Width, height and srcset for each placeholder, as in `Picture`; `NO_PICTURE` where there is none."""
    embeds: tuple[Embed, ...] = ()
    """The players; where there are none, as in feeds, their placeholders become links."""


NO_PICTURE = (0, 0, "")
"""In `Body.pictures`, for a placeholder that is no picture of known size."""


class Heading(View, frozen=True):
    """An entry of a table of contents."""

    level: int
    id: str
    title: str


class Pagination(View, frozen=True):
    """Where a page stands in a listing that spans several.

    Pages are numbered from the oldest, so that the numbers in links keep their meaning; the newest
    page has no number in its URL.
    """

    newer: str
    """URL, or an empty string on the newest page."""
    older: str
    number: int
    """1 is the oldest."""
    newest: str
    """URL of the newest page."""
    oldest: str
    """URL of page 1; that of the newest where there is only one."""
    nearby: tuple[Link, ...]
    """This page and up to two on each side, newest first; `title` is the number. A page names no others,
    so that a listing that grows changes at its newest end alone."""


class Comments(View, frozen=True):
    """A comment service's part of a page."""

    service: str
    """Name for people, such as `GitHub Discussions`."""
    host: str
    """Host name that is contacted once the reader asks."""
    load: Literal["click", "auto"]
    discussion: str
    """Absolute URL of the discussion for readers without JavaScript; may be empty."""
    markup: SafeHtml
    """HTML of ours that goes into a `template` element, and live into the page on request."""
    account: str
    """What a reader needs to write a comment, in English, such as `a GitHub account`; may be empty."""
    head: SafeHtml = SafeHtml("")
    """HTML of ours for the page's head; may be empty."""
    account_at: str = ""
    """The company with which a reader needs an account to write a comment, such as `GitHub`; may be empty."""
    returning: str = ""
    """JavaScript pattern for the query and fragment of a reader who has asked for the comments already; may be empty."""


class Site(View, frozen=True):
    """What every page knows of the site."""

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


class Fact(View, frozen=True):
    """Something about a record, in a table of such facts: `Issuer`, `Example State University`."""

    name: str
    """Key of the theme's text, or a text."""
    value: str
    url: str = ""


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
    parts: dict[str, Any] = {}
    """What kinds of content add to the page, by names of theirs; each is an attribute of its own, too."""

    def __getattr__(self, name: str) -> Any:
        """What a kind of content adds under a name."""
        return _part(self.parts, name)

    def structured_data(self) -> dict[str, Any] | None:
        """What the page is about in schema.org's words; None where it is only a list or plain text."""
        return None


class RecordPage(PageView, kw_only=True, frozen=True):
    """A record of any kind; template `record.html`, unless its kind has one and the theme, too."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What is known of it, for a theme that has no template of its kind."""
        return ()


class ListPage(PageView, kw_only=True, frozen=True):
    """A list; template `list.html`, unless its kind has one and the theme, too."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """What is in the list, for a theme that has no template of its kind."""
        return ()


class TermPage(ListPage, kw_only=True, frozen=True):
    """The stories of a term that is a word, such as a topic; its `Link` is under the name of one of its grouping: `page.topic`."""

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
    """All terms of a grouping; they are under its name, too: `page.topics`."""

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


class FeedItem(View, kw_only=True, frozen=True):
    """A story as feeds carry it; every URL is absolute."""

    id: str
    """Permanent: what the writer says, or else the first address of the story, as an absolute URL."""
    title: str
    url: str
    published: datetime
    updated: datetime
    authors: tuple[Link, ...]
    categories: tuple[str, ...]
    summary: str
    image: str
    """Absolute URL, or an empty string."""
    image_alt: str = ""
    image_width: int = 0
    """In CSS pixels; 0 when unknown."""
    image_height: int = 0
    lang: str
    body: Body
    """Its `urls` are absolute."""


class Feed(View, kw_only=True, frozen=True):
    """A feed in one format; every URL is absolute."""

    format: str
    """A key of `FEED_FORMATS`."""
    title: str
    description: str
    url: str
    """The page that this feed belongs to."""
    self_url: str
    language: str
    updated: datetime
    """That of the newest entry; the epoch where there is none."""
    items: tuple[FeedItem, ...]
    """Newest first."""


class Outline(View, frozen=True):
    """One subscription in an OPML file; absolute URLs."""

    title: str
    page: str
    feed: str


class OutlineGroup(View, frozen=True):
    """A folder of subscriptions."""

    title: str
    outlines: tuple[Outline, ...]


class Opml(View, frozen=True):
    """Every feed of the site as one subscription list (OPML 2.0)."""

    title: str
    groups: tuple[OutlineGroup, ...]


SITEMAP_LIMIT = 50_000
"""The largest number of pages that one sitemap may list."""


class SitemapEntry(View, frozen=True):
    """One page in the sitemap."""

    url: str
    """Absolute."""
    modified: datetime | None


class Sitemap(View, frozen=True):
    """Every page that a search engine may list (sitemaps.org 0.9)."""

    entries: tuple[SitemapEntry, ...]


class SitemapIndex(View, frozen=True):
    """The sitemaps of a site that has too many pages for one; absolute URLs."""

    sitemaps: tuple[str, ...]


class Robots(View, frozen=True):
    """robots.txt (RFC 9309)."""

    sitemap: str
    """Absolute URL, or an empty string."""


class HeaderRule(View, frozen=True):
    """HTTP headers for the files whose path fits a pattern."""

    pattern: str
    """An absolute path in which `*` stands for anything, once."""
    headers: tuple[tuple[str, str], ...]
    """Names and values (RFC 9110, section 5)."""
    versioned: bool = False
    """Holds only for addresses that end in `?v=` and a fingerprint."""


class Headers(View, frozen=True):
    """The headers that a web server should send with the files of the site."""

    root: str
    """Path of the site, starts and ends with `/`."""
    rules: tuple[HeaderRule, ...]
    """The first one fits every path of the site."""
    feeds: tuple[tuple[str, str], ...]
    """Media types of feeds, each after its pattern."""
    types: tuple[tuple[str, str], ...]
    """Media types of other files that servers may not know."""


class Copy(View, frozen=True):
    """A file that is published as it is."""

    source: str
    """Path relative to the site's folder; for a theme's file `theme:NAME/PATH`."""
    digest: bytes


class Resized(View, frozen=True):
    """A smaller version of a picture; which file has that picture now does not matter."""

    digest: bytes
    """BLAKE2b-128 of the bytes of the picture."""
    width: int
    height: int


class Output(View, frozen=True):
    """One file of the site: where it goes, what renders it, and the view it is rendered from."""

    path: str
    """Relative to the output folder, with `/`."""
    renderer: str
    """Name of a template such as `post.html`, or of a writer such as `feed`."""
    view: View
