"""Digests: what was new in a week or a month, as an email, as plain text and in feeds. Not a kind of content, but made of several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from edblog.kinds.digests.words import ENGLISH
from edblog.kinds.feature import Feature
from edblog.model import Document
from edblog.settings.digests import DIGESTS

if TYPE_CHECKING:
    from edblog.catalog.cards import Cards
    from edblog.catalog.groups import Group
    from edblog.catalog.lists import List
    from edblog.catalog.pages import Made, Pages
    from edblog.catalog.revision import Change
    from edblog.settings import Config
    from edblog.views import HeaderRule


class EmailDigests(Feature):
    """The emails, and the page that lists them, at `/digests/`."""

    url = DIGESTS
    english = ENGLISH

    def is_asked(self, config: Config) -> bool:
        """Whether `every` in `[digests]` names a week or a month."""
        return bool(config.digests.every)

    def lists(
        self,
        records: Mapping[str, Sequence[Document]],
        groups: Mapping[str, Mapping[str, Group]],
        config: Config,
    ) -> Iterator[List]:
        """The stories of each week and month that is over."""
        from edblog.kinds.digests.contents import lists

        return lists(groups, config)

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The emails, their plain text and feeds, and the page that lists them."""
        from edblog.kinds.digests.pages import made

        return made(pages)

    def reached(self, before: Cards, after: Cards, changes: Iterable[Change]) -> set[str] | None:
        """The digests that an edit may change."""
        from edblog.kinds.digests.edit import reached

        return reached(before, after, changes)

    def headers(self, config: Config) -> Iterator[HeaderRule]:
        """The policy of emails as pages, and a rule that keeps them out of search engines."""
        from edblog.kinds.digests.headers import headers

        return headers(config)


FEATURE = EmailDigests()
