"""Starts a site, and brings one that began before up to date; a file that somebody has changed stays as it is."""

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
from edblog.scaffold.answers import Answers, option_of, wrong_answer, wrong_pair
from edblog.scaffold.beginning import SAMPLES, TOOLS, beginning
from edblog.scaffold.memory import MEMORY_PATH, Memory, digest, known_answers, memorized, read, recall
from edblog.scaffold.remote import repository_of
from edblog.scaffold.writing import refuse_link, replace, stop
from edblog.settings import CONFIG_NAME

_NOT_OURS = "-"
"""In place of the digest of a file that edblog has not written."""
_OFTEN_THERE = ("README.md", ".gitignore")
"""Files of a new repository that are left as they are."""


class Difference(msgspec.Struct, frozen=True):
    """A file that somebody has changed, and that would be another one now."""

    path: str
    line: int = 0
    """The first line that differs; 0 where the file is not needed any more."""
    theirs: str = ""
    ours: str = ""
    more: int = 0
    """How many other lines differ."""


class Outcome(msgspec.Struct, frozen=True):
    """What was done in the folder of a site; paths are in order."""

    written: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """Files of the repository that were there before the site began."""
    differences: tuple[Difference, ...] = ()
    is_new: bool = True


def is_site(folder: Path) -> bool:
    """Whether there is a site in a folder already."""
    return os.path.lexists(folder / CONFIG_NAME)


def start_site(folder: Path, given: Answers | Mapping[str, str] = MappingProxyType({})) -> Outcome:
    """Writes a small working site into a folder, or adds what is missing in one; nothing that somebody changed is overwritten.

    Answers that are not `given` are those of the site, or the defaults. Raises `EdblogError` where an answer is wrong, or a link is in
    the way.
    """
    memory, is_new = recall(folder), not is_site(folder)
    texts = msgspec.structs.asdict(given) if isinstance(given, Answers) else given
    answers = Answers(**{**known_answers(folder, memory), **texts})
    _refuse(answers)
    began = (memory and memory.began) or datetime.now(ZoneInfo(answers.timezone)).date().isoformat()
    wanted = beginning(answers, began, repository_of(folder))
    was = dict(memory.files) if memory else {}
    # A wheel that somebody put there by hand.
    was |= {path: was.get(path, _NOT_OURS) for path in _other_wheels(folder) if path not in wanted}
    for path in (*wanted, *was, MEMORY_PATH):
        refuse_link(folder, path)
    if is_new and not memory:
        was = {path: "" for path in _OFTEN_THERE if os.path.lexists(folder / path)}
    done, now = _compared(folder, wanted, was, is_new=is_new)
    # The settings come last: without them, another run begins from the start.
    for path in sorted((*done.written, *done.updated), key=lambda path: path == CONFIG_NAME):
        replace(folder / path, wanted[path])
    for path in done.removed:
        _remove(folder, path)
    after = Memory(began=began, answers=msgspec.structs.asdict(answers), files=now)
    if memory != after or read(folder, MEMORY_PATH) is None:
        replace(folder / MEMORY_PATH, memorized(after))
    return done


def _other_wheels(folder: Path) -> list[str]:
    return [f"{TOOLS}/{path.name}" for path in (folder / TOOLS).glob("edblog-*.whl")]


def _refuse(answers: Answers) -> None:
    """Raises `EdblogError` where an answer is wrong."""
    found = {
        option_of(name): wrong_answer(name, text) for name, text in msgspec.structs.asdict(answers).items()
    }
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
    """What becomes of a file, and which digest is remembered of it."""

    WRITE = auto()
    UPDATE = auto()
    SAME = auto()
    KEEP = auto()
    """It was there before the site began."""
    LEAVE = auto()
    """It is a sample that somebody has deleted."""
    DIFFERS = auto()
    REMOVE = auto()
    STAYS = auto()
    """It is not needed any more, and somebody has changed it."""


def _verdict(
    theirs: bytes | None, before: str | None, ours: bytes | None, *, is_deleted_sample: bool
) -> _Verdict:
    """What becomes of a file: `theirs` is there, `ours` is wanted, and `before` is the digest that was remembered."""
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
    """What has to be done, and the digests to remember."""
    found: dict[_Verdict, list[str]] = {verdict: [] for verdict in _Verdict}
    differences = []
    now: dict[str, str] = {}
    for path in (*wanted, *sorted(was.keys() - wanted.keys())):
        theirs, ours, before = read(folder, path), wanted.get(path), was.get(path)
        if theirs is None and os.path.lexists(folder / path):
            help_ = "move it away, and run edblog init again"
            raise stop(str(folder / path), "this is not a file, and one belongs here", help_)
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
        kept=tuple(found[_Verdict.KEEP]),
        differences=tuple(differences),
        is_new=is_new,
    )
    return outcome, now


def _difference(path: str, theirs: bytes, ours: bytes) -> Difference:
    """Where a changed file differs first from the one that would be written."""
    one, other = (data.decode(errors="replace").splitlines() for data in (theirs, ours))
    length = max(len(one), len(other))
    pairs = list(zip(one + [""] * (length - len(one)), other + [""] * (length - len(other)), strict=True))
    lines = [number for number, (a, b) in enumerate(pairs) if a != b] or [0]
    first = pairs[lines[0]] if pairs else ("", "")
    return Difference(path, lines[0] + 1, *first, len(lines) - 1)


def _remove(folder: Path, path: str) -> None:
    """Deletes a file, and the folders that are empty then."""
    (folder / path).unlink()
    for parent in Path(path).parents[:-1]:
        try:
            (folder / parent).rmdir()
        except OSError:
            return
