"""Where edblog's own time goes: by stage on a large site, and by function on a small one.

$ python benchmarks/stages.py --posts 10000
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import shutil
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import corpus
import tools
from measure import environment

HERE = Path(__file__).resolve().parent
FEW = 200
"""Posts of the small site: enough for an average, few enough to wait for."""
FUNCTIONS = 25


def main() -> None:
    """Prints everything."""
    parser = argparse.ArgumentParser(description="Shows where edblog's own time goes.")
    parser.add_argument("--posts", type=int, default=10_000, help="size of the large site")
    parser.add_argument(
        "--work", type=Path, default=HERE / ".work", help="folder for the sites; emptied first"
    )
    arguments = parser.parse_args()
    shutil.rmtree(arguments.work, ignore_errors=True)
    arguments.work.mkdir(parents=True)
    _stages(arguments.work / "large", arguments.posts)
    _functions(arguments.work / "small")


def _stages(site: Path, size: int) -> None:
    corpus.write_site("edblog", site, size)
    post = corpus.post(size // 2)
    source = site / f"content/posts/{post.slug}.md"
    _build(site, f"full build of {size:,} posts")
    _build(site, "nothing changed")
    _edit(source, "Edited once.")
    _build(site, "body of one post edited, first edit after the full build")
    _edit(source, "Edited twice.")
    _build(site, "body of one post edited")


def _edit(source: Path, sentence: str) -> None:
    text = source.read_text(encoding="utf-8").rstrip()
    source.write_text(f"{text}\n\n{sentence}\n", encoding="utf-8")


def _build(site: Path, what: str) -> None:
    print(f"\n# {what}\n", flush=True)
    command = [sys.executable, "-m", "edblog", "build", "--timings"]
    subprocess.run(command, cwd=site, env=environment(tools.CHECKOUT), check=True)


def _functions(site: Path) -> None:
    sys.path.insert(0, tools.CHECKOUT["PYTHONPATH"])
    from edblog import pipeline as build
    from edblog.pipeline import workers

    corpus.write_site("edblog", site, FEW)
    # All in this process, where the profiler sees it.
    with patch.object(workers, "MANY", sys.maxsize):
        for what in ("all texts read, all pages rendered", "all texts remembered, all pages rendered"):
            shutil.rmtree(site / "site", ignore_errors=True)
            shutil.rmtree(site / ".site.shadow", ignore_errors=True)
            print(f"\n# {FEW} posts in one process: {what}\n", flush=True)
            profile = cProfile.Profile()
            profile.runcall(build.build, site)
            pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(FUNCTIONS)


if __name__ == "__main__":
    main()
