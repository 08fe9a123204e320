"""Makes the questions that stories ask their readers: the lists of all, and the parts of them on other pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from edblog.catalog.cards import Cards
from edblog.catalog.groups import index_in
from edblog.catalog.lists import List
from edblog.catalog.pages import Made, Pages
from edblog.kinds.circles.record import Circle
from edblog.kinds.circles.stories import positions_of
from edblog.kinds.credentials.record import Credential
from edblog.kinds.stories.groupings import QUESTIONS
from edblog.kinds.stories.record import OPEN, Post
from edblog.kinds.stories.views import Question, Questions, QuestionsPage
from edblog.model import Document
from edblog.views import InLanguage

if TYPE_CHECKING:
    from edblog.kinds.kind import Groups

INDEX = f"{QUESTIONS.name}/"
ANSWERED = f"{INDEX}answered/"
"""URL path of the list of answered questions."""
NEWEST = 5
"""How many questions the pages of other records show, open ones and answered ones each."""


def open_ones(groups: Groups) -> tuple[int, ...]:
    """Positions of the stories with an open question, newest first."""
    group = groups[QUESTIONS.name].get(OPEN)
    return group.positions if group else ()


def answered_ones(groups: Groups) -> tuple[int, ...]:
    """Positions of the stories whose question has an answer, newest first."""
    found = (group.positions for key, group in groups[QUESTIONS.name].items() if key != OPEN)
    return tuple(sorted({position for positions in found for position in positions}))


def lists(groups: Groups) -> Iterator[List]:
    """The lists of open and of answered questions; none if no story asks anything."""
    if groups[QUESTIONS.name]:
        yield List(INDEX, "", Post.folder, open_ones(groups), QUESTIONS.name)
        if answered := answered_ones(groups):
            yield List(ANSWERED, "", Post.folder, answered, QUESTIONS.name)


def question(cards: Cards, position: int) -> Question:
    """The question of the story at a position."""
    story, shown = cards.site.stories[position], cards.stories[position]
    assert isinstance(story, Post)
    asks: str = getattr(told := cards.told(story), "asks", "")
    return Question(
        title=asks or story.asks,
        url=shown.url,
        story=shown.title,
        date=shown.date,
        terms=shown.terms,
        lang=cards.lang(told if asks else story),
        answers=answers(cards, story),
    )


def answers(cards: Cards, story: Post) -> tuple[InLanguage, ...]:
    """Links to the stories that answer the question of a story."""
    site = cards.site
    found = (cards.told(site.record(Post.folder, id_)) for id_ in (story.answered_by if story.asks else ()))
    return tuple(
        InLanguage(answer.label, cards.href(site.urls[answer.source]), cards.lang(answer)) for answer in found
    )


def answered_by(cards: Cards, story: Post) -> tuple[Question, ...]:
    """The questions that a story answers, newest first."""
    group = cards.site.groups[QUESTIONS.name].get(story.slug)
    return tuple(question(cards, position) for position in (group.positions if group else ()))


def among(cards: Cards, positions: Sequence[int]) -> Questions:
    """The newest questions among the stories at these positions."""
    groups = cards.site.groups
    if not groups[QUESTIONS.name]:
        return Questions((), (), "")

    def newest(found: Iterable[int]) -> tuple[Question, ...]:
        within = [position for position in found if index_in(positions, position) is not None]
        return tuple(question(cards, position) for position in within[:NEWEST])

    return Questions(newest(open_ones(groups)), newest(answered_ones(groups)), cards.href(INDEX))


def made(pages: Pages) -> Iterator[Made]:
    """The pages of open and of answered questions; none if no story asks anything."""
    cards, groups = pages.cards, pages.site.groups
    for found in lists(groups):
        title = pages.words["nav_questions"]
        for part, _ in pages.slices(found.url, found.positions):
            page = pages.page(part.url, title, pages.words["questions.intro"], section=QUESTIONS.name)
            is_newest = not part.pagination.newer
            answered = answered_ones(groups)
            view = QuestionsPage(
                **page,
                questions=tuple(question(cards, position) for position in part.positions),
                is_answered=found.url == ANSWERED,
                latest_answered=tuple(question(cards, position) for position in answered[:NEWEST])
                if is_newest and found.url == INDEX
                else (),
                open=len(open_ones(groups)) if is_newest else 0,
                answered=len(answered) if is_newest else 0,
                open_url=cards.href(INDEX),
                answered_url=cards.href(ANSWERED) if answered else "",
                pagination=part.pagination,
            )
            yield part.url, "questions.html", view


def beside(pages: Pages, record: Document) -> dict[str, Questions]:
    """The questions for the page of a micro-credential or of a circle."""
    site = pages.site
    if isinstance(record, Circle):
        return {"questions": among(pages.cards, positions_of(record, site.records, site.groups))}
    if isinstance(record, Credential):
        positions = site.groups[Credential.folder][record.slug].positions
        return {"questions": among(pages.cards, positions)}
    return {}
