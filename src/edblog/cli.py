"""The `edblog` command: arguments, printing and exit codes.

Exit codes: 0 fine, 1 problems in the content, 2 wrong usage or configuration.
"""

from __future__ import annotations

import os
import shlex
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from edblog import __version__

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from edblog.problems import Problem
    from edblog.report import Options, Report

_SITE = click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder of the site, where edblog.toml is. Default: the folder you are in.",
)
_DRAFTS = click.option("--drafts", is_flag=True, help="Publish stories marked as drafts too.")
_FUTURE = click.option("--future", is_flag=True, help="Publish stories dated in the future too.")
_STRICT = click.option("--strict", is_flag=True, help="Take warnings for errors.")


class _Commands(click.Group):
    """The commands; a failure that edblog explains becomes its problems and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        from edblog.problems import EdblogError

        try:
            return super().invoke(ctx)
        except EdblogError as error:
            _print_problems(error.problems)
            ctx.exit(error.exit_code)
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            _print_problems([_file_system(error)])
            ctx.exit(2)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from edblog.problems import did_you_mean

            hint = did_you_mean(args[0], self.commands)
            hint = f"{hint[:1].upper()}{hint[1:]}" or f"The commands are: {', '.join(self.commands)}."
            raise click.UsageError(f"No such command '{args[0]}'. {hint}", ctx) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="edblog")
def main() -> None:
    """Makes a blog out of the stories that educators tell each other.

    \b
    Begin:      edblog init my-site
    Write:      edblog new post "The question jar" --author your-id
    Look at it: edblog serve
    Publish:    edblog build, then put the folder site/ on any web host
    """  # noqa: D301  (click takes the backspace for "keep these lines")


@main.command()
@_SITE
@_DRAFTS
@_FUTURE
@_STRICT
@click.option("--clean", is_flag=True, help="Make everything anew, as if there had been no build before.")
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
@click.option("--timings", is_flag=True, help="Print how long each stage took.")
@click.option("--cluster", metavar="ADDRESS", help="Read and render on a Dask cluster, such as tcp://10.0.0.5:8786.")
def build(
    site: Path, drafts: bool, future: bool, strict: bool, clean: bool, quiet: bool, timings: bool, cluster: str | None
) -> None:
    """Builds the site into its output folder.

    Only what changed is made again. If there is an error in any file, nothing is published: the site
    stays as it is, and every problem is listed with its place and what to do.
    """
    from edblog.report import Options

    options = Options(drafts=drafts, future=future, strict=strict, clean=clean)
    report = _run(site, options, progress=not quiet, cluster=cluster)
    _print_problems([p for p in report.problems if p.code not in ("draft", "scheduled")])
    if not quiet or not report.ok:
        for line in summary(report):
            click.echo(line)
    if timings:
        for line in durations(report):
            click.echo(line)
    sys.exit(report.exit_code)


@main.command()
@_SITE
@_DRAFTS
@_FUTURE
@_STRICT
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "gitlab"]),
    default="text",
    help="For people, for programs, or as annotations of a pull or merge request.",
)
def check(site: Path, drafts: bool, future: bool, strict: bool, form: str) -> None:
    """Checks everything that a build checks, and writes nothing."""
    from edblog.formats import FORMATS
    from edblog.problems import EdblogError
    from edblog.report import Options

    try:
        report = _run(site, Options(drafts=drafts, future=future, strict=strict, dry=True), progress=form == "text")
    except EdblogError as error:
        click.echo(FORMATS[form](error.problems), nl=False)
        sys.exit(error.exit_code)
    click.echo(FORMATS[form](report.problems), nl=False)
    if form == "text":
        click.echo(verdict(report))
    sys.exit(report.exit_code)


@main.command()
@_SITE
@_DRAFTS
@_FUTURE
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in your web browser.")
def serve(site: Path, drafts: bool, future: bool, port: int, open_browser: bool) -> None:
    """Shows the site on this computer while you write.

    The browser reloads by itself when a file changes. What is wrong is shown over the last good page.
    With --drafts or --future the preview goes to a folder of its own, so that it cannot be published
    by mistake. Only this computer can see the preview. Ctrl-C ends it.
    """
    from edblog.preview import preview

    def ready(url: str) -> None:
        if open_browser:
            click.launch(url)

    preview(site, drafts=drafts, future=future, port=port, announce=click.echo, show=_print_problems, ready=ready)


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path())
def init(folder: Path) -> None:
    """Starts a new site in FOLDER (default: the folder you are in)."""
    from edblog.scaffold import start_site

    for path in start_site(folder):
        click.echo(f"  {path}")
    # The shell of Windows takes no single quotes.
    quoted = f'"{folder}"' if os.name == "nt" else shlex.quote(str(folder))
    where = "" if folder == Path() else f"cd {quoted} && "
    click.echo(f"Your site is ready. See it: {where}edblog serve")


@main.group(cls=_Commands)
def new() -> None:
    """Starts a new story, author, micro-credential or page."""


@new.command("post")
@click.argument("title")
@_SITE
@click.option("--author", "authors", multiple=True, help="Id of a file in content/authors/; repeat it for several.")
@click.option("--credential", "credentials", multiple=True, help="Id of a file in content/credentials/; may be repeated.")
@click.option("--topic", "topics", multiple=True, help="A topic in a word or two; may be repeated.")
@click.option("--bundle", is_flag=True, help="Make a folder for the story, with room for its pictures.")
@click.option("--draft", is_flag=True, help="Mark it as a draft.")
def new_post(
    title: str,
    site: Path,
    authors: tuple[str, ...],
    credentials: tuple[str, ...],
    topics: tuple[str, ...],
    bundle: bool,
    draft: bool,
) -> None:
    """Starts a story called TITLE.

    Somebody without a file in content/authors/ is introduced in the story itself: leave --author out,
    and fill in the line "author:" there.
    """
    from edblog.scaffold import start_post

    path = start_post(site, title, authors, credentials, topics, bundle=bundle, draft=draft)
    click.echo(f"Your story starts in {path}. See it while you write: edblog serve{' --drafts' if draft else ''}")


@new.command("author")
@click.argument("name")
@_SITE
def new_author(name: str, site: Path) -> None:
    """Starts the page of the educator called NAME."""
    from edblog.scaffold import start_author

    path, id_ = start_author(site, name)
    click.echo(f"Tell about yourself in {path}. In stories, write: author: {id_}")


@new.command("credential")
@click.argument("name")
@_SITE
def new_credential(name: str, site: Path) -> None:
    """Starts the page of the micro-credential called NAME."""
    from edblog.scaffold import start_credential

    path, id_ = start_credential(site, name)
    click.echo(f"Describe it in {path}. In stories, write: credentials: [{id_}]")


@new.command("page")
@click.argument("title")
@_SITE
def new_page(title: str, site: Path) -> None:
    """Starts a page called TITLE, such as About."""
    from edblog.scaffold import start_page

    click.echo(f"Write the page in {start_page(site, title)}.")


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


def _run(site: Path, options: Options, *, progress: bool, cluster: str | None = None) -> Report:
    from edblog.build import build as run

    bar = _Progress() if progress else None
    try:
        with _executor(cluster) as executor:
            return run(site, options, progress=bar, executor=executor)
    finally:
        if bar:
            bar.close()


def _executor(cluster: str | None) -> AbstractContextManager[Executor | None]:
    if cluster is None:
        return nullcontext()
    from edblog.cluster import Cluster

    return Cluster(cluster)


def _print_problems(problems: Any) -> None:
    if not problems:
        return
    from edblog.formats import as_text

    colours = {"error": "red", "warning": "yellow", "notice": "blue"}
    found: list[Problem] = list(problems)
    for problem in found:
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
