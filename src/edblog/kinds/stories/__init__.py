"""Stories: what educators tried and what came of it. The site is a stream of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from edblog.kinds.kind import Kind
from edblog.kinds.stories.record import Post
from edblog.model import Document

if TYPE_CHECKING:
    from edblog.catalog.cards import Cards
    from edblog.catalog.feeds import Subscriptions
    from edblog.catalog.frame import MenuEntry
    from edblog.catalog.groups import Group, Grouping
    from edblog.catalog.lists import List
    from edblog.catalog.pages import Made, Pages
    from edblog.catalog.revision import Revision
    from edblog.catalog.site import Site
    from edblog.kinds.start import Start
    from edblog.problems import Problem
    from edblog.settings import Config
    from edblog.sources.front_matter.field import Field
    from edblog.sources.front_matter.fields import Fields
    from edblog.sources.reading import TextFile
    from edblog.views import Card, FeedItem


class Stories(Kind):
    """Stories."""

    record = Post
    what = "a story"
    word = "post"
    is_stream = True
    template = "post.html"
    english = MappingProxyType(
        {
            "nav_stories": "Stories",
            "nav_topics": "Topics",
            "nav_grades": "Grades",
            "feeds_topics": "One topic",
            "feeds_grades": "One grade",
            "all_stories": "All stories",
        }
    )

    @property
    def groupings(self) -> tuple[Grouping, ...]:
        """By author, credential, topic and grade."""
        from edblog.kinds.stories.groupings import GROUPINGS

        return GROUPINGS

    def order(self, record: Any) -> tuple[object, ...]:
        """From the oldest to the newest."""
        return record.date, record.slug, record.source

    def sorted(self, records: Iterable[Document]) -> list[Document]:
        """The newest first."""
        return sorted(records, key=self.order, reverse=True)

    def checks(
        self, records: Mapping[str, Sequence[Document]], now: datetime, zone: ZoneInfo
    ) -> list[Problem]:
        """What is wrong between stories."""
        from edblog.kinds.stories.checks import dates, feed_ids, introductions, topic_spellings

        stories = [record for record in records[self.folder] if isinstance(record, Post)]
        return [
            *feed_ids(stories),
            *introductions(stories, records),
            *topic_spellings(stories),
            *dates(stories, now, zone),
        ]

    def pinned(self, records: Sequence[Document]) -> tuple[tuple[int, ...], list[Problem]]:
        """Positions of the pinned stories for which there is room, and problems with the others."""
        from edblog.kinds.stories.checks import PINNED, pinned_in_vain

        wanted = [at for at, story in enumerate(records) if isinstance(story, Post) and story.pinned]
        return tuple(wanted[:PINNED]), [pinned_in_vain(records[at]) for at in wanted[PINNED:]]

    def lists(
        self,
        records: Mapping[str, Sequence[Document]],
        groups: Mapping[str, Mapping[str, Group]],
        config: Config,
    ) -> Iterator[List]:
        """All stories, and those of each term."""
        from edblog.catalog.lists import stream_lists

        return stream_lists(self, records, groups, config)

    def indexes(
        self,
        records: Mapping[str, Sequence[Document]],
        groups: Mapping[str, Mapping[str, Group]],
    ) -> list[str]:
        """The list of all stories, and the lists of terms."""
        return [
            f"{self.folder}/",
            *(g.url for g in self.groupings if g.is_always_there or groups[g.name]),
        ]

    def sitemap(self, site: Site) -> Iterator[str]:
        """The lists of stories; the stories themselves are in sitemaps of their own."""
        yield f"{self.folder}/"
        for grouping in self.groupings:
            if grouping.is_always_there or site.groups[grouping.name]:
                yield grouping.url
            yield from map(grouping.url_of, site.groups[grouping.name])

    def menu(self, site: Site) -> Iterator[MenuEntry]:
        """Stories, and what groups them."""
        from edblog.catalog.frame import MenuEntry

        yield MenuEntry("stories", f"{self.folder}/", is_shown=bool(site.stories))
        for grouping in self.groupings:
            is_there = bool(site.groups[grouping.name])
            # Most sites have too many topics for the menu, so they are there where they are asked for.
            yield MenuEntry(
                grouping.name, grouping.url, is_shown=is_there and grouping.in_menu, is_there=is_there
            )

    def pages(self, pages: Pages) -> Iterator[Made]:
        """Stories, the list of all, and those of terms that are words."""
        from edblog.kinds.stories.pages import made

        return made(pages)

    def revise(self, *values: Any) -> Revision | None:
        """The site after an edit of a few stories, which is quick at any size."""
        from edblog.kinds.stories.revise import revise

        return revise(*values)

    def card(self, cards: Cards, record: Post) -> Card:
        """A story as lists show it."""
        from edblog.kinds.stories.cards import card

        return card(cards, record)

    def feed_item(self, feeds: Subscriptions, position: int) -> FeedItem:
        """A story as feeds carry it."""
        from edblog.kinds.stories.cards import feed_item

        return feed_item(feeds, position)

    # How its files are read

    can_be_draft = True
    describes_others = False

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """Title, date, authors and so on."""
        from edblog.kinds.stories.fields import FIELDS

        return FIELDS

    @property
    def start(self) -> Start:
        """The beginning of a new file, for `edblog new`."""
        from edblog.kinds.stories.start import START

        return START

    def stem(self, path: str) -> str:
        """A story's address has no date."""
        from edblog.urls import split_date

        return split_date(super().stem(path))[1]

    def record_values(self, fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
        """The record's values, with authors as ids and introduced people."""
        from edblog.kinds.stories.fields import story_values

        return story_values(fields, values)

    def problems_of(self, file: TextFile) -> Iterator[Problem]:
        """Errors for an empty story, and for `draft: true` below the front matter."""
        from edblog.kinds.stories.reading import problems_of

        return problems_of(file)


KIND = Stories()
