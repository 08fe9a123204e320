"""Publishes a folder of files, in a process of its own that a test can kill: `python -m tests.deploy_driver JSON`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from edblog.deploy import Place, open_target
from edblog.deploy.deployment import Deployment, Options, Site
from edblog.deploy.manifest import Status
from edblog.deploy.snapshot import snapshot
from edblog.deploy.workspace import workspace


def main() -> None:
    given = json.loads(sys.argv[1])
    output, home = Path(given["output"]), Path(given["home"])
    paths = sorted(p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_file())
    with workspace(home) as work:
        tree = work.folder / "site"
        tree.mkdir()
        environment = {**os.environ, **given["environment"]}
        place = Place(
            given["to"],
            home,
            home / "site",
            work.folder,
            environment,
            given["endpoint"],
            given["region"],
            work.lock,
        )
        status = Status("2026-11-30T16:22:08Z", output.name)
        site = Site("https://district.example/stories/", tree, snapshot(output, paths, tree), status, "us")
        options = Options(wait=given["wait"])
        Deployment(open_target(place), site, options, progress=lambda *_: None, say=lambda _: None).run()


if __name__ == "__main__":
    main()
