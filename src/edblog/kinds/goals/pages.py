"""Makes the pages of goals, the page of all goals, and the lines about them on other pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import cast

from edblog.catalog.cards import Cards, fields_of
from edblog.catalog.entries import word_of
from edblog.catalog.pages import Made, Pages
from edblog.kinds.credentials.pages import card as credential_card
from edblog.kinds.credentials.record import Credential
from edblog.kinds.goals.record import Goal
from edblog.kinds.goals.stories import positions_of
from edblog.kinds.goals.views import GoalCard, GoalEntry, GoalLink, GoalPage, GoalsPage, Measure
from edblog.model import Document
from edblog.views import Card, Link

INDEX = f"{Goal.folder}/"
NEWEST = 6
"""The number of stories on the page of a goal."""
OTHERS = 6
"""The number of other goals on the page of one."""
_PICKED = ("stories", "events", "circles", "recordings", "resources")


_SAYING = frozenset(["credentials", "events", "circles"])
"""The folders of the kinds whose pages say which goals they serve."""


def made(pages: Pages) -> Iterator[Made]:
    """The page of each goal, and that of all."""
    goals = all_goals(pages.cards)
    for goal in goals:
        if pages.reach.has(goal) or _reaches_stories(pages, goal):
            yield goal.address, "goals/goal.html", _goal(pages, goal)
    if goals and (pages.reach.indexes or pages.reach.counts):
        page = pages.page(INDEX, pages.words["nav_goals"], pages.words["goals.intro"], section=Goal.folder)
        yield INDEX, "goals/goals.html", GoalsPage(**page, goals=tuple(_card(pages.cards, g) for g in goals))


def all_goals(cards: Cards) -> list[Goal]:
    """All goals of the site."""
    return [record for record in cards.site.records[Goal.folder] if isinstance(record, Goal)]


def link(cards: Cards, goal: Goal) -> GoalLink:
    """The goal's title and number, as a link."""
    return GoalLink(goal.title, cards.href(goal.address), goal.number, cards.lang(goal))


def others(cards: Cards, goal: Goal) -> tuple[GoalLink, ...]:
    """The next few goals in the order of all, from the first again after the last."""
    goals = all_goals(cards)
    at = next(at for at, other in enumerate(goals) if other.source == goal.source)
    return tuple(link(cards, other) for other in (*goals[at + 1 :], *goals[:at])[:OTHERS])


def beside(pages: Pages, record: Document) -> dict[str, tuple[GoalLink, ...]]:
    """The goals that a record serves, for its page."""
    if record.folder not in _SAYING:
        return {}
    found = _served(pages.cards).get((record.folder, record.slug), ())
    return {"goals": tuple(link(pages.cards, goal) for goal in found)}


@lru_cache(maxsize=2)
def _served(cards: Cards) -> Mapping[tuple[str, str], list[Goal]]:
    """The goals that name each record, by its folder and its id. An edit compares two sites, and asks for both many times."""
    kind = next(kind for kind in cards.site.kinds if kind.folder == Goal.folder)
    found: dict[tuple[str, str], list[Goal]] = {}
    for goal in all_goals(cards):
        for _, folder, id_ in kind.named_ids(goal):
            found.setdefault((folder, id_), []).append(goal)
    return found


def _reaches_stories(pages: Pages, goal: Goal) -> bool:
    """Whether an edit of stories may show on the page of a goal, which has a few of the newest."""
    span = pages.reach.span(goal.address)
    return span is not None and span.has(0, _most(goal), 0)


def _most(goal: Goal) -> int:
    """How many of the newest stories may be on the page of a goal: those that it names are not there twice."""
    return NEWEST + len(goal.stories)


def _goal(pages: Pages, goal: Goal) -> GoalPage:
    cards, site = pages.cards, pages.site
    positions = positions_of(goal, site.groups)
    picks = tuple(_picks(pages, goal))
    page = pages.page(goal.address, goal.title, goal.about, section=Goal.folder) | pages.text(goal)
    credentials = (site.record(Credential.folder, id_) for id_ in goal.credentials)
    return GoalPage(
        **page,
        goal=link(cards, goal),
        period=goal.period,
        deck="" if goal.text.first_paragraph.startswith(goal.summary[:40]) else goal.summary,
        measures=tuple(
            Measure(m.name, m.start, m.now, m.target, m.due.astimezone(cards.zone) if m.due else None)
            for m in goal.measures
        ),
        ask=goal.ask,
        contact=cards.link(goal, goal.contact) if goal.contact else "",
        plan=cards.link(goal, goal.plan) if goal.plan else "",
        credentials=tuple(credential_card(cards, cast("Credential", record)) for record in credentials),
        stories=len(positions),
        cards=_newest(cards, positions[: _most(goal)], picks),
        picks=picks,
        others=others(cards, goal),
        all=Link(pages.words["nav_goals"], cards.href(INDEX)),
    )


def _newest(cards: Cards, positions: tuple[int, ...], picks: tuple[GoalEntry, ...]) -> tuple[Card, ...]:
    """The newest stories at these positions, without those that are picked."""
    picked = {pick.url for pick in picks}
    found = (cards.stories[position] for position in positions)
    return tuple(card for card in found if card.url not in picked)[:NEWEST]


def _picks(pages: Pages, goal: Goal) -> Iterator[GoalEntry]:
    """What the file of a goal names, but for micro-credentials."""
    kinds = {kind.folder: kind for kind in pages.site.kinds}
    for field in _PICKED:
        kind = kinds[kinds[Goal.folder].names[field]]
        for id_ in getattr(goal, field):
            entry = kind.entry(pages.cards, pages.site.record(kind.folder, id_))
            yield GoalEntry(**fields_of(entry), word=word_of(pages.words, kind))


def _card(cards: Cards, goal: Goal) -> GoalCard:
    return GoalCard(
        **fields_of(link(cards, goal)),
        period=goal.period,
        summary=goal.about,
        credentials=tuple(cards.chips["credentials"][id_] for id_ in goal.credentials),
        stories=len(positions_of(goal, cards.site.groups)),
    )
