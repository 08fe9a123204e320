"""`edblog theme preview`: a made-up site with every page of a theme, in a folder of its own that is gone afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from edblog.pipeline import build, bundled_themes, configure
from edblog.pipeline.report import Options
from edblog.pipeline.themes import theme_path
from edblog.problems import EdblogError, Problem
from edblog.scaffold.showcase import EMPTY, INDEX, empty_site, showcase
from edblog.serve import BuildResult, serve

_OUTPUT = "site"


def preview_theme(
    site: Path,
    name: str,
    language: str,
    *,
    port: int,
    announce: Callable[[str], None],
    show: Callable[[Sequence[Problem]], None],
    ready: Callable[[str], None],
) -> None:
    """Shows every page of the theme `name`, or of the theme of `site` if it is empty, until Ctrl-C. Nothing in `site` is written.

    `ready` gets the address of the index. Raises `EdblogError` if there is no such theme or no free port.
    """
    name = name or configure(site)[0].theme
    theme_path(site, name)
    themes = site.resolve() / "themes"
    with TemporaryDirectory(prefix="edblog-theme-") as folder:
        made = Path(folder).resolve()
        _write_sites(made, name, language, datetime.now(UTC).date())

        def run() -> BuildResult:
            return _built(made, themes, show)

        serve(
            run,
            port=port,
            announce=announce,
            report=lambda result: announce(result.summary) if result.summary else None,
            ready=lambda url: ready(f"{url}{INDEX}"),
        )


def _built(made: Path, themes: Path, show: Callable[[Sequence[Problem]], None]) -> BuildResult:
    """Builds the made-up site in the folder `made` with the author's themes as they are now."""
    empty = made / EMPTY
    for folder in (made, empty):
        mirror(themes, folder / "themes")
    options = Options(drafts=True, preview=True, output=_OUTPUT)
    try:
        build(empty, options)
        mirror(empty / _OUTPUT, made / "static" / EMPTY)
        report = build(made, options)
        problems: Sequence[Problem] = report.problems
        changed, seconds = bool(report.written or report.removed), report.seconds
    except EdblogError as error:
        problems, changed, seconds = error.problems, False, 0.0
    # The made-up site is no example: what it lacks is not the author's fault.
    told = tuple(
        problem for problem in problems if problem.severity == "error" or problem.path.startswith("theme")
    )
    show(told)
    errors = tuple(problem for problem in told if problem.severity == "error")
    summary = "" if errors else f"Made in {seconds:.2f} s"
    return BuildResult(made / _OUTPUT, "/", errors, changed, summary, (themes, bundled_themes()))


def _write_sites(folder: Path, theme: str, language: str, today: date) -> None:
    """Writes the made-up site, and the one without anything into a folder in it, whose pages become static files of the first."""
    _write(folder, showcase(theme, language, today))
    _write(folder / EMPTY, empty_site(theme, language, today))


def mirror(source: Path, target: Path) -> None:
    """Makes `target` a copy of the folder `source`, without links, which themes cannot have; of one that is not there, nothing."""
    if target.is_dir():
        shutil.rmtree(target)
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True)


def _write(folder: Path, made: dict[str, bytes]) -> None:
    for path, data in made.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
