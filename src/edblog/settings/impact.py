"""Checks of `[impact]`, the settings of the page with the numbers of a pilot."""

# No `from __future__ import annotations`: the annotations of `Impact` contain the declarations, and are needed at run time.
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Annotated, Any

import msgspec

from edblog.options import Mistake, option
from edblog.problems import brief, did_you_mean

IMPACT = "impact/"
"""URL path of the page."""
MOST_TERMS = 24
_KEYS = ("name", "from", "to")
EXAMPLE = {"name": "Fall 2026", "from": date(2026, 8, 17), "to": date(2026, 12, 18)}
_ADVICE = 'write each term so: { name = "Fall 2026", from = 2026-08-17, to = 2026-12-18 }'


class Term(msgspec.Struct, frozen=True):
    """A term of the school year."""

    name: str
    first: date
    last: date


def wrong_term(raw: object) -> Iterator[Mistake]:
    """Mistakes in one term."""
    if not isinstance(raw, Mapping):
        yield Mistake('each of "terms" must be a table with name, from and to', _ADVICE)
        return
    for key in raw:
        if key not in _KEYS:
            help_ = did_you_mean(str(key), _KEYS) or _ADVICE
            yield Mistake(f'a term has no "{brief(str(key))}"', help_)
    for key in _KEYS:
        if key not in raw:
            yield Mistake(f'{_called(raw)} has no "{key}"', _ADVICE)
    name = raw.get("name", "?")
    if not isinstance(name, str) or not name.strip() or len(name) > 60 or not name.isprintable():
        yield Mistake("the name of a term must be a text of at most 60 characters", _ADVICE)
    for key in _KEYS[1:]:
        if key in raw and not _is_day(raw[key]):
            yield Mistake(f'"{key}" of {_called(raw)} must be a day, without quotes', _ADVICE)
    if _is_day(raw.get("from")) and _is_day(raw.get("to")) and raw["from"] > raw["to"]:
        yield Mistake(
            f"{_called(raw)} ends before it begins",
            "look at the years: from must be the first day, and to the last",
        )


def wrong_terms(raw: Sequence[Mapping[str, Any]]) -> Iterator[Mistake]:
    """Terms that overlap, or have one name; each of them is right."""
    if len(raw) > MOST_TERMS:
        yield Mistake(
            f"there are {len(raw)} terms, and the page has room for {MOST_TERMS}", "leave out the oldest"
        )
    ordered = sorted(raw, key=lambda term: (term["from"], term["to"]))
    for one, other in pairwise(ordered):
        if other["from"] <= one["to"]:
            message = f"{_called(one)} ends on {one['to']}, and {_called(other)} begins on {other['from']}"
            yield Mistake(f"{message}, so they overlap", "each day belongs to at most one term")
    names = [term["name"].strip().casefold() for term in raw]
    if (twice := next((name for name in names if names.count(name) > 1), None)) is not None:
        yield Mistake(f'two terms are named "{twice}"', "give each a name of its own, with the year")


def clean_term(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A term as its struct has it."""
    return {"name": " ".join(raw["name"].split()), "first": raw["from"], "last": raw["to"]}


def clean_terms(raw: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The terms in order, as their struct has them."""
    return sorted(map(clean_term, raw), key=lambda term: str(term["first"]))


def terms_schema() -> dict[str, Any]:
    """The JSON Schema of the terms."""
    day = {"type": "string", "format": "date"}
    properties = {"name": {"type": "string", "minLength": 1, "maxLength": 60}, "from": day, "to": day}
    term = {"type": "object", "properties": properties, "required": [*_KEYS], "additionalProperties": False}
    return {"type": "array", "items": term, "maxItems": MOST_TERMS}


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _called(raw: Mapping[str, Any]) -> str:
    name = raw.get("name")
    return f'the term "{brief(name)}"' if isinstance(name, str) else "a term"


class Impact(msgspec.Struct, frozen=True):
    """`[impact]`: the page with the numbers of a pilot, at `/impact/`."""

    page: Annotated[
        bool,
        option(
            "whether there is a [page with the numbers of your pilot](#report-on-a-pilot) at `/impact/`",
            True,
        ),
    ] = False
    terms: Annotated[
        tuple[Annotated[Term, option(check=wrong_term, clean=clean_term)], ...],
        option(
            "the terms of the school year, for its tables: name, first day and last day of each; none may overlap",
            (EXAMPLE,),
            check=wrong_terms,
            clean=clean_terms,
            schema=terms_schema,
            expected="a list of terms",
        ),
    ] = ()

    def __bool__(self) -> bool:
        """Whether the site has the page."""
        return self.page
