"""All or nothing: whatever happens to a build, visitors see the whole old site or the whole new one.

Real builds in real processes are killed where the clock or a file operation says, so that nothing of theirs
runs afterwards: no handler, no clean-up. The next build has to put everything right.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from itertools import cycle, pairwise
from pathlib import Path
from random import Random

import pytest

import edblog
from edblog.outputs.publish import BusyError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(edblog.__file__).parents[1])}
STORIES = 70
"""Enough for several processes to read and to render them."""
EDITIONS = "abc"
"""Three, because publishing keeps the last but one: from two, a rebuild would have next to nothing to do."""
FEW = 5 if "EDBLOG_KILLS" in os.environ else 17
"""File operations between two kills of a build of everything."""
INSTANTS, GROUPS = int(os.environ.get("EDBLOG_KILLS", "6")), 2
"""Kills for each kind of build (50 with `make kills`), and the tests that they are dealt out to."""

AT_A_FILE_OPERATION = """
import os, signal, sys
from edblog.cli.commands import main
left = int(sys.argv.pop())
def count(event, args):
    global left
    writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
    if writes or event in ("os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "ctypes.call_function"):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
main(sys.argv[1:])
"""
A_WORKER_DIES = """
import os, signal, sys
from edblog.pipeline import workers
from edblog.outputs import render
from edblog.cli.commands import main
parent = os.getpid()
def die(*args):
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args)
real, render.render = render.render, die
workers.MANY = 1
main(sys.argv[1:])
"""


def write(site, edition: str, stories: int = STORIES) -> None:
    """One of the editions, which differ nearly everywhere."""
    site.write("content/credentials/talk.md", f"---\nname: Talk {edition}\nissuer: NEA\n---\n")
    site.write(
        "content/posts/jar.svg",
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{ord(edition)}" height="9"/>',
    )
    for number in range(stories):
        path = f"content/posts/story-{number}.md"
        if number % 10 == EDITIONS.index(edition):
            (site.folder / path).unlink(missing_ok=True)
        else:
            text = f"![A jar](jar.svg) It filled up, {edition}. " + "Then we talked. " * 30
            more = {"topics": f"[Maths, {edition}-{number % 4}]", "credential": "talk"}
            site.post(
                f"story-{number}", f"Story {number}{edition}", f"2026-0{number % 9 + 1}-11", text, **more
            )


def start(site, *command: str) -> subprocess.Popen[bytes]:
    command = (sys.executable, *(command or ("-m", "edblog")), "build", "--quiet", "--site", str(site.folder))
    return subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def next_build(site):
    """The report of the next build; it may have to wait for the workers of the killed one to notice."""
    deadline = time.monotonic() + 10
    while True:
        try:
            return site.build()
        except BusyError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)


@pytest.fixture(scope="module")
def editions(memory, make_site):
    """What each edition is from nothing, and how long a build takes, in seconds."""
    expected = {}
    for edition in EDITIONS:
        site = make_site({}, into=memory)
        write(site, edition)
        started = time.monotonic()
        assert start(site).wait() == 0
        seconds = time.monotonic() - started
        expected[edition] = site.outputs()
    return expected, seconds


def instants(group: int, seconds: float) -> list[float]:
    """Those of one group, in seconds after the start of a process that takes `seconds`."""
    drawn = Random(group)
    share = INSTANTS // GROUPS
    # One from each part of the time, so that every stage has its turn.
    return [seconds * (position + drawn.random()) / share for position in range(share)]


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_first_build_that_is_killed(quick, memory, make_site, differences, editions, group):
    expected, seconds = editions
    site = make_site({}, into=memory)
    write(site, "a")
    for instant in instants(group, seconds):
        process = start(site)
        time.sleep(instant)
        process.kill()
        process.wait()

        if (site.folder / "site").exists():
            assert differences(site.outputs(), expected["a"]) == []
        assert next_build(site).ok
        assert differences(site.outputs(), expected["a"]) == []
        site.forget()


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_rebuild_that_is_killed(quick, memory, make_site, differences, editions, group):
    expected, seconds = editions
    site = make_site({}, into=memory)
    write(site, "b")
    site.build()
    write(site, "a")
    site.build()
    for instant, (old, new) in zip(instants(group, seconds), cycle(pairwise(f"{EDITIONS}a")), strict=False):
        write(site, new)
        process = start(site)
        time.sleep(instant)
        process.kill()
        process.wait()

        seen = site.outputs()
        assert min(differences(seen, expected[old]), differences(seen, expected[new]), key=len) == []
        assert next_build(site).ok
        assert differences(site.outputs(), expected[new]) == []


@pytest.mark.parametrize("group", range(2))
def test_a_rebuild_that_is_killed_at_a_file_operation(quick, memory, make_site, differences, group):
    """Every few operations of a small build, until one of them is past its end."""
    site, expected = make_site({}, into=memory), {}
    for edition in reversed(EDITIONS):
        write(site, edition, stories=6)
        site.build()
        expected[edition] = site.outputs()
    killed = 0
    for left, (old, new) in zip(
        range(group * FEW, 10_000, 2 * FEW), cycle(pairwise(f"{EDITIONS}a")), strict=False
    ):
        write(site, new, stories=6)
        code = start(site, "-c", f"import sys\nsys.argv.append('{left}')\n{AT_A_FILE_OPERATION}").wait()

        seen = site.outputs()
        assert min(differences(seen, expected[old]), differences(seen, expected[new]), key=len) == []
        assert next_build(site).ok
        assert differences(site.outputs(), expected[new]) == []
        if code != -signal.SIGKILL:
            break
        killed += 1
    assert (code, killed > 3) == (0, True)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
def test_no_worker_outlives_its_build(memory, make_site, editions):
    """It would keep the site locked, and could write into the next build."""
    site = make_site({}, into=memory)
    write(site, "a")
    for part in (0.5, 0.7, 0.9):
        process = start(site)
        time.sleep(editions[1] * part)
        process.kill()
        process.wait()
        deadline = time.monotonic() + 5
        while (left := running(str(site.folder))) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert left == []
        site.forget()


def running(argument: str) -> list[int]:
    """Processes that were given an argument and have not ended."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            arguments = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        # The command line of a process that has ended is empty.
        if argument.encode() in arguments:
            found.append(int(folder.name))
    return found


