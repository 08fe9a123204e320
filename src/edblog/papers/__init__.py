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

__all__ = ["KINDS", "read_paper"]


def read_paper(path: str, data: bytes) -> tuple[bytes, list[Problem]]:
    """The bytes to publish of a document, captions or a table, and its problems.

    An error keeps the file from being published, and then there are no bytes. The same file gives the same bytes.
    """
    look = KINDS.get(extension(path))
    problems = list(look(path, data)) if look else []
    return (b"" if any(p.severity == "error" for p in problems) else data), problems


KINDS: dict[str, Callable[[str, bytes], Iterator[Problem]]] = {
    **dict.fromkeys(OFFICE, read_office),
    ".pdf": read_pdf,
    ".vtt": read_captions,
    ".csv": read_table,
    ".ics": read_calendar,
}
"""What reads each kind of file."""
