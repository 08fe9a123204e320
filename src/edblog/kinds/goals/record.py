"""The record of a goal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import unquote

from edblog.model import Document, Record
from edblog.web.urls import is_on_site


class Measure(Record, frozen=True):
    """A number by which the district sees how far it is. The values are as written, with their units."""

    name: str
    start: str = ""
    """The value at the beginning of the plan."""
    now: str = ""
    """The newest value."""
    target: str = ""
    due: datetime | None = None
    """The day by which the target should be reached, in UTC."""


class Goal(Document, kw_only=True, frozen=True):
    """A goal of the district's strategic plan."""

    folder = "goals"
    has_id = True

    title: str
    number: int = 0
    """Its number in the plan; 0 for none."""
    period: str = ""
    """The years of the plan, as written."""
    measures: tuple[Measure, ...] = ()
    ask: str = ""
    """Whom to ask, in words."""
    contact: str = ""
    """The address of a page, here or elsewhere, or of an email with `mailto:`."""
    plan: str = ""
    """The address of the strategic plan: a file, or a page here or elsewhere."""
    credentials: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    """Ids of stories; those about the micro-credentials need not be named."""
    events: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    recordings: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The goal's title."""
        return self.title

    def named_links(self) -> Mapping[str, tuple[str, ...]]:
        """The contact page and the plan, if they are on this site."""
        fields = {"contact": self.contact, "plan": self.plan}
        return {field: (url,) if is_on_site(url) else () for field, url in fields.items()}

    def public_addresses(self) -> tuple[str, ...]:
        """The email address of the contact (RFC 6068), in lowercase."""
        if not self.contact.lower().startswith("mailto:"):
            return ()
        return (unquote(self.contact[len("mailto:") :].partition("?")[0]).casefold(),)
