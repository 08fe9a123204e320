"""What people did after they read, and what they answered when the district asked: the rows of `data/outcomes/*.csv`."""

from __future__ import annotations

from datetime import date

from edblog.model.record import PrivateDetail, Record

OUTCOMES_FOLDER = "data/outcomes/"
"""The folder with the files, relative to the site's folder."""
OUTCOMES_TYPE = ".csv"


class Outcome(Record, frozen=True, array_like=True):
    """How many people did something, or gave an answer, on a day."""

    what: str
    """What they did, or the question that they were asked."""
    answer: str
    """Their answer; empty for something that they did."""
    day: date
    people: int
    """0 where the file says only that they are few."""
    few: int = 0
    """The number of rows that say only that they are few."""


class Outcomes(Record, tag=True, frozen=True):
    """A file of `data/outcomes/`; rows that differ only in their number are one."""

    source: str
    rows: tuple[Outcome, ...]
    private_details: tuple[PrivateDetail, ...] = ()


def is_of_outcomes(path: str) -> bool:
    """Whether a file is one of outcomes, by its path."""
    name = path.removeprefix(OUTCOMES_FOLDER)
    return name != path and "/" not in name and name.lower().endswith(OUTCOMES_TYPE)
