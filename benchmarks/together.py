"""What events and circles cost: the same stories with and without them, side by side in every run.

$ python benchmarks/together.py --posts 10000 --runs 3

On a computer with other work, compare the processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import corpus
import prose
from measure import Cost, run
from tools import CHECKOUT

HERE = Path(__file__).resolve().parent
EVENTS, SERIES, CIRCLES = 500, 100, 50
"""Numbers of events, of those among them that repeat, and of circles."""
LIMIT = 600
WITHOUT, WITH = "without", "with"
Edit = Callable[[], object]
_FIRST = datetime(2026, 1, 5, 19, tzinfo=UTC)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def main() -> None:
    """Measures, and prints a table."""
    parser = argparse.ArgumentParser(description="Measures what events and circles cost.")
    parser.add_argument("--posts", type=int, default=10_000, help="number of stories")
    parser.add_argument("--runs", type=int, default=3, help="cold builds of each site, in turn")
    parser.add_argument("--edits", type=int, default=7, help="edits of each sort in a run, in turn")
    parser.add_argument(
        "--work",
        type=Path,
        default=HERE / ".work",
        help="folder for the sites; emptied first, removed at the end",
    )
    arguments = parser.parse_args()
    shutil.rmtree(arguments.work, ignore_errors=True)
    sites = {name: arguments.work / name for name in (WITHOUT, WITH)}
    arguments.work.mkdir(parents=True)
    for site in sites.values():
        corpus.write_site("edblog", site, arguments.posts)
    write_gatherings(sites[WITH], arguments.posts)
    costs: dict[tuple[str, str], list[Cost]] = {}
    load = os.getloadavg()[0]
    for number in range(arguments.runs):
        for name, site in _in_turn(sites, number):
            for folder in ("site", ".site.shadow", ".edblog"):
                if (site / folder).exists():
                    (site / folder).rename(arguments.work / f"aside-{name}-{number}{folder}")
            _build(costs, "cold", name, site)
        # The generation before the public one is not there yet.
        for turn in range(arguments.edits + 1):
            for name, site in _in_turn(sites, turn):
                for case, edit in _edits(name, site, arguments.posts, number * 100 + turn):
                    edit()
                    _build(costs if turn else {}, case, name, site)
    shutil.rmtree(arguments.work)
    print(
        f"\n{arguments.posts:,} stories; {EVENTS} events, of which {SERIES} repeat; {CIRCLES} circles; load before: {load:.1f}\n"
    )
    print(f"{'':22}{'wall, s':>26}{'CPU, s':>28}")
    print(f"{'':22}" + f"{WITHOUT:>10}{WITH:>10}{'ratio':>8}" * 2)
    for case in dict.fromkeys(case for case, _ in costs):
        pairs = [costs.get((case, name), []) for name in (WITHOUT, WITH)]
        cells = "".join(
            _cells([[getattr(cost, kind) for cost in each] for each in pairs]) for kind in ("wall", "cpu")
        )
        print(f"{case:22}{cells}")


def _cells(pair: list[list[float]]) -> str:
    """The medians without and with, and the median of the ratios run by run."""
    ratios = [after / before for before, after in zip(*pair, strict=False)]
    cells = "".join(f"{median(each):10.2f}" if each else " " * 10 for each in pair)
    return cells + (f"{median(ratios):8.2f}" if ratios else " " * 8)


def write_gatherings(site: Path, posts: int) -> None:
    """Writes events and circles for a site with a number of posts."""
    people = [author.id for author in corpus.authors(posts)]
    for number in range(CIRCLES):
        draw = prose.Draw(f"circle {number}")
        _text(
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
    _text(site / f"content/events/chat-{number}.md", usual | fields, text or draw.line(prose.BIOS))


def _text(path: Path, fields: dict[str, object], text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    head = "".join(
        f"{name}: {value if name == 'starts' else json.dumps(value, ensure_ascii=False)}\n"
        for name, value in fields.items()
    )
    path.write_text(f"---\n{head}---\n\n{text}\n", encoding="utf-8")


def _in_turn(sites: dict[str, Path], turn: int) -> list[tuple[str, Path]]:
    """Both sites, each first in every other turn."""
    return list(sites.items())[:: -1 if turn % 2 else 1]


def _edits(name: str, site: Path, posts: int, turn: int) -> Iterator[tuple[str, Edit]]:
    people = [author.id for author in corpus.authors(posts)]
    post = corpus.post(posts // 2)
    source = site / f"content/posts/{post.slug}.md"
    author = site / f"content/authors/{post.authors[0].id}.md"

    def append(path: Path) -> Edit:
        return lambda: path.write_text(f"{path.read_text(encoding='utf-8')}\nAgain.\n", encoding="utf-8")

    yield "a story's text", append(source)
    yield "a person's text", append(author)
    if name == WITH:
        number = EVENTS - 100
        yield "an event's text", lambda: write_event(site, number, people, f"Other words, {turn}.")
        yield "an event's time", lambda: write_event(site, number, people, minutes=30 + turn)
        yield "an event cancelled", lambda: write_event(site, number, people, cancelled=turn % 2 == 0)
        yield "a series' text", lambda: write_event(site, SERIES - 1, people, f"Other words, {turn}.")
        yield "a new event", lambda: write_event(site, EVENTS + turn, people)
        yield "a circle's text", append(site / "content/circles/circle-7.md")


def _build(costs: dict[tuple[str, str], list[Cost]], case: str, name: str, site: Path) -> None:
    cost = run([sys.executable, "-m", "edblog", "build"], site, LIMIT, CHECKOUT, look=False)
    costs.setdefault((case, name), []).append(cost)
    print(f"{cost.wall:8.2f} s  {case}, {name}", flush=True)


if __name__ == "__main__":
    main()
