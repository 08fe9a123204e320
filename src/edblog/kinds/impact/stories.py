"""Counts stories, and who wrote them, by month and by term, and the questions that they ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from edblog.catalog.pages import Pages
from edblog.kinds.credentials.record import Credential
from edblog.kinds.impact.periods import Periods
from edblog.kinds.impact.tallies import Row, Tally, numbers
from edblog.kinds.people.directory import SCHOOLS, keys_of
from edblog.kinds.people.record import Author
from edblog.kinds.stories import questions
from edblog.kinds.stories.archive import month_name
from edblog.kinds.stories.groupings import MONTHS

Positions = Sequence[int]


def counted(pages: Pages, periods: Periods) -> Iterator[Tally]:
    """Stories, educators, schools and micro-credentials by month and by term, stories of each micro-credential, and questions."""
    site, words = pages.site, pages.words
    if not site.stories:
        return
    columns = tuple(words[f"impact.{name}"] for name in ("stories", "people", "schools", "awards"))
    keys = ("stories", "educators", "schools", "micro-credentials")
    authors = [author for author in site.records[Author.folder] if isinstance(author, Author)]
    groups = site.groups
    subjects = (
        [groups[Author.folder][author.slug].positions for author in authors],
        _of_schools(pages, authors),
        [group.positions for group in groups[Credential.folder].values()],
    )
    total = Row(
        words["impact.all"],
        numbers((len(site.stories), *(sum(map(bool, each)) for each in subjects))),
        "total",
    )
    spreads = [[periods.spread(positions) for positions in each if positions] for each in subjects]
    months, language = groups[MONTHS.name], pages.config.language
    of_months = {month: [0] * len(spreads) for month in periods.months}
    of_terms = [[0] * len(spreads) for _ in range(len(periods.terms) + 1)]
    for at, found in enumerate(spreads):
        for spread in found:
            for month in spread.months & of_months.keys():
                of_months[month][at] += 1
            for term in spread.terms:
                of_terms[term][at] += 1
    rows = tuple(
        Row(
            month_name(
                datetime(int(month[:4]), int(month[5:]), 1, tzinfo=UTC), language, pages.words.formats
            ),
            numbers((len(months[month].positions) if month in months else 0, *others)),
            month.replace("/", "-"),
        )
        for month, others in of_months.items()
    )
    yield Tally(
        "stories-by-month",
        "exploration",
        words["impact.by_month"],
        words["impact.month"],
        columns,
        keys,
        rows,
        total,
        chart="columns",
    )
    if periods.terms:
        stories = periods.counts(range(len(site.stories)))
        terms = tuple(
            Row(name, numbers((count, *others)), name)
            for name, count, others in zip(_names(pages, periods), stories, of_terms, strict=True)
        )
        yield Tally(
            "stories-by-term",
            "exploration",
            words["impact.by_term"],
            words["impact.term"],
            columns,
            keys,
            _without_empty_rest(terms),
            total,
        )
    yield from _of_credentials(pages)
    yield from _questions(pages, periods)


def _of_schools(pages: Pages, authors: Iterable[Author]) -> list[Positions]:
    """The stories of each school."""
    found: dict[str, set[int]] = {}
    for author in authors:
        if positions := pages.site.groups[Author.folder][author.slug].positions:
            for key in keys_of(SCHOOLS, author):
                found.setdefault(key, set()).update(positions)
    return [sorted(positions) for positions in found.values()]


def _names(pages: Pages, periods: Periods) -> list[str]:
    """The names of the terms, and of the rest."""
    return [*(term.name for term in periods.terms), pages.words["impact.other"]]


def _without_empty_rest(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return rows if any(cell.value for cell in rows[-1].cells) else rows[:-1]


def _of_credentials(pages: Pages) -> Iterator[Tally]:
    cards, words = pages.cards, pages.words
    groups = pages.site.groups[Credential.folder]
    found = sorted(groups.values(), key=lambda group: -len(group.positions))
    rows = tuple(
        Row(
            group.title,
            numbers((len(group.positions),)),
            group.key,
            cards.href(Credential.address_of(group.key)),
        )
        for group in found
        if group.positions
    )
    if rows:
        yield Tally(
            "stories-by-micro-credential",
            "planning",
            words["impact.of_award"],
            words["impact.award"],
            (words["impact.stories"],),
            ("stories",),
            rows,
            about=words["impact.of_award_about"],
        )


def _questions(pages: Pages, periods: Periods) -> Iterator[Tally]:
    groups, words = pages.site.groups, pages.words
    answered = questions.answered_ones(groups)
    asked = sorted({*answered, *questions.open_ones(groups)})
    if not asked:
        return
    rows: tuple[Row, ...] = ()
    if periods.terms:
        pairs = zip(_names(pages, periods), periods.counts(asked), periods.counts(answered), strict=True)
        rows = tuple(Row(name, numbers(counts), name) for name, *counts in pairs if any(counts))
    total = Row(words["impact.all"], numbers((len(asked), len(answered))), "total")
    yield Tally(
        "questions",
        "support",
        words["impact.questions"],
        words["impact.when"],
        (words["impact.asked"], words["impact.answered"]),
        ("asked", "answered"),
        rows or (total,),
        total if rows else None,
        chart="parts",
    )
