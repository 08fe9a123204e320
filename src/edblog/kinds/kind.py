"""What a kind of content is: the questions that the stages of a build ask each of them."""

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
    """Records by the folder of their kind, in the order of the kind."""
    Groups = Mapping[str, Mapping[str, Group]]
    """The terms of each grouping of stories, by its name and their keys."""


class Kind:
    """A kind of content, such as stories or events: what it has beside what every kind has.

    A kind overrides what is special to it. Its methods import what they need when they are called, so that a build
    with nothing to do loads the records alone.
    """

    record: ClassVar[type[Document]]
    """What its files are read into."""
    what: ClassVar[str]
    """One of them, in messages: `a story`."""
    word: ClassVar[str]
    """The word for one of them in commands: `post`."""
    unknown: ClassVar[str] = "unknown-id"
    """Code of the problem with an id that none of this kind has."""
    is_stream: ClassVar[bool] = False
    """Whether a site is a stream of its records, which are grouped and numbered. One kind is: stories."""
    is_at_root: ClassVar[bool] = False
    """Whether its texts stand at the root of the site, where one may stand above a page that edblog makes."""
    has_list: ClassVar[bool] = True
    """Whether edblog lists its records by themselves, on a page and in feeds; other kinds are listed in another way."""
    template: ClassVar[str] = ""
    """The template that an edit of one of its records needs first, so that it is compiled while the record is read."""
    english: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Texts of the interface in English, for themes that do not have them."""

    @property
    def folder(self) -> str:
        """The folder of its files below `content/`."""
        return self.record.folder

    # How its files are read

    can_be_draft: ClassVar[bool] = False
    is_about_others: ClassVar[bool] = True
    """Whether its files describe somebody or something, so that a status in them may be theirs."""
    is_official: ClassVar[bool] = False
    """Whether the district writes its files, and says in them how to reach its offices."""

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """The fields that it has besides those that every kind has."""
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
        """Fields of its records that hold ids, each with the folder of the kind whose ids they are."""
        of_record = frozenset(self.record.__struct_fields__)
        return {
            field.name: field.ids_of for field in self.own_fields if field.ids_of and field.name in of_record
        }

    def stem(self, path: str) -> str:
        """The part of a file's path that its address is made of."""
        from edblog.sources.front_matter.addresses import stem_of

        return stem_of(path)

    def record_values(self, fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
        """The values of a record, from those of the fields of its file."""
        return values

    def problems_of(self, file: TextFile) -> Iterable[Problem]:
        """What is wrong with a file that is not a draft, besides its fields and its text."""
        return ()

    # Assembling

    @property
    def groupings(self) -> tuple[Grouping, ...]:
        """What the records of the stream are grouped by."""
        return ()

    def order(self, record: Any) -> tuple[object, ...]:
        """The sort key of its records."""
        from edblog.urls import slugify

        return slugify(record.label), record.slug

    def sorted(self, records: Iterable[Document]) -> list[Document]:
        """Its records in the order of lists."""
        return sorted(records, key=self.order)

    def checks(self, records: Records, now: datetime, zone: ZoneInfo) -> Iterable[Problem]:
        """What is wrong between its records; `records` are those of all kinds, also what is not on the site now."""
        return ()

    def introduce(self, id_: str, file: str) -> str:
        """How to describe somebody or something that has no file yet; empty where there is no other way than a file."""
        return ""

    def pinned(self, records: Sequence[Document]) -> tuple[tuple[int, ...], list[Problem]]:
        """Positions of the records that come first on the home page, and problems with others that want to."""
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
        """The site after an edit of a few of its records; None where an edit looks at everything.

        `records` has them as they are now, `sources` are all files of the content, `static` the district's own;
        `outputs` are the paths and `problems` the problems of the last build.
        """
        return None

    # Lists, addresses and menus

    def lists(self, records: Records, groups: Groups, config: Config) -> Iterable[List]:
        """The lists of its records: by default one of all, with feeds, where there are any."""
        from edblog.catalog.lists import List

        if self.has_list and (found := records[self.folder]):
            url = f"{self.folder}/"
            yield List(url, "", self.folder, range(len(found)), self.folder, feeds=url, has_pages=False)

    def indexes(self, records: Records, groups: Groups) -> Iterable[str]:
        """URL paths of the pages that list it: by default one, where there is anything to list."""
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
        """Its pages within reach."""
        raise NotImplementedError

    def on_home(self, pages: Pages) -> Mapping[str, Any]:
        """What it adds to the home page, by names of its own."""
        return {}

    def chip(self, cards: Cards, record: Any) -> Link:
        """One of its records as a label."""
        from edblog.views import Link

        return Link(record.label, cards.href(record.address))

    def card(self, cards: Cards, record: Any) -> Card:
        """One of its records as lists show it."""
        raise NotImplementedError

    def feed_item(self, feeds: Subscriptions, position: int) -> FeedItem:
        """One of its records as feeds carry it, by its position among those of its kind."""
        record = feeds.cards.site.records[self.folder][position]
        return feeds.item(record)


@cache
def _table(kind: Kind) -> Table:
    from edblog.sources.front_matter.common import COMMON
    from edblog.sources.front_matter.field import Table

    away = "write: draft: true" if kind.can_be_draft else "move this file out of content/"
    return Table(kind.what, (*kind.own_fields, *COMMON), away, kind.can_be_draft, kind.is_about_others)
