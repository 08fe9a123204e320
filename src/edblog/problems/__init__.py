"""What is wrong with a site, said so that the person who wrote the file can fix it.

A `Problem` is a value. Stages return problems beside their results and never raise for bad content,
so that all of them come in one run. A stage that does not hold the source text names the spot (a
front-matter key, or a piece of the text) and `edblog.sources.locate` turns the spot into a line and
a column before anything is shown.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from edblog.files.findings import Finding

Severity = Literal["error", "warning", "notice"]


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that is wrong, or worth knowing, at one place in one file."""

    path: str
    """File relative to the site's folder, with `/`."""
    severity: Severity
    code: str
    """Stable kebab-case name of the kind of problem, such as `unknown-author`."""
    message: str
    """What is wrong, in the writer's words; no full stop at the end."""
    help: str = ""
    """What to do."""
    line: int = 0
    """Counted from 1; 0 until located."""
    column: int = 0
    """Counted from 1, in characters; 0 until located."""
    key: tuple[str | int, ...] = ()
    """Spot: in `edblog.toml` a path of keys; in front matter one of these fields, the one with `text`."""
    text: str = ""
    """Spot: a value of the field, or a piece of the text below the front matter."""
    nth: int = 0
    """Which occurrence of `text` is meant, from 0."""
    excerpt: str = ""
    """The source line, for showing."""


def of_file(path: str, finding: Finding) -> Problem:
    """The problem of a file about which its reader has something to say."""
    return Problem(path, *finding, column=1)


class EdblogError(Exception):
    """A failure that stops a command; it carries the problems to show and the exit code."""

    def __init__(self, problems: Sequence[Problem], exit_code: int = 1) -> None:
        super().__init__("\n".join(problem.message for problem in problems))
        self.problems = tuple(map(placed, problems))
        self.exit_code = exit_code


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is nearest to `word`, or an empty string."""
    from rapidfuzz import fuzz, process

    by_fold = {candidate.casefold(): candidate for candidate in known}
    # Of two that are equally near, the one with the same first letter.
    ordered = sorted(by_fold, key=lambda candidate: (candidate[:1] != word[:1].casefold(), candidate))
    found = process.extractOne(word.casefold(), ordered, scorer=fuzz.ratio, score_cutoff=60)
    return by_fold[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The question `did you mean "x"?` for the known word nearest to `word`, or an empty string."""
    near = nearest(word, known)
    return f'did you mean "{near}"?' if near else ""


def placed(problem: Problem) -> Problem:
    """The problem with a line and a column: the first, where nobody knows better."""
    if problem.line and problem.column:
        return problem
    return msgspec.structs.replace(problem, line=max(1, problem.line), column=max(1, problem.column))


MOST = 50
"""Problems of one kind that are told of one file; of the others, only how many there are."""


def bounded(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, of those of one kind in one file the first `MOST` and a last one that says how many more there are."""
    kept: list[Problem] = []
    seen: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        kind = problem.path, problem.code
        seen[kind] += 1
        if seen[kind] <= MOST:
            kept.append(problem)
        elif seen[kind] == MOST + 1:
            last[kind] = problem
    for kind, problem in last.items():
        count = seen[kind] - MOST
        message = f"and {count:,} more of these in this file" if count > 1 else problem.message
        kept.append(msgspec.structs.replace(problem, message=message))
    return kept


def only_a_pointer(path: str) -> Problem:
    """The problem of a file that stands for another one, which Git LFS has not fetched."""
    return Problem(
        path,
        "error",
        "lfs-pointer",
        "the file itself is not here: Git LFS keeps it elsewhere, and this is only its pointer",
        "run: git lfs pull; in a workflow of GitHub, give the step actions/checkout the setting lfs: true",
        line=1,
        column=1,
    )


SAME_OF_FILES = 3
"""Files of which a notice says the same, one by one; of more, it is said once."""


def gathered(problems: Sequence[Problem]) -> Iterator[Problem]:
    """The problems, with one for all photos and recordings that told a place, where there are many."""
    places = sorted((p for p in problems if p.code == "location-removed"), key=lambda p: p.path)
    if len(places) <= SAME_OF_FILES:
        yield from problems
        return
    yield from (problem for problem in problems if problem.code != "location-removed")
    names = [posixpath.basename(problem.path) for problem in places[1:SAME_OF_FILES]]
    yield msgspec.structs.replace(
        places[0],
        message=f"this file, {', '.join(names)} and {len(places) - SAME_OF_FILES:,} more hold the places where they were made; "
        "the published copies do not",
        help="nothing to do here, but the files in the repository still say where",
    )


def brief(text: str) -> str:
    """A piece of a text, short enough to stand in a message."""
    return text if len(text) <= 100 else f"{text[:100]}…"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems sorted by file, line, column and kind, each only once and each with its place."""
    unique = dict.fromkeys(map(placed, problems))
    return sorted(unique, key=lambda p: (p.path, p.line, p.column, p.code, p.message))
