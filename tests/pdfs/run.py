"""PDFs of the field: how many are published, whether their pages look the same, and whether anything in a copy acts.

    make pdfs FOLDER=where/they/are

Each PDF below the folder is cleaned as a build does it. A copy is drawn by pdftoppm beside the file that it was made of, and
read by a checker of another kind (`patterns.py`), which knows nothing of qpdf.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.pdfs.patterns import danger

from edblog.files.documents.pdf import read_pdf

PAGES = 8
"""Pages of each file that are drawn."""
NOTHING = blake2b(b"").digest()


def drawn(path: Path) -> bytes:
    """The digest of the first pages as pixels."""
    command = ["nice", "pdftoppm", "-r", "50", "-l", str(PAGES), str(path)]
    try:
        made = subprocess.run(command, capture_output=True, check=False, timeout=60)
    except subprocess.TimeoutExpired:
        return b""
    return blake2b(made.stdout).digest()


def looks_the_same(path: Path, copy: bytes) -> bool:
    """Whether a copy is drawn as the file is, where that is drawn at all, and always in the same way."""
    with TemporaryDirectory() as folder:
        other = Path(folder) / "copy.pdf"
        other.write_bytes(copy)
        before = drawn(path)
        return before in (b"", NOTHING, drawn(other)) or before != drawn(path)


def look(path: Path, *, draw: bool) -> tuple[str, list[str]]:
    """What became of a file, and what is suspicious about its copy."""
    copy, problems = read_pdf(path.read_bytes())
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        return re.sub(r"page [0-9]+ of ", "", errors[0].message), []
    again, _ = read_pdf(path.read_bytes())
    notes = [] if copy == again else ["another copy each time"]
    if found := danger(copy):
        notes.append(f"it seems to hold {found}")
    if draw and not looks_the_same(path, copy):
        notes.append("drawn differently")
    return "published", notes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--draw", type=int, default=10_000, help="how many files are drawn")
    options = parser.parse_args()
    paths = sorted(path for path in options.folder.rglob("*.pdf") if path.is_file() and path.stat().st_size)
    outcomes: Counter[str] = Counter()
    suspicious = 0
    with ThreadPoolExecutor(2) as pool:
        step = max(1, len(paths) // max(1, options.draw))
        jobs = [(path, pool.submit(look, path, draw=number % step == 0)) for number, path in enumerate(paths)]
        for path, job in jobs:
            outcome, notes = job.result()
            outcomes[outcome] += 1
            suspicious += bool(notes)
            for note in [outcome] * (outcome != "published") + notes:
                print(f"{path}: {note}", flush=True)
    for outcome, count in outcomes.most_common():
        print(f"{count:6}  {outcome}")
    print(f"{suspicious:6}  of the copies are suspicious")
    return int(suspicious > 0)


if __name__ == "__main__":
    sys.exit(main())
