"""The front matter fields of an event, and the check of their values together."""

from __future__ import annotations

from typing import Any

from edblog.kinds.events.record import WHAT, Answer
from edblog.kinds.events.schedule import SERIES, Time, TimeZone, checked_series, series, zone_of
from edblog.sources.front_matter.common import SLUG, summary, title
from edblog.sources.front_matter.dates import Moment
from edblog.sources.front_matter.field import Field, Table, called
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.groups import Entries, Group
from edblog.sources.front_matter.moments import EPOCH
from edblog.sources.front_matter.parsing import Mapping, Sequence
from edblog.sources.front_matter.readers import (
    Choice,
    Flag,
    Hashtag,
    Line,
    Names,
    OneName,
    Prose,
    ProseList,
    WebAddress,
    WholeNumber,
)

MOST_QUESTIONS = 30
RECORDED = "recordings/"
"""The start of a recap that is a recording."""
LONGEST = 7 * 24 * 60
"""The most minutes of an event."""

_ANSWER = Table(
    "an answer",
    (
        Field("question", WholeNumber(), "the number of the question", "1", needed="1"),
        Field("who", Prose(), "who answered", "Kofi Mbeki", needed="Kofi Mbeki", is_public=True),
        Field(
            "text",
            Prose(1000, is_typeset=True),
            "the answer",
            "It made me listen.",
            needed="It made me listen.",
        ),
        Field("url", WebAddress(), "the address of the post", '"https://social.example/1"'),
    ),
    hold_back="delete the answer",
)


def _answer(values: dict[str, Any]) -> Answer | None:
    if not values["text"]:
        return None
    return Answer(values["question"], values["who"], values["text"], values.get("url", ""))


FIELDS = (
    title("what the event is called", '"Math chat: wrong answers"', needed='"Math chat: wrong answers"'),
    Field(
        "what",
        Choice(WHAT),
        f"one of {', '.join(f'`{word}`' for word in WHAT)}",
        "chat",
        called=called("type kind"),
    ),
    Field(
        "starts",
        Time(),
        "the day and time when it starts, in the time zone of the site or in `timezone`; of a series, the first date",
        "2026-03-05 19:00",
        needed="2026-03-05 19:00",
        called=called("start begin begins startdate starttime startsat date datetime when"),
    ),
    Field(
        "minutes",
        WholeNumber("60"),
        "how long it takes, in minutes; if left out, 60",
        "90",
        called=called("duration length"),
    ),
    Field(
        "ends",
        Time(),
        "when it ends, in place of `minutes`",
        "2026-03-05 20:00",
        called=called("end enddate endtime endsat until finish"),
    ),
    Field(
        "timezone",
        TimeZone(),
        "the time zone of these times, if it is not that of the site",
        "America/New_York",
        called=called("tz zone tzid"),
    ),
    Field(
        "repeats",
        Group(SERIES, series, "{every: week, on: [thursday], until: 2026-05-28}"),
        "how often it takes place again; without `until` or `count` it goes on, and its dates of the next two years, at most twelve, are shown",
        "{every: week, on: [thursday], until: 2026-05-28, except: [2026-04-02]}",
        called=called("repeat recurs recurrence recurring rrule series"),
    ),
    Field(
        "place",
        Line(),
        "where it is",
        "Room 12, Example Elementary School",
        called=called("location venue where address room"),
    ),
    Field(
        "join_url",
        WebAddress(),
        "the address at which people join it online",
        '"https://meet.example/math"',
        called=called("url link zoom meet meeting online onlineurl"),
    ),
    Field(
        "hosts",
        Names(),
        "who leads it: ids of author pages",
        "[robin-sample]",
        called=called(
            "host author authors speaker speakers moderator moderators facilitator presenter presenters"
        ),
        ids_of="authors",
    ),
    Field(
        "credentials",
        Names(),
        "the micro-credentials that it is about: their ids",
        "[checking-for-understanding]",
        called=called("credential badge badges"),
        ids_of="credentials",
    ),
    Field("circle", OneName(), "the circle that meets: its id", "fractions-circle", ids_of="circles"),
    Field(
        "hashtag",
        Hashtag(),
        "the word under which people talk about it, without `#`; if left out, that of its first micro-credential",
        "ExampleCheckMC",
        called=called("tag"),
    ),
    Field(
        "questions",
        ProseList(),
        f"the questions of a chat, at most {MOST_QUESTIONS}, in order",
        "[What did you expect?, What happened?]",
        called=called("question prompts"),
    ),
    Field(
        "answers",
        Entries(_ANSWER, _answer, "[{question: 1, who: Kofi Mbeki, text: It made me listen.}]"),
        "afterwards: answers that you want to keep, each with the number of its question",
        '[{question: 1, who: Kofi Mbeki, text: It made me listen., url: "https://social.example/1"}]',
        called=called("answer replies"),
    ),
    Field(
        "recap",
        OneName(),
        "afterwards: the story about it, by its id; or a recording, as `recordings/its-id`",
        "the-question-jar",
        ids_of="posts",
    ),
    Field(
        "updated",
        Moment(),
        "the day on which you last changed this file, for calendars and feeds",
        "2026-03-01",
    ),
    Field(
        "cancelled",
        Flag(),
        "`yes` if it does not take place; it stays on the site and in calendars, struck out",
        "yes",
        called=called("canceled status"),
    ),
    Field(
        "external",
        Flag(),
        "`yes` if somebody else runs it, such as a weekly chat of teachers everywhere",
        "yes",
    ),
    summary(
        "a sentence for lists and feeds; without it, the first paragraph serves", "Bring one wrong answer."
    ),
    SLUG,
)


