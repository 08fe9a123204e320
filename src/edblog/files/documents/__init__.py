"""Documents that a reader's computer opens in a program of its own: what must not be in them.

Whatever could run, send or hide something is refused, and so is what cannot be understood. PDF and office documents are
written again without what says who made them; the others are published byte for byte. What is packed is unpacked
only up to a limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from edblog.files.documents.office import read_office
from edblog.files.documents.pdf import read_pdf
from edblog.files.documents.texts import read_calendar, read_captions, read_table
from edblog.files.findings import Finding
from edblog.files.types import OFFICE

__all__ = ["READERS", "read_document"]

_Reader = Callable[[bytes], tuple[bytes, list[Finding]]]


def read_document(kind: str, data: bytes) -> tuple[bytes, list[Finding]]:
    """The bytes to publish of a document, captions or a table with this extension, and what there is to say about it.

    An error keeps the file from being published, and then there are no bytes. The same file gives the same bytes.
    """
    return READERS[kind](data) if kind in READERS else (data, [])


def _as_it_is(find: Callable[[bytes], Iterator[Finding]]) -> _Reader:
    def read(data: bytes) -> tuple[bytes, list[Finding]]:
        findings = list(find(data))
        return (b"" if any(finding.severity == "error" for finding in findings) else data), findings

    return read


READERS: dict[str, _Reader] = {
    **{kind: partial(read_office, kind) for kind in OFFICE},
    ".pdf": read_pdf,
    ".vtt": _as_it_is(read_captions),
    ".csv": _as_it_is(read_table),
    ".ics": _as_it_is(read_calendar),
}
"""What reads files with each extension."""
