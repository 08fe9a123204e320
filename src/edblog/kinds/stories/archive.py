"""Makes the archive of stories: all months with their counts, a page for each year, and one for each month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from edblog.catalog.lists import List
from edblog.catalog.pages import Made, Pages
from edblog.kinds.stories.archive_views import ArchiveMonth, ArchiveYear, MonthPage, MonthsPage
from edblog.kinds.stories.groupings import MONTHS
from edblog.kinds.stories.record import Post
from edblog.views import InLanguage, Link

if TYPE_CHECKING:
    from edblog.kinds.kind import Groups

INDEX = "archive/"
ROWS = 100
"""The number of stories on a page of a month: each takes one line."""


def url_of(key: str) -> str:
    """URL path of a month, such as `2026/01`, or of a year."""
    return f"{INDEX}{key}/"


def lists(groups: Groups) -> Iterator[List]:
    """The list of the stories of each month; and the page of each year, which only counts them."""
    for year in years(groups):
        yield List(url_of(year), "", Post.folder, (), "archive")
    for key, group in groups[MONTHS.name].items():
        yield List(url_of(key), "", Post.folder, group.positions, "archive", page_size=ROWS)


def years(groups: Groups) -> list[str]:
    """The years with stories, the latest first."""
    return sorted({key[:4] for key in groups[MONTHS.name]}, reverse=True)


def month_name(first: datetime, language: str, formats: Mapping[str, str] = MappingProxyType({})) -> str:
    """The name of a month with its year, such as "January 2026"; as a title, it begins with a capital.

    `formats` are those that the theme brings for the language.
    """
    from babel.dates import format_date, format_skeleton

    from edblog.outputs.templates.locales import with_formats

    locale = with_formats(language, formats)
    if pattern := formats.get("date_month"):
        name = format_date(first.date(), pattern, locale=locale)
    else:
        name = format_skeleton("yMMMM", first.replace(tzinfo=None), locale=locale)
    return name[:1].upper() + name[1:]


def made(pages: Pages) -> Iterator[Made]:
    """The pages of months within reach, those of years, and that of all."""
    groups, cards = pages.site.groups[MONTHS.name], pages.cards
    if not groups:
        return
    above = Link(pages.words["nav_archive"], cards.href(INDEX))
    keys = sorted(groups, reverse=True)
    for at, key in enumerate(keys):
        for part, stories in pages.slices(url_of(key), groups[key].positions, ROWS):
            month = _month(pages, key)
            is_newest = not part.pagination.newer
            view = MonthPage(
                **pages.page(part.url, month.title, section="archive"),
                month=month if is_newest else ArchiveMonth(month.title, month.url, month.first, 0),
                # A line shows less than a card, so an edit of the rest leaves the page as it is.
                cards=tuple(replace(card, summary="", image=None, minutes=0) for card in stories),
                trail=(above, Link(key[:4], cards.href(url_of(key[:4])))),
                newer=_beside(pages, _month(pages, keys[at - 1])) if at else None,
                older=_beside(pages, _month(pages, keys[at + 1])) if at + 1 < len(keys) else None,
                pagination=part.pagination,
            )
            yield part.url, "month.html", view
    if pages.reach.counts:
        yield from _counts(pages, _years(pages, keys), above)


def _counts(pages: Pages, years: tuple[ArchiveYear, ...], above: Link) -> Iterator[Made]:
    page = pages.page(INDEX, pages.words["nav_archive"], pages.words["archive.intro"], section="archive")
    stories = sum(year.stories for year in years)
    view = MonthsPage(**page, years=years, stories=stories, trail=(), newer=None, older=None)
    yield INDEX, "months.html", view
    for at, year in enumerate(years):
        url = url_of(year.title)
        view = MonthsPage(
            **pages.page(url, year.title, section="archive"),
            years=(year,),
            stories=year.stories,
            trail=(above,),
            newer=_beside(pages, years[at - 1]) if at else None,
            older=_beside(pages, years[at + 1]) if at + 1 < len(years) else None,
        )
        yield url, "months.html", view


def _month(pages: Pages, key: str) -> ArchiveMonth:
    first = datetime(int(key[:4]), int(key[5:]), 1, tzinfo=ZoneInfo(pages.config.timezone))
    title = month_name(first, pages.config.language, pages.words.formats)
    stories = len(pages.site.groups[MONTHS.name][key].positions)
    return ArchiveMonth(title, pages.cards.href(url_of(key)), first, stories)


def _years(pages: Pages, keys: Sequence[str]) -> tuple[ArchiveYear, ...]:
    years: dict[str, list[ArchiveMonth]] = {}
    for key in keys:
        years.setdefault(key[:4], []).append(_month(pages, key))
    return tuple(
        ArchiveYear(year, pages.cards.href(url_of(year)), sum(month.stories for month in found), tuple(found))
        for year, found in years.items()
    )


def _beside(pages: Pages, view: Link) -> InLanguage:
    return InLanguage(view.title, view.url, pages.cards.language)
