"""The pipeline: from the files of a site to the published folder, seven stages on one screen.

    scan       files on disk             -> SourceFile (path, stamp, digest)
    read       SourceFile                -> Post | Author | Credential | Page | Media
    assemble   all records               -> Site (resolved, sorted, grouped by key)
    plan       Site + theme              -> Output (path, renderer, view)
    diff       Outputs vs what is public -> what is stale, what is gone
    render     a stale Output            -> bytes
    publish    bytes                     -> the output folder, all or nothing

Only this module talks to the store and to the worker pool, and the clock is an argument; the stages
between scan and publish are pure. What a stage needs is imported when it runs, so that a build with nothing to do stays quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from edblog.model import SourceFile
from edblog.pipeline.configuration import adapted, bundled_themes, configure
from edblog.pipeline.helpers import Helpers
from edblog.pipeline.jobs import nowhere, writer
from edblog.pipeline.places import check_place, in_site
from edblog.pipeline.planted import refuse_planted
from edblog.pipeline.quick_edit import quick_edit
from edblog.pipeline.report import Options, Report
from edblog.pipeline.run import Progress, Run
from edblog.pipeline.store import Store
from edblog.start.seal import FirstLook
from edblog.start.stat_scan import settings_bytes

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from edblog.catalog.reach import Reach
    from edblog.catalog.site import Site

__all__ = ["build", "bundled_themes", "configure"]

PLAIN = Options()


def build(
    folder: Path,
    options: Options = PLAIN,
    *,
    now: datetime | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    first: FirstLook | None = None,
) -> Report:
    """Builds the site in `folder`, or with `options.dry` only checks it.

    `first` is what a glance has shown, if there was one. `executor` reads and renders where there is much to do; without one, processes of this machine do.

    Problems in the content are in the report. Raises `EdblogError` where the configuration or another
    build stands in the way.
    """
    folder = folder.resolve()
    # Should somebody edit them just now, the next build has to see it.
    settings = settings_bytes(str(folder))
    config, problems = adapted(*configure(folder), options)
    check_place(folder, config, options)
    problems += refuse_planted(folder, in_site(folder, options.output) or config.output)
    progress = progress or (lambda *_: None)
    with Helpers(folder, config).expect(first) as helpers, Store(folder, read_only=options.dry) as store:
        run = Run(
            folder,
            config,
            options,
            store,
            now or datetime.now(UTC),
            progress,
            executor,
            helpers,
            settings,
            first,
        )
        run.problems += problems
        files = run.scan()
        if (report := run.nothing_to_do(files)) is not None:
            return report
        if (found := quick_edit(run, files)) is not None and (
            report := _publish(run, files, *found)
        ) is not None:
            return report
        records = run.read(files)
        report = _publish(run, files, *run.assemble(records, files))
        assert report is not None
        return report


def _publish(run: Run, files: Sequence[SourceFile], site: Site, reach: Reach) -> Report | None:
    """From a site to what is public; None where a look at the few files within reach is not enough."""
    run.name_wiki_links(files)
    outputs = run.plan(site, files, reach)
    if run.refused():
        return run.report(site, outputs) if reach.everything else None
    target = run.fingerprints(outputs)
    if reach.everything:
        run.look_for_vanished(target, site)
        if run.refused():
            return run.report(site, outputs)
    if run.options.dry:
        run.render(run.tried(outputs, target), nowhere)
        return run.report(site, outputs)
    publication = run.publication(target, reach)
    if publication is None:
        return None
    with publication:
        stale = {*publication.stale}.difference(run.borrow(publication))
        run.render([o for o in outputs if o.path in stale], writer(str(publication.folder), str(run.output)))
        if run.refused():
            return run.report(site, outputs) if reach.everything else None
        receipt = run.publish(publication)
    return run.remember(files, site, outputs, receipt)
