"""Resources on boards, notices and recordings for a site of the bench, and edits of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import corpus
import prose
from additions import Edit, append, write

RESOURCES, BOARDS, NOTICES, RECORDINGS = 2000, 40, 200, 300
"""Numbers of files of each kind."""
SAID = f"{RESOURCES:,} resources on {BOARDS} boards; {NOTICES} notices; {RECORDINGS} recordings"
_SAMPLE = Path(__file__).resolve().parent.parent / "content"
_WHAT = ("printable", "video", "article", "tool", "lesson")
_FIRST = datetime(2024, 1, 5, tzinfo=UTC)


def add(site: Path, posts: int) -> None:
    """Writes them for a site with a number of stories. Every second resource and recording has a file of its own."""
    for number in range(BOARDS):
        draw = prose.Draw(f"board {number}")
        write(
            site / f"content/boards/board-{number}.md",
            {"title": f"Board {number}", "summary": draw.line(prose.BIOS)},
            "",
        )
    for number in range(RESOURCES):
        write_resource(site, number, posts)
    for number in range(NOTICES):
        write_notice(site, number)
    for number in range(RECORDINGS):
        write_recording(site, number, posts)


def write_resource(site: Path, number: int, posts: int, text: str = "", **fields: object) -> None:
    """Writes a resource, with other words or other fields than it usually has."""
    draw = prose.Draw(f"resource {number}")
    usual: dict[str, object] = {
        "title": f"Resource {number}: {prose.title(draw)}",
        "what": draw.one_of(_WHAT),
        "added": f"{_FIRST + timedelta(hours=12 * number):%Y-%m-%d}",
        "by": [draw.one_of(corpus.authors(posts)).id],
        "license": "CC BY 4.0",
        "boards": [f"board-{draw.below(BOARDS)}"],
        "credentials": [draw.one_of(corpus.CREDENTIALS).id],
        "topics": [draw.one_of(corpus.TOPICS).name],
        "grades": "3-5",
    }
    if number % 2:
        usual["url"] = f"https://example.org/resources/{number}"
    else:
        usual["file"] = f"resource-{number}.pdf"
        _copy("resources/three-question-exit-ticket.pdf", site / f"content/resources/resource-{number}.pdf")
    path = site / f"content/resources/resource-{number}.md"
    write(path, usual | fields, text or draw.line(prose.BIOS))


def write_notice(site: Path, number: int, text: str = "", **fields: object) -> None:
    """Writes a notice. All of them count until far in the future."""
    draw = prose.Draw(f"notice {number}")
    usual: dict[str, object] = {
        "title": f"Notice {number}: {prose.title(draw)}",
        "expires": f"{2100 + number % 50}-01-31",
        "place": "Front office",
        "credentials": [draw.one_of(corpus.CREDENTIALS).id],
    }
    write(site / f"content/notices/notice-{number}.md", usual | fields, text or draw.line(prose.BIOS))


def write_recording(site: Path, number: int, posts: int, text: str = "", **fields: object) -> None:
    """Writes a recording: sound with a transcript, or a video that is kept elsewhere."""
    draw = prose.Draw(f"recording {number}")
    usual: dict[str, object] = {
        "title": f"Recording {number}: {prose.title(draw)}",
        "date": f"{_FIRST + timedelta(days=3 * number):%Y-%m-%d}",
        "summary": draw.line(prose.BIOS),
        "speakers": [draw.one_of(corpus.authors(posts)).id],
        "credentials": [draw.one_of(corpus.CREDENTIALS).id],
    }
    if number % 2:
        usual |= {
            "url": f"https://www.youtube.com/watch?v=Sample{number:05}",
            "captions": True,
            "minutes": 12,
        }
    else:
        for ending in ("mp3", "vtt"):
            _copy(f"recordings/nine-calls.{ending}", site / f"content/recordings/recording-{number}.{ending}")
        usual |= {"file": f"recording-{number}.mp3", "transcript": f"recording-{number}.vtt"}
    path = site / f"content/recordings/recording-{number}.md"
    write(path, usual | fields, text or draw.line(prose.BIOS))


def edits(site: Path, posts: int, turn: int) -> Iterator[tuple[str, Edit]]:
    """Gives edits of resources, of a board, of a notice and of a recording, with what each is called."""
    last = RESOURCES - 1
    yield "a resource's text", lambda: write_resource(site, 7, posts, f"Other words, {turn}.")
    yield "a resource's title", lambda: write_resource(site, 7, posts, title=f"Another title, {turn}")
    yield "the newest resource", lambda: write_resource(site, last, posts, f"Other words, {turn}.")
    yield "a new resource", lambda: write_resource(site, RESOURCES + turn, posts)
    yield "a board's text", append(site / "content/boards/board-7.md")
    yield "a notice's text", lambda: write_notice(site, 7, f"Other words, {turn}.")
    yield "a recording's text", lambda: write_recording(site, 7, posts, f"Other words, {turn}.")


def _copy(name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_SAMPLE / name, target)
