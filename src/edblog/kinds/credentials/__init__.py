"""The kind of content for micro-credentials, which stories are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from edblog.kinds.credentials.record import Credential
from edblog.kinds.kind import Kind
from edblog.model import Document

if TYPE_CHECKING:
    from edblog.catalog.cards import Cards
    from edblog.catalog.groups import Group
    from edblog.catalog.pages import Made, Pages
    from edblog.kinds.credentials.views import CredentialChip
    from edblog.kinds.start import Start
    from edblog.sources.front_matter.field import Field


class Credentials(Kind):
    """The kind of micro-credentials, in `content/credentials/`."""

    record = Credential
    what = "a micro-credential"
    word = "credential"
    templates = ("credential.html",)
    unknown = "unknown-credential"
    free = frozenset(
        ["issuer", "url", "hashtag", "hashtag_hosts", "competency", "key_method", "evidence", "renewal"]
    )
    has_list = False
    further_indexes = ("hashtags/",)
    is_numbered = True
    names = MappingProxyType({"hashtag_hosts": "authors"})
    english = MappingProxyType(
        {
            "nav_credentials": "Micro-credentials",
            "feeds_credentials": "One micro-credential",
            "nav_hashtags": "Hashtags",
            "hashtags.intro": "Words under which people talk about a micro-credential elsewhere.",
        }
    )

    def indexes(
        self,
        records: Mapping[str, Sequence[Document]],
        groups: Mapping[str, Mapping[str, Group]],
    ) -> tuple[str, ...]:
        """The URL path of the page of all hashtags; none without a hashtag. That of the list of all is in a grouping of stories."""
        from edblog.kinds.credentials import hashtags

        return self.further_indexes if hashtags.exist(records) else ()

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The page of each micro-credential, and the list of all."""
        from edblog.kinds.credentials.pages import made

        return made(pages)

    def on_home(self, pages: Pages) -> Mapping[str, Any]:
        """The micro-credentials for the home page, those with the most stories first."""
        from edblog.kinds.credentials.pages import by_stories

        return {"credentials": by_stories(pages.cards)}

    def chip(self, cards: Cards, record: Credential) -> CredentialChip:
        """The linked label of a micro-credential."""
        from edblog.kinds.credentials.pages import chip

        return chip(cards, record)

    # How its files are read

    is_official = True

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """The fields of a micro-credential: name, issuer, competency and so on."""
        from edblog.kinds.credentials.fields import FIELDS

        return FIELDS

    @property
    def start(self) -> Start:
        """The content of a new file from `edblog new`."""
        from edblog.kinds.credentials.start import START

        return START


KIND = Credentials()
