"""Starts a site, or updates an existing one; files that people have changed stay as they are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import msgspec

from edblog.problems import EdblogError
from edblog.scaffold.answers import Answers, option_of, wrong_answer, wrong_pair, wrong_theme
from edblog.scaffold.beginning import SAMPLES, TOOLS, beginning
from edblog.scaffold.memory import MEMORY_PATH, Memory, digest, known_answers, memorized, read, recall
from edblog.scaffold.remote import repository_of
from edblog.scaffold.writing import refuse_link, replace, stop
from edblog.settings import CONFIG_NAME

_NOT_OURS = "-"
"""In place of the digest of a file that edblog has not written."""
_README, _IGNORE = "README.md", ".gitignore"
_OFTEN_THERE = (_README, _IGNORE)
"""Files of a new repository that are not changed."""


class Difference(msgspec.Struct, frozen=True):
    """A changed file that differs from the one that `edblog init` would write now."""

    path: str
    line: int = 0
    """The number of the first line that differs; 0 if the file is no longer needed."""
    theirs: str = ""
    ours: str = ""
    more: int = 0
    """The number of other lines that differ."""


class Outcome(msgspec.Struct, frozen=True):
    """The result of `edblog init` in a folder; paths are sorted."""

    written: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """Files of the repository that existed before the site."""
    differences: tuple[Difference, ...] = ()
    not_ignored: tuple[str, ...] = ()
    """Lines that the `.gitignore` of the repository lacks."""
    is_new: bool = True


def is_site(folder: Path) -> bool:
    """Whether a folder already contains a site."""
    return os.path.lexists(folder / CONFIG_NAME)


def start_site(folder: Path, given: Answers | Mapping[str, str] = MappingProxyType({})) -> Outcome:
    """Writes a small working site into a folder, or adds missing files to a site; changed files are not overwritten.

    Answers that are not `given` are those of the site, or the defaults. Raises `EdblogError` where an answer is wrong, or a link is in
    the way.
    """
    memory, is_new = recall(folder), not is_site(folder)
    texts = msgspec.structs.asdict(given) if isinstance(given, Answers) else given
    answers = Answers(**{**known_answers(folder, memory), **texts})
    _refuse(answers, wrong_theme(answers.theme, folder) if "theme" in texts else "")
    began = (memory and memory.began) or datetime.now(ZoneInfo(answers.timezone)).date().isoformat()
    wanted = beginning(answers, began, repository_of(folder))
    was = dict(memory.files) if memory else {}
    # A wheel that somebody put there by hand.
    was |= {path: was.get(path, _NOT_OURS) for path in _other_wheels(folder) if path not in wanted}
    for path in (*wanted, *was, MEMORY_PATH):
        refuse_link(folder, path)
    if is_new and not memory:
        was = {path: "" for path in _OFTEN_THERE if os.path.lexists(folder / path)}
    if was.get(_README) == "":
        # Its steps are needed all the same.
        text = wanted.pop(_README).replace(b"](content/", b"](../content/")
        wanted[f"{TOOLS}/{_README}"] = text
    done, now = _compared(folder, wanted, was, is_new=is_new)
    if was.get(_IGNORE) == "":
        done = msgspec.structs.replace(done, not_ignored=_not_ignored(folder, wanted[_IGNORE]))
    # The settings are written last: if a run fails before, the next one starts over.
    for path in sorted((*done.written, *done.updated), key=lambda path: path == CONFIG_NAME):
        replace(folder / path, wanted[path])
    for path in done.removed:
        _remove(folder, path)
    after = Memory(began=began, answers=msgspec.structs.asdict(answers), files=now)
    if memory != after or read(folder, MEMORY_PATH) is None:
        replace(folder / MEMORY_PATH, memorized(after))
    return done


def _not_ignored(folder: Path, ours: bytes) -> tuple[str, ...]:
    """The lines of a `.gitignore` for what edblog makes that the one in the folder lacks."""
    theirs = (read(folder, _IGNORE) or b"").decode(errors="replace").splitlines()
    known = {line.strip().strip("/") for line in theirs}
    made = [line for line in ours.decode().splitlines() if line.startswith("/")]
    return tuple(line for line in made if line.strip("/") not in known)


def _other_wheels(folder: Path) -> list[str]:
    return [f"{TOOLS}/{path.name}" for path in (folder / TOOLS).glob("edblog-*.whl")]


def _refuse(answers: Answers, theme: str) -> None:
    """Raises `EdblogError` if an answer is wrong; `theme` is what is wrong with that of the theme."""
    found = {
        option_of(name): wrong_answer(name, text) for name, text in msgspec.structs.asdict(answers).items()
    }
    found["--theme"] = theme
    found["--publish"] = found["--publish"] or wrong_pair(answers.host, answers.publish)
    wrong = [
        problem
        for option, text in found.items()
        if text
        for message, _, help_ in [text.partition("; ")]
        for problem in stop(option, message, help_).problems
    ]
    if wrong:
        raise EdblogError(wrong, 2)


class _Verdict(Enum):
    """The action for a file, and the digest to store for it."""

    WRITE = auto()
    UPDATE = auto()
    SAME = auto()
    KEEP = auto()
    """Whether it existed before the site."""
    LEAVE = auto()
    """Whether it is a sample that was deleted on purpose."""
    DIFFERS = auto()
    REMOVE = auto()
    STAYS = auto()
    """Whether it is no longer needed, but was changed."""


def _verdict(
    theirs: bytes | None, before: str | None, ours: bytes | None, *, is_deleted_sample: bool
) -> _Verdict:
    """The action for a file: `theirs` are its current bytes, `ours` the new ones, and `before` is the stored digest."""
    if theirs is None:
        return _Verdict.LEAVE if is_deleted_sample or ours is None else _Verdict.WRITE
    if before == "":
        return _Verdict.KEEP if ours is not None else _Verdict.LEAVE
    is_untouched = digest(theirs) == before
    if ours is None:
        return _Verdict.REMOVE if is_untouched else _Verdict.STAYS
    if digest(theirs) == digest(ours):
        return _Verdict.SAME
    return _Verdict.UPDATE if is_untouched else _Verdict.DIFFERS


def _compared(
    folder: Path, wanted: dict[str, bytes], was: dict[str, str], *, is_new: bool
) -> tuple[Outcome, dict[str, str]]:
    """The work to do, and the digests to store."""
    found: dict[_Verdict, list[str]] = {verdict: [] for verdict in _Verdict}
    differences = []
    now: dict[str, str] = {}
    for path in (*wanted, *sorted(was.keys() - wanted.keys())):
        theirs, ours, before = read(folder, path), wanted.get(path), was.get(path)
        if theirs is None and os.path.lexists(folder / path):
            help_ = "move it elsewhere, and run edblog init again"
            raise stop(
                str(folder / path), "edblog init has to write a file here, but this is not a file", help_
            )
        is_sample = path.startswith(SAMPLES) and not is_new
        verdict = _verdict(theirs, before, ours, is_deleted_sample=is_sample)
        found[verdict].append(path)
        if verdict in (_Verdict.WRITE, _Verdict.UPDATE, _Verdict.SAME):
            now[path] = digest(ours or b"")
        elif before not in (None, _NOT_OURS) and verdict is not _Verdict.REMOVE:
            now[path] = before
        if verdict in (_Verdict.DIFFERS, _Verdict.STAYS):
            differences.append(
                _difference(path, theirs or b"", ours) if ours is not None else Difference(path)
            )
    outcome = Outcome(
        written=tuple(found[_Verdict.WRITE]),
        updated=tuple(found[_Verdict.UPDATE]),
        removed=tuple(found[_Verdict.REMOVE]),
        kept=tuple(path for path in (*found[_Verdict.KEEP], *found[_Verdict.LEAVE]) if was.get(path) == ""),
        differences=tuple(differences),
        is_new=is_new,
    )
    return outcome, now


def _difference(path: str, theirs: bytes, ours: bytes) -> Difference:
    """The first difference between a changed file and the one that would be written."""
    one, other = (data.decode(errors="replace").splitlines() for data in (theirs, ours))
    length = max(len(one), len(other))
    pairs = list(zip(one + [""] * (length - len(one)), other + [""] * (length - len(other)), strict=True))
    lines = [number for number, (a, b) in enumerate(pairs) if a != b] or [0]
    first = pairs[lines[0]] if pairs else ("", "")
    return Difference(path, lines[0] + 1, *first, len(lines) - 1)


def _remove(folder: Path, path: str) -> None:
    """Deletes a file, and folders that become empty."""
    (folder / path).unlink()
    for parent in Path(path).parents[:-1]:
        try:
            (folder / parent).rmdir()
        except OSError:
            return
