"""PDF: what is published of one, and why some are not published at all."""

from __future__ import annotations

from edblog.files.deadline import DeadlineExceeded, run_in_helper
from edblog.files.documents.refusals import MAKE_PLAIN, RefusedError, error
from edblog.files.findings import Finding

SECONDS = 30
"""How long one PDF may take, in a helper process whose memory is limited too."""

_LOCKED = (
    "this PDF is locked: it opens only with a password or a key",
    "save it without a password; screen readers need that, too",
)
_DAMAGED = "this PDF is damaged", "export it again from the program that made it"
_SLOW = "this PDF takes too much time or memory to look through", MAKE_PLAIN


def read_pdf(data: bytes) -> tuple[bytes, list[Finding]]:
    """The bytes to publish of a PDF, the same each time, and what there is to say about it; no bytes where that is an error."""
    try:
        return run_in_helper(SECONDS, clean, data)
    except (DeadlineExceeded, MemoryError):
        return b"", [error("document-too-slow", *_SLOW)]


def clean(data: bytes) -> tuple[bytes, list[Finding]]:
    """The same in this process, without a limit."""
    import warnings
    from io import BytesIO

    import pikepdf

    from edblog.files.documents.pdf_copy import PdfCopy

    try:
        with warnings.catch_warnings(action="ignore"), pikepdf.open(BytesIO(data)) as pdf:
            copy = PdfCopy(pdf)
            return copy.written(), list(copy.findings())
    except RefusedError as refused:
        return b"", [error("unsafe-document", *refused.args)]
    except MemoryError:
        raise
    except Exception as fault:  # noqa: BLE001  (a file that a library cannot take must not stop a site)
        if isinstance(fault, pikepdf.PasswordError) or "encryption" in str(fault):
            return b"", [error("unsafe-document", *_LOCKED)]
        return b"", [error("damaged-file", *_DAMAGED)]
