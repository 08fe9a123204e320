"""The kind of content for pages such as About. The text of a page such as `topics.md` is shown above that list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from edblog.kinds.digests.words import ENGLISH as DIGESTS_ENGLISH
from edblog.kinds.impact.words import ENGLISH as IMPACT_ENGLISH
from edblog.kinds.kind import Kind
from edblog.kinds.pages.record import Page
from edblog.kinds.pages.words import ENGLISH
from edblog.model import Document
from edblog.settings.digests import DIGESTS
from edblog.settings.impact import IMPACT

if TYPE_CHECKING:
    from edblog.catalog.cards import Cards
    from edblog.catalog.frame import MenuEntry
    from edblog.catalog.groups import Group
    from edblog.catalog.lists import List
    from edblog.catalog.pages import Later, Made, Pages
    from edblog.catalog.revision import Change
    from edblog.catalog.site import Site
    from edblog.problems import Problem
    from edblog.settings import Config
    from edblog.sources.front_matter.fields import Fields
    from edblog.sources.reading import TextFile


class TextPages(Kind):
    """The kind of pages, in `content/pages/`; menus and links lead to them."""

    record = Page
    what = "a page"
    word = "page"
    templates = ("page.html",)
    is_at_root = True
    free = frozenset(["title", "image", "shows"])
    has_list = False
    english = MappingProxyType({**ENGLISH, **IMPACT_ENGLISH, **DIGESTS_ENGLISH})

    def order(self, record: Page) -> tuple[object, ...]:
        """The sort key: the field `order`, then the slug."""
        return record.order, record.slug

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The pages, except those whose text is shown above a list; the page of impact; and digests."""
        from edblog.kinds.pages.pages import made

        yield from made(pages)
        if pages.config.impact:
            from edblog.kinds.impact import pages as impact

            yield from impact.made(pages)
        if pages.config.digests.every:
            from edblog.kinds.digests import pages as digests

            yield from digests.made(pages)

    def outputs(self, pages: Pages) -> Iterator[Later]:
        """The files of the page of impact."""
        if pages.config.impact:
            from edblog.kinds.impact.pages import files

            yield from files(pages)

    def lists(
        self,
        records: Mapping[str, Sequence[Document]],
        groups: Mapping[str, Mapping[str, Group]],
        config: Config,
    ) -> Iterator[List]:
        """The lists behind digests."""
        if config.digests.every:
            from edblog.kinds.digests.contents import lists

            yield from lists(groups, config)

    def reached(self, before: Cards, after: Cards, changes: Iterable[Change]) -> set[str] | None:
        """The digests that an edit may change."""
        if not after.config.digests.every:
            return set()
        from edblog.kinds.digests.edit import reached

        return reached(before, after, changes)

    def menu(self, site: Site) -> Iterator[MenuEntry]:
        """The entries of the page of impact and of digests, in the first row of the footer."""
        from edblog.catalog.frame import MenuEntry

        yield MenuEntry("impact", IMPACT, is_shown=IMPACT in site.asked, in_footer=True)
        yield MenuEntry("digests", DIGESTS, is_shown=DIGESTS in site.asked, in_footer=True)

    # How its files are read

    describes_others = False
    is_official = True

    def record_values(self, fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
        """The values of a page's record; `home.md` gets the alias `/home/`."""
        from edblog.web.urls import HOME_SLUG

        values["shows"] = tuple(filter(None, (values.get("shows"),)))
        if values["slug"] != HOME_SLUG:
            return values
        return {**values, "aliases": tuple(dict.fromkeys((f"/{HOME_SLUG}/", *values["aliases"])))}

    def problems_of(self, file: TextFile) -> Iterator[Problem]:
        """A warning for a page that says there are no comments, on a site with comments."""
        from edblog.kinds.pages.reading import problems_of

        return problems_of(file)


KIND = TextPages()