def event_values(fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
    """The values of an event's record, checked together: its length, its series, its place and its answers."""
    there = zone_of(fields)
    values = {name: value for name, value in values.items() if value is not None}
    starts = values["starts"] = values.get("starts") or EPOCH
    values["timezone"] = there.key
    _check_place(fields, values)
    _check_length(fields, values)
    if repeats := values.pop("repeats", None):
        values["repeats"] = None if starts == EPOCH else checked_series(fields, repeats, starts, there)
    _check_answers(fields, values)
    recap = values.get("recap", ())
    values["recap"] = tuple(id_ for id_ in recap if not id_.startswith(RECORDED))
    values["recaps"] = tuple(id_.removeprefix(RECORDED) for id_ in recap if id_.startswith(RECORDED))
    return values


def _check_place(fields: Fields, values: dict[str, Any]) -> None:
    """A chat needs no place: it has the hashtag of its micro-credential. What sort of event it is may be misspelled."""
    may_be_chat = values.get("what") == "chat" or not (values.get("what") or fields.is_blank("what"))
    is_nowhere = all(fields.is_blank(name) for name in ("place", "join_url", "hashtag"))
    if is_nowhere and not (may_be_chat and values.get("credentials")):
        help_ = 'place: Room 12\nor, online: join_url: "https://meet.example/math"\nor, for a chat: hashtag: ExampleCheckMC'
        fields.missing(("place", "join_url", "hashtag"), help_)


def _check_length(fields: Fields, values: dict[str, Any]) -> None:
    starts, ends, minutes = values["starts"], values.get("ends"), values.get("minutes")
    if ends and minutes:
        message = 'an event has "ends" or "minutes", not both'
        fields.note(fields.place("minutes"), "wrong-value", message, "delete one of the two lines")
        values["minutes"] = 0
    elif minutes is not None and not 0 < minutes <= LONGEST:
        message = f'"minutes" must be between 1 and {LONGEST:,}, which is a week'
        fields.note(fields.place("minutes"), "wrong-value", message, "write how long it takes: minutes: 60")
        values["minutes"] = 0
    if ends and ends <= starts:
        message = '"ends" is not after "starts"'
        help_ = "write the day and time when it ends, or delete this line"
        fields.note(fields.place("ends"), "wrong-value", message, help_)
        values["ends"] = None


def _check_answers(fields: Fields, values: dict[str, Any]) -> None:
    questions = values.get("questions", ())
    if len(questions) > MOST_QUESTIONS and (place := fields.get("questions")) is not None:
        if not any(p.code == "too-long" and p.line == place.line for p in fields.problems):
            message = f"{len(questions)} questions do not fit a chat; at most {MOST_QUESTIONS} are allowed"
            fields.note(place, "too-long", message, "keep the best ones: an hour has room for about ten")
        questions = values["questions"] = questions[:MOST_QUESTIONS]
    given = fields.get("answers")
    items = given.items if isinstance(given, Sequence) else (given,)
    groups = [fields.within(item) for item in items if isinstance(item, Mapping)]
    for group in groups:
        number = group.text("question")
        if number.isascii() and number.isdigit() and not 1 <= int(number[:7]) <= len(questions):
            help_ = f"write a number from 1 to {len(questions)}" if questions else "write the questions first"
            message = f"there is no question {_brief(number)}"
            fields.note(group.place("question"), "wrong-value", message, help_)
    values["answers"] = tuple(
        answer for answer in values.get("answers", ()) if 1 <= answer.question <= len(questions)
    )


def _brief(number: str) -> str:
    """The first digits of a number, for a message."""
    return number if len(number) <= 6 else f"{number[:6]}…"
