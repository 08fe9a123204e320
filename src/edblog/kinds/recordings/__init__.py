"""The kind of content for recordings: videos and sound of what educators said, with the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from edblog.kinds.kind import Kind
from edblog.kinds.recordings.record import Recording
from edblog.model import Document

if TYPE_CHECKING:
    from edblog.catalog.groups import Group
    from edblog.catalog.lists import List
    from edblog.catalog.pages import Made, Pages
    from edblog.catalog.site import Site
    from edblog.problems import Problem
    from edblog.settings import Config
    from edblog.sources.front_matter.fields import Fields
    from edblog.sources.reading import TextFile
    from edblog.views import Output
    from edblog.web.markup import CleanHtml


class Recordings(Kind):
    """The kind of recordings, in `content/recordings/`."""

    record = Recording
    what = "a recording"
    is_idle_without_records = True
    shows_stories = False
    word = "recording"
    templates = ("recordings/recording.html", "recordings/recordings.html")
    free = frozenset(Recording.__struct_fields__).difference(Document.__struct_fields__)
    names = MappingProxyType({"speakers": "authors", "credentials": "credentials", "event": "events"})
    english = MappingProxyType(
        {
            "nav_recordings": "Recordings",
            "feeds_recordings": "Recordings",
            "recordings.podcast": "Podcast",
        }
    )

    def record_values(self, fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
        """The values of a recording's record. It needs a file or an address."""
        from edblog.kinds.recordings.reading import recording_values

        return recording_values(fields, values)

    def with_html(self, record: Document, html: CleanHtml) -> Document:
        """The recording with what is said in its text."""
        from edblog.kinds.recordings.reading import with_words

        assert isinstance(record, Recording)
        return with_words(record, html)

    def problems_of(self, file: TextFile) -> Iterable[Problem]:
        """The problem of sound without its words."""
        from edblog.kinds.recordings.reading import problems_of

        return problems_of(file)

    def checks_of_site(self, site: Site, config: Config) -> Iterable[Problem]:
        """The warning of a cover that podcast directories refuse, and notices of recordings that are in no podcast."""
        from edblog.kinds.recordings.podcast import checks

        return checks(site, config)

    def order(self, record: Any) -> tuple[object, ...]:
        """The sort key: the day."""
        return record.date, record.slug

    def sorted(self, records: Iterable[Document]) -> list[Document]:
        """Recordings with the newest first."""
        return sorted(records, key=self.order, reverse=True)

    def lists(
        self,
        records: Mapping[str, Sequence[Document]],
        groups: Mapping[str, Mapping[str, Group]],
        config: Config,
    ) -> Iterator[List]:
        """The list of all recordings, with numbered pages and feeds."""
        for found in super().lists(records, groups, config):
            yield found._replace(has_pages=True)

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The page of each recording, and the list of all."""
        from edblog.kinds.recordings.pages import made

        return made(pages)

    def beside(self, pages: Pages, record: Document) -> Mapping[str, Any]:
        """The recordings of a micro-credential, a person or an event."""
        from edblog.kinds.recordings.shown import beside

        return beside(pages, record)

    def compared(self, pages: Pages, record: Any) -> object:
        """The other recordings on the page of one."""
        from edblog.kinds.recordings.shown import shelf_of

        return shelf_of(pages.cards).others(record)

    def outputs(self, pages: Pages) -> Iterator[Output]:
        """The words as plain text, the chapters, and the podcast."""
        from edblog.kinds.recordings.pages import outputs

        return outputs(pages)


KIND = Recordings()
