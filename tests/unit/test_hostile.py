"""Texts of 64 kB made to be slow: each is converted in time or refused, and a site of them is built."""

from __future__ import annotations

import multiprocessing
import sys
import time
from pathlib import Path

import pytest

from edblog.kinds import KINDS
from edblog.settings import Limits
from edblog.sources.markdown import rendering
from edblog.sources.read import read
from edblog.sources.reading import ReadSettings

SETTINGS = ReadSettings("UTC", "en", Limits(seconds=2))
sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from hostile import FRONT_MATTER, MARKDOWN, SIZE  # noqa: E402

sys.path.pop(0)
CHOSEN = sorted(
    {
        *list(MARKDOWN)[::7],
        "opening brackets",
        "elements left open, each another one",
        "tildes",
        "lists in lists",
        "quotes in quotes",
        "removed attributes",
        "code of C",
        "classes of short words",
        "headings",
        "one footnote again and again",
    }
)
"""A quarter of them; `benchmarks/pathological.py` measures all."""
pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="a process for each takes long elsewhere"
)


def post(body, fields="title: A\ndate: 2026-01-02\nauthor: rosa"):
    return f"---\n{fields}\n---\n{body}\n".encode()


def measured(data, answer):
    """Puts into a queue what came of reading a file, and the seconds of work."""
    started = time.process_time()
    reading = read("content/posts/a.md", data, SETTINGS, KINDS)
    answer.put(
        (
            time.process_time() - started,
            reading.html,
            [(p.severity, p.code, p.line, p.column) for p in reading.problems],
        )
    )


def in_a_process(data):
    context = multiprocessing.get_context("fork")
    answer = context.Queue()
    process = context.Process(target=measured, args=(data, answer))
    process.start()
    taken = answer.get(timeout=120)
    process.join()
    return taken


def test_there_are_many_and_they_are_large():
    assert len(MARKDOWN) > 250
    assert all(SIZE / 2 <= len(text.encode()) <= SIZE * 3.5 for text in MARKDOWN.values())


@pytest.mark.parametrize("name", CHOSEN)
def test_a_text_made_to_be_slow_is_converted_in_time_or_refused(name):
    seconds, html, problems = in_a_process(post(MARKDOWN[name]))

    # The limit, and what cannot be interrupted.
    assert seconds < 3
    refusal = ("error", "text-too-slow", 6, 1), ("error", "text-too-complex", 6, 1)
    # Definitions alone show nothing, and a story without words is told so.
    assert (
        html
        or set(problems) & {*refusal, ("error", "empty-story", 6, 1)}
        or name.startswith("a definition again")
    )
    assert ("error", "text-unreadable", 6, 1) not in problems


def test_a_text_that_a_library_cannot_take_is_a_problem_of_that_text(monkeypatch):
    def convert(*_):
        raise KeyError("stash")

    monkeypatch.setattr(rendering, "_convert", convert)
    (problem,) = read("content/posts/a.md", post("It filled up."), SETTINGS, KINDS).problems

    assert (problem.severity, problem.code, problem.line) == ("error", "text-unreadable", 6)
    assert problem.message == "this text could not be converted: KeyError 'stash'"


@pytest.mark.parametrize("name", FRONT_MATTER)
def test_front_matter_made_to_be_slow_is_refused_within_a_second(name):
    seconds, _, problems = in_a_process(post("Words.", FRONT_MATTER[name]))

    assert seconds < 1
    assert [problem for problem in problems if problem[0] == "error"]
    assert len(problems) < 200
    assert all(line >= 1 and column >= 1 for _, _, line, column in problems)


@pytest.mark.parametrize("folder", ["pages", "authors", "credentials"])
def test_the_same_holds_for_every_kind_of_file(folder):
    for text in (
        FRONT_MATTER["aliases of aliases"],
        FRONT_MATTER["opening braces"],
        FRONT_MATTER["lists in lists"],
    ):
        started = time.process_time()
        reading = read(f"content/{folder}/a.md", post("Words.", text), SETTINGS, KINDS)
        assert time.process_time() - started < 1
        assert [problem for problem in reading.problems if problem.severity == "error"]


def test_a_site_of_texts_made_to_be_slow_is_checked_and_says_where(make_site):
    names = [
        "many broken links",
        "many pictures",
        "removed classes",
        "closing brackets",
        "headings that end in numbers",
        "a table of many rows",
        "many links",
    ]
    posts = {f"content/posts/text-{number}.md": post(MARKDOWN[name]) for number, name in enumerate(names)}
    site = make_site(posts)
    started = time.process_time()

    problems = site.problems()

    assert time.process_time() - started < 20
    assert {problem.split(" ")[1].split(":")[0] for problem in problems} <= {*posts}
    # Of thousands of one kind, the first are listed and the others counted.
    assert sum("text-0.md" in problem for problem in problems) == 51
