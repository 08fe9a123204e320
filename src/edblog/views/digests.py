"""Views of digests: emails about what was new in a week or a month, their feeds, and the page that lists them.

Emails are read elsewhere, so every URL in a digest is absolute.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from edblog.views.files import Feed
from edblog.views.pages import ListPage, PageView
from edblog.views.parts import FeedLink, Link, Picture, View

Unit = Literal["week", "month"]


class DigestStory(Link, frozen=True):
    """A story in a digest."""

    about: Link | None
    """What it is about; None if it does not say."""
    tone: int
    """The number of a theme color, 0 to 3."""
    summary: str
    people: tuple[str, ...]
    """The names of those who wrote it."""
    school: str
    """The school of the first one; may be empty."""
    date: datetime
    """In the site's time zone."""
    minutes: int
    """Reading time."""
    image: Picture | None
    """In one size; None if it has none that programs for email can show."""
    lang: str
    """BCP 47 tag of the story."""


class DigestEvent(Link, frozen=True):
    """A date of an event that follows a digest."""

    starts: datetime
    """In the site's time zone."""
    zone: str
    """The name of that zone."""
    place: str
    """May be empty."""
    is_online: bool
    """Whether one can join from elsewhere."""
    lang: str


class DigestEntry(Link, frozen=True):
    """Something else that is new: a recording, a resource or a notice."""

    summary: str
    until: datetime | None
    """The last moment of a notice, in the site's time zone; None for others, or if it has no end."""
    has_time: bool
    """Whether to show the time of `until`."""
    lang: str


class DigestGroup(View, frozen=True):
    """Records of one kind that are new."""

    name: str
    """The folder of their kind: `recordings`, `resources` or `notices`."""
    entries: tuple[DigestEntry, ...]
    more: int
    """How many further ones there are."""
    url: str
    """The page with all of them."""


class Digest(View, kw_only=True, frozen=True):
    """What was new in a week or a month, on the site or about a part of it. It shows what the site has now."""

    key: str
    """Such as `2026-W05` or `2026-01`."""
    unit: Unit
    first: datetime
    """Its first and last day, in the site's time zone."""
    last: datetime
    about: Link | None
    """What it is about; None for the whole site."""
    preview: str
    """What programs show beside the subject line; may be empty."""
    count: int
    """The number of stories."""
    stories: tuple[DigestStory, ...]
    """The newest first, at most twelve."""
    more: int
    """How many further ones there are."""
    all: str
    """The page with all stories of that time, or about the same."""
    events: tuple[DigestEvent, ...]
    """Dates in the time after it, in their order, at most six."""
    groups: tuple[DigestGroup, ...]
    """Other new records, without empty groups."""
    write: str
    """The page on which one writes a story; empty if there is none."""
    home: str
    browser: str
    """Its own address, for those whose program does not show it well."""
    text: str
    """The address of its plain text."""


class DigestPage(PageView, kw_only=True, frozen=True):
    """A digest as an email; template `emails/digest.html`. Its title is the subject line."""

    digest: Digest


class DigestText(View, frozen=True):
    """The plain text of a digest."""

    page: DigestPage


class DigestFeed(View, frozen=True):
    """A feed with digests in full, for services that turn feeds into emails."""

    feed: Feed
    """Its items are without texts."""
    pages: tuple[DigestPage, ...]
    """The digests of its items, in the same order."""


class DigestRow(Link, frozen=True):
    """A digest in a list; `title` names its period as numbers do, for themes that do not."""

    unit: Unit
    first: datetime
    last: datetime
    stories: int
    text: str
    """URL of its plain text."""


class DigestSubject(Link, frozen=True):
    """What has digests; `url` is its page, empty for the whole site."""

    kind: str
    """`site`, or the folder of its kind."""
    feeds: tuple[FeedLink, ...]
    """Its feeds of digests; their `format` is `week` or `month`."""
    digests: tuple[DigestRow, ...]
    """The newest first: all of the site, some of the others."""


class DigestsPage(ListPage, kw_only=True, frozen=True):
    """All digests; template `digests.html`."""

    subjects: tuple[DigestSubject, ...]
    """The site first, if it has digests; only those that have one."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """The digests of the site, and the other subjects."""
        own = (row for subject in self.subjects if not subject.url for row in subject.digests)
        return (*own, *(subject for subject in self.subjects if subject.url))
