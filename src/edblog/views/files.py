"""Views of files other than pages: feeds, lists for programs, copies."""

from __future__ import annotations

from datetime import datetime

from edblog.views.parts import Body, Link, View


class FeedItem(View, kw_only=True, frozen=True):
    """An entry of a feed; every URL is absolute."""

    id: str
    """Permanent id: from front matter, or else the first address of the story as an absolute URL."""
    title: str
    url: str
    published: datetime | None
    """None where it has no date; so is `updated`."""
    updated: datetime | None
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
    """Date of the newest entry; the epoch if no entry has a date."""
    items: tuple[FeedItem, ...]
    """Newest first; those without a date in the order of their list."""
    hub: str = ""
    """The address of its WebSub hub; may be empty."""


class MarkdownStory(View, kw_only=True, frozen=True):
    """A story as Markdown, for programs; every URL is absolute."""

    title: str
    facts: dict[str, str | tuple[str, ...]]
    """What its front matter has, in order; empty values are left out."""
    body: Body


class EpisodeChapter(View, frozen=True):
    """A part of an episode."""

    time: str
    """Its start, such as `2:41` or `1:02:03`."""
    title: str


class EpisodeTranscript(View, frozen=True):
    """A file with the words of an episode; its URL is absolute."""

    url: str
    type: str
    """Media type."""
    lang: str
    """BCP 47 tag."""


class Episode(View, kw_only=True, frozen=True):
    """An entry of a podcast; every URL is absolute."""

    id: str
    """Permanent id: its first address."""
    title: str
    url: str
    published: datetime
    summary: str
    html: str
    """Notes for readers of the podcast."""
    author: str
    """Names; may be empty."""
    file: str
    bytes: int
    """The size of the published file."""
    type: str
    """Media type."""
    seconds: int
    """Its length; 0 if unknown."""
    chapters: tuple[EpisodeChapter, ...]
    chapters_url: str
    """URL of the chapters as JSON; empty without any."""
    transcripts: tuple[EpisodeTranscript, ...]


class Podcast(View, kw_only=True, frozen=True):
    """A podcast; every URL is absolute."""

    title: str
    description: str
    url: str
    """The page that it belongs to."""
    self_url: str
    language: str
    author: str
    email: str
    """The address that directories write to; may be empty."""
    cover: str
    """A square picture of 1400 to 3000 pixels."""
    updated: datetime
    """Date of the newest episode."""
    episodes: tuple[Episode, ...]
    """Newest first."""


class Outline(View, frozen=True):
    """One subscription in an OPML file; every URL is absolute."""

    title: str
    page: str
    feed: str


class OutlineGroup(View, frozen=True):
    """A folder of subscriptions."""

    title: str
    outlines: tuple[Outline, ...]


class Opml(View, frozen=True):
    """All feeds of the site as a subscription list (OPML 2.0)."""

    title: str
    groups: tuple[OutlineGroup, ...]


class QrCode(View, frozen=True):
    """A QR code as a picture of its own."""

    address: str
    """An absolute URL in ASCII."""


class CalendarZone(View, frozen=True):
    """A time zone in a calendar."""

    id: str
    """Its name in the zone database, such as `America/Chicago`."""
    rule: str
    """Its POSIX rule, such as `CST6CDT,M3.2.0,M11.1.0`."""


class CalendarEvent(View, kw_only=True, frozen=True):
    """An event, or a series, in a calendar."""

    uid: str
    """The permanent id, the same in each calendar."""
    stamp: datetime
    """When it was last changed, in UTC."""
    sequence: int
    """A number that grows with each change."""
    zone: str
    """The id of one of the calendar's zones; empty for UTC."""
    starts: datetime
    """The first date of a series. All times are on the clock of the zone, without an offset."""
    ends: datetime
    repeats: str = ""
    """A rule of RFC 5545, such as `FREQ=WEEKLY;COUNT=10`; empty for a single event."""
    exceptions: tuple[datetime, ...] = ()
    """Starts that the rule gives and that do not take place."""
    title: str
    description: str
    location: str
    categories: tuple[str, ...] = ()
    url: str
    """Absolute URL of its page."""
    is_cancelled: bool = False


