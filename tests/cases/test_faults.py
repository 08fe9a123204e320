"""What writers get wrong, and what they are told: one file in `faults/` for each mistake.

A fixture is a sentence about the mistake, the files of a small site (each after a line `=== path`; there
are an `edblog.toml` and an author `rosa` besides), and what a check answers, word for word. After a change
of words on purpose, `UPDATE_GOLDEN=1 pytest tests/cases` writes the answers anew: read them in the diff.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from edblog.problems import EdblogError
from edblog.problems.formats import as_text

FOLDER = Path(__file__).parent / "faults"
_HEADER = re.compile(r"^=== (.+)\n", re.MULTILINE)


class Case(NamedTuple):
    about: str
    files: dict[str, str]
    answer: str


def read_case(text: str) -> Case:
    about, *parts = _HEADER.split(text)
    sections = {
        name: f"{text.rstrip()}\n" if text.strip() else ""
        for name, text in zip(parts[::2], parts[1::2], strict=True)
    }
    return Case(about.strip(), sections, sections.pop("edblog check", ""))


def check(site):
    """The exit code, and what there is to read."""
    try:
        report = site.build(dry=True)
    except EdblogError as error:
        return error.exit_code, error.problems
    return report.exit_code, report.problems


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_a_mistake_is_named_with_its_place_and_what_to_do(make_site, path):
    text = path.read_text(encoding="utf-8")
    case = read_case(text)
    exit_code, problems = check(make_site(case.files))
    answer = f"{as_text(problems)}exit code {exit_code}\n".replace(" \n", "\n")

    if "UPDATE_GOLDEN" in os.environ:
        path.write_text(
            text.partition("=== edblog check\n")[0] + "=== edblog check\n" + answer, encoding="utf-8"
        )
        return
    assert answer == case.answer


def test_every_mistake_of_every_file_comes_in_one_run_and_nothing_is_published(make_site):
    """All the sites of `faults/` that need no settings of their own, in one site."""
    files, expected = {}, set()
    for path in sorted(FOLDER.glob("*.md")):
        case = read_case(path.read_text(encoding="utf-8"))
        if not all(name.startswith("content/") for name in case.files):
            continue
        # Each in a folder of its own, so that none is a better answer for another.
        moved = {name: name.replace("content/posts/", f"content/posts/{path.stem}/") for name in case.files}
        files |= {moved[name]: text for name, text in case.files.items()}
        for problem in check(make_site(case.files))[1]:
            expected.add((moved[problem.path], problem.line, problem.column, problem.code))

    site = make_site(files)
    report = site.build()

    assert {(p.path, p.line, p.column, p.code) for p in report.problems} == expected
    assert len(report.problems) > 100
    assert report.exit_code == 1
    assert report.written == ()
    assert not (site.folder / "site").exists()
