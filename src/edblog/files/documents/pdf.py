"""PDFs: the copy to publish, or the reason for a refusal."""

from __future__ import annotations

from typing import Literal

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


Paper = Literal["", "letter", "legal", "a4"]
_PAPERS: dict[tuple[int, int], Paper] = {(612, 792): "letter", (612, 1008): "legal", (595, 842): "a4"}
"""Width and height in points, upright."""
_NEAR = 4
"""How many points a page may differ from the size of its paper."""


def pages_of(copy: bytes) -> tuple[int, Paper]:
    """The number of pages of a PDF from `read_pdf`, and the paper if all have the same; (0, "") if it cannot be read."""
    import warnings
    from io import BytesIO

    import pikepdf

    try:
        with warnings.catch_warnings(action="ignore"), pikepdf.open(BytesIO(copy)) as pdf:
            papers = {_paper([float(edge) for edge in page.mediabox]) for page in pdf.pages[:20]}
            return len(pdf.pages), papers.pop() if len(papers) == 1 else ""
    except Exception:  # noqa: BLE001  (only facts are lost)
        return 0, ""


def _paper(box: list[float]) -> Paper:
    sides = sorted((abs(box[2] - box[0]), abs(box[3] - box[1])))
    found = (
        name
        for size, name in _PAPERS.items()
        if all(abs(side - of) <= _NEAR for side, of in zip(sides, size, strict=True))
    )
    return next(found, "")


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
