"""Finds full names in a text: runs of capitalized words, none of them an ordinary word."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from edblog.sources.people.names import COMMON_FAMILY_NAMES, FAMILY_NAMES, FAMOUS, GIVEN_NAMES, NOT_NAMES

_TOKEN = re.compile(r"[^\W\d_](?:\w|['’-](?=\w)){0,40}")
PARTICLES = frozenset("de del la las los y van von bin al el da dos du st".split())
_JOINT = re.compile(
    r"[*_]{0,2}(?:, and |, y |, | and | y | e | & |; |(?P<item>\n{1,2}(?:[-*+•]|\d{1,2}[.)]) ))[*_]{0,2}(?=[^\W\d_])"
)
_FULL = re.compile(r" ([^\W\d_])[\w'’-]{1,40} ([^\W\d_])\w")
_BREAK = re.compile(r"[*_]{0,3}(?: {1,2}|\n(?!\n)(?:> ?)?)[*_]{0,3}")


class Student(NamedTuple):
    """The place in a text of a name that looks like a student's."""

    start: int
    end: int


class Token(NamedTuple):
    """A word of a text."""

    text: str
    start: int
    end: int


def run_of_names(text: str, start: int, *, in_capitals: bool = False) -> list[Token]:
    """The run of capitalized words at a place, with initials and particles such as *de* between them."""
    tokens: list[Token] = []
    particles: list[Token] = []
    at = start
    while len(tokens) < 7 and (found := _TOKEN.match(text, at)):
        word = Token(found[0], *found.span())
        if word.text[0].isupper() and (
            len(word.text) == 1 or (in_capitals and word.text.isupper()) or any(map(str.islower, word.text))
        ):
            tokens += [*particles, word]
            particles = []
        elif (
            word.text.lower() in PARTICLES
            and tokens
            and len(particles) < 2
            # "Sofía Ejemplo y Ana Muestra" are two names, "José Ortega y Gasset" is one.
            and not (word.text in ("y", "e") and len(tokens) > 1 and _is_full(_FULL.match(text, word.end)))
        ):
            particles.append(word)
        else:
            break
        at = word.end
        if len(word.text) == 1 and text[at : at + 1] == ".":
            at += 1
        gap = _BREAK.match(text, at)
        if gap is None:
            break
        at = gap.end()
    return tokens


def _is_full(found: re.Match[str] | None) -> bool:
    """Whether a match has two capitalized words."""
    return found is not None and found[1].isupper() and found[2].isupper()


def is_known(name: list[Token]) -> bool:
    """Whether a name starts with a common given name, or ends with a common family name."""
    return bool(name) and (fold(name[0].text) in GIVEN_NAMES or fold(name[-1].text) in COMMON_FAMILY_NAMES)


def next_name(text: str, end: int) -> list[Token]:
    """The name right after another one in a list: "Emma Example and Liam Sample"; empty for none."""
    joint = _JOINT.match(text, end)
    name = full_name(run_of_names(text, joint.end())) if joint else []
    is_one = 0 < len(name) <= 4 and (is_known(name) or not (joint and joint["item"]))
    return name if is_one else []


def full_name(run: list[Token]) -> list[Token]:
    """The full name at the start of a run: two to five words, none of them an ordinary word; empty for none."""
    name: list[Token] = []
    for token in run:
        word = fold(token.text)
        if (
            word in NOT_NAMES
            and word not in PARTICLES
            and not (name and word in FAMILY_NAMES and fold(name[0].text) in GIVEN_NAMES)
        ):
            break
        name.append(token)
    while name and name[-1].text.lower() in PARTICLES | {"i", "a"}:
        name.pop()
    if any(token.text.endswith(("'s", "’s")) for token in name[:-1]):
        return []
    full = [token for token in name if len(token.text) > 1 and token.text.lower() not in PARTICLES]
    if len(full) > 4 and fold(full[0].text) in GIVEN_NAMES:
        # In a headline, every word has a capital letter.
        full = full[:2]
        name = name[: name.index(full[1]) + 1]
    if not 2 <= len(full) <= 4 or " ".join(fold(token.text) for token in full) in FAMOUS:
        return []
    return name


def student_named(name: list[Token]) -> Student:
    """The place of a student's name in its text."""
    return Student(name[0].start, name[-1].end)


def fold(word: str) -> str:
    """A word as the lists of names have it: in lowercase, without accents."""
    word = word.lower().removesuffix("'s").removesuffix("’s")
    return (
        word
        if word.isascii()
        else "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    )
