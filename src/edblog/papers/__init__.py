"""Documents that a reader's computer opens in a program of its own: what must not be in them.

edblog publishes them byte for byte, so whatever could run, send or hide something is refused, and so is what
cannot be understood. All looks are linear in the size of the file, and what is packed is unpacked only up to a
limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from edblog.kinds import OFFICE, extension
from edblog.papers.office import read_office
from edblog.papers.pdf import read_pdf
from edblog.papers.texts import read_calendar, read_captions, read_table
from edblog.problems import Problem

__all__ = ["read_paper"]


def read_paper(path: str, data: bytes) -> list[Problem]:
    """What is wrong with a document, captions or a table; an error keeps it from being published."""
    look = _KINDS.get(extension(path))
    return list(look(path, data)) if look else []


_KINDS: dict[str, Callable[[str, bytes], Iterator[Problem]]] = {
    **dict.fromkeys(OFFICE, read_office),
    ".pdf": read_pdf,
    ".vtt": read_captions,
    ".csv": read_table,
    ".ics": read_calendar,
}
