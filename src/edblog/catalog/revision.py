"""The change of a few records, and the site after it."""

from __future__ import annotations

from typing import Any

from edblog.catalog.index import Index
from edblog.catalog.reach import Reach
from edblog.catalog.site import Site
from edblog.model import Document, Record
from edblog.problems import Problem


class Change(Record, frozen=True):
    """A record before and after an edit; `old` is None for a new file."""

    old: Document | None
    new: Document


class Revision(Record, frozen=True):
    """The site after an edit."""

    site: Site
    index: Index[Any]
    reach: Reach
    problems: tuple[Problem, ...]
    """Problems between the changed records and other files."""
