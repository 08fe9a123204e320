"""Finds the files for wiki links: `[[My Page]]` is `my-page.md` in any folder."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence

import msgspec

from edblog.files.names import with_plain_spaces
from edblog.problems import Problem
from edblog.web.urls import slugify, split_date


def suggested(problems: Sequence[Problem], sources: Iterable[str]) -> list[Problem]:
    """The problems, in which each warning about a wiki link suggests the path of its file, if there is one."""
    files: dict[str, list[str]] = {}
    for source in sorted(sources):
        files.setdefault(_key(source), []).append(source)
    return [_suggested(problem, files) if problem.code == "wiki-link" else problem for problem in problems]


def _suggested(problem: Problem, files: dict[str, list[str]]) -> Problem:
    words, _, target = problem.help.rpartition("](")
    name, hash_, heading = target.removesuffix(")").strip("<>").partition("#")
    found = files.get(_key(name)) if name else None
    if not found:
        return problem
    folder = posixpath.dirname(problem.path)
    there = min(found, key=lambda source: (posixpath.dirname(source) != folder, source))
    address = f"{posixpath.relpath(there, folder)}{hash_}{heading}"
    if " " in address:
        address = f"<{address}>"
    return msgspec.structs.replace(problem, help=f"{words}]({address})")


def _key(path: str) -> str:
    """A key that is equal for a file and for its name in a wiki: the slug of the file name, or of the folder for `index.md`."""
    folder, name = posixpath.split(with_plain_spaces(path))
    stem, _, extension = name.rpartition(".")
    if extension.lower() != "md":
        return name.casefold()
    if stem.lower() == "index" and folder:
        stem = posixpath.basename(folder)
    return slugify(split_date(stem)[1]) or stem.casefold()
