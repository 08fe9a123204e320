"""The kind of content for stories by educators, the main kind of a site."""

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
    from edblog.kinds.impact.periods import Periods
    from edblog.kinds.impact.tallies import Tally
    from edblog.problems import Problem
    from edblog.settings import Config
    from edblog.sources.front_matter.fields import Fields
    from edblog.sources.reading import TextFile
    from edblog.views import Card, FeedItem
    from edblog.views.books import Anthology, Chapter


class Stories(Kind):
    """The kind of stories, in `content/posts/`."""

    record = Post
    what = "a story"
    word = "post"
    book_words = ("series", "year", "topic", "grade")
    is_stream = True
    templates = ("post.html",)
    writers = "authors"
    further_indexes = ("questions/", "archive/")
    gives_way = "archive/"
    names = MappingProxyType({"authors": "authors", "credentials": "credentials", "answered_by": "posts"})
    english = MappingProxyType(
        {
            "nav_stories": "Stories",
            "nav_topics": "Topics",
            "nav_grades": "Grades",
            "nav_series": "Series",
            "nav_questions": "Questions",
            "nav_archive": "Archive",
            "archive.intro": "Every month with stories, back to the first.",
            "questions.intro": "What colleagues want to know. If you have tried something, tell them.",
            "feeds_topics": "One topic",
            "feeds_grades": "One grade",
            "feeds_series": "One series",
            "all_stories": "All stories",
        }
    )

    @property
    def groupings(self) -> tuple[Grouping, ...]:
        """The groupings by author, credential, topic, grade and series."""
        from edblog.kinds.stories.groupings import GROUPINGS

        return GROUPINGS

    @property
    def inner_groupings(self) -> tuple[Grouping, ...]:
        """The groupings of questions by the stories that answer them, and of all stories by month and week."""
        from edblog.kinds.stories.groupings import MONTHS, QUESTIONS, WEEKS

        return QUESTIONS, MONTHS, WEEKS

    def order(self, record: Any) -> tuple[object, ...]:
        """The sort key: the date, oldest first."""
        return record.date, record.slug, record.source

    def sorted(self, records: Iterable[Document]) -> list[Document]:
        """Stories with the newest first."""
        return sorted(records, key=self.order, reverse=True)

    def checks(
        self, records: Mapping[str, Sequence[Document]], now: datetime, zone: ZoneInfo
    ) -> list[Problem]:
        """Problems between stories."""
        from edblog.kinds.stories import series
        from edblog.kinds.stories.checks import dates, feed_ids, introductions, own_answers, topic_spellings

        stories = [record for record in records[self.folder] if isinstance(record, Post)]
        return [
            *feed_ids(stories),
            *introductions(stories, records),
            *topic_spellings(stories),
            *dates(stories, now, zone),
            *own_answers(stories),
            *series.problems(stories),
        ]

    def pinned(self, records: Sequence[Document]) -> tuple[tuple[int, ...], list[Problem]]:
        """Positions of the pinned stories, at most `PINNED`, and problems with further ones."""
        from edblog.kinds.stories.checks import PINNED, pinned_in_vain

        wanted = [at for at, story in enumerate(records) if isinstance(story, Post) and story.pinned]
        return tuple(wanted[:PINNED]), [pinned_in_vain(records[at]) for at in wanted[PINNED:]]

    def lists(
        self,
        records: Mapping[str, Sequence[Document]],
        groups: Mapping[str, Mapping[str, Group]],
        config: Config,
    ) -> Iterator[List]:
        """The list of all stories, the list of each term, and the lists of questions and of months."""
        from edblog.catalog.lists import stream_lists
        from edblog.kinds.stories import archive, questions

        yield from stream_lists(self, records, groups, config)
        yield from questions.lists(groups)
        yield from archive.lists(groups)

    def indexes(
        self,
        records: Mapping[str, Sequence[Document]],
        groups: Mapping[str, Mapping[str, Group]],
    ) -> list[str]:
        """URL paths of the list of all stories, of the index of each grouping, of the questions and of the archive."""
        return [
            f"{self.folder}/",
            *(g.url for g in self.groupings if g.is_always_there or groups[g.name]),
            *(self.further_indexes[:1] if groups["questions"] else ()),
            *(self.further_indexes[1:] if groups["months"] else ()),
        ]

    def sitemap(self, site: Site) -> Iterator[str]:
        """URL paths of the lists of stories; the stories themselves are in other sitemaps."""
        yield f"{self.folder}/"
        for grouping in self.groupings:
            if grouping.is_always_there or site.groups[grouping.name]:
                yield grouping.url
            hidden = {
                term.slug
                for term in (site.records[grouping.folder] if grouping.folder else ())
                if not term.is_on_lists(1)
            }
            yield from (grouping.url_of(key) for key in site.groups[grouping.name] if key not in hidden)
        from edblog.kinds.stories import archive, questions

        yield from (found.url for found in questions.lists(site.groups))
        if site.groups["months"]:
            yield archive.INDEX
            yield from sorted((found.url for found in archive.lists(site.groups)), reverse=True)

    def menu(self, site: Site) -> Iterator[MenuEntry]:
        """The menu entries of stories, and of each grouping."""
        from edblog.catalog.frame import MenuEntry

        yield MenuEntry("stories", f"{self.folder}/", is_shown=bool(site.stories), moves=False)
        for grouping in self.groupings:
            is_there = bool(site.groups[grouping.name])
            # Most sites have too many topics for the menu, so that entry appears only if the settings ask for it.
            is_shown = is_there and grouping.in_menu
            yield MenuEntry(grouping.name, grouping.url, is_shown=is_shown, is_there=is_there, moves=False)
        for url in self.further_indexes:
            is_there = bool(site.groups["questions" if url == "questions/" else "months"])
            yield MenuEntry(url.rstrip("/"), url, is_shown=False, is_there=is_there)

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The pages of stories, the list of all stories, and the lists of terms that are words."""
        from edblog.kinds.stories.pages import made

        return made(pages)

    def beside(self, pages: Pages, record: Document) -> Mapping[str, Any]:
        """The questions of stories, for the pages of micro-credentials and circles."""
        from edblog.kinds.stories.questions import beside

        return beside(pages, record)

    def counted(self, pages: Pages, periods: Periods) -> Iterator[Tally]:
        """Stories and their writers by month and term, and questions."""
        from edblog.kinds.impact.stories import counted

        return counted(pages, periods)

    def revise(self, *values: Any) -> Revision | None:
        """The site after an edit of a few stories, without reading the others; None if that is not possible."""
        from edblog.kinds.stories.revise import revise

        return revise(*values)

    def card(self, cards: Cards, record: Post) -> Card:
        """The card of a story for lists."""
        from edblog.kinds.stories.cards import card

        return card(cards, record)

    def feed_item(self, feeds: Subscriptions, position: int) -> FeedItem:
        """The feed entry of the story at a position."""
        from edblog.kinds.stories.cards import feed_item

        return feed_item(feeds, position)

    def anthologies(self, cards: Cards) -> Mapping[str, Mapping[str, Anthology]]:
        """The stories of each topic, grade, series and year."""
        from edblog.kinds.stories.books import anthologies

        return anthologies(cards)

    def chapter(self, cards: Cards, record: Post, position: int) -> Chapter:
        """A story as a chapter of a book."""
        from edblog.kinds.stories.books import chapter

        return chapter(cards, record, position)

    # How its files are read

    can_be_draft = True
    describes_others = False

    def stem(self, path: str) -> str:
        """The part of a file's path that its slug is made from, without the date."""
        from edblog.web.urls import split_date

        return split_date(super().stem(path))[1]

    def record_values(self, fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
        """The values of a story's record, with authors as ids, and the authors introduced in it."""
        from edblog.kinds.stories.fields import story_values

        return story_values(fields, values)

    def problems_of(self, file: TextFile) -> Iterator[Problem]:
        """Errors for an empty story, and for `draft: true` below the front matter."""
        from edblog.kinds.stories.reading import problems_of

        return problems_of(file)


KIND = Stories()
