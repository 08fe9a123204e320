"""Defines `Feature`, a part of a site that has no files in `content/` and is there where settings ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from edblog.kinds.part import Part
from edblog.model import Document

if TYPE_CHECKING:
    from edblog.catalog.frame import MenuEntry
    from edblog.catalog.groups import Group
    from edblog.catalog.lists import List
    from edblog.catalog.site import Site
    from edblog.settings import Config


class Feature(Part):
    """A page that is made of what several kinds of content have, with further pages and files.

    Every site knows its address, its menu entry and its words. All else is asked for only where the settings ask for it, so its methods
    import late.
    """

    url: ClassVar[str]
    """URL path of its page."""

    def is_asked(self, config: Config) -> bool:
        """Whether the settings ask for it."""
        raise NotImplementedError

    def lists(
        self,
        records: Mapping[str, Sequence[Document]],
        groups: Mapping[str, Mapping[str, Group]],
        config: Config,
    ) -> Iterable[List]:
        """The lists of records behind its pages, through which an edit reaches those."""
        return ()

    def menu(self, site: Site) -> Iterable[MenuEntry]:
        """Its menu entry, in the first row of the footer."""
        from edblog.catalog.frame import MenuEntry

        yield MenuEntry(self.url.rstrip("/"), self.url, is_shown=self.url in site.asked, in_footer=True)
