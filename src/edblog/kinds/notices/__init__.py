"""The kind of content for notices: what counts for some time, and takes itself down when its day is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from edblog.kinds.kind import Kind
from edblog.kinds.notices.record import Notice
from edblog.model import Document

if TYPE_CHECKING:
    from edblog.catalog.feeds import Subscriptions
    from edblog.catalog.groups import Group
    from edblog.catalog.lists import List
    from edblog.catalog.pages import Made, Pages
    from edblog.catalog.site import Site
    from edblog.kinds.kind import Records
    from edblog.problems import Problem
    from edblog.settings import Config
    from edblog.sources.front_matter.fields import Fields
    from edblog.views import FeedItem


class Notices(Kind):
    """The kind of notices, in `content/notices/`."""

    record = Notice
    what = "a notice"
    is_idle_without_records = True
    shows_stories = False
    word = "notice"
    templates = ("notices/notice.html", "notices/notices.html")
    free = frozenset(Notice.__struct_fields__).difference(Document.__struct_fields__)
    is_official = True
    leaves_lists = True
    dated_by = "events"
    names = MappingProxyType({"event": "events", "credentials": "credentials"})
    english = MappingProxyType({"nav_notices": "Notices", "feeds_notices": "Community board"})

    def record_values(self, fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
        """The values of a notice's record. A notice needs an end, and a flyer needs its words."""
        from edblog.kinds.notices.fields import notice_values

        return notice_values(fields, values)

    def dated(self, record: Any, others: Mapping[str, Document]) -> Document:
        """The notice with the end of its event."""
        from edblog.kinds.notices.moments import with_event

        return with_event(record, others)

    def order(self, record: Any) -> tuple[object, ...]:
        """The sort key: what is over first comes first; what never is comes last."""
        return record.over is None, record.over, record.slug

    def checks(self, records: Records, now: datetime, zone: ZoneInfo) -> Iterator[Problem]:
        """Notices of those that nobody sees any more, and problems with those that would never end."""
        from edblog.kinds.notices.moments import checks

        return checks(records, now, zone)

    def lists(
        self,
        records: Mapping[str, Sequence[Document]],
        groups: Mapping[str, Mapping[str, Group]],
        config: Config,
    ) -> Iterator[List]:
        """The list of those that count, with feeds: the newest first, as far as their files say when they began."""
        from edblog.catalog.lists import List

        if found := records[self.folder]:
            url = f"{self.folder}/"
            newest = sorted(range(len(found)), key=lambda at: _age(found[at]))
            yield List(url, "", self.folder, newest, self.folder, feeds=url, has_pages=False, has_past=False)

    def sitemap(self, site: Site) -> Iterable[str]:
        """URL paths of its pages for the sitemap: the list, and the notices that are not over."""
        found = site.records[self.folder]
        texts = (site.urls[text.source] for text in found if text.source not in site.past)
        return (*self.indexes(site.records, site.groups), *texts)

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The page of each notice, and the community board."""
        from edblog.kinds.notices.pages import made

        return made(pages)

    def on_home(self, pages: Pages) -> Mapping[str, Any]:
        """The notices for the home page."""
        from edblog.kinds.notices.pages import on_home

        return on_home(pages)

    def beside(self, pages: Pages, record: Document) -> Mapping[str, Any]:
        """The notices about a micro-credential."""
        from edblog.kinds.notices.pages import beside

        return beside(pages, record)

    def feed_item(self, feeds: Subscriptions, position: int) -> FeedItem:
        """The feed entry of the notice at a position."""
        from edblog.kinds.notices.pages import feed_item

        return feed_item(feeds, position)


def _age(notice: Document) -> tuple[bool, float, str]:
    """A sort key by which the newest notice is the first; one whose file has no date may be new."""
    began = notice.dated
    return began is not None, -began.timestamp() if began else 0, notice.slug


KIND = Notices()
