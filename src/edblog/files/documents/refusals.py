"""What there is to say about a document."""

from __future__ import annotations

from collections.abc import Sequence

from edblog.files.findings import Finding

_SHOWN = 5
"""How many of several names or things a message lists."""
_LENGTH = 100
"""Characters of each."""
NOBODY = frozenset(
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
"""What programs call somebody whose name they do not know."""
MAKE_PLAIN = "make a plain one: open it, choose Print, and then Save as PDF"


class RefusedError(Exception):
    """What must not be in a document, and what to do."""


def error(code: str, message: str, help_: str, line: int = 1) -> Finding:
    """What keeps a document from being published."""
    return Finding("error", code, message, help_, line)


def named(message: str) -> Finding:
    """A word on a document that says who made it."""
    help_ = "if that is not meant to be public, remove it in the program that made the file (its document properties)"
    return Finding("notice", "names-its-author", message, help_)


def author_removed(what: str) -> Finding:
    """A notice on a document whose properties name its author."""
    message = f"the properties of this {what} name its author; the published copy does not"
    help_ = "nothing to do here, but the file in the repository still has the name"
    return Finding("notice", "author-removed", message, help_)


def place_removed(what: str) -> Finding:
    """A notice on a document with a photo that says where it was taken."""
    message = f"a photo in this {what} holds the place where it was taken; the published copy does not"
    help_ = "nothing to do here, but the file in the repository still says where"
    return Finding("notice", "location-removed", message, help_)


def left_out(what: str, parts: Sequence[str]) -> Finding:
    """A notice on what is in a document and not in its published copy."""
    message = f"the published copy of this {what} leaves out {shortened(parts)}"
    help_ = "nothing to do, unless readers need it: then link to it in the story"
    return Finding("notice", "left-out", message, help_)


def remarks(what: str, names: Sequence[str]) -> Finding:
    """A warning about names that comments in a document, or its tracked changes, show to every reader."""
    kept = "comments" if what == "PDF" else "comments or tracked changes"
    message = f"{kept} in this {what} show who wrote them: {shortened(names)}"
    help_ = "delete the comments in the program that made the file, and save it again"
    if what != "PDF":
        help_ = (
            "delete all comments and accept all changes in the program that made the file, and save it again"
        )
    return Finding("warning", "document-remarks", message, help_)


def shortened(parts: Sequence[str]) -> str:
    """The first few of many things, each cut to a length that a message can hold, and how many more there are."""
    more = f" and {len(parts) - _SHOWN} more" if len(parts) > _SHOWN else ""
    return ", ".join(part if len(part) <= _LENGTH else f"{part[:_LENGTH]}…" for part in parts[:_SHOWN]) + more
