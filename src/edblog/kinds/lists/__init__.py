"""The kind of content for lists: picked stories and other records in an order, each with a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from edblog.kinds.kind import Kind
from edblog.kinds.lists.record import ReadingList
from edblog.model import Document

if TYPE_CHECKING:
    from edblog.catalog.cards import Cards
    from edblog.catalog.pages import Made, Pages
    from edblog.problems import Problem
    from edblog.sources.front_matter.field import Field
    from edblog.sources.front_matter.fields import Fields
    from edblog.views.books import Anthology


class Lists(Kind):
    """The kind of lists, in `content/lists/`."""

    record = ReadingList
    what = "a list"
    is_idle_without_records = True
    shows_stories = False
    word = "list"
    book_words = ("list",)
    writers = "by"
    in_footer = True
    templates = ("lists/list.html",)
    names = MappingProxyType({"by": "authors"})
    free = frozenset(ReadingList.__struct_fields__).difference(Document.__struct_fields__)
    english = MappingProxyType(
        {
            "nav_lists": "Lists",
            "feeds_lists": "Lists",
            "lists.intro": "What somebody would give you to read first, and why.",
            "lists.elsewhere": "Elsewhere",
        }
    )

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """The fields of a list: title, items and so on. An entry can be a record of each kind that there is."""
        from edblog import kinds
        from edblog.kinds.lists.fields import fields_of

        return fields_of(kinds.KINDS)

    def record_values(self, fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
        """The values of a list's record."""
        from edblog.kinds.lists.fields import list_values

        return list_values(values)

    def order(self, record: Any) -> tuple[object, ...]:
        """The sort key: the newest first, and those without a date last."""
        return -record.date.timestamp() if record.date else 0.0, record.slug

    # What it names

    def named_ids(self, record: Any) -> Iterator[tuple[str, str, str]]:
        """The ids of those who chose, and of its entries."""
        yield from super().named_ids(record)
        yield from (("items", pick.folder, pick.id) for pick in record.picks if pick.folder)

    def without_ids(self, record: Any, unknown: Collection[tuple[str, str]]) -> Document:
        """The list without entries that no record has."""
        picks = tuple(pick for pick in record.picks if (pick.folder, pick.id) not in unknown)
        return super().without_ids(replace(record, picks=picks), unknown)

    def folders_named(self, records: Sequence[Document]) -> Iterable[str]:
        """The folders of people, and of the kinds of the entries of these lists."""
        found = (
            pick.folder for record in records if isinstance(record, ReadingList) for pick in record.picks
        )
        return dict.fromkeys((*self.names.values(), *filter(None, found)))

    def checks(
        self, records: Mapping[str, Sequence[Document]], now: datetime, zone: ZoneInfo
    ) -> Iterator[Problem]:
        """Warnings for lists that contain themselves."""
        from edblog.problems import Problem

        for record in records[self.folder]:
            if any((self.folder, record.slug) == named[1:] for named in self.named_ids(record)):
                message, help_ = "this list is an entry of itself", "delete this entry"
                yield Problem(
                    record.source,
                    "warning",
                    "list-in-itself",
                    message,
                    help_,
                    key=("items",),
                    text=record.slug,
                )

    # Views

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The page of each list, and that of all."""
        from edblog.kinds.lists.pages import made

        return made(pages)

    def anthologies(self, cards: Cards) -> Mapping[str, Mapping[str, Anthology]]:
        """The stories of each list, in its order, each with its sentence."""
        from edblog.kinds.lists.books import anthologies

        return {self.word: anthologies(cards)}

    def compared(self, pages: Pages, record: Any) -> object:
        """The other lists on the page of a list."""
        from edblog.kinds.lists.pages import others

        return others(pages.cards, record)


KIND = Lists()
