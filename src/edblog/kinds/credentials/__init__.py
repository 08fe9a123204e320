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
    from edblog.catalog.frame import MenuEntry
    from edblog.catalog.groups import Group
    from edblog.catalog.lists import List
    from edblog.catalog.pages import Made, Pages
    from edblog.catalog.site import Site
    from edblog.kinds.credentials.views import CredentialChip
    from edblog.kinds.impact.periods import Periods
    from edblog.kinds.impact.tallies import Tally
    from edblog.settings import Config


class Credentials(Kind):
    """The kind of micro-credentials, in `content/credentials/`."""

    record = Credential
    what = "a micro-credential"
    word = "credential"
    book_words = ("credential",)
    templates = ("credential.html",)
    unknown = "unknown-credential"
    free = frozenset(
        ["issuer", "url", "hashtag", "hashtag_hosts", "competency", "key_method", "evidence", "renewal"]
    )
    has_list = False
    further_indexes = ("hashtags/", "pathways/", "what-counts/")
    is_numbered = True
    names = MappingProxyType({"hashtag_hosts": "authors"})
    english = MappingProxyType(
        {
            "nav_credentials": "Micro-credentials",
            "feeds_credentials": "One micro-credential",
            "nav_hashtags": "Hashtags",
            "hashtags.intro": "Words under which people talk about a micro-credential elsewhere.",
            "nav_pathways": "Pathways",
            "pathways.intro": "Micro-credentials that build on each other, step by step.",
            "pathways.of": "The micro-credentials of {name}: what each asks, what it counts for, and who wrote about it.",
            "nav_counts": "What counts here",
            "counts.intro": "What each micro-credential is worth when you renew a license, and for whom.",
        }
    )

    def indexes(
        self,
        records: Mapping[str, Sequence[Document]],
        groups: Mapping[str, Mapping[str, Group]],
    ) -> tuple[str, ...]:
        """URL paths of the pages of all hashtags, of all pathways and of what counts. That of the list of all is in a grouping of stories."""
        from edblog.kinds.credentials import hashtags, pathways

        exist = hashtags.exist(records), bool(pathways.stacks(records)), pathways.something_counts(records)
        return tuple(url for url, is_there in zip(self.further_indexes, exist, strict=True) if is_there)

    def lists(
        self,
        records: Mapping[str, Sequence[Document]],
        groups: Mapping[str, Mapping[str, Group]],
        config: Config,
    ) -> Iterator[List]:
        """The pathways."""
        from edblog.kinds.credentials import pathways

        return pathways.lists(records)

    def sitemap(self, site: Site) -> tuple[str, ...]:
        """URL paths of its pages for the sitemap, with the pathways."""
        from edblog.kinds.credentials import pathways

        found = (found.url for found in pathways.lists(site.records))
        return *super().sitemap(site), *found

    def menu(self, site: Site) -> Iterator[MenuEntry]:
        """The entries of pathways and of what counts, in the first row of the footer."""
        from edblog.catalog.frame import MenuEntry

        there = self.indexes(site.records, site.groups)
        for name, url in zip(("pathways", "counts"), self.further_indexes[1:], strict=True):
            yield MenuEntry(name, url, is_shown=url in there, in_footer=True)

    def beside(self, pages: Pages, record: Document) -> Mapping[str, Any]:
        """The ways of a person through pathways."""
        from edblog.kinds.credentials.pathways import beside

        return beside(pages, record)

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The page of each micro-credential, and the list of all."""
        from edblog.kinds.credentials.pages import made

        return made(pages)

    def on_home(self, pages: Pages) -> Mapping[str, Any]:
        """The micro-credentials for the home page, those with the most stories first."""
        from edblog.kinds.credentials.pages import by_stories

        return {"credentials": by_stories(pages.cards)}

    def counted(self, pages: Pages, periods: Periods) -> Iterator[Tally]:
        """Hours by authority."""
        from edblog.kinds.credentials.hours import counted

        return counted(pages)

    def chip(self, cards: Cards, record: Credential) -> CredentialChip:
        """The linked label of a micro-credential."""
        from edblog.kinds.credentials.pages import chip

        return chip(cards, record)

    # How its files are read

    is_official = True


KIND = Credentials()
