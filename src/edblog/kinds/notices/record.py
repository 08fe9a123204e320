"""The record of a notice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import unquote

from edblog.model import Document, Due, PictureRef
from edblog.web.urls import is_on_site

STAYS = timedelta(days=30)
"""How long the page of a notice says that it is over, before its address leads to the community board."""


class Notice(Document, kw_only=True, frozen=True):
    """Something that counts for some time, such as an invitation or a deadline."""

    folder = "notices"

    title: str
    starts: datetime | None = None
    """In UTC, like all moments here."""
    expires: datetime | None = None
    """The moment from which it is over. If its file names a day, this is the midnight after it in the site's time zone."""
    leaves: datetime | None = None
    """The end of the time in which its page says that it is over."""
    is_until_day: bool = False
    """Whether its file names a last day, not a time."""
    event: tuple[str, ...] = ()
    """The id of the event that it is about; at most one."""
    event_ends: datetime | None = None
    """The end of its event, of which only the event's own file tells; None for a series without an end."""
    flyer: PictureRef | None = None
    """The flyer, if it is a picture; its description is the notice's title."""
    flyer_file: str = ""
    """The path of the flyer, if it is a document; may be empty."""
    url: str = ""
    """The address of a page, of this site too, or of an email with `mailto:`."""
    place: str = ""
    credentials: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The notice's title."""
        return self.title

    @property
    def dated(self) -> datetime | None:
        """The moment from which it is shown, in UTC; None if its file does not say."""
        return self.starts

    @property
    def over(self) -> datetime | None:
        """The moment from which it is over, in UTC: its own, or the end of its event; None if its event goes on."""
        return self.expires or self.event_ends

    @property
    def gone(self) -> datetime | None:
        """The moment from which its address leads to the community board."""
        if self.expires:
            return self.leaves
        return self.event_ends + STAYS if self.event_ends else None

    def named_pictures(self) -> Mapping[str, PictureRef]:
        """The flyer, as the field `flyer`."""
        return {"flyer": self.flyer} if self.flyer else {}

    def named_links(self) -> Mapping[str, tuple[str, ...]]:
        """The flyer, if it is a document, and the page of this site that it leads to."""
        flyer = (self.flyer_file,) if self.flyer_file else ()
        return {"flyer": flyer, "url": (self.url,) if is_on_site(self.url) else ()}

    def public_addresses(self) -> tuple[str, ...]:
        """The email address that it leads to (RFC 6068), in lowercase."""
        if not self.url.lower().startswith("mailto:"):
            return ()
        return (unquote(self.url[len("mailto:") :].partition("?")[0]).casefold(),)

    def due(self, now: datetime) -> Due:
        """A notice is shown from its start until it is over; then its page says so for some time; then only its address is left."""
        over, gone = self.over, self.gone
        if over is not None and gone is not None and over <= now:
            return Due(is_past=True, until=gone) if now < gone else Due(is_past=True, is_gone=True)
        if self.starts and now < self.starts:
            return Due("scheduled", until=self.starts)
        return Due(until=over)
