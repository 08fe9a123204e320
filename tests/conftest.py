"""Sites made of inline text: write some files, act once, and look at what came of it."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

import pytest

from edblog.pipeline import build
from edblog.pipeline.report import Options, Report
from edblog.problems.checks import CHECKS
from edblog.settings import address

CONFIG = """\
title = "Stories"
base_url = "https://district.example/stories/"
timezone = "America/Chicago"
"""
ROSA = """\
---
name: Rosa Okafor
role: Grade 4 teacher
school: Maple Street Elementary
---
Rosa collects questions.
"""
INHERITED = (
    "PYTHON",
    "GIT_",
    "LC_",
    "LANG",
    "TZ",
    "COLUMNS",
    "LINES",
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "EDITOR",
    "VISUAL",
    "PAGER",
    "BROWSER",
)
"""How the names of environment variables begin that change what programs do."""


SLOW = frozenset(
    """test_kill test_days_pass test_incremental test_pinned_edits test_quick_edit test_every_field test_upgrade test_paths test_payloads test_linear_patterns test_pdfs
    test_office test_papers test_jinja_versions test_feedgen_versions test_reproducible test_github test_bombs test_hostile
    test_benchmarks test_inherited test_serve test_headers test_publish test_publish_kills test_targets test_places test_links test_workflows test_wheel""".split()
)
"""Files that `make quick` leaves out: all that takes longer than some seconds."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests of slow files."""
    for item in items:
        if item.path.stem in SLOW:
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """What the collector of garbage has found to stay, it need not look at again: tests alone are half a million objects."""
    gc.collect()
    gc.freeze()


def start_afresh() -> None:
    """Gives this process, and all that it starts, the signals and the environment of a plain terminal.

    A shell that starts a command with `&` lets it ignore SIGINT, `nohup` SIGHUP, and a git hook sets `GIT_DIR`.
    """
    for name in [name for name in os.environ if name.upper().startswith(INHERITED)]:
        del os.environ[name]
    # What somebody has set up for git in general is inherited, too.
    os.environ |= {"LC_ALL": "C.UTF-8", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if sys.platform == "win32":
        return
    time.tzset()
    os.umask(0o022)
    # Python itself ignores two of them.
    for number in signal.valid_signals() - {signal.SIGINT, signal.SIGPIPE, signal.SIGXFSZ}:
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


start_afresh()
address.PLACEHOLDER_DOMAINS -= {"example"}
"""Every address in these tests is made up, and only tests of that should hear of it."""
KINDS = ("content", "data", "static", "themes")
"""The folders that people write in."""
NOW = datetime(2026, 11, 12, 18, tzinfo=UTC)
"""The moment at which test sites are built, unless a test says otherwise."""


ORDINARY = """It filled up.

We had put the empty jar on the shelf by the door in September, with a stack of paper slips beside it. Whoever had a question and no time to ask it wrote it
down and dropped it in. By Friday there were thirty of them, some in pencil, some in two colors, and one on the back of a lunch menu. So we sat down on the
rug and read them all, and sorted them into three piles: those that we could answer now, those that needed a try, and those that nobody could answer yet.
"""
"""The text of an ordinary story: a rule about length breaks no test that is about something else."""


def post(title: str = "The jar", date: str = "2026-01-02", body: str = ORDINARY, **fields: str) -> str:
    """The text of a story by Rosa; further fields are YAML."""
    fields = {"title": title, "date": date, "author": "rosa", **fields}
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"---\n{lines}---\n{body}\n"


class SiteFolder:
    """A site in a temporary folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, path: str, content: str | bytes) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        target.write_bytes(data)

    def post(self, slug: str, title: str, date: str, body: str = ORDINARY, **fields: str) -> None:
        """Writes a story; further fields are YAML."""
        self.write(f"content/posts/{slug}.md", post(title, date, body, **fields))

    def delete(self, path: str) -> None:
        (self.folder / path).unlink()

    def rename(self, path: str, to: str) -> None:
        target = self.folder / to
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).rename(target)

    def build(self, *, now: datetime = NOW, **options: bool) -> Report:
        report = build(self.folder, Options(**options), now=now)
        for problem in report.problems:
            check = CHECKS[problem.code]
            assert problem.severity in (check.severity, check.sometimes) or problem.code in options.get(
                "fail_on", ()
            )
        return report

    def problems(self, **options: bool) -> list[str]:
        """What a check finds, each as `severity path:line:column code`."""
        report = self.build(dry=True, **options)
        return [f"{p.severity} {p.path}:{p.line}:{p.column} {p.code}" for p in report.problems]

    def sources(self) -> dict[str, bytes]:
        """Every file that people wrote, by its path."""
        found = (self.folder / "edblog.toml", *(f for kind in KINDS for f in (self.folder / kind).rglob("*")))
        return {p.relative_to(self.folder).as_posix(): p.read_bytes() for p in found if p.is_file()}

    def outputs(self) -> dict[str, bytes]:
        """Every published file, by its path."""
        root = self.folder / "site"
        return {
            p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()
        }

    def output(self, path: str) -> str:
        return (self.folder / "site" / path).read_text(encoding="utf-8")

    def forget(self) -> None:
        """Drops what earlier builds left, as a fresh checkout would."""
        for leftover in (self.folder / "site", self.folder / ".edblog", self.folder / ".site.shadow"):
            shutil.rmtree(leftover, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def alone() -> Iterator[None]:
    """Sites are built without other processes, which compile all templates again for each build, and without flushing to disk.

    `tests/cluster/`, `test_kill.py`, `test_reproducible.py` and whatever starts the command have both.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("edblog.pipeline.workers.MANY", 1_000_000)
        patch.setattr("os.fsync", lambda _: None)
        patch.setattr("edblog.outputs.publish.files._sync_file_system", lambda _: True)
        yield


MakeSite = Callable[..., SiteFolder]


@pytest.fixture(scope="session")
def make_site(tmp_path_factory: pytest.TempPathFactory) -> MakeSite:
    """Makes a site of inline files; a configuration and the author `rosa` are there unless `bare` or given."""

    def make(files: Mapping[str, str | bytes], *, bare: bool = False, into: Path | None = None) -> SiteFolder:
        site = SiteFolder(Path(mkdtemp(dir=into)) if into else tmp_path_factory.mktemp("site"))
        usual = {} if bare else {"edblog.toml": CONFIG, "content/authors/rosa.md": ROSA}
        for path, content in {**usual, **files}.items():
            site.write(path, content)
        return site

    return make


PROGRAMS = os.pathsep.join(
    (
        # Beside the interpreter too: a virtual environment need not be activated for its programs to count.
        str(Path(sys.executable).parent),
        os.environ.get("PATH", os.defpath),
        # Where Debian keeps servers, which the PATH of a plain user does not have.
        "/usr/sbin",
    )
)


@pytest.fixture(scope="session")
def require_program() -> Callable[..., str]:
    """A function that gives the path of the first of some programs that is installed.

    Without one the test is skipped, and fails where the environment says CI, so that it is never missed
    there unnoticed.
    """

    def require(*names: str) -> str:
        for name in names:
            if found := shutil.which(name, path=PROGRAMS):
                return found
        reason = f"needs {' or '.join(names)}, which is not installed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)

    return require
