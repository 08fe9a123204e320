"""Finds accidental copies of a file, made by computers and file services: `jar (1).md`, `jar - Copy.md`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from edblog.problems import Problem
from edblog.problems.checks import problem_of

_MARKS = ("sync-conflict-", "_conflict-2", " conflicted copy", "-desktop-", "-laptop-", "-macbook")
"""Suffixes that Syncthing, Nextcloud, Dropbox and OneDrive add to a name, before a date or the name of a computer."""
# Linear: each match starts at one place, and then has fixed words.
_IN_BRACKETS = re.compile(
    r"\d{1,3}$|\b(?:case )?(?:conflict|conflicted|copy|copia|copie|kopie|duplicate)\b", re.IGNORECASE
)
_ENDS = re.compile(
    r"[ _-](?:copy|copia|copie|kopie|duplicate|conflict)(?:[ _-]?\d{1,3})?$"
    # Left by git, editors and merge tools.
    r"|[._](?:orig|bak|backup|local|remote|base)(?:_\d{1,7})?$",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"(?:copy of|copy \(\d{1,3}\) of|copia de|c[óo]pia de|copie de|kopie von)[ _-](?=\S)", re.IGNORECASE
)
_NUMBER = re.compile(r"[ _-]\d{1,2}$")
"""Suffix that iCloud adds to a copy; the second part of a story may have one, too."""
_HINT = re.compile(
    r"[()\d]$|cop|kopi|conflict|duplicate|desktop|laptop|mac|orig|bak|backup|local|remote|base", re.IGNORECASE
)
_SIMILAR, _SIMILAR_WITH_NUMBER = 60, 90
"""Percent of two texts that must be the same; more where only a number in the name marks a copy."""
_COMPARED = 8_000
"""Characters of each text."""


def original_path(path: str) -> tuple[str, bool]:
    """The path that a copy was made from, and whether only a number in the name marks it as a copy; empty for no copy."""
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
    """The name without the mark of a copy."""
    at = name.rfind("(")
    if at > 0 and name.endswith(")") and _IN_BRACKETS.search(name[at + 1 : -1]):
        return name[:at].rstrip(" _–-")
    small = name.lower()
    if marks := [at for mark in _MARKS if (at := small.find(mark)) > 0]:
        return name[: min(marks)].rstrip(" ._-")
    if found := _ENDS.search(name) or _BEGINS.match(name):
        return (name[: found.start()] or name[found.end() :]).rstrip(" _–-")
    return name


def is_copy_or_original(path: str, others: Iterable[str]) -> bool:
    """Whether a text may be a copy of one of the others, or their original."""
    others = tuple(others)
    own, is_number = original_path(path)
    # Without the file that has no number, the numbers may be those of a series.
    if own and (not is_number or own in others):
        return True
    pure = PurePosixPath(path)
    stem = pure.parent.name if pure.stem.lower() == "index" else pure.stem
    return any(stem in other and other != path and original_path(other)[0] == path for other in others)


def duplicates(paths: Iterable[str], text_of: Callable[[str], str]) -> Iterator[Problem]:
    """A warning for each copy whose text is nearly the same as its original's; `text_of` gives the text at a path."""
    # Not at the top: an edit looks only at names.
    from rapidfuzz import fuzz

    existing = set(paths)
    groups: dict[str, list[tuple[str, bool]]] = {}
    for path in sorted(existing):
        original, is_number = original_path(path)
        if original:
            groups.setdefault(original, []).append((path, is_number))
    for original, named in groups.items():
        # Without the original, copies may still repeat each other, but names with only a number are those of a series.
        copies = [copy for copy in named if original in existing or not copy[1]]
        first = original if original in existing else copies.pop(0)[0] if copies else ""
        text = text_of(first)[:_COMPARED] if copies else ""
        for path, is_number in copies:
            least = _SIMILAR_WITH_NUMBER if is_number else _SIMILAR
            other = text_of(path)[:_COMPARED]
            if text.strip() and fuzz.ratio(text, other, score_cutoff=least):
                same = "the same text" if text == other else "nearly the same text"
                message = f'this seems to be a copy of "{first}": it has {same}'
                help_ = "keep one of the two files, and delete the other"
                yield problem_of("likely-copy", path, message, help_, 1, 1)
