"""Runs the preview of a site: incremental builds for the preview server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from edblog.pipeline import build, bundled_themes, configure
from edblog.pipeline.places import PREVIEW
from edblog.pipeline.report import Options, Report
from edblog.problems import EdblogError, Problem
from edblog.serve import BuildResult, serve
from edblog.settings import CONFIG_NAME, SOURCE_FOLDERS
from edblog.start.garbage import collect_rarely
from edblog.web.urls import root_of


def preview(
    site: Path,
    *,
    drafts: bool,
    future: bool,
    port: int,
    announce: Callable[[str], None],
    show: Callable[[Sequence[Problem]], None],
    ready: Callable[[str], None],
) -> None:
    """Shows the site in the folder `site` until Ctrl-C. Raises `EdblogError` if there is no site or no free port."""
    collect_rarely()
    folder = site.resolve()
    if not (folder / CONFIG_NAME).is_file():
        configure(folder)
    options = Options(drafts=drafts, future=future, preview=True, output=PREVIEW)
    inputs = (*(folder / name for name in SOURCE_FOLDERS), folder / CONFIG_NAME, bundled_themes())
    output, root = folder / PREVIEW, "/"

    def outcome(problems: Sequence[Problem], *, changed: bool, summary: str) -> BuildResult:
        errors = tuple(problem for problem in problems if problem.severity == "error")
        return BuildResult(output, root, errors, changed, summary, inputs)

    def run() -> BuildResult:
        nonlocal root
        try:
            config, _ = configure(folder)
            root = root_of(config.base_url)
            report = build(folder, options)
        except EdblogError as error:
            show(error.problems)
            return outcome(error.problems, changed=False, summary="")
        show(
            [
                problem
                for problem in report.problems
                if problem.code not in ("draft", "scheduled", "starter-text")
            ]
        )
        return outcome(
            report.problems, changed=bool(report.written or report.removed), summary=_summary(report)
        )

    serve(
        run,
        port=port,
        announce=announce,
        report=lambda p: announce(p.summary) if p.summary else None,
        ready=ready,
    )


def _summary(report: Report) -> str:
    if not report.ok:
        return "The page shows the last good build until the problems are fixed."
    changed = len(report.written) + len(report.removed)
    return f"{changed:,} of {report.outputs:,} files changed in {report.seconds:.2f} s"
