"""What views are put together from: pictures, links, cards, texts."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec

from edblog.markup import SafeHtml


class View(msgspec.Struct, frozen=True):
    """Base of every view and every part of one."""


def part_of(parts: dict[str, Any], name: str) -> Any:
    """A part by its name, as an attribute; raises AttributeError where there is none."""
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
        return part_of(self.terms, name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.terms]


class Track(Link, frozen=True):
    """Captions of a video in one language; `title` is how a player's menu names them."""

    lang: str
    """BCP 47 tag."""


class Player(Link, frozen=True):
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
    embeds: tuple[Player, ...] = ()
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


class Fact(View, frozen=True):
    """A line about a record, such as who awards a micro-credential, or when an event starts."""

    text: str
    url: str = ""
    """Where the text leads; may be empty."""
    date: datetime | None = None
    """Stands behind the text; None where the line has no date."""
    until: datetime | None = None
    """Stands behind that date with a dash, where it is the start of something."""
    has_time: bool = False
    """Whether the times of these dates are shown, and not only the days."""
