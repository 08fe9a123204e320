"""What texts made to be slow cost: each is read whole, in a process of its own.

$ python benchmarks/pathological.py              a table, worst first
$ python benchmarks/pathological.py --texts table
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

import hostile

SHOWN = 40


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="Measures what texts made to be slow cost.")
    parser.add_argument("--texts", default="", help="only those with this in their names")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one is not None:
        _measure(arguments.one)
        return
    rows = []
    for name in (*hostile.MARKDOWN, *(f"front matter: {name}" for name in hostile.FRONT_MATTER)):
        if arguments.texts in name:
            command = [sys.executable, __file__, "--one", name]
            answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
            rows.append(
                (answer.stdout.strip() or f"99 0 died with {answer.returncode}: {answer.stderr[-300:]}", name)
            )
    rows.sort(key=lambda row: -float(row[0].split()[0]))
    refused = sum("refused" in row for row, _ in rows)
    print(f"{len(rows)} texts, {refused} refused; the {min(SHOWN, len(rows))} that take longest:\n")
    print("| seconds of work | MB | | text |\n|---:|---:|---|---|")
    for row, name in rows[:SHOWN]:
        seconds, memory, what = row.split(" ", 2)
        print(f"| {seconds} | {memory} | {what} | {name} |")


def _measure(name: str) -> None:
    import resource

    from edblog.kinds import KINDS
    from edblog.sources.read import read
    from edblog.sources.reading import ReadSettings

    fields, body = "title: A\ndate: 2026-01-02\nauthor: rosa", "Words."
    if name.startswith("front matter: "):
        fields = hostile.FRONT_MATTER[name.removeprefix("front matter: ")]
    else:
        body = hostile.MARKDOWN[name]
    data = f"---\n{fields}\n---\n{body}\n".encode()
    settings = ReadSettings("UTC", "en")
    # Libraries are loaded before the time is taken.
    read(
        "content/posts/a.md", b"---\ntitle: A\ndate: 2026-01-02\nauthor: rosa\n---\n    a\n", settings, KINDS
    )
    started = os.times()
    reading = read("content/posts/a.md", data, settings, KINDS)
    from edblog.files.deadline import end_helper

    end_helper()
    ended = os.times()
    seconds = sum(ended[:4]) - sum(started[:4])
    memory = (
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        // 1000
    )
    errors = sorted({problem.code for problem in reading.problems if problem.severity == "error"})
    print(
        f"{seconds:.2f} {memory} {'refused: ' + ', '.join(errors) if errors else f'{len(reading.html):,} characters'}"
    )


if __name__ == "__main__":
    main()
