"""PDFs: the copy to publish, or the reason for a refusal."""

from __future__ import annotations

from edblog.files.deadline import DeadlineExceeded, run_in_helper
from edblog.files.documents.shared_findings import PRINT_TO_PDF, UnsafeError, error
from edblog.files.findings import Finding

SECONDS = 30
"""Time limit for one PDF, in a helper process whose memory is limited too."""

_LOCKED = (
    "this PDF is locked: it opens only with a password or a key",
    "save it without a password; screen readers need that, too",
)
_DAMAGED = "this PDF is damaged", "export it again from the program that made it"
_SLOW = "checking this PDF takes too much time or memory", PRINT_TO_PDF


def read_pdf(data: bytes) -> tuple[bytes, list[Finding]]:
    """The bytes to publish of a PDF, always the same, and the findings about it; no bytes if one of them is an error."""
    try:
        return run_in_helper(SECONDS, clean, data)
    except (DeadlineExceeded, MemoryError):
        return b"", [error("document-too-slow", *_SLOW)]


def clean(data: bytes) -> tuple[bytes, list[Finding]]:
    """`read_pdf` in the current process, without limits."""
    import warnings
    from io import BytesIO

    import pikepdf

    from edblog.files.documents.pdf_copy import PdfCopy

    try:
        with warnings.catch_warnings(action="ignore"), pikepdf.open(BytesIO(data)) as pdf:
            copy = PdfCopy(pdf)
            return copy.written(), list(copy.findings())
    except UnsafeError as unsafe:
        return b"", [error("unsafe-document", unsafe.message, unsafe.help)]
    except MemoryError:
        raise
    except Exception as fault:  # noqa: BLE001  (a file that a library cannot read must not stop a build)
        if isinstance(fault, pikepdf.PasswordError) or "encryption" in str(fault):
            return b"", [error("unsafe-document", *_LOCKED)]
        return b"", [error("damaged-file", *_DAMAGED)]
