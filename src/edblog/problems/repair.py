"""Finds the corrected line for a problem, if its message and source line are enough to know it.

A line is only proposed: a writer reads it before it replaces the old one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from edblog.problems import Problem


class Repair(NamedTuple):
    """The change to make to the line of a problem."""

    do: Literal["replace", "add", "delete"]
    line: str
    """The corrected line; for `delete`, the current line."""


LONGEST = 400
"""The most characters of a line that can be corrected."""
_NEAR = 75
"""The least similarity, in percent, of a word and the word that was meant."""
_WORDS = "Say here what the picture shows"
# Linear: each is a piece of text between two characters that it cannot contain.
_QUOTED = re.compile(r'"([^"\n]*)"')
_MEANT = re.compile(r'did you mean "([^"\n]*)"\?')
_WRITE = re.compile(r'\bwrite:? "([^"\n]*)"')
_LINE = re.compile(r"(?:^|: |; )((?:\w+)[ ]?[:=] [^\n]+)")
_PICTURE = re.compile(r"!\[\s*\]\(")
_AFTER = re.compile(r"; | \((?:WCAG|advice|ADA)|, and delete this line|, or ")
_KEY = re.compile(r"\s*(?:- )?([\w-]+)[ \t]*[:=]")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}(?=[ \t])")


def repair(problem: Problem) -> Repair | None:
    """The change to make to the line of a problem with a place and an excerpt; None if it is not clear."""
    line, help_ = problem.excerpt, problem.help
    if len(line) > LONGEST or not help_ or not problem.path.endswith(".md"):
        return None
    for way in _WAYS:
        found = next(way(problem, line, help_), None)
        if found is not None:
            return found if found.do == "delete" or found.line != line else None
    return None


def _deleted(_problem: Problem, line: str, help_: str) -> Iterator[Repair]:
    if line.strip() and re.match(r"delete (this line|it: edblog does not need it)", help_):
        yield Repair("delete", line)


def _described(problem: Problem, line: str, _help: str) -> Iterator[Repair]:
    """For a picture without a description, the line with a placeholder for one."""
    if problem.code == "missing-alt" and (found := _PICTURE.search(line, max(0, problem.column - 1))):
        yield Repair("replace", f"{line[: found.start()]}![{_WORDS}]({line[found.end() :]}")


def _meant(problem: Problem, line: str, help_: str) -> Iterator[Repair]:
    """The line with a misspelled word replaced by the suggested one."""
    meant, written = _MEANT.search(help_), _WRITE.search(help_)
    found = meant or written
    if not found or "…" in found[1]:
        return
    for quoted in _QUOTED.findall(problem.message):
        wrong = quoted.removeprefix("#").removeprefix("::: ")
        at = max(line.find(wrong, max(0, problem.column - 1)), -1) if wrong else -1
        at = line.find(wrong) if wrong and at < 0 else at
        if at >= 0 and (found is not meant or _is_near(wrong, found[1])):
            yield Repair("replace", line[:at] + found[1] + line[at + len(wrong) :])


def _is_near(wrong: str, right: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(wrong.casefold(), right.casefold()) >= _NEAR


def _heading(_problem: Problem, line: str, help_: str) -> Iterator[Repair]:
    marks = re.match(r"(?:write|start it with) (#{1,6})(?=[ ,])", help_)
    if marks and (found := _HEADING.match(line)):
        yield Repair("replace", marks[1] + line[found.end() :])


def _whole(_problem: Problem, line: str, help_: str) -> Iterator[Repair]:
    """The line in the help: it replaces the line with the same key, or is added if the help says so."""
    for shown in _LINE.findall(help_):
        good = _AFTER.split(shown)[0].rstrip()
        key, there = _KEY.match(good), _KEY.match(line)
        if key and key[1].endswith("_alt"):
            good = good.replace("…", _WORDS)
        if not key or "…" in good or "your-" in good:
            continue
        if there and key[1] == there[1]:
            if _says_no_less(good[key.end() :], line[there.end() :]):
                yield Repair("replace", line[: len(line) - len(line.lstrip())] + good)
        elif "{" not in line and re.match(r"add (a|the) line|say in a sentence|write the day", help_):
            yield Repair("add", good)


def _says_no_less(new: str, old: str) -> bool:
    """Whether a replacement loses nothing: the old value is in the new one, or is a single word or date."""
    new, old = (text.strip().strip("\"'") for text in (new, old))
    if new.startswith(old):
        # Replacing the first line of a longer value would leave the other lines.
        return len(new) - len(old) <= 1
    return not any(mark in old for mark in "[{|>")


_WAYS: tuple[Callable[[Problem, str, str], Iterator[Repair]], ...] = (
    _deleted,
    _described,
    _meant,
    _heading,
    _whole,
)
"""The functions that find the corrected line, the most certain first."""
