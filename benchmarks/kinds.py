"""What further kinds of content cost: the same stories with and without them, side by side in every run.

$ python benchmarks/kinds.py gatherings --posts 10000 --runs 3

On a computer with other work, compare the processor time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import corpus
import digesting
import gatherings
import pinned
import searching
import translating
from additions import Edit, append
from measure import Cost, run
from tools import CHECKOUT

HERE = Path(__file__).resolve().parent
ADDITIONS = {
    "gatherings": gatherings,
    "pinned": pinned,
    "searching": searching,
    "digesting": digesting,
    "translations": translating,
}
LIMIT = 600
WITHOUT, WITH = "without", "with"


def main() -> None:
    """Measures, and prints a table."""
    parser = argparse.ArgumentParser(description="Measures what further kinds of content cost.")
    parser.add_argument("addition", choices=ADDITIONS, help="what one of the two sites has besides")
    parser.add_argument("--posts", type=int, default=10_000, help="number of stories")
    parser.add_argument("--runs", type=int, default=3, help="cold builds of each site, in turn")
    parser.add_argument("--edits", type=int, default=7, help="edits of each sort in a run, in turn")
    parser.add_argument(
        "--work",
        type=Path,
        default=HERE / ".work",
        help="folder for the sites; emptied first, removed at the end",
    )
    arguments = parser.parse_args()
    addition = ADDITIONS[arguments.addition]
    shutil.rmtree(arguments.work, ignore_errors=True)
    sites = {name: arguments.work / name for name in (WITHOUT, WITH)}
    arguments.work.mkdir(parents=True)
    for site in sites.values():
        corpus.write_site("edblog", site, arguments.posts)
    addition.add(sites[WITH], arguments.posts)
    costs: dict[tuple[str, str], list[Cost]] = {}
    load = os.getloadavg()[0]
    for number in range(arguments.runs):
        for name, site in _in_turn(sites, number):
            for folder in ("site", ".site.shadow", ".edblog"):
                if (site / folder).exists():
                    (site / folder).rename(arguments.work / f"aside-{name}-{number}{folder}")
            _build(costs, "cold", name, site)
        # The generation before the public one is not there yet.
        for turn in range(arguments.edits + 1):
            for name, site in _in_turn(sites, turn):
                edits = list(_edits(site, arguments.posts))
                if name == WITH:
                    edits += addition.edits(site, arguments.posts, number * 100 + turn)
                for case, edit in edits:
                    edit()
                    _build(costs if turn else {}, case, name, site)
    shutil.rmtree(arguments.work)
    print(f"\n{arguments.posts:,} stories; {addition.SAID}; load before: {load:.1f}\n")
    _print_table(costs)


def _print_table(costs: dict[tuple[str, str], list[Cost]]) -> None:
    print(f"{'':22}{'wall, s':>26}{'CPU, s':>28}")
    print(f"{'':22}" + f"{WITHOUT:>10}{WITH:>10}{'ratio':>8}" * 2)
    for case in dict.fromkeys(case for case, _ in costs):
        pairs = [costs.get((case, name), []) for name in (WITHOUT, WITH)]
        cells = "".join(
            _cells([[getattr(cost, kind) for cost in each] for each in pairs]) for kind in ("wall", "cpu")
        )
        print(f"{case:22}{cells}")


def _cells(pair: list[list[float]]) -> str:
    """The medians without and with, and the median of the ratios run by run."""
    ratios = [after / before for before, after in zip(*pair, strict=False)]
    cells = "".join(f"{median(each):10.2f}" if each else " " * 10 for each in pair)
    return cells + (f"{median(ratios):8.2f}" if ratios else " " * 8)


def _in_turn(sites: dict[str, Path], turn: int) -> list[tuple[str, Path]]:
    """Both sites, each first in every other turn."""
    return list(sites.items())[:: -1 if turn % 2 else 1]


def _edits(site: Path, posts: int) -> Iterator[tuple[str, Edit]]:
    """Gives the edits that both sites have."""
    post = corpus.post(posts // 2)
    yield "a story's text", append(site / f"content/posts/{post.slug}.md")
    yield "a person's text", append(site / f"content/authors/{post.authors[0].id}.md")


def _build(costs: dict[tuple[str, str], list[Cost]], case: str, name: str, site: Path) -> None:
    cost = run([sys.executable, "-m", "edblog", "build"], site, LIMIT, CHECKOUT, look=False)
    costs.setdefault((case, name), []).append(cost)
    print(f"{cost.wall:8.2f} s  {case}, {name}", flush=True)


if __name__ == "__main__":
    main()
