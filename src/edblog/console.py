"""What the command line does and says, apart from its arguments: printing, progress and exit codes.

Exit codes: 0 fine, 1 problems in the content, 2 wrong usage or configuration.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from edblog.problems import Problem
    from edblog.report import Options, Report


@contextmanager
def explained() -> Iterator[None]:
    """Work whose failures become problems and an exit code, where edblog can explain them."""
    from edblog.problems import EdblogError

    try:
        yield
    except EdblogError as error:
        print_problems(error.problems)
        sys.exit(error.exit_code)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        print_problems([_file_system(error)])
        sys.exit(2)


def build(
    site: Path, options: Options, *, quiet: bool = False, timings: bool = False, cluster: str | None = None
) -> int:
    """Builds a site and says what was done; the exit code."""
    report = run(site, options, progress=not quiet, cluster=cluster)
    print_problems([p for p in report.problems if p.code not in ("draft", "scheduled")])
    lines = summary(report) if not quiet or not report.ok else []
    for line in (*lines, *(durations(report) if timings else ())):
        say(line)
    return report.exit_code


def say(line: str) -> None:
    """Prints a line; signs that the terminal does not know come out as question marks, and those that it obeys as spaces."""
    if not line.isprintable() or "##" in line:
        from edblog.formats import printable

        line = printable(line)
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding))


class _Progress:
    """A progress bar that appears once work has taken over a second, in a terminal."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._shown = sys.stderr.isatty()
        self._stage = ""
        self._bar: Any = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not self._shown or time.monotonic() - self._started < 1:
            return
        import click

        if stage != self._stage:
            self.close()
            self._stage = stage
            self._bar = click.progressbar(length=total, label=f"{stage:8}", file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(done - self._bar.pos)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None


def run(site: Path, options: Options, *, progress: bool, cluster: str | None = None) -> Report:
    """Builds or checks a site, with a progress bar if it takes long."""
    import gc

    from edblog.build import build as made

    # What a build makes lives until its end: to look for garbage in it is most of what that costs.
    gc.set_threshold(100_000, 20, 100)
    bar = _Progress() if progress else None
    try:
        with _executor(cluster) as executor:
            return made(site, options, progress=bar, executor=executor)
    finally:
        if bar:
            bar.close()


def _executor(cluster: str | None) -> AbstractContextManager[Executor | None]:
    if cluster is None:
        return nullcontext()
    from edblog.cluster import Cluster

    return Cluster(cluster)


def print_problems(problems: Sequence[Problem]) -> None:
    """Says what is wrong, in colour where there is a terminal."""
    if not problems:
        return
    import click

    from edblog.formats import as_text

    colours = {"error": "red", "warning": "yellow", "notice": "blue"}
    for problem in problems:
        first, rest = as_text([problem]).split(" ", 1)
        click.echo(click.style(first, fg=colours[problem.severity], bold=True) + " " + rest, err=True)


def _file_system(error: OSError) -> Problem:
    from edblog.problems import Problem

    message = f"the computer says: {error.strerror or error}"
    help_ = "is there room on the disk, is nothing else in this place, and may you write here?"
    return Problem(str(error.filename or "."), "error", "file-system", message, help_, line=1, column=1)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def verdict(report: Report) -> str:
    """What a check found, in a line."""
    counts = {s: sum(p.severity == s for p in report.problems) for s in ("error", "warning", "notice")}
    found = ", ".join(_count(n, s) for s, n in counts.items() if n)
    about = f"{_count(report.posts, 'story', 'stories')} checked in {report.seconds:.1f} s"
    if report.ok:
        return f"{about}: {found or 'nothing to mend'}."
    return f"{about}: {found}. The site cannot be published until this is mended."


def summary(report: Report) -> list[str]:
    """What a build did, in lines that a person understands."""
    lines = [
        f"not published yet: {held.source} ({'a draft' if held.reason == 'draft' else f'appears on {held.date}'})"
        for held in report.held
    ]
    if report.foreign:
        names = ", ".join(report.foreign[:5]) + (" …" if len(report.foreign) > 5 else "")
        lines.append(f"kept in the output folder, though edblog did not write it: {names}")
    if not report.ok:
        errors = sum(problem.severity == "error" for problem in report.problems)
        errors = errors or sum(problem.severity == "warning" for problem in report.problems)
        lines.append(f"Nothing was published: {_count(errors, 'problem')} to mend first. The site is as it was.")
        return lines
    unchanged = report.outputs - len(report.written)
    removed = f", {report.removed and len(report.removed):,} removed" if report.removed else ""
    lines.append(
        f"{_count(report.posts, 'story', 'stories')}: {_count(len(report.written), 'file')} written, "
        f"{unchanged:,} unchanged{removed}, in {report.seconds:.2f} s."
    )
    return lines


def durations(report: Report) -> list[str]:
    """The stages of a run and their seconds, with what no stage took at the end."""
    rest = report.seconds - sum(seconds for _, seconds in report.stages)
    rows = [*report.stages, ("other", rest), ("all", report.seconds)]
    return [f"  {name.replace('_', ' '):<14}{seconds:9.3f} s" for name, seconds in rows]
