"""Events and circles for a site of the bench, and edits of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import corpus
import prose
from additions import Edit, append, write

EVENTS, SERIES, CIRCLES = 500, 100, 50
"""Numbers of events, of those among them that repeat, and of circles."""
SAID = f"{EVENTS} events, of which {SERIES} repeat; {CIRCLES} circles"
_FIRST = datetime(2026, 1, 5, 19, tzinfo=UTC)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def add(site: Path, posts: int) -> None:
    """Writes events and circles for a site with a number of posts."""
    people = [author.id for author in corpus.authors(posts)]
    for number in range(CIRCLES):
        draw = prose.Draw(f"circle {number}")
        write(
            site / f"content/circles/circle-{number}.md",
            {
                "name": f"Circle {number}",
                "facilitators": [draw.one_of(people)],
                "members": [draw.one_of(people) for _ in range(8)],
                "credentials": [draw.one_of(corpus.CREDENTIALS).id for _ in range(2)],
                "how_to_join": "Come to any meeting.",
                "milestones": [{"title": "Met"}, {"title": "Wrote"}, {"title": "Read"}],
            },
            draw.line(prose.BIOS),
        )
    for number in range(EVENTS):
        write_event(site, number, people)


def write_event(site: Path, number: int, people: list[str], text: str = "", **fields: object) -> None:
    """Writes an event, with other words or other fields than it usually has."""
    draw = prose.Draw(f"event {number}")
    starts = _FIRST + timedelta(days=number % EVENTS)
    usual: dict[str, object] = {
        "title": f"Chat {number}: {prose.title(draw)}",
        "what": "chat",
        "starts": f"{starts:%Y-%m-%d %H:%M}",
        "minutes": 60,
        "join_url": f"https://meet.example/{number}",
        "hosts": [draw.one_of(people)],
        "credentials": [draw.one_of(corpus.CREDENTIALS).id],
        "circle": f"circle-{draw.below(CIRCLES)}",
        "questions": ["What did you expect?", "What did you see?", "What will you try next?"],
    }
    if number < SERIES:
        until = starts + timedelta(days=150 + draw.below(200))
        day = _DAYS[starts.weekday()]
        usual["repeats"] = {"every": "week", "on": [day], "until": f"{until:%Y-%m-%d}"}
    write(site / f"content/events/chat-{number}.md", usual | fields, text or draw.line(prose.BIOS))


def edits(site: Path, posts: int, turn: int) -> Iterator[tuple[str, Edit]]:
    """Gives edits of events and of a circle, with what each is called."""
    people = [author.id for author in corpus.authors(posts)]
    number = EVENTS - 100
    yield "an event's text", lambda: write_event(site, number, people, f"Other words, {turn}.")
    yield "an event's time", lambda: write_event(site, number, people, minutes=30 + turn)
    yield "an event cancelled", lambda: write_event(site, number, people, cancelled=turn % 2 == 0)
    yield "a series' text", lambda: write_event(site, SERIES - 1, people, f"Other words, {turn}.")
    yield "a new event", lambda: write_event(site, EVENTS + turn, people)
    yield "a circle's text", append(site / "content/circles/circle-7.md")
