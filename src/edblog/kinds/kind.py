"""`Kind`: everything that the stages of a build ask a kind of content."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from edblog.model import AnyRecord, Document

if TYPE_CHECKING:
    from edblog.catalog.cards import Cards
    from edblog.catalog.feeds import Subscriptions
    from edblog.catalog.frame import MenuEntry
    from edblog.catalog.groups import Group, Grouping
    from edblog.catalog.index import Index
    from edblog.catalog.lists import List
    from edblog.catalog.pages import Made, Pages
    from edblog.catalog.revision import Change, Revision
    from edblog.catalog.site import Site
    from edblog.kinds.start import Start
    from edblog.problems import Problem
    from edblog.settings import Config
    from edblog.sources.front_matter.field import Field, Table
    from edblog.sources.front_matter.fields import Fields
    from edblog.sources.reading import TextFile
    from edblog.views import Card, FeedItem, Link

    Records = Mapping[str, Sequence[Document]]
    """Records by the folder of their kind, sorted."""
    Groups = Mapping[str, Mapping[str, Group]]
    """The terms of each grouping of stories, by its name and their keys."""


class Kind:
    """A kind of content, such as stories or events. The defaults fit a simple kind with a list and a feed.

    A kind overrides what differs. Its methods import late, so that a build with nothing to do loads only the records.
    """

    record: ClassVar[type[Document]]
    """The class of its records."""
    what: ClassVar[str]
    """One of its records in messages: `a story`."""
    word: ClassVar[str]
    """One of its records in commands: `post`, as in `edblog new post`."""
    unknown: ClassVar[str] = "unknown-id"
    """Code of the problem for an id that does not exist."""
    is_stream: ClassVar[bool] = False
    """Whether its records are the site's stream, which is grouped and split into pages. Exactly one kind is: stories."""
    is_at_root: ClassVar[bool] = False
    """Whether its records are at the root of the site, such as `/about/`; one at an address that edblog makes goes above the list there."""
    has_list: ClassVar[bool] = True
    """Whether it has a page and feeds that list its records."""
    template: ClassVar[str] = ""
    """The template of a record, compiled ahead of a quick edit; empty if there is no quick edit."""
    english: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """English interface texts, for themes that lack them."""

    @property
    def folder(self) -> str:
        """The folder of its files below `content/`."""
        return self.record.folder

    # How its files are read

    can_be_draft: ClassVar[bool] = False
    describes_others: ClassVar[bool] = True
    """Whether a field such as `status` may describe the subject of the file, and not the file."""
    is_official: ClassVar[bool] = False
    """Whether the district writes its files, so that office phone numbers and addresses are fine."""

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """Its front matter fields, besides those of every kind."""
        raise NotImplementedError

    @property
    def start(self) -> Start:
        """How `edblog new` starts a file."""
        from edblog.kinds.start import Start

        return Start(
            f"Starts {self.what} called TITLE.", "Write it in {path}. See it while you write: {serve}"
        )

    @property
    def table(self) -> Table:
        """All of its fields."""
        return _table(self)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Record fields that hold ids, each with the folder of the kind it refers to."""
        of_record = frozenset(self.record.__struct_fields__)
        return {
            field.name: field.ids_of for field in self.own_fields if field.ids_of and field.name in of_record
        }

    def stem(self, path: str) -> str:
        """The part of a file's path from which its slug is made."""
        from edblog.sources.front_matter.addresses import stem_of

        return stem_of(path)

    def record_values(self, fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
        """Turns the values of the fields into the values of a record."""
        return values

    def problems_of(self, file: TextFile) -> Iterable[Problem]:
        """Problems of a whole file, besides its fields and its text; not asked of drafts."""
        return ()

    # Assembling

    @property
    def groupings(self) -> tuple[Grouping, ...]:
        """The groupings of its records; only the stream has some."""
        return ()

    def order(self, record: Any) -> tuple[object, ...]:
        """The sort key of its records."""
        from edblog.urls import slugify

        return slugify(record.label), record.slug

    def sorted(self, records: Iterable[Document]) -> list[Document]:
        """Its records, sorted as lists show them."""
        return sorted(records, key=self.order)

    def checks(self, records: Records, now: datetime, zone: ZoneInfo) -> Iterable[Problem]:
        """Problems between its records; `records` are those of all kinds, published or not."""
        return ()

    def introduce(self, id_: str, file: str) -> str:
        """Advice for an id without a file, if there is another way than to create the file; else empty."""
        return ""

    def pinned(self, records: Sequence[Document]) -> tuple[tuple[int, ...], list[Problem]]:
        """Positions of the pinned records, and problems with those that are pinned in vain."""
        return (), []

    def revise(
        self,
        index: Index[Any],
        changes: Iterable[Change],
        records: Callable[[str], AnyRecord | None],
        sources: Collection[str],
        static: Collection[str],
        outputs: Container[str],
        problems: Sequence[Problem],
        kinds: tuple[Kind, ...],
        config: Config,
        now: datetime,
    ) -> Revision | None:
        """The site after a quick edit of a few records; None if the whole site must be assembled again.

        `records` has them as they are now, `sources` are all files of the content, `static` the district's own;
        `outputs` are the paths and `problems` the problems of the last build.
        """
        return None

    # Lists, addresses and menus

    def lists(self, records: Records, groups: Groups, config: Config) -> Iterable[List]:
        """Its lists: by default one of all records, with feeds, if there are records."""
        from edblog.catalog.lists import List

        if self.has_list and (found := records[self.folder]):
            url = f"{self.folder}/"
            yield List(url, "", self.folder, range(len(found)), self.folder, feeds=url, has_pages=False)

    def indexes(self, records: Records, groups: Groups) -> Iterable[str]:
        """URL paths of its index pages: by default one, if there are records."""
        return (f"{self.folder}/",) if self.has_list and records[self.folder] else ()

    def sitemap(self, site: Site) -> Iterable[str]:
        """URL paths of its pages for search engines."""
        texts = (site.urls[text.source] for text in site.records[self.folder] if not text.is_introduced)
        return (*self.indexes(site.records, site.groups), *texts)

    def menu(self, site: Site) -> Iterable[MenuEntry]:
        """Its entries of the menu."""
        from edblog.catalog.frame import MenuEntry

        if self.has_list:
            yield MenuEntry(self.folder, f"{self.folder}/", is_shown=bool(site.records[self.folder]))

    # Views

    def pages(self, pages: Pages) -> Iterator[Made]:
        """Its pages that the change may reach."""
        raise NotImplementedError

    def on_home(self, pages: Pages) -> Mapping[str, Any]:
        """Its parts of the home page, by name."""
        return {}

    def chip(self, cards: Cards, record: Any) -> Link:
        """A record as a label."""
        from edblog.views import Link

        return Link(record.label, cards.href(record.address))

    def card(self, cards: Cards, record: Any) -> Card:
        """A record as lists show it."""
        raise NotImplementedError

    def feed_item(self, feeds: Subscriptions, position: int) -> FeedItem:
        """A record as a feed entry, by its position."""
        record = feeds.cards.site.records[self.folder][position]
        return feeds.item(record)


@cache
def _table(kind: Kind) -> Table:
    from edblog.sources.front_matter.common import COMMON
    from edblog.sources.front_matter.field import Table

    away = "write: draft: true" if kind.can_be_draft else "move this file out of content/"
    return Table(kind.what, (*kind.own_fields, *COMMON), away, kind.can_be_draft, kind.describes_others)
