"""Grades in the forms that people write, converted to the ids in addresses."""

from __future__ import annotations

import re
from collections import Counter

from edblog.catalog.groups import Group

IDS = ("prek", "k", *(str(number) for number in range(1, 13)), "adult")
"""From the youngest to the oldest."""
_WORDS = {
    **dict.fromkeys(("prek", "pk", "prekindergarten", "preschool", "tk"), "prek"),
    **dict.fromkeys(("k", "kg", "kindergarten", "kinder"), "k"),
    **dict.fromkeys(("adult", "adults", "adulteducation"), "adult"),
    **{str(number): str(number) for number in range(1, 13)},
    **{f"{number}{end}": str(number) for number in range(1, 13) for end in ("st", "nd", "rd", "th")},
}
"""Grades as people write them, in lowercase without spaces, hyphens and the word *grade*."""
_TITLES = {"prek": "Pre-K", "k": "Kindergarten", "adult": "Adult education"}
# Linear: dashes, or a word between spaces.
_RANGE = re.compile(r" ?[-\u2010-\u2015\u2212] ?| (?:to|through) ")
_PRE_K = re.compile(r"\bpre[-\s\u2010-\u2015\u2212]k")
_NOTHING = re.compile(r"[\s.]|\bgrades?\b")
# Linear: a separator, or a word between spaces.
_AND = re.compile(r"[,;/&+]| and ", re.IGNORECASE)


def grades_of(text: str) -> tuple[str, ...]:
    """The ids of a grade or of a range of them, such as `Pre-K` or `3-5`; empty where it is neither.

    >>> grades_of("Pre-K"), grades_of("K-2")
    (('prek',), ('k', '1', '2'))
    """
    # The hyphen of Pre-K is no dash between two grades.
    parts = _RANGE.split(_PRE_K.sub("prek", " ".join(text.casefold().split())))
    ends = [_WORDS.get(_NOTHING.sub("", part), "") for part in parts]
    if len(ends) > 2 or not all(ends):
        return ()
    first, last = IDS.index(ends[0]), IDS.index(ends[-1])
    return IDS[first : last + 1]


def several(text: str) -> tuple[str, ...]:
    """The grades and ranges of a text with several of them, as they are written in a list; empty for any other text.

    >>> several("3rd, 4th and K-2")
    ('3', '4', 'k-2')
    """
    parts = [part for part in _AND.split(" ".join(text.split())) if part.strip()]
    found = [grades_of(part) for part in parts]
    return tuple(written(ids) for ids in found) if len(parts) > 1 and all(found) else ()


def written(ids: tuple[str, ...]) -> str:
    """Grades in the form of a list: one, or a range."""
    return f"{ids[0]}-{ids[-1]}" if len(ids) > 1 else ids[0]


def title(key: str, _spellings: Counter[str]) -> str:
    """A grade in English."""
    return _TITLES.get(key) or f"Grade {key}"


def by_age(group: Group) -> tuple[object, ...]:
    """The sort key of grades: the youngest first."""
    return (IDS.index(group.key),)
