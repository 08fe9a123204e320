"""The kind of content for resources: printables, lessons, videos, tools and articles that colleagues can use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from edblog.kinds.kind import Kind
from edblog.kinds.resources.record import Resource
from edblog.model import Document

if TYPE_CHECKING:
    from edblog.catalog.feeds import Subscriptions
    from edblog.catalog.frame import MenuEntry
    from edblog.catalog.pages import Later, Made, Pages
    from edblog.catalog.site import Site
    from edblog.kinds.impact.periods import Periods
    from edblog.kinds.impact.tallies import Tally
    from edblog.kinds.kind import Groups, Records
    from edblog.sources.front_matter.fields import Fields
    from edblog.views import FeedItem


class Resources(Kind):
    """The kind of resources, in `content/resources/`."""

    record = Resource
    what = "a resource"
    is_idle_without_records = True
    shows_stories = False
    word = "resource"
    writers = "by"
    templates = ("boards/resource.html", "boards/wall.html")
    names = MappingProxyType({"by": "authors", "boards": "boards", "credentials": "credentials"})
    free = frozenset(Resource.__struct_fields__).difference(Document.__struct_fields__)
    keeps_place = frozenset({"title", "image", "url", "license", "made_by"})
    english = MappingProxyType(
        {
            "nav_resources": "Resources",
            "feeds_resources": "Resources",
            "boards.of_credential": "Resources for {name}",
            "boards.print": "To print",
            "boards.grade_prek": "Pre-K",
            "boards.grade_k_2": "K to 2",
            "boards.grade_3_5": "3 to 5",
            "boards.grade_6_8": "6 to 8",
            "boards.grade_9_12": "9 to 12",
            "boards.grade_adult": "Adults",
            "boards.kind_printable": "Printables",
            "boards.kind_lesson": "Lessons",
            "boards.kind_video": "Videos",
            "boards.kind_tool": "Tools",
            "boards.kind_article": "Articles",
        }
    )

    def record_values(self, fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
        """The values of a resource's record. A resource has a file or an address."""
        from edblog.kinds.resources.fields import resource_values

        return resource_values(fields, values)

    def order(self, record: Any) -> tuple[object, ...]:
        """The sort key: the newest first."""
        return -record.added.timestamp(), record.slug

    def indexes(self, records: Records, groups: Groups) -> Iterator[str]:
        """URL paths of the walls of all resources and of micro-credentials, and of the pages that narrow all walls."""
        from edblog.kinds.resources.walls import urls

        if records[self.folder]:
            yield from urls(records)

    def sitemap(self, site: Site) -> Iterator[str]:
        """URL paths of its pages for the sitemap: the walls, without those that only narrow one, and the resources."""
        from edblog.kinds.boards.record import Board
        from edblog.kinds.resources.walls import walls

        found = walls(site.records).values()
        yield from (wall.url for wall in found if not isinstance(wall.owner, Board))
        yield from (site.urls[text.source] for text in site.records[self.folder])

    def menu(self, site: Site) -> Iterator[MenuEntry]:
        """Its menu entry, where there are no boards; else the settings may ask for it."""
        from edblog.catalog.frame import MenuEntry
        from edblog.kinds.boards.record import Board

        has_any = bool(site.records[self.folder])
        is_shown = has_any and not site.records[Board.folder]
        yield MenuEntry(self.folder, f"{self.folder}/", is_shown=is_shown, is_there=has_any)

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The page of each resource, the wall of all, and the walls of micro-credentials."""
        from edblog.kinds.resources.pages import made

        return made(pages)

    def outputs(self, pages: Pages) -> Iterator[Later]:
        """The QR codes of the resources, for the lists to print."""
        from edblog.kinds.resources.pages import qr_codes

        return qr_codes(pages)

    def compared(self, pages: Pages, record: Any) -> object:
        """The other resources on the page of a resource."""
        from edblog.kinds.resources.pages import near

        return near(pages, record)

    def beside(self, pages: Pages, record: Document) -> Mapping[str, Any]:
        """The board of a micro-credential, for its page; and how many resources are on a board."""
        from edblog.kinds.resources.pages import beside

        return beside(pages, record)

    def counted(self, pages: Pages, periods: Periods) -> Iterator[Tally]:
        """Resources by sort and term."""
        from edblog.kinds.resources.counts import counted

        return counted(pages, periods)

    def feed_item(self, feeds: Subscriptions, position: int) -> FeedItem:
        """The feed entry of the resource at a position, with who shares it and its topics."""
        from edblog.views import Link

        record = feeds.cards.site.records[self.folder][position]
        assert isinstance(record, Resource)
        people = (feeds.cards.chips["authors"][id_] for id_ in record.by)
        return feeds.item(
            record,
            authors=tuple(Link(person.title, feeds.absolute(person.url)) for person in people),
            categories=record.topics,
        )


KIND = Resources()
