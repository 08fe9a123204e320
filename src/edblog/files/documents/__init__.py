"""Documents that a reader's computer opens in a program of its own: what must not be in them.

Whatever could run, send or hide something is refused, and so is what cannot be understood. PDF and office documents are
written again without what says who made them; the others are published byte for byte. What is packed is unpacked
only up to a limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from edblog.files.documents.office import read_office
from edblog.files.documents.pdf import read_pdf
from edblog.files.documents.texts import read_calendar, read_captions, read_table
from edblog.files.types import OFFICE, extension
from edblog.problems import Problem

__all__ = ["KINDS", "read_paper"]


def read_paper(path: str, data: bytes) -> tuple[bytes, list[Problem]]:
    """The bytes to publish of a document, captions or a table, and its problems.

    An error keeps the file from being published, and then there are no bytes. The same file gives the same bytes.
    """
    look = KINDS.get(extension(path))
    return look(path, data) if look else (data, [])


Look = Callable[[str, bytes], tuple[bytes, list[Problem]]]


def _as_it_is(find: Callable[[str, bytes], Iterator[Problem]]) -> Look:
    def look(path: str, data: bytes) -> tuple[bytes, list[Problem]]:
        problems = list(find(path, data))
        return (b"" if any(p.severity == "error" for p in problems) else data), problems

    return look


KINDS: dict[str, Look] = {
    **dict.fromkeys(OFFICE, read_office),
    ".pdf": read_pdf,
    ".vtt": _as_it_is(read_captions),
    ".csv": _as_it_is(read_table),
    ".ics": _as_it_is(read_calendar),
}
"""What reads each kind of file."""
