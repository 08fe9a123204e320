"""Stories in books: what a book can be made of, and what it has of each story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from edblog.catalog.anthologies import stories_of
from edblog.catalog.cards import Cards
from edblog.kinds.people.pages import writer
from edblog.kinds.stories import archive, series
from edblog.kinds.stories.groupings import MONTHS
from edblog.kinds.stories.record import Post
from edblog.views.books import Anthology, Chapter, Person


def anthologies(cards: Cards) -> dict[str, Mapping[str, Anthology]]:
    """The stories of each topic, grade, series and year."""
    found: dict[str, Mapping[str, Anthology]] = {}
    for grouping in cards.site.groupings:
        if not grouping.folder:
            ordered = _series(cards) if grouping.is_ordered else stories_of(cards, grouping)
            found["series" if grouping.is_ordered else grouping.name.removesuffix("s")] = ordered
    return {**found, "year": _years(cards)}


def _series(cards: Cards) -> dict[str, Anthology]:
    found = {}
    for key, chip in cards.chips[series.NAME].items():
        parts = series.parts(cards.site, key)
        found[key] = Anthology(
            chip.title,
            "",
            cards.config.language,
            f"{series.NAME}/{key}/",
            tuple(position for _, position in parts),
            parts=tuple(part for part, _ in parts),
        )
    return found


def _years(cards: Cards) -> dict[str, Anthology]:
    years: dict[str, list[int]] = defaultdict(list)
    for key, group in cards.site.groups[MONTHS.name].items():
        years[key[:4]] += group.positions
    language, title = cards.config.language, cards.config.title
    return {
        year: Anthology(
            f"{title} {year}", "", language, archive.url_of(year), tuple(sorted(found, reverse=True))
        )
        for year, found in sorted(years.items())
    }


def chapter(cards: Cards, story: Post, position: int) -> Chapter:
    """A story as a chapter of a book."""
    card, told = cards.stories[position], cards.told(story)
    writers = [writer(cards, id_) for id_ in story.authors]
    return Chapter(
        title=card.title,
        url=card.url,
        lang=card.lang,
        date=card.date,
        changed=(told.changed or story.changed).astimezone(cards.zone),
        people=tuple(Person(who.title, who.role, who.school, who.text, who.url) for who in writers),
        subjects=tuple(chip.title for chip in card.terms["credentials"]),
        deck="" if told.text.first_paragraph.startswith(told.summary[:40]) else told.summary,
        image=card.image,
        body=cards.site.bodies[told.source],
    )
