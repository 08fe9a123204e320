"""Views of micro-credentials."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from edblog.kinds.people.views import AuthorChip
from edblog.views import Card, Fact, Link, ListPage, Pagination, Picture, RecordPage, View


class CredentialChip(Link, frozen=True):
    """A micro-credential as a label; `title` is its name."""

    tone: int
    """The number of a theme color, 0 to 3; always the same for a micro-credential."""
    badge: Picture | None
    letter: str
    """The initials on a drawn badge, if there is no picture of one."""


class CredentialCard(CredentialChip, frozen=True):
    """A micro-credential in a list of them."""

    competency: str
    stories: int


class Renewal(View, frozen=True):
    """The credit that one authority gives for a micro-credential."""

    authority: str
    amount: float
    unit: str
    """`clock_hour`, `ceu`, `pdp` or `board_credit`."""
    url: str
    """URL of what the district says about this authority, on the page of what counts."""


class StackPlace(View, frozen=True):
    """A credential's place in its stack."""

    name: str
    url: str
    position: int
    """From 1."""
    size: int
    credentials: tuple[Link, ...]


class Chat(Link, frozen=True):
    """The next event under a hashtag."""

    starts: datetime
    """In the site's time zone."""


class Hashtag(View, frozen=True):
    """A hashtag, with the micro-credentials that it is for."""

    name: str
    """Without the `#`."""
    id: str
    """Its id on the page."""
    credentials: tuple[CredentialChip, ...]
    """Empty for a hashtag of an event alone."""
    about: str
    """What an educator who has the first of them can do; may be empty."""
    hosts: tuple[AuthorChip, ...]
    """Those who look after it, or else the hosts of its next chat."""
    chat: Chat | None


class HashtagsPage(ListPage, kw_only=True, frozen=True):
    """All hashtags; template `hashtags.html`."""

    hashtags: tuple[Hashtag, ...]

    @property
    def entries(self) -> tuple[Link, ...]:
        """The micro-credentials, hashtag by hashtag."""
        return tuple(credential for hashtag in self.hashtags for credential in hashtag.credentials)


class CredentialPage(RecordPage, kw_only=True, frozen=True):
    """A micro-credential and its stories; template `credential.html`."""

    credential: CredentialChip
    issuer: str
    link: str
    """The issuer's own page, absolute; may be empty."""
    hashtag: str
    hashtags: str
    """URL of the hashtag on the page of all hashtags; empty if it has none."""
    competency: str
    key_method: str
    evidence: tuple[str, ...]
    renewal: tuple[Renewal, ...]
    stack: StackPlace | None
    stories: int
    """The number of stories; 0 on the numbered pages, so that a new story does not change them."""
    cards: tuple[Card, ...]
    pagination: Pagination
    write: Link | None
    """The form, filled in for a story about it; None where the site has no form."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The issuer and the requirements."""
        write = Fact(self.write.title, self.write.url) if self.write else Fact("")
        found = (Fact(self.issuer, self.link), Fact(self.competency), Fact(self.key_method), write)
        return tuple(fact for fact in found if fact.text)

    @property
    def entries(self) -> tuple[Link, ...]:
        """The stories."""
        return self.cards

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the micro-credential."""
        from edblog.kinds.credentials.data import credential

        return credential(self)


class Stack(View, frozen=True):
    """A group of micro-credentials; `name` is empty for those that are in no stack."""

    name: str
    id: str
    credentials: tuple[CredentialCard, ...]


class CredentialsPage(ListPage, kw_only=True, frozen=True):
    """All micro-credentials; template `credentials.html`."""

    stacks: tuple[Stack, ...]
    hashtags: str
    """URL of the page of all hashtags; empty if there are none."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """All micro-credentials, stack by stack."""
        return tuple(card for stack in self.stacks for card in stack.credentials)
