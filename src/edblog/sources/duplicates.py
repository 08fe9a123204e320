"""Copies that computers and services make of a file beside it, and that nobody means to publish: `jar (1).md`, `jar - Copy.md`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from rapidfuzz import fuzz

from edblog.problems import Problem
from edblog.problems.checks import problem_of

_MARKS = ("sync-conflict-", "_conflict-2", " conflicted copy", "-desktop-", "-laptop-", "-macbook")
"""What Syncthing, Nextcloud, Dropbox and OneDrive put behind a name, before a day or the name of a computer."""
# Linear: each has one place where it can begin, and fixed words from there on.
_IN_BRACKETS = re.compile(
    r"\d{1,3}$|\b(?:case )?(?:conflict|conflicted|copy|copia|copie|kopie|duplicate)\b", re.IGNORECASE
)
_ENDS = re.compile(
    r"[ _-](?:copy|copia|copie|kopie|duplicate|conflict)(?:[ _-]?\d{1,3})?$"
    # What git, editors and tools that compare texts leave.
    r"|[._](?:orig|bak|backup|local|remote|base)(?:_\d{1,7})?$",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"(?:copy of|copy \(\d{1,3}\) of|copia de|c[óo]pia de|copie de|kopie von)[ _-](?=\S)", re.IGNORECASE
)
_NUMBER = re.compile(r"[ _-]\d{1,2}$")
"""Such as iCloud puts behind the name of a copy; but a story may have a second part."""
_HINT = re.compile(
    r"[()\d]$|cop|kopi|conflict|duplicate|desktop|laptop|mac|orig|bak|backup|local|remote|base", re.IGNORECASE
)
_ALIKE, _ALIKE_WITH_A_NUMBER = 60, 90
"""Percent of two texts that have to be the same; more where the name alone says little."""
_LOOKED_AT = 8_000
"""Characters of each text."""


def original(path: str) -> tuple[str, bool]:
    """The path of the file that one of this name is a copy of, and whether only a number says so; empty for no copy."""
    pure = PurePosixPath(path)
    is_bundle = pure.stem.lower() == "index" and len(pure.parts) > 3
    name = pure.parent.name if is_bundle else pure.stem
    if not _HINT.search(name):
        return "", False
    # `jar - Copy (2)`
    stem, is_number = _unmarked(_unmarked(name)), False
    if stem == name:
        stem, is_number = _NUMBER.sub("", name, count=1), True
    if stem in ("", name):
        return "", False
    found = pure.parent.parent / stem / pure.name if is_bundle else pure.with_name(f"{stem}{pure.suffix}")
    return found.as_posix(), is_number


def _unmarked(name: str) -> str:
    """A name without what says that it is that of a copy."""
    at = name.rfind("(")
    if at > 0 and name.endswith(")") and _IN_BRACKETS.search(name[at + 1 : -1]):
        return name[:at].rstrip(" _–-")
    small = name.lower()
    if marks := [at for mark in _MARKS if (at := small.find(mark)) > 0]:
        return name[: min(marks)].rstrip(" ._-")
    if found := _ENDS.search(name) or _BEGINS.match(name):
        return (name[: found.start()] or name[found.end() :]).rstrip(" _–-")
    return name


def is_related(path: str, others: Iterable[str]) -> bool:
    """Whether a text may be a copy of another one, or have one."""
    others = tuple(others)
    own, is_number = original(path)
    # A number says so only beside the file without it: there are series, too.
    if own and (not is_number or own in others):
        return True
    pure = PurePosixPath(path)
    stem = pure.parent.name if pure.stem.lower() == "index" else pure.stem
    return any(stem in other and other != path and original(other)[0] == path for other in others)


def duplicates(paths: Iterable[str], text_of: Callable[[str], str]) -> Iterator[Problem]:
    """A warning for each text that is nearly that of the file it is named after; `text_of` gives the text at a path."""
    there = set(paths)
    groups: dict[str, list[tuple[str, bool]]] = {}
    for path in sorted(there):
        of, is_number = original(path)
        if of:
            groups.setdefault(of, []).append((path, is_number))
    for of, named in groups.items():
        # Where the first one is gone, its copies may be copies of each other. Numbers alone are those of a series.
        copies = [copy for copy in named if of in there or not copy[1]]
        first = of if of in there else copies.pop(0)[0] if copies else ""
        text = text_of(first)[:_LOOKED_AT] if copies else ""
        for path, is_number in copies:
            least = _ALIKE_WITH_A_NUMBER if is_number else _ALIKE
            other = text_of(path)[:_LOOKED_AT]
            if text.strip() and fuzz.ratio(text, other, score_cutoff=least):
                same = "the same text" if text == other else "nearly the same text"
                message = f'this seems to be a copy of "{first}": it has {same}'
                help_ = "keep one of the two files, and delete the other"
                yield problem_of("likely-copy", path, message, help_, 1, 1)