def test_a_worker_that_dies_leaves_the_old_site(memory, make_site, differences):
    site = make_site({}, into=memory)
    write(site, "a", stories=6)
    site.build()
    old = site.outputs()
    write(site, "b", stories=6)

    assert start(site, "-c", A_WORKER_DIES).wait() == 1
    assert differences(site.outputs(), old) == []


STAGES = {
    "scan": "edblog.pipeline.reading.scan_files",
    "read": "edblog.sources.read.read",
    "remember": "edblog.pipeline.store.Store.remember",
    "assemble": "edblog.catalog.assemble.assemble",
    "theme": "edblog.outputs.templates.theme.load_theme",
    "plan": "edblog.catalog.plan.plan",
    "diff": "edblog.outputs.render.renderer_digest",
    "what is public": "edblog.outputs.publish.publication.recover",
    "prepare": "edblog.outputs.publish.exchange.Exchange.prepare",
    "render": "edblog.outputs.render.render",
    "copy": "edblog.outputs.copies.theme_file",
    "write": "edblog.outputs.publish.files._create",
    "link": "edblog.outputs.publish.files._link",
    "flush": "edblog.outputs.publish.exchange.flush",
    "record": "edblog.outputs.publish.exchange.save",
    "exchange": "edblog.outputs.publish.exchange.swap",
}
FAILURES = [
    RuntimeError("a mistake"),
    KeyboardInterrupt(),
    OSError(errno.ENOSPC, "No space left on device"),
    MemoryError(),
]


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
@pytest.mark.parametrize("stage", STAGES)
def test_a_failure_in_any_stage_leaves_the_old_site(
    quick, memory, make_site, differences, monkeypatch, stage, failure
):
    site = make_site(
        {"themes/own/theme.toml": 'extends = "marigold"\n', "themes/own/static/x.css": "a"}, into=memory
    )
    site.write("edblog.toml", (site.folder / "edblog.toml").read_text() + 'theme = "own"\n')
    write(site, "a", stories=6)
    site.build()
    old = site.outputs()
    write(site, "b", stories=6)
    site.write("themes/own/static/x.css", "b")

    def fail(*_args, **_options):
        raise failure

    with monkeypatch.context() as patch:
        patch.setattr(STAGES[stage], fail)
        try:
            site.build()
        except BaseException as error:  # noqa: BLE001 - the point is that it may be anything
            assert error is failure  # noqa: PT017
            assert differences(site.outputs(), old) == []
        else:
            # A file system that cannot do one thing can often do another.
            assert isinstance(failure, OSError)
    site.build()
    fresh = make_site(site.sources(), bare=True, into=memory)
    fresh.build()

    assert differences(site.outputs(), fresh.outputs()) == []


