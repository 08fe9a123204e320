"""Printing, progress and exit codes of the command line.

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

    from edblog.pipeline.report import Options, Report
    from edblog.problems import Problem
    from edblog.start.seal import FirstLook


@contextmanager
def explained() -> Iterator[None]:
    """Prints the problems of an error that edblog can explain, and exits with its code."""
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
    site: Path,
    options: Options,
    *,
    quiet: bool = False,
    timings: bool = False,
    cluster: str | None = None,
    removed: Path | None = None,
    first: FirstLook | None = None,
) -> int:
    """Builds a site, prints what was done, and returns the exit code. `first` is the first look at the site.

    `removed` is a file for the paths of removed outputs, one on a line; it is empty if there are none.
    """
    from edblog.start.wording import say

    if removed:
        from edblog.pipeline.places import check_list

        check_list(site, removed)
        # A failed build removes no addresses.
        removed.write_bytes(b"")
    report = run(site, options, progress=not quiet, cluster=cluster, first=first)
    if removed and report.removed:
        removed.write_bytes(
            "".join(f"{path}\n" for path in report.removed).encode("utf-8", "surrogateescape")
        )
    print_report(report, quiet=quiet)
    say(durations(report) if timings else ())
    return report.exit_code


def print_report(report: Report, *, quiet: bool) -> None:
    """Prints the problems and the summary of a build; with `quiet`, the summary only if nothing was published."""
    from edblog.pipeline.report import printed_problems
    from edblog.start.wording import say

    print_problems(printed_problems(report))
    say(summary(report) if not quiet or not report.ok else ())


class Progress:
    """A progress bar in a terminal, which appears if the work takes more than a second."""

    def __init__(self, *, enabled: bool = True) -> None:
        self._started = time.monotonic()
        self._shown = enabled and sys.stderr.isatty()
        self._stage = ""
        self._bar: Any = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Shows the progress of a stage: the number of finished items, and of all."""
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
        """Ends the bar."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None


def run(
    site: Path,
    options: Options,
    *,
    progress: bool,
    cluster: str | None = None,
    first: FirstLook | None = None,
) -> Report:
    """Builds or checks a site, with a progress bar if it takes long."""
    from edblog.pipeline import build as build_site
    from edblog.start.garbage import collect_rarely

    collect_rarely()
    bar = Progress() if progress else None
    try:
        with _executor(cluster) as executor:
            return build_site(site, options, progress=bar, executor=executor, first=first)
    finally:
        if bar:
            bar.close()


def _executor(cluster: str | None) -> AbstractContextManager[Executor | None]:
    if cluster is None:
        return nullcontext()
    from edblog.cluster import Cluster

    return Cluster(cluster)


def print_problems(problems: Sequence[Problem]) -> None:
    """Prints problems, in color in a terminal."""
    if problems:
        from edblog.problems.formats import as_text
        from edblog.start.wording import complain

        complain(as_text([problem]) for problem in problems)


def _file_system(error: OSError) -> Problem:
    from edblog.problems import Problem

    message = f"the operating system reports: {error.strerror or error}"
    help_ = "check that the disk has space, that nothing else has this name, and that you have permission to write here"
    return Problem(str(error.filename or "."), "error", "file-system", message, help_, line=1, column=1)


def verdict(report: Report) -> str:
    """The result of a check, in a line."""
    from edblog.start.wording import count

    counts = {
        s: sum(p.severity == s for p in (*report.problems, *report.gone))
        for s in ("error", "warning", "notice")
    }
    found = ", ".join(count(n, s) for s, n in counts.items() if n)
    about = f"{count(report.stories, 'story', 'stories')} checked in {report.seconds:.1f} s"
    if report.ok:
        return f"{about}: {found or 'nothing to fix'}."
    return f"{about}: {found}. Fix this before the site can be published."


def summary(report: Report) -> list[str]:
    """The lines that a build prints about what it did."""
    from edblog.pipeline.report import removed_lines, site_lines
    from edblog.start.wording import count, summary_line

    lines = site_lines(report)
    if not report.ok:
        errors = sum(problem.severity == "error" for problem in report.problems)
        errors = errors or sum(problem.severity == "warning" for problem in report.problems)
        lines.append(
            f"Nothing was published. Fix {count(errors, 'problem')} first. The live site did not change."
        )
        return lines
    lines += removed_lines(report)
    lines.append(
        summary_line(report.stories, report.outputs, len(report.written), len(report.removed), report.seconds)
    )
    return lines


def durations(report: Report) -> list[str]:
    """Lines with the seconds of each stage of a run, and at the end of the rest."""
    rest = report.seconds - sum(seconds for _, seconds in report.stages)
    rows = [*report.stages, ("other", rest), ("all", report.seconds)]
    return [f"  {name.replace('_', ' '):<14}{seconds:9.3f} s" for name, seconds in rows]
