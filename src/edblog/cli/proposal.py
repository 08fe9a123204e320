"""Output of a check for a pull request: a report for another machine, and the comment for the writer."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edblog.cli.options import SITE

if TYPE_CHECKING:
    from edblog.pipeline.report import Options


def proposal_text(site: Path, options: Options, form: str, base: str) -> tuple[str, int]:
    """The report of the files that differ from `base` (of all files if it is empty), and the exit code of the check."""
    import msgspec

    from edblog.cli import console
    from edblog.pipeline import configure
    from edblog.problems import EdblogError
    from edblog.problems.formats import json_text
    from edblog.review.comment.changes import NotComparableError, changed_files
    from edblog.review.comment.collecting import proposal_of
    from edblog.review.comment.comment import Place, comment

    try:
        changed = changed_files(site, base) if base else _all_texts(site)
    except NotComparableError as error:
        hint = f"git cannot compare it with the files here: {error}"
        raise click.BadParameter(hint, param_hint="--base") from error
    place = Place()
    try:
        report = console.run(site, msgspec.structs.replace(options, changed=changed), progress=False)
        found = [*report.problems, *report.gone]
        proposal, exit_code = proposal_of(found, report.proposed, changed, ok=report.ok), report.exit_code
        config, _ = configure(site)
        place = Place(base_url=config.base_url, timezone=config.timezone)
    except EdblogError as error:
        proposal, exit_code = proposal_of(error.problems, (), changed, ok=False), error.exit_code
    if form == "json":
        return json_text(msgspec.to_builtins(proposal)), exit_code
    return comment(proposal, place), exit_code


def _all_texts(site: Path) -> tuple[str, ...]:
    from edblog.start.stat_scan import source_roots, stat_scan

    scan = stat_scan(source_roots(str(site.resolve())), {}, 0)
    return tuple(sorted(path for path, _, _ in scan.changed if path.endswith(".md")))


@click.command("comment")
@click.argument("report", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@SITE
@click.option(
    "--repository", default="", metavar="URL", help="Address of the repository that the change comes from."
)
@click.option("--branch", default="", help="Its branch, for links to the editor.")
@click.option("--commit", default="", help="Its newest commit, for links to lines.")
@click.option("--preview", default="", metavar="URL", help="Address of what shows how it will look.")
@click.option(
    "--review",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File with what the change consists of, in Markdown, for the person who reviews it.",
)
def comment(
    report: Path, site: Path, repository: str, branch: str, commit: str, preview: str, review: Path | None
) -> None:
    """Prints the comment on a pull request, in Markdown, from a REPORT of `edblog check --format json --base`.

    REPORT (or a zip file with a report.json in it) comes from a machine that ran what strangers had sent. So it is read
    by strict rules, its texts mention nobody and link nowhere, and address and time zone are those of the site here.
    """
    from edblog.pipeline import configure
    from edblog.review.comment.collecting import REPORT_BYTES, WrongReportError, read_report
    from edblog.review.comment.comment import Place
    from edblog.review.comment.comment import comment as written
    from edblog.services.hosts import guess

    config, _ = configure(site)
    with report.open("rb") as file:
        data = file.read(4 * REPORT_BYTES)
    try:
        proposal = read_report(data)
    except WrongReportError as error:
        raise click.BadParameter(f"this is no report of edblog's: {error}", param_hint="REPORT") from error
    place = Place(
        host=config.submit.host or guess(repository),
        repository=repository.rstrip("/"),
        branch=branch,
        commit=commit,
        preview=preview,
        base_url=config.base_url,
        timezone=config.timezone,
        looked=datetime.now(UTC),
        review=review.read_text(encoding="utf-8", errors="replace") if review else "",
    )
    click.echo(written(proposal, place), nl=False)
    sys.exit(0)
