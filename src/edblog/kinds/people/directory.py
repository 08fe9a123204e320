"""Groups the people who are on lists, by school, subject and grade."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from edblog.kinds.people.record import Author
from edblog.kinds.stories import grades
from edblog.web.urls import slugify

if TYPE_CHECKING:
    from edblog.kinds.kind import Groups, Records


class Value(NamedTuple):
    """A school, a subject or a grade, with its people."""

    key: str
    title: str
    people: tuple[Author, ...]


class Facet(NamedTuple):
    """A way to group people."""

    name: str
    """`school`, `subject` or `grade`."""
    url: str
    """URL path of the page of a value, with `{}` for its key."""
    words: Callable[[Author], tuple[str, ...]]
    key: Callable[[str], str] = slugify

    def url_of(self, key: str) -> str:
        """URL path of the page of a value."""
        return self.url.format(key)


# In "P.S. 4", so that it is "PS 4".
_WITHIN_ABBREVIATION = re.compile(r"(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)")
_NUMBER = re.compile(r"([0-9]{1,18})")


def school_key(name: str) -> str:
    """The key of a school; the same with and without dots in an abbreviation."""
    return slugify(_WITHIN_ABBREVIATION.sub("", name))


SCHOOLS = Facet(
    "school", "schools/{}/", lambda author: (author.school,) if author.school else (), key=school_key
)
SUBJECTS = Facet("subject", "authors/subject/{}/", lambda author: author.subjects)
GRADES = Facet("grade", "authors/grade/{}/", lambda author: author.grades, key=str)
COLUMNS = Facet("column", "columns/{}/", lambda author: (author.column,) if author.column else ())
FACETS = (SCHOOLS, SUBJECTS, GRADES)
"""The ways by which the directory is narrowed."""


def may_be_listed(author: Author, groups: Groups) -> bool:
    """Whether lists may have a person."""
    return author.is_on_lists(len(groups[Author.folder][author.slug].positions))


def on_lists(records: Records, groups: Groups) -> tuple[Author, ...]:
    """The people whom lists may have, in the order of their kind."""
    everybody = (author for author in records[Author.folder] if isinstance(author, Author))
    return tuple(author for author in everybody if may_be_listed(author, groups))


def keys_of(facet: Facet, author: Author) -> dict[str, str]:
    """A person's values, each once: the key and the word as written."""
    found: dict[str, str] = {}
    for word in facet.words(author):
        if key := facet.key(word):
            found.setdefault(key, word)
    return found


def values(facet: Facet, people: Iterable[Author]) -> tuple[Value, ...]:
    """The values that somebody has, each under its most common spelling: grades by age, others by title."""
    found: dict[str, dict[str, Author]] = {}
    spellings: dict[str, Counter[str]] = {}
    for author in people:
        for key, word in keys_of(facet, author).items():
            found.setdefault(key, {})[author.slug] = author
            spellings.setdefault(key, Counter())[word] += 1
    made = (
        Value(key, min(words, key=lambda word: (-words[word], word)), tuple(found[key].values()))
        for key, words in spellings.items()
    )
    return tuple(sorted(made, key=_by_age if facet is GRADES else _by_title))


def positions_by(people: Iterable[Author], groups: Groups) -> tuple[int, ...]:
    """Positions of the stories by these people, newest first."""
    stories = groups[Author.folder]
    return tuple(sorted({position for author in people for position in stories[author.slug].positions}))


def _by_title(value: Value) -> tuple[object, ...]:
    # Numbers by their size: School 2 before School 10.
    parts = _NUMBER.split(value.key)
    return [int(part) if at % 2 else part for at, part in enumerate(parts)], value.title


def _by_age(value: Value) -> tuple[object, ...]:
    return (grades.IDS.index(value.key),)
