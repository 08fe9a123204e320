"""Finds names of students in file names."""

from __future__ import annotations

import re
from itertools import pairwise

from edblog.sources.people.full_names import fold
from edblog.sources.people.names import FAMOUS, GIVEN_NAMES, NOT_NAMES

_SCHOOL_HINTS = tuple("tud TUD upil rad RAD lass CLASS lumn LUMN inder lase niñ kid Kid".split())
_SCHOOL_WORD = re.compile(
    r"stud(?:ent|iante)|pupil|grade|class|alumn|grado|kinder|clase|niñ|kid", re.IGNORECASE
)
_IN_A_NAME = re.compile(r"[^\W\d_]{2,}")

_FILE_WORDS = frozenset(
    "and y img photo picture pic image foto drawing poem essay report pdf jpg final copy draft portrait s story presents reads writes".split()
)


def student_in_file_name(path: str) -> str:
    """The name of a student in a path, such as `emma-example` in `IMG_emma-example-grade-4.jpg`; empty for none."""
    if not any(hint in path for hint in _SCHOOL_HINTS):
        return ""
    for part in path.split("/"):
        if not _SCHOOL_WORD.search(part):
            continue
        words = [(found[0], fold(found[0])) for found in _IN_A_NAME.finditer(part.rpartition(".")[0] or part)]
        for (first, given), (last, family) in pairwise(words):
            is_word = family in NOT_NAMES or family in _FILE_WORDS or _SCHOOL_WORD.search(family)
            if given in GIVEN_NAMES and not is_word and f"{given} {family}" not in FAMOUS:
                return f"{first} {last}"
    return ""
