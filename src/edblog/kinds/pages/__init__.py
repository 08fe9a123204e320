"""The kind of content for pages such as About. The text of a page such as `topics.md` is shown above that list.

It also has the pages that edblog makes at the root of the site where settings ask for them: see `kinds/features.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from edblog.kinds.features import FEATURES, asked_for
from edblog.kinds.kind import Kind
from edblog.kinds.pages.record import Page
from edblog.kinds.pages.words import ENGLISH
from edblog.model import Document

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
    from edblog.views import HeaderRule, Output


class TextPages(Kind):
    """The kind of pages, in `content/pages/`; menus and links lead to them."""

    record = Page
    what = "a page"
    word = "page"
    templates = ("page.html",)
    is_at_root = True
    free = frozenset(["title", "image", "shows"])
    has_list = False
    further_indexes = tuple(feature.url for feature in FEATURES)
    english = MappingProxyType(
        {**ENGLISH, **{key: text for feature in FEATURES for key, text in feature.english.items()}}
    )

    def order(self, record: Page) -> tuple[object, ...]:
        """The sort key: the field `order`, then the slug."""
        return record.order, record.slug

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The pages, except those whose text is shown above a list; and those of features."""
        from edblog.kinds.pages.pages import made

        yield from made(pages)
        for feature in asked_for(pages.config):
            yield from feature.pages(pages)

    # Features, whose pages are at the root of the site as well

    def asked(self, config: Config) -> list[str]:
        """The URL paths of the pages of features that the settings ask for."""
        return [feature.url for feature in asked_for(config)]

    def outputs(self, pages: Pages) -> Iterator[Output | Later]:
        """The files of features."""
        for feature in asked_for(pages.config):
            yield from feature.outputs(pages)

    def lists(
        self,
        records: Mapping[str, Sequence[Document]],
        groups: Mapping[str, Mapping[str, Group]],
        config: Config,
    ) -> Iterator[List]:
        """The lists behind the pages of features."""
        for feature in asked_for(config):
            yield from feature.lists(records, groups, config)

    def reached(self, before: Cards, after: Cards, changes: Iterable[Change]) -> set[str] | None:
        """What an edit reaches of features; None if one of them needs the whole site."""
        found = set[str]()
        for feature in asked_for(after.config):
            if (urls := feature.reached(before, after, changes)) is None:
                return None
            found.update(urls)
        return found

    def menu(self, site: Site) -> Iterator[MenuEntry]:
        """The entries of all features."""
        for feature in FEATURES:
            yield from feature.menu(site)

    def headers(self, config: Config) -> Iterator[HeaderRule]:
        """The rules for the files of features."""
        for feature in asked_for(config):
            yield from feature.headers(config)

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
