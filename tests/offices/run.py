"""Office documents of the field: how many are published, and whether a copy differs only where it may.

    make offices FOLDER=where/they/are

Each document below the folder is cleaned as a build does it, twice. Python's own `zipfile` compares the parts of the copy with
those of the file: only properties, relations, pictures, and objects of other programs may differ.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from edblog.files.documents.office import read_office
from edblog.files.types import OFFICE, extension

# Names of parts, which are short.
_MAY_DIFFER = re.compile(
    r"docProps/.*|(?:.*/)?meta\.xml|.*\.rels|.*\.psmdcp|ppt/changesInfos/.*|word/people\.xml|(?:word|ppt|xl)/embeddings/.*|.*\.(?:jpe?g|jpe|jfif|png|webp)",
    re.IGNORECASE,
)
_MAY_GO = re.compile(r"\[trash\]/.*")


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def look(path: Path) -> tuple[str, list[str]]:
    """What became of a file, and what is suspicious about its copy."""
    data = path.read_bytes()
    copy, problems = read_office(extension(path.name), data)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        return errors[0].message, []
    again, _ = read_office(extension(path.name), data)
    before, after = parts(data), parts(copy)
    notes = [] if copy == again else ["another copy each time"]
    notes += [f"{name} is new" for name in after.keys() - before.keys()]
    notes += [f"{name} is gone" for name in before.keys() - after.keys() if not _MAY_GO.fullmatch(name)]
    changed = [name for name in after.keys() & before.keys() if after[name] != before[name]]
    notes += [f"{name} is another" for name in changed if not _MAY_DIFFER.fullmatch(name)]
    return "published", notes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    paths = sorted(p for p in options.folder.rglob("*") if extension(p.name) in OFFICE and p.is_file())
    outcomes: Counter[str] = Counter()
    kinds: dict[str, Counter[bool]] = {}
    suspicious = 0
    for path in paths:
        outcome, notes = look(path)
        outcomes[outcome] += 1
        kinds.setdefault(extension(path.name), Counter())[outcome == "published"] += 1
        suspicious += bool(notes)
        for note in [outcome] * (outcome != "published") + notes:
            print(f"{path}: {note}", flush=True)
    for outcome, count in outcomes.most_common():
        print(f"{count:6}  {outcome}")
    for kind, count in sorted(kinds.items()):
        print(f"{count[True]:6}  of {count.total()} {kind} published: {count[True] / count.total():.1%}")
    print(f"{suspicious:6}  of the copies are suspicious")
    return int(suspicious > 0)


if __name__ == "__main__":
    sys.exit(main())
