"""Measures edblog beside other generators, all with the same posts, and writes a table.

$ python benchmarks/bench.py --posts 10000 --runs 3 --tools edblog,hugo,pelican,eleventy
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import corpus
import tools
from cases import FULL, Bench, Sample
from measure import FailedError, OverLimitError
from verify import Census, VerificationError

HERE = Path(__file__).resolve().parent
FULL_BUILD = "full build"


def main() -> None:
    """Runs what the command line asks for."""
    parser = argparse.ArgumentParser(description="Measures edblog beside other generators.")
    parser.add_argument(
        "--posts", default="10000", help="number of posts; several, with commas, show the growth"
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--tools", default=",".join(tools.TOOLS), help="generators, with commas")
    parser.add_argument("--limit", type=float, default=600, help="seconds after which a build is given up")
    parser.add_argument(
        "--work",
        type=Path,
        default=HERE / ".work",
        help="folder for the sites; emptied first, and removed at the end",
    )
    parser.add_argument("--results", type=Path, default=HERE / "RESULTS.md", help="file for the table")
    arguments = parser.parse_args()
    names = arguments.tools.split(",")
    if unknown := set(names) - set(tools.TOOLS):
        parser.error(
            f"there is no tool {', '.join(sorted(unknown))}; the tools are: {', '.join(tools.TOOLS)}"
        )
    sizes = [int(size) for size in arguments.posts.split(",")]
    for name in names:
        tools.TOOLS[name].install()
    about = _about(names, arguments.runs, arguments.limit)
    benches: dict[int, list[Bench]] = {}
    shutil.rmtree(arguments.work, ignore_errors=True)
    for size in sizes:
        benches[size] = _prepare(arguments.work / str(size), names, size, arguments.limit)
        for number in range(1, arguments.runs + 1):
            for bench in benches[size]:
                _run(bench, f"run {number} of {arguments.runs}, {size:,} posts")
            arguments.results.write_text(about + _tables(benches), encoding="utf-8")
    shutil.rmtree(arguments.work)
    print(f"The table is in {arguments.results}")


def _prepare(work: Path, names: list[str], size: int, limit: float) -> list[Bench]:
    work.mkdir(parents=True)
    print(f"Writing {size:,} posts for each generator …", flush=True)
    census = Census(corpus.posts(size))
    found = []
    for name in names:
        corpus.write_site(name, work / name, size)
        tools.prepare(name, work / name)
        found.append(Bench(name, work / name, size, census, limit))
    return found


def _run(bench: Bench, what: str) -> None:
    if bench.over_limit:
        return
    print(f"{bench.tool}: {what} …", flush=True)
    try:
        FULL[bench.tool](bench)
    except OverLimitError:
        print(f"{bench.tool}: not done after {bench.limit:g} s; given up")
    except (FailedError, VerificationError) as error:
        raise SystemExit(f"{bench.tool}: {error}") from error
    for case, samples in bench.samples.items():
        print(f"  {samples[-1].wall:8.2f} s  {case}", flush=True)


def _about(names: list[str], runs: int, limit: float) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    machine = f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, {platform.system()} {platform.release()}"
    lines = [
        "# Results",
        "",
        "Written by `make bench`; [docs/developers.md](../docs/developers.md#benchmarks) says what is measured, and how.",
        "",
        f"- {datetime.now(UTC):%Y-%m-%d}, {machine}, Python {platform.python_version()}; load average before: {load}",
        *(f"- {name} {tools.TOOLS[name].version()}" for name in names),
        f"- runs of each generator, in turn: {runs}; medians, and the range of wall time; a build may take {limit:g} s",
        "",
    ]
    return "\n".join(lines)


def _tables(benches: dict[int, list[Bench]]) -> str:
    text = "".join(_table(size, found) for size, found in benches.items())
    if len(benches) > 1:
        text += _growth(benches)
    return text + (HERE / "notes.md").read_text(encoding="utf-8")


def _table(size: int, benches: list[Bench]) -> str:
    reference = next((bench.samples.get(FULL_BUILD) for bench in benches if bench.tool == "hugo"), None)
    unit = _wall(reference) if reference else 0.0
    lines = [
        f"\n## {size:,} posts\n",
        "| | | wall, s | range | × Hugo | CPU, s | memory, MiB | files written | removed |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for bench in benches:
        rows = {case: _cells(samples, unit) for case, samples in bench.samples.items()}
        if bench.over_limit:
            rows[bench.over_limit] = ["did not finish", *[""] * 6]
        lines.extend(f"| {bench.tool} | {case} | {' | '.join(cells)} |" for case, cells in rows.items())
    return "\n".join(lines) + "\n"


def _cells(samples: list[Sample], unit: float) -> list[str]:
    walls = [sample.wall for sample in samples]
    cpu = [sample.cpu for sample in samples if sample.cpu is not None]
    written = [sample.written for sample in samples if sample.written is not None]
    removed = [sample.removed for sample in samples if sample.removed is not None]
    return [
        f"{median(walls):.2f}",
        f"{min(walls):.2f}–{max(walls):.2f}",
        f"{median(walls) / unit:.3f}" if unit else "",
        f"{median(cpu):.2f}" if cpu else "",
        f"{median(sample.memory for sample in samples) / 2**20:,.0f}",
        f"{median(written):,.0f}" if written else "",
        f"{median(removed):,.0f}" if removed else "",
    ]


def _growth(benches: dict[int, list[Bench]]) -> str:
    sizes = sorted(benches)
    few, many = benches[sizes[0]], benches[sizes[-1]]
    lines = [
        f"\n## Growth from {sizes[0]:,} to {sizes[-1]:,} posts\n",
        "| | | × posts | × wall | × memory | × files written |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for small, large in zip(few, many, strict=True):
        for case, before in small.samples.items():
            after = large.samples.get(case)
            if not after:
                continue
            cells = [
                f"{sizes[-1] / sizes[0]:g}",
                f"{_wall(after) / _wall(before):.1f}",
                f"{median(s.memory for s in after) / median(s.memory for s in before):.1f}",
                _times([s.written or 0 for s in after], [s.written or 0 for s in before]),
            ]
            lines.append(f"| {small.tool} | {case} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _times(after: list[int], before: list[int]) -> str:
    return f"{median(after) / median(before):.1f}" if median(before) else ""


def _wall(samples: list[Sample]) -> float:
    return median(sample.wall for sample in samples)


if __name__ == "__main__":
    main()
