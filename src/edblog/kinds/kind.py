"""Defines `Kind`, the interface between a kind of content and the stages of a build."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, cast
from zoneinfo import ZoneInfo

from edblog.kinds.part import Part
from edblog.model import AnyRecord, Document

if TYPE_CHECKING:
    from edblog.catalog.cards import Cards
    from edblog.catalog.feeds import Subscriptions
    from edblog.catalog.frame import MenuEntry
    from edblog.catalog.groups import Group, Grouping
    from edblog.catalog.index import Index
    from edblog.catalog.lists import List
    from edblog.catalog.pages import Pages
    from edblog.catalog.revision import Change, Revision
    from edblog.catalog.site import Site
    from edblog.kinds.impact.periods import Periods
    from edblog.kinds.impact.tallies import Tally
    from edblog.kinds.start import Start
    from edblog.problems import Problem
    from edblog.settings import Config
    from edblog.sources.front_matter.field import Field, Table
    from edblog.sources.front_matter.fields import Fields
    from edblog.sources.reading import TextFile
    from edblog.views import Card, Entry, Explained, FeedItem, Link
    from edblog.views.books import Anthology
    from edblog.web.markup import CleanHtml

    Records = Mapping[str, Sequence[Document]]
    """Records by the folder of their kind, sorted."""
    Groups = Mapping[str, Mapping[str, Group]]
    """The terms of each grouping of stories, by its name and their keys."""


class Kind(Part):
    """A kind of content, such as stories or events. The defaults fit a simple kind with a list and a feed.

    A kind overrides what differs. Its methods import late, so that a build with nothing to do loads only the records.
    """

    record: ClassVar[type[Document]]
    """The class of this kind's records."""
    what: ClassVar[str]
    """The name of a record in messages, with an article: `a story`."""
    word: ClassVar[str]
    """The name of a record in commands: `post`, as in `edblog new post`."""
    book_words: ClassVar[tuple[str, ...]] = ()
    """The words in `edblog book WORD NAME` of what books can be made of, as in `anthologies`."""
    unknown: ClassVar[str] = "unknown-id"
    """Code of the problem for an id that does not exist."""
    is_stream: ClassVar[bool] = False
    """Whether this is the main kind, which the site groups and lists by date. True for exactly one kind: stories."""
    is_at_root: ClassVar[bool] = False
    """Whether its records are at the root of the site, such as `/about/`. If a record has the address of a generated page, such as
    `/topics/`, that page shows its text above the list."""
    has_list: ClassVar[bool] = True
    """Whether its records have a list: an index page and feeds."""
    stands_by: ClassVar[str] = ""
    """For translations: the folder of the kind whose texts they translate. Their files are there, too, with a language in their names."""
    own_words: ClassVar[frozenset[str]] = frozenset()
    """For translations: the fields that they have beside the text; all others are those of the text that they translate."""
    templates: ClassVar[tuple[str, ...]] = ()
    """The templates that an edit of a record needs, compiled early for a quick edit."""
    modules: ClassVar[tuple[str, ...]] = ()
    """The modules that rendering needs after an edit of a record, imported early like the templates."""
    in_footer: ClassVar[bool] = False
    """Whether its menu entry is in the first row of the footer of every page, unless the settings ask for it in the menu."""
    further_indexes: ClassVar[tuple[str, ...]] = ()
    """URL paths of index pages that it may have besides the list of its records."""
    is_idle_without_records: ClassVar[bool] = False
    """Whether it has no page and no file before its first record, so that a site without any does not ask for them."""
    shows_stories: ClassVar[bool] = True
    """Whether its pages have lists of stories. If not, they are not asked for after an edit of stories alone."""
    gives_way: ClassVar[str] = ""
    """The first part of the addresses of pages in whose place the district may have files in `static/`; empty for none."""
    leaves_lists: ClassVar[bool] = False
    """Whether a record that is over is left out of lists of picked records, because its page will not stay."""
    writers: ClassVar[str] = ""
    """The record field with the ids of the people who wrote it; empty if a record does not say."""
    free: ClassVar[frozenset[str]] = frozenset()
    """Fields of its record that a quick edit may change, beside the text: no card or feed of a story depends on them. An edit of any
    other field looks at the whole site, so a newly added field is always correct, even if not fast."""
    keeps_place: ClassVar[frozenset[str]] = frozenset()
    """Those of its free fields, beside the text and the summary, that have no part in its place in lists."""
    names: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """The record's fields that contain ids, each with the folder of the kind of these ids, in the order of `own_fields`; an edit does not load those."""
    is_numbered: ClassVar[bool] = False
    """Whether its pages show something that depends on `Cards.numbers`, such as a color, so that a new record may change those of others."""
    explains: ClassVar[bool] = False
    """Whether its records explain words, and stories lead to them from the first use of each word."""

    @property
    def folder(self) -> str:
        """The folder of its files below `content/`."""
        return self.record.folder

    # How its files are read

    can_be_draft: ClassVar[bool] = False
    describes_others: ClassVar[bool] = True
    """Whether a field such as `status` may be about the subject of the file, not about the file itself."""
    is_official: ClassVar[bool] = False
    """Whether the district writes its files, so that phone numbers and addresses of offices are allowed."""

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """The front matter fields of this kind, without those that all kinds have: `FIELDS` of its module `fields`."""
        return cast("tuple[Field, ...]", import_module(f"{type(self).__module__}.fields").FIELDS)

    @property
    def start(self) -> Start:
        """The content of a new file from `edblog new`: `START` of its module `start`; without one, only the required fields."""
        from edblog.kinds.start import Start

        module = f"{type(self).__module__}.start"
        try:
            start: Start = import_module(module).START
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
            about = f"Starts {self.what} called TITLE."
            return Start(about, "Write it in {path}. See it while you write: {serve}")
        return start

    @property
    def table(self) -> Table:
        """All front matter fields of this kind."""
        from edblog.kinds.tables import table_of

        return table_of(self)

    def named_ids(self, record: Any) -> Iterator[tuple[str, str, str]]:
        """The ids that a record names: the field, the folder of the kind that the id belongs to, and the id."""
        for field, folder in self.names.items():
            yield from ((field, folder, id_) for id_ in getattr(record, field))

    def without_ids(self, record: Any, unknown: Collection[tuple[str, str]]) -> Document:
        """The record without ids that no record has; `unknown` are pairs of a folder and an id."""
        from msgspec.structs import replace

        fields = {field: folder for field, folder, id_ in self.named_ids(record) if (folder, id_) in unknown}
        changed: Document = replace(
            record,
            **{
                field: tuple(id_ for id_ in getattr(record, field) if (folder, id_) not in unknown)
                for field, folder in fields.items()
            },
        )
        return changed

    def folders_named(self, records: Sequence[Document]) -> Iterable[str]:
        """The folders of the kinds whose ids these records of it may name."""
        return self.names.values()

    def stem(self, path: str) -> str:
        """The part of a file's path that its slug is made from."""
        from edblog.sources.front_matter.addresses import stem_of

        return stem_of(path)

    def record_values(self, fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
        """Converts the values of the fields to the values of a record; notes problems in `fields`."""
        return values

    def with_html(self, record: Document, html: CleanHtml) -> Document:
        """The record with what its kind finds in the HTML of its text."""
        return record

    def problems_of(self, file: TextFile) -> Iterable[Problem]:
        """Further problems of a file as a whole; not called for drafts."""
        return ()

    dated_by: ClassVar[str] = ""
    """The folder of the kind whose records may say when a record of this kind is over; empty if its own file says it."""

    def dated(self, record: Any, others: Mapping[str, Document]) -> Document:
        """The record with the moments that it takes from a record of the kind `dated_by`; `others` are all of those by their ids and sources."""
        return cast("Document", record)

    @property
    def groupings(self) -> tuple[Grouping, ...]:
        """The groupings of its records; only the main kind has any."""
        return ()

    def groups(self, records: Records) -> Groups:
        """Groups of stories without pages that depend on its own records, by a name of its own; a kind that is not the main one may have some."""
        return {}

    @property
    def inner_groupings(self) -> tuple[Grouping, ...]:
        """Groupings without pages of their own, by which a quick edit finds stories; only the main kind has any."""
        return ()

    def order(self, record: Any) -> tuple[object, ...]:
        """The sort key of its records."""
        from edblog.web.urls import slugify

        return slugify(record.label), record.slug

    def sorted(self, records: Iterable[Document]) -> list[Document]:
        """Records in the order of lists."""
        return sorted(records, key=self.order)

    def checks(self, records: Records, now: datetime, zone: ZoneInfo) -> Iterable[Problem]:
        """Problems between its records; `records` has those of all kinds, including unpublished ones."""
        return ()

    def checks_of_site(self, site: Site, config: Config) -> Iterable[Problem]:
        """Problems between its records and their files, such as pictures that are too small."""
        return ()

    def introduce(self, id_: str, file: str) -> str:
        """Advice for an id without a file, if there is another way than creating the file; else empty."""
        return ""

    def pinned(self, records: Sequence[Document]) -> tuple[tuple[int, ...], list[Problem]]:
        """Positions of the pinned records, and problems with records beyond the limit of pinned ones."""
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
        """The site after a quick edit of a few stories; None if the site must be assembled as a whole. Asked of the main kind only.

        `records` returns the current record of a source. `sources` are all files in `content/`, `static` all in `static/`.
        `outputs` are the output paths of the last build, and `problems` its problems.
        """
        return None

    # Lists, addresses and menus

    def lists(self, records: Records, groups: Groups, config: Config) -> Iterable[List]:
        """The lists of its records: by default, one of all records with feeds; none without records."""
        from edblog.catalog.lists import List

        if self.has_list and (found := records[self.folder]):
            url = f"{self.folder}/"
            yield List(url, "", self.folder, range(len(found)), self.folder, feeds=url, has_pages=False)

    def indexes(self, records: Records, groups: Groups) -> Iterable[str]:
        """URL paths of its index pages: by default, one; none without records."""
        return (f"{self.folder}/",) if self.has_list and records[self.folder] else ()

    def asked(self, config: Config) -> Iterable[str]:
        """URL paths of pages among its `further_indexes` that it has where the settings ask for them, whatever its records are."""
        return ()

    def sitemap(self, site: Site) -> Iterable[str]:
        """URL paths of its pages for the sitemap."""
        texts = (site.urls[text.source] for text in site.records[self.folder] if not text.is_introduced)
        return (*self.indexes(site.records, site.groups), *texts)

    def menu(self, site: Site) -> Iterable[MenuEntry]:
        """Its menu entries."""
        from edblog.catalog.frame import MenuEntry

        if self.has_list:
            is_shown = bool(site.records[self.folder])
            yield MenuEntry(self.folder, f"{self.folder}/", is_shown=is_shown, in_footer=self.in_footer)

    # Views

    def on_home(self, pages: Pages) -> Mapping[str, Any]:
        """Its parts of the home page, by name; templates read them as `page.NAME`."""
        return {}

    def beside(self, pages: Pages, record: Document) -> Mapping[str, Any]:
        """Its parts of the page of a record of another kind, by name; templates read them as `page.NAME`.

        An example is the next event on the page of a micro-credential. A part with nothing to show is there too, empty, because
        templates may not read what is not there. Pages of stories have no such parts. They may depend on stories, on the records that
        have this one in their `names`, and on what those name: an edit compares the parts of such records before and after it.
        """
        return {}

    def compared(self, pages: Pages, record: Any) -> object:
        """What its pages of a record show of others of its kind that do not name each other; an edit plans them again where it differs."""
        return None

    def counted(self, pages: Pages, periods: Periods) -> Iterable[Tally]:
        """Its numbers for the page of impact, by month or term. They may depend on groups of stories and on records, not on texts of stories."""
        return ()

    def entry(self, cards: Cards, record: Any) -> Entry:
        """What lists of picked records of any kind show of a record, such as "Our year in ten stories"."""
        from edblog.catalog.entries import entry

        return entry(cards, self, record)

    def anthologies(self, cards: Cards) -> Mapping[str, Mapping[str, Anthology]]:
        """What books can be made of, by word and name: by default the stories of each record, if its kind groups stories."""
        from edblog.catalog.anthologies import of_kind

        return of_kind(cards, self.folder, self.word)

    def filters(self, cards: Cards, record: Any) -> dict[str, tuple[str, ...]]:
        """The values by which a search can be narrowed to a record, by the name of the filter."""
        from edblog.catalog.search.found import filters_of

        return filters_of(cards, self, record)

    def chip(self, cards: Cards, record: Any) -> Link:
        """The linked label of a record."""
        from edblog.views import Link

        return Link(record.label, cards.href(record.address))

    def card(self, cards: Cards, record: Any) -> Card:
        """The card of a record for lists."""
        raise NotImplementedError

    def explained(self, cards: Cards, record: Any) -> Explained:
        """What stories show of a word that a record explains; asked of kinds that explain words."""
        raise NotImplementedError

    def feed_item(self, feeds: Subscriptions, position: int) -> FeedItem:
        """The feed entry of the record at a position."""
        record = feeds.cards.site.records[self.folder][position]
        return feeds.item(record)
