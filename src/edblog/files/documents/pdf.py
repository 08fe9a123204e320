"""PDF: what is published of one, and why some are not published at all."""

from __future__ import annotations

from edblog.files.deadline import DeadlineExceeded, apart
from edblog.files.documents.refusals import MAKE_PLAIN, RefusedError, error
from edblog.problems import Problem

SECONDS = 30
"""How long one PDF may take, in a helper process whose memory is limited too."""

_LOCKED = (
    "this PDF is locked: it opens only with a password or a key",
    "save it without a password; screen readers need that, too",
)
_DAMAGED = "this PDF is damaged", "export it again from the program that made it"
_SLOW = "this PDF takes too much time or memory to look through", MAKE_PLAIN


def read_pdf(path: str, data: bytes) -> tuple[bytes, list[Problem]]:
    """The bytes to publish of a PDF, the same each time, and its problems; no bytes where one is an error."""
    try:
        return apart(SECONDS, clean, path, data)
    except (DeadlineExceeded, MemoryError):
        return b"", [error(path, "document-too-slow", *_SLOW)]


def clean(path: str, data: bytes) -> tuple[bytes, list[Problem]]:
    """The same in this process, without a limit."""
    import warnings
    from io import BytesIO

    import pikepdf

    from edblog.files.documents.pdf_copy import PdfCopy

    try:
        with warnings.catch_warnings(action="ignore"), pikepdf.open(BytesIO(data)) as pdf:
            copy = PdfCopy(pdf)
            return copy.written(), list(copy.problems(path))
    except RefusedError as refused:
        return b"", [error(path, "unsafe-document", *refused.args)]
    except MemoryError:
        raise
    except Exception as fault:  # noqa: BLE001  (a file that a library cannot take must not stop a site)
        if isinstance(fault, pikepdf.PasswordError) or "encryption" in str(fault):
            return b"", [error(path, "unsafe-document", *_LOCKED)]
        return b"", [error(path, "damaged-file", *_DAMAGED)]
