"""The limit on the time that a text may take, in the main thread and in another."""

from __future__ import annotations

import os
import re
import signal
import threading
import time

import nh3
import pytest

from edblog.files import deadline
from edblog.files.deadline import DeadlineExceeded, run_in_helper, run_within
from edblog.sources.markdown.rendering import render_text

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
    deadline.end_helper()


def test_work_that_ends_in_time():
    assert run_within(5, divmod, 7, 2) == (3, 1)
    assert in_thread(lambda: run_within(30, divmod, 7, 2)) == (3, 1)


def test_work_that_fails_fails_as_it_would_without_a_limit():
    with pytest.raises(ZeroDivisionError):
        run_within(5, divmod, 1, 0)
    assert isinstance(in_thread(lambda: run_within(30, divmod, 1, 0)), ZeroDivisionError)


@pytest.mark.skipif(not HAS_TIMER, reason="there is no such timer here")
def test_the_timer_ends_work_that_takes_too_long_and_is_gone_afterwards():
    former = signal.getsignal(signal.SIGPROF)
    finished = []

    def work():
        re.match("(a+)+b", "a" * 60)
        finished.append("the search")

    with pytest.raises(DeadlineExceeded):
        run_within(0.1, work)

    assert finished == []
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
    assert signal.getsignal(signal.SIGPROF) is former


def test_the_helper_ends_work_that_takes_too_long_and_another_one_takes_its_place():
    # The first call starts the helper, which takes its time on a busy machine.
    assert in_thread(lambda: run_within(30, abs, -1)) == 1

    assert isinstance(in_thread(lambda: run_within(0.2, time.sleep, 30)), DeadlineExceeded)
    assert in_thread(lambda: run_within(30, abs, -2)) == 2


def test_a_text_in_another_thread_reads_the_same():
    body = 'A *jar* of "questions".\n\n![](jar.svg)\n'

    assert in_thread(lambda: render_text("content/posts/a.md", body, 1)) == render_text(
        "content/posts/a.md", body, 1
    )


class Swallowing:
    """What calls back and goes on, whatever the callback raises, as the sanitizer does."""

    def __init__(self):
        self.raised = 0

    def work(self):
        while self.raised < 3:
            try:
                while True:
                    pass
            except Exception:  # noqa: BLE001 - as that sanitizer does
                self.raised += 1
        return "used"


@pytest.mark.skipif(not HAS_TIMER, reason="there is no such timer here")
def test_work_that_swallows_what_ends_it_hears_of_it_again_and_its_result_is_not_used():
    work = Swallowing()

    with pytest.raises(DeadlineExceeded):
        run_within(0.05, work.work)

    assert work.raised == 3
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


@pytest.mark.skipif(not HAS_TIMER, reason="there is no such timer here")
def test_a_limit_that_strikes_inside_the_sanitizer_keeps_the_text_back_without_a_traceback(capfd):
    def linger(_tag, _name, value):
        while True:
            pass

    with pytest.raises(DeadlineExceeded):
        run_within(
            0.05, nh3.clean, '<b title="x">y</b>', attributes={"b": {"title"}}, attribute_filter=linger
        )

    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not HAS_TIMER, reason="there is no such timer here")
def test_waiting_is_no_work_so_a_busy_machine_refuses_nothing():
    assert run_within(0.05, time.sleep, 0.3) is None


def test_what_no_signal_interrupts_is_ended_from_outside():
    with pytest.raises(DeadlineExceeded):
        run_in_helper(0.2, time.sleep, 30)
    with pytest.raises(DeadlineExceeded):
        run_in_helper(5, os._exit, 3)

    assert run_in_helper(5, abs, -1) == 1
    with pytest.raises(ZeroDivisionError):
        run_in_helper(5, divmod, 1, 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_process_that_was_forked_has_a_helper_of_its_own():
    def pid():
        return run_in_helper(5, os.getpid)

    mine = pid()
    out, into = os.pipe()
    if (child := os.fork()) == 0:
        os.write(into, str(pid()).encode())
        os._exit(0)
    os.waitpid(child, 0)

    assert int(os.read(out, 20)) not in (mine, child)
    assert pid() == mine
    os.close(out)
    os.close(into)


SLOW = "[" * 64_000


@pytest.mark.skipif(not HAS_TIMER, reason="there the helper process does the same, more slowly")
def test_a_text_that_is_refused_says_what_to_look_for_and_the_next_one_is_read():
    text, html, problems = render_text("content/posts/a.md", SLOW, 7, seconds=0.2)

    assert (text, html) == (None, "")
    assert [(p.severity, p.code, p.line, p.column, p.message, p.help) for p in problems] == [
        (
            "error",
            "text-too-slow",
            7,
            1,
            "this text could not be converted within 0.2 seconds",
            "look for very long runs of the same character, such as [[[[ or ****, and delete them",
        )
    ]
    assert render_text("content/posts/a.md", "Fine.", 7)[1] == "<p>Fine.</p>"
