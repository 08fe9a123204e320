"""The record of a micro-credential."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from edblog.model import Document, PictureRef, Record


class Renewal(Record, frozen=True):
    """The credit that one authority gives for a micro-credential."""

    authority: str
    amount: float
    unit: Literal["clock_hour", "ceu", "pdp", "board_credit"]


class Credential(Document, kw_only=True, frozen=True):
    """A micro-credential that stories are about."""

    folder = "credentials"
    has_id = True

    name: str
    issuer: str
    url: str = ""
    hashtag: str = ""
    """Without the `#`."""
    hashtag_hosts: tuple[str, ...] = ()
    """Ids of the authors who look after the hashtag."""
    competency: str = ""
    key_method: str = ""
    evidence: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    """Questions for writers, on the page with the form."""
    stack: str = ""
    stack_order: int = 0
    renewal: tuple[Renewal, ...] = ()
    badge: PictureRef | None = None
    tone: str = ""
    """One of `TONES`; empty to choose one by the id."""

    @property
    def label(self) -> str:
        """The micro-credential's name."""
        return self.name

    @property
    def about(self) -> str:
        """The competency, or else the first paragraph of the text."""
        return self.competency or self.text.first_paragraph

    def named_pictures(self) -> Mapping[str, PictureRef]:
        """The picture of the badge, as the field `image`."""
        return {"badge": self.badge} if self.badge else {}

    def public_names(self) -> tuple[str, ...]:
        """The names of the micro-credential and of its issuer."""
        return self.issuer, self.name
