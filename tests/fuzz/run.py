"""Throws many inputs at edblog, and says what it could not take.

$ python tests/fuzz/run.py --inputs 200000 --seed 1
$ python tests/fuzz/run.py --seed 1 --only 8123        one input again, printed

The exit code is 1 where something was found; each find is written to `tests/fuzz/finds/`, to be looked at, mended and kept.
"""

from __future__ import annotations

import argparse
import faulthandler
import gc
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from inputs import Input, make

FINDS = Path(__file__).parent / "finds"
THOROUGH = 25
"""Each of so many inputs is looked at by every parser, planned twice and rendered twice."""


def main() -> int:
    """Runs, and prints a line now and then and at the end."""
    parser = argparse.ArgumentParser(description="Throws many inputs at edblog.")
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--only", type=int, help="take this input alone, and show it")
    parser.add_argument("--finds", type=Path, default=FINDS, help="folder for what was found")
    arguments = parser.parse_args()
    from oracle import check

    if arguments.only is not None:
        item = make(arguments.seed, arguments.only)
        print(item.path, item.data.decode("utf-8", "replace"), sep="\n")
        print(check(item, thoroughly=True))
        return 0
    # Most of what is there stays there.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    started, cpu = time.perf_counter(), time.process_time()
    taken: Counter[str] = Counter()
    found: Counter[str] = Counter()
    slowest = (0.0, 0)
    for number in range(arguments.first, arguments.first + arguments.inputs):
        # What hangs is ended, with a word about where; its number is the last one printed and a few more.
        faulthandler.dump_traceback_later(60, exit=True)
        item = make(arguments.seed, number)
        begun = time.process_time()
        try:
            taken[
                f"{item.path.split('/')[1] if '/' in item.path else 'settings'} {check(item, thoroughly=number % THOROUGH == 0)}"
            ] += 1
        except Exception as error:  # noqa: BLE001 - anything is a find
            found[_keep(arguments.finds, item, number, error, found)] += 1
        slowest = max(slowest, (time.process_time() - begun, number))
        if (number + 1 - arguments.first) % 5_000 == 0:
            rate = (number + 1 - arguments.first) / (time.perf_counter() - started)
            print(f"{number + 1:,} inputs, {rate:.0f} a second, {sum(found.values())} found", flush=True)
    faulthandler.cancel_dump_traceback_later()
    print(
        f"\nseed {arguments.seed}, inputs {arguments.first:,} to {arguments.first + arguments.inputs - 1:,}, Python {sys.version.split()[0]}"
    )
    print(
        f"{time.perf_counter() - started:,.0f} seconds, {time.process_time() - cpu:,.0f} of them at work; the slowest input, {slowest[1]}: {slowest[0]:.2f} s"
    )
    for what, count in sorted(taken.items()):
        print(f"{count:>9,}  {what}")
    for what, count in found.most_common():
        print(f"{count:>9,}  FOUND {what}")
    return 1 if found else 0


def _keep(folder: Path, item: Input, number: int, error: Exception, found: Counter[str]) -> str:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "edblog" in frame.filename]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "oracle"
    name = f"{type(error).__name__} {str(error)[:60]!r} in {place}"
    # What the oracle says, it says from one place; the words tell two finds apart.
    kind = f"{type(error).__name__} in {place}" if frames else name
    if kind not in found:
        print(f"input {number}, {item.path}: {name}", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}-{Path(item.path).name}").write_bytes(item.data)
    return kind


if __name__ == "__main__":
    sys.exit(main())