# A few stories of a site, published by an amendment


def few_stories(make_site, memory):
    """A site with what a killed build must not touch: files of somebody else."""
    site = make_site({}, into=memory)
    for number in range(8):
        site.post(f"story-{number}", f"Story {number}", f"2026-01-0{number + 1}", topics="[Maths]")
    site.build()
    site.write("site/note.txt", "Ours.")
    site.write("site/posts/new/note.txt", "Ours.")
    site.build()
    return site


def edit_a_few(site, number: int) -> None:
    site.post("story-2", f"Another title {number}", "2026-01-03", f"Another text {number}.", topics="[Maths]")
    site.post("story-6", "Story 6", "2026-01-07", f"Another text {number}.", topics="[Maths]")
    if number % 8 == 0:
        site.post("new", "New", "2026-01-05", f"New {number}.", topics="[Maths]")


def killed_build(site, left: int, function: str = "") -> bool:
    """Whether a build in a process of its own was killed before a file operation, or when it called a function."""
    if (child := os.fork()) == 0:
        try:
            counted = iter(range(left))

            def die(*_args, **_options):
                os.kill(os.getpid(), signal.SIGKILL)

            def count(event, args):
                writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
                changes = (
                    "os.mkdir",
                    "os.rename",
                    "os.link",
                    "os.remove",
                    "os.rmdir",
                    "shutil.rmtree",
                    "ctypes.call_function",
                )
                if (
                    (writes or event in changes)
                    and str(site.folder) in str(args)
                    and next(counted, None) is None
                ):
                    die()

            if function:
                pytest.MonkeyPatch().setattr(function, die)
            else:
                sys.addaudithook(count)
            site.build()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def nothing_else(site, number):
    """The next run has to find out by itself."""


def another_edit(site, number):
    site.post("story-4", f"A title {number}", "2026-01-05", topics="[Maths]")


def an_unusual_edit(site, number):
    site.post("story-4", "Story 4", f"2026-02-{number % 27 + 1:02}", topics="[Maths]")


def a_deletion(site, number):
    (site.folder / "content/posts/new.md").unlink(missing_ok=True)


def a_build_of_everything(site, number):
    site.build(clean=True)


def a_check(site, number):
    before = site.outputs()
    site.build(dry=True)
    assert site.outputs() == before


