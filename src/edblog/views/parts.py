"""Parts of views: pictures, links, cards, texts."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec

from edblog.web.markup import SafeHtml


class View(msgspec.Struct, frozen=True):
    """Base of every view and every part of one."""


def part_of(parts: dict[str, Any], name: str) -> Any:
    """The part with this name; raises AttributeError if there is none."""
    try:
        return parts[name]
    except KeyError:
        raise AttributeError(name) from None


class Picture(View, frozen=True):
    """A picture with everything for an `img` element."""

    url: str
    alt: str
    width: int = 0
    """In CSS pixels; 0 if unknown."""
    height: int = 0
    caption: str = ""
    srcset: str = ""
    """All its sizes for the `srcset` attribute, narrowest first; empty if there is only one."""
    credit: str = ""
    """Who made it."""
    license: str = ""
    """Display name, such as `CC BY 4.0`, or words."""
    license_url: str = ""
    """Absolute URL of the license; may be empty."""
    webp: str = ""
    """The same sizes in the format WebP, for the `srcset` of a `source` element; empty if there are none."""


class Link(View, frozen=True):
    """A title and its target."""

    title: str
    url: str


class InLanguage(Link, frozen=True):
    """A link with the language of its title: a story, or a page in one of its languages, of which `title` is the name in itself."""

    lang: str
    """BCP 47 tag."""


class Piece(View, frozen=True):
    """A part of a short text from the settings, plain or linked."""

    text: str
    url: str
    """Target of a link; empty for plain text."""


class MenuItem(Link, frozen=True):
    """An entry of the site's menu."""

    section: str
    """Equal to `page.section` on the pages of this entry."""


class FeedLink(Link, frozen=True):
    """A feed of a page."""

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
    """A story in a list; its terms are also available by the name of their grouping, such as `card.topics`."""

    date: datetime
    summary: str
    terms: dict[str, tuple[Link, ...]]
    """Terms by the name of their grouping; each grouping is also an attribute."""
    minutes: int
    """Reading time, at least 1."""
    image: Picture | None
    lang: str
    """BCP 47 tag of the story."""

    def __getattr__(self, name: str) -> Any:
        """The terms of a grouping."""
        return part_of(self.terms, name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.terms]


class Entry(Link, frozen=True):
    """A record of any kind in a list of picked ones."""

    kind: str
    """The folder of its kind, such as `posts`; empty for a page elsewhere."""
    people: tuple[Link, ...] = ()
    """Those who wrote it."""
    date: datetime | None = None
    """In the site's time zone."""
    image: Picture | None = None
    lang: str = ""
    """BCP 47 tag of the record."""
    note: str = ""
    """A few words beside the name of its kind, such as its length; may be empty."""


class Track(Link, frozen=True):
    """Captions of a video in one language; `title` is their name in the player's menu."""

    lang: str
    """BCP 47 tag."""


class Player(Link, frozen=True):
    """A player in a text; template `partials/embed.html`. `url` is the host's page, or the played file."""

    kind: Literal["video", "audio", "slides", "post"]
    place: int
    """Number of its placeholder in the text."""
    host: str
    """Display name, such as `YouTube`; empty for a file of the site."""
    frame: str
    """Absolute URL of the host's player; empty for a file of the site."""
    allow: str
    """The frame's `allow` attribute."""
    referrer: str
    """The frame's `referrerpolicy`."""
    type: str
    """Media type of a file of the site."""
    poster: Picture | None
    tracks: tuple[Track, ...]
    transcript: str
    """URL; may be empty."""


class Explained(Link, frozen=True):
    """A word that another page explains; templates `partials/word.html` and `partials/words.html`."""

    id: str
    """A name for the ids of elements."""
    long: str
    """What an acronym stands for; may be empty."""
    text: str
    """The explanation as plain text; may be empty."""
    forms: tuple[str, ...]
    """The forms of the word in texts."""
    lang: str
    """BCP 47 tag of the explanation."""


class Body(View, frozen=True):
    """A rendered text, identified by its digest; the HTML is loaded when the output is rendered."""

    digest: bytes
    urls: tuple[str, ...]
    """The addresses for its placeholders, in order."""
    pictures: tuple[tuple[int, int, str], ...] = ()
    """Width, height and srcset for each placeholder, as in `Picture`; `NO_PICTURE` if it is not a picture."""
    embeds: tuple[Player, ...] = ()
    """The players; empty in feeds, where their placeholders become links."""
    webp: tuple[str, ...] = ()
    """For each placeholder the WebP files of its picture, as in `Picture`; empty if there are none at all, and in feeds."""
    explained: tuple[Explained, ...] = ()
    """The words that it probably has, and whose first use leads to an explanation; empty in feeds."""
    ids: str = ""
    """The start of its ids, where it shares a page with other texts; its `urls` have it already."""


NO_PICTURE = (0, 0, "")
"""Value in `Body.pictures` for a placeholder that is not a picture, or one of unknown size."""


class Heading(View, frozen=True):
    """An entry of a table of contents."""

    level: int
    id: str
    title: str


class Pagination(View, frozen=True):
    """Position of a page in a list that spans several pages.

    Pages are numbered from the oldest, so that the numbers in links keep their meaning; the newest
    page has no number in its URL.
    """

    newer: str
    """URL of the next newer page; empty on the newest page."""
    older: str
    number: int
    """1 is the oldest."""
    newest: str
    """URL of the newest page."""
    oldest: str
    """URL of page 1; that of the newest page if there is only one."""
    nearby: tuple[Link, ...]
    """This page and up to two on each side, newest first; `title` is the number. No more than these, so that a growing list
    changes only its newest pages."""


class Comments(View, frozen=True):
    """The comments on a page."""

    service: str
    """Display name, such as `GitHub Discussions`."""
    host: str
    """Host name that is contacted after the reader's click."""
    load: Literal["click", "auto"]
    discussion: str
    """Absolute URL of the discussion for readers without JavaScript; may be empty."""
    markup: SafeHtml
    """HTML by edblog for a `template` element; it becomes active after the reader's click."""
    account: str
    """The account that a reader needs to write a comment, in English, such as `a GitHub account`; may be empty."""
    head: SafeHtml = SafeHtml("")
    """HTML by edblog for the page's head; may be empty."""
    account_at: str = ""
    """The company with which a reader needs an account to write a comment, such as `GitHub`; may be empty."""
    returning: str = ""
    """JavaScript pattern for the query and fragment of a reader who comes back to the comments; may be empty."""


class Fact(View, frozen=True):
    """A line about a record, such as its issuer or its start."""

    text: str
    url: str = ""
    """Target of the text; may be empty."""
    date: datetime | None = None
    """Date after the text; None if the line has no date."""
    until: datetime | None = None
    """End of the period that starts at `date`; None if there is none."""
    has_time: bool = False
    """Whether to show the times of these dates, and not only the days."""
