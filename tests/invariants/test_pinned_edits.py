"""Random edits of what a district pins up: resources, boards, notices, recordings, lists, and the days that pass over them.

After each step the site is what a build from nothing makes of the same files, and only files whose bytes differ are written.
`make edits` goes through many more of them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any

import pytest
from PIL import Image
from tests.conftest import ORDINARY
from tests.pdfs.made import PLAIN
from tests.unit.test_recording_pages import FRAME, VTT

from edblog.kinds.resources import pages, walls
from edblog.pipeline.report import Report
from edblog.problems import EdblogError

CONFIG = b"""\
title = "Stories"
base_url = "https://district.example/stories/"
timezone = "America/Chicago"
page_size = 2

[feeds]
formats = ["atom"]
size = 3

[pictures]
widths = []

[submit]
repository = "https://github.com/a/b"
email = "stories@schools.example"
"""
FIRST = datetime(2026, 3, 6, 18, tzinfo=UTC)
"""Two days before the clocks are set forward."""
SEEDS = int(os.environ.get("EDBLOG_EDITS", "0")) or 2
EQUAL = ("problems", "ok", "stories", "outputs", "held", "until")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="8"/>'
WORDS = "jar ticket strip clock letter ¿Qué? <b> & 5 < 6 東京".split()


def cover(size: int = 1400) -> bytes:
    out = BytesIO()
    Image.new("L", (size, size)).convert("RGB").save(out, "JPEG", quality=10)
    return out.getvalue()


COVERS = (cover(), cover(1399))
FIELDS: dict[str, dict[str, list[str]]] = {
    "resources": {
        "title": ["Another title", '"¿Qué & cómo?"', '"東京"'],
        "what": ["printable", "lesson", "video", "tool", "article"],
        "added": ["2026-01-01", "2026-01-04", "2026-03-05"],
        "boards": ["", "[drawer]", "[drawer, shelf]", "[shelf]", "[zoo, drawer]"],
        "credentials": ["", "[talk]", "[talk, ask]"],
        "topics": ["", "[Maths]", "[maths, Talk]", "[MATHS, Reading]"],
        "grades": ["", "k-2", "[3, 5]", "adult"],
        "by": ["", "[rosa]", "[li, rosa]"],
        "made_by": ["", "The Museum"],
        "license": ["", "CC BY 4.0", "CC0-1.0", "Ask us"],
        "summary": ["", "In short."],
        "lang": ["", "es"],
    },
    "boards": {
        "title": ["The drawer", "A drawer", '"¿El cajón?"'],
        "summary": ["", "What we reach for."],
        "order": ["", "[r2]", "[r4, r1]"],
    },
    "notices": {
        "title": ["A swap", "Two chairs"],
        "expires": ["2026-03-06", "2026-03-07 18:00", "2026-03-08", "2026-03-12", "2026-01-20", "2026-02-05"],
        "starts": ["", "", "2026-03-07", "2026-03-05 09:00"],
        "event": ["", "chat", "weekly"],
        "place": ["", "The library"],
        "credentials": ["", "[talk]"],
        "url": ["", '"mailto:stories@schools.example"', "/boards/drawer/"],
        "summary": ["", "Come."],
    },
    "recordings": {
        "title": ["Nine calls", "A talk"],
        "date": ["2026-01-03", "2026-02-03", "2026-03-07", "2026-03-08 02:30"],
        "speakers": ["", "[rosa]", "[li, rosa]"],
        "credentials": ["", "[talk]", "[ask]"],
        "event": ["", "chat"],
        "chapters": ["", '["0:00 Begin", "0:09 Try: it"]'],
        "summary": ["", "Read aloud."],
        "transcript": ["", "calls.vtt"],
    },
    "lists": {
        "title": ["Our year", "A shelf"],
        "items": [
            "[jar]", "[jar, {resource: r1, why: Print it.}]", "[{notice: n1}]", "[{notice: n2, why: Hurry.}, {recording: calls}, jar]",
            "[{board: drawer}, {event: chat}, {list: ours}]", "[{url: https://example.org/a, title: Elsewhere}, bus]",
        ],
        "by": ["", "[rosa]"],
        "date": ["", "2026-02-01", "2026-03-01"],
        "numbered": ["", "no"],
    },
}  # fmt: skip
"""What the fields of a record may become; empty: the field goes."""


class Wall:
    """What people have pinned up, as front matter and text, and all other files."""

    def __init__(self, number: Random) -> None:
        self.number, self.now = number, FIRST
        self.texts: dict[str, tuple[dict[str, str], str]] = {}
        for at in range(1, 6):
            self._pin("resources", f"r{at}", what="printable", added=f"2026-01-0{at}", url=f"https://example.org/{at}",
                      boards="[drawer]", credentials="[talk]")  # fmt: skip
        for name in ("drawer", "shelf", "zoo"):
            self._pin("boards", name)
        for at in range(1, 4):
            self._pin("notices", f"n{at}", expires=f"2026-03-0{5 + at}")
        for name in ("calls", "film"):
            self._pin("recordings", name, date="2026-01-03", file="calls.mp3", transcript="calls.vtt")
        for name in ("ours", "theirs"):
            self._pin("lists", name, items="[jar, {notice: n1}, {resource: r1}]")
        story = "date: 2026-01-02\nauthor: rosa\ncredentials: [talk]"
        self.files: dict[str, bytes] = {
            "edblog.toml": CONFIG,
            "content/authors/rosa.md": b"---\nname: Rosa Okafor\n---\nRosa asks.\n",
            "content/authors/li.md": b"---\nname: Li Wei\n---\n",
            "content/credentials/talk.md": b"---\nname: Talk\nissuer: NEA\n---\n",
            "content/credentials/ask.md": b"---\nname: Ask\nissuer: NEA\n---\n",
            "content/events/chat.md": b"---\ntitle: A chat\nstarts: 2026-03-07 16:00\nminutes: 60\nplace: Here\n---\nCome.\n",
            "content/events/weekly.md": b"---\ntitle: Hours\nstarts: 2026-02-05 16:00\nminutes: 30\nplace: Here\n"
            b"repeats: {every: week, until: 2026-03-12}\n---\nCome.\n",
            "content/posts/jar.md": f"---\ntitle: The jar\n{story}\n---\n{ORDINARY}\nSee [it](../resources/r2.md).\n".encode(),
            "content/posts/bus.md": f"---\ntitle: The bus\n{story}\n---\n{ORDINARY}".encode(),
            "content/recordings/calls.mp3": FRAME * 600,
            "content/recordings/calls.vtt": VTT.encode(),
            "content/resources/sheet.pdf": PLAIN,
            "content/resources/a.svg": SVG % 20,
            "content/resources/b.svg": SVG % 30,
            "content/pages/recordings.md": b"---\ntitle: Talks\nimage: cover.jpg\nimage_alt: A sun\n---\n",
            "content/pages/cover.jpg": COVERS[0],
        }

    def _pin(self, folder: str, name: str, **fields: str) -> None:
        self.texts[f"content/{folder}/{name}.md"] = ({"title": f"The {name}", **fields}, "We use it.")

    def saved(self) -> dict[str, bytes]:
        texts = {
            path: "---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items()) + f"---\n{body}\n"
            for path, (fields, body) in self.texts.items()
        }
        return {**self.files, **{path: text.encode() for path, text in texts.items()}}

    def some(self, folder: str = "") -> str:
        return self.number.choice(sorted(path for path in self.texts if path.startswith(f"content/{folder}")))

    # What people do

    def a_field_changes(self) -> None:
        path = self.some()
        name, values = self.number.choice(sorted(FIELDS[path.split("/")[1]].items()))
        fields, body = self.texts[path]
        fields = {key: value for key, value in {**fields, name: self.number.choice(values)}.items() if value}
        self.texts[path] = (fields, body)

    def a_text_changes(self) -> None:
        path = self.some()
        words = " ".join(self.number.choices(WORDS, k=4))
        text = self.number.choice([words, f"{words}\n\nMore of it.", "See [it](../resources/r1.md).", ""])
        self.texts[path] = (self.texts[path][0], text)

    def a_picture_changes(self) -> None:
        path = self.some("resources")
        fields, body = self.texts[path]
        kept = {key: value for key, value in fields.items() if not key.startswith("image")}
        alt = self.number.choice(["A line", "A sheet", "¿Qué?"])
        picture = {"image": self.number.choice(["a.svg", "b.svg"]), "image_alt": alt}
        self.texts[path] = (kept | self.number.choice([{}, picture, picture]), body)

    def a_file_takes_the_place_of_an_address(self) -> None:
        path = self.some("resources")
        fields, body = self.texts[path]
        other = (
            {"file": "sheet.pdf"}
            if "url" in fields
            else {"url": f"https://example.org/{self.number.random()}"}
        )
        kept = {key: value for key, value in fields.items() if key not in ("file", "url")}
        self.texts[path] = (kept | other, body)

    def one_more(self) -> None:
        path = self.some()
        folder = path.split("/")[1]
        fields, body = self.texts[path]
        name = self.number.choice(["new", "más", "nested/one", "2026-03-01-dated"])
        self.texts.setdefault(f"content/{folder}/{name}.md", (dict(fields), body))

    def one_less(self) -> None:
        path = self.some()
        if len([other for other in self.texts if other.split("/")[1] == path.split("/")[1]]) > 1:
            del self.texts[path]

    def one_moves(self) -> None:
        path = self.some()
        to = f"{path.rpartition('/')[0]}/moved.md"
        if to not in self.texts:
            self.texts[to] = self.texts.pop(path)

    def another_file(self) -> None:
        path, others = self.number.choice(
            [
                ("content/resources/sheet.pdf", [PLAIN, PLAIN.replace(b"Hello", b"Howdy") + b"\n"]),
                ("content/recordings/calls.mp3", [FRAME * 600, FRAME * 700]),
                ("content/recordings/calls.vtt", [VTT.encode(), VTT.replace("count", "wait").encode()]),
                ("content/pages/cover.jpg", [*COVERS]),
            ]
        )
        self.files[path] = self.number.choice(others)

    def a_neighbor_changes(self) -> None:
        path, old, new = self.number.choice(
            [
                ("content/posts/jar.md", b"The jar", b"A jar"),
                ("content/posts/bus.md", b"The bus", b"A bus"),
                ("content/authors/rosa.md", b"asks", b"answers"),
                ("content/authors/li.md", b"Wei", b"Wei-Lin"),
                ("content/credentials/talk.md", b"---\n---", b"competency: Listens\n---\n---"),
                ("content/events/chat.md", b"16:00", b"18:30"),
                ("content/events/weekly.md", b"03-12", b"03-06"),
                ("edblog.toml", b"page_size = 2", b"page_size = 3"),
            ]
        )
        data = self.files[path]
        self.files[path] = data.replace(old, new) if old in data else data.replace(new, old)

    def time_passes(self) -> None:
        self.now += self.number.choice(
            [timedelta(hours=1), timedelta(hours=7), timedelta(days=1), timedelta(days=29)]
        )

    def midnight_comes(self) -> None:
        """The last minute of a day in Chicago, or the first of the next."""
        days = (self.now - timedelta(hours=6)).date() + timedelta(days=1)
        self.now = datetime(days.year, days.month, days.day, 6, tzinfo=UTC) - self.number.choice(
            [timedelta(minutes=1), timedelta(0)]
        )


Step = Callable[[Wall], None]
STEPS: list[Step] = [
    *[Wall.a_field_changes] * 6, *[Wall.a_text_changes] * 3, *[Wall.a_picture_changes] * 2, Wall.a_file_takes_the_place_of_an_address, Wall.one_more, Wall.one_less, Wall.one_moves,
    Wall.another_file, Wall.a_neighbor_changes, Wall.time_passes, Wall.midnight_comes,
]  # fmt: skip


def outcome(site: Any, now: datetime) -> tuple[Report | None, Any]:
    try:
        report = site.build(now=now)
    except EdblogError as error:
        return None, list(error.problems)
    return report, [getattr(report, name) for name in EQUAL]


def is_quick(report: Report) -> bool:
    return "plan" in dict(report.stages) and "assemble" not in dict(report.stages)


def save(site: Any, wanted: dict[str, bytes], had: dict[str, bytes]) -> None:
    for path in had.keys() - wanted.keys():
        site.delete(path)
    for path, data in wanted.items():
        if had.get(path) != data:
            site.write(path, data)


@pytest.fixture
def follow(quick, memory, make_site, differences, monkeypatch):
    """Follows what people do step by step, and says of each good build whether it was quick. Walls have two resources on a page."""
    monkeypatch.setattr(walls, "SIZE", 2)
    monkeypatch.setattr(pages, "SIZE", 2)

    def equals_clean(site: Any, said: Any, now: datetime, done: object) -> None:
        fresh = make_site(site.sources(), bare=True, into=memory)
        report, clean = outcome(fresh, now)
        assert said == clean, done
        if report is not None and report.ok:
            assert differences(site.outputs(), fresh.outputs()) == [], done
        shutil.rmtree(fresh.folder)

    def run(seed: int) -> list[bool]:
        dice = Random(seed)
        wall, site = Wall(dice), make_site({}, bare=True, into=memory)
        had: dict[str, bytes] = {}
        good: dict[str, bytes] = {}
        done: list[str] = [f"seed {seed}"]
        ways = []
        for _ in range(9):
            before = dict(wall.texts), dict(wall.files)
            for step in dice.choices(STEPS, k=dice.choice([1, 1, 2])) if had else ():
                step(wall)
                done.append(step.__name__)
            save(site, wanted := wall.saved(), had)
            had = wanted
            report, said = outcome(site, wall.now)
            is_good, after = report is not None and report.ok, site.outputs()
            if is_good:
                assert report is not None
                differing = sorted(path for path in after if good.get(path) != after[path])
                assert sorted(report.written) == differing, done
                ways.append(is_quick(report))
            else:
                assert after == good, done
            if not is_good or ways[-1] or dice.random() < 0.5:
                equals_clean(site, said, wall.now, done)
            if not is_good:
                # People take back what was wrong.
                wall.texts, wall.files = before
            good = after
        shutil.rmtree(site.folder)
        return ways

    return run


@pytest.mark.timeout(7200 if "EDBLOG_EDITS" in os.environ else 300)
@pytest.mark.parametrize("part", range(4 if "EDBLOG_EDITS" in os.environ else 1))
def test_a_board_that_grew_pin_by_pin_equals_one_built_from_nothing(follow, part):
    ways = [way for seed in range(part * SEEDS, (part + 1) * SEEDS) for way in follow(seed)]

    assert ways.count(True) > SEEDS
    assert ways.count(False) > SEEDS