class Calendar(View, kw_only=True, frozen=True):
    """A calendar for programs (iCalendar); every URL is absolute."""

    title: str
    description: str = ""
    url: str
    """The page that it belongs to."""
    zones: tuple[CalendarZone, ...]
    """The zones of its events."""
    events: tuple[CalendarEvent, ...]


SITEMAP_LIMIT = 50_000
"""Most pages in one sitemap."""


class SitemapEntry(View, frozen=True):
    """One page in the sitemap."""

    url: str
    """Absolute."""
    modified: datetime | None
    alternates: tuple[tuple[str, str], ...] = ()
    """The page in all its languages, itself too: language tags (BCP 47) or `x-default`, and absolute URLs."""


class Sitemap(View, frozen=True):
    """All pages for search engines (sitemaps.org 0.9)."""

    entries: tuple[SitemapEntry, ...]


class SitemapIndex(View, frozen=True):
    """The sitemaps of a site with too many pages for one; absolute URLs."""

    sitemaps: tuple[str, ...]


class Robots(View, frozen=True):
    """robots.txt (RFC 9309)."""

    sitemap: str
    """Absolute URL, or an empty string."""


class HeaderRule(View, frozen=True):
    """HTTP headers for all paths that match a pattern."""

    pattern: str
    """An absolute path, in which one `*` may stand for anything."""
    headers: tuple[tuple[str, str], ...]
    """Names and values (RFC 9110, section 5)."""
    versioned: bool = False
    """Whether it applies only to addresses that end in `?v=` and a fingerprint."""


class Headers(View, frozen=True):
    """HTTP headers for the files of the site, for the web server."""

    root: str
    """Path of the site, starts and ends with `/`."""
    rules: tuple[HeaderRule, ...]
    """The first one matches every path of the site."""
    feeds: tuple[tuple[str, str], ...]
    """Patterns of feeds with their media types."""
    types: tuple[tuple[str, str], ...]
    """Patterns of other files with media types that servers may not know."""


class Copy(View, frozen=True):
    """A file that is published unchanged or cleaned."""

    source: str
    """Path relative to the site's folder, or `theme:NAME/PATH` for a file of a theme."""
    digest: bytes


class CheckedCopy(View, frozen=True):
    """A file that is published unchanged, if its content is the one that the settings name."""

    source: str
    """Path relative to the site's folder."""
    digest: bytes
    integrity: str
    """The SHA-384 of its bytes, as in HTML (Subresource Integrity); empty where the settings name none."""


class Text(View, frozen=True):
    """A text file."""

    text: str


class EditorPage(View, kw_only=True, frozen=True):
    """The page that starts an editor; its URLs are relative to it."""

    title: str
    lang: str
    policy: str
    """The Content Security Policy."""
    icon: str
    """May be empty."""
    config: str
    config_type: str
    """Media type of the configuration."""
    script: str
    integrity: str
    scripts: tuple[str, ...]
    """Scripts that run before it."""
    styles: tuple[str, ...]
    language: str
    """The editor's name for the language in which it begins; may be empty."""
    repository: str
    """Absolute; for readers without JavaScript."""


class Resized(View, frozen=True):
    """A smaller version of a picture, identified by content and not by file name."""

    digest: bytes
    """BLAKE2b-128 of the bytes of the picture."""
    width: int
    height: int
    as_webp: bool = False
    """Whether it is a WebP file in place of the picture's own format, smaller than the same size in that."""


class Output(View, frozen=True):
    """One output file: its path, its renderer and its view."""

    path: str
    """Relative to the output folder, with `/`."""
    renderer: str
    """Name of a template such as `post.html`, or of a writer such as `feed`."""
    view: View
