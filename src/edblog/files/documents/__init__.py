"""Checks and clean copies of documents, which a reader opens outside of the browser.

A document is refused if it could run, send or hide something, or if it cannot be read. PDFs and office documents are
written again without the names of their authors; other documents are published byte for byte. Compressed content is
unpacked only up to a limit.
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


def read_document(extension: str, data: bytes) -> tuple[bytes, list[Finding]]:
    """The bytes to publish of a document, captions or a table, and the findings about it.

    With an error among the findings, there are no bytes. The same file always gives the same bytes.
    """
    return READERS[extension](data) if extension in READERS else (data, [])


def _unchanged(find: Callable[[bytes], Iterator[Finding]]) -> _Reader:
    def read(data: bytes) -> tuple[bytes, list[Finding]]:
        findings = list(find(data))
        return (b"" if any(finding.severity == "error" for finding in findings) else data), findings

    return read


READERS: dict[str, _Reader] = {
    **{extension: partial(read_office, extension) for extension in OFFICE},
    ".pdf": read_pdf,
    ".vtt": _unchanged(read_captions),
    ".csv": _unchanged(read_table),
    ".ics": _unchanged(read_calendar),
}
"""The reader for each extension."""
