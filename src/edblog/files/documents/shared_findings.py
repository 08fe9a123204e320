"""Findings that several document readers share, and the error for unsafe documents."""

from __future__ import annotations

from collections.abc import Sequence

from edblog.files.findings import Finding

_MAX_LISTED = 5
"""Most entries that a message lists."""
_MAX_LENGTH = 100
"""Most characters of each entry."""
PLACEHOLDER_AUTHORS = frozenset(
    [
        "author",
        "unknown",
        "unknown author",
        "anonymous",
        "unspecified",
        "user",
        "windows user",
        "microsoft office user",
    ]
)
"""Placeholders that programs write in place of an unknown author."""
PRINT_TO_PDF = "make a plain PDF: open this one, choose Print, and then Save as PDF"


TOO_LARGE = "this document is too large to check", "split it, or save it as PDF"


class UnsafeError(Exception):
    """Unsafe content in a document: a message for the writer, and what to do."""

    def __init__(self, message: str, help_: str = "") -> None:
        super().__init__(message)
        self.message, self.help = message, help_


def error(code: str, message: str, help_: str, line: int = 1) -> Finding:
    """An error, which keeps a document from being published."""
    return Finding("error", code, message, help_, line)


def author_shown(message: str) -> Finding:
    """A notice of a document whose copy still names its author."""
    help_ = (
        "if the name should not be public, remove it in the program that made the file (document properties)"
    )
    return Finding("notice", "names-its-author", message, help_)


def author_removed(document: str) -> Finding:
    """A notice of an author's name that was removed from the properties."""
    message = f"the properties of this {document} name its author; the published copy does not"
    help_ = "you need not do anything, but the file in the repository still contains the name"
    return Finding("notice", "author-removed", message, help_)


def location_removed(document: str) -> Finding:
    """A notice of a location that was removed from a photo in a document."""
    message = f"a photo in this {document} contains the location where it was taken; edblog leaves it out of the published copy"
    help_ = "you need not do anything, but the file in the repository still contains the location"
    return Finding("notice", "location-removed", message, help_)


def left_out(document: str, parts: Sequence[str]) -> Finding:
    """A notice of content that is left out of the published copy."""
    message = f"the published copy of this {document} leaves out {shortened(parts)}"
    help_ = "if readers need it, add a link to it in the story"
    return Finding("notice", "left-out", message, help_)


def comment_authors(document: str, names: Sequence[str]) -> Finding:
    """A warning about the names of people in comments or tracked changes, which every reader can see."""
    kept = "comments" if document == "PDF" else "comments or tracked changes"
    message = f"{kept} in this {document} show who wrote them: {shortened(names)}"
    help_ = "delete the comments in the program that made the file, and save it again"
    if document != "PDF":
        help_ = (
            "delete all comments and accept all changes in the program that made the file, and save it again"
        )
    return Finding("warning", "document-remarks", message, help_)


def shortened(parts: Sequence[str]) -> str:
    """The first entries of a list, each shortened, and the number of further ones."""
    more = f" and {len(parts) - _MAX_LISTED} more" if len(parts) > _MAX_LISTED else ""
    return (
        ", ".join(
            part if len(part) <= _MAX_LENGTH else f"{part[:_MAX_LENGTH]}…" for part in parts[:_MAX_LISTED]
        )
        + more
    )
