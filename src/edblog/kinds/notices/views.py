"""Views of notices."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from edblog.views import Fact, Link, ListPage, Picture, RecordPage, View


class NoticeCard(Link, frozen=True):
    """A notice in a list."""

    summary: str
    starts: datetime | None
    """When it was put up, in the site's time zone, like all times here; None if its file does not say."""
    until: datetime | None
    """The last day on which it counts, or the time until which it does; None for a series of events, which has `next`."""
    has_time: bool
    """Whether `until` has a time, not only a day."""
    over: datetime | None
    """The moment from which it is over; the midnight after its last day. None if it has no end."""
    next: datetime | None
    """The next date of its event, if that is a series; else None."""
    event: Link | None
    place: str
    more: str
    """Where to read more: a URL, or `mailto:`; may be empty."""
    host: str
    """The host name of `more`; empty for an email address and a page of this site."""
    flyer: Picture | None
    """The flyer, if it is a picture."""
    file: str
    """URL of the flyer, if it is a PDF; else empty."""
    credentials: tuple[Link, ...]
    is_past: bool
    """Whether it is over."""
    is_canceled: bool
    """Whether its event does not take place."""
    tone: int
    """The number of a theme color: that of its first micro-credential."""
    lang: str
    """BCP 47 tag of its texts."""


class NoticePage(RecordPage, kw_only=True, frozen=True):
    """A notice; template `notices/notice.html`."""

    notice: NoticeCard
    stays: datetime | None
    """Once it is over: the last day on which this page is there; else None."""
    board: str
    """URL of the community board."""
    paper: str
    """URL of a page about it to print and to pin up; empty once it is over, or if its event is canceled."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The end or the next date, the place, and where to read more."""
        found = self.notice
        moment = None if found.is_canceled else found.until or found.next
        when = (Fact("", date=moment, has_time=found.has_time or not found.until),) if moment else ()
        where = (Fact(found.place), Fact(found.host or found.more, found.more))
        return *when, *(fact for fact in where if fact.text)

    @property
    def entries(self) -> tuple[Link, ...]:
        """Its event."""
        return (self.notice.event,) if self.notice.event else ()

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the notice."""
        from edblog.kinds.notices.data import notice

        return notice(self)


class NoticesPage(ListPage, kw_only=True, frozen=True):
    """The community board; template `notices/notices.html`."""

    notices: tuple[NoticeCard, ...]
    """Those that count, the one that is over first comes first."""
    post: str
    """URL at which a writer begins a notice; may be empty."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """The notices."""
        return self.notices


class HomeNotices(View, frozen=True):
    """The notices on the home page, or on that of a micro-credential; template `partials/notices.html`."""

    notices: tuple[NoticeCard, ...]
    """At most three."""
    all: str
    """URL of the community board."""
