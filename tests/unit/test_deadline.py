"""The limit on the time that a text may take, in the main thread and in another."""

from __future__ import annotations

import signal
import threading
import time

import pytest

from edblog.sources import deadline, markdown
from edblog.sources.deadline import DeadlineExceeded, within
from edblog.sources.markdown import render_text

HAS_TIMER = hasattr(signal, "setitimer")


def in_thread(work):
    """The result of `work()` in another thread, or what it raised."""
    outcome = []

    def run():
        try:
            outcome.append(work())
        except BaseException as error:  # noqa: BLE001  (it is looked at by the test)
            outcome.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(60)
    return outcome[0]


@pytest.fixture(autouse=True)
def helper():
    """A helper process that is gone after the test."""
    yield
    if deadline._helper is not None:
        deadline._helper.shutdown()
        deadline._helper = None


def test_work_that_ends_in_time():
    assert within(5, divmod, 7, 2) == (3, 1)
    assert in_thread(lambda: within(30, divmod, 7, 2)) == (3, 1)


def test_work_that_fails_fails_as_it_would_without_a_limit():
    with pytest.raises(ZeroDivisionError):
        within(5, divmod, 1, 0)
    assert isinstance(in_thread(lambda: within(30, divmod, 1, 0)), ZeroDivisionError)


@pytest.mark.skipif(not HAS_TIMER, reason="there is no such timer here")
def test_the_timer_ends_work_that_takes_too_long_and_is_gone_afterwards():
    former = signal.getsignal(signal.SIGALRM)
    finished = []

    def work():
        time.sleep(10)
        finished.append("the sleep")

    with pytest.raises(DeadlineExceeded):
        within(0.1, work)

    assert finished == []
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) is former


def test_the_helper_ends_work_that_takes_too_long_and_another_one_takes_its_place():
    # The first call starts the helper, which takes its time on a busy machine.
    assert in_thread(lambda: within(30, abs, -1)) == 1

    assert isinstance(in_thread(lambda: within(0.2, time.sleep, 30)), DeadlineExceeded)
    assert in_thread(lambda: within(30, abs, -2)) == 2


def test_a_text_in_another_thread_reads_the_same():
    body = 'A *jar* of "questions".\n\n![](jar.svg)\n'

    assert in_thread(lambda: render_text("content/posts/a.md", body, 1)) == render_text("content/posts/a.md", body, 1)


PATHOLOGICAL = {
    "brackets": "[" * 64_000,
    "brackets and parentheses": "[](" * 21_000,
    "stars": "*a " * 21_000 + "**" * 500,
    "stars and underscores": "*_" * 32_000,
    "quotes inside quotes": "> " * 30_000 + "a",
    "lists inside lists": "".join(f"{'    ' * n}- a\n" for n in range(170)),
    "tags": "<" * 64_000,
    "open tags": "<a " * 20_000,
    "pictures without an end": "<img " * 12_000,
    "footnotes": "[^1]" * 16_000,
    "backticks": "".join("`" * n + " " for n in range(1, 350)),
    "table": "|" * 32_000 + "\n" + "|-" * 16_000 + "\n" + "|" * 32_000,
    "attribute lists": "a {: " * 12_000,
    "entities": "&" * 64_000,
    "backslashes": "\\" * 64_000,
    "abbreviations": "\n".join(f"*[A{n}]: x" for n in range(4_000)) + "\n\n" + "A1 " * 4_000,
}


@pytest.mark.skipif(not HAS_TIMER, reason="there the helper process does the same, more slowly")
@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_a_text_of_64_kilobytes_made_to_be_slow_is_read_or_refused_in_time(monkeypatch, name):
    monkeypatch.setattr(markdown, "TIME_LIMIT", 0.5)
    started = time.process_time()

    text, html, problems = render_text("content/posts/a.md", PATHOLOGICAL[name], 7)

    # The limit is in seconds of the clock; what cannot be interrupted is short.
    assert time.process_time() - started < 3
    if text is None:
        assert html == ""
        assert [(p.severity, p.code, p.line, p.column) for p in problems] == [("error", "text-too-complex", 7, 1)]


@pytest.mark.skipif(not HAS_TIMER, reason="there the helper process does the same, more slowly")
def test_a_text_that_is_refused_says_what_to_look_for_and_the_next_one_is_read(monkeypatch):
    monkeypatch.setattr(markdown, "TIME_LIMIT", 0.5)

    assert [
        (p.message, p.help) for p in render_text("content/posts/a.md", "[" * 64_000, 7)[2]
    ] == [
        (
            "this text could not be converted within 0 seconds",
            "look for very long runs of the same sign, such as [[[[ or ****, and take them out",
        )
    ]
    assert render_text("content/posts/a.md", "Fine.", 7)[1] == "<p>Fine.</p>"
