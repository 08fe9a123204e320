"""The kind of content for events: meetings of educators, in a place or online."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from edblog.kinds.events.record import Event
from edblog.kinds.kind import Kind
from edblog.model import Document

if TYPE_CHECKING:
    from edblog.catalog.feeds import Subscriptions
    from edblog.catalog.groups import Group
    from edblog.catalog.lists import List
    from edblog.catalog.pages import Later, Made, Pages
    from edblog.catalog.site import Site
    from edblog.kinds.impact.periods import Periods
    from edblog.kinds.impact.tallies import Tally
    from edblog.kinds.kind import Records
    from edblog.problems import Problem
    from edblog.settings import Config
    from edblog.sources.front_matter.fields import Fields
    from edblog.views import FeedItem


class Events(Kind):
    """The kind of events, in `content/events/`."""

    record = Event
    what = "an event"
    is_idle_without_records = True
    shows_stories = False
    word = "event"
    templates = ("events/event.html", "events/events.html")
    modules = ("edblog.outputs.calendars.writer",)
    free = frozenset(Event.__struct_fields__).difference(Document.__struct_fields__)
    names = MappingProxyType(
        {
            "hosts": "authors",
            "credentials": "credentials",
            "circle": "circles",
            "recap": "posts",
            "recaps": "recordings",
        }
    )
    # `recap` may name a recording, which is kept in a field of its own.
    english = MappingProxyType(
        {
            "nav_events": "Events",
            "feeds_events": "Events",
            "nav_events_of": "Events of micro-credentials",
            "feeds_events_of": "Events of one micro-credential",
            "events.in_year": "Events in {year}",
        }
    )

    def record_values(self, fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
        """The values of an event's record. An event needs a place or an online address, and ends after it starts."""
        from edblog.kinds.events.fields import event_values

        return event_values(fields, values)

    def order(self, record: Any) -> tuple[object, ...]:
        """The sort key: the start."""
        return record.starts, record.slug

    def sorted(self, records: Iterable[Document]) -> list[Document]:
        """Events with the latest first."""
        return sorted(records, key=self.order, reverse=True)

    def checks(self, records: Records, now: datetime, zone: ZoneInfo) -> Iterator[Problem]:
        """Warnings for series that calendars show at a wrong time."""
        from edblog.kinds.events.calendars import checks

        return checks(event for event in records[self.folder] if isinstance(event, Event))

    def lists(
        self,
        records: Mapping[str, Sequence[Document]],
        groups: Mapping[str, Mapping[str, Group]],
        config: Config,
    ) -> Iterator[List]:
        """The list of all events and those of micro-credentials, which have feeds, and the list of each year."""
        from edblog.kinds.events.lists import lists

        yield from super().lists(records, groups, config)
        yield from lists(records, config)

    def indexes(
        self, records: Mapping[str, Sequence[Document]], groups: Mapping[str, Mapping[str, Group]]
    ) -> Iterator[str]:
        """URL paths of the page of all events, and of those of micro-credentials."""
        from edblog.kinds.events.lists import by_credential

        yield from super().indexes(records, groups)
        yield from by_credential(records)

    def sitemap(self, site: Site) -> Iterator[str]:
        """URL paths of its pages for the sitemap, with those of years."""
        from edblog.kinds.events.lists import year_url, years_of

        yield from super().sitemap(site)
        yield from map(year_url, years_of(site.records[self.folder], ZoneInfo(site.zone)))

    def feed_item(self, feeds: Subscriptions, position: int) -> FeedItem:
        """The feed entry of an event, which says when it is."""
        from edblog.kinds.events.feed import feed_item

        return feed_item(feeds, position)

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The page of each event, and the list of all events."""
        from edblog.kinds.events.pages import made

        return made(pages)

    def compared(self, pages: Pages, record: Any) -> object:
        """The next chat, which the sheet of a chat names, and the other events on the page of an event."""
        from edblog.kinds.events.pages import shown_of_others
        from edblog.kinds.events.sheet.pages import following

        return following(pages, record), shown_of_others(pages, record)

    def counted(self, pages: Pages, periods: Periods) -> Iterator[Tally]:
        """Events that were held, by sort and term."""
        from edblog.kinds.events.held import counted

        return counted(pages, periods)

    def on_home(self, pages: Pages) -> Mapping[str, Any]:
        """The next event."""
        from edblog.kinds.events.beside import on_home

        return on_home(pages)

    def beside(self, pages: Pages, record: Document) -> Mapping[str, Any]:
        """The next event of a micro-credential, a circle or a person, and the calendar of its events."""
        from edblog.kinds.events.beside import beside

        return beside(pages, record)

    def outputs(self, pages: Pages) -> Iterator[Later]:
        """The calendars."""
        from edblog.kinds.events.calendars import outputs

        return outputs(pages)


KIND = Events()
