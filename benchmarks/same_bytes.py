"""Whether two checkouts of edblog make the same site, byte for byte, of the content and themes of the first.

$ python benchmarks/same_bytes.py BEFORE AFTER [--posts 10000]

Each checkout has an environment of its own in `.venv/`. Three kinds of sites are built by both: the sample site, the small sites of
the tests, and the corpus of the benchmarks. Prints the files that differ, and ends with 1 where there are any.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent


def sites(before: Path, work: Path, posts: int) -> Iterator[tuple[str, Path]]:
    """Names and folders of the sites, each with the themes of the first checkout."""
    sample = work / "sample"
    sample.mkdir(parents=True)
    shutil.copy(before / "edblog.toml", sample)
    for name in ("content", "static"):
        if (before / name).is_dir():
            shutil.copytree(before / name, sample / name)
    yield "sample", sample
    for source in sorted((before / "tests/sites").glob("*/src")):
        folder = work / source.parent.name
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("site", ".*"))
        yield source.parent.name, folder
    if posts:
        folder = work / "corpus"
        subprocess.run([sys.executable, HERE / "corpus.py", str(posts), folder, "edblog"], check=True)
        yield "corpus", folder


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def built(checkout: Path, folder: Path) -> dict[str, bytes]:
    """The files that a checkout makes of a site."""
    for name in ("site", ".edblog", ".site.shadow"):
        shutil.rmtree(folder / name, ignore_errors=True)
    command = [checkout / ".venv/bin/python", "-m", "edblog", "build", "--quiet", "--site", folder]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{checkout} cannot build {folder}:\n{done.stdout}{done.stderr}")
    return files(folder / "site")


def main() -> int:
    """Compares, and says what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--posts", type=int, default=10_000)
    arguments = parser.parse_args()
    differing = 0
    with tempfile.TemporaryDirectory() as work:
        for name, folder in sites(arguments.before.resolve(), Path(work), arguments.posts):
            # A theme of the site comes before the one that comes with edblog.
            shutil.copytree(arguments.before / "themes", folder / "themes", dirs_exist_ok=True)
            old, new = (built(each.resolve(), folder) for each in (arguments.before, arguments.after))
            others = sorted(path for path in {*old, *new} if old.get(path) != new.get(path))
            print(f"{name}: {len(old):,} files, {len(others):,} differ")
            for path in others:
                print(f"  {'gone' if path not in new else 'new' if path not in old else 'differs'}: {path}")
            differing += len(others)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
