"""Defines `Problem`, a message about a mistake for the person who wrote the file.

A `Problem` is a value. Stages return problems together with their results, and never raise for bad
content, so that one run reports all problems. A stage without the source text gives only a field or a
piece of the text (the spot), and `edblog.sources.locate` finds its line and column before the problem
is shown.
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
    """The mistake in the writer's words, without a period at the end."""
    help: str = ""
    """Advice on what to do; may have several lines."""
    line: int = 0
    """Counted from 1; 0 until located."""
    column: int = 0
    """Counted from 1, in characters; 0 until located."""
    key: tuple[str | int, ...] = ()
    """Spot: in `edblog.toml`, a path of keys; in front matter, fields, of which the one that contains `text` is meant."""
    text: str = ""
    """Spot: a value of the field, or a piece of the text below the front matter."""
    nth: int = 0
    """Which occurrence of `text` is meant, from 0."""
    excerpt: str = ""
    """The source line, for showing."""


def of_file(path: str, finding: Finding) -> Problem:
    """The problem for a finding about the content of the file at `path`."""
    return Problem(path, *finding, column=1)


class EdblogError(Exception):
    """A failure that stops a command; it carries the problems to show and the exit code."""

    def __init__(self, problems: Sequence[Problem], exit_code: int = 1) -> None:
        super().__init__("\n".join(problem.message for problem in problems))
        self.problems = tuple(map(placed, problems))
        self.exit_code = exit_code


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most similar to `word`; empty if none is similar."""
    from rapidfuzz import fuzz, process

    by_fold = {candidate.casefold(): candidate for candidate in known}
    # If two are equally near, the one with the same first letter wins.
    ordered = sorted(by_fold, key=lambda candidate: (candidate[:1] != word[:1].casefold(), candidate))
    found = process.extractOne(word.casefold(), ordered, scorer=fuzz.ratio, score_cutoff=60)
    return by_fold[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The question `did you mean "x"?` for the most similar known word; empty if none is similar."""
    near = nearest(word, known)
    return f'did you mean "{near}"?' if near else ""


def placed(problem: Problem) -> Problem:
    """The problem with a line and a column; 1 for those that are unknown."""
    if problem.line and problem.column:
        return problem
    return msgspec.structs.replace(problem, line=max(1, problem.line), column=max(1, problem.column))


MOST = 50
"""The most problems with one code listed per file; the rest are only counted."""


def bounded(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, at most `MOST` with the same code per file; a last one has the number of the others."""
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
    """The problem of a Git LFS pointer: the file itself was not downloaded."""
    return Problem(
        path,
        "error",
        "lfs-pointer",
        "this is only a pointer: Git LFS stores the file itself elsewhere, and it was not downloaded",
        "run: git lfs pull; in a GitHub workflow, add lfs: true to the step actions/checkout",
        line=1,
        column=1,
    )


SAME_OF_FILES = 3
"""Up to this many files with removed locations have a notice each; more have one notice together."""


def gathered(problems: Sequence[Problem]) -> Iterator[Problem]:
    """The problems; many notices about locations in photos and recordings become one."""
    places = sorted((p for p in problems if p.code == "location-removed"), key=lambda p: p.path)
    if len(places) <= SAME_OF_FILES:
        yield from problems
        return
    yield from (problem for problem in problems if problem.code != "location-removed")
    names = [posixpath.basename(problem.path) for problem in places[1:SAME_OF_FILES]]
    yield msgspec.structs.replace(
        places[0],
        message=f"this file, {', '.join(names)} and {len(places) - SAME_OF_FILES:,} more contain the location where they were made; "
        "edblog removed it from the published copies",
        help="you need not do anything, but the files in the repository still contain the location",
    )


def brief(text: str) -> str:
    """The first 100 characters of a text, for a message."""
    return text if len(text) <= 100 else f"{text[:100]}…"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without duplicates, sorted by file, line, column and code, each with a line and column."""
    unique = dict.fromkeys(map(placed, problems))
    return sorted(unique, key=lambda p: (p.path, p.line, p.column, p.code, p.message))
