"""Edits of resources and boards: quick, and the same as a build from nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.conftest import CONFIG, NOW
from tests.invariants.test_incremental import photo
from tests.pdfs.made import PLAIN

from edblog.kinds.resources import pages, walls
from edblog.pipeline.report import Report

FIRST = {
    "a": {"boards": "[drawer]", "credentials": "[talk]", "grades": "k-2", "topics": "[Maths]", "added": "2026-01-01"},
    "b": {"boards": "[drawer, shelf]", "credentials": "[talk]", "grades": "3-5", "topics": "[maths, Talk]", "added": "2026-01-02"},
    "c": {"boards": "[shelf]", "topics": "[Talk]", "what": "video", "added": "2026-01-03"},
    "d": {"file": "d.pdf", "url": "", "boards": "[drawer]", "by": "[rosa]", "license": "CC BY 4.0", "added": "2026-01-04"},
    "e": {"boards": "[drawer]", "credentials": "[talk, ask]", "grades": "k-2", "topics": "[Maths]", "added": "2026-01-05"},
    "f": {"boards": "[drawer]", "topics": "[Talk]", "added": "2025-12-02"},
    "g": {"boards": "[shelf]", "topics": "[Talk]", "added": "2025-12-03"},
}  # fmt: skip


def resource(site: Any, name: str, body: str = "We use it.", **fields: str) -> None:
    given = {
        "title": f"Resource {name}",
        "what": "tool",
        "url": f"https://example.org/{name}",
        **FIRST.get(name, {"added": "2026-01-06"}),
        **fields,
    }
    lines = "".join(f"{key}: {value}\n" for key, value in given.items() if value)
    site.write(f"content/resources/{name}.md", f"---\n{lines}---\n{body}\n")


@pytest.fixture
def wall(quick: None, memory: Any, make_site: Any) -> Iterator[Any]:
    """Seven resources on two boards and at two micro-credentials; a story about one of these."""
    site = make_site({"edblog.toml": CONFIG}, into=memory)
    for id_ in ("talk", "ask"):
        site.write(f"content/credentials/{id_}.md", f"---\nname: {id_.title()}\nissuer: NEA\n---\nWords.\n")
    site.write("content/boards/drawer.md", "---\ntitle: The drawer\norder: [b]\n---\nWe reach for it.\n")
    site.write("content/boards/shelf.md", "---\ntitle: The shelf\n---\n")
    site.write("content/boards/zoo.md", "---\ntitle: The zoo\n---\n")
    site.write("content/resources/d.pdf", PLAIN)
    for name in FIRST:
        resource(site, name)
    site.post("jar", "The jar", "2026-01-01", credentials="[talk]", body="See [a](../resources/a.md).")
    yield site
    shutil.rmtree(site.folder)


def a_text(site: Any) -> None:
    resource(site, "a", "We use it, too.")


def a_title(site: Any) -> None:
    resource(site, "a", title="Another title")


def a_file_keeps_its_size(site: Any) -> None:
    resource(site, "d", title="Another file", license="CC0 1.0")


def boards_change_places(site: Any) -> None:
    """Each board has as many resources as before."""
    resource(site, "f", boards="[shelf]")
    resource(site, "g", boards="[drawer]")


def another_day(site: Any) -> None:
    resource(site, "e", added="2025-12-01")


def another_grade(site: Any) -> None:
    resource(site, "a", grades="3-5")


def one_more(site: Any) -> None:
    resource(site, "h", boards="[drawer]", credentials="[talk]", grades="k-2", topics="[Maths]")


def a_text_of_a_board(site: Any) -> None:
    site.write("content/boards/drawer.md", "---\ntitle: The drawer by the door\n---\nWe reach for it.\n")


def an_order(site: Any) -> None:
    site.write("content/boards/drawer.md", "---\ntitle: The drawer\norder: [d, a]\n---\nWe reach for it.\n")


def a_text_of_a_micro_credential(site: Any) -> None:
    site.write(
        "content/credentials/talk.md", "---\nname: Talk\nissuer: NEA\ncompetency: Listens\n---\nWords.\n"
    )


QUICK = [
    a_text, a_title, a_file_keeps_its_size, boards_change_places, another_day, another_grade, one_more, a_text_of_a_board,
    an_order, a_text_of_a_micro_credential,
]  # fmt: skip


def another_board(site: Any) -> None:
    """Its grades are new there."""
    resource(site, "a", boards="[shelf, drawer]")


def a_topic_that_nobody_had(site: Any) -> None:
    resource(site, "a", topics="[Reading]")


def from_the_last_board(site: Any) -> None:
    """The board of the second micro-credential is gone."""
    resource(site, "e", credentials="[talk]")


def one_less(site: Any) -> None:
    site.delete("content/resources/c.md")


def another_file(site: Any) -> None:
    site.write("content/resources/d.pdf", PLAIN.replace(b"Hello", b"Howdy") + b"\n")


def no_boards(site: Any) -> None:
    for name in ("drawer", "shelf", "zoo"):
        site.delete(f"content/boards/{name}.md")
    for name in FIRST:
        resource(site, name, boards="")


WHOLE = [another_board, a_topic_that_nobody_had, from_the_last_board, one_less, another_file, no_boards]


def is_quick(report: Report) -> bool:
    return "plan" in dict(report.stages) and "assemble" not in dict(report.stages)


@pytest.fixture
def equals_clean(memory: Any, make_site: Any, differences: Any) -> Callable[[Any, Report], None]:
    def compare(site: Any, report: Report) -> None:
        fresh = make_site(site.sources(), bare=True, into=memory)
        clean = fresh.build(now=NOW)
        assert differences(site.outputs(), fresh.outputs()) == []
        assert report.problems == clean.problems
        shutil.rmtree(fresh.folder)

    return compare


@pytest.mark.parametrize("edit", QUICK, ids=lambda edit: edit.__name__)
def test_an_edit_of_a_wall_is_quick_and_equals_clean(wall, equals_clean, edit):
    wall.build(now=NOW)
    before = wall.outputs()
    edit(wall)
    report = wall.build(now=NOW)
    after = wall.outputs()

    assert is_quick(report)
    assert sorted(report.written) == sorted(path for path in after if before.get(path) != after[path])
    assert report.written
    equals_clean(wall, report)


@pytest.mark.parametrize("edit", WHOLE, ids=lambda edit: edit.__name__)
def test_any_other_edit_of_a_wall_equals_clean(wall, equals_clean, edit):
    wall.build(now=NOW)
    edit(wall)

    equals_clean(wall, wall.build(now=NOW))


def test_a_story_changes_no_wall(wall, equals_clean):
    wall.build(now=NOW)
    wall.post("jar", "The jar", "2026-01-01", credentials="[talk]", body="See [b](../resources/b.md).")
    report = wall.build(now=NOW)

    assert is_quick(report)
    assert [path for path in report.written if "board" in path or path.startswith("resources/")] == []
    equals_clean(wall, report)


def test_the_words_of_a_picture_on_the_second_page_of_a_wall(wall, equals_clean, monkeypatch):
    """No page before it has a picture, so the board would be shared with this one."""
    monkeypatch.setattr(walls, "SIZE", 2)
    monkeypatch.setattr(pages, "SIZE", 2)
    wall.write("content/resources/f.jpg", photo(130, "#f2a81d"))
    resource(wall, "f", image="f.jpg", image_alt="A line")
    wall.build(now=NOW)
    resource(wall, "f", image="f.jpg", image_alt="A straight line")
    report = wall.build(now=NOW)

    assert is_quick(report)
    equals_clean(wall, report)
