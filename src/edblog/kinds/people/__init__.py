"""The kind of content that is called people."""

from __future__ import annotations

from edblog.kinds.kind import Kind
from edblog.kinds.people.record import Author


class People(Kind):
    """People."""

    record = Author
    what = "an author"


PEOPLE = People()
