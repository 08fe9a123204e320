"""Defines `Part`: what the stages of a build ask of each part of a site, whether it has files in `content/` or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from edblog.catalog.cards import Cards
    from edblog.catalog.pages import Later, Made, Pages
    from edblog.catalog.revision import Change
    from edblog.settings import Config
    from edblog.views import HeaderRule, Output


class Part:
    """A part of a site, such as a kind of content: its pages and files, and what leads to them."""

    english: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """English interface texts, for themes that lack them."""

    def pages(self, pages: Pages) -> Iterator[Made]:
        """Its pages within `pages.reach`.

        The reach of an edit of a story is small: make the page of a record only if `reach.has(record)`, an index page only if
        `reach.indexes`, or `reach.counts` if it has numbers of stories, and lists of stories with `pages.slices`.
        """
        raise NotImplementedError

    def reached(self, before: Cards, after: Cards, changes: Iterable[Change]) -> Iterable[str] | None:
        """What an edit of records other than stories reaches besides, as in `Reach.listings`; None if the whole site must be assembled."""
        return ()

    def outputs(self, pages: Pages) -> Iterable[Output | Later]:
        """Its files within `pages.reach` that are neither pages nor feeds, such as calendars; not asked if only texts of stories differ."""
        return ()

    def headers(self, config: Config) -> Iterable[HeaderRule]:
        """The rules for HTTP headers of its files, beside those for all files."""
        return ()
