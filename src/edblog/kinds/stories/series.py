"""Series: stories that are parts of one whole, in an order that their writers give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from edblog.catalog.groups import MOST_PARTS, Grouping
from edblog.catalog.spellings import same_address
from edblog.kinds.stories.cards import titled
from edblog.kinds.stories.record import Post
from edblog.kinds.stories.views import SeriesPage, SeriesPlace, SeriesRow
from edblog.problems import Problem, did_you_mean
from edblog.web.urls import slugify

if TYPE_CHECKING:
    from edblog.catalog.cards import Cards
    from edblog.catalog.pages import Made, Pages
    from edblog.catalog.site import Site

NAME = "series"
"""The name of the grouping."""


def parts(site: Site, key: str) -> list[tuple[int, int]]:
    """The parts of a series in their order: the number of each, and the position of its story."""
    positions = site.groups[NAME][key].positions
    return sorted((_story(site, position).part, position) for position in positions)


def is_next(part: int, known: Iterable[int]) -> bool:
    """Whether a new part follows all `known` ones, of which none is missing or there twice: it has no problem, and solves none."""
    return sorted(known) == list(range(1, part))


def place_in_series(cards: Cards, story: Post) -> SeriesPlace | None:
    """The place of a story in its series; None if it is in none."""
    if not story.series:
        return None
    key = slugify(story.series[0])
    found = parts(cards.site, key)
    at = next(
        at for at, (_, position) in enumerate(found) if _story(cards.site, position).source == story.source
    )
    return SeriesPlace(
        title=cards.chips[NAME][key].title,
        url=cards.chips[NAME][key].url,
        part=story.part,
        parts=found[-1][0],
        previous=titled(cards, found[at - 1][1]) if at else None,
        next=titled(cards, found[at + 1][1]) if at + 1 < len(found) else None,
    )


def made(pages: Pages, grouping: Grouping) -> Iterator[Made]:
    """The pages of series within reach, and the list of all; none if no story is in a series."""
    cards, groups = pages.cards, pages.site.groups[grouping.name]
    for key, group in groups.items():
        url, chip = grouping.url_of(key), cards.chips[grouping.name][key]
        for part, _ in pages.slices(url, group.positions, MOST_PARTS):
            view = SeriesPage(
                **pages.page(url, chip.title, section=grouping.name),
                series=chip,
                rows=tuple(SeriesRow(n, cards.stories[at]) for n, at in parts(pages.site, key)),
                pagination=part.pagination,
                feeds=pages.feeds.links(chip.title, url),
            )
            yield url, "serial.html", view
    if groups and pages.reach.counts:
        yield pages.index_of_terms(grouping)


def problems(stories: Iterable[Post]) -> Iterator[Problem]:
    """Two stories with the same part, parts that are missing, and names that have the same address.

    A draft may fill a gap, but it takes the number of no other story.
    """
    ordered = sorted(
        (story for story in stories if story.series), key=lambda story: (story.date, story.source)
    )
    yield from same_address(
        ((story, story.series[0]) for story in ordered),
        NAME,
        "same-series",
        "series",
        in_words="Talk, year two",
    )
    found: dict[str, dict[int, Post]] = defaultdict(dict)
    for story in sorted(ordered, key=lambda story: story.draft):
        other = found[slugify(story.series[0])].setdefault(story.part, story)
        if other is not story and not story.draft:
            yield Problem(
                story.source,
                "error",
                "same-part",
                f'"{other.source}" is part {story.part} of this series, too',
                "give one of the two another number",
                key=(NAME,),
            )
    names = {key: next(iter(there.values())).series[0] for key, there in found.items()}
    for key, there in found.items():
        last = max(there)
        if missing := [number for number in range(1, last) if number not in there]:
            shown = ", ".join(map(str, missing[:10])) + (" …" if len(missing) > 10 else "")
            # A series without its beginning may be another one, misspelled.
            others = [name for other, name in names.items() if other != key and 1 in missing]
            yield Problem(
                there[last].source,
                "notice",
                "series-gap",
                f"no story is part {shown} of this series",
                did_you_mean(names[key], others)
                or "check the numbers, and the name of the series in the other stories",
                key=(NAME,),
            )


def _story(site: Site, position: int) -> Post:
    story = site.stories[position]
    assert isinstance(story, Post)
    return story
