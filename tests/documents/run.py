"""Word documents of the field: how many become stories, and whether a word is lost on the way.

    make word-documents FOLDER=where/they/are

Where LibreOffice is installed, each document is taken once more as LibreOffice saves it. Each is imported twice, which must give the same. Its words are compared with the page that the
story becomes and with the notes, as `edblog new post --from` does it.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from edblog.files.deadline import DeadlineExceeded, run_within
from edblog.imports import Document
from edblog.imports.word import UnsafeError, read_word

SECONDS = 120


def look(path: Path) -> Document | str:
    """The story of a document, or the reason why there is none."""
    try:
        return run_within(SECONDS, read_word, path.name, path.read_bytes())
    except UnsafeError as unsafe:
        return unsafe.message
    except DeadlineExceeded:
        return "takes too long"


def saved_by_libreoffice(paths: list[Path], folder: Path) -> list[Path]:
    """The documents as LibreOffice saves them; none where it is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program or not paths:
        return []
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    # Documents of one name in two folders would replace each other.
    for number, path in enumerate(paths):
        shutil.copy(path, folder / f"{number}-{path.name}")
    names = [str(one) for one in sorted(folder.glob("*.doc*"))]
    out = folder / "saved"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", "docx", "--outdir", str(out), *names],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=3_600,
    )
    return sorted(out.glob("*.docx"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="print each story and its notes")
    options = parser.parse_args()
    paths = sorted(p for p in options.folder.rglob("*.doc*") if p.is_file())
    with TemporaryDirectory() as folder:
        return report([*paths, *saved_by_libreoffice(paths, Path(folder))], show=options.show)


def report(paths: list[Path], *, show: bool) -> int:
    """Prints what became of each document; 1 where something is suspicious."""
    outcomes: Counter[str] = Counter()
    notes: Counter[str] = Counter()
    suspicious, slowest = 0, (0.0, Path())
    for path in paths:
        begun = time.process_time()
        try:
            found = look(path)
        except Exception as error:  # noqa: BLE001  (whatever it is, it is told)
            found, suspicious = f"crashed: {type(error).__name__}: {error}", suspicious + 1
        slowest = max(slowest, (time.process_time() - begun, path))
        if isinstance(found, str):
            outcomes[found] += 1
            print(f"{path}: {found}", flush=True)
            continue
        outcomes["imported"] += 1
        notes.update(note.message.lstrip("0123456789, ") for note in found.notes)
        if found.lost:
            suspicious += 1
            print(f"{path}: lost: {' '.join(found.lost)}", flush=True)
        if look(path) != found:
            suspicious += 1
            print(f"{path}: another story each time", flush=True)
        if show:
            print(f"# {found.title}\n\n{found.markdown}")
            for note in found.notes:
                print(f"  {note.message}: {note.text}")
    for outcome, count in outcomes.most_common():
        print(f"{count:6}  {outcome}")
    for message, count in notes.most_common(30):
        print(f"{count:6}  noted: {message}")
    print(f"{slowest[0]:.1f} s at most ({slowest[1]})")
    print(f"{suspicious:6}  of {len(paths)} are suspicious")
    return int(suspicious > 0 or not paths)


if __name__ == "__main__":
    sys.exit(main())
