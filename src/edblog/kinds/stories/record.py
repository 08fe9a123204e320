"""The record of a story."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from edblog.kinds.people.record import Author
from edblog.model import ALWAYS, Document, Due, PictureRef

OPEN = ""
"""The key of open questions among the groups of questions."""
MARKDOWN = "index.md"
"""The last part of the address of a story as Markdown."""
FAR = timedelta(days=366)
"""How far ahead a date may be before it is probably a typing error."""


class Post(Document, kw_only=True, frozen=True):
    """A story by one or several educators."""

    folder = "posts"

    title: str
    date: datetime
    """In UTC."""
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    """Ids of the authors in the order of the byline, including authors who are introduced in the story."""
    inline_authors: tuple[Author, ...] = ()
    credentials: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """The topics as written; topics that differ only in case or spacing are the same topic."""
    grades: tuple[str, ...] = ()
    """Ids from `grades.IDS`, the youngest first."""
    image: PictureRef | None = None
    feed_id: str = ""
    """The id of the story in feeds, if it came from another program; empty to use its address."""
    pinned: bool = False
    """Whether it is shown at the top of the home page."""
    comments: bool = True
    old_from: datetime | None = None
    """When it becomes an old story, in UTC; None for never."""
    month: str = ""
    """The month of its date in the site's time zone, such as `2026/01`."""
    week: str = ""
    """The week of its date in the site's time zone, such as `2026-W05`; empty if the site has no digests of weeks."""
    asks: str = ""
    """A question for colleagues, which makes the story a problem of practice."""
    answered_by: tuple[str, ...] = ()
    """Ids of the stories that answer it."""
    series: tuple[str, ...] = ()
    """The name of the series that it is a part of, as written, alone in a tuple; empty for none."""
    part: int = 0
    """Its number in the series, from 1; 0 without a series."""

    @property
    def label(self) -> str:
        """The story's title."""
        return self.title

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of the stories that answer its question, `OPEN` if there is none yet; empty if it asks nothing."""
        return (self.answered_by or (OPEN,)) if self.asks else ()

    @property
    def months(self) -> tuple[str, ...]:
        """The month of its date, as a list for groups."""
        return (self.month,) if self.month else ()

    @property
    def weeks(self) -> tuple[str, ...]:
        """The week of its date, as a list for groups."""
        return (self.week,) if self.week else ()

    @property
    def dated(self) -> datetime:
        """The story's date in UTC."""
        return self.date

    @property
    def changed(self) -> datetime:
        """The date of its last change by its front matter, in UTC: `updated` or else `date`."""
        return self.updated or self.date

    def named_pictures(self) -> Mapping[str, PictureRef]:
        """The picture at the top of the story, as the field `image`."""
        return {"image": self.image} if self.image else {}

    def due(self, now: datetime) -> Due:
        """A story is on the site from its date on, and may become old."""
        if self.date > now:
            return Due("scheduled", until=self.date)
        if self.old_from is None:
            return ALWAYS
        return Due(is_past=True) if self.old_from <= now else Due(until=self.old_from)

    def introduced(self) -> tuple[Author, ...]:
        """The authors who are introduced in the story."""
        return self.inline_authors