def another_kill(site, number):
    another_edit(site, number)
    killed_build(site, number // 2)


def no_memory(site, number):
    (site.folder / ".edblog/store.db").unlink()


FOLLOWING = [
    nothing_else,
    another_edit,
    an_unusual_edit,
    a_deletion,
    a_build_of_everything,
    a_check,
    another_kill,
    no_memory,
]


@pytest.mark.parametrize("following", FOLLOWING, ids=lambda following: following.__name__)
def test_an_edit_of_a_few_stories_that_is_killed_at_a_file_operation(
    quick, memory, make_site, differences, following
):
    """Each file is the old or the new one; nothing of somebody else is lost; and the next run puts all right."""
    site = few_stories(make_site, memory)
    killed = True
    left = FOLLOWING.index(following) % STEP
    while killed:
        site.build()
        before = site.outputs()
        edit_a_few(site, left)
        expected = clean_outputs(site, make_site, memory)
        killed = killed_build(site, left)

        assert mixed(site.outputs(), before, expected) == []
        following(site, left)
        assert site.build().ok
        assert differences(site.outputs(), clean_outputs(site, make_site, memory)) == []
        assert not (site.folder / "site/.edblog-journal").exists()
        left += STEP
    assert left > STEP


def test_an_edit_with_which_an_output_goes_that_is_killed_at_a_file_operation(
    quick, memory, make_site, differences
):
    """A chat that is called off has no sheet."""
    site, killed, left = few_stories(make_site, memory), True, 5
    sheet = "events/chat/script/index.html"

    def call_off(answer: str) -> None:
        fields = "title: Chat\nwhat: chat\nstarts: 2026-03-05 19:00\nplace: Room 12\nquestions: [What?, Why?]"
        site.write("content/events/chat.md", f"---\n{fields}\ncancelled: {answer}\n---\nA chat.\n")

    while killed:
        call_off("no")
        site.build()
        before = site.outputs()
        call_off("yes")
        expected = clean_outputs(site, make_site, memory)
        killed = killed_build(site, left)

        assert mixed(site.outputs(), before, expected) == []
        assert site.build().ok
        assert differences(site.outputs(), expected) == []
        assert (sheet in before, sheet in site.outputs()) == (True, False)
        assert not (site.folder / "site/.edblog-journal").exists()
        left += STEP
    assert left > STEP


@pytest.mark.parametrize("function", [
    "edblog.outputs.publish.amendment.plan_amendment", "edblog.outputs.publish.journal.flush", "edblog.outputs.publish.journal.finish",
    "edblog.outputs.publish.journal._move", "edblog.outputs.publish.journal.amend", "edblog.outputs.publish.journal.sync_folder",
    "shutil.rmtree", "edblog.pipeline.report_of", "edblog.pipeline.memory.Memory.keep", "edblog.pipeline.store.Store.__exit__",
])  # fmt: skip
@pytest.mark.parametrize(
    "following", [nothing_else, another_edit, an_unusual_edit], ids=lambda following: following.__name__
)
def test_an_edit_of_a_few_stories_that_is_killed_at_a_step(
    quick, memory, make_site, differences, function, following
):
    site = few_stories(make_site, memory)
    before = site.outputs()
    edit_a_few(site, 0)
    expected = clean_outputs(site, make_site, memory)

    assert killed_build(site, 0, function)
    assert mixed(site.outputs(), before, expected) == []
    following(site, 0)
    assert site.build().ok
    assert differences(site.outputs(), clean_outputs(site, make_site, memory)) == []


def test_what_a_killed_build_left_beside_the_site_is_never_published(quick, memory, make_site, differences):
    """It was to publish a story that is deleted before it is; meanwhile a few others are edited."""
    for left in range(0, 400, FEW):
        site = few_stories(make_site, memory)
        site.post("story-4", "Story 4", "2026-02-05", topics="[Maths]")
        site.build()
        site.post("secret", "Secret", "2026-01-04", topics="[Nobody, should, know]")
        if not killed_build(site, left):
            break
        if not (site.folder / "site/posts/secret").exists():
            site.delete("content/posts/secret.md")
            edit_a_few(site, 1)
            site.build()
            edit_a_few(site, 0)
            site.build()
            an_unusual_edit(site, 0)
            assert site.build().foreign == ("note.txt", "posts/new/note.txt")
            assert differences(site.outputs(), clean_outputs(site, make_site, memory)) == []
    assert left > STEP


STEP = 7 if "EDBLOG_KILLS" in os.environ else 31
"""File operations between two kills; a prime, so that kills with what follows meet different ones."""


def clean_outputs(site, make_site, memory):
    """What a build from nothing makes of the files of a site, beside those of somebody else."""
    fresh = make_site(site.sources(), bare=True, into=memory)
    fresh.build()
    found = {**fresh.outputs(), "note.txt": b"Ours.", "posts/new/note.txt": b"Ours."}
    shutil.rmtree(fresh.folder)
    return found


def mixed(seen, *generations):
    """The files that are of neither generation."""
    paths = sorted(seen.keys() | generations[0].keys() | generations[1].keys())
    return [
        path for path in paths if seen.get(path) not in [generation.get(path) for generation in generations]
    ]
