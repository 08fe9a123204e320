"""The front matter fields of a goal, and the check of the numbers of all goals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from edblog.kinds.goals.record import Goal, Measure
from edblog.problems import Problem
from edblog.sources.front_matter.common import summary, title
from edblog.sources.front_matter.dates import Moment
from edblog.sources.front_matter.field import Field, Table, called
from edblog.sources.front_matter.groups import Entries
from edblog.sources.front_matter.readers import Address, Names, Prose, WholeNumber

_MEASURE = Table(
    "a measure",
    (
        Field(
            "measure",
            Prose(is_typeset=True),
            "what is counted",
            "Seconds that a teacher waits after a question",
            needed="Seconds that a teacher waits after a question",
            called=called("name title indicator metric what label"),
        ),
        Field("start", Prose(), "its value when the plan began", "0.9", called=called("baseline began from")),
        Field("now", Prose(), "its newest value", "3.1", called=called("current latest value actual")),
        Field("target", Prose(), "the value that you want", "5", called=called("goal to")),
        Field(
            "due",
            Moment(),
            "the day by which you want it",
            "2027-06-11",
            called=called("by until deadline date"),
        ),
    ),
    hold_back="delete the measure",
)
_SAMPLE = "[{measure: Seconds of silence after a question, start: 0.9, target: 5, due: 2027-06-11}]"


def _measure(values: dict[str, Any]) -> Measure | None:
    if not values["measure"]:
        return None
    return Measure(values["measure"], values["start"], values["now"], values["target"], values.get("due"))


def _named(name: str, meaning: str, example: str, other_names: str, ids_of: str) -> Field:
    return Field(name, Names(), meaning, example, called=called(other_names), ids_of=ids_of)


FIELDS = (
    title(
        "the goal, in words that a family understands",
        "Every student talks about their thinking, every day",
        needed="Every student talks about their thinking, every day",
    ),
    summary(
        "a sentence or two for lists; without it, the first paragraph serves",
        "Talk is how students find out what they think.",
    ),
    Field(
        "number",
        WholeNumber("2"),
        "its number in the strategic plan, by which goals are sorted",
        "2",
        called=called("order weight position sort priority"),
    ),
    Field(
        "period",
        Prose(),
        "the years of the plan, as you write them",
        "2025–2028",
        called=called("year years schoolyear term dates timeframe"),
    ),
    Field(
        "measures",
        Entries(_MEASURE, _measure, _SAMPLE),
        "how you will see it: each with a `measure`, and if you like its value at the `start`, its value `now`, the `target` and the day when that is `due`",
        _SAMPLE,
        called=called("measure indicators indicator metrics kpis targets"),
    ),
    Field(
        "ask",
        Prose(1000, is_typeset=True),
        "whom to ask about it: an office, with its room or its number",
        "Professional learning, room 4",
        called=called("owner lead leader responsible sponsor contactperson office"),
    ),
    Field(
        "contact",
        Address(),
        "where the link below that leads: an email address with `mailto:`, a page of this site, or a full web address",
        '"mailto:learning@district.example"',
        called=called("email mail"),
    ),
    Field(
        "plan",
        Address(),
        "the strategic plan itself: a file beside this one, a page of this site, or a full web address",
        "strategic-plan.pdf",
        called=called("url link document pdf strategicplan"),
    ),
    _named(
        "credentials",
        "the micro-credentials that serve it, by id; the newest stories about them are on its page",
        "[checking-for-understanding]",
        "credential microcredential microcredentials badge badges",
        "credentials",
    ),
    _named(
        "stories",
        "stories to read first, by id; they need no micro-credential",
        "[the-question-jar]",
        "story posts post picks",
        "posts",
    ),
    _named("events", "events that serve it, by id", "[math-chat]", "event", "events"),
    _named("circles", "circles that serve it, by id", "[fractions-circle]", "circle groups", "circles"),
    _named(
        "recordings", "recordings to watch or to hear, by id", "[wait-time]", "recording videos", "recordings"
    ),
    _named("resources", "resources to use, by id", "[exit-ticket]", "resource", "resources"),
)


def same_numbers(goals: Iterable[Goal]) -> Iterator[Problem]:
    """Warnings for goals with the number of another one."""
    first: dict[int, Goal] = {}
    for goal in goals:
        if goal.number and (other := first.setdefault(goal.number, goal)) is not goal:
            message = f'"{other.source}" is goal {goal.number}, too'
            help_ = "give one of the two another number"
            yield Problem(goal.source, "warning", "same-number", message, help_, key=("number",))
