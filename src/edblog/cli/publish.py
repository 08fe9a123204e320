"""The commands `edblog publish` and `edblog status`: upload the built site, and show what is published."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edblog.cli import console
from edblog.cli.options import FAIL_ON, SITE, STRICT

if TYPE_CHECKING:
    from edblog.deploy.manifest import Status
    from edblog.pipeline.deploying import Deployed

_LISTED = 10
"""The most paths printed for each list of a plan."""


@click.command()
@SITE
@STRICT
@FAIL_ON
@click.option("--no-build", is_flag=True, help="Publish the output folder as the last build left it.")
@click.option("--to", metavar="ADDRESS", default="", help="Publish to this address instead of publish.to.")
@click.option("--dry-run", is_flag=True, help="Show what would be uploaded and deleted, and publish nothing.")
@click.option(
    "--force",
    is_flag=True,
    help="Publish even if somebody else has published there, or files are in the way.",
)
@click.option(
    "--wait",
    type=click.FloatRange(0, 3600),
    default=10,
    show_default=True,
    metavar="SECONDS",
    help="How long old files stay after the pages have changed, for readers with an old page open.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
def publish(
    site: Path,
    strict: bool,
    fail_on: tuple[str, ...],
    no_build: bool,
    to: str,
    dry_run: bool,
    force: bool,
    wait: float,
    quiet: bool,
) -> None:
    """Builds the site, and uploads what has changed to the place where visitors find it.

    The setting publish.to in edblog.toml says where that is. If there is an error in any file, nothing is built or published. Files
    there that edblog did not upload stay. If publishing is interrupted, run it again.
    """
    from edblog.deploy.deployment import Options
    from edblog.pipeline.deploying import deploy
    from edblog.pipeline.report import Options as BuildOptions
    from edblog.start.wording import say

    report = console.run(site, BuildOptions(strict=strict, fail_on=fail_on, dry=no_build), progress=not quiet)
    if not no_build:
        console.print_report(report, quiet=quiet)
        if not report.ok:
            sys.exit(report.exit_code)
    progress = console.Progress(enabled=not quiet)
    try:
        deployed = deploy(
            site,
            report,
            to,
            Options(force=force, dry=dry_run, wait=wait),
            progress=lambda done, total: progress("publish", done, total),
            say=lambda line: None if quiet else say([line]),
        )
    finally:
        progress.close()
    if not quiet or deployed.outcome.plan.altered:
        say(_plan_lines(deployed) if dry_run else _result_lines(deployed))


@click.command()
@SITE
@click.option("--online", is_flag=True, help="Ask the address of the site, as a visitor's browser does.")
@click.option(
    "--write", is_flag=True, help="Write status.json into the output folder, before a workflow uploads it."
)
@click.option("--json", "as_json", is_flag=True, help="Print what status.json says.")
def status(site: Path, online: bool, write: bool, as_json: bool) -> None:
    """Shows when the site was published, from which commit, and what will appear by itself.

    It reads status.json where publish.to points to; without that setting, in the output folder.
    """
    from edblog.deploy.status import encoded
    from edblog.pipeline.deploying import published_status, write_status
    from edblog.pipeline.report import Options
    from edblog.start.wording import say

    if write and online:
        raise click.UsageError("--write and --online cannot be used together.")
    if write:
        report = console.run(site, Options(dry=True), progress=False)
        click.echo(f"Written: {write_status(site, report)}")
        return
    found, where = published_status(site, online=online)
    if as_json and found:
        click.echo(encoded(found).decode())
    else:
        names = {} if found is None else _names(site)
        say(_status_lines(found, where, names))
    sys.exit(0 if found else 1)


def _names(site: Path) -> dict[str, str]:
    """The scheduled texts of this folder, by their ids in `status.json`."""
    from edblog.deploy.status import waiting_id
    from edblog.pipeline.report import Options

    report = console.run(site, Options(dry=True), progress=False)
    return {waiting_id(held.source): held.source for held in report.held}


def _status_lines(found: Status | None, where: str, names: dict[str, str]) -> Iterator[str]:
    if found is None:
        yield f"Nothing says when the site was published: there is no status.json at {where}."
        return
    commit = f", commit {found.commit[:10]}" if found.commit else ""
    yield f"Published {_readable(found.published_at)}{commit} ({where})."
    for text in found.waiting:
        yield f"  appears {_readable(text.when)}: {names.get(text.id, 'a text that is not in this folder')}"


def _readable(moment: str) -> str:
    """A time in the time zone of this computer."""
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"


def _plan_lines(deployed: Deployed) -> Iterator[str]:
    """Lines about the plan of a deployment."""
    plan = deployed.outcome.plan
    if deployed.outcome.is_idle:
        yield f"Nothing to do: {deployed.target} has the site as it is."
    for title, paths in (
        ("upload (new)", plan.new),
        ("upload (changed)", plan.changed),
        ("delete", plan.gone),
    ):
        yield from (f"  {title}: {path}" for path in paths[:_LISTED])
        if len(paths) > _LISTED:
            yield f"  {title}: and {len(paths) - _LISTED:,} more"
    yield from _notes(deployed)
    if not deployed.outcome.is_idle:
        yield f"This was a dry run: nothing was published to {deployed.target}. {_sums(deployed, dry=True)}"


def _result_lines(deployed: Deployed) -> Iterator[str]:
    """Lines about the result of a deployment."""
    yield from _notes(deployed)
    if deployed.outcome.is_idle:
        yield f"Nothing to do: {deployed.target} has the site as it is."
    else:
        yield f"Published to {deployed.target} in {deployed.outcome.seconds:.1f} s. {_sums(deployed)}"


def _notes(deployed: Deployed) -> Iterator[str]:
    from edblog.deploy.deployment import named

    plan = deployed.outcome.plan
    if deployed.outcome.was_interrupted:
        yield "The last publish was interrupted; this one completes it."
    if plan.altered:
        yield f"changed or deleted there by somebody else, and uploaded again: {named(plan.altered)}"
    if plan.foreign:
        yield f"kept there, though edblog did not upload it: {named(plan.foreign)}"
    if deployed.foreign:
        yield f"in the output folder, but not published, since edblog did not write it: {named(deployed.foreign)}"


def _sums(deployed: Deployed, *, dry: bool = False) -> str:
    from edblog.start.wording import count

    plan, size = deployed.outcome.plan, deployed.outcome.size
    megabytes = f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{size / 1e3:.1f} kB"
    files, kept, gone = count(len(plan.uploads), "file"), len(plan.unchanged), len(plan.gone)
    if dry:
        return f"It would upload {files} ({megabytes}), leave {kept:,} as they are, and delete {gone:,}."
    return f"{files} uploaded ({megabytes}), {kept:,} unchanged, {gone:,} deleted."
