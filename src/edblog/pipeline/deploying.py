"""Publishes the built site: collects its files and status for `edblog.deploy`."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from edblog.deploy import STATUS, Place, Target, method_of, open_target
from edblog.pipeline.configuration import configure
from edblog.pipeline.report import Report
from edblog.problems import EdblogError, Problem
from edblog.settings import CONFIG_NAME, STATE_FOLDER

if TYPE_CHECKING:
    from edblog.deploy.deployment import Options, Outcome
    from edblog.deploy.manifest import Status


class Deployed(msgspec.Struct, frozen=True):
    """The result of publishing."""

    target: str
    """The place that the site was published to, for people."""
    outcome: Outcome
    foreign: tuple[str, ...]
    """Files in the output folder that edblog did not write, and did not publish."""


def deploy(
    folder: Path,
    report: Report,
    to: str,
    options: Options,
    *,
    progress: Callable[[int, int], None],
    say: Callable[[str], None],
) -> Deployed:
    """Publishes the built site to the address `to`, or if it is empty to that in the settings; `report` has the texts that are not public yet.

    Raises `EdblogError` if there is no address or no built site, and `DeployError`.
    """
    from edblog.deploy.deployment import Deployment, Site
    from edblog.deploy.snapshot import snapshot
    from edblog.deploy.status import publisher_of
    from edblog.deploy.workspace import workspace
    from edblog.pipeline.built import built_site

    folder = folder.resolve()
    built = built_site(folder, report)
    with workspace(folder / STATE_FOLDER) as work:
        target = open_at(folder, to, work.folder, work.lock)
        tree = work.folder / "site"
        tree.mkdir()
        files = snapshot(built.output, built.paths, tree)
        status = None if STATUS in files else status_now(folder, report)
        site = Site(built.config.base_url, tree, files, status, publisher_of(folder, os.environ))
        outcome = Deployment(target, site, options, progress=progress, say=say).run()
    return Deployed(target.name, outcome, built.foreign)


def open_at(folder: Path, to: str, work: Path, lock: int = -1) -> Target:
    """The target at the address `to`, or if it is empty at that in the settings."""
    config, _ = configure(folder)
    settings = config.publish
    if to:
        mistake = next((each for each in method_of(to).mistakes(to)), None)
        if mistake:
            raise EdblogError([Problem("--to", "error", "publish-target", mistake.message, mistake.help)], 2)
    if not (to or settings.to):
        message = "edblog.toml does not say where to publish"
        help_ = 'add the lines [publish] and to = "…"; the guide for districts has a table of addresses'
        raise EdblogError([Problem(CONFIG_NAME, "error", "publish-target", message, help_)], 2)
    place = Place(
        address=to or settings.to,
        site=folder,
        output=folder / config.output,
        work=work,
        environment=os.environ,
        endpoint=settings.endpoint,
        region=settings.region,
        lock=lock,
    )
    return open_target(place)


def status_now(folder: Path, report: Report, now: datetime | None = None) -> Status:
    """The current status of the site."""
    from edblog.deploy.status import commit_of, status_of

    texts = [(held.source, held.moment) for held in report.held if held.reason == "scheduled" and held.moment]
    return status_of(texts, commit_of(folder), now or datetime.now(UTC))


def write_status(folder: Path, report: Report) -> Path:
    """Writes `status.json` into the output folder, for workflows that upload the folder themselves; returns its path."""
    from edblog.deploy.status import encoded
    from edblog.outputs.publish.files import write_atomically
    from edblog.pipeline.built import built_site

    built = built_site(folder, report)
    path = built.output / STATUS
    if STATUS not in built.paths:
        write_atomically(path, encoded(status_now(folder.resolve(), report)))
    return path


def published_status(folder: Path, *, online: bool) -> tuple[Status | None, str]:
    """The content of `status.json`, and its place: the target, or the output folder if there is no target; with `online`, the site's address.

    The content is None if there is no valid file. Raises `DeployError` if the place cannot be reached.
    """
    from edblog.deploy.online import read_online
    from edblog.deploy.status import decoded
    from edblog.deploy.workspace import workspace

    folder = folder.resolve()
    config, _ = configure(folder)
    if online:
        url = config.base_url + STATUS
        return decoded(read_online(url)), url
    if not config.publish.to:
        path = folder / config.output / STATUS
        return (decoded(path.read_bytes()) if path.is_file() else None), str(path)
    with workspace(folder / STATE_FOLDER) as work:
        target = open_at(folder, "", work.folder, work.lock)
        target.fetch([STATUS], work.folder)
        path = work.folder / STATUS
        return (decoded(path.read_bytes()) if path.is_file() else None), target.name
